"""What an inspection of a tab finds, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sync.core.dialect_kinds import Dialect

FIELDS = (
    "number",
    "key",
    "text",
    "lead",
    "partner",
    "due",
    "state",
    "done_on",
    "percent",
    "result",
    "evidence",
    "note",
    "proposal",
    "verified",
    "comment",
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table; `index` counts from 1, `field` is one of FIELDS or None.

    `state_value` is set where a column of its own means one state; `unit` where the column is one
    unit's (units as columns). A `locked` column holds formulas: it is read, never written.
    """

    index: int
    heading: str
    field: str | None
    dialect: Dialect | None = None
    state_value: str | None = None
    unit: str | None = None
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table; `row` counts from 1.

    `kind` is entry, section, header, blank, total, note or signature. Of an entry: `key` is the
    plan item's key (never with a part), None for the unit's own and for doubtful rows; `part` is
    "1/2" where the unit split one item; `continues` is the row whose sentence runs on here (such a
    row has no state and gets no key); `duplicate_of` the row that holds the same item already.
    `values` holds the canonical value of every mapped field; `states` the state in each unit's
    column. `unreadable` tells per field why a filled cell could not be read. `state_fixed`: the
    state is told by words outside the state cell ("đã hủy"), so writing that cell changes nothing.
    """

    row: int
    kind: str
    text: str = ""
    key: str | None = None
    own: bool = False
    ambiguous: bool = False
    candidates: tuple[str, ...] = ()
    part: str | None = None
    continues: int | None = None
    duplicate_of: int | None = None
    state: str | None = None
    due: str | None = None
    due_text: str | None = None
    done_on: str | None = None
    values: Mapping[str, str | None] = field(default_factory=dict)
    states: Mapping[int, str | None] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)
    state_fixed: bool = False

    @property
    def entry_key(self) -> str | None:
        """The key this row carries in the key column: `III.2.1`, `III.2.1/1`, or None."""
        if self.key is None or self.continues is not None:
            return None
        return f"{self.key}/{self.part.split('/')[0]}" if self.part else self.key


@dataclass(frozen=True, slots=True)
class Question:
    """What a person must decide; `about` is match, merged, duplicate, state, column or table."""

    about: str
    text: str
    row: int | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherTable:
    """A second table of the tab, none of ours; its heading row and body, counted from 1."""

    header_row: int
    first_row: int
    last_row: int
    first_column: int


@dataclass(frozen=True, slots=True)
class Inspection:
    """The reading of one tab. `refuse` is None, or why this tab is no checklist (Vietnamese)."""

    tab: str
    refuse: str | None = None
    header_rows: tuple[int, int] = (0, 0)
    first_row: int = 0
    last_row: int = 0
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    questions: tuple[Question, ...] = ()
    orientation: str = "rows"
    other_tables: tuple[OtherTable, ...] = ()

    def column(self, name: str) -> Column | None:
        """The first column of a field."""
        return next((c for c in self.columns if c.field == name and c.unit is None), None)

    @property
    def entries(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.kind == "entry")


def inspection_json(found: Inspection) -> dict[str, Any]:
    """Sheet JSON of the contracts; more keys than the contract's are added where they are set."""
    if found.refuse:
        return {
            "refuse": found.refuse,
            "tab": found.tab,
            "header_rows": [],
            "first_row": None,
            "last_row": None,
            "columns": [],
            "rows": [],
            "questions": [],
        }
    return {
        "refuse": False,
        "tab": found.tab,
        "header_rows": list(found.header_rows),
        "first_row": found.first_row,
        "last_row": found.last_row,
        "orientation": found.orientation,
        "columns": [_column_json(column) for column in found.columns],
        "rows": [_row_json(row) for row in found.rows],
        "questions": [
            {"about": q.about, "row": q.row, "text": q.text, "candidates": list(q.candidates)}
            for q in found.questions
        ],
        "other_tables": [
            {"header_row": t.header_row, "first_row": t.first_row, "last_row": t.last_row}
            for t in found.other_tables
        ],
    }


def _column_json(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {
        "index": column.index,
        "heading": column.heading,
        "field": column.field,
        "state_value": column.state_value,
        "dialect": column.dialect.form if column.dialect else None,
    }
    if column.unit is not None:
        told["unit"] = column.unit
    return told


def _row_json(row: Row) -> dict[str, Any]:
    told: dict[str, Any] = {
        "row": row.row,
        "kind": row.kind,
        "key": row.key,
        "own": row.own,
        "ambiguous": row.ambiguous,
        "candidates": list(row.candidates),
        "state": row.state,
        "due": row.due,
        "due_text": row.due_text,
        "done_on": row.done_on,
    }
    for name in ("part", "continues", "duplicate_of"):
        if getattr(row, name) is not None:
            told[name] = getattr(row, name)
    if row.values:
        told["values"] = dict(row.values)
    if row.states:
        told["cells"] = [{"column": c, "state": state} for c, state in row.states.items()]
    return told
