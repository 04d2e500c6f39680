"""The Sheets API's spreadsheets methods."""

from collections.abc import Iterator, Sequence

from sync.emulator import addresses, values_api
from sync.emulator.areas import Area
from sync.emulator.batch.apply import apply
from sync.emulator.batch.context import Batch
from sync.emulator.batch.metadata_requests import matching
from sync.emulator.batch.sheet_requests import copied, new_sheet
from sync.emulator.book import Book
from sync.emulator.calls import Call
from sync.emulator.errors import RequestError, invalid, not_found
from sync.emulator.fields import Mask, below
from sync.emulator.files import File, new_spreadsheet
from sync.emulator.messages import Response, answer
from sync.emulator.routing import Route
from sync.emulator.shapes import Json
from sync.emulator.snapshot import View, properties, spreadsheet
from sync.emulator.tidy import style, without_nulls


def address_of(file_id: str) -> str:
    """The spreadsheet's page as Google names it."""
    return f"https://docs.google.com/spreadsheets/d/{file_id}/edit"


def shown(
    call: Call, file: File, areas: list[Area] | None, grid: bool, mask: Mask | None = None
) -> Json:
    """The Spreadsheet resource as this caller sees it."""
    view = View(call.editor(file), areas, mask, grid, address_of(file.id))
    return spreadsheet(call.book(file), file.id, view)


def get(call: Call, file_id: str) -> Response:
    file = call.readable(file_id)
    book = call.book(file)
    ranges = [text for text in call.request.query.get("ranges", []) if text]
    areas = [addresses.area_of(book, text) for text in ranges] or None
    return answer(shown(call, file, areas, call.request.flag("includeGridData"), call.mask()))


def get_by_filter(call: Call, file_id: str) -> Response:
    file, body = call.readable(file_id), call.request.json()
    filters = body.get("dataFilters") or []
    areas = [a for f in filters for a in call.filtered(call.book(file), f)] if filters else None
    grid = bool(body.get("includeGridData"))
    return answer(shown(call, file, areas, grid, call.mask()))


def create(call: Call) -> Response:
    """spreadsheets.create: title, locale, sheets with their properties, cells and merges."""
    call.refuse_creation()
    body = without_nulls(call.request.json())
    given = body.get("properties", {})
    title = given.get("title", "Untitled spreadsheet")
    file = new_spreadsheet(title, call.user.email, call.options, call.now())
    book = call.book(file)
    book.properties = {**book.properties, **style(given)}
    if body.get("sheets"):
        book.sheets = []
        try:
            for entry in body["sheets"]:
                book.sheets.append(new_sheet(book, entry.get("properties", {})))
            if contents := list(_contents(book, body["sheets"])):
                apply(Batch(book, call.editor(file), call.now().date(), call.options), contents)
        except RequestError as error:
            raise invalid(f"Invalid value at 'spreadsheet.sheets': {error}") from error
        book.forget()
    call.store.publish(file)
    return answer(shown(call, file, None, False, call.mask()))


def _contents(book: Book, given: Sequence[Json]) -> Iterator[Json]:
    """The requests that fill new sheets with the cells and merges they were given."""
    for sheet, entry in zip(book.sheets, given, strict=True):
        for block in entry.get("data", ()):
            start = {"sheetId": sheet.id}
            start["rowIndex"] = block.get("startRow", 0)
            start["columnIndex"] = block.get("startColumn", 0)
            rows = block.get("rowData", [])
            yield {"updateCells": {"start": start, "rows": rows, "fields": "*"}}
        for merge in entry.get("merges", ()):
            yield {
                "mergeCells": {"range": {**merge, "sheetId": sheet.id}, "mergeType": "MERGE_ALL"}
            }


def batch_update(call: Call, file_id: str) -> Response:
    """Apply a batch atomically; with includeSpreadsheetInResponse show the result of it."""
    body = call.request.json()
    call.writable(file_id)
    with call.store.editing(file_id) as draft:
        book = call.book(draft)
        wanted = body.get("responseRanges") or []
        early = call.options.response_ranges_parsed == "before"
        areas = [addresses.area_of(book, text) for text in wanted] if early else []
        batch = Batch(book, call.editor(draft), call.now().date(), call.options)
        reply: Json = {
            "spreadsheetId": file_id,
            "replies": apply(batch, body.get("requests") or []),
        }
        book.forget()
        draft.name = book.properties["title"]
        if body.get("includeSpreadsheetInResponse"):
            if not early:
                areas = [addresses.area_of(book, text) for text in wanted]
            grid = bool(body.get("responseIncludeGridData"))
            reply["updatedSpreadsheet"] = _updated(call, draft, areas, grid)
    return answer(call.projected(reply))


def _updated(call: Call, draft: File, areas: list[Area], grid: bool) -> Json:
    """The spreadsheet after the batch, under what the mask asks below updatedSpreadsheet."""
    mask = call.mask()
    if mask is not None:
        mask = below(mask, "updatedSpreadsheet") or {"*": {}}
    return shown(call, draft, areas or None, grid, mask)


def copy_to(call: Call, file_id: str, sheet_id: str) -> Response:
    """sheets.copyTo: a copy of one sheet at the end of another spreadsheet."""
    source = call.book(call.readable(file_id)).find(int(sheet_id))
    if source is None:
        raise not_found()
    target_id = str(call.request.json().get("destinationSpreadsheetId", ""))
    call.writable(target_id)
    with call.store.editing(target_id) as draft:
        book = call.book(draft)
        wanted = {
            key: value
            for key, value in source.properties.items()
            if key not in ("sheetId", "hidden")
        }
        sheet = copied(book, source, {**wanted, "title": _copy_title(book, source.title)})
        book.sheets.append(sheet)
    return answer(call.projected(properties(sheet, len(book.sheets) - 1)))


def _copy_title(book: Book, title: str) -> str:
    wanted = f"Copy of {title}"
    number = 1
    found = wanted
    while book.titled(found):
        number += 1
        found = f"{wanted} {number}"
    return found


def metadata_get(call: Call, file_id: str, metadata_id: str) -> Response:
    book = call.book(call.readable(file_id))
    found = matching(book, {"developerMetadataLookup": {"metadataId": int(metadata_id)}})
    if not found:
        raise not_found()
    return answer(call.projected(found[0]))


def metadata_search(call: Call, file_id: str) -> Response:
    book = call.book(call.readable(file_id))
    found: dict[int, Json] = {}
    for data_filter in call.request.json().get("dataFilters") or []:
        for entry in matching(book, without_nulls(data_filter)):
            match = {"developerMetadata": entry, "dataFilters": []}
            found.setdefault(entry["metadataId"], match)["dataFilters"].append(data_filter)
    matches = list(found.values())
    return answer(call.projected({"matchedDeveloperMetadata": matches} if matches else {}))


ID = r"([^/:]+)"
SPREADSHEET = rf"/v4/spreadsheets/{ID}"

ROUTES = [
    Route("POST", "/v4/spreadsheets", create, "writes"),
    Route("GET", SPREADSHEET, get, "reads"),
    Route("POST", rf"{SPREADSHEET}:getByDataFilter", get_by_filter, "reads"),
    Route("POST", rf"{SPREADSHEET}:batchUpdate", batch_update, "writes"),
    Route("POST", rf"{SPREADSHEET}/sheets/(\d+):copyTo", copy_to, "writes"),
    Route("GET", rf"{SPREADSHEET}/developerMetadata/(\d+)", metadata_get, "reads"),
    Route("POST", rf"{SPREADSHEET}/developerMetadata:search", metadata_search, "reads"),
    *values_api.ROUTES,
]
