"""Rounds beside the page, and the weekly one."""

import os
import socket
from dataclasses import replace

import psutil

from app.clock import now
from app.db import get_db
from app.sheets import job_queries, jobs
from app.sheets.words import time_left


def job(db, **changes):
    me = psutil.Process(os.getpid())
    values = {
        "by": "can-bo",
        "started_at": now(),
        "host": socket.gethostname(),
        "pid": me.pid,
        "process_started": me.create_time(),
    }
    made = job_queries.job(db, job_queries.add(db, values))
    assert made is not None
    return replace(made, **changes)


def test_a_job_whose_process_is_gone_is_not_at_work(app, db):
    assert jobs.alive(job(db))
    assert not jobs.alive(job(db, process_started=1.0))
    assert not jobs.alive(job(db, pid=2**22 + 1))
    assert not jobs.alive(job(db, ended_at=now()))


def test_a_second_press_joins_the_round_at_work(app, db, client_as):
    first = job(db)
    client = client_as("district")
    with app.app_context():
        running = jobs.current(get_db())
    assert running is not None
    assert running.id == first.id
    assert "Đang đồng bộ" in client.get("/sheets/").text


def test_what_is_left_is_told_honestly(app):
    with app.test_request_context():
        assert time_left(330, 55) == "còn khoảng 6 phút: Google cho 55 lượt mỗi phút"
        assert time_left(20, 55) == "còn dưới một phút"


def test_the_weekly_round_carries_what_waits(linked, app, sheet):
    sheet("bang-a!C3", "Hoàn thành")
    assert jobs.weekly in app.extensions["weekly"]
    with app.app_context():
        jobs.weekly(app)
    entries = linked("checklist", "show", "1", "AP1", "--json")["entries"]
    assert next(e for e in entries if e["key"] == "I.1.1")["state"] == "done"
