"""Requests that rearrange the cells of a range: merge, sort, shift."""

import unicodedata
from functools import cmp_to_key
from typing import Any

from sync.emulator import cells
from sync.emulator.areas import Area
from sync.emulator.batch.context import Batch, Kind
from sync.emulator.book import Book, Line, Sheet
from sync.emulator.errors import RequestError
from sync.emulator.shapes import Cell, Json
from sync.emulator.structure import shifted


def merge_cells(batch: Batch, body: Json) -> None:
    area = batch.book.area(body.get("range"))
    sheet = batch.book.sheet(area.sheet_id)
    batch.editor.check(sheet, area)
    old = sheet.merges()
    if any(merge.meets(area) and not area.holds(merge) for merge in old):
        raise RequestError("You must select all cells in a merged range to merge or unmerge them.")
    _check_frozen(sheet, area)
    kind = body.get("mergeType", "MERGE_ALL")
    if kind == "MERGE_COLUMNS":
        parts = [Area(area.sheet_id, area.top, c, area.bottom, c + 1)
                 for c in range(area.left, area.right)]  # fmt: skip
    elif kind == "MERGE_ROWS":
        parts = [Area(area.sheet_id, r, area.left, r + 1, area.right)
                 for r in range(area.top, area.bottom)]  # fmt: skip
    else:
        parts = [area]
    merges = [merge for merge in old if not area.holds(merge)]
    for part in parts:
        if part.height * part.width > 1:
            merges.append(part)
            _keep_first(sheet, part)
    sheet.parts["merges"] = [merge.json() for merge in merges]


def _check_frozen(sheet: Sheet, area: Area) -> None:
    for name, key, start, end in (
        ("rows", "frozenRowCount", area.top, area.bottom),
        ("columns", "frozenColumnCount", area.left, area.right),
    ):
        if start < sheet.grid.get(key, 0) < end:
            raise RequestError(f"You can't merge frozen and non-frozen {name}.")


def _keep_first(sheet: Sheet, area: Area) -> None:
    """Only the first filled cell's value survives a merge, in the top left cell."""
    places = [(r, c) for r in range(area.top, area.bottom) for c in range(area.left, area.right)]
    filled = [place for place in places if "userEnteredValue" in sheet.cell(*place)]
    if filled and filled[0] != places[0]:
        value = sheet.cell(*filled[0])["userEnteredValue"]
        sheet.put(*places[0], cells.with_value(sheet.cell(*places[0]), value))
    for place in places[1:]:
        cell = sheet.cell(*place)
        if "userEnteredValue" in cell:
            sheet.put(*place, cells.with_value(cell, None))


def unmerge_cells(batch: Batch, body: Json) -> None:
    area = batch.book.area(body.get("range"))
    sheet = batch.book.sheet(area.sheet_id)
    batch.editor.check(sheet, area)
    old = sheet.merges()
    if any(merge.meets(area) and not area.holds(merge) for merge in old):
        raise RequestError("You must select all cells in a merged range to merge or unmerge them.")
    sheet.parts["merges"] = [merge.json() for merge in old if not area.holds(merge)]


def sort_range(batch: Batch, body: Json) -> None:
    """Sort rows of an area; row metadata goes with its row's values where the option says so."""
    area = batch.book.area(body.get("range"))
    sheet = batch.book.sheet(area.sheet_id)
    batch.check_structure(sheet, area)
    if any(merge.meets(area) for merge in sheet.merges()):
        raise RequestError("You can't sort a range with merged cells.")
    specs = body.get("sortSpecs", [])
    order = sorted(range(area.top, area.bottom), key=_sorting(batch.book, sheet, specs))
    rows = [_piece(sheet.known_line("ROWS", row), area) for row in order]
    marks = [list(line.metadata) if (line := sheet.known_line("ROWS", row)) else []
             for row in order]  # fmt: skip
    for at, held in enumerate(rows):
        row = area.top + at
        for column in range(area.left, area.right):
            sheet.put(row, column, shifted(held.get(column, {}), row - order[at], 0))
        if batch.options.sort_moves_metadata and (marks[at] or sheet.known_line("ROWS", row)):
            sheet.line("ROWS", row).metadata = marks[at]


