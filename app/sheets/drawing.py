"""Draws a sheet as it is with our reading over it: columns by field, rows joined to items."""

from dataclasses import dataclass

from sync.core.inspection import Inspection, Row
from sync.core.tab import Tab
from sync.replicas.google import column_name

MOST_ROWS, MOST_COLUMNS = 300, 40
MOST_TEXT = 160


@dataclass(frozen=True, slots=True)
class DrawnColumn:
    """A column's letter and what we take it for."""

    index: int
    letter: str
    heading: str
    field: str | None
    unit: str | None
    state_value: str | None


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row of the sheet; `kind` is outside the table "outside"; `joined` what it is taken for."""

    number: int
    kind: str
    cells: tuple[str, ...]
    row: Row | None


@dataclass(frozen=True, slots=True)
class Drawing:
    columns: tuple[DrawnColumn, ...]
    rows: tuple[DrawnRow, ...]
    more: int


def draw(tab: Tab, found: Inspection | None) -> Drawing:
    """The first rows of the tab, empty ones at its end left out."""
    width = min(max((len(row) for row in tab.rows), default=0), MOST_COLUMNS)
    known = {column.index: column for column in found.columns} if found else {}
    columns = tuple(
        DrawnColumn(
            index=index,
            letter=column_name(index),
            heading=known[index].heading if index in known else "",
            field=known[index].field if index in known else None,
            unit=known[index].unit if index in known else None,
            state_value=known[index].state_value if index in known else None,
        )
        for index in range(1, width + 1)
    )
    read = {row.row: row for row in found.rows} if found else {}
    header = range(found.header_rows[0], found.header_rows[1] + 1) if found else range(0)
    rows = []
    for number, _cells in enumerate(tab.rows[:MOST_ROWS], 1):
        row = read.get(number)
        kind = "header" if number in header else row.kind if row else "outside"
        cells = tuple(tab.cell(number, index).text[:MOST_TEXT] for index in range(1, width + 1))
        rows.append(DrawnRow(number, kind, cells, row))
    return Drawing(columns, tuple(rows), max(0, len(tab.rows) - MOST_ROWS))
