"""What a plan says of its own paper."""

import json

from sqlite_utils import Database


def signer(db: Database, plan_id: int) -> tuple[str, list[str], str] | None:
    """(authority as printed, posts, name) of the paper's first signer."""
    row = db.conn.execute(
        """
        SELECT COALESCE(authority, ''), titles, COALESCE(name, '') FROM signer
        WHERE plan_id = ? ORDER BY position LIMIT 1
        """,
        [plan_id],
    ).fetchone()
    return (row[0], json.loads(row[1]), row[2]) if row else None
