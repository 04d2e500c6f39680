"""The page that gives a plan to units."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.auth.gate import STAFF, access
from app.checklists import assignment
from app.clock import today
from app.db import get_db, write_tx
from sync.core.refusal import Refused

blueprint = Blueprint("assign", __name__, url_prefix="/plans/<int:plan_id>/assign")


def _year(typed: str | None, plan_id: int) -> int:
    """The year asked for, else the one to propose: the plan's own, or this one."""
    if typed and typed.isdecimal() and 1990 <= int(typed) <= 2200:
        return int(typed)
    if typed:
        raise Refused(_("Năm không đúng. Hãy ghi năm bằng bốn chữ số."))
    return assignment.proposed_year(get_db(), plan_id) or today().year


@blueprint.get("/")
@access(*STAFF)
def page(plan_id: int) -> str:
    db = get_db()
    title = assignment.plan_title(db, plan_id)
    if title is None:
        abort(404)
    year = _year(request.args.get("year"), plan_id)
    day = assignment.reference_day(year, today())
    units = assignment.candidates(db, plan_id, year, day)
    return render_template(
        "checklists/assign.html",
        plan=plan_id,
        title=title,
        year=year,
        chosen=bool(request.args.get("year")),
        this_year=today().year,
        units=[unit for unit in units if unit.concerned],
        apart=[unit for unit in units if not unit.concerned],
        waiting=assignment.office_items(db, plan_id) if not any(u.is_office for u in units) else 0,
    )


@blueprint.post("/")
@access(*STAFF)
def assign(plan_id: int) -> Response:
    db = get_db()
    if assignment.plan_title(db, plan_id) is None:
        abort(404)
    year = _year(request.form.get("year"), plan_id)
    units = [int(text) for text in request.form.getlist("unit") if text.isdecimal()]
    if not units:
        raise Refused(_("Chưa chọn đơn vị nào. Hãy đánh dấu ít nhất một đơn vị."))
    with write_tx(db):
        done = assignment.assign(db, plan_id, year, units)
    flash(
        _(
            "Đã giao: thêm %(checklists)s bảng kiểm, %(entries)s nội dung.",
            checklists=done.checklists,
            entries=done.entries,
        ),
        "ok",
    )
    return redirect(url_for("plans.plan", plan_id=plan_id, year=year), 303)
