"""What PLAN, UNIT and the year of a command mean."""

import re
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlite_utils import Database

from sync.core.refusal import Refused
from sync.core.text import clean


@dataclass(frozen=True, slots=True)
class NamedPlan:
    """A plan as commands name it; `name` is its symbol (`153-KH/HU`), else its id as text."""

    id: int
    name: str
    title: str


_PLANS = """
    SELECT id, COALESCE(number || '-' || symbol, CAST(id AS TEXT)), COALESCE(title, doc_type, '')
    FROM plan
    WHERE status <> 'replaced'
"""


def find_plan(db: Database, reference: str) -> NamedPlan:
    """The plan with this id or symbol; Refused where there is none, or several.

    A plan that has no number of its own is also found by that of the document it carries out,
    as long as one plan alone does.
    """
    if reference.strip().isdecimal():
        found = db.conn.execute(_PLANS + " AND id = ?", [int(reference)]).fetchall()
    else:
        symbol = _symbol(reference)
        plans = db.conn.execute(_PLANS + " AND number IS NOT NULL AND revises_id IS NULL")
        found = [row for row in plans.fetchall() if _symbol(row[1]) == symbol]
        found = found or _carrying_out(db, symbol)
    if not found:
        raise Refused(
            _("Không có kế hoạch %(plan)s. Hãy xem: .venv/bin/flask plan list", plan=reference),
            status=404,
        )
    if len(found) > 1:
        ids = ", ".join(str(row[0]) for row in found)
        raise Refused(
            _(
                "Có nhiều kế hoạch mang ký hiệu %(plan)s. Hãy gọi bằng số: %(ids)s.",
                plan=reference,
                ids=ids,
            )
        )
    return NamedPlan(*found[0])


def _symbol(text: str) -> str:
    return re.sub(r"\s*[-–—]\s*", "-", clean(text)).casefold()


def _carrying_out(db: Database, symbol: str) -> list[tuple[int, str, str]]:
    rows = db.conn.execute(
        """
        SELECT plan.id, CAST(plan.id AS TEXT), COALESCE(plan.title, ''),
            basis.number || '-' || basis.symbol
        FROM plan JOIN basis ON basis.plan_id = plan.id AND basis.position = 1
        WHERE plan.number IS NULL AND plan.status <> 'replaced' AND plan.revises_id IS NULL
            AND basis.number IS NOT NULL AND basis.symbol IS NOT NULL
        """
    )
    return [row[:3] for row in rows.fetchall() if _symbol(row[3]) == symbol]


def find_unit(db: Database, code: str) -> int:
    """The id of the unit with this code, in capitals or small letters; Refused where none is."""
    wanted = clean(code)
    known = {row[1]: row[0] for row in db.conn.execute("SELECT id, code FROM unit").fetchall()}
    folded = {each.casefold(): unit for each, unit in known.items()}  # SQLite folds ASCII alone
    found = known.get(wanted, folded.get(wanted.casefold()))
    if found is None:
        raise Refused(
            _("Không có đơn vị mang mã %(code)s. Hãy xem lại mã đơn vị.", code=code), status=404
        )
    return int(found)


def find_year(db: Database, plan: NamedPlan, year: int | None, unit: int | None = None) -> int:
    """`year`, else the newest year in which the plan (for that unit) has a checklist."""
    if year is not None:
        return year
    row = db.conn.execute(
        "SELECT MAX(year) FROM checklist WHERE plan_id = ? AND unit_id = COALESCE(?, unit_id)",
        [plan.id, unit],
    ).fetchone()
    if row[0] is None:
        raise Refused(_not_assigned(plan), status=404)
    return int(row[0])


def find_checklist(db: Database, plan: str, unit: str, year: int | None) -> int:
    """The id of the checklist that a command names; Refused where there is none."""
    named, unit_id = find_plan(db, plan), find_unit(db, unit)
    year = find_year(db, named, year, unit_id)
    row = db.conn.execute(
        "SELECT id FROM checklist WHERE plan_id = ? AND unit_id = ? AND year = ?",
        [named.id, unit_id, year],
    ).fetchone()
    if row is None:
        raise Refused(_not_assigned(named), status=404)
    return int(row[0])


def _not_assigned(plan: NamedPlan) -> str:
    message: str = _(
        "Kế hoạch %(plan)s chưa giao cho đơn vị này. Hãy chạy: "
        ".venv/bin/flask plan assign %(plan)s --year NĂM",
        plan=plan.name,
    )
    return message
