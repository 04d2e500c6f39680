"""A tab of a spreadsheet as plain values: what the core reads and never touches."""

from dataclasses import dataclass, field

Scalar = str | int | float | bool | None

MERGED = "gộp với ô khác"
PROTECTED = "được đơn vị bảo vệ"
"""Why nothing is written into a cell."""
ERRORS = frozenset(
    ("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#ERROR!")
)
"""What a cell shows that could not be worked out."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, unformatted.

    `value` is the effective value: dates are serial days since 1899-12-30, percents are
    fractions, an empty cell is None. `shown` is the text a person sees. `checkbox` holds the
    (ticked, unticked) values of a checkbox; `choices` the words of a list validation; `formula` the
    form of a formula, "" where the cell holds none; `locked` why nothing may be written here.
    """

    value: Scalar = None
    shown: str = ""
    formula: str = ""
    pattern: str = ""
    date: bool = False
    checkbox: tuple[Scalar, Scalar] | None = None
    choices: tuple[str, ...] = ()
    link: str | None = None
    locked: str = ""

    @property
    def empty(self) -> bool:
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())

    @property
    def unticked(self) -> bool:
        """Whether it is a box nobody has ticked; one without a word for it shows nothing then."""
        if self.value is False or self.value == "FALSE":
            return True
        word = self.checkbox[1] if self.checkbox else None
        return word is not None and (self.value == word or (self.empty and word == ""))

    @property
    def text(self) -> str:
        """What a person reads in the cell: the text shown, else the value as text."""
        if self.shown or self.value is None:
            return self.shown
        if isinstance(self.value, bool):
            return "TRUE" if self.value else "FALSE"
        return f"{self.value:g}" if isinstance(self.value, float) else str(self.value)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; rows and columns count from 1, both ends belong to it."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Tab:
    """A whole tab: `rows[0]` is row 1; ragged rows are allowed, missing cells are empty.

    `filtered` are the rows, from 1, that a filter hides, where that matters.
    """

    title: str
    rows: tuple[tuple[Cell, ...], ...]
    merges: tuple[Merge, ...] = field(default=())
    sheet_id: int = 0
    filtered: frozenset[int] = frozenset()

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a 1-based position; an empty one outside the grid."""
        cells = self.rows[row - 1] if 0 < row <= len(self.rows) else ()
        return cells[column - 1] if 0 < column <= len(cells) else EMPTY


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class PlanNode:
    """One heading or item of a plan, in the paper's order; `key` as in Plan JSON (`II.1.3`)."""

    key: str
    role: str
    text: str
    marker: str = ""
