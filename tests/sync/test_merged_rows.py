"""One row of a unit's sheet that stands for several items: a question once, then for all."""

from collections.abc import Callable

import pytest

from sync.core.plan_read import norm
from sync.core.refusal import Refused
from sync.linking import Wish
from sync.reports import run_json
from tests.sync.test_answers import answer, asked, delete_row, keys, settled
from tests.sync.test_races import before_write
from tests.sync.world import ITEMS, SHEET, Tab, World, plain_rows

BOTH = "II.1.2+II.1.3"
WORDS = (
    "Ra quân trồng cây xanh tại các tuyến đường nông thôn; "
    "thăm hỏi gia đình chính sách nhân ngày 27 tháng 7"
)
ROW, STATE, RESULT, KEY = 5, 4, 5, 7


@pytest.fixture
def merged(world: World) -> World:
    """The unit wrote two items into one row; a person said so."""
    rows = plain_rows([ITEMS[0], *ITEMS[2:]])
    rows[ROW - 1][1] = WORDS
    world.emulator.seed(SHEET, "Đoàn xã Một", [Tab("Trang tính1", rows)])
    world.link()
    (one,) = world.engine().questions()
    assert (one.kind, one.candidates) == ("match", (BOTH, "II.1.2", "II.1.3"))
    answer(world, one, BOTH)
    settled(world)
    return world


def told(world: World, name: str) -> list[str | None]:
    return [world.values(key)[name] for key in ("II.1.2", "II.1.3")]


def test_its_key_names_all_of_them_and_what_it_says_is_said_of_each(merged: World):
    assert keys(merged) == ["II.1.1", BOTH, "II.2.1", "II.2.2", "II.2.3"]
    merged.person(ROW, STATE, "Đã xong")
    merged.person(ROW, RESULT, "120 cây, 14 gia đình")
    report = run_json(merged.engine().run())
    assert report["pulled"] == 4
    assert told(merged, "state") == ["done", "done"]
    assert told(merged, "result") == ["120 cây, 14 gia đình"] * 2
    settled(merged)


def test_it_is_written_only_when_all_agree(merged: World):
    merged.office("II.1.2", "state", "doing")
    (one,) = asked(merged, "several")
    assert [(row.answer, row.values) for row in one.rows] == [
        ("II.1.2", {"state": "doing"}),
        ("II.1.3", {"state": None}),
    ]
    assert merged.cell(ROW, STATE) == ""
    merged.office("II.1.3", "state", "doing")
    settled(merged)
    assert merged.cell(ROW, STATE) == "Đang làm"


def test_a_person_says_which_of_them_speaks_for_all(merged: World):
    merged.office("II.1.2", "state", "doing")
    merged.office("II.1.3", "state", "done")
    (one,) = asked(merged, "several")
    answer(merged, one, "II.1.3")
    settled(merged)
    assert merged.cell(ROW, STATE) == "Đã xong"
    assert told(merged, "state") == ["done", "done"]
    assert ("state", "doing", "done", 1) in merged.history("II.1.2")


def test_or_that_they_stay_different_and_the_sheet_as_it_is(merged: World):
    merged.person(ROW, STATE, "Đang làm")
    merged.engine().run()
    merged.office("II.1.2", "state", "done")
    (one,) = asked(merged, "several")
    answer(merged, one, "differ")
    settled(merged)
    assert (merged.cell(ROW, STATE), told(merged, "state")) == ("Đang làm", ["done", "doing"])
    merged.person(ROW, STATE, "Đã xong")
    settled(merged)
    assert told(merged, "state") == ["done", "done"]


def test_where_the_unit_wrote_too_only_the_item_that_differs_is_asked_about(merged: World):
    merged.office("II.1.2", "result", "150 cây")
    merged.person(ROW, RESULT, "120 cây")
    engine = merged.engine()
    assert run_json(engine.run())["conflicts"] == 1
    assert told(merged, "result") == ["150 cây", "120 cây"]
    (one,) = engine.conflicts()
    assert (one.key, one.local, one.sheet) == ("II.1.2", "150 cây", "120 cây")
    engine.settle(one.id, "sheet", by="Cán bộ")
    settled(merged)
    assert told(merged, "result") == ["120 cây", "120 cây"]


def sort_all(world: World) -> None:
    span = {"sheetId": 0, "startRowIndex": 3, "endRowIndex": 8, "endColumnIndex": 7}
    specs = [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]
    world.batch({"sortRange": {"range": span, "sortSpecs": specs}})


