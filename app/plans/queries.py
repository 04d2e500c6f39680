"""All reading of plans: lists, one plan's head, its nodes, whom they concern, their state."""

import json
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from sqlite_utils import Database

from app.plans.rules import Identity, Piece


@dataclass(frozen=True, slots=True)
class Listed:
    """A plan in the list; `name` is its symbol or, where it has none, its id as text."""

    id: int
    name: str
    has_symbol: bool
    status: str
    doc_type: str | None
    title: str
    date: str | None
    revises_id: int | None
    items: int
    units: int
    years: str | None
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above and below the sections of a plan."""

    id: int
    status: str
    revises_id: int | None
    doc_type: str | None
    title: str | None
    issuing_parent: str | None
    issuing_body: str | None
    place: str | None
    number: str | None
    symbol: str | None
    date: str | None
    lead: str | None
    closing: str | None
    source_name: str
    created_by: str
    created_at: str
    assigned: bool

    @property
    def name(self) -> str:
        """How people call it: `153-KH/HU`; without a number the beginning of its title."""
        if self.number:
            return f"{self.number}-{self.symbol}" if self.symbol else self.number
        return shorten(self.heading, 48, placeholder="…")

    @property
    def heading(self) -> str:
        return self.title or self.doc_type or self.source_name


@dataclass(frozen=True, slots=True)
class Node:
    """A section, group or item; `concerns` are (scope, value) pairs."""

    id: int
    parent_id: int | None
    position: int
    key: str
    role: str
    marker: str
    text: str
    line: int | None
    due: str | None
    due_text: str | None
    continuous: bool
    lead: str | None
    partner: str | None
    doubt: str | None
    concerns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """A document the plan rests on."""

    doc_type: str | None
    number: str | None
    symbol: str | None
    date: str | None
    issuer: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Foot:
    """The paper's end: recipients as printed, signers as (authority, titles, name)."""

    recipients: tuple[str, ...]
    signers: tuple[tuple[str | None, tuple[str, ...], str | None], ...]


def listing(db: Database, unit: int | None = None) -> list[Listed]:
    """Plans that stand, newest first; with `unit` those it has a checklist of, its own rate."""
    rows = db.conn.execute(
        """
        SELECT plan.id, COALESCE(plan.number || '-' || plan.symbol, CAST(plan.id AS TEXT)),
            plan.number IS NOT NULL AND plan.symbol IS NOT NULL, plan.status, plan.doc_type,
            COALESCE(plan.title, plan.doc_type, plan.source_name), plan.date, plan.revises_id,
            (
                SELECT COUNT(*) FROM node
                WHERE node.plan_id = plan.id AND node.role = 'item' AND node.retired_at IS NULL
            ),
            COUNT(DISTINCT checklist.unit_id),
            (
                SELECT GROUP_CONCAT(year, ', ') FROM (
                    SELECT DISTINCT year FROM checklist AS each
                    WHERE each.plan_id = plan.id ORDER BY year
                )
            ),
            COALESCE(SUM(rate.done), 0), COALESCE(SUM(rate.total), 0)
        FROM plan
            LEFT JOIN checklist ON checklist.plan_id = plan.id
                AND checklist.unit_id = COALESCE(:unit, checklist.unit_id)
            LEFT JOIN (
                SELECT checklist_id, COUNT(*) AS total, SUM(state IS 'done') AS done
                FROM counted_entry GROUP BY checklist_id
            ) AS rate ON rate.checklist_id = checklist.id
        WHERE plan.status <> 'replaced' AND (:unit IS NULL OR checklist.id IS NOT NULL)
        GROUP BY plan.id
        ORDER BY plan.id DESC
        """,
        {"unit": unit},
    )
    return [Listed(*(*row[:2], bool(row[2]), *row[3:])) for row in rows.fetchall()]


def head(db: Database, plan: int) -> Head | None:
    row = db.conn.execute(
        """
        SELECT id, status, revises_id, doc_type, title, issuing_parent, issuing_body, place,
            number, symbol, date, lead, closing, source_name, created_by, created_at,
            EXISTS (SELECT 1 FROM checklist WHERE checklist.plan_id = plan.id)
        FROM plan WHERE id = ?
        """,
        [plan],
    ).fetchone()
    return Head(*(*row[:16], bool(row[16]))) if row else None


