"""What waits for the office: the next step of setting up, what only a person can decide."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Setup:
    """How far the office has come: what stands decides which step is next."""

    office: bool
    units: int
    plans: int
    checklists: int
    sheets: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a person: values written differently on both sides, held links, revisions."""

    conflicts: int
    held: int
    revisions: int


def setup(db: Database) -> Setup:
    row = db.conn.execute(
        """
        SELECT EXISTS (SELECT 1 FROM unit WHERE is_office = 1),
            (SELECT COUNT(*) FROM unit WHERE is_office = 0),
            (SELECT COUNT(*) FROM plan WHERE status <> 'replaced'),
            (SELECT COUNT(*) FROM checklist),
            (SELECT COUNT(*) FROM sync_link WHERE closed_at IS NULL)
        """
    ).fetchone()
    return Setup(bool(row[0]), *row[1:])


def waiting(db: Database) -> Waiting:
    row = db.conn.execute(
        """
        SELECT
            (
                SELECT COUNT(*) FROM sync_conflict
                    JOIN sync_link ON sync_link.id = sync_conflict.link_id
                    JOIN checklist ON checklist.id = sync_link.checklist_id
                WHERE sync_conflict.settled_at IS NULL AND sync_link.closed_at IS NULL
                    AND checklist.closed_at IS NULL
            ),
            (
                SELECT COUNT(*) FROM sync_link
                    JOIN checklist ON checklist.id = sync_link.checklist_id
                WHERE sync_link.state IN ('held', 'failed') AND sync_link.closed_at IS NULL
                    AND checklist.closed_at IS NULL
            ),
            (
                SELECT COUNT(*) FROM plan WHERE revises_id IS NOT NULL AND status = 'draft'
            )
        """
    ).fetchone()
    return Waiting(*row)
