"""Requests that tidy a range: trim white space, drop duplicate rows."""

from sync.emulator import cells
from sync.emulator.areas import Area
from sync.emulator.batch.context import Batch, Kind
from sync.emulator.book import Sheet
from sync.emulator.errors import RequestError
from sync.emulator.shapes import Cell, Json


def trim(batch: Batch, body: Json) -> Json:
    area = batch.book.area(body.get("range"))
    sheet = batch.book.sheet(area.sheet_id)
    batch.editor.check(sheet, area)
    changed = 0
    for row in range(area.top, min(area.bottom, len(sheet.rows))):
        for column, cell in list(sheet.rows[row].cells.items()):
            old = cell.get("userEnteredValue", {}).get("stringValue")
            new = None if old is None else " ".join(old.split())
            if area.left <= column < area.right and new != old:
                sheet.put(row, column, cells.with_value(cell, cells.raw(new)))
                changed += 1
    return {"cellsChangedCount": changed} if changed else {}


def delete_duplicates(batch: Batch, body: Json) -> Json:
    """Keep the first of rows that are equal in the compared columns; the rest move up."""
    area = batch.book.area(body.get("range"))
    sheet = batch.book.sheet(area.sheet_id)
    batch.editor.check(sheet, area)
    if any(merge.meets(area) for merge in sheet.merges()):
        raise RequestError("You can't remove duplicates from a range with merged cells.")
    columns = [c for span in body.get("comparisonColumns", []) for c in _span(span, area)]
    seen: set[tuple[str, ...]] = set()
    kept: list[dict[int, Cell]] = []
    for row in range(area.top, area.bottom):
        key = tuple(_text(sheet, row, c) for c in columns or range(area.left, area.right))
        if key not in seen:
            seen.add(key)
            kept.append({c: sheet.cell(row, c) for c in range(area.left, area.right)})
    for at, row in enumerate(range(area.top, area.bottom)):
        for column in range(area.left, area.right):
            sheet.put(row, column, kept[at][column] if at < len(kept) else {})
    removed = area.height - len(kept)
    return {"duplicatesRemovedCount": removed} if removed else {}


def _span(span: Json, area: Area) -> range:
    return range(span.get("startIndex", area.left), span.get("endIndex", area.right))


def _text(sheet: Sheet, row: int, column: int) -> str:
    return str(cells.scalar(sheet.cell(row, column).get("userEnteredValue", {}))).casefold()


KINDS: dict[str, Kind] = {
    "trimWhitespace": trim,
    "deleteDuplicates": delete_duplicates,
}
