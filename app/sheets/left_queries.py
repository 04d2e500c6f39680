"""All SQL of what ended links left in their sheets."""

from sqlite_utils import Database


def links(
    db: Database,
    *,
    plan: int | None = None,
    year: int | None = None,
    checklist: int | None = None,
) -> list[int]:
    """Links that have ended while what they added may still stand in their sheets."""
    rows = db.conn.execute(
        """
        SELECT sync_link.id
        FROM sync_link JOIN checklist ON checklist.id = sync_link.checklist_id
        WHERE sync_link.closed_at IS NOT NULL AND sync_link.cleared_at IS NULL
            AND sync_link.source = 'sheet'
            AND (:plan IS NULL OR checklist.plan_id = :plan)
            AND (:year IS NULL OR checklist.year = :year)
            AND (:checklist IS NULL OR checklist.id = :checklist)
        ORDER BY sync_link.id
        """,
        {"plan": plan, "year": year, "checklist": checklist},
    )
    return [number for (number,) in rows.fetchall()]


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
