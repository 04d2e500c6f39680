"""The journal: runs and their changes, writes in flight, cells that must be put back."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from sync.core.witness import Copies
from sync.core.writes import (
    Debt,
    Group,
    debt_from_json,
    debt_json,
    group_from_json,
    group_json,
)
from sync.replicas.google_batch import Batch


def start_run(db: Database, kind: str, by: str, at: str, undone: int | None = None) -> int:
    cursor = db.conn.execute(
        "INSERT INTO sync_run (kind, by, started_at, undone_run) VALUES (?, ?, ?, ?)",
        [kind, by, at, undone],
    )
    return int(cursor.lastrowid or 0)


def end_run(db: Database, run: int, at: str, report: dict[str, Any]) -> None:
    db.conn.execute(
        "UPDATE sync_run SET ended_at = ?, report = ? WHERE id = ?",
        [at, json.dumps(report, ensure_ascii=False), run],
    )


@dataclass(frozen=True, slots=True)
class Run:
    """A run as stored; `report` is its Run JSON, None where it never ended."""

    id: int
    kind: str
    by: str
    started_at: str
    ended_at: str | None
    undone_run: int | None
    report: dict[str, Any] | None


def runs(db: Database, limit: int = 50) -> list[Run]:
    """The newest first."""
    rows = db.conn.execute(
        """
        SELECT id, kind, by, started_at, ended_at, undone_run, report FROM sync_run
        ORDER BY id DESC LIMIT ?
        """,
        [limit],
    ).fetchall()
    return [_run(row) for row in rows]


def run(db: Database, run_id: int) -> Run | None:
    row = db.conn.execute(
        """
        SELECT id, kind, by, started_at, ended_at, undone_run, report FROM sync_run WHERE id = ?
        """,
        [run_id],
    ).fetchone()
    return _run(row) if row else None


def _run(row: Sequence[Any]) -> Run:
    number, kind, by, started, ended, undone, report = row
    return Run(number, kind, by, started, ended, undone, json.loads(report) if report else None)


@dataclass(frozen=True, slots=True)
class Change:
    """One value a run carried: `in` to the intranet, `out` to the sheet."""

    link: int
    key: str
    field: str
    old: str | None
    new: str | None
    direction: str


def add_change(db: Database, run_id: int, change: Change) -> None:
    db.conn.execute(
        """
        INSERT INTO sync_change (run_id, link_id, key, field, old, new, direction)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [
            run_id,
            change.link,
            change.key,
            change.field,
            change.old,
            change.new,
            change.direction,
        ],
    )


def changes(db: Database, run_id: int) -> list[Change]:
    """What the run carried, in order."""
    rows = db.conn.execute(
        """
        SELECT link_id, key, field, old, new, direction FROM sync_change
        WHERE run_id = ? ORDER BY id
        """,
        [run_id],
    ).fetchall()
    return [Change(*row) for row in rows]


def changes_of_link(db: Database, link_id: int) -> list[Change]:
    """What all runs carried for this link, in order."""
    rows = db.conn.execute(
        """
        SELECT link_id, key, field, old, new, direction FROM sync_change
        WHERE link_id = ? ORDER BY id
        """,
        [link_id],
    ).fetchall()
    return [Change(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Flight:
    """A write whose outcome is not settled; `pays` are the debts that each restoring group pays."""

    operation: str
    run: int
    groups: tuple[Group, ...]
    copies: Copies
    pays: tuple[tuple[int, ...], ...]
    last_row: int


def take_off(db: Database, spreadsheet_id: str, flight: Flight, at: str) -> None:
    """Commit this before the write is sent."""
    doc = {
        "groups": [group_json(group) for group in flight.groups],
        "values": [[*place, *at_] for place, at_ in flight.copies.values.items()],
        "cells": [[*place, *at_] for place, at_ in flight.copies.cells.items()],
        "pays": [list(numbers) for numbers in flight.pays],
        "last_row": flight.last_row,
    }
    db.conn.execute(
        "INSERT INTO sync_flight (id, spreadsheet_id, run_id, sent_at, doc) VALUES (?, ?, ?, ?, ?)",
        [
            flight.operation,
            spreadsheet_id,
            flight.run,
            at,
            json.dumps(doc, ensure_ascii=False),
        ],
    )


def flight_of(batch: Batch, run_id: int, pays: Iterable[tuple[int, ...]]) -> Flight:
    copies = Copies(batch.layout.values, batch.layout.cells)
    return Flight(batch.operation, run_id, batch.groups, copies, tuple(pays), batch.layout.last_row)


def flights(db: Database, spreadsheet_id: str) -> list[Flight]:
    """Writes of which nobody knows yet whether they were applied, the oldest first."""
    rows = db.conn.execute(
        "SELECT id, run_id, doc FROM sync_flight WHERE spreadsheet_id = ? ORDER BY rowid",
        [spreadsheet_id],
    ).fetchall()
    return [_flight(*row) for row in rows]


def _flight(operation: str, run_id: int, text: str) -> Flight:
    doc = json.loads(text)
    copies = Copies(
        {(s, r, c): (y, x) for s, r, c, y, x in doc["values"]},
        {(s, r, c): (y, x) for s, r, c, y, x in doc["cells"]},
    )
    groups = tuple(group_from_json(one) for one in doc["groups"])
    pays = tuple(tuple(numbers) for numbers in doc["pays"])
    return Flight(operation, run_id, groups, copies, pays, doc["last_row"])


def land(db: Database, operation: str) -> None:
    """The outcome is known."""
    db.conn.execute("DELETE FROM sync_flight WHERE id = ?", [operation])


def debts(db: Database, spreadsheet_id: str) -> dict[int, Debt]:
    """Cells to be put back, the oldest first."""
    rows = db.conn.execute(
        "SELECT id, doc FROM sync_debt WHERE spreadsheet_id = ? ORDER BY id", [spreadsheet_id]
    ).fetchall()
    return {number: debt_from_json(json.loads(doc)) for number, doc in rows}


def owe(db: Database, spreadsheet_id: str, debt: Debt) -> None:
    db.conn.execute(
        "INSERT INTO sync_debt (spreadsheet_id, link_id, doc) VALUES (?, ?, ?)",
        [spreadsheet_id, debt.link, json.dumps(debt_json(debt), ensure_ascii=False)],
    )


def amend(db: Database, debt_id: int, debt: Debt) -> None:
    """What is owed, as it is known by now."""
    doc = json.dumps(debt_json(debt), ensure_ascii=False)
    db.conn.execute("UPDATE sync_debt SET doc = ? WHERE id = ?", [doc, debt_id])


def paid(db: Database, debt_id: int) -> None:
    db.conn.execute("DELETE FROM sync_debt WHERE id = ?", [debt_id])
