"""Which of many spreadsheets are worth a read: Drive says, what is hot, what was long not read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from sync import base, journal
from sync.base import Link
from sync.core.plan import same
from sync.core.plan_ask import members
from sync.replicas.google import Drive
from sync.replicas.local import LocalReplica
from sync.transaction import write_tx

FEW = 45
"""Up to so many spreadsheets each is read every round: fresher than Drive, below the quota."""
HOT_SECONDS = 600.0
"""modifiedTime lags for minutes (sheets-api.md 4.7): what moved lately is read again."""
SWEEP_SECONDS = 6 * 86400.0
"""What was not read for so long is read whatever Drive says: it may never tell of a change."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What was last known of a spreadsheet; times are seconds since the epoch.

    `modified_at` is empty where Drive never told of it, `read_at` 0 where it was not read since
    Drive last did.
    """

    modified_at: str = ""
    version: str = ""
    hot_until: float = 0.0
    read_at: float = 0.0


def candidates(
    db: Database,
    local: LocalReplica,
    drive: Drive,
    sheets: Mapping[str, Sequence[Link]],
    now: float,
) -> list[str]:
    """The spreadsheets to read, the changed ones first, those only swept last.

    What Drive says is kept, and is due until it was read: a run that dies, that only tries, or
    that finds a spreadsheet busy hides nothing from the next one.
    """
    known = _known(db)
    seen = {name: known.get(name, Hint()) for name in sheets}
    strange = any(not hint.modified_at for hint in seen.values())
    last = "" if strange else max(hint.modified_at for hint in known.values())
    told = drive.changed_since(last)
    changed = {n for n, at in told.items() if n in seen and at != _last(seen[n])}
    # Drive lists what was shared with us by name: of a sheet shared by its link it never tells.
    silent = {n for n, hint in seen.items() if not hint.modified_at and n not in told}
    with write_tx(db):
        for name in changed:
            _note(db, name, told[name], now + HOT_SECONDS)
    wanted = changed | silent | {n for n, hint in seen.items() if _due(hint, now)}
    first = [
        name for name, links in sheets.items() if name in wanted or _waiting(db, local, name, links)
    ]
    swept = [n for n in sheets if n not in first and now - seen[n].read_at > SWEEP_SECONDS]
    return [*first, *sorted(swept, key=lambda name: seen[name].read_at)]


def _due(hint: Hint, now: float) -> bool:
    """Hot, or told of and not read since."""
    return hint.hot_until > now or (bool(hint.modified_at) and not hint.read_at)


def _last(hint: Hint) -> tuple[str, str]:
    return hint.modified_at, hint.version


def _waiting(db: Database, local: LocalReplica, name: str, links: Iterable[Link]) -> bool:
    """Whether something of ours is to be carried, or is not settled."""
    if journal.flights(db, name) or journal.debts(db, name):
        return True
    return any(link.state != "ok" or _edited(db, local, link) for link in links)


def _edited(db: Database, local: LocalReplica, link: Link) -> bool:
    if link.read_only:
        return False
    agreed = base.agreed(db, link.id)
    rows = {key for row in base.known_rows(db, link.id) for key in members(row)}
    mapped = {column.field for column in link.layout.columns}
    return any(
        name in mapped and not same(value, agreed.get((entry.key, name)))
        for entry in local.read(link.checklist).entries
        if entry.key in rows
        for name, value in entry.values.items()
    )


def was_read(db: Database, name: str, now: float) -> None:
    db.conn.execute(
        """
        INSERT INTO sync_hint (spreadsheet_id, read_at) VALUES (:name, :now)
        ON CONFLICT (spreadsheet_id) DO UPDATE SET read_at = :now
        """,
        {"name": name, "now": now},
    )


def _note(db: Database, name: str, told: tuple[str, str], hot_until: float) -> None:
    db.conn.execute(
        """
        INSERT INTO sync_hint (spreadsheet_id, modified_at, version, hot_until)
        VALUES (:name, :modified, :version, :hot)
        ON CONFLICT (spreadsheet_id) DO UPDATE SET
            modified_at = :modified, version = :version, hot_until = :hot, read_at = 0
        """,
        {"name": name, "modified": told[0], "version": told[1], "hot": hot_until},
    )


def _known(db: Database) -> dict[str, Hint]:
    rows = db.conn.execute(
        "SELECT spreadsheet_id, modified_at, version, hot_until, read_at FROM sync_hint"
    ).fetchall()
    return {row[0]: Hint(row[1], row[2], row[3], row[4]) for row in rows}
