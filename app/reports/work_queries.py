"""All SQL that reads what checklists say, for reports about a plan's year."""

from dataclasses import dataclass

from sqlite_utils import Database

from app.reports.queries import NAME
from app.reports.rules import LateItem


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan reports speak of."""

    id: int
    name: str
    title: str
    doc_type: str
    number: str
    date: str | None


def plan(db: Database, plan_id: int) -> Plan | None:
    row = db.conn.execute(
        """
        SELECT id, COALESCE(number || '-' || symbol, CAST(id AS TEXT)),
            COALESCE(title, doc_type, source_name), COALESCE(doc_type, ''),
            COALESCE(number || COALESCE('-' || symbol, ''), ''), date
        FROM plan WHERE id = ?
        """,
        [plan_id],
    ).fetchone()
    return Plan(*row) if row else None


@dataclass(frozen=True, slots=True)
class Node:
    """A section, group or item as it stands in the plan."""

    id: int
    parent_id: int | None
    role: str
    key: str
    marker: str
    text: str


def nodes(db: Database, plan_id: int) -> list[Node]:
    """In the paper's order, retired ones too: entries may hold on to them."""
    rows = db.conn.execute(
        "SELECT id, parent_id, role, key, marker, text FROM node WHERE plan_id = ?"
        " ORDER BY position",
        [plan_id],
    )
    return [Node(*row) for row in rows.fetchall()]


@dataclass(frozen=True, slots=True)
class Tally:
    """What one unit says of the items that stand beneath one node."""

    unit_id: int
    parent_id: int | None
    total: int
    done: int
    verified: int
    silent: int
    with_result: int
    late: int


def tallies(db: Database, plan_id: int, year: int, today: str) -> list[Tally]:
    """One row for each unit (the office apart) and node that has items beneath it."""
    rows = db.conn.execute(
        """
        SELECT checklist.unit_id, node.parent_id, COUNT(*), SUM(each.state IS 'done'),
            SUM(each.verified), SUM(each.state IS NULL AND each.result IS NULL),
            SUM(each.result IS NOT NULL),
            COALESCE(
                SUM(
                    checklist.closed_at IS NULL AND each.due < :today AND NOT each.continuous
                    AND (each.state IS NULL OR each.state NOT IN ('done', 'dropped'))
                ),
                0
            )
        FROM checklist
            JOIN counted_entry AS each ON each.checklist_id = checklist.id
            JOIN node ON node.id = each.node_id
            JOIN unit ON unit.id = checklist.unit_id AND unit.is_office = 0
        WHERE checklist.plan_id = :plan AND checklist.year = :year
        GROUP BY checklist.unit_id, node.parent_id
        """,
        {"plan": plan_id, "year": year, "today": today},
    )
    return [Tally(*row) for row in rows.fetchall()]


def late_items(
    db: Database, plan_id: int, year: int, today: str, unit_id: int | None = None
) -> list[LateItem]:
    """Items past their day in open checklists, by unit; what goes on all year is never late."""
    rows = db.conn.execute(
        f"""
        SELECT unit.id, {NAME}, each.key, node.text, each.due
        FROM checklist
            JOIN counted_entry AS each ON each.checklist_id = checklist.id
            JOIN node ON node.id = each.node_id
            JOIN unit ON unit.id = checklist.unit_id AND unit.is_office = 0
        WHERE checklist.plan_id = :plan AND checklist.year = :year
            AND checklist.unit_id = COALESCE(:unit, checklist.unit_id)
            AND checklist.closed_at IS NULL AND each.due < :today AND NOT each.continuous
            AND (each.state IS NULL OR each.state NOT IN ('done', 'dropped'))
        ORDER BY unit.code, node.position
        """,  # noqa: S608 - NAME is written in this feature
        {"plan": plan_id, "year": year, "today": today, "unit": unit_id},
    )
    return [LateItem(*row) for row in rows.fetchall()]


@dataclass(frozen=True, slots=True)
class Given:
    """A unit that has the plan; `spreadsheet_id` where its checklist is linked to one, `ended`
    its last day where it has one."""

    id: int
    code: str
    name: str
    sheet_url: str | None
    spreadsheet_id: str | None
    ended: str | None


