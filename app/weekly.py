"""The weekly job: a checked copy of the database, then what the features registered."""

import logging
import multiprocessing
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Event

from flask import Flask

from app import backups, logs
from app.clock import as_stored
from app.config import Config
from app.db import get_db, write_tx
from app.schedule import Weekly
from app.settings import queries as settings

log = logging.getLogger(__name__)

Job = Callable[[Flask, datetime], None]

DONE = "weekly.done_at"
LOOK_EVERY = timedelta(seconds=20)
RETRY_AFTER = timedelta(minutes=15)


def run(app: Flask, moment: datetime) -> None:
    """Copy the database unless a copy since the due time exists; then the features' parts.

    Each part is a function of the app in `app.extensions["weekly"]` (see app/factory.py).
    It is done when all of it is done: after a crash the whole is due again.
    """
    with app.app_context():
        due = plan(app).last_before(moment)
        copies = backups.kept(app.config["SOVIEC"])
        if not copies or copies[0].at < due:
            copy = backups.make(app.config["SOVIEC"])
            log.info("backup made", extra={"path": str(copy.path)})
        for part in app.extensions["weekly"]:
            part(app)
        remember(moment)


def begin(app: Flask, moment: datetime) -> None:
    """The first start of an installation: a first copy; nothing was missed."""
    with app.app_context():
        if settings.value(get_db(), DONE) is None:
            backups.make(app.config["SOVIEC"])
            remember(moment)


def remember(moment: datetime) -> None:
    db = get_db()
    with write_tx(db):
        settings.put(db, DONE, as_stored(moment))


def is_due(app: Flask, moment: datetime) -> bool:
    with app.app_context():
        done = settings.value(get_db(), DONE)
        return done is not None and plan(app).is_due(datetime.fromisoformat(done), moment)


def plan(app: Flask) -> Weekly:
    config: Config = app.config["SOVIEC"]
    return config.sync_at


def look(app: Flask, moment: datetime) -> None:
    """Run it where it is due."""
    if is_due(app, moment):
        run(app, moment)


def watch(config: Config, stop: Event) -> None:
    """The body of the one process beside the workers; ends when told, or with its parent."""
    from app.factory import create_app

    told: list[int] = []
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the server, which tells us
    signal.signal(signal.SIGTERM, lambda number, _frame: told.append(number))
    logs.configure()
    app = create_app(config)
    _attempt(begin, app, datetime.now(UTC))
    next_look = datetime.now(UTC)
    while not (told or stop.wait(1) or _is_orphan()):
        moment = datetime.now(UTC)
        if moment >= next_look:
            went_through = _attempt(look, app, moment)
            next_look = moment + (LOOK_EVERY if went_through else RETRY_AFTER)


def _attempt(job: Job, app: Flask, moment: datetime) -> bool:
    """Whether it went through; what went wrong is logged, the watch goes on."""
    try:
        job(app, moment)
    except Exception:
        log.exception("weekly job failed")
        return False
    return True


def _is_orphan() -> bool:
    parent = multiprocessing.parent_process()
    return parent is not None and not parent.is_alive()
