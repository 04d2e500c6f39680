"""All SQL of the sheets' screens."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from sync.core.tab import PlanNode


def nodes(db: Database, plan_id: int) -> list[PlanNode]:
    """A plan's headings and items in the paper's order, without those an amendment took out."""
    rows = db.conn.execute(
        """
        SELECT key, role, text, marker FROM node
        WHERE plan_id = :plan AND retired_at IS NULL ORDER BY position
        """,
        {"plan": plan_id},
    )
    return [PlanNode(*row) for row in rows.fetchall()]


def plan_year(db: Database, plan_id: int) -> int | None:
    """The year of the plan's newest checklist, else of its date."""
    row = db.conn.execute(
        """
        SELECT COALESCE(
            (SELECT MAX(year) FROM checklist WHERE plan_id = :plan),
            (SELECT CAST(substr(date, 1, 4) AS INTEGER) FROM plan WHERE id = :plan)
        )
        """,
        {"plan": plan_id},
    ).fetchone()
    return row[0] if row else None


@dataclass(frozen=True, slots=True)
class LinkLine:
    """An open link as lists show it; `plan` as commands name it."""

    id: int
    checklist_id: int
    unit_id: int
    unit_code: str
    unit: str
    plan_id: int
    plan: str
    plan_title: str
    year: int
    spreadsheet_id: str
    sheet_id: int
    title: str
    state: str
    message: str
    read_only: bool
    add_rows: bool
    conflicts: int
    questions: int
    closed_year: bool


_LINKS = """
    SELECT sync_link.id, checklist.id, unit.id, unit.code, unit.name, plan.id,
        COALESCE(plan.number || '-' || plan.symbol, CAST(plan.id AS TEXT)),
        COALESCE(plan.title, plan.doc_type, ''), checklist.year, sync_link.spreadsheet_id,
        sync_link.sheet_id, sync_link.title, sync_link.state, sync_link.message,
        sync_link.read_only, sync_link.add_rows,
        (SELECT COUNT(*) FROM sync_conflict
            WHERE link_id = sync_link.id AND settled_at IS NULL),
        (SELECT COUNT(*) FROM sync_question WHERE link_id = sync_link.id),
        checklist.closed_at IS NOT NULL
    FROM sync_link
    JOIN checklist ON checklist.id = sync_link.checklist_id
    JOIN unit ON unit.id = checklist.unit_id
    JOIN plan ON plan.id = checklist.plan_id
    WHERE sync_link.closed_at IS NULL
        AND (:link IS NULL OR sync_link.id = :link)
        AND (:checklist IS NULL OR checklist.id = :checklist)
    ORDER BY checklist.year DESC, plan.id DESC, unit.name, sync_link.id
"""


def links(db: Database, *, link: int | None = None, checklist: int | None = None) -> list[LinkLine]:
    """Every open link, or the one named, or those of a checklist."""
    rows = db.conn.execute(_LINKS, {"link": link, "checklist": checklist}).fetchall()
    return [_link(*row) for row in rows]


def _link(*row: Any) -> LinkLine:
    line = LinkLine(*row)
    return replace(
        line,
        read_only=bool(line.read_only),
        add_rows=bool(line.add_rows),
        closed_year=bool(line.closed_year),
    )


def link_ids(db: Database, plan_id: int | None, units: Sequence[int]) -> list[int]:
    """The open links of a plan (None: of all) and of these units (none: of all)."""
    return [
        link.id
        for link in links(db)
        if plan_id in (None, link.plan_id) and (not units or link.unit_id in units)
    ]


@dataclass(frozen=True, slots=True)
class Round:
    """A run that did something or could have: `kind` is run, undo, link or unlink."""

    id: int
    kind: str
    by: str
    started_at: str
    ended_at: str | None


def last_round(db: Database) -> Round | None:
    row = db.conn.execute(
        """
        SELECT id, kind, by, started_at, ended_at FROM sync_run
        WHERE kind = 'run' AND ended_at IS NOT NULL ORDER BY id DESC LIMIT 1
        """
    ).fetchone()
    return Round(*row) if row else None


def other_units(db: Database, checklist: int) -> list[str]:
    """The names of all units but the checklist's own."""
    rows = db.conn.execute(
        """
        SELECT name FROM unit
        WHERE id <> (SELECT unit_id FROM checklist WHERE id = :checklist) AND is_office = 0
        """,
        {"checklist": checklist},
    )
    return [name for (name,) in rows.fetchall()]
