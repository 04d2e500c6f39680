"""A tab with a column for each unit: a link reads and writes one unit's column, nothing else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sync.emulator.server import Emulator, checkboxes
from sync.linking import Wish
from sync.reports import run_json
from tests.sync.test_links import cells, whole
from tests.sync.test_races import before_write, fault
from tests.sync.world import ITEMS, SHEET, Clock, Tab, World, opened

UNITS = ("Xã Bình An", "Xã Hòa Lợi", "Xã Tân Phú", "Trường Số Một")
DUE, FIRST, SECOND, NOTE, KEY = 3, 4, 5, 8, 9
TOP = 4


def matrix(marks: tuple[Any, Any] = ("x", None)) -> list[list[Any]]:
    """A title, headings, one row an item: the units' cells hold one mark or the other in turn."""
    rows: list[list[Any]] = [
        ["TỔNG HỢP TIẾN ĐỘ CÁC ĐƠN VỊ"],
        [],
        ["TT", "Nội dung", "Thời gian", *UNITS, "Ghi chú"],
    ]
    for n, item in enumerate(ITEMS, 1):
        ticks = [marks[(n + place) % 2] for place, _ in enumerate(UNITS)]
        rows.append([n, item.text, "30/6/2026", *ticks, "chung cho mọi xã" if n == 2 else None])
    return rows


@pytest.fixture
def pair(tmp_path: Path, server: Emulator) -> Iterator[World]:
    """Two units' checklists, and a tab with a column for each of four units; none is linked."""
    server.reset()
    server.before_request = None
    server.seed(SHEET, "Tổng hợp", [Tab("Trang tính1", matrix())])
    with opened(tmp_path / "matrix.db", units=2) as db:
        yield World(db, server, Clock(), tmp_path / "matrix.db")
    server.before_request = None


@pytest.fixture
def linked(pair: World) -> World:
    pair.link(unit_column=FIRST)
    return pair


@pytest.fixture
def both(linked: World) -> World:
    linked.checklist = 2
    linked.link(unit_column=SECOND)
    linked.checklist = 1
    return linked


def states(world: World, checklist: int = 1) -> list[str | None]:
    world.checklist = checklist
    told = [world.values(key)["state"] for key in world.entry_keys()]
    world.checklist = 1
    return told


def changed(world: World, before: Any) -> set[tuple[int, int]]:
    """The cells of the tab, key column left out, that are not byte for byte as before."""
    was, now = cells(before), cells(whole(world))
    return {at for at in was.keys() | now.keys() if was.get(at) != now.get(at) and at[1] != KEY}


def test_a_column_must_be_chosen_and_can_be_linked_once(pair: World) -> None:
    told = pair.engine().preview(Wish(1, SHEET)).refuse
    assert told is not None
    assert "4 (Xã Bình An), 5 (Xã Hòa Lợi)" in told
    pair.link(unit_column=FIRST)
    again = pair.engine().preview(Wish(2, SHEET, unit_column=FIRST)).refuse
    assert again is not None
    assert "đã được nối" in again


def test_the_first_round_reads_one_column_and_adds_only_keys(pair: World) -> None:
    before = whole(pair)
    pair.link(unit_column=FIRST)
    assert states(pair) == [None, "done", None, "done", None, "done"]
    assert changed(pair, before) == set()
    assert [pair.cell(row, KEY) for row in range(TOP, TOP + 6)] == [item.key for item in ITEMS]


def test_both_sides_edit_and_one_read_and_one_write_change_one_column_only(linked: World) -> None:
    linked.person(TOP, FIRST, "x")
    linked.person(TOP + 1, SECOND, "x")
    linked.office("II.1.3", "state", "done")
    linked.office("II.2.1", "state", None)
    before = whole(linked)
    report = run_json(linked.engine().run())
    assert (report["pulled"], report["pushed"], report["conflicts"]) == (1, 2, 0)
    assert report["requests"] == {"drive": 0, "reads": 1, "writes": 1}
    assert changed(linked, before) == {(TOP + 2, FIRST), (TOP + 3, FIRST)}
    assert linked.cell(TOP + 2, FIRST) == "x"
    assert linked.cell(TOP + 3, FIRST) == ""
    assert states(linked) == ["done", "done", "done", None, None, "done"]
    quiet = run_json(linked.engine().run())
    assert quiet["requests"] == {"drive": 0, "reads": 1, "writes": 0}


def test_two_units_of_one_tab_share_a_read_and_a_write_and_never_mix(both: World) -> None:
    both.office("II.1.1", "state", "done")
    both.checklist = 2
    both.office("II.1.2", "state", "done")
    both.person(TOP + 2, SECOND, "x")
    before = whole(both)
    report = run_json(both.engine().run())
    assert report["requests"] == {"drive": 0, "reads": 1, "writes": 1}
    assert changed(both, before) == {(TOP, FIRST), (TOP + 1, SECOND)}
    assert states(both, 1) == ["done", "done", None, "done", None, "done"]
    assert states(both, 2) == ["done", "done", "done", None, "done", None]


