"""Finds the table of a tab, remembers its layout, finds it again after the unit moved things."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sync.core.dialect_kinds import Dialect, dialect_from_json, dialect_json
from sync.core.dialect_learn import learn
from sync.core.inspection import Column, OtherTable
from sync.core.layout_columns import Found, find_columns
from sync.core.layout_grid import Grid
from sync.core.layout_headings import Heading, find_headings, same_headings
from sync.core.layout_profile import profile
from sync.core.layout_rows import RowReader, Shape


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table's headings stand and what its columns are; rows and columns count from 1."""

    header_rows: tuple[int, int]
    columns: tuple[Column, ...]

    @property
    def first_row(self) -> int:
        return self.header_rows[1] + 1

    @property
    def heading_rows(self) -> range:
        return range(self.header_rows[0], self.header_rows[1] + 1)

    def index(self, field: str) -> int | None:
        """The column of a field, None where the table has none."""
        return next((c.index for c in self.columns if c.field == field and c.unit is None), None)

    def column(self, index: int) -> Column | None:
        """The table's column that stands there."""
        return next((c for c in self.columns if c.index == index), None)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a tab: its headings, its columns, the rows below up to the next table."""

    heading: Heading
    found: tuple[Found, ...]
    shapes: tuple[Shape, ...]
    last_row: int

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(one.field for one in self.found if one.field)

    @property
    def aliens(self) -> frozenset[str]:
        return frozenset(one.alien for one in self.found if one.alien)

    @property
    def entries(self) -> list[Shape]:
        return [shape for shape in self.shapes if shape.kind == "entry"]


def find_tables(
    grid: Grid, keys: Collection[str] = (), headings: Collection[str] = ()
) -> list[Table]:
    """Every table of the tab that has a text column, top to bottom."""
    tables = []
    bands = find_headings(grid)
    for place, heading in enumerate(bands):
        if any(same_headings(one, heading) for one in bands[:place]):
            continue
        rows, repeated = _region(grid, bands, place)
        found = find_columns(grid, heading, rows, keys)
        shapes: list[Shape] = []
        if any(one.field == "text" for one in found):
            shapes = RowReader(grid, found, headings).read(rows, repeated)
        if any(shape.kind in ("total", "signature", "note") for shape in shapes):
            found, shapes = _closer(grid, heading, shapes, keys, headings)
        last = max((row for row in rows if grid.filled(row)), default=heading.last)
        tables.append(Table(heading, tuple(found), tuple(shapes), last))
    return tables


def _closer(
    grid: Grid,
    heading: Heading,
    shapes: list[Shape],
    keys: Collection[str],
    headings: Collection[str],
) -> tuple[list[Found], list[Shape]]:
    """A second look, by the entries alone: signatures and totals stand in the columns too."""
    entries = [shape.row for shape in shapes if shape.kind == "entry"]
    found = find_columns(grid, heading, entries, keys)
    if not any(one.field == "text" for one in found):
        return found, []
    repeated = [shape.row for shape in shapes if shape.kind == "header"]
    return found, RowReader(grid, found, headings).read([s.row for s in shapes], repeated)


def _region(grid: Grid, bands: Sequence[Heading], place: int) -> tuple[list[int], set[int]]:
    """The rows below a heading up to the next other one, and those that only repeat it."""
    own = bands[place]
    repeated: set[int] = set()
    end = grid.height
    for band in bands[place + 1 :]:
        if same_headings(own, band):
            repeated |= set(range(band.first, band.last + 1))
            continue
        end = band.first - 1
        break
    return list(range(own.body, end + 1)), repeated


def other_tables(tables: Sequence[Table], chosen: Table) -> tuple[OtherTable, ...]:
    """The tables of the tab that are not the chosen one."""
    return tuple(
        OtherTable(
            header_row=table.heading.first,
            first_row=table.heading.body,
            last_row=table.last_row,
            first_column=min(table.heading.texts, default=1),
        )
        for table in tables
        if table is not chosen
    )


def columns_of(grid: Grid, table: Table) -> tuple[Column, ...]:
    """The table's columns with the dialect each of them speaks."""
    rows = [shape.row for shape in table.entries]
    return tuple(
        Column(
            index=one.index,
            heading=one.heading,
            field=one.field,
            dialect=_dialect(grid, one, rows),
            state_value=one.state_value,
            unit=one.unit,
            locked=one.locked,
        )
        for one in table.found
        if one.alien != "_beside"
    )


def _dialect(grid: Grid, one: Found, rows: Sequence[int]) -> Dialect | None:
    if one.field is None:
        return None
    cells = [grid.cell(row, one.index) for row in rows]
    percents = one.unit is not None and profile(grid, one.index, rows).share("percent") >= 0.5
    field = "percent" if percents else one.field
    return learn(field, cells, heading=one.heading, state_value=one.state_value)


def layout_json(layout: Layout) -> dict[str, Any]:
    """A layout as plain JSON values, to be remembered."""
    return {
        "header_rows": list(layout.header_rows),
        "columns": [
            {
                "index": column.index,
                "heading": column.heading,
                "field": column.field,
                "state_value": column.state_value,
                "unit": column.unit,
                "locked": column.locked,
                "dialect": dialect_json(column.dialect) if column.dialect else None,
            }
            for column in layout.columns
        ],
    }


def layout_from_json(data: dict[str, Any]) -> Layout:
    """The layout `layout_json` wrote; KeyError where it is another shape."""
    return Layout(
        header_rows=(data["header_rows"][0], data["header_rows"][1]),
        columns=tuple(
            Column(
                index=column["index"],
                heading=column["heading"],
                field=column["field"],
                dialect=dialect_from_json(column["dialect"]) if column["dialect"] else None,
                state_value=column["state_value"],
                unit=column["unit"],
                locked=column["locked"],
            )
            for column in data["columns"]
        ),
    )
