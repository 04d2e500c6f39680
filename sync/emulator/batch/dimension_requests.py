"""Requests about rows and columns: insert, delete, move, hide, size, group."""

from sync.emulator import cells, fields, structure
from sync.emulator.areas import Area, insertion
from sync.emulator.batch.context import Batch, Kind
from sync.emulator.batch.sheet_requests import mask_of
from sync.emulator.book import Sheet
from sync.emulator.display import shown
from sync.emulator.errors import RequestError
from sync.emulator.shapes import Json

FROZEN = {"ROWS": "frozenRowCount", "COLUMNS": "frozenColumnCount"}
GROUPS = {"ROWS": "rowGroups", "COLUMNS": "columnGroups"}


def span_of(batch: Batch, given: Json) -> tuple[Sheet, str, int, int]:
    """Sheet, dimension, start and end of a DimensionRange within the grid."""
    sheet = batch.book.sheet(given.get("sheetId"))
    dimension = given.get("dimension")
    if dimension not in GROUPS:
        raise RequestError("dimension must be ROWS or COLUMNS")
    count = sheet.count(dimension)
    start, end = given.get("startIndex", 0), given.get("endIndex", count)
    if not 0 <= start < end:
        raise RequestError(f"range.endIndex[{end}] must be greater than startIndex[{start}]")
    return sheet, dimension, start, end


def strip(sheet: Sheet, dimension: str, start: int, end: int) -> Area:
    """The cells of whole rows or columns."""
    if dimension == "ROWS":
        return Area(sheet.id, start, 0, end, sheet.column_count)
    return Area(sheet.id, 0, start, sheet.row_count, end)


def _inside(sheet: Sheet, dimension: str, end: int, doing: str) -> None:
    count, line = sheet.count(dimension), dimension[:-1].lower()
    if end > count:
        raise RequestError(
            f"Cannot {doing} a {line} that doesn't exist. Tried to {doing} {line} index {end - 1} "
            f"but there are only {count} {line}s."
        )


def insert(batch: Batch, body: Json) -> None:
    sheet, dimension, start, end = span_of(batch, body["range"])
    before = bool(body.get("inheritFromBefore"))
    if before and start == 0:
        raise RequestError("inheritFromBefore cannot be true when inserting at the start.")
    if start > sheet.count(dimension):
        raise RequestError(
            f"range.startIndex[{start}] is after last {dimension[:-1].lower()} in grid"
            f"[{sheet.count(dimension)}]"
        )
    if batch.options.protection_blocks_structure:
        batch.editor.check_insert(sheet, dimension, start)
    count = end - start
    structure.insert_lines(batch.book, sheet, insertion(dimension, start, count), count, start)
    model = start - 1 if before else end
    for index in range(start, end):
        _inherit(sheet, dimension, model, index)


def _inherit(sheet: Sheet, dimension: str, model: int, index: int) -> None:
    """Give a new line the formats and size of its neighbour."""
    source = sheet.known_line(dimension, model)
    if source is not None and source.properties:
        sheet.line(dimension, index).properties = source.properties
    if dimension == "ROWS":
        held = list(source.cells.items()) if source else []
        places = [((index, column), cell) for column, cell in held]
    else:
        places = [
            ((row, index), line.cells[model])
            for row, line in enumerate(sheet.rows)
            if model in line.cells
        ]
    for (row, column), cell in places:
        kept = {k: v for k, v in cell.items() if k in ("userEnteredFormat", "dataValidation")}
        sheet.put(row, column, kept)


def append(batch: Batch, body: Json) -> None:
    sheet = batch.book.sheet(body.get("sheetId"))
    dimension = body["dimension"]
    sheet.resize(dimension, sheet.count(dimension) + body["length"])


def delete(batch: Batch, body: Json) -> None:
    sheet, dimension, start, end = span_of(batch, body["range"])
    _inside(sheet, dimension, end, "delete")
    left = sheet.count(dimension) - (end - start)
    if not left:
        raise RequestError(f"You can't delete all the {dimension.lower()} on the sheet.")
    if left <= sheet.grid.get(FROZEN[dimension], 0):
        raise RequestError(
            f"Sorry, it is not possible to delete all non-frozen {dimension.lower()}."
        )
    batch.check_structure(sheet, strip(sheet, dimension, start, end))
    structure.delete_lines(batch.book, sheet, dimension, start, end)


