"""All reading of how a plan's work stands: per item, per checklist."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the paper with its state of work over the checklists shown.

    `given` counts the checklists that hold the item, `silent` those that say nothing of it;
    `state` is meant where there is only one.
    """

    id: int
    key: str
    role: str
    depth: int
    marker: str
    text: str
    due_text: str | None
    continuous: bool
    state: str | None
    given: int
    done: int
    doing: int
    silent: int
    with_result: int


@dataclass(frozen=True, slots=True)
class Checklist:
    """A unit's checklist in one line."""

    id: int
    code: str
    unit: str
    is_office: bool
    done: int
    total: int
    silent: int


def visible(db: Database, plan: int, unit: int | None) -> bool:
    """Everyone sees every plan, a unit account those its unit was given."""
    if unit is None:
        return True
    row = db.conn.execute(
        """
        SELECT EXISTS (
            SELECT 1 FROM checklist WHERE plan_id = :plan AND (
                unit_id = :unit OR unit_id IN (
                    SELECT unit_id FROM unit_event
                    WHERE kind = 'merge' AND successor_id = :unit
                )
            )
        )
        """,
        {"plan": plan, "unit": unit},
    ).fetchone()
    return bool(row[0])


def years(db: Database, plan: int) -> list[int]:
    """The years the plan has been given for, newest first."""
    rows = db.conn.execute(
        "SELECT DISTINCT year FROM checklist WHERE plan_id = ? ORDER BY year DESC", [plan]
    )
    return [row[0] for row in rows.fetchall()]


def year(db: Database, plan: int, asked: int | None) -> int | None:
    """The year asked for, else the newest; None before the plan is given to anybody."""
    known = years(db, plan)
    return asked if asked in known else next(iter(known), None)


def rows(db: Database, plan: int, year: int | None, unit: int | None) -> list[Row]:
    """The plan's nodes in the paper's order; with `unit` its own checklist alone counts."""
    found = db.conn.execute(
        """
        WITH RECURSIVE tree AS (
            SELECT id, 0 AS depth FROM node WHERE plan_id = :plan AND parent_id IS NULL
            UNION ALL
            SELECT node.id, tree.depth + 1 FROM node JOIN tree ON node.parent_id = tree.id
        ),
        state AS (
            SELECT counted_entry.node_id, COUNT(*) AS given, MAX(counted_entry.state) AS state,
                SUM(counted_entry.state IS 'done') AS done,
                SUM(counted_entry.state IN ('doing', 'todo')) AS doing,
                SUM(counted_entry.state IS NULL) AS silent,
                SUM(counted_entry.state IS NOT 'done' AND counted_entry.result IS NOT NULL)
                    AS with_result
            FROM counted_entry JOIN checklist ON checklist.id = counted_entry.checklist_id
            WHERE checklist.plan_id = :plan AND checklist.year = :year
                AND checklist.unit_id = COALESCE(:unit, checklist.unit_id)
            GROUP BY counted_entry.node_id
        )
        SELECT node.id, node.key, node.role, tree.depth, node.marker, node.text, node.due_text,
            node.continuous, state.state, COALESCE(state.given, 0), COALESCE(state.done, 0),
            COALESCE(state.doing, 0), COALESCE(state.silent, 0), COALESCE(state.with_result, 0)
        FROM node
            JOIN tree ON tree.id = node.id
            LEFT JOIN state ON state.node_id = node.id
        WHERE node.retired_at IS NULL
        ORDER BY node.position
        """,
        {"plan": plan, "year": year, "unit": unit},
    )
    return [Row(*(*row[:7], bool(row[7]), *row[8:])) for row in found.fetchall()]


def checklists(db: Database, plan: int, year: int | None, unit: int | None) -> list[Checklist]:
    """The year's checklists with their rate, the office's first."""
    found = db.conn.execute(
        """
        SELECT checklist.id, unit.code, unit.name, unit.is_office,
            COALESCE(SUM(counted_entry.state IS 'done'), 0), COUNT(counted_entry.id),
            COALESCE(SUM(counted_entry.id IS NOT NULL AND counted_entry.state IS NULL), 0)
        FROM checklist
            JOIN unit ON unit.id = checklist.unit_id
            LEFT JOIN counted_entry ON counted_entry.checklist_id = checklist.id
        WHERE checklist.plan_id = :plan AND checklist.year = :year
            AND checklist.unit_id = COALESCE(:unit, checklist.unit_id)
        GROUP BY checklist.id
        ORDER BY unit.is_office DESC, unit.code
        """,
        {"plan": plan, "year": year, "unit": unit},
    )
    return [Checklist(*(*row[:3], bool(row[3]), *row[4:])) for row in found.fetchall()]
