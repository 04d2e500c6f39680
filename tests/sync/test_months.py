"""A unit that begins a new tab each month: the link follows."""

from typing import Any

import pytest

from sync import base, months
from sync.core.refusal import Refused
from sync.reports import run_json
from sync.transaction import write_tx
from tests.sync.world import ITEMS, SHEET, Tab, World, plain_rows

STATE, RESULT, NOTE, KEY = 4, 5, 6, 7


def seed(world: World, *titles: str) -> None:
    world.emulator.seed(SHEET, "Đoàn xã Một 2026", [Tab(title, plain_rows()) for title in titles])


def follow(world: World) -> None:
    """The first tab is linked; the link is told to follow its series."""
    link = base.link(world.db, world.link())
    assert link is not None
    with write_tx(world.db):
        assert months.follow(world.db, link) == "thang"


def run(world: World) -> dict[str, Any]:
    return run_json(world.engine().run())


def tab_id(world: World, title: str) -> int:
    told = world.call("GET", f"/v4/spreadsheets/{SHEET}")
    found = (s["properties"] for s in told["sheets"])
    return int(next(one["sheetId"] for one in found if one["title"] == title))


def copy_tab(world: World, source: int, title: str) -> int:
    """A person duplicates a tab and gives it this name."""
    answer = world.batch(
        {"duplicateSheet": {"sourceSheetId": source, "newSheetName": title, "insertSheetIndex": 1}}
    )
    return int(answer["replies"][0]["duplicateSheet"]["properties"]["sheetId"])


def test_the_newest_tab_is_live_and_gets_what_the_office_writes(world):
    seed(world, "Tháng 1")
    follow(world)
    world.person(4, STATE, "Đang làm")
    run(world)
    second = copy_tab(world, 0, "Tháng 2")
    world.person(4, STATE, "Đã xong", second)
    world.office("II.1.2", "result", "120 cây")
    told = run(world)
    assert (told["pulled"], told["pushed"], told["conflicts"], told["held"]) == (1, 1, 0, 0)
    assert world.values("II.1.1")["state"] == "done"
    assert world.grid("Tháng 2")[4][RESULT - 1] == "120 cây"
    assert len(world.grid("Tháng 1")[4]) < RESULT or not world.grid("Tháng 1")[4][RESULT - 1]
    before = world.dump()
    assert run(world)["requests"]["writes"] == 0
    assert world.dump() == before


def test_an_empty_new_month_clears_nothing(world):
    seed(world, "Tháng 1")
    follow(world)
    for row in range(4, 10):
        world.person(row, STATE, "Đã xong")
        world.person(row, RESULT, f"kết quả {row}")
    run(world)
    second = copy_tab(world, 0, "Tháng 2")
    for row in range(4, 10):
        world.person(row, STATE, None, second)
        world.person(row, RESULT, None, second)
    world.person(4, RESULT, "thêm 20 cây", second)
    told = run(world)
    assert (told["held"], told["pulled"], told["pushed"]) == (0, 1, 0)
    assert world.values("II.1.1")["result"] == "thêm 20 cây"
    assert world.values("II.1.1")["state"] == "done"
    assert world.values("II.2.3")["result"] == "kết quả 9"
    assert world.grid("Tháng 2")[4][STATE - 1] == ""


def test_tabs_made_ahead_wait_until_their_month_comes(world):
    seed(world, "Tháng 1", "Tháng 2", "Tháng 3")
    follow(world)
    world.person(4, STATE, "Đang làm")
    world.office("II.1.2", "result", "120 cây")
    run(world)
    assert world.grid("Tháng 1")[4][RESULT - 1] == "120 cây"
    third = tab_id(world, "Tháng 3")
    world.person(5, RESULT, "300 cây", third)
    assert run(world)["conflicts"] == 0
    assert world.values("II.1.2")["result"] == "300 cây"
    keys = [row[KEY - 1] for row in world.grid("Tháng 3")[3:9]]
    assert keys == [item.key for item in ITEMS]


