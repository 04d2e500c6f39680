"""A column of boxes says done or not; what else the office says of a work stays in the intranet."""

import pytest

from sync.emulator.server import checkboxes
from sync.reports import run_json
from tests.sync.test_links import whole
from tests.sync.world import ITEMS, SHEET, Tab, World, plain_rows

BOX, KEY, ROW = 4, "II.1.1", 4
SAID = {"doing": "đang làm", "dropped": "không làm nữa", None: "chưa có thông tin"}


@pytest.fixture
def boxes(world: World) -> World:
    """A box for each work, the first ticked; both sides know it."""
    rows: list[list[object]] = [["THEO DÕI"], [], ["TT", "Nội dung", "Hạn", "Xong"]]
    rows += [[n, item.text, None, n == 1] for n, item in enumerate(ITEMS, 1)]
    tab = Tab("Trang tính1", rows, validations={"D4:D9": checkboxes()})
    world.emulator.seed(SHEET, "Đoàn xã Một", [tab])
    world.link()
    return world


@pytest.mark.parametrize("state", SAID)
def test_what_a_box_cannot_say_stays_in_the_intranet_and_is_told(
    boxes: World, state: str | None
) -> None:
    boxes.office(KEY, "state", state)
    before = whole(boxes)
    for dry in (True, False, False):
        report = boxes.engine().run(dry_run=dry)
        assert run_json(report)["requests"]["writes"] == 0
        told = report.units[0].message
        assert f"Dòng {ROW}: Ô đánh dấu không nói được “{SAID[state]}”" in told
        assert "Sổ Việc vẫn giữ điều đã ghi" in told
    assert whole(boxes) == before
    assert boxes.values(KEY)["state"] == state
    assert [ask.kind for ask in boxes.engine().questions()] == ["unwritable"]
    assert boxes.engine().conflicts() == []


def test_a_column_of_ones_says_no_more_than_a_box(world: World) -> None:
    rows = plain_rows()
    rows[ROW - 1][BOX - 1] = 1
    world.emulator.seed(SHEET, "Đoàn xã Một", [Tab("Trang tính1", rows)])
    world.link()
    world.office(KEY, "state", "doing")
    report = world.engine().run()
    assert world.cell(ROW, BOX) == 1
    assert "không nói được “đang làm”" in report.units[0].message


def test_a_box_without_a_word_for_not_ticked_says_not_done(world: World) -> None:
    rows = plain_rows()
    rows[ROW - 1][BOX - 1] = "OK"
    tab = Tab("Trang tính1", rows, validations={"D4:D9": checkboxes("OK")})
    world.emulator.seed(SHEET, "Đoàn xã Một", [tab])
    world.link()
    assert world.values(KEY)["state"] == "done"
    world.office(KEY, "state", "todo")
    for _ in range(3):
        world.engine().run()
        assert (world.cell(ROW, BOX), world.values(KEY)["state"]) == ("", "todo")


def test_what_a_box_can_say_again_is_written_and_no_more_told(boxes: World) -> None:
    boxes.office(KEY, "state", "doing")
    boxes.engine().run()
    boxes.office(KEY, "state", "todo")
    report = boxes.engine().run()
    assert boxes.cell(ROW, BOX) is False
    assert report.units[0].message == ""
    assert boxes.engine().questions() == []


def test_the_units_own_tick_is_put_beside_what_no_box_says(boxes: World) -> None:
    boxes.office(KEY, "state", "doing")
    boxes.engine().run()
    boxes.person(ROW, BOX, False)
    engine = boxes.engine()
    for _ in range(2):
        engine.run()
        assert (boxes.cell(ROW, BOX), boxes.values(KEY)["state"]) == (False, "doing")
    (one,) = engine.conflicts()
    assert (one.field, one.local, one.sheet) == ("state", "doing", "todo")
    engine.settle(one.id, "sheet", by="Cán bộ")
    assert run_json(boxes.engine().run())["requests"]["writes"] == 0
    assert boxes.values(KEY)["state"] == "todo"
    assert boxes.engine().conflicts() == []


def test_both_kept_as_they_are_the_box_stays_and_nothing_goes_to_and_fro(boxes: World) -> None:
    boxes.office(KEY, "state", "doing")
    boxes.person(ROW, BOX, False)
    engine = boxes.engine()
    engine.run()
    (one,) = engine.conflicts()
    engine.settle(one.id, "local", by="Cán bộ")
    for _ in range(3):
        report = boxes.engine().run()
        assert run_json(report)["requests"]["writes"] == 0
        assert "đang làm" in report.units[0].message
        assert (boxes.cell(ROW, BOX), boxes.values(KEY)["state"]) == (False, "doing")
    assert boxes.engine().conflicts() == []
