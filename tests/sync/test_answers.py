"""A person's answers about rows: honoured by every later round, never asked again, nothing lost."""

from collections.abc import Mapping
from typing import Any

import pytest

from sync.core.refusal import Refused
from sync.questions import AskedQuestion
from sync.reports import run_json
from tests.sync.world import ITEMS, SHEET, Tab, World, plain_rows

KEY, RESULT = 7, 5


@pytest.fixture
def linked(world: World) -> World:
    world.link()
    return world


def asked(world: World, *kinds: str) -> list[AskedQuestion]:
    """The one round's open questions, which must be of these kinds."""
    world.engine().run()
    found = world.engine().questions()
    assert [one.kind for one in found] == list(kinds), [one.text for one in found]
    return found


def answer(world: World, one: AskedQuestion, told: str) -> None:
    world.engine().answer(one.id, told, by="Cán bộ")


def settled(world: World) -> None:
    """After two more rounds nothing is asked, and a third writes nothing at all."""
    world.engine().run()
    world.engine().run()
    assert world.engine().questions() == []
    before = world.dump()
    assert run_json(world.engine().run())["requests"]["writes"] == 0
    assert world.dump() == before


def copy_row(world: World, row: int, to: int) -> None:
    """A person copies a row, key and all, and pastes it as a new one."""
    world.insert_row(to)
    line = world.grid()[row - 1]
    for column, value in enumerate(line, 1):
        if value != "":
            world.person(to, column, value)


def keys(world: World) -> list[str]:
    return [line[KEY - 1] if len(line) >= KEY else "" for line in world.grid()[3:]]


def lost_values(world: World, key: str) -> set[str | None]:
    """What stands in the history of an entry without ever having been its value."""
    return {new for _, _, new, chosen in world.history(key) if not chosen}


def test_of_a_row_copied_and_reworded_the_person_says_which_one_has_the_key(linked: World):
    copy_row(linked, 4, 10)
    linked.person(10, 2, "Dọn vệ sinh nghĩa trang liệt sĩ của xã")
    linked.person(10, RESULT, "2 buổi")
    linked.person(4, RESULT, "30 người")
    (one,) = asked(linked, "twice")
    assert [(row.row, row.values) for row in one.rows] == [
        (4, {"result": "30 người"}),
        (10, {"result": "2 buổi"}),
    ]
    assert linked.values("II.1.1")["result"] is None
    answer(linked, one, one.rows[0].answer)
    settled(linked)
    assert linked.values("II.1.1")["result"] == "30 người"
    assert linked.values("R.1")["text"] == "Dọn vệ sinh nghĩa trang liệt sĩ của xã"
    assert linked.values("R.1")["result"] == "2 buổi"
    assert keys(linked)[0] == "II.1.1"
    assert keys(linked)[6] == "R.1"


def test_the_values_of_a_true_copy_stay_in_the_sheet_and_in_the_history(linked: World):
    copy_row(linked, 4, 5)
    linked.person(4, RESULT, "30 người")
    linked.person(5, RESULT, "31 người")
    (one,) = asked(linked, "twice")
    answer(linked, one, one.rows[1].answer)
    settled(linked)
    assert linked.values("II.1.1")["result"] == "31 người"
    assert "30 người" in lost_values(linked, "II.1.1")
    assert (linked.cell(4, RESULT), linked.cell(4, KEY)) == ("30 người", "")
    assert linked.cell(5, KEY) == "II.1.1"


def test_rows_that_share_a_key_may_be_parts_of_one_item(linked: World):
    copy_row(linked, 4, 5)
    linked.person(5, 2, "Sinh hoạt chuyên đề văn hóa đọc đợt hai")
    linked.person(4, 4, "Đã xong")
    linked.person(5, 4, "Đang làm")
    (one,) = asked(linked, "twice")
    answer(linked, one, "parts")
    settled(linked)
    assert keys(linked)[:2] == ["II.1.1/1", "II.1.1/2"]
    assert linked.values("II.1.1/1")["state"] == "done"
    assert linked.values("II.1.1/2")["state"] == "doing"
    assert linked.values("II.1.1")["state"] == "doing"


