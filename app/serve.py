"""`flask serve`: the production server, the weekly job's one process beside its workers."""

import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from urllib.parse import urlsplit

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _
from granian import Granian
from granian.constants import Interfaces
from sqlite_utils.utils import sqlite3

from app import logs, weekly
from app.backups import not_served
from app.cli import Single
from app.config import Config
from app.db import SAFE_SQLITE, connect
from migrations.migrations import migrations
from sync.core.refusal import Refused

log = logging.getLogger(__name__)

PORT = 5000
SECONDS_TO_FINISH = 30


@click.command("serve", cls=Single)
@click.option("--host", help="Địa chỉ lắng nghe; nếu không ghi thì theo PUBLIC_URL.")
@click.option("--port", type=click.IntRange(1, 65535), help="Cổng; nếu không ghi thì 5000.")
@with_appcontext
def command(host: str | None, port: int | None) -> None:
    """Chạy máy chủ, kèm việc hằng tuần (sao lưu, đồng bộ)."""
    config: Config = current_app.config["SOVIEC"]
    check(config)
    at_host, at_port = listen_at(config.public_url)
    host, port = host or at_host, port or at_port
    with not_served(config.database, patience=3):
        check_port(host, port)
        serve(config, host, port)


def listen_at(public_url: str | None) -> tuple[str, int]:
    """A plain address of the LAN is served to the LAN; behind a TLS proxy only to the proxy."""
    address = urlsplit(public_url or "")
    if address.scheme != "http":
        return "127.0.0.1", PORT
    if address.hostname in ("127.0.0.1", "localhost"):
        return "127.0.0.1", address.port or PORT
    return "0.0.0.0", address.port or 80  # noqa: S104 - the office asked for its LAN


def address(host: str, port: int) -> str:
    """What a browser on this machine opens: a server that listens everywhere is here, too."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - read, not bound
    return f"http://[{here}]:{port}" if ":" in here else f"http://{here}:{port}"


def check(config: Config) -> None:
    """Refused for all that would make every page fail."""
    if not config.secret_key:
        raise Refused(_("Chưa có SECRET_KEY. Hãy chạy: .venv/bin/flask setup"))
    db = connect(config.database)
    pending = migrations.pending(db)
    db.close()
    if pending:
        raise Refused(_("Cơ sở dữ liệu còn cũ. Hãy chạy: .venv/bin/flask db migrate"))


def check_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                _("Không mở được %(host)s cổng %(port)s. Hãy chọn cổng khác.", host=host, port=port)
            ) from error


def workers() -> int:
    """Two, so that one slow page never stops the site; one on Windows (granian's limit).

    One, too, with an old SQLite, which can corrupt a file that two processes checkpoint.
    """
    safe = sqlite3.sqlite_version_info >= SAFE_SQLITE
    return 2 if safe and sys.platform != "win32" else 1


def worker() -> Flask:
    """What each worker serves; a worker whose server was killed stops, too."""
    from app.factory import create_app

    if hasattr(signal, "pthread_sigmask"):
        # Ctrl-C reaches the server, which tells us: told twice, a worker of granian's hangs.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, daemon=True).start()
    return create_app()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    parent.join()
    for _second in range(SECONDS_TO_FINISH):
        # Told again: a worker that is still starting does not hear the first one.
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(1)
    os._exit(1)


def serve(config: Config, host: str, port: int) -> None:
    """Until told to stop: requests in hand are finished, then the weekly job's current part."""
    logs.configure()
    spawn = multiprocessing.get_context("spawn")
    stop = spawn.Event()
    job = spawn.Process(target=weekly.watch, args=(config, stop), name="weekly")
    server = Granian(
        "app.serve:worker",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        websockets=False,
        workers=workers(),
        blocking_threads=2 if workers() == 2 else 4,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
        log_dictconfig=logs.SERVER,
    )
    if hasattr(os, "register_at_fork"):
        # Until granian sets a worker's own handler, the server's would forget that it was told.
        os.register_at_fork(after_in_child=lambda: signal.signal(signal.SIGTERM, signal.SIG_DFL))
    server.on_startup(job.start)
    public = {"public_url": config.public_url}
    server.on_startup(lambda: log.info("%s", address(host, port), extra=public))
    try:
        server.serve()
    except SystemExit:
        # A worker that was told, too, and was quicker than its server is no failure.
        if not server.interrupt_signal:
            raise
    finally:
        stop.set()
        job.join(SECONDS_TO_FINISH)
        if job.is_alive():
            job.terminate()
