"""Requests about the spreadsheet's properties and its sheets."""

from zoneinfo import available_timezones

from sync.emulator import fields, references, snapshot, structure
from sync.emulator.batch.context import Batch, Kind
from sync.emulator.book import Book, Sheet
from sync.emulator.display import known_locale
from sync.emulator.errors import RequestError
from sync.emulator.shapes import Json
from sync.emulator.tidy import both_colours, style

MOST_COLUMNS = 18_278
MOST_CELLS = 10_000_000


def mask_of(body: Json) -> fields.Mask:
    """The request's field mask; at least one field must stand in it."""
    if not body.get("fields"):
        raise RequestError("At least one field must be listed in 'fields'. (Use '*' to indicate "
                           "all fields.)")  # fmt: skip
    return fields.parse(body["fields"])


def update_spreadsheet(batch: Batch, body: Json) -> None:
    mask = mask_of(body)
    new = fields.merge(batch.book.properties, style(body["properties"]), mask)
    _check_place(new)
    batch.book.properties = new


def _check_place(properties: Json) -> None:
    """A locale and a time zone that exist, a title that is not empty."""
    if not properties.get("title"):
        raise RequestError("The spreadsheet title cannot be empty.")
    if not known_locale(properties.get("locale", "")):
        raise RequestError(f"Unsupported locale: {properties.get('locale', '')}")
    if properties.get("timeZone") not in available_timezones():
        raise RequestError(f"Unsupported time zone: {properties.get('timeZone', '')}")


def new_sheet(book: Book, given: Json) -> Sheet:
    """An empty sheet of those SheetProperties, not yet part of the book.

    Raises RequestError for a title or an id that is taken.
    """
    title = given.get("title") or _free_title(book)
    if any(sheet.title.casefold() == title.casefold() for sheet in book.sheets):
        raise RequestError(
            f'A sheet with the name "{title}" already exists. Please enter another name.'
        )
    sheet_id = given.get("sheetId")
    if sheet_id is None:
        sheet_id = book.new_id()
    elif book.find(sheet_id):
        raise RequestError(f"Sheet with id {sheet_id} already exists.")
    if given.get("sheetType", "GRID") != "GRID":
        raise RequestError("Only grid sheets can be added.")
    grid = {"rowCount": 1000, "columnCount": 26, **given.get("gridProperties", {})}
    _check_size(book, grid, None)
    rest = {k: v for k, v in style(given).items() if k != "index"}
    return Sheet({**rest, "sheetId": sheet_id, "title": title, "sheetType": "GRID",
                  "gridProperties": grid})  # fmt: skip


def _free_title(book: Book) -> str:
    taken = {sheet.title for sheet in book.sheets}
    number = len(taken) + 1
    while f"Sheet{number}" in taken:
        number += 1
    return f"Sheet{number}"


def _check_size(book: Book, grid: Json, changed: Sheet | None) -> None:
    rows, columns = grid["rowCount"], grid["columnCount"]
    if rows < 1 or columns < 1:
        raise RequestError("gridProperties.rowCount and columnCount must be at least 1")
    others = sum(s.row_count * s.column_count for s in book.sheets if s is not changed)
    if others + rows * columns > MOST_CELLS:
        raise RequestError(
            f"This action would increase the number of cells in the workbook above the limit of "
            f"{MOST_CELLS} cells."
        )
    if columns > MOST_COLUMNS:
        raise RequestError(
            f"This action would increase the number of columns in the sheet above the limit of "
            f"{MOST_COLUMNS} columns."
        )


def add_sheet(batch: Batch, body: Json) -> Json:
    given = body.get("properties", {})
    sheet = new_sheet(batch.book, given)
    index = min(given.get("index", len(batch.book.sheets)), len(batch.book.sheets))
    batch.book.sheets.insert(index, sheet)
    return {"properties": snapshot.properties(sheet, index)}


def delete_sheet(batch: Batch, body: Json) -> None:
    sheet = batch.book.sheet(body.get("sheetId"))
    batch.editor.check(sheet, sheet.all())
    left = [other for other in batch.book.sheets if other is not sheet]
    if not left:
        raise RequestError("You can't remove all the sheets in a document.")
    if not any(not other.properties.get("hidden") for other in left):
        raise RequestError("You can't remove all the visible sheets in a document.")
    batch.book.sheets = left
    batch.book.named_ranges = [
        entry for entry in batch.book.named_ranges if entry["range"].get("sheetId", 0) != sheet.id
    ]


