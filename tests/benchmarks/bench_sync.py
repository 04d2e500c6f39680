"""What a round costs: requests beside the peers', CPU time, memory, the clock of many units.

The local Sheets server is a process of its own, so that what is measured is the product's.
"""

import dataclasses
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from sync.core.plan import decide
from sync.emulator.messages import Request, Response
from sync.emulator.server import Emulator, Tab
from sync.reports import run_json
from tests.sync.emulator.test_durability import free_port, start
from tests.sync.many import link_many, name
from tests.sync.world import Clock, World, opened

PEERS = {"shillelagh": "11, 7 or 5", "django-gsheets": "3", "gspread by hand": "4 to 8"}
HUGE = int(os.environ.get("UNITS", "3000"))


LIMIT_MB = 150


class Apart(Emulator):
    """The local server in another process: asked over HTTP, keeps nothing here."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.origin = f"http://127.0.0.1:{port}"
        self.session = requests.Session()

    def handle(self, request: Request) -> Response:
        url = self.origin + request.target
        answer = self.session.request(request.method, url, data=request.body, timeout=30)
        return Response(answer.status_code, answer.content)

    def seed(self, spreadsheet_id: str, title: str, tabs: Sequence[Tab], *_told: Any) -> Any:
        given = [dataclasses.asdict(tab) for tab in tabs]
        body = {"id": spreadsheet_id, "title": title, "tabs": given}
        self.session.post(f"{self.origin}/_emulator/spreadsheets", json=body, timeout=30)

    def reset(self) -> None:
        self.session.post(f"{self.origin}/_emulator/reset", timeout=30)


@contextmanager
def server_apart(folder: Path) -> Iterator[Apart]:
    port = free_port()
    process = start(port, folder / "sheets.db")
    try:
        yield Apart(port)
    finally:
        process.kill()
        process.wait()


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
    manager = opened(path, units=count)
    world = World(manager.__enter__(), server, Clock(), path)
    world.keep = manager  # type: ignore[attr-defined]
    link_many(world, count)
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
        world.spreadsheet, world.checklist = name(number), number
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


def memory(world: World) -> None:
    """The peak of a `flask sync run` that reads every sheet, and merges what two units wrote."""
    world.db.conn.execute("DELETE FROM sync_hint")
    edit(world, [1, HUGE])
    settings = {
        "DATABASE": str(world.path),
        "SHEETS_ORIGIN": world.emulator.origin,
        "SHEETS_READS_PER_MINUTE": "1000000",
        "FLASK_SKIP_DOTENV": "1",
    }
    command = [sys.executable, "-m", "flask", "sync", "run", "--json"]
    with (world.path.parent / "run.json").open("w+", encoding="utf-8") as out:
        process = subprocess.Popen(command, env=os.environ | settings, stdout=out)
        _, status, used = os.wait4(process.pid, 0)
        out.seek(0)
        told = json.load(out)
    if status or (told["read"], told["pulled"]) != (HUGE, 2):
        raise SystemExit(f"the run failed: {told}")
    say(f"memory of a run over {HUGE:,} units: {used.ru_maxrss / 1024:.0f} MB (limit {LIMIT_MB})")


def main() -> None:
    with tempfile.TemporaryDirectory() as where, server_apart(Path(where)) as server:
        folder = Path(where)
        one_sheet(server, folder)
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
            if count == HUGE:
                memory(world)
            world.db.close()
    planning()


main()