def units(db: Database, plan_id: int, year: int) -> list[Given]:
    """The units (the office apart) that have the plan, by code."""
    rows = db.conn.execute(
        f"""
        SELECT unit.id, unit.code, {NAME}, unit.sheet_url,
            (
                SELECT sync_link.spreadsheet_id FROM sync_link
                WHERE sync_link.checklist_id = checklist.id AND sync_link.source = 'sheet'
                    AND sync_link.closed_at IS NULL
                ORDER BY sync_link.id DESC LIMIT 1
            ),
            unit.valid_to
        FROM checklist JOIN unit ON unit.id = checklist.unit_id AND unit.is_office = 0
        WHERE checklist.plan_id = :plan AND checklist.year = :year
        ORDER BY unit.code
        """,  # noqa: S608 - NAME is written in this feature
        {"plan": plan_id, "year": year},
    )
    return [Given(*row) for row in rows.fetchall()]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a unit asks for ("khó khăn, kiến nghị")."""

    unit: str
    key: str
    text: str


def proposals(db: Database, plan_id: int, year: int) -> list[Proposal]:
    rows = db.conn.execute(
        f"""
        SELECT {NAME}, entry.key, entry.proposal
        FROM checklist
            JOIN entry ON entry.checklist_id = checklist.id
            JOIN unit ON unit.id = checklist.unit_id
        WHERE checklist.plan_id = :plan AND checklist.year = :year
            AND entry.proposal IS NOT NULL
        ORDER BY unit.code, entry.id
        """,  # noqa: S608 - NAME is written in this feature
        {"plan": plan_id, "year": year},
    )
    return [Proposal(*row) for row in rows.fetchall()]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a unit's checklist as a report tells it; `node_id` is None for an own one."""

    node_id: int | None
    parent_id: int | None
    is_part: bool
    counted: bool
    key: str
    text: str
    state: str | None
    reason: str | None
    due: str | None
    done_on: str | None
    result: str | None
    evidence: str | None
    note: str | None
    proposal: str | None
    verified: bool


def entries(db: Database, plan_id: int, unit_id: int, year: int) -> list[Entry]:
    """The plan's items in the paper's order with their parts, then the unit's own."""
    rows = db.conn.execute(
        """
        SELECT entry.node_id, node.parent_id, entry.part_of IS NOT NULL,
            EXISTS (SELECT 1 FROM counted_entry WHERE counted_entry.id = entry.id),
            entry.key, COALESCE(entry.text, node.text), entry.state, entry.reason, entry.due,
            entry.done_on, entry.result, entry.evidence, entry.note, entry.proposal,
            entry.verified
        FROM checklist
            JOIN entry ON entry.checklist_id = checklist.id
            LEFT JOIN node ON node.id = entry.node_id
        WHERE checklist.plan_id = ? AND checklist.unit_id = ? AND checklist.year = ?
        ORDER BY node.position IS NULL, node.position, entry.part_of IS NOT NULL,
            entry.position, entry.id
        """,
        [plan_id, unit_id, year],
    )
    return [
        Entry(*(*row[:2], bool(row[2]), bool(row[3]), *row[4:14], bool(row[14])))
        for row in rows.fetchall()
    ]


@dataclass(frozen=True, slots=True)
class Written:
    """A cell that the sync wrote into a unit's sheet."""

    code: str
    unit: str
    key: str
    field: str


def newest_round(db: Database) -> tuple[int, str] | None:
    """(number, when it ended) of the newest round that may have written; None before the first."""
    row = db.conn.execute(
        """
        SELECT id, ended_at FROM sync_run
        WHERE kind IN ('run', 'undo') AND ended_at IS NOT NULL ORDER BY id DESC LIMIT 1
        """
    ).fetchone()
    return (row[0], row[1]) if row else None


def written_between(db: Database, after: int, until: int) -> list[Written]:
    """Cells written by rounds later than `after`, up to `until`; each once, by unit."""
    rows = db.conn.execute(
        """
        SELECT unit.code, unit.name, sync_change.key, sync_change.field
        FROM sync_change
            JOIN sync_run ON sync_run.id = sync_change.run_id
            JOIN sync_link ON sync_link.id = sync_change.link_id
            JOIN checklist ON checklist.id = sync_link.checklist_id
            JOIN unit ON unit.id = checklist.unit_id
        WHERE sync_change.direction = 'out' AND sync_link.source = 'sheet'
            AND sync_run.kind IN ('run', 'undo')
            AND sync_change.run_id > ? AND sync_change.run_id <= ?
        GROUP BY sync_change.link_id, sync_change.key, sync_change.field
        ORDER BY unit.code, MIN(sync_change.id)
        """,
        [after, until],
    )
    return [Written(*row) for row in rows.fetchall()]


def has_year(db: Database, plan_id: int, year: int) -> bool:
    """Whether any unit has the plan in that year."""
    row = db.conn.execute(
        "SELECT 1 FROM checklist WHERE plan_id = ? AND year = ? LIMIT 1", [plan_id, year]
    ).fetchone()
    return row is not None


def code_of(db: Database, unit_id: int) -> str:
    row = db.conn.execute("SELECT code FROM unit WHERE id = ?", [unit_id]).fetchone()
    return str(row[0])
