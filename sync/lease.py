"""One run at a time per spreadsheet, across processes."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
from sqlite_utils import Database

from sync.transaction import write_tx

SECONDS = 900.0
"""How long a lease of another machine is believed; one of this machine asks the process."""


@contextmanager
def leased(db: Database, spreadsheet_id: str, holder: str, now: float) -> Iterator[bool]:
    """Gives whether the spreadsheet is ours for now; lets go of it at the end."""
    got = take(db, spreadsheet_id, holder, now)
    try:
        yield got
    finally:
        if got:
            drop(db, spreadsheet_id, holder)


def take(db: Database, spreadsheet_id: str, holder: str, now: float) -> bool:
    """A dead process of this machine, or an expired lease of another one, is taken over."""
    with write_tx(db):
        row = db.conn.execute(
            """
            SELECT host, pid, process_started, expires_at FROM sync_lease WHERE spreadsheet_id = ?
            """,
            [spreadsheet_id],
        ).fetchone()
        if row is not None and not _over(row[0], row[1], row[2], row[3], now):
            return False
        db.conn.execute(
            """
            INSERT INTO sync_lease (spreadsheet_id, holder, host, pid, process_started, expires_at)
            VALUES (:sheet, :holder, :host, :pid, :started, :expires)
            ON CONFLICT (spreadsheet_id) DO UPDATE SET holder = excluded.holder,
                host = excluded.host, pid = excluded.pid,
                process_started = excluded.process_started, expires_at = excluded.expires_at
            """,
            {
                "sheet": spreadsheet_id,
                "holder": holder,
                "host": socket.gethostname(),
                "pid": os.getpid(),
                "started": _started(os.getpid()) or 0.0,
                "expires": now + SECONDS,
            },
        )
        return True


def _over(host: str, pid: int, started: float, expires: float, now: float) -> bool:
    if host != socket.gethostname():
        return now > expires
    alive = _started(pid)
    return alive is None or abs(alive - started) > 1


def _started(pid: int) -> float | None:
    """When the process began; a reused process number began at another time."""
    try:
        return psutil.Process(pid).create_time()
    except psutil.NoSuchProcess:
        return None


def drop(db: Database, spreadsheet_id: str, holder: str) -> None:
    with write_tx(db):
        db.conn.execute(
            "DELETE FROM sync_lease WHERE spreadsheet_id = ? AND holder = ?",
            [spreadsheet_id, holder],
        )
