"""The Sheets API's values methods."""

from sync.emulator import addresses, values
from sync.emulator.areas import Area
from sync.emulator.book import Book
from sync.emulator.calls import Call
from sync.emulator.errors import bad_field, invalid, numbered
from sync.emulator.files import File
from sync.emulator.messages import Response, answer
from sync.emulator.routing import Route
from sync.emulator.shapes import Json
from sync.emulator.values import Rendering, Writing, Written

RENDERS = ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA")
TYPES = "type.googleapis.com/google.apps.sheets.v4."
INPUTS = ("RAW", "USER_ENTERED")


def _rendering(option: str | None, dates: str | None, major: str | None = None) -> Rendering:
    option, dates, major = option or RENDERS[0], dates or "SERIAL_NUMBER", major or "ROWS"
    if option not in RENDERS:
        raise bad_field("value_render_option", f"{TYPES}ValueRenderOption", option)
    if dates not in ("SERIAL_NUMBER", "FORMATTED_STRING"):
        raise bad_field("date_time_render_option", f"{TYPES}DateTimeRenderOption", dates)
    if major == "DIMENSION_UNSPECIFIED":
        major = "ROWS"
    if major not in ("ROWS", "COLUMNS"):
        raise bad_field("major_dimension", f"{TYPES}Dimension", major)
    return Rendering(option, dates, major)


def _query_rendering(call: Call) -> Rendering:
    one = call.request.one
    return _rendering(one("valueRenderOption"), one("dateTimeRenderOption"), one("majorDimension"))


def _writing(call: Call, file: File, option: str | None) -> Writing:
    if option in (None, "", "INPUT_VALUE_OPTION_UNSPECIFIED"):
        raise invalid("'valueInputOption' is required but not specified")
    if option not in INPUTS:
        raise bad_field("value_input_option", f"{TYPES}ValueInputOption", option)
    return Writing(call.editor(file), option, call.now().date(), call.options)


def get(call: Call, file_id: str, text: str) -> Response:
    book = call.book(call.readable(file_id))
    area = addresses.area_of(book, text)
    return answer(call.projected(values.read(book, area, _query_rendering(call))))


def batch_get(call: Call, file_id: str) -> Response:
    book, how = call.book(call.readable(file_id)), _query_rendering(call)
    areas = [addresses.area_of(book, text) for text in call.request.query.get("ranges", [])]
    found = [values.read(book, area, how) for area in areas]
    result: Json = {"spreadsheetId": file_id}
    return answer(call.projected({**result, "valueRanges": found} if found else result))


def batch_get_by_filter(call: Call, file_id: str) -> Response:
    book, body = call.book(call.readable(file_id)), call.request.json()
    how = _rendering(
        body.get("valueRenderOption"), body.get("dateTimeRenderOption"), body.get("majorDimension")
    )
    found: dict[Area, Json] = {}
    for data_filter in body.get("dataFilters") or []:
        for area in call.filtered(book, data_filter):
            match = found.setdefault(area, {"valueRange": {}, "dataFilters": []})
            match["valueRange"] = values.read(book, area, how)
            match["dataFilters"].append(data_filter)
    result: Json = {"spreadsheetId": file_id}
    if found:
        result["valueRanges"] = list(found.values())
    return answer(call.projected(result))


def update(call: Call, file_id: str, text: str) -> Response:
    file, body, one = call.writable(file_id), call.request.json(), call.request.one
    how = _writing(call, file, one("valueInputOption"))
    major = _rendering(None, None, body.get("majorDimension")).major
    rows = values.grid(body.get("values"), major)
    with call.store.editing(file_id) as draft:
        book = call.book(draft)
        area = addresses.area_of(book, text)
        if body.get("range") and addresses.area_of(book, body["range"]) != area:
            raise invalid(
                f"Requested writing within range [{text}], but tried writing to range "
                f"[{body['range']}]"
            )
        written = values.write(book, area, rows, how)
        reply: Json = {"spreadsheetId": file_id, **written.counts(book)}
        if call.request.flag("includeValuesInResponse"):
            echo = _rendering(
                one("responseValueRenderOption"), one("responseDateTimeRenderOption"), major
            )
            reply["updatedData"] = values.read(book, values.echoed(area, written), echo)
    return answer(call.projected(reply))


def append(call: Call, file_id: str, text: str) -> Response:
    file, body, one = call.writable(file_id), call.request.json(), call.request.one
    how = _writing(call, file, one("valueInputOption"))
    major = _rendering(None, None, body.get("majorDimension")).major
    rows = values.grid(body.get("values"), major)
    insert = one("insertDataOption") == "INSERT_ROWS"
    with call.store.editing(file_id) as draft:
        book = call.book(draft)
        area = addresses.area_of(book, text)
        table, written = values.append(book, area, rows, how, insert)
        updates: Json = {"spreadsheetId": file_id, **written.counts(book)}
        if call.request.flag("includeValuesInResponse"):
            echo = _rendering(
                one("responseValueRenderOption"), one("responseDateTimeRenderOption"), major
            )
            updates["updatedData"] = values.read(book, written.area, echo)
        reply: Json = {"spreadsheetId": file_id}
        if table is not None:
            reply["tableRange"] = addresses.written(book, table)
    return answer(call.projected({**reply, "updates": updates}))


