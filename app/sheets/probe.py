"""Asks Google, on a scratch tab, what its documentation leaves open; the answers are kept.

`response_ranges` saves the first write of a link a request (`sync/replicas/google.py`). Whatever
the others are, the guarded write looks at what it replaced: they are kept for whoever must explain
why Google refused or dropped something.
"""

import json
from collections.abc import Callable
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
        "strict_list": _("Ghi qua máy có bị danh sách chọn chặn không"),
        "covered_cell": _("Ghi vào ô bị che trong vùng gộp"),
        "paste_covered": _("Dán vào ô bị che trong vùng gộp"),
    }


def words() -> dict[str, str]:
    """The answers, in words."""
    return {
        "before": _("trước"),
        "after": _("sau"),
        "yes": _("có"),
        "no": _("không"),
        "written": _("được ghi"),
        "dropped": _("bị bỏ qua"),
        "refused": _("bị từ chối"),
    }


def answers(db: Database) -> dict[str, str]:
    """The answers kept from the last time; empty where nobody asked yet."""
    kept = settings.value(db, KEPT)
    found: dict[str, str] = json.loads(kept) if kept else {}
    return found


def looks_after(db: Database) -> bool:
    """Whether Google looks up the ranges of a reply after it has applied the requests."""
    return answers(db).get("response_ranges") == "after"


def ask(client: SyncHTTPClient, scratch: Address | None) -> dict[str, str]:
    """Answers by question: yes, no, before, after, dropped, written, refused.

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
            found["strict_list"] = "yes" if self._outcome(2, self._type) == "refused" else "no"
            found["covered_cell"] = self._outcome(1, self._type)
            found["paste_covered"] = self._outcome(1, self._paste)
        finally:
            if remove:
                self.client.request("delete", FILE.format(self.book))
            else:
                self._update({"deleteSheet": {"sheetId": SHEET}})
        return found

    def _make(self) -> str:
        """The tab: A1:B1 merged, C1 a strict list; asked for a look at it in the same request."""
        rule = {
            "condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "a"}]},
            "strict": True,
        }
        requests: list[Json] = [
            {"addSheet": {"properties": {"sheetId": SHEET, "title": TITLE}}},
            {"mergeCells": {"range": _area(0, 2), "mergeType": "MERGE_ALL"}},
            {"setDataValidation": {"range": _area(2, 3), "rule": rule}},
        ]
        look = {"includeSpreadsheetInResponse": True, "responseRanges": [f"{TITLE}!A1"]}
        try:
            self._update(*requests, **look)
        except GoogleRefused as error:
            if error.kind != "invalid":
                raise
            self._update(*requests)
            return "before"
        return "after"

    def _outcome(self, column: int, write: Callable[[int], None]) -> str:
        """What becomes of a write into row 1 of the column."""
        try:
            write(column)
        except GoogleRefused as error:
            if error.kind != "invalid":
                raise
            return "refused"
        params = {"ranges": f"{TITLE}!{chr(65 + column)}1", "fields": "sheets.data.rowData.values"}
        url = f"{SPREADSHEETS_API_V4_BASE_URL}/{self.book}"
        told = self.client.request("get", url, params=params).json()
        return "written" if "userEnteredValue" in json.dumps(told) else "dropped"

    def _type(self, column: int) -> None:
        cell = {"userEnteredValue": {"stringValue": "z"}}
        start = {"sheetId": SHEET, "rowIndex": 0, "columnIndex": column}
        rows = [{"values": [cell]}]
        fields = "userEnteredValue"
        self._update({"updateCells": {"start": start, "rows": rows, "fields": fields}})

    def _paste(self, column: int) -> None:
        self._type(4)
        paste = {"source": _area(4, 5), "destination": _area(column, column + 1)}
        self._update({"copyPaste": {**paste, "pasteType": "PASTE_NORMAL"}})

    def _update(self, *requests: Json, **more: Any) -> None:
        url = SPREADSHEET_BATCH_UPDATE_URL % self.book
        self.client.request("post", url, json={"requests": list(requests), **more})


def _area(first: int, end: int) -> Json:
    return {
        "sheetId": SHEET,
        "startRowIndex": 0,
        "endRowIndex": 1,
        "startColumnIndex": first,
        "endColumnIndex": end,
    }
