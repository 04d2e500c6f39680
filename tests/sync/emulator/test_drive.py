"""The Drive API: files, search, pages, sharing, changes, comments, exports."""

import csv
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from sync.emulator.server import Emulator, Tab
from tests.sync.emulator.conftest import Api

Json = dict[str, Any]
FILES = "/drive/v3/files"
SHEET = "application/vnd.google-apps.spreadsheet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def three(emulator: Emulator, api: Api) -> Api:
    """Spreadsheets a, b and c, changed in that order a minute apart on a virtual clock."""
    emulator.set_options({"clock": "virtual"})
    for name in "abc":
        emulator.seed(name, f"Bảng {name}", [Tab("T", [[name]])])
        emulator.clock.advance(60)
    return api


def names(api: Api, **query: Any) -> list[str]:
    return [entry["name"] for entry in api.call("GET", FILES, **query)["files"]]


def test_files_are_listed_newest_first_with_the_basic_fields(three: Api) -> None:
    answer = three.call("GET", FILES)
    assert answer["files"][0] == {
        "kind": "drive#file",
        "id": "c",
        "name": "Bảng c",
        "mimeType": SHEET,
    }
    assert [entry["id"] for entry in answer["files"]] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("name = 'Bảng a'", ["a"]),
        ('name="Bảng a"', ["a"]),
        ("name contains 'bảng'", ["a", "b", "c"]),
        (f"mimeType='{SHEET}' and not name = 'Bảng a'", ["b", "c"]),
        ("name = 'Bảng a' or name = 'Bảng b'", ["a", "b"]),
        ("(name = 'Bảng a' or name = 'Bảng b') and trashed = false", ["a", "b"]),
        ("mimeType != 'text/plain'", ["a", "b", "c"]),
        ("'root' in parents", ["a", "b", "c"]),
        ("trashed = true", []),
    ],
)
def test_a_search_finds_what_it_says(three: Api, query: str, found: list[str]) -> None:
    assert sorted(names(three, q=query)) == [f"Bảng {name}" for name in found]


def test_a_search_by_time_compares_moments(three: Api) -> None:
    middle = three.call("GET", f"{FILES}/b", fields="modifiedTime")["modifiedTime"]
    assert names(three, q=f"modifiedTime > '{middle}'") == ["Bảng c"]
    assert len(names(three, q=f"modifiedTime >= '{middle}'")) == 2


@pytest.mark.parametrize(
    "query", ["name", "name = ", "colour = 'red'", "name = 'a' und", "(name='a'"]
)
def test_a_search_that_cannot_be_read_is_refused(three: Api, query: str) -> None:
    refused = three.call("GET", FILES, status=400, q=query)
    assert refused["error"]["errors"][0]["reason"] == "invalid"


def test_pages_follow_each_other(three: Api) -> None:
    first = three.call("GET", FILES, pageSize=2, orderBy="name")
    assert [entry["id"] for entry in first["files"]] == ["a", "b"]
    second = three.call("GET", FILES, pageSize=2, orderBy="name", pageToken=first["nextPageToken"])
    assert [entry["id"] for entry in second["files"]] == ["c"]
    assert "nextPageToken" not in second


def test_files_are_ordered_as_asked(three: Api) -> None:
    assert names(three, orderBy="modifiedTime desc") == ["Bảng c", "Bảng b", "Bảng a"]
    assert names(three, orderBy="name") == ["Bảng a", "Bảng b", "Bảng c"]


def test_a_file_is_made_renamed_copied_trashed_and_deleted(api: Api) -> None:
    made = api.call("POST", FILES, {"name": "Một", "mimeType": SHEET})["id"]
    api.write(made, "A1", [["x"]])
    api.call("PATCH", f"{FILES}/{made}", {"name": "Hai"})
    assert api.get(made, fields="properties.title") == {"properties": {"title": "Hai"}}
    twin = api.call("POST", f"{FILES}/{made}/copy", {})
    assert twin["name"] == "Copy of Hai"
    assert api.read(twin["id"], "A1") == [["x"]]
    api.call("PATCH", f"{FILES}/{twin['id']}", {"trashed": True})
    assert names(api, q="trashed = true") == ["Copy of Hai"]
    api.call("DELETE", f"{FILES}/{made}", status=204)
    api.get(made, status=404)
    gone = api.call("GET", f"{FILES}/{made}", status=404)
    assert gone["error"]["errors"][0]["reason"] == "notFound"
    assert gone["error"]["message"] == f"File not found: {made}."


def test_a_copy_is_a_file_of_its_own(api: Api, emulator: Emulator) -> None:
    emulator.seed("b", "b", [Tab("T", [["x"]])])
    twin = api.call("POST", f"{FILES}/b/copy", {"name": "Bản sao"})["id"]
    api.write(twin, "A1", [["y"]])
    assert api.read("b", "A1") == [["x"]]


def test_an_edit_moves_version_and_time_at_once_or_after_the_lag(
    three: Api, emulator: Emulator
) -> None:
    mask = "version,modifiedTime"
    before = three.call("GET", f"{FILES}/a", fields=mask)
    emulator.set_options({"drive_lag_seconds": 180})
    three.write("a", "A1", [["mới"]])
    assert three.call("GET", f"{FILES}/a", fields=mask) == before
    emulator.clock.advance(181)
    after = three.call("GET", f"{FILES}/a", fields=mask)
    assert int(after["version"]) == int(before["version"]) + 1
    assert after["modifiedTime"] > before["modifiedTime"]


