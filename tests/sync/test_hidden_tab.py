"""A person takes the hidden tab away while a write is unsettled: nothing is lost or doubled."""

from collections.abc import Callable

import pytest

from sync.emulator.messages import Request
from sync.linking import Wish
from sync.replicas.google_batch import HIDDEN_ID
from sync.reports import run_json
from tests.sync.test_races import before_write, fault
from tests.sync.world import ITEMS, SHEET, Tab, World, plain_rows

RESULT = 5


@pytest.fixture
def linked(world: World) -> World:
    world.link()
    world.person(5, RESULT, "300 cây")
    world.person(6, RESULT, "3 gia đình")
    world.engine().run()
    return world


def delete_hidden(world: World) -> None:
    world.batch({"deleteSheet": {"sheetId": HIDDEN_ID}})


def empty_hidden(world: World) -> None:
    area = {"sheetId": HIDDEN_ID}
    world.batch({"updateCells": {"range": area, "fields": "userEnteredValue"}})


def before_second_read(world: World, act: Callable[[World], None]) -> None:
    """Let a person act between our write and our next reading; other hooks go on."""
    before, reads = world.emulator.before_request, [0]

    def hook(request: Request) -> None:
        if before is not None:
            before(request)
        reads[0] += request.method == "GET"
        if request.method == "GET" and reads[0] == 2:
            act(world)

    world.emulator.before_request = hook


def settled(world: World) -> None:
    world.emulator.before_request = None
    world.engine().run()
    before = world.dump()
    assert run_json(world.engine().run())["requests"]["writes"] == 0
    assert world.dump() == before


def results(world: World) -> dict[str, str]:
    """What the sheet says, by key; a row without a key under its number."""
    return {
        line[6] if len(line) > 6 and line[6] else str(at): line[RESULT - 1]
        for at, line in enumerate(world.grid()[3:], 4)
        if len(line) >= RESULT and line[RESULT - 1]
    }


def written_blindly(world: World, inserted: int, away: Callable[[World], None]) -> None:
    """A row is inserted in the last second, the reply is lost, and the witness goes, too."""
    world.office("II.1.3", "result", "14 gia đình")
    fault(world, "drop_after")
    before_write(world, lambda: world.insert_row(inserted))
    before_second_read(world, away)
    world.engine().run()
    settled(world)


AWAY = pytest.mark.parametrize("away", [delete_hidden, empty_hidden])


@AWAY
@pytest.mark.parametrize("do", ["drop_before", "drop_after", "500_after"])
def test_a_write_whose_outcome_is_unknown_is_read_from_the_sheet_itself(
    linked: World, do: str, away: Callable[[World], None]
):
    linked.office("II.1.1", "state", "done")
    linked.office("II.1.2", "result", "350 cây")
    fault(linked, do)
    before_second_read(linked, away)
    report = run_json(linked.engine().run())
    assert report["failed"] == 0
    settled(linked)
    assert linked.cell(4, 4) == "Đã xong"
    assert results(linked) == {"II.1.2": "350 cây", "II.1.3": "3 gia đình"}
    assert linked.values("II.1.3")["result"] == "3 gia đình"


@AWAY
def test_what_a_misplaced_write_replaced_is_put_back_by_its_value(
    linked: World, away: Callable[[World], None]
):
    linked.office("II.1.3", "result", "14 gia đình")
    before_write(linked, lambda: linked.insert_row(4))
    before_second_read(linked, away)
    linked.engine().run()
    settled(linked)
    assert results(linked) == {"II.1.2": "300 cây", "II.1.3": "14 gia đình"}
    assert linked.values("II.1.2")["result"] == "300 cây"


@AWAY
def test_a_value_that_may_stand_on_a_foreign_row_is_asked_about(
    linked: World, away: Callable[[World], None]
):
    written_blindly(linked, 4, away)
    engine = linked.engine()
    (one,) = engine.conflicts()
    assert (one.key, one.local, one.sheet, one.base) == (
        *("II.1.2", "300 cây", "14 gia đình"),
        None,
    )
    assert linked.values("II.1.2")["result"] == "300 cây"
    engine.settle(one.id, "local", by="Cán bộ")
    settled(linked)
    assert results(linked) == {"II.1.2": "300 cây", "II.1.3": "14 gia đình"}


