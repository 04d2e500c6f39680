"""Other people's clients work against the local server, unchanged but for the address."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httplib2
import pygsheets
import pytest
from google.auth.credentials import AnonymousCredentials
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from sync.emulator.server import Emulator, Tab, running_emulator

ROWS: list[list[Any]] = [
    ["TT", "Nội dung", "Trạng thái"],
    [1, "Trồng cây", "Đang làm"],
    [2, "Hiến máu", None],
]


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with running_emulator() as running:
        running.seed("bang", "Đoàn xã Suối Mẫu", [Tab("Bang", ROWS)])
        yield running


class Rebased(httplib2.Http):  # type: ignore[misc]
    """Sends what was meant for Google's hosts to the local server."""

    origin = ""

    def request(self, uri: str, *args: Any, **kwargs: Any) -> Any:
        at, local = urlsplit(uri), urlsplit(self.origin)
        uri = urlunsplit((local.scheme, local.netloc, at.path, at.query, ""))
        return super().request(uri, *args, **kwargs)


@pytest.fixture
def rebased(emulator: Emulator) -> Iterator[Rebased]:
    http = Rebased(timeout=10)
    http.origin = emulator.origin
    yield http
    http.close()


def google(rebased: Rebased, name: str, version: str) -> Any:
    return build(name, version, http=rebased, static_discovery=True)


def test_googles_own_client_reads_writes_and_inserts(rebased):
    sheets = google(rebased, "sheets", "v4").spreadsheets()
    sheets.values().update(
        spreadsheetId="bang",
        range="Bang!C3",
        valueInputOption="RAW",
        body={"values": [["Xong"]]},
    ).execute()
    row = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    sheets.batchUpdate(
        spreadsheetId="bang", body={"requests": [{"insertDimension": {"range": row}}]}
    ).execute()
    read = sheets.values().get(spreadsheetId="bang", range="Bang!A1:C4").execute()
    assert read["values"] == [
        ROWS[0],
        [],
        ["1", "Trồng cây", "Đang làm"],
        ["2", "Hiến máu", "Xong"],
    ]


def test_googles_own_client_lists_and_shares_files(rebased):
    drive = google(rebased, "drive", "v3")
    body = {"type": "user", "role": "writer", "emailAddress": "so@co-quan.vn"}
    drive.permissions().create(fileId="bang", body=body).execute()
    found = drive.files().list(q="trashed=false", fields="files(id,name)").execute()
    assert found == {"files": [{"id": "bang", "name": "Đoàn xã Suối Mẫu"}]}


def test_googles_own_client_understands_a_refusal(rebased):
    with pytest.raises(HttpError) as refused:
        google(rebased, "sheets", "v4").spreadsheets().get(spreadsheetId="khac").execute()
    assert refused.value.status_code == 404
    assert refused.value.reason == "Requested entity was not found."


def test_pygsheets_opens_reads_and_writes(rebased):
    client = pygsheets.authorize(custom_credentials=AnonymousCredentials(), http=rebased)
    tab = client.open_by_key("bang").worksheet_by_title("Bang")
    assert tab.get_values("A1", "C2") == [ROWS[0], ["1", "Trồng cây", "Đang làm"]]
    tab.update_value("C2", "Xong")
    tab.append_table([3, "Tập huấn", "Chưa"])
    tab.insert_rows(1, values=[0, "Phát động", "Xong"])
    assert tab.get_col(3, include_tailing_empty=False) == ["Trạng thái", "Xong", "Xong", "", "Chưa"]
