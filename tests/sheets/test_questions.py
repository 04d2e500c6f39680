"""The questions page: each kind answered by one click, or by choosing from the plan."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from sync.emulator.server import Tab
from tests.pages import check
from tests.sheets.conftest import ITEMS, Call

PAGE = "/sheets/questions"
MERGED = f"{ITEMS[1]}; {ITEMS[2].lower()}"


@pytest.fixture
def staff(client_as):
    return client_as("district")


def buttons(page: str) -> list[str]:
    """What the answers say, in order."""
    found = re.findall(r'<button type="submit" name="answer"[^>]*>(.*?)</button>', page, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in found]


def press(staff: Any, page: str, label: str) -> Any:
    """Press the answer whose words begin so."""
    for form in re.findall(r"<form class=\"answers\".*?</form>", page, re.S):
        where = re.search(r'action="([^"]+)"', form)
        for value, words in re.findall(r'value="([^"]*)" class="quiet">\s*(.*?)\s*<', form, re.S):
            if words.startswith(label):
                assert where
                return staff.post(where[1], data={"answer": value})
    raise AssertionError(label)


@pytest.fixture
def entries(flask: Call) -> Callable[[], dict[str, Any]]:
    def told() -> dict[str, Any]:
        shown = flask("checklist", "show", "1", "AP1", "--json")["entries"]
        return {entry["key"]: entry for entry in shown}

    return told


def test_two_rows_with_one_code_are_shown_with_what_they_say(linked, staff, app, sheet, entries):
    for cell, value in (("B6", "Dọn vệ sinh nghĩa trang"), ("D6", "hai buổi"), ("E6", "I.1.1")):
        sheet(f"bang-a!{cell}", value)
    sheet("bang-a!D3", "ba buổi")
    linked("sync", "run")
    page = staff.get(PAGE).text
    check(app, page)
    assert buttons(page) == [
        f"Dòng 3: {ITEMS[0]} Kết quả: ba buổi",
        "Dòng 6: Dọn vệ sinh nghĩa trang Kết quả: hai buổi",
        "Mỗi dòng là một phần của việc này",
        "Để riêng, không đọc các dòng này",
        "Vẫn giữ việc này ở Sổ Việc",
        "Đơn vị không thực hiện nữa",
    ]
    assert press(staff, page, "Dòng 3").status_code == 303
    linked("sync", "run")
    assert entries()["I.1.1"]["result"] == "ba buổi"
    assert entries()["R.1"]["result"] == "hai buổi"
    page = staff.get(PAGE).text
    assert "Mã I.1.1" not in page
    assert "I.1.1 là dòng" in page


def test_a_row_that_holds_two_items_is_said_to_stand_for_both(flask, staff, app, emulator, entries):
    rows = [["TT", "Nội dung", "Trạng thái"], [1, ITEMS[0], None], [2, MERGED, "Hoàn thành"]]
    emulator.seed("gop", "Bảng gộp", [Tab("T", [*rows, [3, ITEMS[3], None]])])
    flask("sheet", "link", "1", "AP1", "/spreadsheets/d/gop/edit", "--yes")
    page = staff.get(PAGE).text
    check(app, page)
    assert buttons(page)[0] == "Đứng chung cho cả I.1.2, I.2.1"
    assert press(staff, page, "Đứng chung").status_code == 303
    assert "Không có gì phải hỏi" in staff.get(PAGE).text
    flask("sync", "run")
    assert {key: one["state"] for key, one in entries().items() if one["state"]} == {
        "I.1.2": "done",
        "I.2.1": "done",
    }


def test_any_items_of_the_plan_may_be_the_answer(flask, staff, app, emulator, entries, htmx):
    rows = [["TT", "Nội dung", "Trạng thái"], [1, ITEMS[0], None], [2, MERGED, "Hoàn thành"]]
    emulator.seed("gop", "Bảng gộp", [Tab("T", rows)])
    flask("sheet", "link", "1", "AP1", "/spreadsheets/d/gop/edit", "--yes")
    more = re.search(r'href="(/sheets/questions/\d+)"', staff.get(PAGE).text)
    assert more
    page = staff.get(more[1]).text
    check(app, page)
    assert page.count('type="checkbox" name="answer"') == 5
    told = staff.post(more[1], data={"answer": ["I.1.2", "I.2.1", "I.2.2"]}, headers=htmx)
    check(app, told.text, fragment=True)
    flask("sync", "run")
    assert [entries()[key]["state"] for key in ("I.1.2", "I.2.1", "I.2.2")] == ["done"] * 3
    assert staff.get(more[1]).status_code == 404


@pytest.mark.parametrize("office", [None, "dropped"])
def test_a_second_row_of_an_item_is_news_unless_the_office_wrote(
    flask, staff, emulator, entries, sheet, office
):
    rows = [["TT", "Nội dung", "Trạng thái"], [1, ITEMS[0], "Hoàn thành"], [2, MERGED, "Đang làm"]]
    emulator.seed("gop", "Bảng gộp", [Tab("T", rows)])
    flask("sheet", "link", "1", "AP1", "/spreadsheets/d/gop/edit", "--yes")
    if office:
        flask("checklist", "set", "1", "AP1", "I.1.1", "state", office)
    more = re.search(r'href="(/sheets/questions/\d+)"', staff.get(PAGE).text)
    assert more
    assert staff.post(more[1], data={"answer": "I.1.1"}).status_code == 303
    flask("sync", "run")
    told = [(one["key"], one["field"]) for one in flask("sync", "conflicts", "--json")]
    if office:
        assert told == [("I.1.1/2", "state")]
        assert sheet("gop!C3") == "Đang làm"
    else:
        assert told == []
        assert [entries()[f"I.1.1/{part}"]["state"] for part in (1, 2)] == ["done", "doing"]
        assert entries()["I.1.1"]["state"] == "doing"


def test_an_item_that_another_row_has_cannot_be_shared(flask, staff, emulator):
    rows = [["TT", "Nội dung", "Trạng thái"], [1, ITEMS[0], None], [2, MERGED, None]]
    emulator.seed("gop", "Bảng gộp", [Tab("T", rows)])
    flask("sheet", "link", "1", "AP1", "/spreadsheets/d/gop/edit", "--yes")
    more = re.search(r'href="(/sheets/questions/\d+)"', staff.get(PAGE).text)
    assert more
    refused = staff.post(more[1], data={"answer": ["I.1.1", "I.1.2"]})
    assert refused.status_code == 422
    assert "I.1.1 đã có ở dòng khác" in refused.text
    assert staff.post(more[1], data={}).status_code == 422


def test_the_wizard_lets_a_row_stand_for_several_items(flask, staff, app, db, emulator, entries):
    rows = [["TT", "Nội dung", "Trạng thái"], [1, ITEMS[0], None], [2, MERGED, "Hoàn thành"]]
    emulator.seed("gop", "Bảng gộp", [Tab("T", rows)])
    (checklist,) = db.conn.execute(
        "SELECT checklist.id FROM checklist JOIN unit ON unit.id = unit_id WHERE code = 'AP1'"
    ).fetchone()
    form: dict[str, Any] = {"checklist": checklist, "address": "/spreadsheets/d/gop/edit"}
    page = staff.get("/sheets/preview", query_string=form).text
    assert "đứng chung cho I.1.2, I.2.1" in page
    form["r3"] = ["I.1.2+I.2.1", "I.2.2"]
    page = staff.get("/sheets/preview", query_string=form).text
    check(app, page)
    assert len(re.findall(r'<select name="r3"', page)) == 4
    assert staff.post("/sheets/link", data=form).status_code == 303
    assert [entries()[key]["state"] for key in ("I.1.2", "I.2.1", "I.2.2")] == ["done"] * 3
    assert "Không có gì phải hỏi" in staff.get(PAGE).text


def test_what_only_tells_is_not_counted_and_can_be_put_away(linked, staff, app, sheet):
    sheet("bang-a!C3", "hỏi chị Lan")
    linked("sync", "run")
    page = staff.get(PAGE).text
    check(app, page)
    assert "1 điều cần biết" in page
    assert "dòng cần hỏi</a>" not in staff.get("/sheets/").text
    press(staff, page, "Đã biết")
    linked("sync", "run")
    assert "điều cần biết" not in staff.get(PAGE).text


def test_an_answer_to_leave_rows_alone_can_be_taken_back(linked, staff, sheet):
    sheet("bang-a!B6", ITEMS[0])
    sheet("bang-a!E6", "I.1.1")
    linked("sync", "run")
    press(staff, staff.get(PAGE).text, "Để riêng")
    linked("sync", "run")
    page = staff.get(PAGE).text
    assert "Mã I.1.1 có ở" not in page
    again = re.search(r'action="(/sheets/links/\d+/again)".*?name="about" value="([^"]+)"', page)
    assert again
    assert staff.post(again[1], data={"about": again[2]}).status_code == 303
    linked("sync", "run")
    assert "Mã I.1.1 có ở" in staff.get(PAGE).text


def test_nothing_of_a_closed_year_waits(linked, staff, sheet, db):
    sheet("bang-a!B6", ITEMS[0])
    sheet("bang-a!E6", "I.1.1")
    sheet("bang-a!D4", "mỗi tuần hai lần")
    linked("checklist", "set", "1", "AP1", "I.1.2", "result", "mỗi tuần một lần")
    linked("sync", "run")
    assert "Mã I.1.1 có ở" in staff.get(PAGE).text
    assert "mỗi tuần hai lần" in staff.get("/sheets/conflicts").text
    assert "chờ chọn" in staff.get("/").text
    linked("year", "close", "1", "2026")
    assert "Không có gì phải hỏi" in staff.get(PAGE).text
    assert "mỗi tuần hai lần" not in staff.get("/sheets/conflicts").text
    assert "chờ chọn" not in staff.get("/").text
    assert linked("sync", "conflicts", "--json") == []
