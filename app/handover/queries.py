"""All SQL of the hand-over page: who has an account, what waits."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Account:
    """Someone who may sign in."""

    name: str
    role: str
    unit: str | None
    active: bool
    seen_at: str | None


def accounts(db: Database) -> list[Account]:
    rows = db.conn.execute(
        """
        SELECT user.name, user.role, unit.name, user.active, MAX(session.seen_at)
        FROM user
            LEFT JOIN unit ON unit.id = user.unit_id
            LEFT JOIN session ON session.user_id = user.id
        GROUP BY user.id
        ORDER BY user.role, user.name
        """
    )
    return [Account(*(*row[:3], bool(row[3]), row[4])) for row in rows.fetchall()]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a successor finds open."""

    drafts: int
    conflicts: int
    held: int
    unanswered: int
    returned: int
    open_years: int


def waiting(db: Database, year: int) -> Waiting:
    """`open_years`: plans of years before `year` whose checklists are not closed."""
    row = db.conn.execute(
        """
        SELECT
            (SELECT COUNT(*) FROM plan WHERE status = 'draft'),
            (SELECT COUNT(*) FROM sync_conflict WHERE settled_at IS NULL),
            (SELECT COUNT(*) FROM sync_link WHERE state IN ('held', 'failed')),
            (
                SELECT COUNT(*) FROM dispatch
                WHERE received_on IS NULL AND sent_on IS NOT NULL AND is_archive = 0
                    AND id NOT IN (SELECT parent_id FROM dispatch WHERE parent_id IS NOT NULL)
            ),
            (SELECT COUNT(*) FROM report WHERE state = 'returned'),
            (
                SELECT COUNT(*) FROM (
                    SELECT DISTINCT plan_id, year FROM checklist
                    WHERE closed_at IS NULL AND year < :year
                )
            )
        """,
        {"year": year},
    ).fetchone()
    return Waiting(*row)
