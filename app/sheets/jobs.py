"""Rounds that run while the page that asked for them shows how far they are."""

import logging
import os
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass

import psutil
from flask import Flask
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlite_utils import Database

from app.clock import now
from app.db import get_db, write_tx
from app.sheets import engine, job_queries
from app.sheets.job_queries import Job
from sync.core.refusal import Refused
from sync.engine import Engine, Progress

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    """What a job made: a run, and in words what it could not do."""

    run: int
    left: str = ""


Work = Callable[[Engine, Progress], Made]


def alive(job: Job) -> bool:
    """Whether it is still at work: not ended, its process on this machine lives."""
    if job.ended_at is not None:
        return False
    if job.host != socket.gethostname():
        return True
    try:
        return abs(psutil.Process(job.pid).create_time() - job.process_started) < 1
    except psutil.NoSuchProcess:
        return False


def current(db: Database) -> Job | None:
    """The job at work now."""
    job = job_queries.newest(db)
    return job if job is not None and alive(job) else None


def start(app: Flask, work: Work, by: str) -> int:
    """Begin the work beside this request; gives the job. One at a time: a running one is given.

    The thread ends with its process; what it had not done, the next round does (rule 7).
    """
    db = get_db()
    with write_tx(db):
        running = current(db)
        if running is not None:
            return running.id
        me = psutil.Process(os.getpid())
        job = job_queries.add(
            db,
            {
                "by": by,
                "started_at": now(),
                "host": socket.gethostname(),
                "pid": me.pid,
                "process_started": me.create_time(),
            },
        )
    threading.Thread(target=_run, args=(app, job, work), name=f"job {job}", daemon=True).start()
    return job


def _run(app: Flask, job: int, work: Work) -> None:
    with app.app_context(), force_locale("vi"):
        db = get_db()
        run, error = None, None

        def progress(done: int, total: int, seconds_left: float) -> None:
            with write_tx(db):
                job_queries.progress(db, job, done, total, seconds_left)

        try:
            with engine.online(db) as sync:
                made = work(sync, progress)
                run, error = made.run, made.left or None
        except Refused as refusal:
            error = refusal.message
        except Exception:
            log.exception("a round asked for on screen failed", extra={"job": job})
            error = _("Lượt này dừng giữa chừng. Chưa mất chữ nào; hãy bấm Đồng bộ ngay lần nữa.")
        with write_tx(db):
            job_queries.end(db, job, now(), run, error)
    db.close()


def weekly(_app: Flask) -> None:
    """The weekly round over all links; without an account or a link there is nothing to do."""
    db = get_db()
    try:
        with engine.online(db) as sync:
            report = sync.run(by=_("Hằng tuần"))
    except Refused as refusal:
        log.warning("no weekly round: %s", refusal.message)
        return
    log.info("weekly round", extra={"run": report.run, "failed": report.failed})
