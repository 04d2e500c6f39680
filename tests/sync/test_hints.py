"""Many units: few requests, and no change missed for longer than was promised."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sync import hints
from sync.emulator.server import Emulator
from sync.engine import Engine
from sync.reports import run_json
from tests.sync.many import link_many, name
from tests.sync.world import Clock, World, opened

MINUTE, DAY = 60.0, 86_400.0
QUIET = {"drive": 1, "reads": 0, "writes": 0}


class Office(World):
    """Many units on one virtual clock, Google's and ours; `token` says who we are."""

    token = ""

    def engine(self, rates: int = 100_000) -> Engine:
        engine = super().engine(rates)
        if self.token:
            engine.google.client.session.headers["Authorization"] = f"Bearer {self.token}"
        return engine

    def wait(self, seconds: float) -> None:
        self.clock.seconds += seconds
        self.emulator.clock.advance(seconds)

    def unit(self, number: int) -> "Office":
        self.checklist, self.spreadsheet = number, name(number)
        return self

    def writes(self, number: int, result: str) -> None:
        self.unit(number).person(4, 5, result)

    def told(self, number: int) -> str | None:
        return self.unit(number).values("II.1.1")["result"]

    def round(self, **how: Any) -> dict[str, int]:
        requests: dict[str, int] = run_json(self.engine().run(**how))["requests"]
        return requests


def office_of(server: Emulator, folder: Path, count: int) -> Iterator[Office]:
    """So many units, read once, an hour ago."""
    server.reset()
    server.before_request = None
    with opened(folder / "many.db", units=count) as db:
        office = Office(db, server, Clock(), folder / "many.db")
        office.clock.seconds = time.time()
        server.set_options({"clock": "virtual"})
        link_many(office, count)
        office.round()
        office.wait(60 * MINUTE)
        yield office
    server.reset()


@pytest.fixture
def office(server: Emulator, tmp_path: Path) -> Iterator[Office]:
    yield from office_of(server, tmp_path, 50)


def test_a_round_over_three_hundred_units_asks_once_and_reads_what_changed(
    server: Emulator, tmp_path: Path
) -> None:
    for office in office_of(server, tmp_path, 300):
        assert office.round() == QUIET
        changed, ours = [7, 70, 170, 299], [8, 170]
        for number in changed:
            office.writes(number, f"đơn vị {number}")
        for number in ours:
            office.unit(number).office("II.1.2", "note", "nhắc")
        read = len({*changed, *ours})
        assert office.round() == {"drive": 1, "reads": read, "writes": len(ours)}
        assert [office.told(number) for number in changed] == [f"đơn vị {n}" for n in changed]
        # They are hot for ten minutes; then only what our own writes moved is looked at again.
        office.wait(11 * MINUTE)
        assert office.round() == {"drive": 1, "reads": len(ours), "writes": 0}
        office.wait(11 * MINUTE)
        assert office.round() == QUIET


def test_a_change_that_drive_tells_late_is_read_when_it_is_told(office: Office) -> None:
    office.emulator.set_options({"drive_lag_seconds": 180})
    office.writes(9, "120 cây")
    office.wait(MINUTE)
    assert office.round() == QUIET
    office.wait(3 * MINUTE)
    assert office.round()["reads"] == 1
    assert office.told(9) == "120 cây"


@pytest.mark.parametrize("late", [2 * MINUTE, 9 * MINUTE])
def test_a_later_change_of_another_unit_does_not_hide_one_told_late(
    office: Office, late: float
) -> None:
    office.emulator.set_options({"drive_lag_seconds": late, "drive_lagging": [name(9)]})
    office.writes(9, "120 cây")
    office.wait(late - 1)
    office.writes(10, "5 buổi")
    assert office.round()["reads"] == 1
    assert (office.told(9), office.told(10)) == (None, "5 buổi")
    office.wait(2)
    office.round()
    assert office.told(9) == "120 cây"


def test_a_second_edit_that_drive_counts_into_the_first_is_read_while_the_sheet_is_hot(
    office: Office,
) -> None:
    office.writes(9, "100 cây")
    office.round()
    office.emulator.set_options({"drive_drops": True})
    office.wait(3 * MINUTE)
    office.writes(9, "120 cây")
    office.wait(MINUTE)
    assert office.round()["reads"] == 1
    assert office.told(9) == "120 cây"


def test_a_change_that_drive_never_tells_is_read_by_the_sweep(office: Office) -> None:
    office.emulator.set_options({"drive_drops": True})
    office.writes(9, "120 cây")
    office.wait(hints.SWEEP_SECONDS - 61 * MINUTE)
    assert office.round() == QUIET
    office.wait(2 * MINUTE)
    assert office.round()["reads"] == 50
    assert office.told(9) == "120 cây"
    assert office.round() == QUIET


class Killed(Exception):  # noqa: N818 - a crash of ours
    pass


def test_what_drive_told_a_round_that_died_is_read_by_the_next(office: Office) -> None:
    for number in (9, 10, 11):
        office.writes(number, f"{number} cây")

    def die(step: str) -> None:
        if step == "read":
            raise Killed

    office.checkpoint = die
    with pytest.raises(Killed):
        office.round()
    office.checkpoint = lambda _step: None
    office.wait(DAY)
    assert office.round()["reads"] == 3
    assert [office.told(number) for number in (9, 10, 11)] == ["9 cây", "10 cây", "11 cây"]


def test_a_dry_run_takes_no_hint_away(office: Office) -> None:
    office.writes(9, "120 cây")
    assert office.round(dry_run=True)["reads"] == 1
    office.wait(DAY)
    office.round()
    assert office.told(9) == "120 cây"


def test_a_busy_or_refused_spreadsheet_is_read_next_time(office: Office) -> None:
    office.writes(9, "120 cây")
    office.emulator.faults.set([{"match": f"GET .*{name(9)}", "times": 9, "do": "403"}])
    office.round()
    office.emulator.faults.set([])
    office.wait(DAY)
    office.round()
    assert office.told(9) == "120 cây"


def test_a_sheet_shared_by_its_link_alone_is_read_each_round(office: Office) -> None:
    """Drive lists what was shared with us by name."""
    emulator = office.emulator
    for number in range(1, 51):
        who = "" if number in (3, 4) else "van-phong@example.org"
        emulator.share(name(number), "writer", who)
    office.db.conn.execute("DELETE FROM sync_hint")
    office.token = "van-phong@example.org"
    emulator.set_options({"sharing": True})
    assert office.round()["reads"] == 50
    office.wait(60 * MINUTE)
    emulator.set_options({"sharing": False})
    office.writes(3, "120 cây")
    emulator.set_options({"sharing": True})
    assert office.round() == {"drive": 1, "reads": 2, "writes": 0}
    assert office.told(3) == "120 cây"
