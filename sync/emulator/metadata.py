"""Developer metadata: where it hangs, how it is looked up."""

from collections.abc import Iterator

from sync.emulator.areas import Area
from sync.emulator.book import Book
from sync.emulator.errors import invalid
from sync.emulator.shapes import Json

KINDS = {"ROWS": "ROW", "COLUMNS": "COLUMN"}


def entries(book: Book) -> Iterator[Json]:
    """All metadata of the spreadsheet, each with its location as it is now."""
    for entry in book.metadata:
        yield {**entry, "location": {"locationType": "SPREADSHEET", "spreadsheet": True}}
    for sheet in book.sheets:
        for entry in sheet.metadata:
            yield {**entry, "location": {"locationType": "SHEET", "sheetId": sheet.id}}
        for dimension, lines in sheet.lines.items():
            for index, line in enumerate(lines):
                for entry in line.metadata:
                    yield {**entry, "location": line_location(sheet.id, dimension, index)}


def line_location(sheet_id: int, dimension: str, index: int) -> Json:
    """The DeveloperMetadataLocation of one row or column."""
    span = {"dimension": dimension, "startIndex": index, "endIndex": index + 1}
    if sheet_id:
        span = {"sheetId": sheet_id, **span}
    return {"locationType": KINDS[dimension], "dimensionRange": span}


def place(book: Book, entry: Json) -> Area | None:
    """The cells an entry is attached to; None for the whole spreadsheet."""
    location = entry["location"]
    if location["locationType"] == "SPREADSHEET":
        return None
    span = location.get("dimensionRange", {})
    sheet = book.find(location.get("sheetId", span.get("sheetId", 0)))
    if sheet is None:
        return None
    area = sheet.all()
    if location["locationType"] == "SHEET":
        return area
    start, end = span["startIndex"], span["endIndex"]
    if span["dimension"] == "ROWS":
        return Area(sheet.id, start, 0, end, sheet.column_count)
    return Area(sheet.id, 0, start, sheet.row_count, end)


def matching(book: Book, lookup: Json) -> list[Json]:
    """The entries a DeveloperMetadataLookup selects; ``{}`` selects all of them."""
    plain = {
        "metadataId": "metadataId",
        "metadataKey": "metadataKey",
        "metadataValue": "metadataValue",
        "visibility": "visibility",
    }
    wanted = {plain[key]: value for key, value in lookup.items() if key in plain and value}
    kind = lookup.get("locationType")
    location = lookup.get("metadataLocation")
    found = []
    for entry in entries(book):
        if any(entry.get(key) != value for key, value in wanted.items()):
            continue
        if kind and entry["location"]["locationType"] != kind:
            continue
        if location and not _located(book, entry, location, lookup):
            continue
        found.append(entry)
    return found


def _located(book: Book, entry: Json, location: Json, lookup: Json) -> bool:
    wanted = normal_location(location)
    strategy = lookup.get("locationMatchingStrategy")
    if wanted["locationType"] == "SPREADSHEET" and strategy == "INTERSECTING_LOCATION":
        raise invalid(
            "DeveloperMetadataLookup.spreadsheet is true, but locationMatchingStrategy was "
            "specified as INTERSECTING"
        )
    if strategy == "EXACT_LOCATION" or wanted["locationType"] == "SPREADSHEET":
        return bool(entry["location"] == wanted)
    here, there = place(book, entry), place(book, {"location": wanted})
    return bool(here and there and here.meets(there))


def normal_location(location: Json) -> Json:
    """A DeveloperMetadataLocation as Google gives it back.

    Raises ApiError 400 for a range that is not exactly one row or one column.
    """
    if location.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    span = location.get("dimensionRange")
    if span is None:
        return {"locationType": "SHEET", "sheetId": location.get("sheetId") or 0}
    start, end = span.get("startIndex"), span.get("endIndex")
    if start is None or end is None:
        raise invalid("DimensionRange must specify both a startIndex and an endIndex")
    if end - start != 1:
        raise invalid("DimensionRange must represent a single row or column")
    return line_location(span.get("sheetId") or 0, span["dimension"], start)
