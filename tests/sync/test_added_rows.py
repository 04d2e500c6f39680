"""Rows that the sheet lacks: only where the switch says so, in place, once, whatever happens."""

from typing import Any

import pytest

from sync.engine import Engine
from sync.reports import run_json
from tests.sync.rounds import Crash
from tests.sync.test_races import before_write, fault
from tests.sync.world import ITEMS, SHEET, Tab, World, plain_rows


def lacking(world: World, lines: list[list[Any]] | None = None) -> Engine:
    """A linked sheet without some of the plan's works, that lets them be added."""
    rows = plain_rows(ITEMS[1:5]) if lines is None else lines
    world.emulator.seed(SHEET, "Đoàn xã Một", [Tab("Trang tính1", rows)])
    world.link()
    engine = world.engine()
    engine.set_modes(world.link_id, read_only=False, add_rows=True)
    return engine


def test_no_row_is_added_unless_the_switch_of_the_link_says_so(world: World) -> None:
    world.emulator.seed(SHEET, "Đoàn xã Một", [Tab("Trang tính1", plain_rows(ITEMS[1:5]))])
    world.link()
    before = world.grid()
    world.engine().run()
    assert world.grid() == before


@pytest.mark.parametrize("do", ["", "drop_before", "drop_after", "500_after"])
def test_where_it_does_rows_are_inserted_in_place_exactly_once(world: World, do: str) -> None:
    engine = lacking(world)
    world.office("II.1.1", "state", "doing")
    world.office("II.2.3", "note", "nộp sớm")
    if do:
        world.emulator.faults.set([{"match": "POST", "times": 1, "do": do}])
    report = run_json(engine.run())
    rows = world.grid()[3:]
    assert [row[6] for row in rows] == [item.key for item in ITEMS]
    assert rows[0][1:4] == [ITEMS[0].text, "", "Đang làm"]
    assert rows[5][5] == "nộp sớm"
    if not do:
        assert report["requests"] == {"drive": 0, "reads": 1, "writes": 1}
    assert run_json(engine.run())["requests"]["writes"] == 0


def before(dimension: str, first: int, last: int) -> dict[str, Any]:
    span = {"sheetId": 0, "dimension": dimension, "startIndex": first, "endIndex": last}
    return {"insertDimension": {"range": span, "inheritFromBefore": False}}


ROW_GONE = {"sheetId": 0, "dimension": "ROWS", "startIndex": 5, "endIndex": 6}
ACTS: dict[str, list[dict[str, Any]]] = {
    "rows above": [before("ROWS", 0, 2)],
    "rows above, one of the table gone": [
        {"deleteDimension": {"range": ROW_GONE}},
        before("ROWS", 0, 2),
    ],
    "a column": [before("COLUMNS", 2, 3)],
    "a column first of all": [before("COLUMNS", 0, 1)],
    "a sort": [
        {
            "sortRange": {
                "range": {"sheetId": 0, "startRowIndex": 3, "endRowIndex": 7},
                "sortSpecs": [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}],
            }
        }
    ],
}


def died_when_landed(step: str) -> None:
    if step == "landed":
        raise Crash


@pytest.mark.parametrize("reply", ["", "500_after"])
@pytest.mark.parametrize("act", ACTS)
def test_a_row_that_lands_where_it_does_not_belong_is_emptied_and_comes_again(
    world: World, act: str, reply: str
) -> None:
    engine = lacking(world)
    world.office("II.1.1", "state", "doing")
    world.office("II.2.3", "note", "nộp sớm")
    before_write(world, lambda: world.batch(*ACTS[act]))
    if reply:
        fault(world, reply)
    engine.run()
    world.emulator.before_request = None
    engine.run()
    lines = [line for line in world.grid() if any(line)]
    head = next(line for line in lines if "Nội dung" in line)
    body = [[*line, *[""] * (len(head) - len(line))] for line in lines[lines.index(head) + 1 :]]
    found = {line[head.index("Nội dung")]: line for line in body}
    for item, heading, value in (
        (ITEMS[0], "Trạng thái", "Đang làm"),
        (ITEMS[5], "Ghi chú", "nộp sớm"),
    ):
        line = found[item.text]
        assert {k: v for k, v in zip(head, line, strict=True) if k and v} == {
            "Nội dung": item.text, heading: value, "Mã": item.key
        }  # fmt: skip
    assert sum("nộp sớm" in line for line in lines) == 1
    assert sum(ITEMS[5].text in line for line in lines) == 1
    assert run_json(engine.run())["requests"]["writes"] == 0


