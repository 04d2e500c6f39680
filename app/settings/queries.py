"""All SQL of the office's settings."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Office:
    """What papers print of the office; an unset field is an empty text.

    `superior` is the level above ("cấp trên ngành dọc"), `committee` the Party committee or Front
    of the same level ("cấp ủy, Mặt trận cùng cấp"), `place` the place name before a date.
    """

    name: str = ""
    superior: str = ""
    committee: str = ""
    place: str = ""


def office(db: Database) -> Office:
    rows = db.conn.execute("SELECT key, value FROM setting WHERE key LIKE 'office.%'").fetchall()
    known = {key.removeprefix("office."): value for key, value in rows}
    return Office(**{name: known.get(name, "") for name in Office.__slots__})


def save_office(db: Database, office: Office) -> None:
    for name in Office.__slots__:
        put(db, f"office.{name}", getattr(office, name))


def value(db: Database, key: str) -> str | None:
    row = db.conn.execute("SELECT value FROM setting WHERE key = :key", {"key": key}).fetchone()
    return row[0] if row else None


def put(db: Database, key: str, text: str) -> None:
    db.conn.execute(
        """
        INSERT INTO setting (key, value) VALUES (:key, :value)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value
        """,
        {"key": key, "value": text},
    )