def move(batch: Batch, body: Json) -> None:
    sheet, dimension, start, end = span_of(batch, body["source"])
    _inside(sheet, dimension, end, "move")
    to = body.get("destinationIndex", 0)
    if not 0 <= to <= sheet.count(dimension):
        raise RequestError(f"destinationIndex[{to}] is outside the grid")
    if start <= to <= end:
        if to in (start, end):
            return
        raise RequestError("destinationIndex may not be within the source range")
    area = strip(sheet, dimension, min(start, to), max(end, to))
    batch.check_structure(sheet, area)
    for merge in sheet.merges():
        low, high = (merge.top, merge.bottom) if dimension == "ROWS" else (merge.left, merge.right)
        if (low < start < high) or (low < end < high) or (low < to < high):
            raise RequestError("You cannot move part of a merged cell.")
    structure.move_lines(batch.book, sheet, dimension, (start, end), to)


def update_properties(batch: Batch, body: Json) -> None:
    sheet, dimension, start, end = span_of(batch, body["range"])
    _inside(sheet, dimension, end, "update")
    mask = mask_of(body)
    if "*" in mask:
        mask = {"hiddenByUser": {}, "pixelSize": {}}
    for index in range(start, end):
        line = sheet.line(dimension, index)
        line.properties = fields.merge(line.properties, body.get("properties", {}), mask)


def auto_resize(batch: Batch, body: Json) -> None:
    sheet, dimension, start, end = span_of(batch, body["dimensions"])
    if dimension == "ROWS":
        return
    for column in range(start, min(end, sheet.column_count)):
        widths = [
            _width(batch, sheet, row, column)
            for row, line in enumerate(sheet.rows)
            if "userEnteredValue" in line.cells.get(column, {})
        ]
        if widths:
            line = sheet.line("COLUMNS", column)
            line.properties = {**line.properties, "pixelSize": max(widths)}


def _width(batch: Batch, sheet: Sheet, row: int, column: int) -> int:
    """Pixels a cell's text needs, after the one recorded measure (1024 letters: 8691)."""
    cell = sheet.cell(row, column)
    value = cells.effective(batch.book, sheet, row, column)
    text = shown(value, cells.number_format(cell), batch.book.locale)
    return int(8.48 * max(map(len, text.splitlines()), default=0) + 8)


def add_group(batch: Batch, body: Json) -> Json:
    sheet, dimension, start, end = span_of(batch, body["range"])
    groups = list(sheet.parts.get(GROUPS[dimension], []))
    depth = 1 + sum(
        1
        for group in groups
        if group["range"]["startIndex"] <= start and end <= group["range"]["endIndex"]
    )
    span: Json = {"dimension": dimension, "startIndex": start, "endIndex": end}
    if sheet.id:
        span["sheetId"] = sheet.id
    groups.append({"range": span, "depth": depth})
    groups.sort(key=lambda group: (group["range"]["startIndex"], group["depth"]))
    sheet.parts[GROUPS[dimension]] = groups
    control = "rowGroupControlAfter" if dimension == "ROWS" else "columnGroupControlAfter"
    sheet.properties = {**sheet.properties, "gridProperties": {**sheet.grid, control: True}}
    return {"dimensionGroups": groups}


def delete_group(batch: Batch, body: Json) -> Json:
    sheet, dimension, start, end = span_of(batch, body["range"])
    groups = sheet.parts.get(GROUPS[dimension], [])
    found = [g for g in groups if _span(g) == (start, end)]
    if not found:
        raise RequestError("There is no group over that range.")
    deepest = max(found, key=lambda group: int(group["depth"]))
    left = [group for group in groups if group is not deepest]
    sheet.parts[GROUPS[dimension]] = left
    return {"dimensionGroups": left} if left else {}


def update_group(batch: Batch, body: Json) -> None:
    given = body["dimensionGroup"]
    sheet, dimension, start, end = span_of(batch, given["range"])
    groups = sheet.parts.get(GROUPS[dimension], [])
    depth = given.get("depth", 1)
    for at, group in enumerate(groups):
        if _span(group) == (start, end) and group["depth"] == depth:
            changed = fields.merge(group, given, {"collapsed": {}})
            sheet.parts[GROUPS[dimension]] = [*groups[:at], changed, *groups[at + 1 :]]
            return
    raise RequestError("There is no group over that range.")


def _span(group: Json) -> tuple[int, int]:
    return group["range"]["startIndex"], group["range"]["endIndex"]


KINDS: dict[str, Kind] = {
    "insertDimension": insert,
    "appendDimension": append,
    "deleteDimension": delete,
    "moveDimension": move,
    "updateDimensionProperties": update_properties,
    "autoResizeDimensions": auto_resize,
    "addDimensionGroup": add_group,
    "deleteDimensionGroup": delete_group,
    "updateDimensionGroup": update_group,
}
