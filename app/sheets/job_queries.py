"""All SQL of the rounds asked for on screen."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Job:
    """A round asked for on screen: how far it is, what became of it."""

    id: int
    by: str
    started_at: str
    ended_at: str | None
    host: str
    pid: int
    process_started: float
    done: int
    total: int
    seconds_left: float
    run_id: int | None
    error: str | None


_JOBS = """
    SELECT id, by, started_at, ended_at, host, pid, process_started, done, total, seconds_left,
        run_id, error
    FROM sheet_job
"""


def add(db: Database, values: dict[str, object]) -> int:
    cursor = db.conn.execute(
        """
        INSERT INTO sheet_job (by, started_at, host, pid, process_started)
        VALUES (:by, :started_at, :host, :pid, :process_started)
        """,
        values,
    )
    return int(cursor.lastrowid or 0)


def job(db: Database, job_id: int) -> Job | None:
    row = db.conn.execute(_JOBS + " WHERE id = ?", [job_id]).fetchone()
    return Job(*row) if row else None


def newest(db: Database) -> Job | None:
    row = db.conn.execute(_JOBS + " ORDER BY id DESC LIMIT 1").fetchone()
    return Job(*row) if row else None


def progress(db: Database, job_id: int, done: int, total: int, seconds_left: float) -> None:
    db.conn.execute(
        "UPDATE sheet_job SET done = ?, total = ?, seconds_left = ? WHERE id = ?",
        [done, total, seconds_left, job_id],
    )


def end(db: Database, job_id: int, at: str, run: int | None, error: str | None) -> None:
    db.conn.execute(
        "UPDATE sheet_job SET ended_at = ?, run_id = ?, error = ? WHERE id = ?",
        [at, run, error, job_id],
    )
