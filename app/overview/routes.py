"""The first page, the matrix of units by items."""

from datetime import UTC, datetime, timedelta

from flask import Blueprint, abort, current_app, render_template, request
from flask_babel import gettext as _

from app import backups
from app.auth.gate import EVERYONE, STAFF, access, viewer
from app.clock import as_stored, today
from app.db import get_db
from app.overview import matrix, queries, waiting

blueprint = Blueprint("overview", __name__)

LATE_SHOWN = 12
RECENT_DAYS = 7


@blueprint.get("/")
@access(*EVERYONE)
def home() -> str:
    """A unit's own checklists, or the office's overview."""
    db, person, day = get_db(), viewer(), today().isoformat()
    if person.unit_id is not None:
        return render_template(
            "overview/unit.html", checklists=queries.own_checklists(db, person.unit_id, day)
        )
    setup = waiting.setup(db)
    if not setup.checklists:
        return render_template("overview/start.html", setup=setup, person=person)
    late = queries.late(db, day, LATE_SHOWN + 1)
    return render_template(
        "overview/page.html",
        setup=setup,
        plans=queries.plans(db, day),
        late=late[:LATE_SHOWN],
        more_late=len(late) > LATE_SHOWN,
        silent=queries.silent(db),
        waiting=waiting.waiting(db),
        recent=queries.recent(db, as_stored(datetime.now(UTC) - timedelta(days=RECENT_DAYS))),
        backup=_backup(),
        staff=person.is_staff,
        doors=current_app.view_functions,
    )


def _backup() -> tuple[str, str]:
    """How old the newest copy is, in words, with the tone of the label."""
    kept = backups.kept(current_app.config["SOVIEC"])
    if not kept:
        return _("Chưa có bản sao dữ liệu nào"), "warn"
    days = (datetime.now(UTC) - kept[0].at).days
    if days == 0:
        return _("Bản sao dữ liệu: hôm nay"), "ok"
    return _("Bản sao dữ liệu: %(days)s ngày trước", days=days), "ok" if days <= 8 else "warn"


@blueprint.get("/overview/<int:plan_id>", endpoint="matrix")
@access(*STAFF, "viewer")
def matrix_page(plan_id: int) -> str:
    """Units down, items across: one glance at the whole plan."""
    db = get_db()
    title, years = queries.plan_title(db, plan_id), queries.years(db, plan_id)
    if title is None:
        abort(404)
    asked = request.args.get("year", type=int)
    year = asked if asked in years else next(iter(years), None)
    return render_template(
        "overview/matrix.html",
        plan=plan_id,
        title=title,
        year=year,
        years=years,
        table=matrix.table(db, plan_id, year) if year else None,
        marks=matrix.marks(),
    )