def test_work_that_stands_in_an_earlier_month_only_is_still_read(world):
    seed(world, "Tháng 1")
    follow(world)
    second = copy_tab(world, 0, "Tháng 2")
    world.batch(
        {"deleteDimension": {"range": {"sheetId": second, "dimension": "ROWS",
                                       "startIndex": 6, "endIndex": 9}}}
    )  # fmt: skip
    world.person(4, STATE, "Đã xong", second)
    world.person(8, RESULT, "2 lớp")
    told = run(world)
    assert (told["held"], told["failed"]) == (0, 0)
    assert world.values("II.1.1")["state"] == "done"
    assert world.values("II.2.2")["result"] == "2 lớp"
    assert world.engine().questions() == []


def test_a_copied_tab_is_asked_about_once_and_not_read(world):
    seed(world, "Tháng 1")
    follow(world)
    copied = copy_tab(world, 0, "Bản sao của Tháng 1")
    world.person(4, STATE, "Đã xong", copied)
    run(world)
    run(world)
    (asked,) = world.engine().questions()
    assert "Bản sao của Tháng 1" in asked.text
    assert world.values("II.1.1")["state"] is None
    world.batch(
        {"updateSheetProperties": {"properties": {"sheetId": copied, "title": "Tháng 2"},
                                   "fields": "title"}}
    )  # fmt: skip
    run(world)
    assert world.engine().questions() == []
    assert world.values("II.1.1")["state"] == "done"


def test_a_tab_that_is_no_month_cannot_be_followed(world):
    link = base.link(world.db, world.link())
    assert link is not None
    with pytest.raises(Refused, match="không phải là tháng"):
        months.follow(world.db, link)


def test_unlinking_takes_our_keys_out_of_every_month(world):
    seed(world, "Tháng 1")
    before = world.grid("Tháng 1")
    follow(world)
    run(world)
    second = copy_tab(world, 0, "Tháng 2")
    world.person(4, STATE, "Đã xong", second)
    run(world)
    world.engine().unlink(world.link_id, by="Cán bộ")
    assert world.grid("Tháng 1") == before
    assert [row[KEY - 1 :] for row in world.grid("Tháng 2")[2:]] == [[]] * 7
    told = world.call("GET", f"/v4/spreadsheets/{SHEET}")
    assert [s["properties"]["title"] for s in told["sheets"]] == ["Tháng 1", "Tháng 2"]


def test_another_tab_linked_meanwhile_keeps_no_month_from_being_cleared(world):
    seed(world, "Tháng 1", "Tổng hợp")
    before = world.grid("Tháng 1")
    follow(world)
    run(world)
    old = world.link_id
    world.emulator.faults.set([{"match": "POST", "times": 9, "do": "403"}])
    world.engine().unlink(old, by="Cán bộ")
    world.emulator.faults.set([])
    world.link(sheet_id=tab_id(world, "Tổng hợp"))
    assert world.grid("Tháng 1")[3][KEY - 1] == ITEMS[0].key
    assert [link.id for link in base.uncleared(world.db, SHEET)] == [old]
    world.engine().clear([old], by="Cán bộ")
    assert world.grid("Tháng 1") == before
    assert base.uncleared(world.db, SHEET) == []


def called(world: World, sheet_id: int, title: str) -> None:
    """A person gives a tab another name."""
    properties = {"sheetId": sheet_id, "title": title}
    world.batch({"updateSheetProperties": {"properties": properties, "fields": "title"}})


@pytest.fixture
def february(world: World) -> int:
    """`Tháng 2` is live and says more than `Tháng 1`; the office has written there, too."""
    seed(world, "Tháng 1")
    follow(world)
    world.person(4, RESULT, "tháng một")
    run(world)
    second = copy_tab(world, 0, "Tháng 2")
    world.person(4, RESULT, "tháng hai", second)
    world.office("II.1.2", "state", "done")
    run(world)
    return second


def said(world: World) -> list[str | None]:
    return [world.values("II.1.1")["result"], world.values("II.1.2")["state"]]