def test_an_edit_may_never_be_told(three: Api, emulator: Emulator) -> None:
    emulator.set_options({"drive_drops": True})
    before = three.call("GET", f"{FILES}/a", fields="version")
    three.write("a", "A1", [["mới"]])
    assert three.call("GET", f"{FILES}/a", fields="version") == before


def test_changes_since_a_token_name_each_file_once(three: Api) -> None:
    token = three.call("GET", "/drive/v3/changes/startPageToken")["startPageToken"]
    three.write("a", "A1", [[1]])
    three.write("a", "A1", [[2]])
    three.call("DELETE", f"{FILES}/b", status=204)
    answer = three.call("GET", "/drive/v3/changes", pageToken=token)
    told = [(change["fileId"], change["removed"]) for change in answer["changes"]]
    assert told == [("a", False), ("b", True)]
    again = three.call("GET", "/drive/v3/changes", pageToken=answer["newStartPageToken"])
    assert again["changes"] == []


def test_a_service_account_may_be_unable_to_own_files(emulator: Emulator, api: Api) -> None:
    emulator.set_options({"service_accounts_create": False})
    refused = api.call("POST", FILES, {"name": "x", "mimeType": SHEET}, status=403)
    (error,) = refused["error"]["errors"]
    assert (error["domain"], error["reason"]) == ("usageLimits", "storageQuotaExceeded")


def test_permissions_are_given_and_taken(three: Api) -> None:
    path = f"{FILES}/a/permissions"
    given = three.call(
        "POST", path, {"type": "user", "role": "writer", "emailAddress": "x@example.org"}
    )
    listed = three.call("GET", path, fields="permissions(id,role,emailAddress)")["permissions"]
    assert [entry["role"] for entry in listed] == ["owner", "writer"]
    three.call("PATCH", f"{path}/{given['id']}", {"role": "reader"})
    assert three.call("GET", f"{path}/{given['id']}")["role"] == "reader"
    three.call("DELETE", f"{path}/{given['id']}", status=204)
    three.call("GET", f"{path}/{given['id']}", status=404)


def test_comments_are_listed_only_under_a_mask(three: Api) -> None:
    path = f"{FILES}/a/comments"
    three.call("GET", path, status=400)
    made = three.call("POST", path, {"content": "xem lại", "anchor": "{}"}, fields="id,content")
    assert made["content"] == "xem lại"
    listed = three.call("GET", path, fields="comments/content,comments/anchor,nextPageToken")
    assert listed == {"comments": [{"content": "xem lại", "anchor": "{}"}]}


def test_a_spreadsheet_leaves_as_csv_and_as_a_workbook(api: Api, emulator: Emulator) -> None:
    rows: list[list[Any]] = [["Nội dung", "Xong"], ["a, b", True], [1.5, "=1+1"]]
    emulator.seed("b", "b", [Tab("T", rows, merges=["A5:B5"]), Tab("Khác")])
    plain = api.call("GET", f"{FILES}/b/export", mimeType="text/csv").decode()
    assert list(csv.reader(io.StringIO(plain)))[1:] == [["a, b", "TRUE"], ["1.5", "2"]]
    book = load_workbook(io.BytesIO(api.call("GET", f"{FILES}/b/export", mimeType=XLSX)))
    assert book.sheetnames == ["T", "Khác"]
    assert book["T"]["B3"].value == "=1+1"
    assert [str(area) for area in book["T"].merged_cells.ranges] == ["A5:B5"]
    api.call("GET", f"{FILES}/b/export", status=400, mimeType="image/png")


def test_a_workbook_kept_in_drive_is_no_spreadsheet(api: Api, emulator: Emulator) -> None:
    emulator.seed("b", "b", [Tab("T", [["x"]])])
    content = api.call("GET", f"{FILES}/b/export", mimeType=XLSX)
    emulator.seed_file("tep", "Danh sách.xlsx", content, XLSX)
    refused = api.get("tep", status=400)
    assert refused["error"]["status"] == "FAILED_PRECONDITION"
    assert refused["error"]["message"] == "This operation is not supported for this document"
    api.write("tep", "A1", [[1]], status=400)
    assert api.call("GET", f"{FILES}/tep", alt="media") == content
    assert api.call("GET", f"{FILES}/tep", fields="mimeType,size")["mimeType"] == XLSX


def test_a_csv_upload_fills_a_spreadsheet(api: Api, emulator: Emulator) -> None:
    emulator.seed("b", "b", [Tab("T", [["cũ"]])])
    upload = f"{emulator.origin}/upload/drive/v2/files/b"
    headers = {"Content-Type": "text/csv"}
    answer = api.session.put(upload, data=b"a,1\nb,2\n", headers=headers, timeout=20)
    assert answer.status_code == 200
    assert api.read("b", "T") == [["a", 1], ["b", 2]]


def test_empty_files_older_than_a_deletion_are_found_by_the_second_search(api: Api) -> None:
    made = [api.call("POST", FILES, {"name": n, "mimeType": SHEET})["id"] for n in ("a", "b")]
    api.call("DELETE", f"{FILES}/{made[0]}", status=204)
    assert names(api) == []
    assert names(api) == ["b"]
