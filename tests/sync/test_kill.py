"""A real process is killed before and after every request and every commit: the next run heals."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.db import connect
from sync.client import SyncHTTPClient
from sync.emulator.server import Emulator
from sync.reports import run_json
from tests.sync.world import ITEMS, SHEET, Clock, Tab, World, opened, plain_rows

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="SIGKILL and fork are POSIX")


def edits(world: World) -> None:
    """The scripted round: both sides edit, one cell on both, a new row of the unit's own."""
    world.person(4, 4, "Đã xong")
    world.person(5, 5, "120 cây")
    world.person(6, 6, "của đơn vị")
    world.person(10, 2, "Giải bóng chuyền mừng xuân của xã")
    world.person(10, 5, "8 đội")
    world.office("II.1.1", "note", "gấp")
    world.office("II.1.3", "note", "của cấp trên")
    world.office("II.2.2", "state", "doing")


def die_at(number: int) -> Callable[[], None]:
    left = [number]

    def event() -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return event


def run_and_die(world: World, number: int) -> bool:
    """A child process runs a round and is killed at the nth event; True where it was killed."""
    pid = os.fork()
    if pid == 0:
        child(world, number)
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def child(world: World, number: int) -> None:
    event = die_at(number)
    real = SyncHTTPClient._once

    def once(self: Any, *given: Any) -> Any:
        event()
        answer = real(self, *given)
        event()
        return answer

    SyncHTTPClient._once = once  # type: ignore[method-assign, assignment]
    db = connect(world.path)
    db.conn.set_trace_callback(
        lambda sql: event() if sql in ("COMMIT", "BEGIN IMMEDIATE") else None
    )
    try:
        own = World(db, world.emulator, world.clock, world.path, checkpoint=lambda _step: event())
        own._ids = 1000 * number
        own.engine().run()
    except BaseException:  # noqa: BLE001 - the child must not come back into pytest
        os._exit(1)
    os._exit(0)


def healed(world: World) -> None:
    """Nothing lost, nothing doubled, nothing left to do."""
    engine = world.engine()
    engine.run()
    rows = {row[1]: [*row, "", ""][:7] for row in world.grid()[3:] if len(row) > 1}
    own = rows["Giải bóng chuyền mừng xuân của xã"]
    assert own[6] == "R.1"
    assert [key for key in world.entry_keys() if key.startswith("R.")] == ["R.1"]
    assert world.values("R.1")["result"] == "8 đội"
    assert world.values("II.1.1")["state"] == "done"
    assert world.values("II.1.2")["result"] == "120 cây"
    assert rows[ITEMS[0].text][5] == "gấp"
    assert rows[ITEMS[4].text][3] == "Đang làm"
    (clash,) = engine.conflicts()
    assert (clash.key, clash.local, clash.sheet) == ("II.1.3", "của cấp trên", "của đơn vị")
    assert run_json(engine.run())["requests"]["writes"] == 0
    changes = world.db.conn.execute(
        "SELECT key, field, new, count(*) FROM sync_change WHERE run_id > 1 GROUP BY 1, 2, 3"
    ).fetchall()
    assert all(count == 1 for *_, count in changes), changes


def test_killed_at_every_request_and_every_commit(tmp_path: Path, server: Emulator) -> None:
    killed = 0
    for number in range(1, 60):
        server.reset()
        server.seed(SHEET, "Đoàn xã Một 2026", [Tab("Trang tính1", plain_rows())])
        path = tmp_path / f"{number}.db"
        with opened(path) as db:
            world = World(db, server, Clock(), path)
            world.link()
            edits(world)
            alive = not run_and_die(world, number)
            healed(world)
        if alive:
            break
        killed += 1
    assert 14 <= killed < 59
