"""One unit's sheet and its checklist: what a round carries."""

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
