"""Cells that both sides wrote differently, kept until a person decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from sync.core.plan import same
from sync.core.plan_steps import Clash


@dataclass(frozen=True, slots=True)
class Conflict:
    """One open cell: both values, and the one both last shared."""

    id: int
    link: int
    key: str
    field: str
    base: str | None
    local: str | None
    sheet: str | None
    since: str


def open_conflicts(db: Database, link_id: int | None = None) -> list[Conflict]:
    rows = db.conn.execute(
        """
        SELECT id, link_id, key, field, base, local, sheet, since FROM sync_conflict
        WHERE settled_at IS NULL AND (:link IS NULL OR link_id = :link) ORDER BY id
        """,
        {"link": link_id},
    ).fetchall()
    return [Conflict(*row) for row in rows]


def conflict(db: Database, conflict_id: int) -> Conflict | None:
    """The conflict, if it is open."""
    return next((one for one in open_conflicts(db) if one.id == conflict_id), None)


def record(db: Database, link_id: int, clashes: Iterable[Clash], placed: set[str], at: str) -> int:
    """Make the open conflicts of a link these; gives how many are open.

    One whose row cannot be read now stays open; one that no longer clashes is closed as agreed.
    """
    wanted = {(one.key, one.field): one for one in clashes}
    stored = {(one.key, one.field): one for one in open_conflicts(db, link_id)}
    for place, old in stored.items():
        if place not in wanted and old.key in placed:
            close(db, old.id, "agreed", "Đồng bộ", at)
    for place, clash in wanted.items():
        kept = stored.get(place)
        if kept is None:
            _insert(db, link_id, clash, at)
        elif not (same(kept.local, clash.local) and same(kept.sheet, clash.sheet)):
            _update(db, kept.id, clash)
    return len(open_conflicts(db, link_id))


def _insert(db: Database, link_id: int, clash: Clash, at: str) -> None:
    db.conn.execute(
        """
        INSERT INTO sync_conflict (link_id, key, field, base, local, sheet, since)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [link_id, clash.key, clash.field, clash.base, clash.local, clash.sheet, at],
    )


def _update(db: Database, conflict_id: int, clash: Clash) -> None:
    db.conn.execute(
        "UPDATE sync_conflict SET base = ?, local = ?, sheet = ? WHERE id = ?",
        [clash.base, clash.local, clash.sheet, conflict_id],
    )


def close(db: Database, conflict_id: int, choice: str, by: str, at: str) -> None:
    db.conn.execute(
        "UPDATE sync_conflict SET settled_at = ?, settled_by = ?, choice = ? WHERE id = ?",
        [at, by, choice, conflict_id],
    )


OFFICE_PROPOSED = frozenset({"due", "lead", "partner", "verified", "comment"})
JOINABLE = frozenset({"result", "evidence", "note", "proposal"})


def proposal(field: str) -> str:
    """The side proposed: the unit's for what it reports, the office's for what it orders."""
    return "local" if field in OFFICE_PROPOSED else "sheet"


def joined(local: str | None, sheet: str | None) -> str:
    """Both texts, the office's first."""
    return "\n".join(part for part in (local, sheet) if part)


def conflict_json(one: Conflict, unit: str, plan: str) -> dict[str, Any]:
    """One line of `sync conflicts --json`."""
    return {
        "id": one.id,
        "unit": unit,
        "plan": plan,
        "key": one.key,
        "field": one.field,
        "local": one.local,
        "sheet": one.sheet,
        "base": one.base,
        "since": one.since,
    }