def sort_without_keys(world: World) -> None:
    span = {"sheetId": 0, "startRowIndex": 3, "endRowIndex": 8, "endColumnIndex": 6}
    specs = [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]
    world.batch({"sortRange": {"range": span, "sortSpecs": specs}})


def clear_keys(world: World) -> None:
    for row in range(3, 9):
        world.person(row, KEY, None)


@pytest.mark.parametrize("act", [sort_all, sort_without_keys, clear_keys])
def test_it_is_found_again_wherever_it_stands(merged: World, act: Callable[[World], None]):
    act(merged)
    at = next(n for n, line in enumerate(merged.grid(), 1) if len(line) > 1 and line[1] == WORDS)
    merged.person(at, RESULT, "120 cây")
    settled(merged)
    assert told(merged, "result") == ["120 cây"] * 2
    assert keys(merged)[at - 4] == BOTH


def test_a_reply_lost_or_a_row_inserted_meanwhile_doubles_and_loses_nothing(merged: World):
    merged.office("II.1.2", "result", "120 cây")
    merged.office("II.1.3", "result", "120 cây")
    before_write(merged, lambda: merged.insert_row(4))
    merged.emulator.faults.set([{"match": "POST .*batchUpdate", "times": 1, "do": "drop_after"}])
    merged.engine().run()
    settled(merged)
    shown = [line[1:KEY] for line in merged.grid()[3:] if len(line) > 4 and line[4]]
    assert shown == [[WORDS, "", "", "120 cây", "", BOTH]]


def test_a_run_is_undone_for_all_of_them(merged: World):
    merged.person(ROW, RESULT, "120 cây")
    engine = merged.engine()
    run = engine.run().run
    engine.undo(run, by="Cán bộ")
    assert (told(merged, "result"), merged.cell(ROW, RESULT)) == ([None, None], "")


def test_its_row_gone_is_one_question(merged: World):
    delete_row(merged, ROW)
    (one,) = asked(merged, "gone")
    answer(merged, one, "dropped")
    settled(merged)
    assert told(merged, "state") == ["dropped", "dropped"]


def test_an_item_that_gets_a_row_of_its_own_is_asked_about(merged: World):
    merged.insert_row(6)
    merged.person(6, 1, 9)
    merged.person(6, 2, ITEMS[2].text)
    (one,) = asked(merged, "match")
    with pytest.raises(Refused):
        answer(merged, one, "II.1.3")
    answer(merged, one, "own")
    settled(merged)


def test_unlinking_takes_its_key_away(merged: World):
    merged.engine().unlink(merged.link_id, by="Cán bộ")
    assert all(len(line) < KEY for line in merged.grid())


def test_linked_again_with_the_keys_still_there_it_is_known(merged: World):
    merged.emulator.faults.set([{"match": "POST", "times": 9, "do": "403"}])
    merged.engine().unlink(merged.link_id, by="Cán bộ")
    merged.emulator.faults.set([])
    merged.link()
    assert merged.engine().questions() == []
    merged.person(ROW, RESULT, "120 cây")
    settled(merged)
    assert told(merged, "result") == ["120 cây"] * 2


def test_said_in_the_preview_it_is_never_asked(world: World):
    rows = plain_rows([ITEMS[0], *ITEMS[2:]])
    rows[ROW - 1][1] = WORDS
    rows[ROW - 1][RESULT - 1] = "120 cây"
    world.emulator.seed(SHEET, "Đoàn xã Một", [Tab("Trang tính1", rows)])
    engine = world.engine()
    wish = Wish(1, SHEET, answers=((norm(WORDS), BOTH),))
    preview = engine.preview(wish)
    assert [(told.key, told.new) for told in preview.pulls] == [
        ("II.1.2", "120 cây"),
        ("II.1.3", "120 cây"),
    ]
    engine.link(preview, by="Cán bộ")
    world.link_id = 1
    settled(world)
    assert told(world, "result") == ["120 cây"] * 2


def test_rows_are_not_added_for_items_that_a_merged_row_carries(merged: World):
    engine = merged.engine()
    engine.set_modes(merged.link_id, read_only=False, add_rows=True)
    engine.run()
    assert keys(merged) == ["II.1.1", BOTH, "II.2.1", "II.2.2", "II.2.3"]
