"""A server that is killed loses nothing it has answered; writers never tear a batch."""

import functools
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from sync.emulator.server import Emulator, Tab, running_emulator
from tests.sync.emulator.conftest import Api

ROOT = Path(__file__).parents[3]
SERVE = "import sys; from pathlib import Path; from sync.emulator.server import serve; "
SERVE += "serve(int(sys.argv[1]), Path(sys.argv[2]))"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(port: int, data: Path) -> "subprocess.Popen[bytes]":
    """A server process of its own, answering."""
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(port), str(data)], cwd=ROOT)
    for _ in range(200):
        try:
            requests.get(f"http://127.0.0.1:{port}/", timeout=1)
            return process
        except requests.ConnectionError:
            time.sleep(0.05)
    process.kill()
    raise AssertionError("the server did not start")


def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    data = tmp_path / "sheets.db"
    tab = Tab("T", [["x", "=1+1"]], notes={"A1": "ghi"}, merges=["A3:B3"], hidden_rows=[1])
    with running_emulator(data) as emulator:
        emulator.seed("b", "Đoàn xã", [tab], locale="vi_VN")
        emulator.seed_file("tep", "a.xlsx", b"PK\x03\x04", "application/vnd.ms-excel")
        emulator.share("b", "reader", "doc@example.org")
        first = Api(emulator.origin).get("b", includeGridData="true")
        token = emulator.store.change
    with running_emulator(data) as emulator:
        api = Api(emulator.origin)
        assert api.get("b", includeGridData="true") == first
        assert api.call("GET", "/drive/v3/files/tep", alt="media") == b"PK\x03\x04"
        assert len(emulator.store.files["b"].permissions) == 2
        assert emulator.store.change == token


def test_two_servers_do_not_share_a_data_file(tmp_path: Path) -> None:
    data = tmp_path / "sheets.db"
    with running_emulator(data), pytest.raises(sqlite3.OperationalError, match="locked"):
        Emulator(data)


@pytest.mark.parametrize("moment", [0.2, 0.45])
def test_a_kill_at_any_moment_loses_no_answered_write(tmp_path: Path, moment: float) -> None:
    data, port = tmp_path / "sheets.db", free_port()
    process = start(port, data)
    api = Api(f"http://127.0.0.1:{port}")
    seed = {"id": "b", "title": "b", "tabs": [{"title": "T", "rows": [[0, 0]]}]}
    api.call("POST", "/_emulator/spreadsheets", seed)
    killer = threading.Timer(moment, process.kill)
    killer.start()
    answered = 0
    try:
        for number in range(1, 100_000):
            api.write("b", "A1:B1", [[number, number]])
            answered = number
    except requests.RequestException:
        pass
    process.wait()
    assert answered > 0
    again = start(port, data)
    try:
        (row,) = Api(f"http://127.0.0.1:{port}").read("b", "A1:B1")
    finally:
        again.kill()
        again.wait()
    assert row[0] == row[1], "both cells of one write, or none"
    assert answered <= row[0] <= answered + 1, "only the write in flight may or may not be there"


@pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGTERM to catch")
def test_an_interrupted_server_leaves_the_data_file_to_the_next(tmp_path: Path) -> None:
    data, port = tmp_path / "sheets.db", free_port()
    process = start(port, data)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10) == 0
    with running_emulator(data) as emulator:
        assert emulator.store.files == {}


def together(jobs: list[Callable[[], None]]) -> None:
    """Run the jobs at the same time, to their ends."""
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_concurrent_writers_and_readers_never_see_a_torn_batch(emulator: Emulator) -> None:
    emulator.keep_exchanges = False
    emulator.seed("b", "b", [Tab("T", [[0] * 6 for _ in range(20)], size=(20, 6))])
    seen: list[set[str]] = []

    def write(number: int) -> None:
        own = Api(emulator.origin, f"writer {number}")
        for turn in range(25):
            own.write("b", "A1:F20", [[number * 1000 + turn] * 6 for _ in range(20)])

    def look() -> None:
        own = Api(emulator.origin, "reader")
        seen.extend({str(row) for row in own.read("b", "A1:F20")} for _ in range(60))

    together([functools.partial(write, number) for number in range(4)] + [look, look])
    assert len(seen) == 120
    assert all(len(rows) == 1 for rows in seen), "every row of a batch, or none"


def test_concurrent_batches_are_each_applied_once(api: Api, emulator: Emulator) -> None:
    emulator.seed("b", "b", [Tab("T", size=(10, 3))])

    def add(number: int) -> None:
        own = Api(emulator.origin, f"writer {number}")
        for turn in range(10):
            own.batch("b", {"addSheet": {"properties": {"title": f"{number}.{turn}"}}})

    together([functools.partial(add, number) for number in range(4)])
    titles = [entry["properties"]["title"] for entry in api.get("b")["sheets"]]
    assert len(titles) == len(set(titles)) == 41
