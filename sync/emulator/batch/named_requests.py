"""Requests about ranges that are kept: named ones, protected ones."""

import re

from sync.emulator import a1, fields
from sync.emulator.batch.context import Batch, Kind
from sync.emulator.batch.sheet_requests import mask_of
from sync.emulator.book import Book, Sheet
from sync.emulator.errors import RequestError
from sync.emulator.shapes import Json

NAME = re.compile(r"[^\W\d]\w{0,249}\Z")
"""What a named range may be called."""


def add_named(batch: Batch, body: Json) -> Json:
    given = body["namedRange"]
    area = batch.book.area(given.get("range"))
    name = given.get("name", "")
    if not NAME.match(name) or a1.span(name):
        raise RequestError("The name given to this range is invalid")
    if any(entry["name"].casefold() == name.casefold() for entry in batch.book.named_ranges):
        raise RequestError(f"A named range with the name: {name} already exists.")
    named = {
        "namedRangeId": given.get("namedRangeId") or str(batch.book.new_id()),
        "name": name,
        "range": area.json(),
    }
    batch.book.named_ranges.append(named)
    return {"namedRange": named}


def _named(book: Book, named_id: str) -> int:
    for at, entry in enumerate(book.named_ranges):
        if entry["namedRangeId"] == named_id:
            return at
    raise RequestError(f"Cannot find a named range with the id: {named_id}")


def delete_named(batch: Batch, body: Json) -> None:
    del batch.book.named_ranges[_named(batch.book, body["namedRangeId"])]


def update_named(batch: Batch, body: Json) -> None:
    given, mask = body["namedRange"], mask_of(body)
    at = _named(batch.book, given["namedRangeId"])
    new = fields.merge(batch.book.named_ranges[at], given, mask)
    new["range"] = batch.book.area(new["range"]).json()
    batch.book.named_ranges[at] = new


def add_protected(batch: Batch, body: Json) -> Json:
    given = body["protectedRange"]
    kept = {k: v for k, v in given.items() if k != "requestingUserCanEdit" and v not in ("", False)}
    grid_range = _protected_area(batch.book, given)
    sheet = batch.book.sheet(grid_range.get("sheetId"))
    kept["range"] = grid_range
    if grid_range.keys() - {"sheetId"}:
        kept["range"] = batch.book.area(grid_range).json()
    wanted = given.get("editors", {})
    users = [*wanted.get("users", [])]
    if batch.editor.email not in users:
        users.append(batch.editor.email)
    kept["editors"] = {**{k: v for k, v in wanted.items() if v}, "users": users}
    chosen = given.get("protectedRangeId") or batch.book.new_id()
    if any(p["protectedRangeId"] == chosen for p in sheet.parts.get("protectedRanges", [])):
        raise RequestError(f"A protected range with the id {chosen} already exists.")
    kept["protectedRangeId"] = chosen
    sheet.parts["protectedRanges"] = [*sheet.parts.get("protectedRanges", []), kept]
    # The recorded reply names no editors yet; spreadsheets.get does.
    return {"protectedRange": {**batch.editor.shown(kept), "editors": {}}}


def _protected_area(book: Book, given: Json) -> Json:
    """The GridRange of a new protected range: its own, or that of the named range behind it."""
    if "namedRangeId" in given:
        named: Json = book.named_ranges[_named(book, given["namedRangeId"])]["range"]
        return named
    if "range" not in given:
        raise RequestError("A protected range must have a range.")
    found: Json = given["range"]
    return found


def _protected(batch: Batch, protected_id: int) -> tuple[Sheet, Json]:
    for sheet in batch.book.sheets:
        for protected in sheet.parts.get("protectedRanges", []):
            if protected["protectedRangeId"] == protected_id:
                if not batch.editor.may_edit(protected):
                    raise RequestError("You don't have permission to change this protected range.")
                return sheet, protected
    raise RequestError(f"No protected range with ID: {protected_id}")


def delete_protected(batch: Batch, body: Json) -> None:
    sheet, found = _protected(batch, body["protectedRangeId"])
    left = [p for p in sheet.parts["protectedRanges"] if p is not found]
    sheet.parts["protectedRanges"] = left


def update_protected(batch: Batch, body: Json) -> None:
    given, mask = body["protectedRange"], mask_of(body)
    sheet, found = _protected(batch, given["protectedRangeId"])
    new = fields.merge(found, given, {k: v for k, v in mask.items() if k != "protectedRangeId"})
    sheet.parts["protectedRanges"] = [
        {**new, "protectedRangeId": found["protectedRangeId"]} if p is found else p
        for p in sheet.parts["protectedRanges"]
    ]


KINDS: dict[str, Kind] = {
    "addNamedRange": add_named,
    "deleteNamedRange": delete_named,
    "updateNamedRange": update_named,
    "addProtectedRange": add_protected,
    "deleteProtectedRange": delete_protected,
    "updateProtectedRange": update_protected,
}
