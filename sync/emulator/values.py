"""The values methods on one spreadsheet: read, write, clear, append."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sync.emulator import a1, addresses
from sync.emulator.areas import Area, insertion
from sync.emulator.book import Book, Sheet, beyond_grid
from sync.emulator.cells import raw, rendered, typed, with_value
from sync.emulator.entry_rules import check, reaches
from sync.emulator.errors import bad_field, invalid
from sync.emulator.options import Options
from sync.emulator.protection import Editor
from sync.emulator.shapes import Json
from sync.emulator.structure import insert_lines

LIST = "type.googleapis.com/google.protobuf.ListValue"


@dataclass(frozen=True)
class Rendering:
    """How values go out: ValueRenderOption, DateTimeRenderOption, major dimension."""

    option: str = "FORMATTED_VALUE"
    dates: str = "SERIAL_NUMBER"
    major: str = "ROWS"


@dataclass(frozen=True)
class Writing:
    """How values come in: who writes, RAW or not, today's date, the options."""

    editor: Editor
    option: str
    today: dt.date
    options: Options


def read(book: Book, area: Area, how: Rendering) -> Json:
    """The ValueRange of an area, trailing empties trimmed."""
    sheet = book.sheet(area.sheet_id)
    if how.major == "COLUMNS":
        lines = _columns(book, sheet, area, how)
    else:
        lines = [
            _trimmed(_row(book, sheet, row, area, how))
            for row in range(area.top, min(area.bottom, len(sheet.rows)))
        ]
    while lines and not lines[-1]:
        lines.pop()
    result: Json = {
        "range": addresses.written(book, area),
        "majorDimension": how.major,
    }
    return {**result, "values": lines} if lines else result


def _row(book: Book, sheet: Sheet, row: int, area: Area, how: Rendering) -> list[Any]:
    held = sheet.rows[row].cells
    last = max((c for c in held if c < area.right), default=-1)
    return [
        rendered(book, sheet, (row, column), how.option, how.dates) if column in held else ""
        for column in range(area.left, last + 1)
    ]


def _columns(book: Book, sheet: Sheet, area: Area, how: Rendering) -> list[list[Any]]:
    rows = range(area.top, min(area.bottom, len(sheet.rows)))
    return [
        _trimmed([rendered(book, sheet, (row, column), how.option, how.dates) for row in rows])
        for column in range(area.left, area.right)
    ]


def _trimmed(line: list[Any]) -> list[Any]:
    while line and line[-1] == "":
        line.pop()
    return line


def grid(values: Any, major: str) -> list[list[Any]]:
    """The values of a ValueRange row by row; a missing cell of a column is None.

    Raises ApiError 400, with the recorded words, for values that are no list of lists.
    """
    if values is None:
        return []
    if not isinstance(values, list):
        raise bad_field("data.values", LIST, values)
    for line in values:
        if not isinstance(line, list):
            raise bad_field("data.values", LIST, line)
    if major != "COLUMNS":
        return values
    height = max((len(column) for column in values), default=0)
    return [
        [column[row] if row < len(column) else None for column in values] for row in range(height)
    ]


@dataclass(frozen=True)
class Written:
    """What a write reached: the area its rows span, the cells it touched."""

    area: Area
    cells: frozenset[tuple[int, int]]

    def counts(self, book: Book) -> Json:
        """The counts of an UpdateValuesResponse; zero ones are left out."""
        counts = {
            "updatedRows": len({row for row, _ in self.cells}),
            "updatedColumns": len({column for _, column in self.cells}),
            "updatedCells": len(self.cells),
        }
        found = {name: count for name, count in counts.items() if count}
        return {"updatedRange": addresses.written(book, self.area), **found}


def write(book: Book, area: Area, rows: list[list[Any]], how: Writing) -> Written:
    """Write rows from the area's corner; null skips a cell, an empty text clears it.

    Raises ApiError 400 where the rows do not fit the area (a single cell grows to what is
    written).
    """
    sheet = book.sheet(area.sheet_id)
    covered = _covered(book, sheet, area, rows)
    how.editor.check(sheet, covered)
    touched: set[tuple[int, int]] = set()
    for row, line in enumerate(rows, covered.top):
        for column, value in enumerate(line, covered.left):
            if value is not None:
                _enter(book, sheet, (row, column), value, how)
                touched.add((row, column))
    return Written(covered, frozenset(touched))


