"""All SQL that changes the received-by list; the caller holds the transaction."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from app.received.queries import Addressee, Printed


def add_line(db: Database, plan_id: int, line: Printed) -> int:
    """A row for a printed line; gives its id."""
    cursor = db.conn.execute(
        """
        INSERT INTO dispatch (plan_id, recipient_id, position, name, purpose, is_archive)
        VALUES (:plan, :recipient, :position, :name, :purpose, :archive)
        """,
        {
            "plan": plan_id,
            "recipient": line.id,
            "position": line.position,
            "name": line.name,
            "purpose": line.purpose,
            "archive": int(line.is_archive),
        },
    )
    return int(cursor.lastrowid or 0)


def open_into(db: Database, parent: int, addressees: Sequence[Addressee]) -> None:
    """Give the line these rows beneath it; one that stands already keeps what is known of it."""
    db.conn.execute(
        """
        DELETE FROM dispatch
        WHERE parent_id = :parent AND name NOT IN (SELECT value FROM json_each(:names))
        """,
        {"parent": parent, "names": json.dumps([each.name for each in addressees])},
    )
    for position, each in enumerate(addressees, 1):
        where = {"parent": parent, "name": each.name, "unit": each.unit_id, "position": position}
        moved = db.conn.execute(
            "UPDATE dispatch SET position = :position WHERE parent_id = :parent AND name = :name",
            where,
        )
        if moved.rowcount == 0:
            db.conn.execute(
                """
                INSERT INTO dispatch (plan_id, parent_id, position, name, purpose, unit_id)
                SELECT plan_id, id, :position, :name, purpose, :unit
                FROM dispatch WHERE id = :parent
                """,
                where,
            )


def keep_names(db: Database, name: str, names: Sequence[str], at: str) -> None:
    """Keep a group's names for the next paper."""
    db.conn.execute(
        """
        INSERT INTO name_list (name, names, changed_at) VALUES (:name, :names, :at)
        ON CONFLICT (name) DO UPDATE SET names = excluded.names, changed_at = excluded.changed_at
        """,
        {"name": name, "names": json.dumps(list(names), ensure_ascii=False), "at": at},
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """Who said that the paper arrived, when, how: `account`, `link` or `clerk`."""

    how: str
    by: str
    at: str


def fill(db: Database, ids: Sequence[int], values: dict[str, str]) -> None:
    """Set `way`, `sent_on` of these rows; a field that is not named stays."""
    for field, statement in _FILL.items():
        if field in values:
            db.conn.execute(statement, {"ids": json.dumps(list(ids)), "value": values[field]})


_FILL = {
    "way": """
        UPDATE dispatch SET way = NULLIF(:value, '')
        WHERE id IN (SELECT value FROM json_each(:ids))
    """,
    "sent_on": """
        UPDATE dispatch SET sent_on = NULLIF(:value, '')
        WHERE id IN (SELECT value FROM json_each(:ids))
    """,
    "note": """
        UPDATE dispatch SET note = NULLIF(:value, '')
        WHERE id IN (SELECT value FROM json_each(:ids))
    """,
    "name": """
        UPDATE dispatch SET name = :value
        WHERE id IN (SELECT value FROM json_each(:ids)) AND :value <> ''
    """,
}


def acknowledge(db: Database, ids: Sequence[int], day: str, answer: Answer) -> int:
    """Note that the paper arrived; who has answered already stays as they were. Counts rows."""
    cursor = db.conn.execute(
        """
        UPDATE dispatch
        SET received_on = COALESCE(received_on, :day), acknowledged_at = :at,
            acknowledged_by = :by, acknowledged_how = :how
        WHERE id IN (SELECT value FROM json_each(:ids)) AND acknowledged_at IS NULL
        """,
        {
            "ids": json.dumps(list(ids)),
            "day": day,
            "at": answer.at,
            "by": answer.by,
            "how": answer.how,
        },
    )
    return cursor.rowcount


def correct_received(db: Database, dispatch_id: int, day: str | None) -> None:
    """Another day of receipt; none takes the clerk's own answer back, nobody else's."""
    db.conn.execute(
        """
        UPDATE dispatch SET received_on = :day
        WHERE id = :id AND (:day IS NOT NULL OR acknowledged_how IS NULL
            OR acknowledged_how = 'clerk')
        """,
        {"id": dispatch_id, "day": day},
    )
    if day is None:
        db.conn.execute(
            """
            UPDATE dispatch
            SET acknowledged_at = NULL, acknowledged_by = NULL, acknowledged_how = NULL
            WHERE id = ? AND acknowledged_how = 'clerk'
            """,
            [dispatch_id],
        )


def revoke_links(db: Database, dispatch_id: int, at: str) -> None:
    db.conn.execute(
        "UPDATE receipt_link SET revoked_at = :at WHERE dispatch_id = :id AND revoked_at IS NULL",
        {"id": dispatch_id, "at": at},
    )


def add_link(db: Database, token_hash: str, dispatch_id: int, by: str, at: str) -> None:
    db.conn.execute(
        """
        INSERT INTO receipt_link (token_hash, dispatch_id, created_by, created_at)
        VALUES (:hash, :id, :by, :at)
        """,
        {"hash": token_hash, "id": dispatch_id, "by": by, "at": at},
    )


def dispatch_of_link(db: Database, token_hash: str) -> tuple[int, int] | None:
    """(plan, dispatch) a link that still holds stands for."""
    row = db.conn.execute(
        """
        SELECT dispatch.plan_id, dispatch.id
        FROM receipt_link JOIN dispatch ON dispatch.id = receipt_link.dispatch_id
        WHERE receipt_link.token_hash = ? AND receipt_link.revoked_at IS NULL
        """,
        [token_hash],
    ).fetchone()
    return (row[0], row[1]) if row else None