def test_a_column_of_all_units_is_read_and_never_written(both: World) -> None:
    assert both.values("II.1.2")["note"] == "chung cho mọi xã"
    assert both.values("II.1.1")["due"] == "2026-06-30"
    both.office("II.1.1", "note", "chỉ của xã này")
    both.office("II.1.2", "note", None)
    both.office("II.1.1", "due", "2026-09-30")
    before = whole(both)
    told = both.engine().run()
    assert changed(both, before) == set()
    assert run_json(told)["requests"]["writes"] == 0
    assert "chung" in told.units[0].message
    both.engine().run()
    assert both.values("II.1.1")["note"] == "chỉ của xã này"
    assert both.values("II.1.2")["note"] is None
    both.checklist = 2
    assert both.values("II.1.1")["note"] is None
    assert both.values("II.1.1")["due"] == "2026-06-30"
    assert both.engine().conflicts() == []


def columns(at: int) -> dict[str, Any]:
    return {"sheetId": 0, "dimension": "COLUMNS", "startIndex": at - 1, "endIndex": at}


@pytest.mark.parametrize(
    ("act", "at"),
    [
        (lambda w: w.batch({"deleteDimension": {"range": columns(6)}}), FIRST),
        (lambda w: w.batch({"insertDimension": {"range": columns(4)}}), FIRST + 1),
        (
            lambda w: w.batch({"moveDimension": {"source": columns(4), "destinationIndex": 7}}),
            FIRST + 3,
        ),
        (lambda w: w.person(3, 6, "Phường Tân Phú và Thới Hòa"), FIRST),
        (lambda w: w.person(3, FIRST, "XÃ  BÌNH AN"), FIRST),
    ],
    ids=["another goes", "one comes", "ours moves", "another is renamed", "ours is in capitals"],
)
def test_units_that_come_and_go_do_not_disturb_a_column(linked: World, act: Any, at: int) -> None:
    act(linked)
    linked.office("II.1.1", "state", "done")
    linked.person(TOP + 2, at, "x")
    report = linked.engine().run()
    assert report.units[0].outcome == "synced", report.units[0].message
    assert linked.cell(TOP, at) == "x"
    assert states(linked)[2] == "done"


def test_a_column_that_is_gone_holds_its_own_link_only(both: World) -> None:
    both.batch({"deleteDimension": {"range": columns(FIRST)}})
    both.office("II.1.1", "state", "done")
    both.checklist = 2
    both.office("II.1.2", "state", "done")
    first, second = both.engine().run().units
    assert first.outcome == "held"
    assert "Xã Bình An" in first.message
    assert second.outcome == "synced"
    assert both.cell(TOP + 1, FIRST) == "x"


def test_a_unit_of_nearly_the_same_name_is_another_one(linked: World) -> None:
    linked.person(3, FIRST, "Xã Bình Anh")
    linked.office("II.1.1", "state", "done")
    before = whole(linked)
    (report,) = linked.engine().run().units
    assert report.outcome == "held"
    assert changed(linked, before) == set()


def test_another_unit_ticking_the_same_row_in_the_same_second_keeps_its_tick(linked: World) -> None:
    linked.office("II.1.1", "state", "done")
    before_write(linked, lambda: linked.person(TOP, SECOND, "đang"))
    report = run_json(linked.engine().run())
    assert (linked.cell(TOP, FIRST), linked.cell(TOP, SECOND)) == ("x", "đang")
    assert report["requests"]["writes"] == 1


def test_a_column_put_before_ours_while_we_write_and_the_reply_lost(linked: World) -> None:
    linked.office("II.1.1", "state", "done")
    before = whole(linked)
    before_write(linked, lambda: linked.batch({"insertDimension": {"range": columns(FIRST)}}))
    fault(linked, "drop_after")
    linked.engine().run()
    linked.engine().run()
    linked.batch({"deleteDimension": {"range": columns(FIRST)}})
    assert changed(linked, before) == {(TOP, FIRST)}
    assert linked.cell(TOP, FIRST) == "x"


def test_unlinking_both_gives_the_tab_back_as_it_was(pair: World) -> None:
    before = pair.grid()
    first = pair.link(unit_column=FIRST)
    pair.checklist = 2
    second = pair.link(unit_column=SECOND)
    pair.engine().unlink(first, by="Cán bộ")
    assert pair.cell(TOP, KEY) == "II.1.1"
    pair.engine().unlink(second, by="Cán bộ")
    assert pair.grid() == before


OWN = "Sửa nhà dột cho một hộ ở ấp Bảy"


def with_own(world: World, *marks: Any, validations: Any = None) -> None:
    """One more row, of no item of the plan: each unit's cell holds its mark."""
    said: tuple[Any, Any] = (True, False) if validations else ("x", None)
    rows = [*matrix(said), [7, OWN, None, *marks, "ngoài kế hoạch"]]
    world.emulator.seed(
        SHEET, "Tổng hợp", [Tab("Trang tính1", rows, validations=validations or {})]
    )


