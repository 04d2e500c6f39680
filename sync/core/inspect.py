"""Inspects a tab: where the checklist is, which column is what, which row is which item."""

from collections.abc import Sequence
from dataclasses import replace

from sync.core.dialect import Unreadable, Value, read, read_state
from sync.core.dialect_state import called_off, cancelled, percent_state
from sync.core.inspect_questions import questions
from sync.core.inspect_refuse import reason_to_refuse
from sync.core.inspection import Column, Inspection, Row
from sync.core.layout import Layout, Table, columns_of, find_tables, other_tables
from sync.core.layout_grid import Grid
from sync.core.layout_rows import Shape
from sync.core.match import Match, RowRef, match
from sync.core.match_text import Corpus
from sync.core.tab import PlanNode, Tab

_PLAIN = ("number", "key", "text", "lead", "partner", "result", "evidence", "note", "proposal")
_READ = (*_PLAIN, "percent", "verified", "comment")


def inspect(
    tab: Tab,
    nodes: Sequence[PlanNode],
    *,
    year: int,
    unit_column: int | None = None,
    corpus: Corpus | None = None,
) -> Inspection:
    """Everything there is to know of the tab for a first link; nothing is written.

    `nodes` is the plan in the paper's order (empty: no plan is known, every row is the unit's
    own). `unit_column` (from 1) chooses one unit's column where units are columns: its ticks are
    then the rows' states. `corpus` may be passed where many tabs meet one plan.
    """
    grid = Grid(tab)
    corpus = corpus or Corpus(nodes)
    keys = {node.key for node in nodes}
    headings = {grid.fold(node.text).strip(" :.") for node in nodes if node.role != "item"}
    tables = find_tables(grid, keys, headings)
    read_tables = [(table, *_read(grid, table, nodes, corpus)) for table in tables if table.shapes]
    if not read_tables:
        return Inspection(tab.title, refuse=reason_to_refuse(grid, tables, None, ()))
    table, columns, matches = max(read_tables, key=lambda one: _worth(one[0], one[2]))
    refuse = reason_to_refuse(grid, tables, table, matches if nodes else None)
    if refuse:
        return Inspection(tab.title, refuse=refuse)
    rows = _rows(grid, table, columns, matches, year, unit_column)
    heading = table.heading
    return Inspection(
        tab=tab.title,
        header_rows=(heading.first, heading.last),
        first_row=heading.body,
        last_row=_last_row(rows, heading.last),
        columns=columns,
        rows=rows,
        questions=questions(columns, rows, matches),
        orientation="units" if any(c.unit for c in columns) else "rows",
        other_tables=other_tables(tables, table),
    )


def layout_of(found: Inspection, unit_column: str | None = None) -> Layout:
    """The layout to remember from an inspection.

    Where units are columns, all but the one with this heading are none of the link's: they may
    come and go.
    """
    columns = tuple(
        column
        if column.unit is None or column.heading == unit_column
        else replace(column, field=None, dialect=None)
        for column in found.columns
    )
    return Layout(found.header_rows, columns)


def _read(
    grid: Grid, table: Table, nodes: Sequence[PlanNode], corpus: Corpus
) -> tuple[tuple[Column, ...], list[Match]]:
    columns = columns_of(grid, table)
    key = next((c.index for c in columns if c.field == "key"), None)
    refs, section = [], ""
    for shape in table.shapes:
        if shape.kind == "section":
            section = shape.text
        elif shape.kind == "entry":
            cell = grid.text(shape.row, key) if key else ""
            refs.append(RowRef(shape.row, shape.text, section, cell, shape.continues))
    return columns, match(refs, nodes, corpus)


def _worth(table: Table, matches: Sequence[Match]) -> float:
    """How much a table looks like the checklist that is meant."""
    matched = sum(one.key is not None for one in matches)
    asked = sum(bool(one.candidates) for one in matches)
    workflow = len(table.fields & {"state", "percent", "due", "done_on", "lead"})
    strange = len(table.aliens & {"_name", "_phone", "_money", "_score", "_person"})
    return 2 * matched + asked + workflow + table.heading.score / 4 - 3 * strange


def _last_row(rows: Sequence[Row], header: int) -> int:
    body = [row.row for row in rows if row.kind in ("entry", "section", "total", "header")]
    return max(body, default=header)