def nodes(db: Database, plan: int) -> list[Node]:
    """What stands in the plan, in the paper's order."""
    rows = db.conn.execute(
        """
        SELECT id, parent_id, position, key, role, marker, text, line, due, due_text, continuous,
            lead, partner, doubt
        FROM node
        WHERE plan_id = ? AND retired_at IS NULL
        ORDER BY position
        """,
        [plan],
    )
    whom = concerns(db, plan)
    return [
        Node(*(*row[:10], bool(row[10]), *row[11:], tuple(whom.get(row[0], ()))))
        for row in rows.fetchall()
    ]


def concerns(db: Database, plan: int) -> dict[int, list[tuple[str, str]]]:
    """node id -> (scope, value) pairs, in a fixed order."""
    rows = db.conn.execute(
        """
        SELECT concern.node_id, concern.scope, concern.value
        FROM concern JOIN node ON node.id = concern.node_id
        WHERE node.plan_id = ?
        ORDER BY concern.node_id, concern.scope DESC, concern.value
        """,
        [plan],
    )
    whom: dict[int, list[tuple[str, str]]] = {}
    for node, scope, value in rows.fetchall():
        whom.setdefault(node, []).append((scope, value))
    return whom


def pieces(db: Database, plan: int) -> list[Piece]:
    """The plan's nodes as they are compared with another reading."""
    rows = db.conn.execute(
        """
        SELECT id, key, role, marker, text FROM node
        WHERE plan_id = ? AND retired_at IS NULL ORDER BY position
        """,
        [plan],
    )
    return [Piece(*row) for row in rows.fetchall()]


def identities(db: Database) -> list[tuple[int, Identity, str]]:
    """(id, identity, source_lines as JSON text) of every plan that stands on its own."""
    rows = db.conn.execute(
        """
        SELECT id, number, symbol, title, source_lines FROM plan
        WHERE status <> 'replaced' AND revises_id IS NULL ORDER BY id DESC
        """
    )
    return [(row[0], Identity(*row[1:4]), row[4]) for row in rows.fetchall()]


def bases(db: Database, plan: int) -> list[Basis]:
    rows = db.conn.execute(
        """
        SELECT doc_type, number, symbol, date, issuer, text FROM basis
        WHERE plan_id = ? ORDER BY position
        """,
        [plan],
    )
    return [Basis(*row) for row in rows.fetchall()]


def foot(db: Database, plan: int) -> Foot:
    recipients = db.conn.execute(
        "SELECT text FROM recipient WHERE plan_id = ? ORDER BY position", [plan]
    )
    signers = db.conn.execute(
        "SELECT authority, titles, name FROM signer WHERE plan_id = ? ORDER BY position", [plan]
    )
    return Foot(
        recipients=tuple(row[0] for row in recipients.fetchall()),
        signers=tuple((row[0], tuple(json.loads(row[1])), row[2]) for row in signers.fetchall()),
    )


def paper(db: Database, plan: int) -> list[tuple[int, str, str]]:
    """Every line of the paper: its number, where it was placed, its text."""
    row = db.conn.execute("SELECT source_lines FROM plan WHERE id = ?", [plan]).fetchone()
    lines: list[Any] = json.loads(row[0]) if row else []
    return [(number, place, text) for number, place, text in lines]


def unplaced(db: Database, plan: int) -> list[tuple[int, str]]:
    """Lines of the paper that no part of the plan took up."""
    row = db.conn.execute("SELECT unplaced FROM plan WHERE id = ?", [plan]).fetchone()
    lines: list[Any] = json.loads(row[0]) if row else []
    return [(number, text) for number, text in lines]


def audience(db: Database) -> tuple[tuple[str, ...], dict[str, str]]:
    """The clusters there are, and every unit that is not the office: id as text -> name."""
    rows = db.conn.execute(
        "SELECT CAST(id AS TEXT), name, cluster FROM unit WHERE is_office = 0 ORDER BY code"
    ).fetchall()
    clusters = dict.fromkeys(row[2] for row in rows if row[2])
    return tuple(clusters), {row[0]: row[1] for row in rows}


def source(db: Database, plan: int) -> tuple[str, bytes]:
    """The uploaded file: its name, its bytes."""
    row = db.conn.execute("SELECT source_name, source FROM plan WHERE id = ?", [plan]).fetchone()
    return row[0], row[1]


def former_papers(db: Database, plan: int) -> list[tuple[int, str, str]]:
    """Papers that a revision has replaced, newest first: (id, file name, stored at)."""
    rows = db.conn.execute(
        """
        SELECT id, source_name, created_at FROM plan
        WHERE revises_id = ? AND status = 'replaced' ORDER BY id DESC
        """,
        [plan],
    )
    return rows.fetchall()
