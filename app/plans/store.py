"""Keeping a plan as the reader saw it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from app.plans.reader import Plan, concerns, deadline
from app.plans.reader.model import Node


@dataclass(frozen=True, slots=True)
class Paper:
    """An uploaded file, and who brought it when."""

    data: bytes
    name: str
    by: str
    at: str


def store(db: Database, plan: Plan, paper: Paper, revises: int | None = None) -> int:
    """Inside the caller's transaction: the plan as a draft; gives its id."""
    plan_id = _insert_plan(db, plan, paper, revises)
    _insert_basis(db, plan_id, plan)
    _insert_foot(db, plan_id, plan)
    doubts: dict[int, list[str]] = {}
    for warning in plan.warnings:
        doubts.setdefault(warning.line, []).append(warning.message)
    ids: dict[str, int] = {}
    for position, (node, parent) in enumerate(_walk(plan.sections), 1):
        ids[node.key] = _insert_node(
            db, node, (plan_id, ids.get(parent), position), doubts.get(node.line, [])
        )
    db.conn.executemany(
        "INSERT INTO concern (node_id, scope) VALUES (?, ?)",
        [
            (ids[key], scope)
            for key, whom in concerns(plan).items()
            for scope, meant in whom.items()
            if meant
        ],
    )
    return plan_id


def _walk(nodes: Sequence[Node], parent: str = "") -> Iterator[tuple[Node, str]]:
    """Every node in the paper's order, with its parent's key."""
    for node in nodes:
        yield node, parent
        yield from _walk(node.children, node.key)


def _insert_plan(db: Database, plan: Plan, paper: Paper, revises: int | None) -> int:
    cursor = db.conn.execute(
        """
        INSERT INTO plan (
            revises_id, doc_type, title, issuing_parent, issuing_body, place, number, symbol,
            date, lead, closing, source_name, source, source_lines, warnings, unplaced,
            created_by, created_at
        ) VALUES (
            :revises, :doc_type, :title, :issuing_parent, :issuing_body, :place, :number, :symbol,
            :date, :lead, :closing, :source_name, :source, :source_lines, :warnings, :unplaced,
            :by, :at
        )
        """,
        {
            "revises": revises,
            "doc_type": plan.doc_type,
            "title": plan.title,
            "issuing_parent": plan.issuing_parent,
            "issuing_body": plan.issuing_body,
            "place": plan.place,
            "number": plan.number,
            "symbol": plan.symbol,
            "date": plan.date.isoformat() if plan.date else None,
            "lead": plan.lead,
            "closing": plan.closing,
            "source_name": paper.name,
            "source": paper.data,
            "source_lines": _json([(x.number, x.place, x.text) for x in plan.lines]),
            "warnings": _json([(x.line, x.message) for x in plan.warnings]),
            "unplaced": _json([(x.number, x.text) for x in plan.unplaced]),
            "by": paper.by,
            "at": paper.at,
        },
    )
    return int(cursor.lastrowid or 0)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _insert_basis(db: Database, plan_id: int, plan: Plan) -> None:
    db.conn.executemany(
        """
        INSERT INTO basis (plan_id, position, doc_type, number, symbol, date, issuer, text)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
            (plan_id, i, b.doc_type, b.number, b.symbol, _iso(b.date), b.issuer, b.text)
            for i, b in enumerate(plan.basis, 1)
        ],
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _insert_foot(db: Database, plan_id: int, plan: Plan) -> None:
    db.conn.executemany(
        """
        INSERT INTO recipient (plan_id, position, text, name, purpose, is_archive)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        [
            (plan_id, i, r.text, r.name, r.purpose, int(r.is_archive))
            for i, r in enumerate(plan.recipients, 1)
        ],
    )
    db.conn.executemany(
        "INSERT INTO signer (plan_id, position, authority, titles, name) VALUES (?, ?, ?, ?, ?)",
        [(plan_id, i, s.authority, _json(s.titles), s.name) for i, s in enumerate(plan.signers, 1)],
    )


def _insert_node(
    db: Database, node: Node, place: tuple[int, int | None, int], doubts: Sequence[str]
) -> int:
    timing = _timing(node)
    cursor = db.conn.execute(
        """
        INSERT INTO node (
            plan_id, parent_id, position, key, role, marker, text, line, due, due_text,
            continuous, lead, partner, doubt
        ) VALUES (
            :plan, :parent, :position, :key, :role, :marker, :text, :line, :due, :due_text,
            :continuous, :lead, :partner, :doubt
        )
        """,
        {
            "plan": place[0],
            "parent": place[1],
            "position": place[2],
            "key": node.key,
            "role": node.role,
            "marker": node.marker,
            "text": node.text,
            "line": node.line,
            "due": timing.due,
            "due_text": timing.text,
            "continuous": int(timing.continuous),
            "lead": node.leader,
            "partner": node.partner,
            "doubt": " ".join(doubts) or None,
        },
    )
    return int(cursor.lastrowid or 0)


@dataclass(frozen=True, slots=True)
class Timing:
    """When: `due` is a day (2020-12-15), or one of every year (--12-15)."""

    due: str | None
    text: str | None
    continuous: bool


def _timing(node: Node) -> Timing:
    said = timing_of(node.text)
    if said.text or node.deadline is None:
        return said
    return Timing(_iso(node.deadline.due), node.deadline.text, node.deadline.continuous)


def timing_of(text: str) -> Timing:
    """The time a text sets; a day without a year holds for whichever year the plan is given."""
    first, second = deadline(text, 2023), deadline(text, 2024)
    if first is None:
        return Timing(None, None, False)
    due = first.due.isoformat() if first.due else None
    if first.due and second and second.due and first.due != second.due:
        due = f"-{first.due:-%m-%d}"
    return Timing(due, first.text, first.continuous)


def discard(db: Database, plan: int) -> None:
    """Inside the caller's transaction: a draft that no unit has been given goes, with its parts."""
    db.conn.execute("DELETE FROM node WHERE plan_id = ?", [plan])
    db.conn.execute("DELETE FROM plan WHERE id = ? AND status = 'draft'", [plan])