def duplicate_sheet(batch: Batch, body: Json) -> Json:
    book = batch.book
    source = book.sheet(body.get("sourceSheetId"))
    properties = {
        **source.properties,
        "title": body.get("newSheetName") or f"Copy of {source.title}",
        "sheetId": body.get("newSheetId"),
    }
    sheet = copied(book, source, properties)
    index = min(body.get("insertSheetIndex", 0), len(book.sheets))
    book.sheets.insert(index, sheet)
    return {"properties": snapshot.properties(sheet, index)}


def copied(book: Book, source: Sheet, properties: Json) -> Sheet:
    """A copy of a sheet for that book; metadata, whose ids are unique, stays behind."""
    sheet = new_sheet(book, properties)
    twin = source.copy()
    for lines in twin.lines.values():
        for line in lines:
            line.metadata = []
    sheet.lines = twin.lines
    sheet.parts = {
        key: [_on_sheet(book, entry, sheet.id) for entry in part] if isinstance(part, list)
        else _on_sheet(book, part, sheet.id)
        for key, part in twin.parts.items()
    }  # fmt: skip
    return sheet


def _on_sheet(book: Book, entry: Json, sheet_id: int) -> Json:
    """A merge, filter, protected range … moved to another sheet, with an id of its own."""
    if "range" in entry:
        moved = {**entry, "range": {**entry["range"], "sheetId": sheet_id}}
    else:
        moved = {**entry, "sheetId": sheet_id} if "startRowIndex" in entry else entry
    for key in ("protectedRangeId", "filterViewId"):
        if key in moved:
            moved = {**moved, key: book.new_id()}
    return moved


def update_sheet(batch: Batch, body: Json) -> None:
    book, given = batch.book, body.get("properties", {})
    sheet = book.sheet(given.get("sheetId"))
    mask = {k: v for k, v in mask_of(body).items() if k != "sheetId"}
    if "*" in mask:
        mask = {key: {} for key in given if key != "sheetId"}
    old = sheet.title
    new = fields.merge(sheet.properties, style(given), both_colours(mask))
    _check_update(book, sheet, new, given if "index" in mask else {})
    grid = new.pop("gridProperties", sheet.grid)
    sheet.properties = {**new, "gridProperties": {**sheet.grid, **_unset(mask), **grid}}
    for dimension, key in (("ROWS", "rowCount"), ("COLUMNS", "columnCount")):
        sheet.cut(dimension, int(grid.get(key, sheet.count(dimension))))
    if "index" in mask:
        _reorder(book, sheet, given.get("index", 0))
    if sheet.title != old:
        for other in book.sheets:
            structure.rewrite_formulas(
                other, lambda text: references.renamed(text, old, sheet.title)
            )


def _unset(mask: fields.Mask) -> Json:
    """Grid properties that the mask names: zero unless the request gives them."""
    return {key: 0 for key in mask.get("gridProperties", {}) if key not in SIZES}


SIZES = ("rowCount", "columnCount")


def _check_update(book: Book, sheet: Sheet, new: Json, moved: Json) -> None:
    if new.get("hidden") and all(
        other is sheet or other.properties.get("hidden") for other in book.sheets
    ):
        raise RequestError("You can't hide all the sheets in a document.")
    title = new.get("title")
    if not title:
        raise RequestError("The sheet title cannot be empty.")
    for other in book.sheets:
        if other is not sheet and other.title.casefold() == title.casefold():
            raise RequestError(
                f'A sheet with the name "{title}" already exists. Please enter another name.'
            )
    grid = {**sheet.grid, **new.get("gridProperties", {})}
    _check_size(book, grid, sheet)
    for frozen, size in (("frozenRowCount", "rowCount"), ("frozenColumnCount", "columnCount")):
        if grid.get(frozen, 0) >= grid[size] > 0 and grid.get(frozen):
            name = "rows" if size == "rowCount" else "columns"
            raise RequestError(f"You can't freeze all visible {name} on the sheet.")
    if moved and not 0 <= moved.get("index", 0) <= len(book.sheets):
        raise RequestError(f"Index {moved['index']} is out of bounds.")


def _reorder(book: Book, sheet: Sheet, index: int) -> None:
    """Move the sheet before what stands at ``index``, counted before the move."""
    old = book.sheets.index(sheet)
    book.sheets.remove(sheet)
    book.sheets.insert(index - 1 if index > old else index, sheet)


KINDS: dict[str, Kind] = {
    "updateSpreadsheetProperties": update_spreadsheet,
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "duplicateSheet": duplicate_sheet,
    "updateSheetProperties": update_sheet,
}
