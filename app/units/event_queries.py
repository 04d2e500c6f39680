"""All SQL of what happened to units: renamed, merged, split, retired."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Event:
    """What happened on a day; `sheet_of` is the unit whose sheet goes on after a merge."""

    kind: str
    unit_id: int
    successor_id: int | None
    sheet_of: int | None
    on_date: str
    note: str | None
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Told:
    """An event as the unit's page tells it."""

    kind: str
    on_date: str
    code: str
    name: str
    successor_code: str | None
    successor: str | None
    note: str | None
    by: str


def add_event(db: Database, event: Event) -> None:
    db.conn.execute(
        """
        INSERT INTO unit_event (kind, unit_id, successor_id, sheet_of, on_date, note, by, at)
        VALUES (:kind, :unit_id, :successor_id, :sheet_of, :on_date, :note, :by, :at)
        """,
        {
            "kind": event.kind,
            "unit_id": event.unit_id,
            "successor_id": event.successor_id,
            "sheet_of": event.sheet_of,
            "on_date": event.on_date,
            "note": event.note,
            "by": event.by,
            "at": event.at,
        },
    )


def events(db: Database, unit_id: int) -> list[Told]:
    """What happened to a unit or led to it, newest first."""
    rows = db.conn.execute(
        """
        SELECT unit_event.kind, unit_event.on_date, unit.code, unit.name,
            successor.code, successor.name, unit_event.note, unit_event.by
        FROM unit_event
        JOIN unit ON unit.id = unit_event.unit_id
        LEFT JOIN unit AS successor ON successor.id = unit_event.successor_id
        WHERE :id IN (unit_event.unit_id, unit_event.successor_id)
        ORDER BY unit_event.on_date DESC, unit_event.id DESC
        """,
        {"id": unit_id},
    ).fetchall()
    return [Told(*row) for row in rows]


def keep_name(db: Database, unit_id: int, name: str, until: str) -> None:
    """Remember a name that ends that day; of two on one day the first was the one in use."""
    db.conn.execute(
        "INSERT OR IGNORE INTO unit_name (unit_id, name, until) VALUES (:id, :name, :until)",
        {"id": unit_id, "name": name, "until": until},
    )


def set_name(db: Database, unit_id: int, name: str) -> None:
    db.conn.execute("UPDATE unit SET name = :name WHERE id = :id", {"name": name, "id": unit_id})


def end_unit(db: Database, unit_id: int, last_day: str) -> None:
    db.conn.execute(
        "UPDATE unit SET valid_to = :last_day WHERE id = :id", {"last_day": last_day, "id": unit_id}
    )


def set_sheet(db: Database, unit_id: int, sheet_url: str | None) -> None:
    db.conn.execute(
        "UPDATE unit SET sheet_url = :sheet_url WHERE id = :id",
        {"sheet_url": sheet_url, "id": unit_id},
    )


def move_children(db: Database, old_parent: int, new_parent: int | None) -> None:
    db.conn.execute(
        """
        UPDATE unit SET parent_id = :new
        WHERE parent_id = :old AND id IS NOT :new
        """,
        {"new": new_parent, "old": old_parent},
    )


def move_users(db: Database, old_unit: int, new_unit: int) -> None:
    """The people of a unit now tick for its successor."""
    db.conn.execute(
        "UPDATE user SET unit_id = :new WHERE unit_id = :old", {"new": new_unit, "old": old_unit}
    )
