"""A checklist as the JSON document of the command line."""

from typing import Any

from sqlite_utils import Database

from app.checklists import history, queries, rules
from app.checklists.history import Change
from app.checklists.queries import Line


def checklist_json(db: Database, head: queries.Head) -> dict[str, Any]:
    """Checklist JSON: entries in the paper's order with their history, then the rate."""
    told: dict[str, list[dict[str, Any]]] = {}
    for change in history.changes(db, head.id):
        told.setdefault(change.key, []).append(_change(change))
    lines = queries.lines(db, head.id)
    rate = rules.progress(lines)
    return {
        "plan": head.plan,
        "unit": head.unit_code,
        "year": head.year,
        "entries": [_entry(line) | {"history": told.get(line.key, [])} for line in lines],
        "progress": {
            "done": rate.done,
            "total": rate.total,
            "with_result": rate.with_result,
        },
    }


def _entry(line: Line) -> dict[str, Any]:
    values: dict[str, Any] = {name: line.values[name] for name in queries.COLUMNS}
    percent = values["percent"]
    return (
        {"key": line.key, "text": line.text, "own": line.own}
        | values
        | {
            "percent": None if percent is None else int(percent),
            "verified": values["verified"] is not None,
            "part_of": line.part_of,
            "about": line.about,
        }
    )


def _change(change: Change) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "field": change.field,
        "old": change.old,
        "new": change.new,
        "by": change.by,
        "origin": change.origin,
        "at": change.at,
    }
    if not change.chosen:
        shown["chosen"] = False
    if change.redacted_at is not None:
        shown["redacted_at"] = change.redacted_at
    return shown
