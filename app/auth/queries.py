"""All SQL of sign-in: users, their sessions."""

from dataclasses import dataclass

from sqlite_utils import Database

from app.auth.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Account:
    """A user with what sign-in needs."""

    viewer: Viewer
    password_hash: str
    active: bool


def add_user(  # noqa: PLR0913 - one argument for each column
    db: Database, name: str, password_hash: str, role: str, unit_id: int | None, at: str
) -> int:
    cursor = db.conn.execute(
        """
        INSERT INTO user (name, password_hash, role, unit_id, created_at)
        VALUES (:name, :password_hash, :role, :unit_id, :at)
        """,
        {
            "name": name,
            "password_hash": password_hash,
            "role": role,
            "unit_id": unit_id,
            "at": at,
        },
    )
    return int(cursor.lastrowid or 0)


def account_by_name(db: Database, name: str) -> Account | None:
    row = db.conn.execute(
        "SELECT id, name, role, unit_id, password_hash, active FROM user WHERE name = :name",
        {"name": name},
    ).fetchone()
    return Account(Viewer(*row[:4]), row[4], bool(row[5])) if row else None


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
