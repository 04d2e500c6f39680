"""One column that holds percents: what it says of the state, and what of both is written there."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.core.dialect_state import percent_state
from sync.emulator.server import Emulator
from sync.reports import run_json
from tests.sync.test_races import before_write, fault
from tests.sync.world import ITEMS, SHEET, Clock, Tab, World, opened

SHARE = 4
PERCENT = {"D4:D9": {"type": "PERCENT", "pattern": "0%"}}
KEY = "II.1.1"


def seed(server: Emulator, share: float | None = 0.5) -> None:
    rows: list[list[object]] = [["THEO DÕI"], [], ["TT", "Nội dung", "Hạn", "Tiến độ (%)"]]
    rows += [[n, item.text, None, share] for n, item in enumerate(ITEMS, 1)]
    server.reset()
    server.before_request = None
    server.seed(SHEET, "Đoàn xã Một", [Tab("Trang tính1", rows, formats=PERCENT)])


@pytest.fixture
def percents(world: World) -> World:
    """Every work stands at 50 %, both sides know it."""
    seed(world.emulator)
    world.link()
    return world


def said(world: World) -> tuple[object, str | None, str | None]:
    values = world.values(KEY)
    return world.cell(4, SHARE), values["state"], values["percent"]


def test_a_state_is_written_as_a_percent_and_the_percent_goes_with_it(percents: World) -> None:
    percents.office(KEY, "state", "done")
    percents.engine().run()
    assert said(percents) == (1, "done", "100")
    assert run_json(percents.engine().run())["requests"]["writes"] == 0


def test_a_percent_is_written_as_it_is_and_the_state_goes_with_it(percents: World) -> None:
    percents.office(KEY, "percent", "100")
    percents.engine().run()
    percents.engine().run()
    assert said(percents) == (1, "done", "100")


def test_a_state_goes_before_a_percent_that_says_otherwise(percents: World) -> None:
    percents.office(KEY, "percent", "80")
    percents.office(KEY, "state", "done")
    for _ in range(2):
        percents.engine().run()
        assert said(percents) == (1, "done", "100")
    assert percents.engine().conflicts() == []
    assert ("percent", "80", "100", 1) in percents.history(KEY)


def test_a_state_that_no_percent_says_leaves_the_cell_alone(percents: World) -> None:
    percents.office(KEY, "state", "dropped")
    for _ in range(2):
        report = run_json(percents.engine().run())
        assert report["requests"]["writes"] == 0
        assert said(percents) == (0.5, "dropped", "50")
    assert "unwritable" in {ask.kind for ask in percents.engine().questions()}


def test_sixty_percent_of_the_unit_are_not_overwritten_by_a_state_of_the_office(
    percents: World,
) -> None:
    percents.office(KEY, "state", "done")
    percents.person(4, SHARE, 0.6)
    engine = percents.engine()
    engine.run()
    assert said(percents) == (0.6, "done", "60")
    (one,) = engine.conflicts()
    assert (one.field, one.local, one.sheet) == ("state", "done", "doing")
    engine.settle(one.id, "local", by="Cán bộ")
    engine.run()
    assert said(percents) == (1, "done", "100")
    assert engine.conflicts() == []


def test_nor_are_they_where_they_come_in_the_last_second(percents: World) -> None:
    percents.office(KEY, "state", "done")
    before_write(percents, lambda: percents.person(4, SHARE, 0.6))
    engine = percents.engine()
    engine.run()
    assert percents.cell(4, SHARE) == 0.6
    assert {one.field for one in engine.conflicts()} == {"state", "percent"}
    for one in engine.conflicts():
        engine.settle(one.id, "sheet", by="Cán bộ")
    engine.run()
    assert said(percents) == (0.6, "doing", "60")


@pytest.mark.parametrize("do", ["drop_before", "drop_after", "500_after", "503"])
def test_a_fault_on_the_write_makes_no_difference_of_it(percents: World, do: str) -> None:
    percents.office(KEY, "percent", "80")
    percents.office(KEY, "state", "done")
    fault(percents, do)
    percents.engine().run()
    percents.engine().run()
    assert said(percents) == (1, "done", "100")
    assert percents.engine().conflicts() == []


EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("state"), st.sampled_from(["todo", "doing", "done", None])),
        st.tuples(st.just("percent"), st.sampled_from(["0", "30", "80", "100", None])),
        st.tuples(st.just("sheet"), st.sampled_from([0, 0.3, 0.6, 1, None])),
        st.tuples(st.just("round"), st.none()),
        st.tuples(st.just("lost"), st.sampled_from(["drop_before", "drop_after"])),
        st.tuples(st.just("settle"), st.sampled_from(["local", "sheet"])),
    ),
    min_size=1,
    max_size=12,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits=EDITS)
def test_whatever_both_sides_do_the_cell_and_both_values_come_to_say_the_same(
    server: Emulator, edits: list[tuple[str, object]]
) -> None:
    seed(server)
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "p.db") as db:
        world = World(db, server, Clock(), Path(folder) / "p.db")
        world.link()
        for what, value in edits:
            step(world, what, value)
        settled(world)
        cell, state, percent = said(world)
        shown = None if cell == "" else round(float(str(cell)) * 100)
        assert percent == (None if shown is None else str(shown))
        # A percent cannot say "under way" where it is 0 or 100, nor at all where it is empty.
        assert state in ("doing", None if shown is None else percent_state(shown))
        report = run_json(world.engine().run())
        assert (report["requests"]["writes"], report["units"][0]["changes"]) == (0, [])


def step(world: World, what: str, value: object) -> None:
    if what == "sheet":
        world.person(4, SHARE, value)
    elif what in ("state", "percent"):
        world.office(KEY, what, value if value is None else str(value))
    elif what == "settle":
        for one in world.engine().conflicts():
            world.engine().run()
            if one in world.engine().conflicts():
                world.engine().settle(one.id, str(value), by="Cán bộ")
    else:
        if what == "lost":
            fault(world, str(value))
        world.engine().run()
        world.emulator.faults.set([])


def settled(world: World) -> None:
    for _ in range(3):
        world.engine().run()
        for one in world.engine().conflicts():
            world.engine().settle(one.id, "sheet", by="Cán bộ")
    for _ in range(3):
        world.engine().run()
    assert world.engine().conflicts() == []
