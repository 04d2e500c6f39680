"""All reading of the overview: progress of plans, the matrix, what is late, who is silent."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """One plan in one year: how far its checklists are."""

    plan: int
    name: str
    title: str
    year: int
    units: int
    silent_units: int
    done: int
    total: int
    with_result: int


@dataclass(frozen=True, slots=True)
class OwnChecklist:
    """A unit's checklist on its own home page."""

    id: int
    title: str
    year: int
    closed: bool
    done: int
    total: int
    silent: int
    late: int


@dataclass(frozen=True, slots=True)
class Late:
    """An entry past its day."""

    checklist: int
    entry: int
    unit: str
    key: str
    text: str
    due: str


@dataclass(frozen=True, slots=True)
class Silent:
    """A checklist in which nothing has been said yet."""

    checklist: int
    unit: str
    title: str
    year: int


@dataclass(frozen=True, slots=True)
class Item:
    """A column of the matrix."""

    node: int
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What one checklist says of one item; `node` is None for a checklist without entries."""

    checklist: int
    unit: str
    code: str
    node: int | None
    entry: int | None
    state: str | None
    verified: bool
    counts: bool


@dataclass(frozen=True, slots=True)
class Recent:
    """Changes of the last days: how many, in how many checklists, from sheets, newly done."""

    changes: int
    checklists: int
    from_sheets: int
    done: int


_RATE = """
    rate AS (
        SELECT checklist_id, COUNT(*) AS total, SUM(state IS 'done') AS done,
            SUM(state IS NULL) AS silent,
            SUM(continuous AND state IS NOT 'done' AND result IS NOT NULL) AS with_result,
            SUM(
                due < :today AND NOT continuous
                AND (state IS NULL OR state NOT IN ('done', 'dropped'))
            ) AS late
        FROM counted_entry GROUP BY checklist_id
    )
"""


def plans(db: Database, today: str) -> list[PlanProgress]:
    """Open plans, newest year first; closed years are left to their own pages."""
    rows = db.conn.execute(
        "WITH"  # noqa: S608 - both parts are written here
        + _RATE
        + """
        SELECT plan.id, COALESCE(plan.number || '-' || plan.symbol, ''),
            COALESCE(plan.title, plan.doc_type, plan.source_name), checklist.year,
            COUNT(checklist.id), SUM(rate.silent = rate.total), SUM(rate.done), SUM(rate.total),
            SUM(rate.with_result)
        FROM checklist
            JOIN plan ON plan.id = checklist.plan_id
            JOIN rate ON rate.checklist_id = checklist.id
        WHERE plan.status = 'active' AND checklist.closed_at IS NULL
        GROUP BY plan.id, checklist.year
        ORDER BY checklist.year DESC, plan.id DESC
        """,
        {"today": today},
    )
    return [PlanProgress(*row) for row in rows.fetchall()]


def own_checklists(db: Database, unit: int, today: str) -> list[OwnChecklist]:
    """A unit's checklists, open ones first, newest year first."""
    rows = db.conn.execute(
        "WITH"  # noqa: S608 - both parts are written here
        + _RATE
        + """
        SELECT checklist.id, COALESCE(plan.title, plan.doc_type, plan.source_name),
            checklist.year, checklist.closed_at IS NOT NULL,
            COALESCE(rate.done, 0), COALESCE(rate.total, 0), COALESCE(rate.silent, 0),
            COALESCE(rate.late, 0)
        FROM checklist
            JOIN plan ON plan.id = checklist.plan_id
            LEFT JOIN rate ON rate.checklist_id = checklist.id
        WHERE checklist.unit_id = :unit
        ORDER BY checklist.closed_at IS NOT NULL, checklist.year DESC, plan.id DESC
        """,
        {"unit": unit, "today": today},
    )
    return [OwnChecklist(*(*row[:3], bool(row[3]), *row[4:])) for row in rows.fetchall()]


