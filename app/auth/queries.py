"""All SQL of sign-in: sessions, tries."""

from datetime import datetime

from sqlite_utils import Database

from app.auth.viewer import Viewer


def open_session(db: Database, token_hash: str, user_id: int, at: str) -> None:
    db.conn.execute(
        """
        INSERT INTO session (token_hash, user_id, created_at, seen_at)
        VALUES (:token_hash, :user_id, :at, :at)
        """,
        {"token_hash": token_hash, "user_id": user_id, "at": at},
    )


def viewer_of_session(
    db: Database, token_hash: str, *, created_after: str, seen_after: str
) -> tuple[Viewer, str] | None:
    """Whose session it is, when it was last seen; None where ended, too old or disabled."""
    row = db.conn.execute(
        """
        SELECT user.id, user.name, user.role, user.unit_id, session.seen_at
        FROM session JOIN user ON user.id = session.user_id
        WHERE session.token_hash = :token_hash AND user.active = 1
            AND session.created_at >= :created_after AND session.seen_at >= :seen_after
        """,
        {"token_hash": token_hash, "created_after": created_after, "seen_after": seen_after},
    ).fetchone()
    return (Viewer(*row[:4]), row[4]) if row else None


def touch_session(db: Database, token_hash: str, at: str) -> None:
    db.conn.execute(
        "UPDATE session SET seen_at = :at WHERE token_hash = :token_hash",
        {"at": at, "token_hash": token_hash},
    )


def end_session(db: Database, token_hash: str) -> None:
    db.conn.execute(
        "DELETE FROM session WHERE token_hash = :token_hash", {"token_hash": token_hash}
    )


def end_sessions_of(db: Database, user_id: int) -> None:
    db.conn.execute("DELETE FROM session WHERE user_id = :user_id", {"user_id": user_id})


def end_old_sessions(db: Database, *, created_before: str, seen_before: str) -> None:
    db.conn.execute(
        "DELETE FROM session WHERE created_at < :created_before OR seen_at < :seen_before",
        {"created_before": created_before, "seen_before": seen_before},
    )


def attempts(db: Database, key: str) -> list[datetime]:
    rows = db.conn.execute("SELECT at FROM login_attempt WHERE key = :key", {"key": key})
    return [datetime.fromisoformat(row[0]) for row in rows.fetchall()]


def add_attempt(db: Database, key: str, at: str) -> None:
    db.conn.execute(
        "INSERT INTO login_attempt (key, at) VALUES (:key, :at)", {"key": key, "at": at}
    )


def forget_attempts_before(db: Database, at: str) -> None:
    db.conn.execute("DELETE FROM login_attempt WHERE at < :at", {"at": at})


def forget_attempts_of(db: Database, key: str) -> None:
    db.conn.execute("DELETE FROM login_attempt WHERE key = :key", {"key": key})


def forget_last_attempt_of(db: Database, key: str) -> None:
    db.conn.execute(
        "DELETE FROM login_attempt WHERE id = (SELECT max(id) FROM login_attempt WHERE key = :key)",
        {"key": key},
    )
