"""All reading of checklists: their head, their lines, what happened to a line."""

from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from app.auth.viewer import Viewer
from app.checklists.rules import Value, in_rate

COLUMNS = (
    "state",
    "reason",
    "percent",
    "lead",
    "partner",
    "due",
    "done_on",
    "result",
    "evidence",
    "note",
    "proposal",
    "verified",
    "comment",
)


@dataclass(frozen=True, slots=True)
class Head:
    """A checklist: whose, of which plan, for which year; `unit` bears the name of that year."""

    id: int
    plan_id: int
    plan: str
    plan_title: str
    unit_id: int
    unit_code: str
    unit: str
    year: int
    closed_at: str | None
    is_office: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One entry with its values in canonical text; `heading` is the path above it in the plan."""

    id: int
    key: str
    text: str
    own: bool
    part_of: str | None
    about: str | None
    parent_id: int | None
    continuous: bool
    retired: bool
    parts: int
    last_change: int
    values: dict[str, Value] = field(repr=False)

    @property
    def state(self) -> Value:
        return self.values["state"]

    @property
    def result(self) -> Value:
        return self.values["result"]

    @property
    def in_rate(self) -> bool:
        return in_rate(
            of_plan=not self.own,
            part=self.part_of is not None,
            retired=self.retired,
            state=self.state,
            reason=self.values["reason"],
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One line of an entry's history; a redacted one has lost both values."""

    id: int
    key: str
    field: str
    old: Value
    new: Value
    chosen: bool
    by: str
    origin: str
    at: str
    redacted_at: str | None
    redacted_by: str | None
    redacted_why: str | None


_HEAD = """
    SELECT checklist.id, plan.id,
        COALESCE(plan.number || '-' || plan.symbol, CAST(plan.id AS TEXT)),
        COALESCE(plan.title, plan.doc_type, plan.source_name),
        unit.id, unit.code,
        COALESCE(
            (
                SELECT unit_name.name FROM unit_name
                WHERE unit_name.unit_id = unit.id
                    AND unit_name.until > checklist.year || '-12-31'
                ORDER BY unit_name.until LIMIT 1
            ),
            unit.name
        ),
        checklist.year, checklist.closed_at, unit.is_office
    FROM checklist
        JOIN plan ON plan.id = checklist.plan_id
        JOIN unit ON unit.id = checklist.unit_id
"""


def _as_head(row: Any) -> Head:
    return Head(*(*row[:9], bool(row[9])))


def head(db: Database, checklist: int) -> Head | None:
    row = db.conn.execute(_HEAD + " WHERE checklist.id = ?", [checklist]).fetchone()
    return _as_head(row) if row else None


def head_for(db: Database, viewer: Viewer, checklist: int) -> Head | None:
    """The checklist if this person may see it: a unit its own, also those merged into it."""
    found = head(db, checklist)
    if found is None or viewer.sees_unit(found.unit_id):
        return found
    return found if found.unit_id in _merged_into(db, viewer.unit_id) else None


def _merged_into(db: Database, unit: int | None) -> list[int]:
    rows = db.conn.execute(
        "SELECT unit_id FROM unit_event WHERE kind = 'merge' AND successor_id = ?", [unit]
    )
    return [row[0] for row in rows.fetchall()]


def predecessors(db: Database, checklist: Head) -> list[Head]:
    """The same plan's checklists of units that were merged into this one, of the same year."""
    rows = db.conn.execute(
        _HEAD  # noqa: S608 - both parts are written here
        + """
        WHERE checklist.plan_id = :plan AND checklist.year = :year AND unit.id IN (
            SELECT unit_id FROM unit_event WHERE kind = 'merge' AND successor_id = :unit
        )
        ORDER BY unit.code
        """,
        {"plan": checklist.plan_id, "year": checklist.year, "unit": checklist.unit_id},
    )
    return [_as_head(row) for row in rows.fetchall()]


_LINES = """
    SELECT entry.id, entry.key, COALESCE(entry.text, node.text), entry.node_id IS NULL,
        whole.key, about.key, node.parent_id, COALESCE(node.continuous, 0),
        node.retired_at IS NOT NULL,
        (SELECT COUNT(*) FROM entry AS part WHERE part.part_of = entry.id),
        COALESCE((SELECT MAX(history.id) FROM history WHERE history.entry_id = entry.id), 0),
        entry.state, entry.reason, CAST(entry.percent AS TEXT), entry.lead, entry.partner,
        entry.due, entry.done_on, entry.result, entry.evidence, entry.note, entry.proposal,
        CASE entry.verified WHEN 1 THEN '1' END, entry.comment
    FROM entry
        LEFT JOIN node ON node.id = entry.node_id
        LEFT JOIN node AS about ON about.id = entry.about_id
        LEFT JOIN entry AS whole ON whole.id = entry.part_of
"""


def _line(row: Any) -> Line:
    flags = (bool(row[3]), *row[4:7], bool(row[7]), bool(row[8]))
    return Line(*(*row[:3], *flags, *row[9:11], dict(zip(COLUMNS, row[11:], strict=True))))


def lines(db: Database, checklist: int) -> list[Line]:
    """Every entry: the plan's in the paper's order, parts beneath their item, then own ones."""
    rows = db.conn.execute(
        _LINES
        + """
        WHERE entry.checklist_id = ?
        ORDER BY node.position IS NULL, node.position, entry.part_of IS NOT NULL,
            entry.position, entry.id
        """,
        [checklist],
    )
    return [_line(row) for row in rows.fetchall()]


def line(db: Database, checklist: int, key: str) -> Line | None:
    row = db.conn.execute(
        _LINES + " WHERE entry.checklist_id = ? AND entry.key = ?", [checklist, key]
    ).fetchone()
    return _line(row) if row else None


def line_by_id(db: Database, checklist: int, entry: int) -> Line | None:
    row = db.conn.execute(
        _LINES + " WHERE entry.checklist_id = ? AND entry.id = ?", [checklist, entry]
    ).fetchone()
    return _line(row) if row else None


_CHANGES = """
    SELECT history.id, entry.key, history.field, history.old, history.new, history.chosen,
        history.by, history.origin, history.at, history.redacted_at, history.redacted_by,
        history.redacted_why
    FROM history JOIN entry ON entry.id = history.entry_id
"""


def _change(row: Any) -> Change:
    return Change(*(*row[:5], bool(row[5]), *row[6:]))


def changes(db: Database, checklist: int) -> list[Change]:
    """The history of every entry of a checklist, oldest first."""
    rows = db.conn.execute(
        _CHANGES + " WHERE entry.checklist_id = ? ORDER BY history.id", [checklist]
    )
    return [_change(row) for row in rows.fetchall()]


def changes_of(db: Database, entry: int) -> list[Change]:
    """The history of one entry, newest first."""
    rows = db.conn.execute(
        _CHANGES + " WHERE history.entry_id = ? ORDER BY history.id DESC", [entry]
    )
    return [_change(row) for row in rows.fetchall()]


def nodes(db: Database, plan: int) -> list[tuple[str, str, str, str]]:
    """(key, role, text, marker) of everything that stands in the plan, in the paper's order."""
    rows = db.conn.execute(
        """
        SELECT key, role, text, marker FROM node
        WHERE plan_id = ? AND retired_at IS NULL ORDER BY position
        """,
        [plan],
    )
    return rows.fetchall()