def clear(call: Call, file_id: str, text: str) -> Response:
    file = call.writable(file_id)
    with call.store.editing(file_id) as draft:
        book = call.book(draft)
        area = addresses.area_of(book, text)
        cleared = values.clear(book, [area], call.editor(file))
    return answer(call.projected({"spreadsheetId": file_id, "clearedRange": cleared[0]}))


def batch_clear(call: Call, file_id: str) -> Response:
    file, ranges = call.writable(file_id), call.request.json().get("ranges") or []
    with call.store.editing(file_id) as draft:
        book = call.book(draft)
        areas = []
        for number, text in enumerate(ranges):
            with numbered(f"range[{number}]"):
                areas.append(addresses.area_of(book, text))
        cleared = values.clear(book, areas, call.editor(file))
    return answer(call.projected({"spreadsheetId": file_id, "clearedRanges": cleared}))


def batch_clear_by_filter(call: Call, file_id: str) -> Response:
    file, filters = call.writable(file_id), call.request.json().get("dataFilters") or []
    with call.store.editing(file_id) as draft:
        book = call.book(draft)
        areas = [area for entry in filters for area in call.filtered(book, entry)]
        cleared = values.clear(book, areas, call.editor(file))
    return answer(call.projected({"spreadsheetId": file_id, "clearedRanges": cleared}))


def batch_update(call: Call, file_id: str) -> Response:
    return _batch_update(call, file_id, by_filter=False)


def batch_update_by_filter(call: Call, file_id: str) -> Response:
    return _batch_update(call, file_id, by_filter=True)


def _batch_update(call: Call, file_id: str, by_filter: bool) -> Response:
    """Write several ranges, all or none; echoes show the state after all of them."""
    file, body = call.writable(file_id), call.request.json()
    how = _writing(call, file, body.get("valueInputOption"))
    done: list[tuple[Json, Area, Written]] = []
    with call.store.editing(file_id) as draft:
        book = call.book(draft)
        for number, entry in enumerate(body.get("data") or []):
            with numbered(f"data[{number}]"):
                major = _rendering(None, None, entry.get("majorDimension")).major
                rows = values.grid(entry.get("values"), major)
                for area in _areas(call, book, entry, by_filter):
                    done.append((entry, area, values.write(book, area, rows, how)))
        responses = [_response(call, draft, *one) for one in done]
    total: Json = {"spreadsheetId": file_id, **_totals([written for _, _, written in done])}
    return answer(call.projected({**total, "responses": responses} if responses else total))


def _areas(call: Call, book: Book, entry: Json, by_filter: bool) -> list[Area]:
    if by_filter:
        return call.filtered(book, entry.get("dataFilter") or {})
    return [addresses.area_of(book, str(entry.get("range")))]


def _response(call: Call, file: File, entry: Json, area: Area, written: Written) -> Json:
    """The answer to one entry of a batch, with its echo where one is asked for."""
    body, book = call.request.json(), call.book(file)
    by_filter = entry.get("dataFilter") is not None
    head: Json = {"spreadsheetId": file.id, **written.counts(book)}
    if by_filter:
        head = {**written.counts(book), "dataFilter": entry["dataFilter"]}
    quiet = not written.cells and not call.options.null_only_entry_echoed
    if body.get("includeValuesInResponse") and not quiet:
        how = _rendering(
            body.get("responseValueRenderOption"),
            body.get("responseDateTimeRenderOption"),
            entry.get("majorDimension"),
        )
        shown = area if by_filter else values.echoed(area, written)
        head["updatedData"] = values.read(book, shown, how)
    return head


def _totals(done: list[Written]) -> Json:
    cells = {(written.area.sheet_id, *cell) for written in done for cell in written.cells}
    counts = {
        "totalUpdatedRows": len({(sheet, row) for sheet, row, _ in cells}),
        "totalUpdatedColumns": len({(sheet, column) for sheet, _, column in cells}),
        "totalUpdatedCells": sum(len(written.cells) for written in done),
        "totalUpdatedSheets": len({sheet for sheet, _, _ in cells}),
    }
    return {name: count for name, count in counts.items() if count}


VALUES = r"/v4/spreadsheets/([^/:]+)/values"

ROUTES = [
    Route("GET", rf"{VALUES}:batchGet", batch_get, "reads"),
    Route("POST", rf"{VALUES}:batchGetByDataFilter", batch_get_by_filter, "reads"),
    Route("POST", rf"{VALUES}:batchUpdate", batch_update, "writes"),
    Route("POST", rf"{VALUES}:batchUpdateByDataFilter", batch_update_by_filter, "writes"),
    Route("POST", rf"{VALUES}:batchClear", batch_clear, "writes"),
    Route("POST", rf"{VALUES}:batchClearByDataFilter", batch_clear_by_filter, "writes"),
    Route("POST", rf"{VALUES}/([^/]+):append", append, "writes"),
    Route("POST", rf"{VALUES}/([^/]+):clear", clear, "writes"),
    Route("PUT", rf"{VALUES}/([^/]+)", update, "writes"),
    Route("GET", rf"{VALUES}/([^/]+)", get, "reads"),
]