def test_an_answer_may_be_to_leave_the_rows_alone(linked: World):
    copy_row(linked, 4, 5)
    linked.person(5, RESULT, "31 người")
    (one,) = asked(linked, "twice")
    answer(linked, one, "skip")
    settled(linked)
    assert keys(linked)[:2] == ["II.1.1", "II.1.1"]
    assert "31 người" in lost_values(linked, "II.1.1")


REWORDED = "Khám sức khỏe định kỳ, tặng thuốc"


def test_a_row_whose_wording_has_changed_may_still_be_the_same_work(linked: World):
    linked.person(4, 2, REWORDED)
    linked.person(4, RESULT, "30 người")
    (one,) = asked(linked, "text")
    assert linked.values("II.1.1")["result"] is None
    answer(linked, one, "II.1.1")
    settled(linked)
    assert linked.values("II.1.1")["result"] == "30 người"


@pytest.mark.parametrize("told", ["own", "II.2.2"])
def test_or_it_may_be_another_work_and_the_first_one_is_asked_about(linked: World, told: str):
    span = {"sheetId": 0, "dimension": "ROWS", "startIndex": 7, "endIndex": 8}
    linked.batch({"deleteDimension": {"range": span}})
    (gone,) = asked(linked, "gone")
    answer(linked, gone, "keep")
    linked.person(4, RESULT, "30 người")
    linked.engine().run()
    linked.person(4, 2, REWORDED)
    (one,) = asked(linked, "text")
    answer(linked, one, told)
    (gone,) = asked(linked, "gone")
    assert gone.about == "II.1.1"
    answer(linked, gone, "keep")
    settled(linked)
    key = "R.1" if told == "own" else told
    assert keys(linked)[0] == key
    assert linked.values(key)["result"] == "30 người"
    assert linked.values("II.1.1")["result"] == "30 người"


def test_a_row_that_lost_its_wording_gets_it_back(linked: World):
    linked.person(10, 1, 7)
    linked.person(10, 2, "Làm sân bóng chuyền cho thanh niên")
    linked.engine().run()
    linked.person(10, 2, None)
    linked.person(10, RESULT, "1 sân")
    (one,) = asked(linked, "text")
    answer(linked, one, "R.1")
    settled(linked)
    assert linked.cell(10, 2) == "Làm sân bóng chuyền cho thanh niên"
    assert linked.values("R.1")["result"] == "1 sân"


def delete_row(world: World, row: int) -> None:
    span = {"sheetId": 0, "dimension": "ROWS", "startIndex": row - 1, "endIndex": row}
    world.batch({"deleteDimension": {"range": span}})


def test_a_work_whose_row_is_gone_is_kept_or_dropped_with_the_reason(linked: World):
    linked.person(4, RESULT, "30 người")
    linked.engine().run()
    delete_row(linked, 5)
    delete_row(linked, 4)
    kept, dropped = asked(linked, "gone", "gone")
    answer(linked, kept, "keep")
    answer(linked, dropped, "dropped")
    settled(linked)
    assert linked.values("II.1.1")["result"] == "30 người"
    assert linked.values("II.1.1")["state"] is None
    assert linked.values("II.1.2")["state"] == "dropped"
    assert ("reason", None, "Dòng không còn trong bảng của đơn vị", 1) in linked.history("II.1.2")


def test_a_row_that_came_back_and_is_gone_again_is_another_question(linked: World):
    delete_row(linked, 4)
    (one,) = asked(linked, "gone")
    answer(linked, one, "keep")
    linked.insert_row(4)
    linked.person(4, 1, 1)
    linked.person(4, 2, ITEMS[0].text)
    settled(linked)
    delete_row(linked, 4)
    asked(linked, "gone")


def test_rows_gone_that_were_told_do_not_stop_the_link_again(linked: World):
    for _ in range(3):
        delete_row(linked, 4)
    engine = linked.engine()
    assert engine.run().units[0].outcome == "held"
    engine.allow(linked.link_id)
    assert engine.run().units[0].outcome != "held"
    assert engine.run().units[0].outcome != "held"
    assert [q.kind for q in engine.questions()] == ["gone"] * 3


