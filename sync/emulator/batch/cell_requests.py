"""Requests that write cells: update, repeat, append, validation, borders, find and replace."""

import re
from collections.abc import Callable

from sync.emulator import a1, cells, fields
from sync.emulator.areas import Area
from sync.emulator.batch.context import Batch, Kind
from sync.emulator.batch.sheet_requests import mask_of
from sync.emulator.book import Sheet, beyond_grid
from sync.emulator.display import default_pattern
from sync.emulator.entry_rules import check, reaches
from sync.emulator.errors import RequestError
from sync.emulator.shapes import Cell, Json
from sync.emulator.structure import shifted
from sync.emulator.tidy import both_colours, style

WRITABLE = (
    "userEnteredValue",
    "userEnteredFormat",
    "dataValidation",
    "note",
    "textFormatRuns",
    "chipRuns",
)
ALL: fields.Mask = {name: {} for name in WRITABLE}


def _mask(body: Json) -> fields.Mask:
    mask = mask_of(body)
    return ALL if "*" in mask else {k: v for k, v in mask.items() if k in WRITABLE}


def masked(cell: Cell, given: Json, mask: fields.Mask, locale: str) -> Cell:
    """The cell with the masked parts taken from a CellData; a new value drops rich text."""
    new = dict(given)
    if isinstance(new.get("userEnteredFormat"), dict):
        new["userEnteredFormat"] = _complete(style(new["userEnteredFormat"]), locale)
    if "userEnteredValue" in mask:
        new["userEnteredValue"] = _checked(new.get("userEnteredValue") or {})
        if "textFormatRuns" not in mask:
            cell = {k: v for k, v in cell.items() if k not in ("textFormatRuns", "chipRuns")}
    result = fields.merge(cell, new, both_colours(mask))
    return {key: value for key, value in result.items() if value not in ("", {}, [], None)}


def _complete(form: Json, locale: str) -> Json:
    """A number format that names only its type gets the locale's pattern."""
    number_format = form.get("numberFormat")
    if number_format and not number_format.get("pattern"):
        pattern = default_pattern(number_format.get("type", ""), locale)
        if pattern:
            form = {**form, "numberFormat": {**number_format, "pattern": pattern}}
    return form


def _checked(value: Json) -> Json | None:
    """An ExtendedValue as it is kept: exactly one kind; an empty text is no value."""
    given = {kind: entry for kind, entry in value.items() if entry is not None}
    if not given:
        return None
    kind, entry = next(iter(given.items()))
    if len(given) > 1 or kind == "errorValue":
        raise RequestError("Exactly one of the value fields of userEnteredValue may be set.")
    if kind == "formulaValue":
        if not str(entry).startswith("="):
            raise RequestError("A formula must start with '='.")
        return {kind: entry}
    return cells.raw(entry)


def update(batch: Batch, body: Json) -> None:
    mask = _mask(body)
    rows = [row.get("values", []) for row in body.get("rows", [])]
    if body.get("start") is not None:
        sheet, top, left = batch.book.corner(body["start"])
        for down, values in enumerate(rows):
            if values:
                area = Area(sheet.id, top + down, left, top + down + 1, left + len(values))
                _write(batch, sheet, area, [values], mask)
        return
    area = batch.book.area(body.get("range"))
    if len(rows) > area.height:
        raise RequestError(
            f"Attempting to write row: {area.bottom}, beyond the last requested row of: "
            f"{area.bottom - 1}"
        )
    widest = max((len(values) for values in rows), default=0)
    if widest > area.width:
        raise RequestError(
            f"Attempting to write column: {area.right}, beyond the last requested column of: "
            f"{area.right - 1}"
        )
    _write(batch, batch.book.sheet(area.sheet_id), area, rows, mask)


def _write(
    batch: Batch, sheet: Sheet, area: Area, rows: list[list[Json]], mask: fields.Mask
) -> None:
    """Write CellData over the area; where the rows hold nothing the masked fields are cleared."""
    if area.bottom > sheet.row_count or area.right > sheet.column_count:
        corners = a1.written(area.top, area.left, area.bottom, area.right)
        raise RequestError(beyond_grid(sheet, corners))
    batch.editor.check(sheet, area)
    for row in range(area.top, area.bottom):
        values = rows[row - area.top] if row - area.top < len(rows) else []
        if not values and row >= len(sheet.rows):
            continue
        for column in range(area.left, area.right):
            at = column - area.left
            given = values[at] if at < len(values) else {}
            old = sheet.cell(row, column)
            if (old or given) and _lands(batch, sheet, row, column, mask):
                sheet.put(row, column, _changed(batch, old, given, mask))


def _lands(batch: Batch, sheet: Sheet, row: int, column: int, mask: fields.Mask) -> bool:
    return "userEnteredValue" not in mask or reaches(sheet, row, column, batch.options)


def _changed(batch: Batch, old: Cell, given: Json, mask: fields.Mask) -> Cell:
    new = masked(old, given, mask, batch.book.locale)
    if batch.options.strict_validation and "userEnteredValue" in mask:
        check(batch.book, new)
    return new