@AWAY
def test_on_a_row_that_carries_nothing_it_is_taken_away_again(
    linked: World, away: Callable[[World], None]
):
    written_blindly(linked, 6, away)
    assert results(linked) == {"II.1.2": "300 cây", "II.1.3": "14 gia đình"}
    assert linked.engine().conflicts() == []


def test_a_hidden_tab_gone_before_our_write_is_made_again_in_the_same_run(linked: World):
    linked.office("II.1.2", "result", "350 cây")
    before_write(linked, lambda: delete_hidden(linked))
    report = run_json(linked.engine().run())
    assert (report["failed"], report["pushed"]) == (0, 1)
    settled(linked)
    assert results(linked)["II.1.2"] == "350 cây"


def test_rows_added_with_a_lost_reply_are_not_added_twice(world: World):
    world.emulator.seed(SHEET, "Đoàn xã Một", [Tab("Trang tính1", plain_rows(ITEMS[1:5]))])
    world.link()
    world.engine().set_modes(world.link_id, read_only=False, add_rows=True)
    world.office("II.1.1", "state", "doing")
    fault(world, "drop_after")
    before_second_read(world, delete_hidden)
    world.engine().run()
    settled(world)
    rows = world.grid()[3:]
    assert [row[6] for row in rows] == [item.key for item in ITEMS]
    assert rows[0][3] == "Đang làm"


def titles(world: World) -> list[str]:
    told = world.call("GET", f"/v4/spreadsheets/{world.spreadsheet}")
    return [sheet["properties"]["title"] for sheet in told["sheets"]]


def test_a_tab_of_the_units_that_has_our_name_stays_and_ours_gets_another(world: World):
    world.batch({"addSheet": {"properties": {"title": "_SoViec", "sheetId": 77}}})
    told = world.engine().preview(Wish(1, SHEET))
    assert any("“_soviec2”" in added for added in told.added)
    world.link()
    world.office("II.1.2", "result", "350 cây")
    assert run_json(world.engine().run())["pushed"] == 1
    assert titles(world) == ["Trang tính1", "_SoViec", "_soviec2"]
    world.engine().unlink(world.link_id, by="Cán bộ")
    assert titles(world) == ["Trang tính1", "_SoViec"]


def shrink_hidden(world: World) -> None:
    size = {"sheetId": HIDDEN_ID, "gridProperties": {"rowCount": 1, "columnCount": 1}}
    fields = "gridProperties(rowCount,columnCount)"
    world.batch({"updateSheetProperties": {"properties": size, "fields": fields}})


@pytest.mark.parametrize("when", ["before the round", "before its write"])
def test_a_hidden_tab_made_tiny_grows_again(linked: World, when: str):
    if when == "before the round":
        shrink_hidden(linked)
    else:
        before_write(linked, lambda: shrink_hidden(linked))
    linked.office("II.1.2", "result", "350 cây")
    report = run_json(linked.engine().run())
    assert (report["failed"], report["pushed"]) == (0, 1)
    settled(linked)


def test_a_hidden_tab_made_tiny_keeps_no_sheet_from_being_let_go(linked: World):
    shrink_hidden(linked)
    linked.engine().unlink(linked.link_id, by="Cán bộ")
    assert titles(linked) == ["Trang tính1"]
    assert [row[6:] for row in linked.grid()[2:]] == [[]] * 7


def test_words_typed_over_the_hidden_tab_make_no_copy_of_it(linked: World):
    for row in range(1, 6):
        linked.person(row, 2, f"rác {row}", HIDDEN_ID)
    linked.office("II.1.2", "result", "350 cây")
    report = run_json(linked.engine().run())
    assert (report["held"], report["pushed"]) == (0, 1)
    settled(linked)
    assert linked.grid("_soviec")[1][1] == SHEET
