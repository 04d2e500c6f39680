"""Reads the rows of a linked table by the layout that was agreed when it was linked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sync.core.dialect import Unreadable, Value, read, read_state
from sync.core.dialect_date import like_a_day
from sync.core.dialect_state import called_off, cancelled
from sync.core.dropped import reason, tail
from sync.core.inspection import Column
from sync.core.layout import Layout
from sync.core.layout_columns import Found
from sync.core.layout_grid import Grid
from sync.core.layout_headings import find_headings, same_headings
from sync.core.layout_rows import RowReader, Shape
from sync.core.tab import MERGED, Cell, PlanNode, Scalar, Tab
from sync.core.text import clean, new_tone

PLAIN = ("text", "lead", "partner", "result", "evidence", "note", "proposal", "percent")
_NUMBER = re.compile(r"^\s*(?:\d+(?:\.\d+)*|[ivxlc]{1,5}|[a-zđ])[.)/:]\s*|^\s*[-+*•–]\s*")

READ = (*PLAIN, "due", "done_on", "verified", "comment")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row below the headings; `row` counts from 1.

    `values` holds the canonical value of each mapped field; `unreadable` says why a filled cell
    is left alone ("" where that is nothing to report, such as a due cell that says "Quý IV").
    `why` is the reason a dropped work gives, None where it does not concern the unit.
    """

    row: int
    kind: str
    text: str
    key_cell: str
    section: str = ""
    continues: int | None = None
    values: Mapping[str, str | None] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A linked table as it stands now."""

    tab: Tab
    layout: Layout
    rows: tuple[TableRow, ...]
    states: tuple[Column, ...]

    def claims(self, row: int) -> bool:
        """Whether the state's own cells say something in a row; a box not ticked does not."""
        cells = [self.tab.cell(row, column.index) for column in self.states]
        return not all(cell.empty or cell.unticked for cell in cells)

    @property
    def key_column(self) -> int:
        return self.layout.index("key") or 0

    def unworded(self) -> list[tuple[int, str]]:
        """The rows whose wording cannot be read, and why: nobody knows what they stand for."""
        told = [(row.row, row.unreadable.get("text", "")) for row in self.rows]
        return [(row, why) for row, why in told if why not in ("", MERGED)]

    @property
    def text_column(self) -> int:
        return self.layout.index("text") or 0

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last mapped column, the key column left out."""
        mapped = [c.index for c in self.layout.columns if c.field and c.field != "key"]
        return min(mapped), max(mapped)


def read_table(
    tab: Tab, layout: Layout, nodes: Sequence[PlanNode], year: int, unit_column: str | None = None
) -> Table:
    """Every row of the table; `unit_column` is the heading of one unit's column."""
    grid = Grid(tab)
    states = state_columns(layout, unit_column)
    reader = _Reader(grid, layout, states, year)
    rows: list[TableRow] = []
    section = ""
    for shape in _shapes(grid, layout, nodes):
        if shape.kind == "section":
            section = shape.text
        rows.append(reader.row(shape, section))
    return Table(tab, layout, tuple(rows), states)


def state_columns(layout: Layout, unit_column: str | None) -> tuple[Column, ...]:
    """The columns that say the state; where there is none, the percent does."""
    if unit_column:
        return tuple(c for c in layout.columns if c.heading == unit_column)
    whole = [c for c in layout.columns if c.unit is None]
    states = tuple(c for c in whole if c.field == "state")
    return states or tuple(c for c in whole if c.field == "percent")[:1]


def _shapes(grid: Grid, layout: Layout, nodes: Sequence[PlanNode]) -> list[Shape]:
    bands = find_headings(grid)
    own = next((b for b in bands if b.first == layout.header_rows[0]), None)
    repeated: set[int] = set()
    end = grid.height
    for band in bands:
        if band.first <= layout.header_rows[1]:
            continue
        if own is not None and same_headings(own, band):
            repeated |= set(range(band.first, band.last + 1))
            continue
        end = band.first - 1
        break
    headings = {grid.fold(node.text).strip(" :.") for node in nodes if node.role != "item"}
    found = [
        Found(c.index, c.heading, c.field, c.state_value, c.unit, None, c.locked)
        for c in layout.columns
    ]
    return RowReader(grid, found, headings).read(range(layout.first_row, end + 1), repeated)


