"""All reading of checklists: their head, their lines, what happened to a line."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlite_utils import Database

from app.auth.viewer import Viewer
from app.checklists.rules import FIELDS, Progress, Value, in_rate

COLUMNS = tuple(name for name in FIELDS if name != "text")


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
    has_predecessors: bool

    @property
    def url(self) -> str:
        """Its page; written out because the page names it more often than it pays to build."""
        return f"/checklists/{self.id}/"

    @property
    def plan_url(self) -> str:
        return f"/plans/{self.plan_id}?year={self.year}"


class Line(NamedTuple):
    """One entry with its values in canonical text; `heading` is what it stands under."""

    id: int
    checklist: int
    key: str
    text: str
    own: bool
    part_of: str | None
    about: str | None
    heading: str | None
    continuous: bool
    retired: bool
    parts: int
    values: dict[str, Value]

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
        checklist.year, checklist.closed_at, unit.is_office,
        EXISTS (
            SELECT 1 FROM unit_event
            WHERE unit_event.successor_id = unit.id AND unit_event.kind = 'merge'
        )
    FROM checklist
        JOIN plan ON plan.id = checklist.plan_id
        JOIN unit ON unit.id = checklist.unit_id
"""


def _as_head(row: Any) -> Head:
    return Head(*(*row[:9], bool(row[9]), bool(row[10])))


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
    SELECT entry.id, entry.checklist_id, entry.key, COALESCE(entry.text, node.text),
        entry.node_id IS NULL, whole.key, about.key, parent.key || ' ' || parent.text,
        COALESCE(node.continuous, 0), node.retired_at IS NOT NULL,
        (SELECT COUNT(*) FROM entry AS part WHERE part.part_of = entry.id),
        entry.state, entry.reason, CAST(entry.percent AS TEXT), entry.lead, entry.partner,
        entry.due, entry.done_on, entry.result, entry.evidence, entry.note, entry.proposal,
        CASE entry.verified WHEN 1 THEN '1' END, entry.comment
    FROM entry
        LEFT JOIN node ON node.id = entry.node_id
        LEFT JOIN node AS parent ON parent.id = node.parent_id
        LEFT JOIN node AS about ON about.id = entry.about_id
        LEFT JOIN entry AS whole ON whole.id = entry.part_of
"""


def _line(row: Any) -> Line:
    id_, checklist, key, text, own, part_of, about, heading, continuous, retired, *rest = row
    return Line(
        id_,
        checklist,
        key,
        text,
        own == 1,
        part_of,
        about,
        heading,
        continuous == 1,
        retired == 1,
        rest[0],
        dict(zip(COLUMNS, rest[1:], strict=True)),
    )


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


def rate(db: Database, checklist: int) -> Progress:
    """The checklist's progress, counted by the database."""
    row = db.conn.execute(
        """
        SELECT COALESCE(SUM(state IS 'done'), 0), COUNT(*),
            COALESCE(SUM(continuous AND state IS NOT 'done' AND result IS NOT NULL), 0),
            COALESCE(SUM(state IS NULL), 0)
        FROM counted_entry WHERE checklist_id = ?
        """,
        [checklist],
    ).fetchone()
    return Progress(*row)


def missing_nodes(db: Database, checklist: int, plan: int) -> list[tuple[str, str]]:
    """(key, text) of the plan's items that the checklist does not hold."""
    rows = db.conn.execute(
        """
        SELECT key, text FROM node
        WHERE plan_id = :plan AND role = 'item' AND retired_at IS NULL
            AND id NOT IN (
                SELECT node_id FROM entry
                WHERE checklist_id = :checklist AND node_id IS NOT NULL
            )
        ORDER BY position
        """,
        {"plan": plan, "checklist": checklist},
    )
    return rows.fetchall()
