"""Giving a plan to units: each gets a checklist of the items that concern it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit a plan may be given to; `concerned` items, `present` of which it has already."""

    id: int
    code: str
    name: str
    kind: str
    is_office: bool
    concerned: int
    present: int
    checklist: int | None


@dataclass(frozen=True, slots=True)
class Assigned:
    """What assigning did: checklists made, entries added to those and to older ones."""

    checklists: int
    entries: int


def reference_day(year: int, today: date) -> str:
    """The day on which a unit must exist to be given the year's plan: today, within the year."""
    return min(max(today, date(year, 1, 1)), date(year, 12, 31)).isoformat()


_CONCERNS = """
    WITH concerned AS (
        SELECT unit.id AS unit_id, node.id AS node_id
        FROM node
            JOIN concern ON concern.node_id = node.id
            JOIN unit ON CASE concern.scope
                WHEN 'units' THEN unit.is_office = 0
                WHEN 'office' THEN unit.is_office = 1
                WHEN 'kind' THEN unit.is_office = 0 AND unit.kind = concern.value
                WHEN 'cluster' THEN unit.is_office = 0 AND unit.cluster = concern.value
                ELSE CAST(unit.id AS TEXT) = concern.value
            END
        WHERE node.plan_id = :plan AND node.retired_at IS NULL
        GROUP BY unit.id, node.id
    )
"""


def candidates(db: Database, plan: int, year: int, day: str) -> list[Candidate]:
    """Units valid on that day (one without dates always is), the office first."""
    rows = db.conn.execute(
        _CONCERNS  # noqa: S608 - both parts are written here
        + """
        SELECT unit.id, unit.code, unit.name, unit.kind, unit.is_office,
            (SELECT COUNT(*) FROM concerned WHERE concerned.unit_id = unit.id),
            (
                SELECT COUNT(*) FROM concerned
                    JOIN entry ON entry.node_id = concerned.node_id AND entry.part_of IS NULL
                WHERE concerned.unit_id = unit.id AND entry.checklist_id = checklist.id
            ),
            checklist.id
        FROM unit
            LEFT JOIN checklist ON checklist.unit_id = unit.id
                AND checklist.plan_id = :plan AND checklist.year = :year
        WHERE (unit.valid_from IS NULL OR unit.valid_from <= :day)
            AND (unit.valid_to IS NULL OR unit.valid_to >= :day)
        ORDER BY unit.is_office DESC, unit.code
        """,
        {"plan": plan, "year": year, "day": day},
    )
    return [Candidate(*(*row[:4], bool(row[4]), *row[5:])) for row in rows.fetchall()]


def assign(db: Database, plan: int, year: int, units: Sequence[int]) -> Assigned:
    """Inside the caller's transaction: make or complete the checklists of these units.

    A unit that no item concerns gets none; a closed checklist stays as it is; doing it again
    adds only what the plan has gained since.
    """
    made = added = 0
    for unit in units:
        where = {"plan": plan, "year": year, "unit": unit}
        made += _make_checklist(db, where)
        added += _add_entries(db, where)
        _follow_due_days(db, where)
    if added:
        db.conn.execute(
            "UPDATE plan SET status = 'active' WHERE id = ? AND status = 'draft'", [plan]
        )
    return Assigned(made, added)


def _make_checklist(db: Database, where: dict[str, int]) -> int:
    cursor = db.conn.execute(
        _CONCERNS  # noqa: S608 - both parts are written here
        + """
        INSERT INTO checklist (plan_id, unit_id, year)
        SELECT :plan, :unit, :year
        WHERE EXISTS (SELECT 1 FROM concerned WHERE unit_id = :unit)
        ON CONFLICT DO NOTHING
        """,
        where,
    )
    return cursor.rowcount


_DUE = """
    CASE WHEN node.due LIKE '--%' THEN :year || SUBSTR(node.due, 2) ELSE node.due END
"""
"""A due day without a year (`--12-15`) falls into the checklist's year."""


def _add_entries(db: Database, where: dict[str, int]) -> int:
    cursor = db.conn.execute(
        _CONCERNS  # noqa: S608 - both parts are written here
        + """
        INSERT INTO entry (checklist_id, key, node_id, position, due, lead, partner)
        SELECT checklist.id, node.key, node.id, 0,
            """
        + _DUE
        + """, node.lead, node.partner
        FROM concerned
            JOIN node ON node.id = concerned.node_id
            JOIN checklist ON checklist.plan_id = :plan AND checklist.unit_id = :unit
                AND checklist.year = :year AND checklist.closed_at IS NULL
        WHERE concerned.unit_id = :unit
        ON CONFLICT DO NOTHING
        """,
        where,
    )
    return cursor.rowcount


def _follow_due_days(db: Database, where: dict[str, int]) -> None:
    """An amended plan moves its due days, but for those somebody has set in the checklist."""
    db.conn.execute(
        "UPDATE entry SET due ="  # noqa: S608 - the parts are written here
        + _DUE
        + """
        FROM node, checklist
        WHERE node.id = entry.node_id AND checklist.id = entry.checklist_id
            AND checklist.plan_id = :plan AND checklist.unit_id = :unit
            AND checklist.year = :year AND checklist.closed_at IS NULL
            AND entry.part_of IS NULL
            AND NOT EXISTS (
                SELECT 1 FROM history
                WHERE history.entry_id = entry.id AND history.field = 'due'
            )
        """,
        where,
    )


def plan_title(db: Database, plan: int) -> str | None:
    row = db.conn.execute(
        """
        SELECT COALESCE(title, doc_type, source_name) FROM plan
        WHERE id = ? AND status IN ('draft', 'active')
        """,
        [plan],
    ).fetchone()
    return row[0] if row else None


def proposed_year(db: Database, plan: int) -> int | None:
    """The newest year the plan was given for, else that of its paper or of what it carries out."""
    row = db.conn.execute(
        """
        SELECT COALESCE(
            (SELECT MAX(year) FROM checklist WHERE plan_id = plan.id),
            CAST(SUBSTR(plan.date, 1, 4) AS INTEGER),
            (SELECT CAST(SUBSTR(MAX(basis.date), 1, 4) AS INTEGER) FROM basis
             WHERE basis.plan_id = plan.id)
        )
        FROM plan WHERE id = ?
        """,
        [plan],
    ).fetchone()
    return row[0] if row else None


def office_items(db: Database, plan: int) -> int:
    """How many items are the office's own."""
    row = db.conn.execute(
        """
        SELECT COUNT(*) FROM concern JOIN node ON node.id = concern.node_id
        WHERE node.plan_id = ? AND node.retired_at IS NULL AND concern.scope = 'office'
        """,
        [plan],
    ).fetchone()
    return int(row[0])
