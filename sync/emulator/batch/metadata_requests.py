"""Requests about developer metadata."""

from sync.emulator import addresses, fields, metadata
from sync.emulator.batch.context import Batch, Kind
from sync.emulator.batch.sheet_requests import mask_of
from sync.emulator.book import Book
from sync.emulator.errors import RequestError
from sync.emulator.shapes import Json

MOST_CHARACTERS = 30_000


def _home(book: Book, location: Json) -> list[Json]:
    """The list in which metadata of that place is kept."""
    if location["locationType"] == "SPREADSHEET":
        return book.metadata
    if location["locationType"] == "SHEET":
        return book.sheet(location["sheetId"]).metadata
    span = location["dimensionRange"]
    sheet = book.sheet(span.get("sheetId", 0))
    if span["startIndex"] >= sheet.count(span["dimension"]):
        raise RequestError("The developer metadata's location is outside the grid.")
    return sheet.line(span["dimension"], span["startIndex"]).metadata


def create(batch: Batch, body: Json) -> Json:
    given = body["developerMetadata"]
    if not given.get("metadataKey"):
        raise RequestError("A metadataKey must be set.")
    if given.get("visibility") not in ("DOCUMENT", "PROJECT"):
        raise RequestError("The visibility of developer metadata must be set.")
    taken = {entry["metadataId"] for entry in metadata.entries(batch.book)}
    chosen = given.get("metadataId") or _free(taken)
    if chosen in taken:
        raise RequestError(f"Developer metadata with ID {chosen} already exists.")
    location = metadata.normal_location(given.get("location", {}))
    entry = {
        "metadataId": chosen,
        "metadataKey": given["metadataKey"],
        "visibility": given["visibility"],
    }
    if given.get("metadataValue"):
        entry["metadataValue"] = given["metadataValue"]
    _check_room(batch.book, entry)
    _home(batch.book, location).append(entry)
    return {"developerMetadata": {**entry, "location": location}}


def _free(taken: set[int]) -> int:
    chosen = max(taken, default=0) + 1
    return chosen if chosen < 2**31 else next(i for i in range(1, 2**31) if i not in taken)


def _check_room(book: Book, new: Json) -> None:
    used = [new, *metadata.entries(book)]
    size = sum(len(e["metadataKey"]) + len(e.get("metadataValue", "")) for e in used)
    if size > MOST_CHARACTERS:
        raise RequestError(f"Developer metadata is limited to {MOST_CHARACTERS} characters.")


def _selected(batch: Batch, filters: list[Json]) -> list[Json]:
    found: dict[int, Json] = {}
    for data_filter in filters:
        for entry in matching(batch.book, data_filter):
            found[entry["metadataId"]] = entry
    return list(found.values())


def matching(book: Book, data_filter: Json) -> list[Json]:
    """The metadata a DataFilter selects: by lookup, or attached to exactly that area."""
    if data_filter.get("developerMetadataLookup") is not None:
        return metadata.matching(book, data_filter["developerMetadataLookup"])
    areas = addresses.filtered(book, data_filter)
    return [
        entry
        for entry in metadata.entries(book)
        if any((place := metadata.place(book, entry)) and area.holds(place) for area in areas)
    ]


def delete(batch: Batch, body: Json) -> Json:
    found = _selected(batch, [body["dataFilter"]])
    for entry in found:
        home = _home(batch.book, entry["location"])
        home[:] = [e for e in home if e["metadataId"] != entry["metadataId"]]
    return {"deletedDeveloperMetadata": found} if found else {}


def update(batch: Batch, body: Json) -> Json:
    mask, given = mask_of(body), body.get("developerMetadata", {})
    changed = []
    for entry in _selected(batch, body["dataFilters"]):
        location = entry.pop("location")
        home = _home(batch.book, location)
        home[:] = [e for e in home if e["metadataId"] != entry["metadataId"]]
        new = fields.merge(entry, given, {k: v for k, v in mask.items() if k != "location"})
        if "location" in mask:
            location = metadata.normal_location(given.get("location", {}))
        _home(batch.book, location).append(new)
        changed.append({**new, "location": location})
    return {"developerMetadata": changed} if changed else {}


KINDS: dict[str, Kind] = {
    "createDeveloperMetadata": create,
    "deleteDeveloperMetadata": delete,
    "updateDeveloperMetadata": update,
}
