"""All SQL of the hand-over page: who has an account, what waits."""

from dataclasses import dataclass

from sqlite_utils import Database

from sync import base


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
    uncleared: int
    unanswered: int
    unsent: int
    unlisted: int
    returned: int
    open_years: int


def waiting(db: Database, year: int) -> Waiting:
    """`unsent` of the `unanswered` recipients have no day of sending; `unlisted`: plans with
    recipients whose list is not made; `open_years`: plans of years before `year` whose checklists
    are not closed; `uncleared`: sheets taken off that still hold keys of ours."""
    row = db.conn.execute(
        """
        WITH open_link AS (
            SELECT sync_link.id FROM sync_link
                JOIN checklist ON checklist.id = sync_link.checklist_id
            WHERE sync_link.closed_at IS NULL AND checklist.closed_at IS NULL
        ),
        unanswered AS (
            SELECT dispatch.sent_on FROM dispatch
                JOIN plan ON plan.id = dispatch.plan_id AND plan.status <> 'replaced'
            WHERE dispatch.received_on IS NULL AND dispatch.is_archive = 0
                AND dispatch.id NOT IN (
                    SELECT parent_id FROM dispatch WHERE parent_id IS NOT NULL
                )
        )
        SELECT
            (SELECT COUNT(*) FROM plan WHERE status = 'draft'),
            (
                SELECT COUNT(*) FROM sync_conflict WHERE settled_at IS NULL AND link_id IN open_link
            ),
            (
                SELECT COUNT(*) FROM sync_link
                WHERE state IN ('held', 'failed') AND id IN open_link
            ),
            :uncleared,
            (SELECT COUNT(*) FROM unanswered),
            (SELECT COUNT(*) FROM unanswered WHERE sent_on IS NULL),
            (
                SELECT COUNT(*) FROM plan
                WHERE status = 'active'
                    AND EXISTS (SELECT 1 FROM recipient WHERE recipient.plan_id = plan.id)
                    AND NOT EXISTS (SELECT 1 FROM dispatch WHERE dispatch.plan_id = plan.id)
            ),
            (SELECT COUNT(*) FROM report WHERE state = 'returned'),
            (
                SELECT COUNT(*) FROM (
                    SELECT DISTINCT checklist.plan_id, checklist.year
                    FROM checklist
                        JOIN plan ON plan.id = checklist.plan_id AND plan.status <> 'replaced'
                    WHERE checklist.closed_at IS NULL AND checklist.year < :year
                )
            )
        """,
        {"year": year, "uncleared": len(base.uncleared_ids(db))},
    ).fetchone()
    return Waiting(*row)