def _rows(
    grid: Grid,
    table: Table,
    columns: Sequence[Column],
    matches: Sequence[Match],
    year: int,
    unit_column: int | None,
) -> tuple[Row, ...]:
    found = {one.row: one for one in matches}
    reader = _RowValues(grid, columns, year, unit_column)
    return tuple(
        reader.entry(shape, found[shape.row])
        if shape.kind == "entry"
        else Row(shape.row, shape.kind, shape.text)
        for shape in table.shapes
    )


class _RowValues:
    """Reads the values of entry rows with their columns' dialects."""

    def __init__(
        self, grid: Grid, columns: Sequence[Column], year: int, unit_column: int | None
    ) -> None:
        self.grid, self.year = grid, year
        self.by_field = {c.field: c for c in reversed(columns) if c.field and c.unit is None}
        self.states = [c for c in columns if c.field == "state" and c.unit is None]
        self.units = [c for c in columns if c.unit is not None]
        if unit_column is not None:
            self.states = [c for c in self.units if c.index == unit_column] or self.states

    def entry(self, shape: Shape, found: Match) -> Row:
        row = Row(
            shape.row,
            "entry",
            shape.text,
            key=found.key,
            own=found.own,
            ambiguous=bool(found.candidates),
            candidates=found.candidates,
            part=found.part,
            duplicate_of=found.duplicate_of,
            continues=shape.continues,
        )
        if shape.continues is not None:
            return replace(row, own=False)
        return self._with_values(row)

    def _with_values(self, row: Row) -> Row:
        values: dict[str, str | None] = {}
        unreadable: dict[str, str] = {}
        for name in _READ:
            if name in self.by_field:
                values[name] = self._told(
                    name, self._read(row.row, self.by_field[name]), unreadable
                )
        due, due_text = self._day(row.row, "due")
        done_on, _ = self._day(row.row, "done_on")
        state, said_on = self._state(row.row, values.get("percent"), unreadable)
        if not self.states and not self.units and "percent" not in self.by_field and done_on:
            state = "done"
        fixed = self._called_off(row, values)
        for name, value in (("due", due), ("done_on", done_on)):
            if name in self.by_field:
                values[name] = value
        if self.states:
            values["state"] = "dropped" if fixed else state
        return replace(
            row,
            state="dropped" if fixed else state,
            state_fixed=fixed,
            due=due,
            due_text=due_text,
            done_on=done_on or said_on,
            values=values,
            states={c.index: self._one_state(row.row, c) for c in self.units},
            unreadable=unreadable,
        )

    def _read(self, row: int, column: Column) -> Value | Unreadable:
        if column.dialect is None or column.field is None:
            return Value(None)
        return read(column.field, self.grid.cell(row, column.index), column.dialect, self.year)

    def _told(self, name: str, said: Value | Unreadable, unreadable: dict[str, str]) -> str | None:
        if isinstance(said, Unreadable):
            unreadable[name] = said.reason
            return None
        return said.value

    def _day(self, row: int, name: str) -> tuple[str | None, str | None]:
        column = self.by_field.get(name)
        said = self._read(row, column) if column else Value(None)
        return (said.value, said.shown) if isinstance(said, Value) else (None, None)

    def _state(
        self, row: int, percent: str | None, unreadable: dict[str, str]
    ) -> tuple[str | None, str | None]:
        """The state and a day told with it; by the percent where the sheet has nothing else."""
        cells = [
            (c.dialect, self.grid.cell(row, c.index)) for c in self.states if c.dialect is not None
        ]
        if not cells:
            alone = percent is not None and not self.units
            return (percent_state(float(percent or 0)) if alone else None), None
        said = read_state(cells, self.year)
        if isinstance(said, Unreadable):
            unreadable["state"] = said.reason
            return None, None
        return said.value, said.done_on

    def _one_state(self, row: int, column: Column) -> str | None:
        said = self._read(row, column)
        return said.value if isinstance(said, Value) else None

    def _called_off(self, row: Row, values: dict[str, str | None]) -> bool:
        """ "(đã hủy)" in the text, "không tổ chức" as result or note: whatever the tick says."""
        fold = self.grid.fold
        if cancelled(fold(row.text)):
            return True
        return any(called_off(fold(values.get(name) or "")) for name in ("result", "note"))
