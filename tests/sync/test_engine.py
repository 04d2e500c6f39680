"""One unit's sheet and its checklist: what a round carries."""

import pytest

from sync.core.refusal import Refused
from sync.reports import run_json
from tests.sync.world import ITEMS, World


def test_the_first_round_adds_a_key_column_and_a_hidden_tab_and_nothing_else(world: World):
    before = world.grid()
    world.link()
    after = world.grid()
    assert after[2] == [*before[2], "Mã"]
    keys = [row[6] for row in after[3:]]
    assert keys == [item.key for item in ITEMS]
    for row, was in zip(after[3:], before[3:], strict=True):
        assert row[:2] == was[:2]
        assert row[2:6] == ["", "", "", ""]


def test_edits_of_both_sides_travel_with_one_read_and_one_write(world: World):
    world.link()
    world.emulator.log.clear()
    world.person(4, 4, "Đã xong")
    world.person(5, 5, "120 cây")
    world.person(6, 6, "chờ xe")
    world.office("II.2.1", "state", "doing")
    world.office("II.2.2", "result", "2 lớp")
    world.office("II.2.3", "note", "nộp sớm")
    world.emulator.log.clear()
    report = world.engine().run()
    told = run_json(report)
    assert (told["pulled"], told["pushed"]) == (3, 3)
    assert told["requests"] == {"drive": 0, "reads": 1, "writes": 1}
    assert len(world.emulator.log) == 2
    assert world.values("II.1.1")["state"] == "done"
    assert world.values("II.1.2")["result"] == "120 cây"
    assert world.values("II.1.3")["note"] == "chờ xe"
    assert world.cell(7, 4) == "Đang làm"
    assert world.cell(8, 5) == "2 lớp"
    assert world.cell(9, 6) == "nộp sớm"


def test_a_quiet_round_writes_nothing_but_its_own_run(world: World):
    world.link()
    world.person(4, 4, "Đã xong")
    world.office("II.2.1", "state", "doing")
    world.engine().run()
    before = world.dump()
    report = run_json(world.engine().run())
    after = world.dump()
    assert report["requests"] == {"drive": 0, "reads": 1, "writes": 0}
    assert report["units"][0]["outcome"] == "unchanged"
    assert before == after


def test_where_both_wrote_both_values_are_kept_and_a_person_decides(world: World):
    world.link()
    world.person(4, 5, "20 người")
    world.office("II.1.1", "result", "25 người")
    engine = world.engine()
    assert run_json(engine.run())["conflicts"] == 1
    assert world.cell(4, 5) == "20 người"
    assert world.values("II.1.1")["result"] == "25 người"
    (one,) = engine.conflicts()
    assert (one.local, one.sheet, one.base) == ("25 người", "20 người", None)
    engine.settle(one.id, "both", by="Cán bộ")
    engine.run()
    assert world.cell(4, 5) == "25 người\n20 người" == world.values("II.1.1")["result"]
    assert engine.conflicts() == []


def test_unlinking_takes_away_what_we_added_and_nothing_else(world: World):
    before = world.grid()
    link = world.link()
    world.person(5, 7, "mã của đơn vị")
    report = world.engine().unlink(link, by="Cán bộ")
    after = world.grid()
    assert after[4][6] == "mã của đơn vị"
    world.person(5, 7, None)
    assert world.grid() == before
    meta = world.call("GET", f"/v4/spreadsheets/{world.spreadsheet}?fields=sheets.properties.title")
    assert [s["properties"]["title"] for s in meta["sheets"]] == ["Trang tính1"]
    assert report.units[0].message.startswith("Đã gỡ")
    assert world.engine().status() == []


def test_unlinking_can_give_back_what_was_pulled(world: World):
    link = world.link()
    world.person(4, 5, "120 cây")
    world.person(5, 5, "30 người")
    engine = world.engine()
    engine.run()
    world.office("II.1.2", "result", "35 người")
    engine.unlink(link, by="Cán bộ", give_back=True)
    assert world.values("II.1.1")["result"] is None
    assert world.values("II.1.2")["result"] == "35 người"


