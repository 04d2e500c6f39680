"""What happened to entries: reading their history, redacting a line of it."""

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from app.checklists import queries
from app.checklists.rules import Value
from sync import redaction


@dataclass(frozen=True, slots=True)
class Change:
    """One line of an entry's history; a redacted one has lost both values."""

    id: int
    key: str
    field: str
    old: Value
    new: Value
    chosen: bool
    by: str
    origin: str
    at: str
    redacted_at: str | None
    redacted_by: str | None
    redacted_why: str | None


_CHANGES = """
    SELECT history.id, entry.key, history.field, history.old, history.new, history.chosen,
        history.by, history.origin, history.at, history.redacted_at, history.redacted_by,
        history.redacted_why
    FROM history JOIN entry ON entry.id = history.entry_id
"""


def _change(row: Any) -> Change:
    return Change(*(*row[:5], bool(row[5]), *row[6:]))


def changes(db: Database, checklist: int) -> list[Change]:
    """The history of every entry of a checklist, oldest first."""
    rows = db.conn.execute(
        _CHANGES + " WHERE entry.checklist_id = ? ORDER BY history.id", [checklist]
    )
    return [_change(row) for row in rows.fetchall()]


def changes_since(db: Database, entry: int, seen: int) -> list[Change]:
    """What was set in an entry after the line of history `seen`, oldest first."""
    rows = db.conn.execute(
        _CHANGES
        + """
        WHERE history.entry_id = ? AND history.id > ? AND history.chosen = 1
        ORDER BY history.id
        """,
        [entry, seen],
    )
    return [_change(row) for row in rows.fetchall()]


def changes_of(db: Database, entry: int) -> list[Change]:
    """The history of one entry, newest first."""
    rows = db.conn.execute(
        _CHANGES + " WHERE history.entry_id = ? ORDER BY history.id DESC", [entry]
    )
    return [_change(row) for row in rows.fetchall()]


def redact(db: Database, change: int, by: str, at: str, why: str) -> int:
    """Take both values out of one line of history, for good; 0 where it was done before."""
    cursor = db.conn.execute(
        """
        UPDATE history
        SET old = NULL, new = NULL, redacted_at = :at, redacted_by = :by, redacted_why = :why
        WHERE id = :id AND redacted_at IS NULL
        """,
        {"id": change, "by": by, "at": at, "why": why},
    )
    return cursor.rowcount


def forget(db: Database, head: queries.Head, change: int) -> None:
    """Take a line's values out of what the sync remembers, but for the one that still stands.

    Inside the caller's transaction. Raises Refused where one stands in the unit's sheet.
    """
    key, field, *told = db.conn.execute(
        """
        SELECT entry.key, history.field, history.old, history.new
        FROM history JOIN entry ON entry.id = history.entry_id WHERE history.id = ?
        """,
        [change],
    ).fetchone()
    line = queries.line(db, head.id, key)
    if line is None:
        raise LookupError(key)
    now = line.text if field == "text" else line.values[field]
    cell = redaction.Cell(head.id, head.plan, head.unit_code, key, field, line.text)
    redaction.forget(db, cell, {value for value in told if value not in (None, now)})


def entry_of(db: Database, checklist: int, change: int) -> int | None:
    """The entry a line of history belongs to, within this checklist."""
    row = db.conn.execute(
        """
        SELECT entry.id FROM history JOIN entry ON entry.id = history.entry_id
        WHERE history.id = ? AND entry.checklist_id = ?
        """,
        [change, checklist],
    ).fetchone()
    return row[0] if row else None
