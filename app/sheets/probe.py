"""Asks Google, on a scratch tab, what its documentation leaves open; the answers are kept.

Only what changes how a sheet is synced is asked. `response_ranges` saves the first write of a link
a request; `filtered_rows` lets a row be written that a filter hides (`sync/replicas/google.py`).
Other open questions make no difference: a cell that a merge covers is never written, nor a word
that a drop-down list does not offer, whatever Google would do with it.
"""

import json
from typing import Any

from flask_babel import gettext as _
from gspread.urls import SPREADSHEET_BATCH_UPDATE_URL, SPREADSHEETS_API_V4_BASE_URL
from sqlite_utils import Database

from app.settings import queries as settings
from app.sheets.address import Address
from sync.client import GoogleRefused, OutcomeUnknown, SyncHTTPClient
from sync.core.refusal import Refused
from sync.messages import refused_writing

KEPT = "google.profile"
SHEET, TITLE = 715_001_926, "_kiem_tra"
FILE = "https://www.googleapis.com/drive/v3/files/{}"

Json = dict[str, Any]


def questions() -> dict[str, str]:
    """The `[?]` of the guarded write (sheets-api.md 8.5), in words."""
    return {
        "response_ranges": _("Vùng xin xem lại được hiểu trước hay sau khi ghi"),
        "filtered_rows": _("Có chép được dòng mà bộ lọc đang ẩn không"),
    }


def words() -> dict[str, str]:
    """The answers, in words."""
    return {
        "before": _("trước"),
        "after": _("sau"),
        "yes": _("có"),
        "no": _("không"),
    }


def answers(db: Database) -> dict[str, str]:
    """The answers kept from the last time; empty where nobody asked yet."""
    kept = settings.value(db, KEPT)
    found: dict[str, str] = json.loads(kept) if kept else {}
    return found


def looks_after(db: Database) -> bool:
    """Whether Google looks up the ranges of a reply after it has applied the requests."""
    return answers(db).get("response_ranges") == "after"


def copies_filtered(db: Database) -> bool:
    """Whether Google copies a row that a filter hides."""
    return answers(db).get("filtered_rows") == "yes"


def ask(client: SyncHTTPClient, scratch: Address | None) -> dict[str, str]:
    """Answers by question: yes, no, before, after.

    Works on a tab of its own in `scratch`, or in a new spreadsheet, and takes it away again.
    Raises Refused where Google allows neither.
    """
    try:
        book = scratch.spreadsheet_id if scratch else _new(client)
        return _Asking(client, book).all(remove=scratch is None)
    except (GoogleRefused, OutcomeUnknown) as error:
        detail = error if isinstance(error, GoogleRefused) else GoogleRefused("down", str(error))
        raise Refused(refused_writing(detail)) from error


def keep(db: Database, found: dict[str, str]) -> None:
    """Inside the caller's transaction."""
    settings.put(db, KEPT, json.dumps(found))


def _new(client: SyncHTTPClient) -> str:
    body = {"properties": {"title": "Sổ Việc: kiểm tra kết nối"}}
    try:
        told = client.request("post", SPREADSHEETS_API_V4_BASE_URL, json=body).json()
    except GoogleRefused as error:
        if error.kind != "storage":
            raise
        raise Refused(
            _("Tài khoản dịch vụ không tạo được tệp. Hãy thêm --scratch ĐỊA_CHỈ một bảng trống.")
        ) from error
    return str(told["spreadsheetId"])


class _Asking:
    def __init__(self, client: SyncHTTPClient, book: str) -> None:
        self.client, self.book = client, book

    def all(self, *, remove: bool) -> dict[str, str]:
        found = {"response_ranges": self._make()}
        try:
            found["filtered_rows"] = "yes" if self._copies_filtered() else "no"
        finally:
            if remove:
                self.client.request("delete", FILE.format(self.book))
            else:
                self._update({"deleteSheet": {"sheetId": SHEET}})
        return found

    def _make(self) -> str:
        """The tab, asked for a look at it in the same request."""
        make = {"addSheet": {"properties": {"sheetId": SHEET, "title": TITLE}}}
        look = {"includeSpreadsheetInResponse": True, "responseRanges": [f"{TITLE}!A1"]}
        try:
            self._update(make, **look)
        except GoogleRefused as error:
            if error.kind != "invalid":
                raise
            self._update(make)
            return "before"
        return "after"

    def _copies_filtered(self) -> bool:
        """A1:A2 under a filter that hides A2; whether its copy arrives in C4."""
        texts = [{"values": [{"userEnteredValue": {"stringValue": text}}]} for text in ("a", "z")]
        start = {"sheetId": SHEET, "rowIndex": 0, "columnIndex": 0}
        shown = {"range": _area(0, 2), "criteria": {"0": {"hiddenValues": ["z"]}}}
        copy = {"source": _area(1, 2), "destination": _area(3, 4, column=2)}
        self._update(
            {"updateCells": {"start": start, "rows": texts, "fields": "userEnteredValue"}},
            {"setBasicFilter": {"filter": shown}},
            {"copyPaste": {**copy, "pasteType": "PASTE_VALUES"}},
        )
        params = {"ranges": f"{TITLE}!C4", "fields": "sheets.data.rowData.values.userEnteredValue"}
        url = f"{SPREADSHEETS_API_V4_BASE_URL}/{self.book}"
        return "stringValue" in self.client.request("get", url, params=params).text

    def _update(self, *requests: Json, **more: Any) -> None:
        url = SPREADSHEET_BATCH_UPDATE_URL % self.book
        self.client.request("post", url, json={"requests": list(requests), **more})


def _area(first: int, end: int, *, column: int = 0) -> Json:
    return {
        "sheetId": SHEET,
        "startRowIndex": first,
        "endRowIndex": end,
        "startColumnIndex": column,
        "endColumnIndex": column + 1,
    }