@pytest.mark.parametrize("title", ["Tháng hai", "Báo cáo mới nhất", "Bản sao của Tháng 1"])
def test_the_live_tab_stays_live_whatever_it_is_called(world, february, title):
    called(world, february, title)
    world.person(6, RESULT, "14 gia đình", february)
    world.office("II.2.1", "note", "gấp")
    told = run(world)
    assert (told["pulled"], told["pushed"], told["held"]) == (1, 1, 0)
    run(world)
    assert said(world) == ["tháng hai", "done"]
    assert world.values("II.1.3")["result"] == "14 gia đình"
    assert world.grid(title)[6][NOTE - 1] == "gấp"
    asked = [question.text for question in world.engine().questions()]
    assert [title in text for text in asked] == ([] if title == "Tháng hai" else [True])
    third = copy_tab(world, february, "Tháng 3")
    world.person(4, RESULT, "tháng ba", third)
    run(world)
    assert said(world) == ["tháng ba", "done"]
    assert world.engine().status()[0].link.sheet_id == third


def test_a_live_tab_that_cannot_be_read_is_held_and_no_earlier_one_is_taken_for_it(world, february):
    world.person(3, RESULT, "gì đó khác hẳn thế này", february)
    assert run(world)["held"] == 1
    assert said(world) == ["tháng hai", "done"]


def test_a_live_tab_that_is_gone_is_asked_about_and_takes_nothing_back(world, february):
    world.batch({"deleteSheet": {"sheetId": february}})
    for _ in range(2):
        told = run(world)
        assert (told["held"], told["requests"]["writes"]) == (1, 0)
        assert "“Tháng 2” đã nối không còn" in told["units"][0]["message"]
        assert said(world) == ["tháng hai", "done"]
    world.engine().allow(world.link_id)
    told = run(world)
    assert (told["held"], told["pulled"], told["conflicts"]) == (0, 0, 1)
    assert said(world) == ["tháng hai", "done"]
    assert world.grid("Tháng 1")[4][STATE - 1] == "Đã xong"
    (one,) = world.engine().conflicts()
    assert (one.local, one.sheet) == ("tháng hai", "tháng một")


def test_where_the_live_tab_gave_way_to_a_later_one_its_blanks_clear_nothing(world, february):
    third = copy_tab(world, february, "Tháng 3")
    for row in range(4, 10):
        world.person(row, STATE, None, third)
        world.person(row, RESULT, None, third)
    world.person(6, RESULT, "14 gia đình", third)
    world.batch({"deleteSheet": {"sheetId": february}})
    told = run(world)
    assert (told["held"], told["pulled"]) == (0, 1)
    assert world.values("II.1.3")["result"] == "14 gia đình"
    assert said(world) == ["tháng hai", "done"]
    assert world.grid("Tháng 3")[4][STATE - 1] == "Đã xong"
    before = world.dump()
    assert run(world)["requests"]["writes"] == 0
    assert world.dump() == before


def test_a_month_whose_name_says_more_is_asked_about(world, february):
    third = copy_tab(world, february, "Tháng 3 (chính thức)")
    copy_tab(world, february, "Danh bạ")
    world.batch({"addSheet": {"properties": {"title": "Tháng 2 - ảnh"}}})
    run(world)
    (asked,) = world.engine().questions()
    assert "Tháng 3 (chính thức)" in asked.text
    called(world, third, "Tháng 3")
    run(world)
    assert world.engine().questions() == []


def test_a_link_made_again_without_its_months_leaves_no_key_in_them(world, february):
    world.emulator.faults.set([{"match": "POST", "times": 9, "do": "403"}])
    world.engine().unlink(world.link_id, by="Cán bộ")
    world.emulator.faults.set([])
    assert world.grid("Tháng 1")[3][KEY - 1] == ITEMS[0].key
    world.link(sheet_id=february)
    assert [len(row) < KEY for row in world.grid("Tháng 1")[2:]] == [True] * 7
    assert world.grid("Tháng 2")[3][KEY - 1] == ITEMS[0].key
    world.engine().unlink(world.link_id, by="Cán bộ")
    assert [len(row) < KEY for row in world.grid("Tháng 2")[2:]] == [True] * 7
    assert base.uncleared(world.db, SHEET) == []
