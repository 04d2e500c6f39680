"""The pages of a year: what each unit has handed in, who is late, due days, reminders."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import days
from app.auth.gate import EVERYONE, STAFF, access, viewer
from app.clock import today
from app.db import get_db, write_tx
from app.papers import office, profiles
from app.reports import queries, records, reminders, rules, standings, times
from app.reports import work_queries as work
from app.settings import queries as settings
from sync.core.refusal import Refused

blueprint = Blueprint("reports", __name__, url_prefix="/reports")


def sheets() -> str:
    """The origin under which people open spreadsheets."""
    return current_app.config["SOVIEC"].sheets_origin or "https://docs.google.com"


def chosen_year(known: list[int]) -> int:
    """The year asked for, else the newest one with a checklist, else this one."""
    asked = request.args.get("year", type=int)
    if asked is not None and asked in days.YEARS:
        return asked
    return known[0] if known else today().year


@blueprint.get("/")
@access(*EVERYONE)
def home() -> str | Response:
    """A unit goes straight to its own year."""
    db, person = get_db(), viewer()
    known = queries.years(db)
    year = chosen_year(known)
    if person.unit_id is not None:
        code = work.code_of(db, person.unit_id)
        return redirect(url_for("unit_year.page", code=code, year=year))
    due, minute = queries.due_days(db, year), times.local_minute()
    rows = queries.year_rows(db, year)
    lacking = [row for row in rows if standings.lacks(row, due, minute)]
    behind = request.args.get("show") == "behind"
    return render_template(
        "reports/page.html",
        year=year,
        years=sorted({*known, year}, reverse=True),
        plans=queries.plan_years(db, year),
        rows=[(row, standings.of(row, due, minute)) for row in (lacking if behind else rows)],
        behind=behind,
        counts=(len(lacking), len(rows)),
        due={period: rules.moment_words(due.get(period)) for period in rules.PERIODS},
        words=standings.words(),
        tones=standings.TONES,
    )


@blueprint.get("/settings")
@access(*STAFF)
def choose() -> str:
    db = get_db()
    year = chosen_year(queries.years(db))
    return render_template(
        "reports/settings.html",
        year=year,
        due=queries.due_days(db, year),
        profiles=profiles.valid_on(today()),
        profile=settings.value(db, office.PROFILE) or profiles.DEFAULT.code,
        symbol=settings.value(db, office.SYMBOL) or "",
    )


@blueprint.post("/settings")
@access(*STAFF)
def save() -> Response:
    """Due days of one year; the form of the office's papers."""
    db, form = get_db(), request.form
    year = form.get("year", type=int)
    if year is None or year not in days.YEARS:
        raise Refused(_("Năm phải từ 1990 đến 2200. Hãy ghi lại năm."))
    due = {
        period: rules.due_value(form.get(f"{period}_day", ""), form.get(f"{period}_hour", ""))
        for period in rules.PERIODS
    }
    profile = profiles.by_code(form.get("profile"))
    with write_tx(db):
        for period, day in due.items():
            records.set_due(db, year, period, day)
        settings.put(db, office.SYMBOL, " ".join(form.get("symbol", "").split())[:40])
        if profile is not None:
            settings.put(db, office.PROFILE, profile.code)
    flash(_("Đã lưu hạn báo cáo năm %(year)s và mẫu văn bản.", year=year), "ok")
    return redirect(url_for("reports.home", year=year), 303)


@blueprint.get("/plans/<int:plan_id>/<int:year>/reminders")
@access(*STAFF)
def remind(plan_id: int, year: int) -> str:
    db = get_db()
    plan = work.plan(db, plan_id) or abort(404)
    return render_template(
        "reports/reminders.html",
        plan=plan,
        year=year,
        reminders=reminders.reminders(db, plan, year, times.local_minute(), sheets()),
        written=reminders.written(db),
    )


@blueprint.post("/plans/<int:plan_id>/<int:year>/reminders")
@access(*STAFF)
def taken(plan_id: int, year: int) -> Response:
    """The texts that were shown after the sync have been sent."""
    reminders.take(get_db(), request.form.get("round", 0, type=int))
    flash(_("Đã cất các tin này. Sau lần đồng bộ tới sẽ có tin mới."), "ok")
    return redirect(url_for("reports.remind", plan_id=plan_id, year=year), 303)
