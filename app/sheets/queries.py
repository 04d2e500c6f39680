"""All SQL of the sheets' screens."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from sync.core.plan_ask import QUESTIONS
from sync.core.tab import PlanNode
from sync.core.text import sort_key


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
    """An open link as lists show it; `plan` as commands name it.

    `questions` are those that wait for an answer; in a closed year nothing waits.
    """

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
    source: str


_LINKS = """
    SELECT sync_link.id, checklist.id, unit.id, unit.code, unit.name, plan.id,
        COALESCE(plan.number || '-' || plan.symbol, CAST(plan.id AS TEXT)),
        COALESCE(plan.title, plan.doc_type, ''), checklist.year, sync_link.spreadsheet_id,
        sync_link.sheet_id, sync_link.title, sync_link.state, sync_link.message,
        sync_link.read_only, sync_link.add_rows,
        (SELECT COUNT(*) FROM sync_conflict
            WHERE link_id = sync_link.id AND settled_at IS NULL AND checklist.closed_at IS NULL),
        (SELECT COUNT(*) FROM sync_question
            WHERE link_id = sync_link.id AND checklist.closed_at IS NULL
                AND kind IN (SELECT value FROM json_each(:asking))),
        checklist.closed_at IS NOT NULL, sync_link.source
    FROM sync_link
    JOIN checklist ON checklist.id = sync_link.checklist_id
    JOIN unit ON unit.id = checklist.unit_id
    JOIN plan ON plan.id = checklist.plan_id
    WHERE sync_link.closed_at IS NULL
        AND (:link IS NULL OR sync_link.id = :link)
        AND (:checklist IS NULL OR checklist.id = :checklist)
        AND (:files OR sync_link.source = 'sheet')
    ORDER BY checklist.year DESC, plan.id DESC, sync_link.id
"""


def links(
    db: Database, *, link: int | None = None, checklist: int | None = None, files: bool = False
) -> list[LinkLine]:
    """Every open link to a sheet, or the one named, or those of a checklist.

    With `files` also those to files that came in: what waits for a decision may be theirs.
    """
    asking = json.dumps(QUESTIONS)
    told = {"link": link, "checklist": checklist, "files": files, "asking": asking}
    found = [_link(*row) for row in db.conn.execute(_LINKS, told).fetchall()]
    return sorted(found, key=lambda one: (-one.year, -one.plan_id, sort_key(one.unit)))


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
        WHERE kind = 'run' AND source = 'sheet' AND ended_at IS NOT NULL
        ORDER BY id DESC LIMIT 1
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


@dataclass(frozen=True, slots=True)
class Target:
    """A checklist that a sheet can be linked with; `sheet_url` what the unit's record says."""

    checklist_id: int
    unit_id: int
    unit: str
    plan_id: int
    plan: str
    plan_title: str
    year: int
    contact: str | None
    sheet_url: str | None
    links: int
    is_office: bool = False


_TARGETS = """
    SELECT checklist.id, unit.id, unit.name, plan.id,
        COALESCE(plan.number || '-' || plan.symbol, CAST(plan.id AS TEXT)),
        COALESCE(plan.title, plan.doc_type, ''), checklist.year, unit.contact, unit.sheet_url,
        (SELECT COUNT(*) FROM sync_link
            WHERE checklist_id = checklist.id AND closed_at IS NULL AND source = 'sheet'),
        unit.is_office
    FROM checklist
    JOIN unit ON unit.id = checklist.unit_id
    JOIN plan ON plan.id = checklist.plan_id
    WHERE checklist.closed_at IS NULL AND plan.status <> 'replaced'
        AND (:checklist IS NULL OR checklist.id = :checklist)
    ORDER BY checklist.id
"""


def targets(db: Database, checklist: int | None = None) -> list[Target]:
    """Open checklists, the newest year first; or the one named."""
    rows = db.conn.execute(_TARGETS, {"checklist": checklist}).fetchall()
    found = [Target(*row) for row in rows]
    return sorted(
        found, key=lambda one: (-one.year, -one.plan_id, bool(one.is_office), sort_key(one.unit))
    )