def test_a_run_is_undone_on_both_sides_where_nobody_has_edited_since(world: World):
    world.link()
    world.person(4, 5, "120 cây")
    world.office("II.1.2", "note", "gấp")
    world.office("II.1.3", "note", "chờ")
    engine = world.engine()
    run = engine.run().run
    world.person(6, 6, "không chờ nữa")
    report = engine.undo(run, by="Cán bộ")
    assert (world.cell(4, 5), world.values("II.1.1")["result"]) == ("", None)
    assert (world.cell(5, 6), world.values("II.1.2")["note"]) == ("", None)
    assert world.cell(6, 6) == "không chờ nữa" == world.values("II.1.3")["note"]
    assert "II.1.3 (ghi chú)" in report.units[0].message


def test_a_dry_run_tells_the_plan_and_does_none_of_it(world: World):
    world.link()
    world.person(4, 5, "120 cây")
    world.office("II.1.2", "note", "gấp")
    before, grid = world.dump(), world.grid()
    report = run_json(world.engine().run(dry_run=True))
    assert (report["pulled"], report["pushed"], report["requests"]["writes"]) == (1, 1, 0)
    assert (world.dump(), world.grid()) == (before, grid)


def test_a_new_year_on_the_same_tab_is_held_until_a_person_lets_it_pass(world: World):
    link = world.link()
    for row in range(4, 10):
        world.person(row, 4, "Đã xong")
    engine = world.engine()
    engine.run()
    for row in range(4, 8):
        world.person(row, 4, None)
    report = engine.run()
    assert report.units[0].outcome == "held"
    assert "năm mới" in report.units[0].message
    assert world.values("II.1.1")["state"] == "done"
    engine.allow(link)
    assert engine.run().units[0].outcome == "synced"
    assert world.values("II.1.1")["state"] is None


def test_what_both_changed_is_let_pass_once_and_does_not_hold_every_later_round(world: World):
    link = world.link()
    for row in range(4, 10):
        world.person(row, 4, "Đã xong")
    engine = world.engine()
    engine.run()
    for row, key in enumerate(("II.1.1", "II.1.2", "II.1.3"), 4):
        world.person(row, 4, None)
        world.office(key, "state", "doing")
    assert engine.run().units[0].outcome == "held"
    engine.allow(link)
    assert engine.run().units[0].outcome == "conflict"
    assert engine.run().units[0].outcome == "conflict"
    assert len(engine.conflicts()) == 3


def test_a_read_only_link_reads_and_adds_nothing(world: World):
    before = world.grid()
    world.link(read_only=True)
    world.person(4, 5, "120 cây")
    world.office("II.1.2", "note", "gấp")
    report = run_json(world.engine().run())
    assert report["requests"]["writes"] == 0
    assert world.values("II.1.1")["result"] == "120 cây"
    world.person(4, 5, None)
    assert world.grid() == before


def test_a_work_dropped_in_the_sheet_brings_its_reason(world: World):
    world.link()
    world.person(4, 4, "Không thực hiện")
    world.person(4, 6, "hoãn vì bão")
    world.person(5, 4, "Không thuộc đối tượng")
    world.person(6, 5, "Không tổ chức do dịch")
    report = run_json(world.engine().run())
    assert report["pulled"] == 5
    reasons = {new for field, _, new, _ in world.history("II.1.1") if field == "reason"}
    assert reasons == {"hoãn vì bão"}
    assert [world.values(key)["state"] for key in ("II.1.1", "II.1.2", "II.1.3")] == ["dropped"] * 3
    assert not [one for one in world.history("II.1.2") if one[0] == "reason"]
    assert ("reason", None, "Không tổ chức do dịch", 1) in world.history("II.1.3")
    world.person(4, 4, "Đã xong")
    world.engine().run()
    assert ("reason", "hoãn vì bão", None, 1) in world.history("II.1.1")


@pytest.mark.parametrize(("what", "why"), [("unlinked", "đã gỡ nối"), ("closed", "khoá sổ")])
def test_nothing_is_settled_for_a_sheet_that_is_let_go_of(world: World, what: str, why: str):
    link = world.link()
    world.person(4, 5, "a")
    world.office("II.1.1", "result", "b")
    engine = world.engine()
    engine.run()
    (one,) = engine.conflicts()
    if what == "unlinked":
        engine.unlink(link, by="Cán bộ")
    else:
        world.db.execute("UPDATE checklist SET closed_at = '2027-01-01T00:00:00Z'")
    with pytest.raises(Refused, match=why):
        engine.settle(one.id, "sheet", by="Cán bộ")
    assert world.values("II.1.1")["result"] == "b"
