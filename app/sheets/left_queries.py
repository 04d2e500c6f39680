"""All SQL of clearing a closed year's sheets."""

from sqlite_utils import Database


def is_closed(db: Database, plan: int | None, year: int) -> bool:
    """Whether a plan of that year (of all plans, None) has been closed."""
    row = db.conn.execute(
        """
        SELECT 1 FROM checklist
        WHERE year = :year AND closed_at IS NOT NULL AND (:plan IS NULL OR plan_id = :plan)
        LIMIT 1
        """,
        {"plan": plan, "year": year},
    ).fetchone()
    return row is not None