def repeat(batch: Batch, body: Json) -> None:
    mask, area = _mask(body), batch.book.area(body.get("range"))
    sheet = batch.book.sheet(area.sheet_id)
    batch.editor.check(sheet, area)
    given = body.get("cell", {})
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            model = shifted(given, row - area.top, column - area.left)
            sheet.put(row, column, _changed(batch, sheet.cell(row, column), model, mask))


def append(batch: Batch, body: Json) -> None:
    if body.get("tableId"):
        raise RequestError("There are no tables in this spreadsheet.")
    mask, sheet = _mask(body), batch.book.sheet(body.get("sheetId"))
    used = [r for r, row in enumerate(sheet.rows) if any(map(_has_data, row.cells.values()))]
    top = max(used, default=-1) + 1
    rows = [row.get("values", []) for row in body.get("rows", [])]
    width = max((len(values) for values in rows), default=0)
    for dimension, need in (("ROWS", top + len(rows)), ("COLUMNS", width)):
        if need > sheet.count(dimension):
            sheet.resize(dimension, need)
    for down, values in enumerate(rows):
        if values:
            area = Area(sheet.id, top + down, 0, top + down + 1, len(values))
            _write(batch, sheet, area, [values], mask)


def _has_data(cell: Cell) -> bool:
    return "userEnteredValue" in cell


def set_validation(batch: Batch, body: Json) -> None:
    mask: fields.Mask = {"dataValidation": {}}
    given = {"dataValidation": body["rule"]} if body.get("rule") else {}
    if given:
        given["dataValidation"] = {k: v for k, v in body["rule"].items() if v is not False}
    _each(batch, batch.book.area(body.get("range")), lambda cell: fields.merge(cell, given, mask))


def _each(batch: Batch, area: Area, change: Callable[[Cell], Cell]) -> None:
    sheet = batch.book.sheet(area.sheet_id)
    batch.editor.check(sheet, area)
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            old = sheet.cell(row, column)
            new = change(old)
            if new != old:
                sheet.put(row, column, new)


def update_borders(batch: Batch, body: Json) -> None:
    area = batch.book.area(body.get("range"))
    sheet = batch.book.sheet(area.sheet_id)
    batch.editor.check(sheet, area)
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            sides = {
                "top": body.get("top" if row == area.top else "innerHorizontal"),
                "bottom": body.get("bottom" if row == area.bottom - 1 else "innerHorizontal"),
                "left": body.get("left" if column == area.left else "innerVertical"),
                "right": body.get("right" if column == area.right - 1 else "innerVertical"),
            }
            given = {side: border for side, border in sides.items() if border is not None}
            if given:
                cell = sheet.cell(row, column)
                form = cell.get("userEnteredFormat", {})
                borders = {**form.get("borders", {}), **style(given)}
                sheet.put(row, column, {**cell, "userEnteredFormat": {**form, "borders": borders}})


def find_replace(batch: Batch, body: Json) -> Json:
    areas = _searched(batch, body)
    pattern, replacement = _pattern(body)
    counts = {"valuesChanged": 0, "formulasChanged": 0, "occurrencesChanged": 0}
    rows: set[tuple[int, int]] = set()
    for area in areas:
        sheet = batch.book.sheet(area.sheet_id)
        for row in range(area.top, min(area.bottom, len(sheet.rows))):
            for column, cell in list(sheet.rows[row].cells.items()):
                value = cell.get("userEnteredValue", {})
                formula = "formulaValue" in value
                if not area.left <= column < area.right or (
                    formula and not body.get("includeFormulas")
                ):
                    continue
                old = value["formulaValue"] if formula else str(cells.scalar(value))
                new, times = pattern.subn(replacement, old)
                if not times or not old:
                    continue
                one = Area(sheet.id, row, column, row + 1, column + 1)
                batch.editor.check(sheet, one)
                changed = cells.typed(cell, new, batch.book.locale, batch.today)
                sheet.put(row, column, changed)
                counts["formulasChanged" if formula else "valuesChanged"] += 1
                counts["occurrencesChanged"] += times
                rows.add((sheet.id, row))
    counts |= {"rowsChanged": len(rows), "sheetsChanged": len({sheet for sheet, _ in rows})}
    return {key: count for key, count in counts.items() if count}


def _searched(batch: Batch, body: Json) -> list[Area]:
    if body.get("allSheets"):
        return [sheet.all() for sheet in batch.book.sheets]
    if body.get("range") is not None:
        return [batch.book.area(body["range"])]
    return [batch.book.sheet(body.get("sheetId")).all()]


def _pattern(body: Json) -> tuple[re.Pattern[str], str]:
    find, replacement = body.get("find", ""), body.get("replacement", "")
    if not find:
        raise RequestError("find must not be empty")
    if body.get("searchByRegex"):
        replacement = re.sub(r"\$([0-9])", r"\\\1", replacement)
    else:
        find, replacement = re.escape(find), replacement.replace("\\", "\\\\")
    if body.get("matchEntireCell"):
        find = rf"\A(?:{find})\Z"
    try:
        return re.compile(find, 0 if body.get("matchCase") else re.IGNORECASE), replacement
    except re.error as error:
        raise RequestError(f"Invalid regular expression: {error}") from error


KINDS: dict[str, Kind] = {
    "updateCells": update,
    "repeatCell": repeat,
    "appendCells": append,
    "setDataValidation": set_validation,
    "updateBorders": update_borders,
    "findReplace": find_replace,
}
