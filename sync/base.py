"""What the sync remembers of each link: the link itself, rows seen, values last agreed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from sync.core.layout import Layout, layout_from_json, layout_json
from sync.core.own_key import is_own
from sync.core.plan_place import Known


@dataclass(frozen=True, slots=True)
class Link:
    """One checklist and one tab (or one column of it); `state` and `message` are its health.

    `unit_column` is the heading of one unit's column where units are columns; `own_key_column`
    says that the key column is ours to take away; `allow_once` lets a held round pass.
    """

    id: int
    checklist: int
    spreadsheet_id: str
    sheet_id: int
    unit_column: str | None
    title: str
    layout: Layout
    own_key_column: bool
    read_only: bool
    add_rows: bool
    policy: Mapping[str, str]
    state: str
    message: str
    allow_once: bool
    created_by: str
    created_at: str


_COLUMNS = """id, checklist_id, spreadsheet_id, sheet_id, unit_column, title, layout,
    own_key_column, read_only, add_rows, policy, state, message, allow_once, created_by,
    created_at"""


def open_links(db: Database) -> list[Link]:
    """Every link to a sheet that is not closed, in the order they were made; a file's link is
    none of a round's (`sync/files.py`)."""
    return _links(db, "closed_at IS NULL AND source = 'sheet'")


def sheet_links(db: Database) -> list[Link]:
    """Every link to a sheet that there ever was, in the order they were made."""
    return _links(db, "source = 'sheet'")


def links_of(db: Database, spreadsheet_id: str) -> list[Link]:
    """The open links of one spreadsheet."""
    return _links(db, "closed_at IS NULL AND spreadsheet_id = :book", {"book": spreadsheet_id})


def link(db: Database, link_id: int) -> Link | None:
    """The link, closed or not."""
    return next(iter(_links(db, "id = :id", {"id": link_id})), None)


def _links(db: Database, where: str, told: Mapping[str, Any] | None = None) -> list[Link]:
    sql = f"SELECT {_COLUMNS} FROM sync_link WHERE {where} ORDER BY id"  # noqa: S608
    return [_link(row) for row in db.conn.execute(sql, told or {}).fetchall()]


def _link(row: Sequence[Any]) -> Link:
    return Link(
        id=row[0],
        checklist=row[1],
        spreadsheet_id=row[2],
        sheet_id=row[3],
        unit_column=row[4],
        title=row[5],
        layout=layout_from_json(json.loads(row[6])),
        own_key_column=bool(row[7]),
        read_only=bool(row[8]),
        add_rows=bool(row[9]),
        policy=json.loads(row[10]),
        state=row[11],
        message=row[12],
        allow_once=bool(row[13]),
        created_by=row[14],
        created_at=row[15],
    )


@dataclass(frozen=True, slots=True)
class NewLink:
    """What a link is made of."""

    checklist: int
    spreadsheet_id: str
    sheet_id: int
    unit_column: str | None
    title: str
    layout: Layout
    own_key_column: bool
    read_only: bool
    add_rows: bool


