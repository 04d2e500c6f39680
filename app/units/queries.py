"""All SQL that reads or edits units."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from app.units.rules import Unit

_UNIT = """
    SELECT id, code, name, kind, is_office = 1, parent_id, cluster, contact, sheet_url,
        valid_from, valid_to
    FROM unit
"""


def units(db: Database) -> list[Unit]:
    """Every unit, those no longer valid too."""
    rows = db.conn.execute(_UNIT + "ORDER BY code").fetchall()
    return [Unit(*row) for row in rows]


def valid_units(db: Database, day: date) -> list[Unit]:
    """The units (the office apart) that are valid on a day."""
    return [unit for unit in units(db) if unit.valid_on(day) and not unit.is_office]


def by_code(db: Database, code: str) -> Unit | None:
    row = db.conn.execute(_UNIT + "WHERE code = :code", {"code": code}).fetchone()
    return Unit(*row) if row else None


def by_id(db: Database, unit_id: int) -> Unit | None:
    row = db.conn.execute(_UNIT + "WHERE id = :id", {"id": unit_id}).fetchone()
    return Unit(*row) if row else None


def office(db: Database) -> Unit | None:
    """The unit that is the office itself."""
    row = db.conn.execute(_UNIT + "WHERE is_office = 1").fetchone()
    return Unit(*row) if row else None


def children(db: Database, unit_id: int) -> list[Unit]:
    rows = db.conn.execute(
        _UNIT + "WHERE parent_id = :id ORDER BY name", {"id": unit_id}
    ).fetchall()
    return [Unit(*row) for row in rows]


def name_on(db: Database, unit_id: int, day: date) -> str | None:
    """What the unit was called on a day; None where there is no such unit."""
    row = db.conn.execute(
        """
        SELECT name FROM (
            SELECT name, until FROM unit_name WHERE unit_id = :id AND until > :day
            UNION ALL
            SELECT name, '9999' FROM unit WHERE id = :id
        ) ORDER BY until LIMIT 1
        """,
        {"id": unit_id, "day": day.isoformat()},
    ).fetchone()
    return row[0] if row else None


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that was in use until (not including) a day."""

    name: str
    until: str


def former_names(db: Database, unit_id: int) -> list[FormerName]:
    """Newest first."""
    rows = db.conn.execute(
        "SELECT name, until FROM unit_name WHERE unit_id = :id ORDER BY until DESC",
        {"id": unit_id},
    ).fetchall()
    return [FormerName(*row) for row in rows]


def predecessors(db: Database, unit_id: int) -> list[Unit]:
    """The units that were merged into this one or of which it was split, theirs included."""
    rows = db.conn.execute(
        """
        WITH RECURSIVE before (id) AS (
            SELECT unit_id FROM unit_event
            WHERE successor_id = :id AND kind IN ('merge', 'split')
            UNION
            SELECT unit_event.unit_id FROM unit_event JOIN before
                ON unit_event.successor_id = before.id
            WHERE unit_event.kind IN ('merge', 'split')
        )
        SELECT id FROM before WHERE id <> :id
        """,
        {"id": unit_id},
    ).fetchall()
    ids = {row[0] for row in rows}
    return [unit for unit in units(db) if unit.id in ids]


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist as its unit's page lists it; `unit` is what the unit was called that year."""

    id: int
    unit_id: int
    unit: str
    title: str
    year: int
    closed: bool
    done: int
    total: int


def checklists(db: Database, unit_ids: Collection[int]) -> list[Checklist]:
    """The checklists of these units, newest year first."""
    rows = db.conn.execute(
        """
        SELECT checklist.id, unit.id,
            coalesce((
                SELECT name FROM unit_name
                WHERE unit_id = unit.id AND until > checklist.year || '-12-31'
                ORDER BY until LIMIT 1
            ), unit.name),
            coalesce(plan.title, plan.doc_type, plan.source_name), checklist.year,
            checklist.closed_at IS NOT NULL,
            count(*) FILTER (WHERE counted_entry.state = 'done'),
            count(counted_entry.id)
        FROM checklist
            JOIN unit ON unit.id = checklist.unit_id
            JOIN plan ON plan.id = checklist.plan_id
            LEFT JOIN counted_entry ON counted_entry.checklist_id = checklist.id
        WHERE unit.id IN (SELECT value FROM json_each(:ids))
        GROUP BY checklist.id
        ORDER BY checklist.year DESC, plan.id DESC
        """,
        {"ids": json.dumps(list(unit_ids))},
    ).fetchall()
    return [Checklist(*row) for row in rows]


def add(db: Database, unit: Unit) -> int:
    """Insert it (its id is ignored); gives the new id."""
    cursor = db.conn.execute(
        """
        INSERT INTO unit (code, name, kind, is_office, parent_id, cluster, contact, sheet_url,
            valid_from, valid_to)
        VALUES (:code, :name, :kind, :is_office, :parent_id, :cluster, :contact, :sheet_url,
            :valid_from, :valid_to)
        """,
        _values(unit),
    )
    return int(cursor.lastrowid or 0)


def save(db: Database, unit: Unit) -> None:
    """Write every column of the unit with this id."""
    db.conn.execute(
        """
        UPDATE unit SET code = :code, name = :name, kind = :kind, is_office = :is_office,
            parent_id = :parent_id, cluster = :cluster, contact = :contact,
            sheet_url = :sheet_url, valid_from = :valid_from, valid_to = :valid_to
        WHERE id = :id
        """,
        _values(unit),
    )


def _values(unit: Unit) -> dict[str, object]:
    return {
        "id": unit.id,
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "is_office": int(unit.is_office),
        "parent_id": unit.parent_id,
        "cluster": unit.cluster,
        "contact": unit.contact,
        "sheet_url": unit.sheet_url,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
    }