def own_of(world: World, checklist: int) -> dict[str, str | None] | None:
    world.checklist = checklist
    told = world.values("R.1") if "R.1" in world.entry_keys() else None
    world.checklist = 1
    return told


def both_linked(world: World) -> None:
    world.link(unit_column=FIRST)
    world.checklist = 2
    world.link(unit_column=SECOND)
    world.checklist = 1


def test_own_work_is_of_the_units_whose_columns_say_something_of_it(pair: World) -> None:
    with_own(pair, None, "đang làm", "x", None)
    before = whole(pair)
    both_linked(pair)
    assert own_of(pair, 1) is None
    told = own_of(pair, 2)
    assert told is not None
    assert (told["text"], told["state"], told["note"]) == (OWN, "doing", "ngoài kế hoạch")
    assert changed(pair, before) == set()
    assert pair.cell(TOP + 6, KEY) == ""
    assert run_json(pair.engine().run())["requests"]["writes"] == 0
    pair.person(TOP + 6, FIRST, "x")
    pair.engine().run()
    told = own_of(pair, 1)
    assert told is not None
    assert told["state"] == "done"
    assert pair.engine().questions() == []


def test_own_work_of_two_units_on_one_row_is_two_entries_and_never_mixes(pair: World) -> None:
    with_own(pair, "x", "x", None, None)
    both_linked(pair)
    pair.office("R.1", "state", "todo")
    pair.batch({"moveDimension": {"source": {**columns(TOP + 6), "dimension": "ROWS"},
                                  "destinationIndex": TOP}})  # fmt: skip
    before = whole(pair)
    before_write(pair, lambda: pair.person(TOP + 3, SECOND, "đang làm"))
    pair.engine().run()
    pair.engine().run()
    assert changed(pair, before) == {(TOP + 1, FIRST), (TOP + 3, SECOND)}
    first, second = own_of(pair, 1), own_of(pair, 2)
    assert first is not None
    assert second is not None
    assert (first["state"], second["state"]) == ("todo", "done")
    assert pair.engine().questions() == []


def test_a_box_that_is_not_ticked_claims_no_own_work(pair: World) -> None:
    with_own(pair, False, True, False, False, validations={"D4:G10": checkboxes()})
    both_linked(pair)
    assert own_of(pair, 1) is None
    told = own_of(pair, 2)
    assert told is not None
    assert told["state"] == "done"


def test_boxes_and_percents_of_a_unit_are_written_as_its_cells_have_them(pair: World) -> None:
    boxes = matrix((True, False))
    pair.emulator.seed(
        SHEET, "Ô đánh dấu", [Tab("Trang tính1", boxes, validations={"D4:G9": checkboxes()})]
    )
    pair.link(unit_column=FIRST)
    assert states(pair) == ["todo", "done", "todo", "done", "todo", "done"]
    pair.office("II.1.1", "state", "done")
    pair.engine().run()
    assert pair.cell(TOP, FIRST) is True


def test_percents_of_a_unit_stay_percents(pair: World) -> None:
    shares = matrix((1, 0.5))
    pair.emulator.seed(
        SHEET,
        "Phần trăm",
        [Tab("Trang tính1", shares, formats={"D4:G9": {"type": "PERCENT", "pattern": "0%"}})],
    )
    pair.link(unit_column=FIRST)
    assert states(pair) == ["doing", "done", "doing", "done", "doing", "done"]
    pair.office("II.1.1", "state", "done")
    pair.office("II.1.2", "state", "todo")
    pair.engine().run()
    assert pair.cell(TOP, FIRST) == 1
    assert pair.cell(TOP + 1, FIRST) == 0


def test_two_columns_of_a_series_share_its_keys_whichever_month_each_is_in(pair: World) -> None:
    rows = [[*row[: DUE - 1], None, *[None] * len(UNITS), None] for row in matrix()[3:]]
    second = [*matrix()[:3], *rows]
    second[TOP - 1][SECOND - 1] = "x"
    tabs = [Tab("Tháng 1", matrix()), Tab("Tháng 2", second, sheet_id=5)]
    pair.emulator.seed(SHEET, "Tổng hợp", tabs)
    before = [pair.grid(title) for title in ("Tháng 1", "Tháng 2")]
    first = pair.link(sheet_id=0, unit_column=FIRST, months=True)
    pair.checklist = 2
    other = pair.link(sheet_id=0, unit_column=SECOND, months=True)
    assert {one.link.sheet_id for one in pair.engine().status()} == {0, 5}
    shown = [pair.grid(title) for title in ("Tháng 1", "Tháng 2")]
    pair.engine().unlink(first, by="Cán bộ")
    assert [pair.grid(title) for title in ("Tháng 1", "Tháng 2")] == shown
    pair.engine().unlink(other, by="Cán bộ")
    assert [pair.grid(title) for title in ("Tháng 1", "Tháng 2")] == before
