"""The page of one unit's year: its plan, reports, inspections, checklists, sheet."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import days
from app.auth.gate import EVERYONE, STAFF, access, viewer
from app.clock import today
from app.db import get_db, write_tx
from app.reports import forms, queries, records, rules, standings, times
from app.reports.queries import Unit
from app.reports.routes import sheets

blueprint = Blueprint("unit_year", __name__, url_prefix="/reports/units/<code>/<int:year>")


def fetch(code: str, year: int) -> Unit:
    """The unit if this person sees it, under its name of that year; else 404."""
    unit = queries.unit(get_db(), code, year)
    if unit is None or year not in days.YEARS or not viewer().sees_unit(unit.id):
        abort(404)
    return unit


def fetch_own(code: str, year: int) -> Unit:
    """The same for someone who may write what the unit hands in."""
    unit = fetch(code, year)
    if not viewer().writes_unit(unit.id):
        abort(403)
    return unit


def back(code: str, year: int) -> Response:
    return redirect(url_for("unit_year.page", code=code, year=year), 303)


@blueprint.get("")
@access(*EVERYONE)
def page(code: str, year: int) -> str:
    db, unit = get_db(), fetch(code, year)
    minute = times.local_minute()
    due = {
        period: rules.due_of(day, unit.ended) for period, day in queries.due_days(db, year).items()
    }
    handed_in = queries.reports(db, unit.id, year)
    return render_template(
        "reports/unit.html",
        unit=unit,
        year=year,
        years=queries.years(db),
        own_plan=queries.own_plan(db, unit.id, year),
        periods=[
            (
                period,
                handed_in.get(period),
                rules.standing(
                    handed_in[period].received if period in handed_in else None,
                    handed_in[period].state if period in handed_in else None,
                    due.get(period),
                    minute,
                ),
                rules.moment_words(due.get(period)),
            )
            for period in rules.PERIODS
        ],
        moment_words=rules.moment_words,
        inspections=queries.inspections(db, unit.id, year),
        checklists=queries.unit_checklists(db, unit.id, year),
        words=standings.words(),
        tones=standings.TONES,
        writes=viewer().writes_unit(unit.id),
        sheets=sheets(),
        today=today(),
    )


@blueprint.post("/plan")
@access(*STAFF, "unit")
def own_plan(code: str, year: int) -> Response:
    unit = fetch_own(code, year)
    plan = forms.own_plan(request.form, queries.own_plan(get_db(), unit.id, year))
    with write_tx(get_db()):
        records.save_own_plan(get_db(), unit.id, year, plan)
    flash(_("Đã lưu kế hoạch riêng."), "ok")
    return back(code, year)


@blueprint.post("/reports/<period>")
@access(*STAFF, "unit")
def report(code: str, year: int, period: str) -> Response:
    """Staff say when it came in and what became of it; a unit hands its own in, now."""
    unit, db = fetch_own(code, year), get_db()
    if period not in rules.PERIODS:
        abort(404)
    before = queries.reports(db, unit.id, year).get(period)
    if viewer().is_staff:
        made = forms.report(request.form, times.local_minute())
    else:
        made = forms.handed_in(request.form, before, times.local_minute())
    with write_tx(db):
        records.save_report(db, unit.id, year, period, made)
    flash(_("Đã lưu báo cáo."), "ok")
    return back(code, year)


@blueprint.post("/inspections")
@access(*STAFF)
def add_inspection(code: str, year: int) -> Response:
    unit, values = fetch(code, year), forms.inspection(request.form)
    with write_tx(get_db()):
        records.add_inspection(get_db(), unit.id, year, values)
    flash(_("Đã thêm cuộc kiểm tra, giám sát."), "ok")
    return back(code, year)


@blueprint.post("/inspections/<int:inspection_id>")
@access(*STAFF)
def save_inspection(code: str, year: int, inspection_id: int) -> Response:
    unit, values = fetch(code, year), forms.inspection(request.form)
    with write_tx(get_db()):
        records.save_inspection(get_db(), unit.id, inspection_id, values)
    flash(_("Đã lưu cuộc kiểm tra, giám sát."), "ok")
    return back(code, year)


@blueprint.post("/inspections/<int:inspection_id>/delete")
@access(*STAFF)
def delete_inspection(code: str, year: int, inspection_id: int) -> Response:
    unit = fetch(code, year)
    with write_tx(get_db()):
        records.delete_inspection(get_db(), unit.id, inspection_id)
    flash(_("Đã xóa cuộc kiểm tra, giám sát."), "ok")
    return back(code, year)
