"""A Plan in the shape of the Plan JSON contract."""

from datetime import date
from typing import Any

from app.plans.reader.model import Basis, Deadline, Node, Plan


def plan_json(plan: Plan) -> dict[str, Any]:
    """Plan JSON (dates ISO, absent values null); beside it where each line went, times, tables."""
    return {
        "doc_type": plan.doc_type,
        "title": plan.title,
        "issuing_parent": plan.issuing_parent,
        "issuing_body": plan.issuing_body,
        "motto": plan.motto,
        "place": plan.place,
        "number": plan.number,
        "symbol": plan.symbol,
        "date": _iso(plan.date),
        "addressees": list(plan.addressees),
        "basis": [_basis(basis) for basis in plan.basis],
        "lead": plan.lead,
        "closing": plan.closing,
        "sections": [_node(node) for node in plan.sections],
        "recipients": [
            {"text": r.text, "name": r.name, "purpose": r.purpose, "is_archive": r.is_archive}
            for r in plan.recipients
        ],
        "signers": [
            {"authority": s.authority, "titles": list(s.titles), "name": s.name}
            for s in plan.signers
        ],
        "warnings": [{"line": n.line, "message": n.message} for n in plan.warnings],
        "unplaced": [{"line": n.number, "text": n.text} for n in plan.unplaced],
        "lines": [{"line": n.number, "text": n.text, "place": n.place} for n in plan.lines],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _basis(basis: Basis) -> dict[str, Any]:
    return {
        "doc_type": basis.doc_type,
        "number": basis.number,
        "symbol": basis.symbol,
        "date": _iso(basis.date),
        "issuer": basis.issuer,
        "text": basis.text,
    }


def _node(node: Node) -> dict[str, Any]:
    return {
        "role": node.role,
        "marker": node.marker,
        "key": node.key,
        "text": node.text,
        "line": node.line,
        "kind": node.kind,
        "deadline": _deadline(node.deadline),
        "leader": node.leader,
        "partner": node.partner,
        "rows": [list(row) for row in node.rows],
        "children": [_node(child) for child in node.children],
    }


def _deadline(found: Deadline | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "text": found.text,
        "due": _iso(found.due),
        "continuous": found.continuous,
        "hour": found.hour,
    }
