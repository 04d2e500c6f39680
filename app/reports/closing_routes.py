"""The page at a year's end: closing it, going on in the next."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.auth.gate import STAFF, access, viewer
from app.clock import now
from app.db import get_db
from app.reports import closing, queries
from app.reports import work_queries as work
from app.reports.work_queries import Plan

blueprint = Blueprint("year_end", __name__, url_prefix="/reports")


def fetch(plan_id: int, year: int) -> Plan:
    """The plan, if any unit has it in that year; else 404."""
    plan = work.plan(get_db(), plan_id)
    if plan is None or not work.has_year(get_db(), plan_id, year):
        abort(404)
    return plan


def back(plan_id: int, year: int) -> Response:
    return redirect(url_for("year_end.page", plan_id=plan_id, year=year), 303)


@blueprint.get("/plans/<int:plan_id>/<int:year>/close")
@access(*STAFF)
def page(plan_id: int, year: int) -> str:
    db, plan = get_db(), fetch(plan_id, year)
    (state,) = [each for each in queries.plan_years(db, year) if each.plan_id == plan.id]
    return render_template(
        "reports/close.html",
        plan=plan,
        year=year,
        state=state,
        still_open=closing.still_open(db, plan.id, year),
        next_exists=work.has_year(db, plan.id, year + 1),
        unfinished=closing.unfinished(db, plan.id, year),
        links=closing.links_to_offer(db, plan.id, year),
        to_clear=closing.to_clear(db, plan.id, year),
    )


@blueprint.post("/plans/<int:plan_id>/<int:year>/close")
@access(*STAFF)
def close(plan_id: int, year: int) -> Response:
    plan = fetch(plan_id, year)
    done = closing.close(get_db(), plan.id, year, now())
    flash(
        _(
            "Đã kết thúc năm %(year)s: %(n)s bảng kiểm chỉ còn để xem.",
            year=year,
            n=done.checklists,
        ),
        "ok",
    )
    return back(plan.id, year)


@blueprint.post("/plans/<int:plan_id>/<int:year>/reopen")
@access("admin")
def reopen(plan_id: int, year: int) -> Response:
    plan = fetch(plan_id, year)
    closing.reopen(get_db(), plan.id, year)
    flash(_("Năm %(year)s lại ghi được. Bảng đã gỡ thì cần nối lại.", year=year), "ok")
    return back(plan.id, year)


@blueprint.post("/plans/<int:plan_id>/<int:year>/carry-over")
@access(*STAFF)
def carry_over(plan_id: int, year: int) -> Response:
    plan = fetch(plan_id, year)
    count = closing.carry_over(get_db(), plan.id, year, viewer().name, now())
    flash(
        ngettext(
            "Đã chuyển %(num)s việc riêng sang năm %(year)s.",
            "Đã chuyển %(num)s việc riêng sang năm %(year)s.",
            count,
            year=year + 1,
        ),
        "ok",
    )
    return back(plan.id, year)
