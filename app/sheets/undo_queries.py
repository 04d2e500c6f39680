"""All SQL of what took a run back."""

from sqlite_utils import Database


def undone_by(db: Database, run: int) -> int | None:
    """The newest run that took back something of this one.

    An undo is a round too: what else it carried does not count.
    """
    row = db.conn.execute(
        """
        SELECT MAX(undo.id)
        FROM sync_run AS undo
        JOIN sync_change AS back ON back.run_id = undo.id
        JOIN sync_change AS done ON done.run_id = undo.undone_run
            AND done.link_id = back.link_id AND done.key = back.key AND done.field = back.field
            AND done.old IS back.new
        WHERE undo.undone_run = :run
        """,
        {"run": run},
    ).fetchone()
    return row[0] if row else None
