"""Clearing what ended links left in the units' sheets: keys of ours, the hidden tab."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from app.auth.gate import STAFF, access, viewer
from app.db import get_db
from app.sheets.jobs import Made
from app.sheets.routes import Page, begin
from sync import base
from sync.engine import Engine, Progress

blueprint = Blueprint("sheet_left", __name__, url_prefix="/sheets")


@blueprint.post("/clear")
@access(*STAFF)
def clear() -> Page:
    """All of a plan's year, or all there are; the page shows how far it is."""
    plan, year = request.form.get("plan", type=int), request.form.get("year", type=int)
    links = base.uncleared_ids(get_db(), plan=plan, year=year)
    if not links:
        flash(_("Không còn mã nào của Sổ Việc trong các bảng đã gỡ."), "ok")
        return redirect(url_for("sheets.listing"), 303)
    by = viewer().name

    def work(sync: Engine, progress: Progress) -> Made:
        return Made(sync.clear(links, by=by, progress=progress).run)

    return begin(work)