def texts_of(db: Database, plan_id: int, checklist: int) -> dict[str, str]:
    """The wordings of a plan's items, then of a checklist's entries, by key."""
    items = {node.key: node.text for node in nodes(db, plan_id) if node.role == "item"}
    return items | entry_texts(db, checklist)


def entry_texts(db: Database, checklist: int) -> dict[str, str]:
    """The wording of a checklist's entries by key."""
    rows = db.conn.execute(
        """
        SELECT entry.key, COALESCE(entry.text, node.text)
        FROM entry LEFT JOIN node ON node.id = entry.node_id
        WHERE entry.checklist_id = :checklist ORDER BY entry.position
        """,
        {"checklist": checklist},
    )
    return dict(rows.fetchall())


def last_edit(db: Database, checklist: int, key: str, field: str) -> tuple[str, str] | None:
    """Who set the value that stands in the intranet, and when."""
    row = db.conn.execute(
        """
        SELECT history.by, history.at FROM history JOIN entry ON entry.id = history.entry_id
        WHERE entry.checklist_id = :checklist AND entry.key = :key AND history.field = :field
            AND history.chosen = 1
        ORDER BY history.id DESC LIMIT 1
        """,
        {"checklist": checklist, "key": key, "field": field},
    ).fetchone()
    return (row[0], row[1]) if row else None


def linked_spreadsheets(db: Database) -> set[str]:
    rows = db.conn.execute("""
        SELECT spreadsheet_id FROM sync_link WHERE closed_at IS NULL AND source = 'sheet'
        """)
    return {spreadsheet for (spreadsheet,) in rows.fetchall()}


def ignored_spreadsheets(db: Database) -> set[str]:
    """Shared ones that staff said are none of ours."""
    rows = db.conn.execute("SELECT spreadsheet_id FROM sheet_ignored")
    return {spreadsheet for (spreadsheet,) in rows.fetchall()}


def ignore(db: Database, spreadsheet: str, by: str, at: str) -> None:
    db.conn.execute(
        "INSERT OR IGNORE INTO sheet_ignored (spreadsheet_id, by, at) VALUES (?, ?, ?)",
        [spreadsheet, by, at],
    )


def unit_of(db: Database, checklist: int) -> int | None:
    row = db.conn.execute("SELECT unit_id FROM checklist WHERE id = ?", [checklist]).fetchone()
    return row[0] if row else None


def unit_names(db: Database) -> dict[str, str]:
    """Names by code."""
    return dict(db.conn.execute("SELECT code, name FROM unit").fetchall())


def row_count(db: Database, link: int) -> int:
    """How many rows of the sheet are known as entries."""
    row = db.conn.execute("SELECT COUNT(*) FROM sync_row WHERE link_id = ?", [link]).fetchone()
    return int(row[0])


def not_in_sheet(db: Database, link: int) -> list[tuple[str, str]]:
    """The plan's items of the checklist that no row of the sheet carries: key, wording."""
    rows = db.conn.execute(
        """
        SELECT entry.key, node.text
        FROM sync_link
        JOIN entry ON entry.checklist_id = sync_link.checklist_id
        JOIN node ON node.id = entry.node_id
        WHERE sync_link.id = :link AND entry.part_of IS NULL AND node.retired_at IS NULL
            AND NOT EXISTS (
                SELECT 1 FROM sync_row WHERE sync_row.link_id = sync_link.id
                    -- A row's key may name several items, joined by "+".
                    AND ('+' || sync_row.key || '+' LIKE '%+' || entry.key || '+%'
                        OR sync_row.key LIKE entry.key || '/%')
            )
        ORDER BY entry.position
        """,
        {"link": link},
    )
    return rows.fetchall()


def policy(db: Database, link: int) -> dict[str, str]:
    """Per field the side that wins; a field that is not there is asked about."""
    row = db.conn.execute("SELECT policy FROM sync_link WHERE id = ?", [link]).fetchone()
    found: dict[str, str] = json.loads(row[0]) if row else {}
    return found
