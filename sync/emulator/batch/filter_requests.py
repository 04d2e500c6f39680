"""Requests about filters, filter views, conditional formats and banding."""

from sync.emulator import fields
from sync.emulator.batch.context import Batch, Kind
from sync.emulator.batch.range_requests import sort_range
from sync.emulator.batch.sheet_requests import mask_of
from sync.emulator.book import Sheet
from sync.emulator.errors import RequestError
from sync.emulator.shapes import Json
from sync.emulator.tidy import style


def set_basic(batch: Batch, body: Json) -> None:
    given = body["filter"]
    area = batch.book.area(given.get("range"))
    sheet = batch.book.sheet(area.sheet_id)
    batch.editor.check(sheet, area)
    sheet.parts["basicFilter"] = {**given, "range": area.json()}
    if given.get("sortSpecs"):
        below = {**area.json(), "sheetId": sheet.id, "startRowIndex": area.top + 1}
        sort_range(batch, {"range": below, "sortSpecs": given["sortSpecs"]})


def clear_basic(batch: Batch, body: Json) -> None:
    batch.book.sheet(body.get("sheetId")).parts.pop("basicFilter", None)


def add_view(batch: Batch, body: Json) -> Json:
    given = body["filter"]
    area = batch.book.area(given.get("range"))
    sheet = batch.book.sheet(area.sheet_id)
    number = len(sheet.parts.get("filterViews", [])) + 1
    view = {
        "title": f"Filter {number}",
        **given,
        "filterViewId": given.get("filterViewId") or batch.book.new_id(),
        "range": area.json(),
    }
    sheet.parts["filterViews"] = [*sheet.parts.get("filterViews", []), view]
    return {"filter": view}


def _found(batch: Batch, part: str, key: str, wanted: int) -> tuple[Sheet, int]:
    for sheet in batch.book.sheets:
        for at, entry in enumerate(sheet.parts.get(part, [])):
            if entry[key] == wanted:
                return sheet, at
    raise RequestError(f"Cannot find an object of {part} with the id: {wanted}")


def delete_view(batch: Batch, body: Json) -> None:
    sheet, at = _found(batch, "filterViews", "filterViewId", body["filterId"])
    views = sheet.parts["filterViews"]
    sheet.parts["filterViews"] = [*views[:at], *views[at + 1 :]]


def update_view(batch: Batch, body: Json) -> None:
    given = body["filter"]
    sheet, at = _found(batch, "filterViews", "filterViewId", given["filterViewId"])
    views = sheet.parts["filterViews"]
    new = fields.merge(views[at], given, mask_of(body))
    sheet.parts["filterViews"] = [*views[:at], new, *views[at + 1 :]]


def add_rule(batch: Batch, body: Json) -> None:
    rule = style(body["rule"])
    areas = [batch.book.area(grid_range) for grid_range in rule.get("ranges", [])]
    if not areas:
        raise RequestError("A conditional format rule needs at least one range.")
    sheet = batch.book.sheet(areas[0].sheet_id)
    rules = list(sheet.parts.get("conditionalFormats", []))
    rules.insert(body.get("index", 0), {**rule, "ranges": [area.json() for area in areas]})
    sheet.parts["conditionalFormats"] = rules


def update_rule(batch: Batch, body: Json) -> Json:
    """Replace the rule at an index, or move it to another one."""
    sheet = batch.book.sheet(body.get("sheetId"))
    rules = list(sheet.parts.get("conditionalFormats", []))
    index: int = body.get("index", 0)
    if index >= len(rules):
        raise RequestError(f"No conditional format on sheet: {sheet.id} at index: {index}")
    old = rules.pop(index)
    new = style(body["rule"]) if "rule" in body else old
    to: int = body.get("newIndex", index)
    rules.insert(to, new)
    sheet.parts["conditionalFormats"] = rules
    reply: Json = {"newRule": new, "newIndex": to}
    return {**reply, "oldRule": old} if "rule" in body else {**reply, "oldIndex": index}


def delete_rule(batch: Batch, body: Json) -> Json:
    sheet = batch.book.sheet(body.get("sheetId"))
    rules = list(sheet.parts.get("conditionalFormats", []))
    index = body.get("index", 0)
    if index >= len(rules):
        raise RequestError(f"No conditional format on sheet: {sheet.id} at index: {index}")
    rule = rules.pop(index)
    sheet.parts["conditionalFormats"] = rules
    return {"rule": rule}


def add_banding(batch: Batch, body: Json) -> Json:
    given = style(body["bandedRange"])
    area = batch.book.area(given.get("range"))
    sheet = batch.book.sheet(area.sheet_id)
    banded = {
        **given,
        "bandedRangeId": given.get("bandedRangeId") or batch.book.new_id(),
        "range": area.json(),
    }
    sheet.parts["bandedRanges"] = [*sheet.parts.get("bandedRanges", []), banded]
    return {"bandedRange": banded}


def delete_banding(batch: Batch, body: Json) -> None:
    sheet, at = _found(batch, "bandedRanges", "bandedRangeId", body["bandedRangeId"])
    bands = sheet.parts["bandedRanges"]
    sheet.parts["bandedRanges"] = [*bands[:at], *bands[at + 1 :]]


KINDS: dict[str, Kind] = {
    "setBasicFilter": set_basic,
    "clearBasicFilter": clear_basic,
    "addFilterView": add_view,
    "deleteFilterView": delete_view,
    "updateFilterView": update_view,
    "addConditionalFormatRule": add_rule,
    "updateConditionalFormatRule": update_rule,
    "deleteConditionalFormatRule": delete_rule,
    "addBanding": add_banding,
    "deleteBanding": delete_banding,
}