def echoed(area: Area, written: Written) -> Area:
    """What includeValuesInResponse shows: the range asked for; a single cell grows."""
    return written.area if (area.height, area.width) == (1, 1) else area


def _enter(book: Book, sheet: Sheet, at: tuple[int, int], value: Any, how: Writing) -> None:
    row, column = at
    if not reaches(sheet, row, column, how.options):
        return
    cell = sheet.cell(row, column)
    if how.option == "RAW":
        new = with_value(cell, raw(value))
    else:
        new = typed(cell, value, book.locale, how.today)
    if how.options.strict_validation:
        check(book, new)
    sheet.put(row, column, new)


def _covered(book: Book, sheet: Sheet, area: Area, rows: list[list[Any]]) -> Area:
    height, width = len(rows), max((len(line) for line in rows), default=0)
    top, left = area.top, area.left
    fits = height <= area.height and width <= area.width
    if not fits and (area.height, area.width) != (1, 1):
        raise invalid(
            f"Requested writing within range [{addresses.written(book, area)}], but tried writing "
            + (f"to row [{area.bottom + 1}]" if height > area.height else _to_column(area))
        )
    if top + height > sheet.row_count or left + width > sheet.column_count:
        wanted = a1.written(top, left, top + max(height, 1), left + max(width, 1))
        raise invalid(beyond_grid(sheet, wanted))
    return Area(sheet.id, top, left, top + max(height, 1), left + max(width, 1))


def _to_column(area: Area) -> str:
    return f"to column [{a1.column_name(area.right)}]"


def clear(book: Book, areas: Sequence[Area], editor: Editor) -> list[str]:
    """Take the values out of the areas; formats, notes and validation stay."""
    for area in areas:
        sheet = book.sheet(area.sheet_id)
        editor.check(sheet, area)
        for row in range(area.top, min(area.bottom, len(sheet.rows))):
            cells = sheet.rows[row].cells
            for column in [c for c in cells if area.left <= c < area.right]:
                sheet.put(row, column, with_value(cells[column], None))
    return [addresses.written(book, area) for area in areas]


def append(
    book: Book, area: Area, rows: list[list[Any]], how: Writing, insert: bool
) -> tuple[Area | None, Written]:
    """Write rows below the table the area falls in; gives that table and what was written.

    The table is the last block of filled cells that the area meets (sheets-api.md 4.4); the grid
    grows when it must.
    """
    sheet = book.sheet(area.sheet_id)
    table = _table(sheet, area)
    top, left = (table.bottom, table.left) if table else (area.top, area.left)
    height, width = len(rows), max((len(line) for line in rows), default=0)
    if insert and table and top < sheet.row_count:
        insert_lines(book, sheet, insertion("ROWS", top, height), height, top)
    for dimension, need in (("ROWS", top + height), ("COLUMNS", left + width)):
        if need > sheet.count(dimension):
            sheet.resize(dimension, need)
    room = Area(sheet.id, top, left, top + max(height, 1), left + max(width, 1))
    return table, write(book, room, rows, how)


def _filled(sheet: Sheet) -> set[tuple[int, int]]:
    return {
        (r, c)
        for r, row in enumerate(sheet.rows)
        for c, cell in row.cells.items()
        if "userEnteredValue" in cell
    }


def _table(sheet: Sheet, area: Area) -> Area | None:
    """The block of cells that touch each other (corners count) which append continues."""
    filled = _filled(sheet)
    blocks: list[Area] = []
    while filled:
        blocks.append(_block(filled, sheet.id))
    met = [block for block in blocks if block.meets(area)]
    return max(met, key=lambda block: (block.bottom, block.left)) if met else None


def _block(filled: set[tuple[int, int]], sheet_id: int) -> Area:
    """Take one connected block out of ``filled``."""
    todo = [min(filled)]
    filled.discard(todo[0])
    seen = []
    while todo:
        row, column = todo.pop()
        seen.append((row, column))
        near = {(r, c) for r in (row - 1, row, row + 1) for c in (column - 1, column, column + 1)}
        reached = near & filled
        filled -= reached
        todo.extend(reached)
    rows, columns = [r for r, _ in seen], [c for _, c in seen]
    return Area(sheet_id, min(rows), min(columns), max(rows) + 1, max(columns) + 1)
