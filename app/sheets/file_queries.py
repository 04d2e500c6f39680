"""All SQL of the files that go out and come in."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class FileHead:
    """A checklist that a file is made of or merged into."""

    id: int
    unit_id: int
    unit_code: str
    unit: str
    plan_id: int
    plan: str
    plan_title: str
    year: int
    closed: bool


def head(db: Database, checklist: int) -> FileHead | None:
    row = db.conn.execute(
        """
        SELECT checklist.id, unit.id, unit.code, unit.name, plan.id,
            COALESCE(plan.number || '-' || plan.symbol, CAST(plan.id AS TEXT)),
            COALESCE(plan.title, plan.doc_type, plan.source_name), checklist.year,
            checklist.closed_at IS NOT NULL
        FROM checklist
        JOIN unit ON unit.id = checklist.unit_id
        JOIN plan ON plan.id = checklist.plan_id
        WHERE checklist.id = :checklist
        """,
        {"checklist": checklist},
    ).fetchone()
    return FileHead(*(*row[:8], bool(row[8]))) if row else None


def office(db: Database) -> tuple[str, str]:
    """The office's name and that of the level above, empty where unset."""
    rows = db.conn.execute(
        "SELECT key, value FROM setting WHERE key IN ('office.name', 'office.superior')"
    )
    known = dict(rows.fetchall())
    return known.get("office.name", ""), known.get("office.superior", "")
