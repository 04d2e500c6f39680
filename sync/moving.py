"""Moves an open link to another checklist: its sheet goes on as another unit's."""

import json
from dataclasses import dataclass

from sqlite_utils import Database

from sync import base
from sync.base import Link
from sync.core.plan import same
from sync.core.refusal import Refused
from sync.replicas.local import SHARED_FIELDS, Edit, LocalReplica, Origin


@dataclass(frozen=True, slots=True)
class Target:
    """The checklist that a link goes to, of the same plan; `keys` are those of its entries."""

    checklist: int
    keys: tuple[str, ...]


def close(db: Database, link_id: int, at: str) -> None:
    """Nothing is read from, or written into, this sheet any more; it stays as it is."""
    base.close_link(db, link_id, at)


def move(
    db: Database, local: LocalReplica, link_id: int, target: Target, by: str, at: str
) -> int | None:
    """Close the link and make the same for another checklist, as at a first link.

    Inside the caller's transaction; the sheet itself is not touched. Rows keep the keys that the
    other checklist has, too; nothing is agreed of them yet, so neither side is overwritten. None
    where that checklist is linked with the tab already: then the link is only closed. What the
    office wrote for this sheet and was not written into it yet goes to the other checklist.
    """
    was = base.link(db, link_id)
    if was is not None:
        _carry(db, local, was, target, Origin(by=by, kind="web", at=at))
    base.close_link(db, link_id, at)
    keys = json.dumps(target.keys)
    told = {"old": link_id, "checklist": target.checklist, "keys": keys, "by": by, "at": at}
    cursor = db.conn.execute(
        """
        INSERT INTO sync_link (checklist_id, spreadsheet_id, sheet_id, unit_column, title, layout,
            own_key_column, read_only, add_rows, policy, created_by, created_at, source, series)
        SELECT :checklist, spreadsheet_id, sheet_id, unit_column, title, layout,
            own_key_column, read_only, add_rows, policy, :by, :at, source, series
        FROM sync_link AS was
        WHERE id = :old AND NOT EXISTS (
            SELECT 1 FROM sync_link AS other
            WHERE other.closed_at IS NULL AND other.checklist_id = :checklist
                AND (other.spreadsheet_id, other.sheet_id) = (was.spreadsheet_id, was.sheet_id)
        )
        """,
        told,
    )
    if not cursor.rowcount:
        return None
    new = int(cursor.lastrowid or 0)
    base.set_cleared(db, link_id, at)
    for statement in _WITH_IT:
        db.conn.execute(statement, {**told, "new": new})
    return new


def _carry(db: Database, local: LocalReplica, link: Link, target: Target, origin: Origin) -> None:
    """Values that wait for the sheet: set where the other checklist says nothing, else kept in its
    history."""
    agreed = base.agreed(db, link.id)
    theirs = {entry.key: entry.values for entry in local.read(target.checklist).entries}
    mapped = [name for name in SHARED_FIELDS if link.layout.index(name) is not None]
    for entry in local.read(link.checklist).entries:
        there = theirs.get(entry.key)
        if entry.own or there is None:
            continue
        for name in mapped:
            value, now = entry.values[name], there[name]
            if value is None or same(value, agreed.get((entry.key, name))) or same(value, now):
                continue
            edit = Edit(entry.key, name, now, value)
            try:
                if now is None:
                    local.apply(target.checklist, [edit], origin)
                    continue
            except Refused:
                pass
            local.remember(target.checklist, [edit], origin)


_WITH_IT = (
    """
    INSERT INTO sync_row (link_id, key, text, keyed, ours)
    SELECT :new, key, text, keyed, ours FROM sync_row
    WHERE link_id = :old AND key NOT LIKE 'R.%'
        AND key IN (SELECT value FROM json_each(:keys))
    """,
    # What a person said of a row by its wording holds for the sheet, whoever's it is.
    """
    INSERT INTO sync_answer (link_id, about, answer, by, at)
    SELECT :new, about, answer, by, at FROM sync_answer
    WHERE link_id = :old AND instr(about, ':') = 0
    """,
    # What is still to be put back is put back by the link that goes on.
    """
    UPDATE sync_debt SET link_id = :new, doc = json_set(doc, '$.link', :new) WHERE link_id = :old
    """,
)


def only_read(db: Database, link_id: int) -> None:
    """Nothing more is written into this sheet."""
    db.conn.execute("UPDATE sync_link SET read_only = 1, add_rows = 0 WHERE id = ?", [link_id])