def add_link(db: Database, new: NewLink, by: str, at: str) -> int:
    """Raises IntegrityError where the tab, or the column, is linked already."""
    cursor = db.conn.execute(
        """
        INSERT INTO sync_link (checklist_id, spreadsheet_id, sheet_id, unit_column, title, layout,
            own_key_column, read_only, add_rows, created_by, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
            new.checklist,
            new.spreadsheet_id,
            new.sheet_id,
            new.unit_column,
            new.title,
            json.dumps(layout_json(new.layout), ensure_ascii=False),
            int(new.own_key_column),
            int(new.read_only),
            int(new.add_rows),
            by,
            at,
        ],
    )
    return int(cursor.lastrowid or 0)


def set_health(db: Database, link_id: int, state: str, message: str) -> None:
    """The link's state; nothing is written where it is so already."""
    db.conn.execute(
        """
        UPDATE sync_link SET state = :state, message = :message
        WHERE id = :id AND closed_at IS NULL AND (state <> :state OR message <> :message)
        """,
        {"id": link_id, "state": state, "message": message},
    )


def set_allow(db: Database, link_id: int, *, allow: bool) -> None:
    db.conn.execute(
        "UPDATE sync_link SET allow_once = :allow WHERE id = :id AND allow_once <> :allow",
        {"id": link_id, "allow": int(allow)},
    )


def set_modes(db: Database, link_id: int, *, read_only: bool, add_rows: bool) -> None:
    db.conn.execute(
        "UPDATE sync_link SET read_only = ?, add_rows = ? WHERE id = ?",
        [int(read_only), int(add_rows), link_id],
    )


def set_policy(db: Database, link_id: int, policy: Mapping[str, str]) -> None:
    db.conn.execute(
        "UPDATE sync_link SET policy = ? WHERE id = ?", [json.dumps(dict(policy)), link_id]
    )


def set_title(db: Database, link_id: int, title: str) -> None:
    """The tab's name of today; it may be renamed at any time."""
    db.conn.execute(
        "UPDATE sync_link SET title = :title WHERE id = :id AND title <> :title",
        {"id": link_id, "title": title},
    )


def close_link(db: Database, link_id: int, at: str) -> None:
    """The link ends; what it added to its sheet stays there until it is cleared."""
    db.conn.execute(
        "UPDATE sync_link SET state = 'closed', closed_at = ? WHERE id = ? AND closed_at IS NULL",
        [at, link_id],
    )


def uncleared(db: Database, book: str | None = None) -> list[Link]:
    """The links `uncleared_ids` tells."""
    return [one for number in uncleared_ids(db, book) if (one := link(db, number)) is not None]


def uncleared_ids(
    db: Database, book: str | None = None, *, plan: int | None = None, year: int | None = None
) -> list[int]:
    """The links (of one spreadsheet, of a plan's year) that have ended, but what they added may
    still stand in the sheet. One that only reads, and never wrote a key, left nothing there."""
    rows = db.conn.execute(
        """
        SELECT sync_link.id
        FROM sync_link JOIN checklist ON checklist.id = sync_link.checklist_id
        WHERE sync_link.closed_at IS NOT NULL AND cleared_at IS NULL AND source = 'sheet'
            AND (:book IS NULL OR spreadsheet_id = :book)
            AND (:plan IS NULL OR plan_id = :plan) AND (:year IS NULL OR year = :year)
            AND (read_only = 0 OR sync_link.id IN (SELECT link_id FROM sync_row WHERE ours = 1))
        ORDER BY sync_link.id
        """,
        {"book": book, "plan": plan, "year": year},
    )
    return [number for (number,) in rows.fetchall()]


def set_cleared(db: Database, link_id: int, at: str) -> None:
    """Nothing of ours stands in the sheet any more, or another link goes on with it."""
    db.conn.execute("UPDATE sync_link SET cleared_at = ? WHERE id = ?", [at, link_id])


def known_rows(db: Database, link_id: int) -> dict[str, Known]:
    """The rows seen before, by key."""
    rows = db.conn.execute(
        "SELECT key, text, keyed FROM sync_row WHERE link_id = ?", [link_id]
    ).fetchall()
    return {key: Known(text, bool(keyed), is_own(key)) for key, text, keyed in rows}


def our_keys(db: Database, link_id: int) -> set[str]:
    """The keys that we wrote into the sheet, not the unit."""
    rows = db.conn.execute(
        "SELECT key FROM sync_row WHERE link_id = ? AND ours = 1", [link_id]
    ).fetchall()
    return {key for (key,) in rows}


def see_row(db: Database, link_id: int, key: str, text: str, *, keyed: bool) -> None:
    """Remember a row; writes nothing where it is remembered so."""
    db.conn.execute(
        """
        INSERT INTO sync_row (link_id, key, text, keyed, ours)
        VALUES (:link, :key, :text, :keyed, 0)
        ON CONFLICT (link_id, key) DO UPDATE SET text = :text, keyed = :keyed
        WHERE text <> :text OR keyed <> :keyed
        """,
        {"link": link_id, "key": key, "text": text, "keyed": int(keyed)},
    )


def forget_rows(db: Database, link_id: int, keys: Iterable[str]) -> None:
    """These entries are told by other rows from now on: nothing was agreed of those yet."""
    for key in keys:
        told = {"link": link_id, "key": key}
        db.conn.execute("DELETE FROM sync_row WHERE link_id = :link AND key = :key", told)
        db.conn.execute("DELETE FROM sync_agreed WHERE link_id = :link AND key = :key", told)


def confirm_key(db: Database, link_id: int, key: str) -> None:
    """Our key was seen in the sheet; it is ours, so unlinking may take it away."""
    db.conn.execute(
        "UPDATE sync_row SET ours = 1, keyed = 1 WHERE link_id = ? AND key = ?", [link_id, key]
    )


def hand_keys(db: Database, link_id: int, to: int) -> None:
    """The keys this link wrote are now the other link's to take away."""
    db.conn.execute(
        """
        UPDATE sync_row SET ours = 1 WHERE link_id = :to AND key IN
            (SELECT key FROM sync_row WHERE link_id = :link AND ours = 1)
        """,
        {"link": link_id, "to": to},
    )


def hand_rows(db: Database, link_id: int, to: int) -> None:
    """The rows that a link gave keys are another link's of the same checklist from now on."""
    db.conn.execute(
        """
        INSERT INTO sync_row (link_id, key, text, keyed, ours)
        SELECT :to, key, text, 0, 1 FROM sync_row WHERE link_id = :link AND ours = 1
        ON CONFLICT (link_id, key) DO UPDATE SET ours = 1
        """,
        {"link": link_id, "to": to},
    )


def agreed(db: Database, link_id: int) -> dict[tuple[str, str], str]:
    """The values both sides last shared, by (key, field); empty ones are left out."""
    rows = db.conn.execute(
        "SELECT key, field, value FROM sync_agreed WHERE link_id = ?", [link_id]
    ).fetchall()
    return {(key, field): value for key, field, value in rows}


def agree(db: Database, link_id: int, key: str, field: str, value: str | None) -> None:
    """Move the base: only to what was seen on both sides."""
    if value is None or value == "":
        db.conn.execute(
            "DELETE FROM sync_agreed WHERE link_id = ? AND key = ? AND field = ?",
            [link_id, key, field],
        )
        return
    db.conn.execute(
        """
        INSERT INTO sync_agreed (link_id, key, field, value) VALUES (:link, :key, :field, :value)
        ON CONFLICT (link_id, key, field) DO UPDATE SET value = :value WHERE value <> :value
        """,
        {"link": link_id, "key": key, "field": field, "value": value},
    )