def late(db: Database, today: str, limit: int) -> list[Late]:
    """Entries of open checklists past their day, the longest first; never a continuous one."""
    rows = db.conn.execute(
        """
        SELECT checklist.id, counted_entry.id, unit.name, counted_entry.key,
            COALESCE(counted_entry.text, node.text), counted_entry.due
        FROM counted_entry
            JOIN checklist ON checklist.id = counted_entry.checklist_id
            JOIN node ON node.id = counted_entry.node_id
            JOIN unit ON unit.id = checklist.unit_id
        WHERE checklist.closed_at IS NULL AND counted_entry.due < :today
            AND NOT counted_entry.continuous
            AND (counted_entry.state IS NULL OR counted_entry.state NOT IN ('done', 'dropped'))
        ORDER BY counted_entry.due, unit.code
        LIMIT :limit
        """,
        {"today": today, "limit": limit},
    )
    return [Late(*row) for row in rows.fetchall()]


def silent(db: Database) -> list[Silent]:
    """Open checklists without one word yet."""
    rows = db.conn.execute(
        """
        SELECT checklist.id, unit.name, COALESCE(plan.title, plan.doc_type, plan.source_name),
            checklist.year
        FROM checklist
            JOIN unit ON unit.id = checklist.unit_id
            JOIN plan ON plan.id = checklist.plan_id
        WHERE checklist.closed_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM entry
            WHERE entry.checklist_id = checklist.id
                AND (entry.state IS NOT NULL OR entry.result IS NOT NULL OR entry.node_id IS NULL)
        )
        ORDER BY checklist.year DESC, unit.is_office DESC, unit.code
        """
    )
    return [Silent(*row) for row in rows.fetchall()]


def matrix_items(db: Database, plan: int, year: int) -> list[Item]:
    """The items that some checklist of the year holds, in the paper's order."""
    rows = db.conn.execute(
        """
        SELECT DISTINCT node.id, node.key, node.text, node.position
        FROM counted_entry
            JOIN checklist ON checklist.id = counted_entry.checklist_id
            JOIN node ON node.id = counted_entry.node_id
        WHERE checklist.plan_id = :plan AND checklist.year = :year
        ORDER BY node.position
        """,
        {"plan": plan, "year": year},
    )
    return [Item(*row[:3]) for row in rows.fetchall()]


def matrix_cells(db: Database, plan: int, year: int) -> list[Cell]:
    """What each checklist says of each item, by unit (the office first)."""
    rows = db.conn.execute(
        """
        SELECT checklist.id, unit.name, unit.code, entry.node_id, entry.id, entry.state,
            entry.verified, NOT (entry.state IS 'dropped' AND entry.reason IS NULL)
        FROM checklist
            JOIN unit ON unit.id = checklist.unit_id
            LEFT JOIN entry ON entry.checklist_id = checklist.id
                AND entry.node_id IS NOT NULL AND entry.part_of IS NULL
        WHERE checklist.plan_id = :plan AND checklist.year = :year
        ORDER BY unit.is_office DESC, unit.code
        """,
        {"plan": plan, "year": year},
    )
    return [Cell(*(*row[:6], bool(row[6]), bool(row[7]))) for row in rows.fetchall()]


def plan_title(db: Database, plan: int) -> str | None:
    row = db.conn.execute(
        "SELECT COALESCE(title, doc_type, source_name) FROM plan WHERE id = ?", [plan]
    ).fetchone()
    return row[0] if row else None


def years(db: Database, plan: int) -> list[int]:
    """The years the plan has been given for, newest first."""
    rows = db.conn.execute(
        "SELECT DISTINCT year FROM checklist WHERE plan_id = ? ORDER BY year DESC", [plan]
    )
    return [row[0] for row in rows.fetchall()]


def recent(db: Database, since: str) -> Recent:
    """How much has been written since a moment, by whom: trend enough for a home page."""
    row = db.conn.execute(
        """
        SELECT COUNT(*), COUNT(DISTINCT entry.checklist_id),
            COALESCE(SUM(history.origin = 'sheet'), 0),
            COALESCE(SUM(history.field = 'state' AND history.new = 'done'), 0)
        FROM history JOIN entry ON entry.id = history.entry_id
        WHERE history.at >= ? AND history.chosen = 1
        """,
        [since],
    ).fetchone()
    return Recent(*row)
