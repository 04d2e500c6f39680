"""A closed year's keys go out of the units' sheets: by one command, by one button."""

import re
import time

import pytest
import requests

KEYS = ["I.1.1", "I.1.2", "I.2.1", "I.2.2"]


def whole(emulator, book):
    url = f"{emulator.origin}/v4/spreadsheets/{book}"
    return requests.get(url, {"includeGridData": "true"}, timeout=10).json()


@pytest.fixture
def before(emulator):
    return [whole(emulator, book) for book in ("bang-a", "bang-b")]


@pytest.fixture
def closed(before, linked):
    """Both sheets are linked, their year is over."""
    linked("year", "close", "1", "2026")
    return linked


def now(emulator):
    return [whole(emulator, book) for book in ("bang-a", "bang-b")]


def finished(client, page):
    """The run's page, once the job is done."""
    for _ in range(200):
        answer = client.get(page.headers["Location"])
        if answer.status_code == 302:
            return client.get(answer.headers["Location"])
        time.sleep(0.05)
    raise AssertionError(answer.text)


def test_one_command_clears_all_sheets_of_a_closed_year_once(closed, emulator, before):
    assert now(emulator) != before
    told = closed("sheet", "unlink", "--year", "2026")
    assert told.count("Đã gỡ") == 2
    assert now(emulator) == before
    emulator.log.clear()
    assert "Không còn mã" in closed("sheet", "unlink", "1", "--year", "2026")
    assert not emulator.log


def test_one_unit_of_a_closed_year_is_cleared_alone(closed, emulator, before):
    closed("sheet", "unlink", "1", "AP1", "--year", "2026")
    assert whole(emulator, "bang-a") == before[0]
    assert whole(emulator, "bang-b") != before[1]


def test_what_could_not_be_cleared_is_told_and_cleared_by_the_next_call(
    app, closed, emulator, before
):
    emulator.faults.set([{"match": "GET .*bang-b", "times": 9, "do": "403"}])
    result = app.test_cli_runner().invoke(args=["sheet", "unlink", "--year", "2026"])
    assert result.exit_code == 1
    assert "Còn 1 bảng" in result.stderr
    assert "AP2: Đã gỡ nối, nhưng" in result.stdout
    assert whole(emulator, "bang-a") == before[0]
    emulator.faults.set([])
    assert "AP1" not in closed("sheet", "unlink", "--year", "2026")
    assert now(emulator) == before


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (["--year", "2026"], 1),
        (["1", "--year", "2026"], 1),
        ([], 2),
        (["1"], 2),
        (["--year", "2026", "--give-back"], 2),
    ],
)
def test_an_open_year_or_no_year_clears_nothing(app, linked, emulator, args, status):
    emulator.log.clear()
    result = app.test_cli_runner().invoke(args=["sheet", "unlink", *args])
    assert result.exit_code == status
    assert result.stderr
    assert not emulator.log


def test_the_button_at_the_years_end_clears_them_too(closed, emulator, before, client_as):
    client = client_as("district")
    assert "2 bảng của đơn vị còn cột “Mã”" in client.get("/reports/plans/1/2026/close").text
    assert "2 bảng đã gỡ còn mã" in client.get("/sheets/").text
    waits = r"Bảng đã gỡ còn mã của Sổ Việc</dt>\s*<dd>2<"
    assert re.search(waits, client.get("/handover/").text)
    page = client.post("/sheets/clear", data={"plan": "1", "year": "2026"})
    assert finished(client, page).text.count("đã được xóa") == 2
    assert now(emulator) == before
    assert "Không còn mã nào" in client.get("/reports/plans/1/2026/close").text
    assert "còn mã của Sổ Việc" not in client.get("/sheets/").text
    again = client.post("/sheets/clear", data={"plan": "1", "year": "2026"})
    assert again.headers["Location"].endswith("/sheets/")


def test_a_sheet_that_was_only_read_holds_nothing_to_clear(flask, emulator, client_as):
    whole_before = now(emulator)
    args = ("1", "AP1", "/spreadsheets/d/bang-a/edit", "--read-only", "--yes")
    flask("sheet", "link", *args)
    flask("year", "close", "1", "2026")
    assert now(emulator) == whole_before
    emulator.log.clear()
    assert "Không còn mã" in flask("sheet", "unlink", "--year", "2026")
    assert not emulator.log
    client = client_as("district")
    assert "còn mã của Sổ Việc" not in client.get("/sheets/").text
    assert "Không còn mã nào" in client.get("/reports/plans/1/2026/close").text
    waits = r"Bảng đã gỡ còn mã của Sổ Việc</dt>\s*<dd>không có<"
    assert re.search(waits, client.get("/handover/").text)


def test_the_next_years_link_says_that_the_old_codes_go_and_replaces_them(
    closed, emulator, client_as, sheet
):
    closed("plan", "assign", "1", "--year", "2027")
    told = closed("sheet", "link", "1", "AP1", "/spreadsheets/d/bang-a/edit", "--year", "2027")
    assert "lần nối trước" in told
    assert sheet("bang-a!E3") == KEYS[0]
    closed("sheet", "link", "1", "AP1", "/spreadsheets/d/bang-a/edit", "--year", "2027", "--yes")
    assert [sheet(f"bang-a!E{row}") for row in range(2, 7)] == ["Mã", *KEYS]
    assert sheet("bang-a!F2") is None
    closed("sheet", "unlink", "1", "AP1", "--year", "2027")
    assert sheet("bang-a!E3") is None


@pytest.mark.parametrize("do", ["drop_after", "500_after"])
def test_linking_on_screen_reads_again_after_a_lost_reply(flask, emulator, client_as, sheet, do):
    checklist = flask("checklist", "show", "1", "AP1", "--json")
    assert checklist["unit"] == "AP1"
    emulator.faults.set([{"match": "POST .*batchUpdate", "times": 1, "do": do}])
    emulator.log.clear()
    client_as("district").post(
        "/sheets/link", data={"address": "/spreadsheets/d/bang-a/edit", "checklist": "1"}
    )
    assert [sheet(f"bang-a!E{row}") for row in range(2, 7)] == ["Mã", *KEYS]
    ours = [one["method"] for one in emulator.log if "values" not in one["path"]]
    assert ours.count("GET") == 3, "the preview, the round, and once more after the lost reply"
