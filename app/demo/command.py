"""`flask demo`: the intranet and a local Sheets server, with sample data."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

import click
import psutil
import requests
from flask_babel import gettext as _

from app.cli import Single
from app.config import Config
from app.db import migrate
from app.demo import stage
from app.demo.units import UNITS
from app.serve import check_port
from sync.core.refusal import Refused
from sync.emulator.server import running_emulator

FOLDER = Path("instance/demo")
SECRET = FOLDER / "secret"
"""Written when all sample data stands: without it the next start begins anew."""
PROCESS = FOLDER / "process"
"""Which process runs the demonstration now: its number, when it began."""
HOST = "127.0.0.1"
LOG = "server.log"
SECONDS_TO_START, SECONDS_TO_STOP = 60, 40
NOT_FOR_THE_DEMO = ("GOOGLE_CREDENTIALS", "PUBLIC_URL")
OFFICE_EMAIL = "so-viec@doan-suoi-mau.example"
QUOTA = 600
"""Requests a minute: the local server has no quota, but the pace keeps its place in the demo."""

port_type = click.IntRange(1, 65535)


@click.command("demo", cls=Single)
@click.option(
    "--port",
    envvar="PORT",
    default=5000,
    show_default=True,
    type=port_type,
    help="Cổng của Sổ Việc.",
)
@click.option(
    "--sheets-port",
    envvar="SHEETS_PORT",
    default=5001,
    show_default=True,
    type=port_type,
    help="Cổng của máy chủ Sheets.",
)
@click.option(
    "--plan", envvar="PLAN", type=click.Path(dir_okay=False, path_type=Path), help="Kế hoạch khác."
)
@click.option("--reset", is_flag=True, help="Xóa dữ liệu thử nghiệm rồi bắt đầu lại.")
def command(port: int, sheets_port: int, plan: Path | None, reset: bool) -> None:
    """Chạy thử với dữ liệu mẫu; dừng bằng Ctrl-C, lần sau chạy tiếp từ chỗ đó."""
    if plan is not None and not plan.is_file():
        raise Refused(_("Không mở được tệp %(file)s. Hãy kiểm tra lại tên tệp.", file=str(plan)))
    check_port(HOST, port)
    check_port(HOST, sheets_port)
    check_alone()
    if reset or not SECRET.exists():
        shutil.rmtree(FOLDER, ignore_errors=True)
    elif plan is not None:
        click.echo(_("Dữ liệu thử nghiệm đã có. Muốn dùng kế hoạch khác: make demo-reset"))
    signal.signal(signal.SIGTERM, _stop)
    try:
        _run(port, sheets_port, plan)
    except KeyboardInterrupt:
        click.echo(_("Đã dừng. Chạy lại để tiếp tục."))


def check_alone() -> None:
    """Two at once would share one database and one set of sheets."""
    if not PROCESS.exists():
        return
    number, began = PROCESS.read_text(encoding="utf-8").split()
    with suppress(psutil.NoSuchProcess):
        if abs(psutil.Process(int(number)).create_time() - float(began)) < 1:
            raise Refused(_("Bản chạy thử đang chạy rồi. Hãy dừng nó trước (Ctrl-C)."))


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _run(port: int, sheets_port: int, plan: Path | None) -> None:
    from app.factory import create_app  # it wires this command, too

    config = Config(
        secret_key=_secret(),
        database=FOLDER / "soviec.db",
        sheets_origin=f"http://{HOST}:{sheets_port}",
        reads_per_minute=QUOTA,
        writes_per_minute=QUOTA,
        backup_dir=FOLDER / "backups",
    )
    migrate(config.database)
    me = psutil.Process()
    PROCESS.write_text(f"{me.pid} {me.create_time()}", encoding="utf-8")
    options = {"default_email": OFFICE_EMAIL}
    with running_emulator(FOLDER / "sheets.db", options, sheets_port) as emulator:
        if not SECRET.exists():
            click.echo(_("Đang dựng dữ liệu mẫu: một kế hoạch, mười hai đơn vị, mười hai bảng…"))
            stage.load(create_app(config), emulator, plan)
            SECRET.write_text(config.secret_key or "", encoding="utf-8")
        with intranet(config, port) as server:
            _tell(port, sheets_port)
            server.wait()
    raise Refused(_("Sổ Việc đã dừng. Nguyên nhân ở tệp %(log)s.", log=str(FOLDER / LOG)))


def _secret() -> str:
    """The one kept from the first start, so that a second one leaves everyone signed in."""
    return SECRET.read_text(encoding="utf-8") if SECRET.exists() else secrets.token_hex()


@contextmanager
def intranet(config: Config, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """`flask serve` as a process of its own, answering; it stops when its input closes."""
    env = {name: value for name, value in os.environ.items() if name not in NOT_FOR_THE_DEMO}
    env |= {
        "SECRET_KEY": config.secret_key or "",
        "DATABASE": str(config.database),
        "SHEETS_ORIGIN": config.sheets_origin or "",
        "SHEETS_READS_PER_MINUTE": str(config.reads_per_minute),
        "SHEETS_WRITES_PER_MINUTE": str(config.writes_per_minute),
        "BACKUP_DIR": str(config.backup_dir),
    }
    serve = [sys.executable, "-m", "app.demo.intranet", "--host", HOST, "--port", str(port)]
    with (FOLDER / LOG).open("ab") as log:
        server = subprocess.Popen(  # noqa: S603 - ours
            serve, env=env, stdin=subprocess.PIPE, stdout=log, stderr=log
        )
        try:
            _wait_for(server, port)
            yield server
        finally:
            server.communicate(timeout=SECONDS_TO_STOP)


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(requests.RequestException):
            if requests.get(f"http://{HOST}:{port}/healthz", timeout=2).ok:
                return
        time.sleep(0.2)
    raise Refused(_("Sổ Việc chưa chạy được. Nguyên nhân ở tệp %(log)s.", log=str(FOLDER / LOG)))


def _tell(port: int, sheets_port: int) -> None:
    click.echo(f"""
  Sổ Việc            http://{HOST}:{port}
  Bảng của đơn vị    http://{HOST}:{sheets_port}

  {_("Mật khẩu chung:")} {stage.PASSWORD}
  {stage.STAFF:10} {_("cán bộ cơ quan")}
  {stage.ADMIN:10} {_("quản trị")}
  {stage.VIEWER:10} {_("người xem")}
""")
    for unit in UNITS:
        click.echo(f"  {stage.unit_account(unit):10} {unit.name}")
    click.echo("\n  " + _("Dừng: Ctrl-C. Bắt đầu lại từ đầu: make demo-reset") + "\n")
    sys.stdout.flush()
