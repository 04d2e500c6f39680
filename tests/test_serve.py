import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import psutil
import pytest

from app.db import migrate
from app.serve import listen_at

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="stops its server by a signal")


def settings(folder):
    """What `flask serve` reads: a database of its own."""
    database = folder / "soviec.db"
    migrate(database)
    return os.environ | {
        "DATABASE": str(database),
        "SECRET_KEY": "for tests only",
        "BACKUP_DIR": str(folder / "backups"),
        "FLASK_SKIP_DOTENV": "1",
    }


def flask(environment, *args, **options):
    return subprocess.run(
        [sys.executable, "-m", "flask", *args],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


class Server:
    """`flask serve` on a free port, as its own process."""

    def __init__(self, environment, port):
        self.port = port
        self.sent = threading.Event()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "flask", "serve", "--port", str(port)],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def ask(self, method, path, form=None):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Sec-Fetch-Site": "same-origin"}
        body = urlencode(form) if form else None
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        self.sent.set()
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status

    def wait(self):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                return self.ask("GET", "/healthz")
            except OSError:
                time.sleep(0.1)
        self.process.kill()
        raise AssertionError(self.process.communicate(timeout=5))

    def family(self):
        return psutil.Process(self.process.pid).children(recursive=True)

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=40)
        return self.process.returncode, out, err


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def environment(tmp_path):
    return settings(tmp_path)


@pytest.fixture(scope="module")
def serving(tmp_path_factory):
    """A server that the tests of this module only look at; its environment."""
    environment = settings(tmp_path_factory.mktemp("serving"))
    running = Server(environment, free_port())
    assert running.wait() == 200
    yield running, environment
    running.stop()


def test_the_first_start_makes_a_copy_of_the_database(serving):
    _server, environment = serving
    for _ in range(400):
        copies = list(Path(environment["BACKUP_DIR"]).glob("soviec-*.db"))
        if copies:
            break
        time.sleep(0.1)
    assert len(copies) == 1


def test_while_it_serves_the_database_is_its_own(serving, tmp_path):
    server, environment = serving
    copy = str(tmp_path / "copy.db")
    assert flask(environment, "db", "backup", copy).returncode == 0
    for args in (["db", "restore", copy], ["serve", "--port", str(server.port)]):
        refused = flask(environment, *args)
        assert refused.returncode == 1
        assert "đang chạy" in refused.stderr
        assert len(refused.stderr.strip().splitlines()) == 1


def test_a_port_in_use_is_told_in_one_line(serving, environment):
    server, _environment = serving
    refused = flask(environment, "serve", "--port", str(server.port))
    assert refused.returncode == 1
    assert "cổng khác" in refused.stderr


def test_a_killed_server_takes_its_workers_along_so_that_a_new_one_starts(environment):
    server = Server(environment, free_port())
    server.wait()
    family = server.family()
    server.stop(signal.SIGKILL)
    _gone, alive = psutil.wait_procs(family, timeout=10)
    assert alive == []
    again = Server(environment, server.port)
    assert again.wait() == 200
    finish_the_write_in_hand_then_stop(again, environment)


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="process groups are POSIX's")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_all_its_processes_at_once_stops_it_without_waiting(environment, number):
    server = Server(environment, free_port())
    assert server.wait() == 200
    os.killpg(server.process.pid, number)
    server.process.communicate(timeout=15)
    assert server.process.returncode == 0


def finish_the_write_in_hand_then_stop(server, environment):
    """The write waits for a lock that we hold; the server is told to stop meanwhile."""
    family = server.family()
    lock = sqlite3.connect(environment["DATABASE"], isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    answers = []
    form = {"name": "nobody", "password": "không có ai"}
    writing = threading.Thread(target=lambda: answers.append(server.ask("POST", "/sign-in", form)))
    server.sent.clear()
    writing.start()
    server.sent.wait(20)
    time.sleep(1)
    server.process.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    lock.execute("COMMIT")
    writing.join(20)
    out, err = server.process.communicate(timeout=40)
    assert out == "", "the log says it all"
    assert server.process.returncode == 0, err
    assert answers == [422]
    assert lock.execute("SELECT count(*) FROM login_attempt").fetchone() == (2,)
    lock.close()
    _gone, alive = psutil.wait_procs(family, timeout=5)
    assert alive == []
    lines = [json.loads(line) for line in err.splitlines() if line.startswith("{")]
    assert f"http://127.0.0.1:{server.port}" in [line["message"] for line in lines]
    told = [line for line in lines if line["logger"] == "app.requests"]
    assert all(line["request"] for line in told)
    assert any(line["message"] == "POST /sign-in 422" for line in told)


def test_serving_needs_a_secret_nothing_else_does(environment):
    del environment["SECRET_KEY"]
    refused = flask(environment, "serve")
    assert refused.returncode == 1
    assert "SECRET_KEY" in refused.stderr
    assert flask(environment, "db", "check").returncode == 0


@pytest.mark.parametrize(
    ("public_url", "address"),
    [
        (None, ("127.0.0.1", 5000)),
        ("https://so-viec.example.vn", ("127.0.0.1", 5000)),
        ("http://localhost:8000", ("127.0.0.1", 8000)),
        ("http://192.0.2.7:8000", ("0.0.0.0", 8000)),  # noqa: S104
        ("http://so-viec.lan", ("0.0.0.0", 80)),  # noqa: S104
    ],
)
def test_the_server_listens_where_its_address_says(public_url, address):
    assert listen_at(public_url) == address
