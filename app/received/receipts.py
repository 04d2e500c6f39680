"""Saying that a paper arrived: by account, by a personal link, by the clerk."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from app.db import write_tx
from app.received import changes, queries, rules
from app.received.changes import Answer
from app.received.queries import Dispatch, Plan


def token_hash(token: str) -> str:
    """What the table holds: whoever reads the database cannot use a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_link(db: Database, row: Dispatch, by: str, at: str) -> str:
    """A fresh token of 192 random bits for this one recipient; earlier links end."""
    token = secrets.token_urlsafe(24)
    with write_tx(db):
        changes.revoke_links(db, row.id, at)
        changes.add_link(db, token_hash(token), row.id, by, at)
    return token


def revoke(db: Database, row: Dispatch, at: str) -> None:
    with write_tx(db):
        changes.revoke_links(db, row.id, at)


@dataclass(frozen=True, slots=True)
class Linked:
    """What a link that holds shows: one paper, one recipient."""

    plan: Plan
    row: Dispatch


def linked(db: Database, token: str) -> Linked | None:
    """None for a guessed, revoked or replaced link alike."""
    found = changes.dispatch_of_link(db, token_hash(token))
    if found is None:
        return None
    plan, row = queries.plan(db, found[0]), queries.dispatch(db, *found)
    return Linked(plan, row) if plan and row else None


def acknowledge(db: Database, ids: Sequence[int], day: date, answer: Answer) -> int:
    """Counts the rows that had not answered before; those that had stay as they were."""
    with write_tx(db):
        return changes.acknowledge(db, ids, day.isoformat(), answer)


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a pasted list of names did; `unknown` names are no row's, or several rows'."""

    noted: int
    unknown: list[str]


def paste(db: Database, plan_id: int, text: str, day: date, answer: Answer) -> Pasted:
    """Note receipt for everyone whose name, unit code or unit's former name is in the text."""
    units = queries.names_of_units(db)
    rows = [
        rules.Named(row.id, (row.name, *units.get(row.unit_id or 0, ())))
        for row in queries.dispatches(db, plan_id)
    ]
    ids, unknown = rules.find_names(rules.lines(text), rows)
    return Pasted(acknowledge(db, ids, day, answer), unknown)


def save_row(
    db: Database, row: Dispatch, values: dict[str, str], received: str | None, by: Answer
) -> None:
    """One row as the clerk corrected it; a day of receipt counts as the clerk's word.

    `received` is None where the clerk left it as it was shown: whoever answered since then stays.
    """
    with write_tx(db):
        changes.fill(db, [row.id], values)
        if received is None:
            return
        if received:
            changes.acknowledge(db, [row.id], received, by)
        changes.correct_received(db, row.id, received or None)