def test_a_second_row_of_an_item_becomes_its_part(linked: World):
    linked.person(4, RESULT, "30 người")
    linked.engine().run()
    linked.person(10, 1, 7)
    linked.person(10, 2, "Tổ chức sinh hoạt chuyên đề về văn hóa đọc cho đoàn viên trường học")
    linked.person(10, RESULT, "12 người")
    (one,) = asked(linked, "match")
    assert one.candidates == ("II.1.1",)
    answer(linked, one, "II.1.1")
    settled(linked)
    assert (keys(linked)[0], keys(linked)[6]) == ("II.1.1/1", "II.1.1/2")
    assert linked.values("II.1.1/1")["result"] == "30 người"
    assert linked.values("II.1.1/2")["result"] == "12 người"
    assert linked.values("II.1.1")["result"] == "30 người"


def test_a_code_that_no_plan_has_is_answered_by_what_the_row_is(linked: World):
    linked.person(10, 1, 7)
    linked.person(10, 2, "Làm sân bóng chuyền cho thanh niên")
    linked.person(10, KEY, "X9")
    (one,) = asked(linked, "code")
    answer(linked, one, "own")
    settled(linked)
    assert linked.values("R.1")["text"] == "Làm sân bóng chuyền cho thanh niên"
    assert keys(linked)[6] == "R.1"


@pytest.mark.parametrize("read_only", [False, True])
def test_two_rows_that_say_the_same_may_be_two_works(linked: World, read_only: bool):
    linked.engine().set_modes(linked.link_id, read_only=read_only, add_rows=False)
    for row in (10, 11):
        linked.person(row, 1, row - 3)
        linked.person(row, 2, "Họp ban chấp hành hằng quý")
        linked.person(row, RESULT, f"lần {row - 9}")
    found = asked(linked, "match")
    answer(linked, found[0], "own")
    settled(linked)
    assert linked.values("R.1")["result"] == "lần 1"
    assert linked.values("R.2")["result"] == "lần 2"


def test_news_is_put_away_until_it_says_something_else(linked: World):
    linked.person(4, 4, "hỏi chị Lan")
    (one,) = asked(linked, "unreadable")
    assert not one.waits
    answer(linked, one, "seen")
    settled(linked)
    linked.insert_row(4)
    settled(linked)
    linked.person(5, 4, "hỏi anh Minh")
    asked(linked, "unreadable")


def codes(rows: list[list[Any]], told: Mapping[int, str]) -> list[list[Any]]:
    """The unit's own column of codes beside its table; `told` by row."""
    head = [*rows[:2], [*rows[2], "Mã"]]
    return head + [[*row, told.get(at)] for at, row in enumerate(rows[3:], 4)]


def test_a_code_that_the_unit_typed_is_never_written_over(world: World):
    told = {row: item.key for row, item in enumerate(ITEMS, 4)} | {5: "II.1.1"}
    rows = codes(plain_rows(), told)
    rows[4][1] = "Sinh hoạt văn hóa đọc cho đoàn viên, đợt hai"
    world.emulator.seed(SHEET, "Đoàn xã Một", [Tab("Trang tính1", rows)])
    world.link()
    before = world.grid()
    for one in world.engine().questions():
        answer(world, one, "II.1.1")
    settled(world)
    assert world.grid() == before
    assert [key for key in world.entry_keys() if "/" in key] == ["II.1.1/1", "II.1.1/2"]


def test_an_answer_that_does_not_fit_is_refused(linked: World):
    copy_row(linked, 4, 5)
    (one,) = asked(linked, "twice")
    with pytest.raises(Refused):
        answer(linked, one, "II.9.9")
    with pytest.raises(Refused):
        linked.engine().answer(99, "own", by="Cán bộ")


def test_nothing_waits_in_a_closed_year(linked: World):
    copy_row(linked, 4, 5)
    linked.person(6, RESULT, "20")
    linked.office("II.1.2", "result", "25")
    linked.engine().run()
    engine = linked.engine()
    assert (len(engine.questions()), len(engine.conflicts())) == (1, 1)
    linked.db.conn.execute("UPDATE checklist SET closed_at = '2027-01-02T00:00:00Z'")
    assert (engine.questions(), engine.conflicts()) == ([], [])
    assert [(one.questions, one.conflicts) for one in engine.status()] == [(0, 0)]
