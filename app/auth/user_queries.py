"""All SQL of the people who may sign in."""

from dataclasses import dataclass

from sqlite_utils import Database

from app.auth.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Account:
    """A user with what sign-in needs."""

    viewer: Viewer
    password_hash: str
    active: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A user as the list shows them; `seen_at` is the last request of an open session."""

    id: int
    name: str
    role: str
    unit: str | None
    active: bool
    seen_at: str | None


def add_user(
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


def account(db: Database, user_id: int) -> Account | None:
    row = db.conn.execute(
        "SELECT id, name, role, unit_id, password_hash, active FROM user WHERE id = :id",
        {"id": user_id},
    ).fetchone()
    return Account(Viewer(*row[:4]), row[4], bool(row[5])) if row else None


def users(db: Database) -> list[Listed]:
    rows = db.conn.execute(
        """
        SELECT user.id, user.name, user.role, unit.name, user.active = 1, max(session.seen_at)
        FROM user
        LEFT JOIN unit ON unit.id = user.unit_id
        LEFT JOIN session ON session.user_id = user.id
        GROUP BY user.id
        ORDER BY user.active DESC, user.name
        """
    ).fetchall()
    return [Listed(*row) for row in rows]


def other_admins(db: Database, user_id: int) -> int:
    """How many other active administrators there are."""
    (count,) = db.conn.execute(
        "SELECT count(*) FROM user WHERE role = 'admin' AND active = 1 AND id <> :id",
        {"id": user_id},
    ).fetchone()
    return int(count)


def set_password(db: Database, user_id: int, password_hash: str) -> None:
    db.conn.execute(
        "UPDATE user SET password_hash = :password_hash WHERE id = :id",
        {"password_hash": password_hash, "id": user_id},
    )


def set_role(db: Database, user_id: int, role: str, unit_id: int | None) -> None:
    db.conn.execute(
        "UPDATE user SET role = :role, unit_id = :unit_id WHERE id = :id",
        {"role": role, "unit_id": unit_id, "id": user_id},
    )


def set_active(db: Database, user_id: int, active: bool) -> None:
    db.conn.execute(
        "UPDATE user SET active = :active WHERE id = :id", {"active": int(active), "id": user_id}
    )


def unit_choices(db: Database) -> list[tuple[int, str]]:
    """Units a person can belong to: id, `name (code)`."""
    rows = db.conn.execute("SELECT id, name || ' (' || code || ')' FROM unit ORDER BY name, code")
    return [(row[0], row[1]) for row in rows.fetchall()]
