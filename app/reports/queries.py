"""All SQL that reads a year's papers: own plans, reports, inspections, due days."""

from dataclasses import dataclass

from sqlite_utils import Database

NAME = """
    COALESCE(
        (
            SELECT unit_name.name FROM unit_name
            WHERE unit_name.unit_id = unit.id AND unit_name.until > :year || '-12-31'
            ORDER BY unit_name.until LIMIT 1
        ),
        unit.name
    )
"""
"""A unit's name at the end of the year that is spoken of."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in a year, under its name of that year."""

    id: int
    code: str
    name: str
    contact: str | None
    sheet_url: str | None
    ended: str | None
    is_office: bool


def unit(db: Database, code: str, year: int) -> Unit | None:
    row = db.conn.execute(
        f"SELECT id, code, {NAME}, contact, sheet_url, valid_to, is_office FROM unit"  # noqa: S608
        " WHERE code = :code",
        {"code": code, "year": year},
    ).fetchone()
    return Unit(*(*row[:6], bool(row[6]))) if row else None


def due_days(db: Database, year: int) -> dict[str, str]:
    """Period -> due day, with or without an hour (`2020-11-20T16:00`)."""
    rows = db.conn.execute("SELECT period, due FROM report_due WHERE year = ?", [year])
    return dict(rows.fetchall())


def years(db: Database) -> list[int]:
    """Years that have a checklist, newest first."""
    rows = db.conn.execute("SELECT DISTINCT year FROM checklist ORDER BY year DESC")
    return [row[0] for row in rows.fetchall()]


@dataclass(frozen=True, slots=True)
class PlanYear:
    """A plan in a year in which units have it; `closed` when all its checklists are."""

    plan_id: int
    name: str
    title: str
    year: int
    units: int
    closed: bool


def plan_years(db: Database, year: int) -> list[PlanYear]:
    rows = db.conn.execute(
        """
        SELECT plan.id, COALESCE(plan.number || '-' || plan.symbol, CAST(plan.id AS TEXT)),
            COALESCE(plan.title, plan.doc_type, plan.source_name), checklist.year,
            COUNT(*), SUM(checklist.closed_at IS NULL) = 0
        FROM checklist JOIN plan ON plan.id = checklist.plan_id
        WHERE checklist.year = ? AND plan.status <> 'replaced'
        GROUP BY plan.id ORDER BY plan.id
        """,
        [year],
    )
    return [PlanYear(*(*row[:5], bool(row[5]))) for row in rows.fetchall()]


@dataclass(frozen=True, slots=True)
class YearRow:
    """A unit's year in the list of all; counts are of its checklists' counted entries, `ended` is
    its last day where it has one."""

    unit_id: int
    code: str
    name: str
    own_plan: str | None
    half_received: str | None
    half_state: str | None
    year_received: str | None
    year_state: str | None
    inspections: int
    checklists: int
    done: int
    total: int
    silent: int
    ended: str | None


def year_rows(db: Database, year: int) -> list[YearRow]:
    """Every unit (the office apart) that stood in the year, by code."""
    rows = db.conn.execute(
        f"""
        WITH given AS (
            SELECT unit_id, COUNT(*) AS checklists FROM checklist
            WHERE year = :year GROUP BY unit_id
        ),
        rate AS (
            SELECT checklist.unit_id, SUM(each.state IS 'done') AS done, COUNT(*) AS total,
                SUM(each.state IS NULL) AS silent
            FROM checklist JOIN counted_entry AS each ON each.checklist_id = checklist.id
            WHERE checklist.year = :year
            GROUP BY checklist.unit_id
        )
        SELECT unit.id, unit.code, {NAME},
            CASE WHEN own_plan.unit_id IS NOT NULL THEN COALESCE(own_plan.number, '') END,
            half.received, half.state, whole.received, whole.state,
            (
                SELECT COUNT(*) FROM inspection
                WHERE inspection.unit_id = unit.id AND inspection.year = :year
            ),
            COALESCE(given.checklists, 0), COALESCE(rate.done, 0), COALESCE(rate.total, 0),
            COALESCE(rate.silent, 0), unit.valid_to
        FROM unit
            LEFT JOIN given ON given.unit_id = unit.id
            LEFT JOIN rate ON rate.unit_id = unit.id
            LEFT JOIN own_plan ON own_plan.unit_id = unit.id AND own_plan.year = :year
            LEFT JOIN report AS half ON half.unit_id = unit.id AND half.year = :year
                AND half.period = 'half'
            LEFT JOIN report AS whole ON whole.unit_id = unit.id AND whole.year = :year
                AND whole.period = 'year'
        WHERE unit.is_office = 0
            AND (unit.valid_from IS NULL OR unit.valid_from <= :year || '-12-31')
            AND (unit.valid_to IS NULL OR unit.valid_to >= :year || '-12-31'
                OR given.unit_id IS NOT NULL)
        ORDER BY unit.code
        """,  # noqa: S608 - NAME is written above
        {"year": year},
    )
    return [YearRow(*row) for row in rows.fetchall()]


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """A unit's own plan ("kế hoạch riêng")."""

    number: str | None
    dated: str | None
    link: str | None


