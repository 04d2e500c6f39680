"""All SQL of the received-by list."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Plan:
    """The paper that is sent; texts it does not have are empty."""

    id: int
    name: str
    doc_type: str
    title: str
    number: str
    date: str | None

    @property
    def called(self) -> str:
        """Short enough for a path: `153-KH/HU`, else how its title begins."""
        title = shorten(self.title, 50, placeholder="…")
        return self.number or title or self.doc_type.capitalize() or self.name


@dataclass(frozen=True, slots=True)
class Printed:
    """One line of the paper's "Nơi nhận"."""

    id: int
    position: int
    text: str
    name: str
    purpose: str | None
    is_archive: bool


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A row to send to; an opened line keeps its row above its children's (`parent_id`)."""

    id: int
    recipient_id: int | None
    parent_id: int | None
    position: int
    name: str
    purpose: str | None
    is_archive: bool
    unit_id: int | None
    unit_code: str | None
    way: str | None
    sent_on: str | None
    received_on: str | None
    acknowledged_at: str | None
    acknowledged_by: str | None
    acknowledged_how: str | None
    note: str | None
    has_link: bool


def plan(db: Database, plan_id: int) -> Plan | None:
    row = db.conn.execute(
        """
        SELECT id,
            COALESCE(number || '-' || symbol, CAST(id AS TEXT)),
            COALESCE(doc_type, ''), COALESCE(title, doc_type, source_name),
            COALESCE(number || COALESCE('-' || symbol, ''), ''), date
        FROM plan WHERE id = ? AND status <> 'replaced'
        """,
        [plan_id],
    ).fetchone()
    return Plan(*row) if row else None


def is_given(db: Database, plan_id: int, unit_id: int | None) -> bool:
    """Whether the unit has a checklist of the plan."""
    row = db.conn.execute(
        "SELECT 1 FROM checklist WHERE plan_id = ? AND unit_id = ? LIMIT 1", [plan_id, unit_id]
    ).fetchone()
    return row is not None


def printed(db: Database, plan_id: int) -> list[Printed]:
    rows = db.conn.execute(
        """
        SELECT id, position, text, name, purpose, is_archive FROM recipient
        WHERE plan_id = ? ORDER BY position
        """,
        [plan_id],
    )
    return [Printed(*(*row[:5], bool(row[5]))) for row in rows.fetchall()]


def paper(db: Database, plan_id: int) -> list[str]:
    """The lines of the paper as it was read in."""
    row = db.conn.execute("SELECT source_lines FROM plan WHERE id = ?", [plan_id]).fetchone()
    lines: list[Any] = json.loads(row[0]) if row else []
    return [text for _number, _place, text in lines]


_DISPATCH = """
    SELECT dispatch.id, dispatch.recipient_id, dispatch.parent_id, dispatch.position,
        dispatch.name, dispatch.purpose, dispatch.is_archive, dispatch.unit_id, unit.code,
        dispatch.way, dispatch.sent_on, dispatch.received_on, dispatch.acknowledged_at,
        dispatch.acknowledged_by, dispatch.acknowledged_how, dispatch.note,
        EXISTS (
            SELECT 1 FROM receipt_link
            WHERE receipt_link.dispatch_id = dispatch.id AND receipt_link.revoked_at IS NULL
        )
    FROM dispatch LEFT JOIN unit ON unit.id = dispatch.unit_id
"""


def _row(row: Any) -> Dispatch:
    return Dispatch(*(*row[:6], bool(row[6]), *row[7:16], bool(row[16])))


def dispatches(db: Database, plan_id: int) -> list[Dispatch]:
    """Lines in the paper's order, each above what it was opened into."""
    rows = db.conn.execute(
        _DISPATCH
        + """
        LEFT JOIN dispatch AS whole ON whole.id = dispatch.parent_id
        WHERE dispatch.plan_id = ?
        ORDER BY COALESCE(whole.position, dispatch.position), dispatch.parent_id IS NOT NULL,
            dispatch.position
        """,
        [plan_id],
    )
    return [_row(row) for row in rows.fetchall()]


def dispatch(db: Database, plan_id: int, dispatch_id: int) -> Dispatch | None:
    row = db.conn.execute(
        _DISPATCH + " WHERE dispatch.plan_id = ? AND dispatch.id = ?", [plan_id, dispatch_id]
    ).fetchone()
    return _row(row) if row else None


def children(db: Database, dispatch_id: int) -> list[Dispatch]:
    rows = db.conn.execute(
        _DISPATCH + " WHERE dispatch.parent_id = ? ORDER BY dispatch.position", [dispatch_id]
    )
    return [_row(row) for row in rows.fetchall()]


def answers(db: Database, row: Dispatch) -> bool:
    """Whether the row is one recipient: not the archive, not a line opened into others."""
    return not row.is_archive and not children(db, row.id)


@dataclass(frozen=True, slots=True)
class Addressee:
    """One name a line opens into; `unit_id` where it is a unit."""

    name: str
    unit_id: int | None = None


def units_on(db: Database, day: str, kinds: Sequence[str]) -> list[Addressee]:
    """Units (the office apart) valid on a day under their name of that day, by code."""
    rows = db.conn.execute(
        """
        SELECT
            COALESCE(
                (
                    SELECT unit_name.name FROM unit_name
                    WHERE unit_name.unit_id = unit.id AND unit_name.until > :day
                    ORDER BY unit_name.until LIMIT 1
                ),
                unit.name
            ),
            unit.id
        FROM unit
        WHERE unit.is_office = 0
            AND (unit.valid_from IS NULL OR unit.valid_from <= :day)
            AND (unit.valid_to IS NULL OR unit.valid_to >= :day)
            AND (:kinds = '[]' OR unit.kind IN (SELECT value FROM json_each(:kinds)))
        ORDER BY unit.code
        """,
        {"day": day, "kinds": json.dumps(sorted(kinds))},
    )
    return [Addressee(*row) for row in rows.fetchall()]


def names_of_units(db: Database) -> dict[int, tuple[str, ...]]:
    """unit id -> its code, its name, its former names."""
    rows = db.conn.execute(
        """
        SELECT id, code FROM unit
        UNION ALL SELECT id, name FROM unit
        UNION ALL SELECT unit_id, name FROM unit_name
        """
    )
    known: dict[int, list[str]] = {}
    for unit, name in rows.fetchall():
        known.setdefault(unit, []).append(name)
    return {unit: tuple(names) for unit, names in known.items()}


def name_list(db: Database, name: str) -> list[str]:
    """The names kept for a group of people; empty where none were."""
    row = db.conn.execute("SELECT names FROM name_list WHERE name = ?", [name]).fetchone()
    names: list[str] = json.loads(row[0]) if row else []
    return names