def value_of(raw: Scalar, column: Column, year: int) -> str:
    """What a raw value of a column says; itself, as text, where that cannot be read."""
    number = isinstance(raw, (int, float)) and not isinstance(raw, bool)
    date = number and column.field in ("due", "done_on")
    cell = Cell(raw, "" if number else str(raw), date=date)
    if column.field is None or column.dialect is None:
        return cell.text
    said = read(column.field, cell, column.dialect, year)
    return said.value if isinstance(said, Value) and said.value else cell.text


class _Reader:
    def __init__(self, grid: Grid, layout: Layout, states: Sequence[Column], year: int) -> None:
        self.grid, self.states, self.year = grid, states, year
        self.columns = {
            c.field: c for c in reversed(layout.columns) if c.field in READ and c.unit is None
        }
        self.key = layout.index("key") or 0
        self.text = layout.index("text") or 0

    def row(self, shape: Shape, section: str) -> TableRow:
        key_cell = self.grid.text(shape.row, self.key)
        if shape.kind in ("header", "blank") and not key_cell:
            return TableRow(shape.row, shape.kind, shape.text, key_cell, section, shape.continues)
        values: dict[str, str | None] = {}
        unreadable: dict[str, str] = {}
        for name, column in self.columns.items():
            at = shape.row, column.index
            if at in self.grid.covered:
                unreadable[name] = MERGED
            else:
                self._read(name, column, self.grid.cell(*at), values, unreadable)
        if self.states:
            self._state(shape, values, unreadable)
        # A row's title may be read from another cell; its wording is its text cell's only.
        own = (key_cell or shape.kind != "section") and shape.continues is None
        text = self.grid.text(shape.row, self.text) if own else shape.text
        text = "" if "text" in unreadable else text
        why = self._why(shape, values) if values.get("state") == "dropped" else None
        return TableRow(
            shape.row, shape.kind, text, key_cell, section, shape.continues, values, unreadable, why
        )

    def _why(self, shape: Shape, values: Mapping[str, str | None]) -> str | None:
        beside = [values.get(name) for name in ("note", "result")]
        off = [word for word in beside if word and called_off(self.grid.fold(word))]
        if off:
            return reason(off[0], [])
        if cancelled(self.grid.fold(shape.text)):
            return reason(tail(shape.text), beside)
        said = [self.grid.text(shape.row, column.index) for column in self.states]
        return reason(next((words for words in said if words), ""), beside)

    def _read(
        self,
        name: str,
        column: Column,
        cell: Cell,
        values: dict[str, str | None],
        unreadable: dict[str, str],
    ) -> None:
        if column.dialect is None:
            return
        said = read(name, cell, column.dialect, self.year)
        if isinstance(said, Unreadable):
            unreadable[name] = said.reason
        elif said.value is None and not cell.empty and name in ("due", "done_on"):
            shown = clean(cell.text)
            unreadable[name] = f"Không có ngày “{shown}”" if like_a_day(shown) else ""
        else:
            values[name] = said.value

    def _state(
        self, shape: Shape, values: dict[str, str | None], unreadable: dict[str, str]
    ) -> None:
        fold = self.grid.fold
        words = [values.get(name) or "" for name in ("result", "note")]
        if cancelled(fold(shape.text)) or any(called_off(fold(word)) for word in words):
            # The words beside the tick say it: writing the tick would change nothing.
            unreadable["state"] = ""
            values["state"] = "dropped"
            return
        if any((shape.row, column.index) in self.grid.covered for column in self.states):
            unreadable["state"] = MERGED
            return
        cells = [(c.dialect, self.grid.cell(shape.row, c.index)) for c in self.states if c.dialect]
        said = read_state(cells, self.year)
        if isinstance(said, Unreadable):
            unreadable["state"] = said.reason
        else:
            values["state"] = said.value
            if said.done_on and "done_on" not in self.columns:
                # A day beside the tick ("✅ 14/01") is read; there is no cell of its own to write.
                values["done_on"], unreadable["done_on"] = said.done_on, ""


def norm(text: str) -> str:
    """A row's wording as compared: no case, spacing, numbering or tone placement."""
    return _norm(clean(text))


@lru_cache(maxsize=65536)
def _norm(text: str) -> str:
    bare = _NUMBER.sub("", new_tone(text).casefold())
    return " ".join(re.findall(r"\w+", bare))
