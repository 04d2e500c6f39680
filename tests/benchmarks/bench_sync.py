"""What a round costs: requests beside the peers', CPU time, the virtual clock of many units."""

import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from sync.core.plan import decide
from sync.emulator.server import Emulator, Tab, running_emulator
from sync.reports import run_json
from tests.sync.world import Clock, World, opened, plain_rows

PEERS = {"shillelagh": "11, 7 or 5", "django-gsheets": "3", "gspread by hand": "4 to 8"}
HUGE = int(os.environ.get("UNITS", "3000"))


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def one_sheet(server: Emulator, folder: Path) -> None:
    world = units(server, folder, 1)
    world.checklist, world.spreadsheet = 1, "s1"
    for row in (4, 5, 6):
        world.person(row, 5, f"kết quả {row}")
    for key in ("II.2.1", "II.2.2", "II.2.3"):
        world.office(key, "note", "nhắc")
    told = run_json(world.engine().run())
    sent = sum(told["requests"].values())
    say(
        f"3 edits each way on one sheet: {sent} requests, {told['pulled']} in, {told['pushed']} out"
    )
    say("   " + "; ".join(f"{name} {figure}" for name, figure in PEERS.items()))
    world.db.close()


def units(server: Emulator, folder: Path, count: int) -> World:
    """That many units, each with a spreadsheet of its own, linked and quiet."""
    server.reset()
    path = folder / f"{count}-{time.time_ns()}.db"
    for number in range(1, count + 1):
        server.seed(f"s{number}", f"Đơn vị {number}", [Tab("Trang tính1", plain_rows())])
    manager = opened(path, units=count)
    world = World(manager.__enter__(), server, Clock(), path)
    world.keep = manager  # type: ignore[attr-defined]
    for number in range(1, count + 1):
        world.checklist, world.spreadsheet = number, f"s{number}"
        world.link()
    world.clock.seconds = time.time()
    return world


def line(world: World, words: str, rates: int = 100_000) -> dict[str, Any]:
    started, cpu = world.clock.seconds, time.thread_time()
    engine = world.engine(rates)
    told = run_json(engine.run())
    spent = time.thread_time() - cpu
    minutes = (world.clock.seconds - started) / 60
    say(f"{words}: {told['requests']}, {spent:.2f} s of own CPU, {minutes:.1f} virtual minutes")
    return told


def edit(world: World, numbers: list[int]) -> None:
    for number in numbers:
        world.spreadsheet, world.checklist = f"s{number}", number
        world.person(4, 5, f"kết quả {time.time_ns()}")


def planning() -> None:
    cells = [("a", "a", "a"), ("a", "b", "a"), ("a", "a", "b"), (None, "x", "x")] * 50_000
    started = time.perf_counter()
    for base, local, sheet in cells:
        decide(base, local, sheet)
    ours = time.perf_counter() - started
    started = time.perf_counter()
    plain = dict(enumerate(cells))
    sum(base != local or base != sheet for base, local, sheet in plain.values())
    bare = time.perf_counter() - started
    say(f"planning: {len(cells) / ours:,.0f} cells/s, {ours / bare:.1f} times a bare comparison")


def main() -> None:
    with running_emulator() as server, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one_sheet(server, folder)
        planning()
        world = units(server, folder, 30)
        line(world, "30 units, nothing changed")
        world.db.close()
        for count in (300, HUGE):
            world = units(server, folder, count)
            line(world, f"{count} units, the first hinted round (all are due)", 55)
            world.clock.seconds += 3600
            edit(world, list(range(1, count + 1, 20)))
            line(world, f"{count} units, 5 % changed", 55)
            world.clock.seconds += 3600
            line(world, f"{count} units, nothing changed", 55)
            world.db.close()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        say(f"memory with the local server and its sheets in it: {memory:.0f} MB")


main()