def test_what_looks_like_a_row_of_ours_that_is_gone_is_left_alone(world: World) -> None:
    """It landed wrong, the process died, the unit took it away: others say the same state."""
    lines = plain_rows(ITEMS[1:5])
    for line in lines[3:]:
        line[3] = "Đang làm"
    engine = lacking(world, lines)
    world.office("II.1.1", "state", "doing")
    before_write(world, lambda: world.batch(before("ROWS", 0, 2)))
    world.checkpoint = died_when_landed
    with pytest.raises(Crash):
        engine.run()
    world.checkpoint = lambda _step: None
    world.emulator.before_request = None
    ours = next(at for at, line in enumerate(world.grid()) if line[6:7] == ["II.1.1"])
    gone = {"sheetId": 0, "dimension": "ROWS", "startIndex": ours, "endIndex": ours + 1}
    world.batch({"deleteDimension": {"range": gone}})
    world.clock.sleep(3600)
    engine.run()
    states = {key: world.values(key)["state"] for key in world.entry_keys()}
    assert states == dict.fromkeys([item.key for item in ITEMS[:5]], "doing") | {"II.2.3": None}


def test_rows_are_added_in_the_first_round_of_a_link_too(world: World) -> None:
    world.emulator.seed(SHEET, "Đoàn xã Một", [Tab("Trang tính1", plain_rows(ITEMS[1:5]))])
    world.link(add_rows=True)
    assert world.engine().status()[0].link.state == "ok"
    assert [line[6] for line in world.grid()[3:]] == [item.key for item in ITEMS]


def test_a_row_is_added_once_beside_one_whose_key_is_written_again(world: World) -> None:
    engine = lacking(world, plain_rows(ITEMS[:5]))
    world.person(8, 7, None)
    assert run_json(engine.run())["requests"] == {"drive": 0, "reads": 2, "writes": 2}
    assert [line[6] for line in world.grid()[3:]] == [item.key for item in ITEMS]
    assert run_json(engine.run())["requests"]["writes"] == 0


def test_a_run_tells_the_rows_it_added_and_its_dry_run_those_it_would(world: World) -> None:
    engine = lacking(world)
    told = [("II.2.3", ITEMS[5].text), ("II.1.1", ITEMS[0].text)]
    for dry in (True, False):
        report = engine.run(dry_run=dry)
        changes = report.units[0].changes
        assert [(one.key, one.new) for one in changes if one.field == "row"] == told
        assert report.units[0].outcome == "synced"


def test_undoing_a_run_clears_the_rows_it_added_once_and_for_all(world: World) -> None:
    engine = lacking(world)
    world.office("II.1.1", "note", "gấp")
    before = world.grid()[3:]
    run = engine.run().run
    report = engine.undo(run, by="Cán bộ")
    assert {one.key for one in report.units[0].changes} == {"II.1.1", "II.2.3"}
    assert [row for row in world.grid()[3:] if row] == before
    assert world.values("II.1.1")["note"] == "gấp"
    assert run_json(engine.run())["requests"]["writes"] == 0
    assert engine.questions() == []


def test_an_added_row_that_somebody_has_written_in_stays_and_is_told(world: World) -> None:
    engine = lacking(world)
    run = engine.run().run
    world.person(4, 5, "đã làm")
    report = engine.undo(run, by="Cán bộ")
    assert world.grid()[3][1:] == [ITEMS[0].text, "", "", "đã làm", "", "II.1.1"]
    assert "dòng II.1.1: đã có người sửa sau đó" in report.units[0].message
    assert world.values("II.1.1")["result"] == "đã làm"


def test_a_word_typed_into_an_added_row_as_it_is_cleared_keeps_it(world: World) -> None:
    engine = lacking(world)
    run = engine.run().run
    before_write(world, lambda: world.person(4, 5, "vừa gõ"))
    report = engine.undo(run, by="Cán bộ")
    assert world.grid()[3][1:] == [ITEMS[0].text, "", "", "vừa gõ", "", "II.1.1"]
    assert "dòng II.1.1: đã có người sửa sau đó" in report.units[0].message
