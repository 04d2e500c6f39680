"""All SQL of the sheets' screens."""

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
