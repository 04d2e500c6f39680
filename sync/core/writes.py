"""What is to be written into a sheet, and what must still stand there when it is: plain data."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sync.core.formula import UNKNOWN
from sync.core.tab import Scalar

INSERTED = ("row", "row-value")


@dataclass(frozen=True, slots=True)
class Seen:
    """A cell as we read it; rows and columns count from 1."""

    row: int
    column: int
    value: Scalar


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell to write: `old` is what it holds, `pattern` a number format to set with it.

    `restore` is the cell of the hidden tab to paste back instead of a value; `look` one to paste
    the formats of, after `restore` or, without it, leaving the value. `over` is the form of
    the formula it holds, `formula` of the one that is pasted, "" for none.
    """

    column: int
    old: Scalar
    new: Scalar
    pattern: str | None = None
    restore: tuple[int, int] | None = None
    over: str = ""
    formula: str = ""
    look: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The cells that say one value of one row; they are written, and undone, together.

    `kind` is value, key (a row's key), heading (the key column's own), restore, or row and
    row-value (a row that is inserted, and a value in it). `watch` are the cells that tell row and
    column: all must be as seen at the moment of writing. Beside a cell put back somebody may have
    edited; `apart` are the columns that tell its row from others with the same wording.
    """

    link: int
    kind: str
    key: str
    field: str
    value: str | None
    sheet_id: int
    row: int
    cells: tuple[CellChange, ...]
    watch: tuple[Seen, ...]
    span: tuple[int, int]
    key_column: int
    apart: tuple[int, ...] = ()

    @property
    def inserted(self) -> bool:
        """Whether it stands in a row that the same batch inserts: nothing is replaced there."""
        return self.kind in INSERTED


@dataclass(frozen=True, slots=True)
class Debt:
    """A cell that one of our writes replaced though it was not what we had read.

    `ours` is what we put there (`pasted` where that was a formula put back), `was` what stood there
    (with `formula`, its copy in the hidden tab says more), `source` where that copy is; `witness`
    the row at that moment, column by column; `heading` the text above the cell then; `mine` the
    other cells of that row we wrote. `formats` says whether formats came with it, `bare` whether
    they alone did: then `ours` is nothing of ours.
    """

    link: int
    kind: str
    key: str
    field: str
    sheet_id: int
    row: int
    column: int
    ours: Scalar
    was: Scalar
    formula: str
    source: tuple[int, int]
    row_key: str
    witness: tuple[tuple[int, Scalar], ...]
    heading: tuple[Scalar, ...]
    mine: tuple[int, ...]
    pasted: str = ""
    formats: bool = False
    bare: bool = False


def same_scalar(one: Scalar, other: Scalar) -> bool:
    """Whether two raw cell values are the same: TRUE is not 1, an empty text is an empty cell."""
    if one in (None, "") or other in (None, ""):
        return one in (None, "") and other in (None, "")
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def group_json(group: Group) -> dict[str, Any]:
    return asdict(group)


def group_from_json(data: dict[str, Any]) -> Group:
    cells = tuple(
        CellChange(
            c["column"],
            c["old"],
            c["new"],
            c["pattern"],
            _at(c["restore"]),
            _form(c["over"]),
            _form(c["formula"]),
            _at(c.get("look")),  # a batch sent before there was one
        )
        for c in data["cells"]
    )
    watch = tuple(Seen(**seen) for seen in data["watch"])
    rest = {k: data[k] for k in ("link", "kind", "key", "field", "value", "sheet_id", "row")}
    return Group(
        **rest,
        cells=cells,
        watch=watch,
        span=(data["span"][0], data["span"][1]),
        key_column=data["key_column"],
        apart=tuple(data.get("apart", ())),  # a batch sent before they were told
    )


def _at(place: Sequence[int] | None) -> tuple[int, int] | None:
    return (place[0], place[1]) if place else None


def _form(told: str | bool) -> str:
    """A batch sent before forms were told says only whether there was a formula."""
    return told if isinstance(told, str) else UNKNOWN * told


def debt_json(debt: Debt) -> dict[str, Any]:
    return asdict(debt)


def debt_from_json(data: dict[str, Any]) -> Debt:
    return Debt(
        **{
            **data,
            "formula": _form(data["formula"]),
            "pasted": _form(data["pasted"]),
            "source": (data["source"][0], data["source"][1]),
            "witness": tuple((column, value) for column, value in data["witness"]),
            "heading": tuple(data["heading"]),
            "mine": tuple(data["mine"]),
        }
    )