def own_plan(db: Database, unit_id: int, year: int) -> OwnPlan | None:
    row = db.conn.execute(
        "SELECT number, dated, link FROM own_plan WHERE unit_id = ? AND year = ?", [unit_id, year]
    ).fetchone()
    return OwnPlan(*row) if row else None


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it came in; `received` is a local day, or minute (`2020-11-20T16:05`)."""

    number: str | None
    received: str
    state: str
    reason: str | None
    link: str | None


def reports(db: Database, unit_id: int, year: int) -> dict[str, Report]:
    """Period -> report."""
    rows = db.conn.execute(
        """
        SELECT period, number, received, state, reason, link FROM report
        WHERE unit_id = ? AND year = ?
        """,
        [unit_id, year],
    )
    return {row[0]: Report(*row[1:]) for row in rows.fetchall()}


def reports_of_all(db: Database, year: int) -> dict[tuple[int, str], tuple[str, str]]:
    """(unit, period) -> (when it came in, its state)."""
    rows = db.conn.execute(
        "SELECT unit_id, period, received, state FROM report WHERE year = ?", [year]
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in rows.fetchall()}


@dataclass(frozen=True, slots=True)
class Inspection:
    """An inspection ("kiểm tra") or supervision ("giám sát") of a unit."""

    id: int
    kind: str
    held_on: str | None
    conclusion: str | None
    asked: str | None
    done: bool


def inspections(db: Database, unit_id: int, year: int) -> list[Inspection]:
    rows = db.conn.execute(
        """
        SELECT id, kind, held_on, conclusion, asked, done FROM inspection
        WHERE unit_id = ? AND year = ? ORDER BY held_on, id
        """,
        [unit_id, year],
    )
    return [Inspection(*(*row[:5], bool(row[5]))) for row in rows.fetchall()]


@dataclass(frozen=True, slots=True)
class UnitChecklist:
    """One of a unit's checklists in the year, with the sheet it is linked to."""

    id: int
    plan_id: int
    title: str
    done: int
    total: int
    silent: int
    closed_at: str | None
    spreadsheet_id: str | None


def unit_checklists(db: Database, unit_id: int, year: int) -> list[UnitChecklist]:
    rows = db.conn.execute(
        """
        WITH rate AS (
            SELECT checklist_id, SUM(state IS 'done') AS done, COUNT(*) AS total,
                SUM(state IS NULL) AS silent
            FROM counted_entry
            WHERE checklist_id IN (
                SELECT id FROM checklist WHERE unit_id = :unit AND year = :year
            )
            GROUP BY checklist_id
        )
        SELECT checklist.id, plan.id, COALESCE(plan.title, plan.doc_type, plan.source_name),
            COALESCE(rate.done, 0), COALESCE(rate.total, 0), COALESCE(rate.silent, 0),
            checklist.closed_at,
            (
                SELECT sync_link.spreadsheet_id FROM sync_link
                WHERE sync_link.checklist_id = checklist.id AND sync_link.source = 'sheet'
                ORDER BY sync_link.id DESC LIMIT 1
            )
        FROM checklist
            JOIN plan ON plan.id = checklist.plan_id
            LEFT JOIN rate ON rate.checklist_id = checklist.id
        WHERE checklist.unit_id = :unit AND checklist.year = :year
        ORDER BY plan.id
        """,
        {"unit": unit_id, "year": year},
    )
    return [UnitChecklist(*row) for row in rows.fetchall()]