def _piece(line: Line | None, area: Area) -> dict[int, Cell]:
    if line is None:
        return {}
    return {c: cell for c, cell in line.cells.items() if area.left <= c < area.right}


def _sorting(book: Book, sheet: Sheet, specs: list[Json]) -> Any:
    """The order of rows under SortSpecs: numbers, texts, truth values, errors, blanks last."""
    columns = [(s.get("dimensionIndex", 0), s.get("sortOrder") == "DESCENDING") for s in specs]

    def key(row: int, column: int) -> tuple[int, Any]:
        value = cells.effective(book, sheet, row, column)
        if "numberValue" in value:
            return 0, value["numberValue"]
        if "boolValue" in value:
            return 2, value["boolValue"]
        if "errorValue" in value:
            return 3, 0
        text = value.get("stringValue", "")
        return (1, collated(text)) if text else (4, 0)

    def compare(one: int, two: int) -> int:
        for column, falling in columns:
            first, second = key(one, column), key(two, column)
            if first != second:
                blanks = 4 in (first[0], second[0])
                up = (first > second) - (first < second)
                return -up if falling and not blanks else up
        return 0

    return cmp_to_key(compare)


def collated(text: str) -> tuple[str, str]:
    """The place of a text in the alphabet: without case and accents first, đ after d."""
    plain = unicodedata.normalize("NFD", text.casefold())
    base = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return base.replace("đ", "d\uffff"), text


def insert_range(batch: Batch, body: Json) -> None:
    area, rows = batch.book.area(body.get("range")), body["shiftDimension"] == "ROWS"
    sheet = batch.book.sheet(area.sheet_id)
    batch.editor.check(sheet, _beyond(sheet, area, rows))
    count = area.height if rows else area.width
    held = _taken(sheet, _beyond(sheet, area, rows))
    last = max((r if rows else c for r, c in held), default=-1) + count
    dimension = "ROWS" if rows else "COLUMNS"
    if last >= sheet.count(dimension):
        sheet.resize(dimension, last + 1)
    for (row, column), cell in held.items():
        sheet.put(row + count if rows else row, column if rows else column + count, cell)


def delete_range(batch: Batch, body: Json) -> None:
    area, rows = batch.book.area(body.get("range")), body["shiftDimension"] == "ROWS"
    sheet = batch.book.sheet(area.sheet_id)
    batch.editor.check(sheet, _beyond(sheet, area, rows))
    held = _taken(sheet, _beyond(sheet, area, rows))
    for (row, column), cell in held.items():
        if rows and row >= area.bottom:
            sheet.put(row - area.height, column, cell)
        elif not rows and column >= area.right:
            sheet.put(row, column - area.width, cell)


def _beyond(sheet: Sheet, area: Area, rows: bool) -> Area:
    """The area together with all that lies below (or right of) it."""
    if rows:
        return Area(sheet.id, area.top, area.left, sheet.row_count, area.right)
    return Area(sheet.id, area.top, area.left, area.bottom, sheet.column_count)


def _taken(sheet: Sheet, area: Area) -> dict[tuple[int, int], Cell]:
    """Take the cells of an area out of the sheet."""
    held = {
        (r, c): cell
        for r in range(area.top, min(area.bottom, len(sheet.rows)))
        for c, cell in sheet.rows[r].cells.items()
        if area.left <= c < area.right
    }
    for row, column in held:
        sheet.put(row, column, {})
    return held


KINDS: dict[str, Kind] = {
    "mergeCells": merge_cells,
    "unmergeCells": unmerge_cells,
    "sortRange": sort_range,
    "insertRange": insert_range,
    "deleteRange": delete_range,
}
