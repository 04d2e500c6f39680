"""Makes a sheet for a unit that has none: a new spreadsheet, or a tab in one of the office's."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from gspread.urls import SPREADSHEET_BATCH_UPDATE_URL, SPREADSHEETS_API_V4_BASE_URL

from app import entry_words
from app.papers.language import vietnamese
from app.sheets.address import Address
from sync.client import GoogleRefused, OutcomeUnknown, SyncHTTPClient
from sync.core.refusal import Refused
from sync.replicas.local import LocalChecklist

PERMISSIONS = "https://www.googleapis.com/drive/v3/files/{}/permissions"
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_GREY = {"red": 0.91, "green": 0.94, "blue": 0.97}
SPARE_ROWS = 30
"""Empty rows below the items, for what the unit does of its own."""

Json = dict[str, Any]


def make(client: SyncHTTPClient, checklist: LocalChecklist, into: Address | None) -> Address:
    """A tab with the checklist's items, in a new spreadsheet or in the office's own `into`.

    Raises Refused where Google does not allow it, or nobody knows whether it did.
    """
    try:
        if into is None:
            return _new(client, checklist)
        return _tab(client, checklist, into)
    except GoogleRefused as error:
        raise Refused(_refused(error)) from error
    except OutcomeUnknown as error:
        raise Refused(
            _("Chưa rõ Google đã tạo bảng hay chưa. Hãy xem trong Drive rồi nối bảng đó.")
        ) from error


def _refused(error: GoogleRefused) -> str:
    if error.kind == "storage":
        told: str = _(
            "Tài khoản dịch vụ không tạo được tệp mới. Hãy tự tạo một bảng tính, chia sẻ cho tài "
            "khoản của Sổ Việc, rồi dán địa chỉ vào ô dưới: mỗi đơn vị sẽ có một trang trong đó."
        )
        return told
    if error.kind == "forbidden":
        return str(_("Bảng này chưa cho tài khoản của Sổ Việc sửa. Hãy chia sẻ quyền sửa."))
    return str(_("Google không tạo được trang: %(why)s", why=error.detail))


@vietnamese
def _new(client: SyncHTTPClient, checklist: LocalChecklist) -> Address:
    title = f"{checklist.unit_name} – {checklist.plan} – {checklist.year}"
    properties = {"title": title, "locale": "vi_VN", "timeZone": "Asia/Ho_Chi_Minh"}
    body = {"properties": properties, "sheets": [_sheet(checklist, _("Theo dõi"))]}
    told = client.request("post", SPREADSHEETS_API_V4_BASE_URL, json=body).json()
    sheet = told["sheets"][0]["properties"].get("sheetId", 0)
    place = Address(told["spreadsheetId"], sheet)
    _update(client, place, _filled(checklist, sheet))
    return place


@vietnamese
def _tab(client: SyncHTTPClient, checklist: LocalChecklist, into: Address) -> Address:
    sheet = _sheet(checklist, checklist.unit_name)
    told = _update(client, into, [{"addSheet": sheet}])
    place = Address(into.spreadsheet_id, told["replies"][0]["addSheet"]["properties"]["sheetId"])
    _update(client, place, _filled(checklist, place.gid or 0))
    return place


def _update(client: SyncHTTPClient, place: Address, requests: Sequence[Json]) -> Json:
    url = SPREADSHEET_BATCH_UPDATE_URL % place.spreadsheet_id
    told: Json = client.request("post", url, json={"requests": list(requests)}).json()
    return told


def share(client: SyncHTTPClient, place: Address, contact: str | None) -> str | None:
    """Let the unit edit it, where its contact holds an e-mail address; gives that address."""
    found = _EMAIL.search(contact or "")
    if found is None:
        return None
    body = {"type": "user", "role": "writer", "emailAddress": found[0]}
    try:
        client.request("post", PERMISSIONS.format(place.spreadsheet_id), json=body)
    except (GoogleRefused, OutcomeUnknown):
        return None
    return found[0]


def _sheet(checklist: LocalChecklist, title: str) -> Json:
    rows = len(checklist.entries) + 1 + SPARE_ROWS
    grid = {"rowCount": rows, "columnCount": 12, "frozenRowCount": 1}
    return {"properties": {"title": title, "gridProperties": grid}}


def _columns() -> list[tuple[str, int]]:
    return [
        (_("TT"), 45),
        (_("Nội dung"), 420),
        (_("Thời hạn"), 100),
        (_("Trạng thái"), 120),
        (_("Ngày xong"), 100),
        (_("Kết quả"), 240),
        (_("Minh chứng"), 180),
        (_("Khó khăn, kiến nghị"), 180),
        (_("Ghi chú"), 160),
    ]


def _filled(checklist: LocalChecklist, sheet: int) -> list[Json]:
    """The requests that lay out the tab: headings, items, lists, dates, widths."""
    columns = _columns()
    plan = [entry for entry in checklist.entries if not entry.own and entry.part_of is None]
    rows = [{"values": [_heading(name) for name, _width in columns]}]
    rows += [{"values": [_number(at), _text(entry.text)]} for at, entry in enumerate(plan, 1)]
    start = {"sheetId": sheet, "rowIndex": 0, "columnIndex": 0}
    fields = "userEnteredValue,userEnteredFormat"
    last = len(plan) + 1 + SPARE_ROWS
    return [
        {"updateCells": {"start": start, "rows": rows, "fields": fields}},
        {"setDataValidation": {"range": _column(sheet, 3, last), "rule": _words()}},
        *(_dates(_column(sheet, at, last)) for at in (2, 4)),
        *(_width(sheet, at, width) for at, (_name, width) in enumerate(columns)),
    ]


def _heading(text: str) -> Json:
    form = {"textFormat": {"bold": True}, "backgroundColor": _GREY, "wrapStrategy": "WRAP"}
    return {"userEnteredValue": {"stringValue": text}, "userEnteredFormat": form}


def _text(text: str) -> Json:
    form = {"wrapStrategy": "WRAP"}
    return {"userEnteredValue": {"stringValue": text}, "userEnteredFormat": form}


def _number(value: int) -> Json:
    return {"userEnteredValue": {"numberValue": value}}


def _column(sheet: int, column: int, last: int) -> Json:
    return {
        "sheetId": sheet,
        "startRowIndex": 1,
        "endRowIndex": last,
        "startColumnIndex": column,
        "endColumnIndex": column + 1,
    }


def _words() -> Json:
    listed = [{"userEnteredValue": word} for state, word in entry_words.states().items() if state]
    return {"condition": {"type": "ONE_OF_LIST", "values": listed}, "showCustomUi": True}


def _dates(area: Json) -> Json:
    form = {"numberFormat": {"type": "DATE", "pattern": "dd/mm/yyyy"}}
    cell = {"userEnteredFormat": form}
    fields = "userEnteredFormat.numberFormat"
    return {"repeatCell": {"range": area, "cell": cell, "fields": fields}}


def _width(sheet: int, column: int, pixels: int) -> Json:
    line = {
        "sheetId": sheet,
        "dimension": "COLUMNS",
        "startIndex": column,
        "endIndex": column + 1,
    }
    return {
        "updateDimensionProperties": {
            "range": line,
            "properties": {"pixelSize": pixels},
            "fields": "pixelSize",
        }
    }
