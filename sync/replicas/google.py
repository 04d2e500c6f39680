"""A spreadsheet at Google: read whole in one request, written in one guarded batch."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from gspread.urls import (
    DRIVE_FILES_API_V3_URL,
    SPREADSHEET_BATCH_UPDATE_URL,
    SPREADSHEET_URL,
)

from sync.client import SyncHTTPClient
from sync.core.tab import Cell
from sync.replicas.google_batch import HIDDEN_ID, OPERATION, Batch, Request
from sync.replicas.google_read import FIELDS, HIDDEN_BY_FILTER, Snapshot, cells_of, snapshot

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
WITNESS_FIELDS = (
    "spreadsheetId,updatedSpreadsheet(sheets(properties(sheetId,title),data(startRow,startColumn,"
    "rowData(values(userEnteredValue,effectiveValue)))))"
)


class Google:
    """What the sync asks of Google's Sheets; errors as `sync.client` raises them.

    `together`: Google is known to look up the ranges of a reply after it has applied the requests
    (`flask google check --probe`), so that the hidden tab is made in the very batch that needs it.
    `through_filters`: it is known to copy rows that a filter hides; otherwise they are told apart,
    for what a write replaces there could not be seen.
    """

    def __init__(
        self, client: SyncHTTPClient, *, together: bool = False, through_filters: bool = False
    ) -> None:
        self.client, self.together = client, together
        self.fields = FIELDS.replace(f"{HIDDEN_BY_FILTER},", "") if through_filters else FIELDS
        self._first: dict[str, list[Request]] = {}

    def read(self, spreadsheet_id: str) -> Snapshot:
        """The whole spreadsheet in one request.

        Not by tab: a deleted tab would refuse the others' reading, a renamed one be lost.
        """
        params = {"includeGridData": "true", "fields": self.fields}
        answer = self.client.request("get", SPREADSHEET_URL % spreadsheet_id, params=params)
        return snapshot(answer.json())

    def send(self, spreadsheet_id: str, batch: Batch, title: str) -> Mapping[tuple[int, int], Cell]:
        """Apply the batch at once; gives the cells of the hidden tab, now called `title`.

        Raises OutcomeUnknown where the reply was lost, GoogleRefused where nothing was applied.
        """
        body = {
            "requests": [*self._first.pop(spreadsheet_id, ()), *batch.requests],
            "includeSpreadsheetInResponse": True,
            "responseIncludeGridData": True,
            "responseRanges": _ranges(batch, title),
        }
        answer = self._update(spreadsheet_id, body, WITNESS_FIELDS)
        return hidden_cells(answer.get("updatedSpreadsheet", {}))

    def prepare(self, spreadsheet_id: str, requests: Sequence[Request]) -> None:
        """What the next batch needs: sent with it where that is known to work, else at once."""
        if self.together:
            self._first[spreadsheet_id] = list(requests)
        else:
            self.change(spreadsheet_id, requests)

    def change(self, spreadsheet_id: str, requests: Sequence[Request]) -> None:
        """Requests that need no witness: making, sizing, removing the hidden tab."""
        self._update(spreadsheet_id, {"requests": list(requests)}, "spreadsheetId")

    def _update(self, spreadsheet_id: str, body: Mapping[str, Any], fields: str) -> Any:
        url = SPREADSHEET_BATCH_UPDATE_URL % spreadsheet_id
        return self.client.request("post", url, params={"fields": fields}, json=body).json()


class Drive:
    """What the sync asks of Drive: which spreadsheets may have changed."""

    OVERLAP = timedelta(minutes=10)

    def __init__(self, client: SyncHTTPClient) -> None:
        self.client = client

    def changed_since(self, last: str) -> dict[str, tuple[str, str]]:
        """modifiedTime and version of every spreadsheet changed since `last`, with an overlap.

        `last` is the largest modifiedTime seen, never our own clock; "" lists everything.
        """
        query = f"mimeType='{SPREADSHEET}' and trashed=false"
        if last:
            since = datetime.fromisoformat(last) - self.OVERLAP
            query += f" and modifiedTime > '{since.strftime('%Y-%m-%dT%H:%M:%SZ')}'"
        params = {
            "q": query,
            "pageSize": 1000,
            "fields": "nextPageToken,files(id,modifiedTime,version)",
            "includeItemsFromAllDrives": "true",
            "supportsAllDrives": "true",
        }
        found: dict[str, tuple[str, str]] = {}
        while True:
            answer = self.client.request("get", DRIVE_FILES_API_V3_URL, params=params).json()
            for file in answer.get("files", ()):
                found[file["id"]] = (file.get("modifiedTime", ""), str(file.get("version", "")))
            if not answer.get("nextPageToken"):
                return found
            params["pageToken"] = answer["nextPageToken"]


def _ranges(batch: Batch, title: str) -> list[str]:
    quoted = "'" + title.replace("'", "''") + "'"
    layout = batch.layout
    last = column_name(layout.last_column)
    operation = f"{quoted}!{column_name(OPERATION[1])}{OPERATION[0]}"
    return [operation, f"{quoted}!A{batch.first_row}:{last}{layout.last_row}"]


def column_name(column: int) -> str:
    """A for 1, Z for 26, AA for 27."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def hidden_cells(answer: Mapping[str, Any]) -> Mapping[tuple[int, int], Cell]:
    """The cells of the hidden tab in an answer."""
    for sheet in answer.get("sheets", ()):
        if sheet["properties"].get("sheetId") == HIDDEN_ID:
            return cells_of(sheet)
    return {}
