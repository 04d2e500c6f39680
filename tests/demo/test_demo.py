"""`flask demo`: what stands after the first start; who may run it."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from app.demo import command as demo
from app.demo import stage
from app.demo.layouts import LAYOUTS
from app.demo.units import UNITS
from app.factory import create_app
from sync.emulator.server import running_emulator
from tests.sync.emulator.test_durability import ROOT, free_port

PLAN = """KẾ HOẠCH
Ra quân mùa hè năm 2026

I. NỘI DUNG
1. Trồng 200 cây xanh dọc đường liên ấp trước ngày 30/6/2026
2. Vận động hiến máu tình nguyện một đợt trong tháng bảy
3. Tổ chức lớp học hè cho thiếu nhi ở nhà văn hóa ấp

Nơi nhận:
- Các cơ sở Đoàn trực thuộc;
- Lưu: VP.
"""


def start(config, emulator, plan=None):
    """The demonstration in this test's own database; gives its command line."""
    app = create_app(
        replace(
            config,
            sheets_origin=emulator.origin,
            reads_per_minute=10_000,
            writes_per_minute=10_000,
        )
    )
    stage.load(app, emulator, plan)
    runner = app.test_cli_runner()

    def flask(*args):
        result = runner.invoke(args=list(args))
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return flask


def test_there_is_a_layout_for_each_unit_and_none_twice():
    assert len(LAYOUTS) == len(UNITS) == 12
    assert len(set(LAYOUTS)) == len(LAYOUTS)


def test_twelve_sheets_are_linked_read_and_agree_with_their_checklists(config):
    with running_emulator() as emulator:
        flask = start(config, emulator)
        status = flask("sync", "status", "--json")["links"]
        assert {link["unit"] for link in status} == {unit.code for unit in UNITS}
        assert {link["state"] for link in status} == {"ok"}
        assert [one["unit"] for one in flask("sync", "conflicts", "--json")] == ["AP3"]
        again = flask("sync", "run", "--json")
        assert (again["pulled"], again["pushed"], again["failed"]) == (0, 0, 0)
        assert again["requests"] == {"drive": 0, "reads": 12, "writes": 0}
        for unit in UNITS:
            shown = flask("checklist", "show", "1", unit.code, "--json")
            assert shown["progress"]["done"] > 0, unit.code


def test_another_plan_is_laid_out_in_the_same_ways(config, tmp_path):
    plan = tmp_path / "mua-he.txt"
    plan.write_text(PLAN, encoding="utf-8")
    with running_emulator() as emulator:
        flask = start(config, emulator, plan)
        assert len(flask("sync", "status", "--json")["links"]) == 12


KILLED = """
import os, signal, sys
from pathlib import Path
from app.config import Config
from app.db import migrate
from app.demo import command

command.FOLDER.mkdir(parents=True)
here = Path.cwd()
config = Config(secret_key="x", database=here / "soviec.db", backup_dir=here / "b")
migrate(config.database)
with command.intranet(config, int(sys.argv[1])) as server:
    print(server.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name != "posix", reason="kills by a signal")
def test_a_demonstration_that_is_killed_takes_the_intranet_along(tmp_path):
    env = os.environ | {"PYTHONPATH": str(ROOT), "FLASK_APP": str(ROOT / "wsgi.py")}
    command = [sys.executable, "-c", KILLED, str(free_port())]
    killed = subprocess.run(
        command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    number = int(killed.stdout)
    for _ in range(300):
        if not psutil.pid_exists(number) or ended(number):
            break
        time.sleep(0.2)
    assert not psutil.pid_exists(number) or ended(number)


def ended(number):
    """Nobody waits for a child whose parent was killed."""
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(number).status() == psutil.STATUS_ZOMBIE
    return True


def test_it_is_not_run_twice_at_once(monkeypatch, tmp_path):
    me = psutil.Process(os.getpid())
    running = tmp_path / "process"
    running.write_text(f"{me.pid} {me.create_time()}", encoding="utf-8")
    monkeypatch.setattr(demo, "PROCESS", running)
    with pytest.raises(demo.Refused, match="đang chạy"):
        demo.check_alone()
    Path(running).write_text(f"{me.pid} 1.0", encoding="utf-8")
    demo.check_alone()
