"""The pages of plans: the list, one plan, bringing one in."""

from io import BytesIO
from pathlib import PureWindowsPath

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.auth.gate import EVERYONE, STAFF, access, roles_of, viewer
from app.clock import now
from app.db import get_db, write_tx
from app.plans import intake, progress, queries, store, words
from app.plans.queries import Head
from sync.core.refusal import Refused
from sync.core.text import brief, clean

blueprint = Blueprint("plans", __name__, url_prefix="/plans")

Page = Response | str | tuple[str, int]

DOORS = (
    ("overview.matrix", _l("Bảng tổng hợp")),
    ("received.listing", _l("Nơi nhận")),
    ("plan_year.page", _l("Một trang A4")),
    ("year_end.page", _l("Kết thúc năm")),
)
"""Pages of other features about one plan (in one year), where they exist."""


def doors(plan: int, year: int | None) -> list[tuple[str, str]]:
    """(address, words) of what this person may open from a plan's page."""
    found = []
    for endpoint, label in DOORS:
        if endpoint in current_app.view_functions and viewer().role in roles_of(endpoint):
            if current_app.url_map.is_endpoint_expecting(endpoint, "year"):
                address = url_for(endpoint, plan_id=plan, year=year) if year else ""
            else:
                address = url_for(endpoint, plan_id=plan)
            found.append((address, str(label)))
    return [(address, label) for address, label in found if address]


def fetch(plan_id: int) -> Head:
    """The plan, if this person sees it; else 404: a unit sees the plans it was given."""
    db, person = get_db(), viewer()
    head = queries.head(db, plan_id)
    if head is None or not progress.visible(db, plan_id, person.unit_id):
        abort(404)
    return head


@blueprint.get("/")
@access(*EVERYONE)
def listing() -> str:
    return render_template(
        "plans/page.html",
        plans=queries.listing(get_db(), viewer().unit_id),
        statuses=words.statuses(),
        staff=viewer().is_staff,
    )


@blueprint.get("/new")
@access(*STAFF)
def new() -> str:
    return render_template("plans/new.html", error="")


@blueprint.post("/new")
@access(*STAFF)
def upload() -> Page:
    file = request.files.get("paper")
    data = file.read() if file else b""
    if not file or not file.filename or not data:
        return render_template("plans/new.html", error=_("Hãy chọn một tệp văn bản.")), 422
    name = PureWindowsPath(clean(file.filename)).name or file.filename  # never a path
    paper = store.Paper(data, name, by=viewer().name, at=now())
    db = get_db()
    try:
        with write_tx(db):
            taken = intake.take_in(db, paper, as_new=request.form.get("as_new") == "1")
    except Refused as refusal:
        return render_template("plans/new.html", error=refusal.message), 422
    if taken.known:
        flash(_("Văn bản này đã có trong sổ, không có gì khác. Đây là kế hoạch đó."), "info")
        return redirect(url_for("plans.plan", plan_id=taken.plan), 303)
    if taken.revises is not None:
        return redirect(url_for("revision.difference", plan_id=taken.plan), 303)
    return redirect(url_for("review.page", plan_id=taken.plan), 303)


@blueprint.get("/<int:plan_id>")
@access(*EVERYONE)
def plan(plan_id: int) -> str:
    db, head, person = get_db(), fetch(plan_id), viewer()
    year = progress.year(db, plan_id, request.args.get("year", type=int))
    return render_template(
        "plans/plan.html",
        plan=head,
        status=words.statuses()[head.status],
        year=year,
        years=progress.years(db, plan_id),
        rows=progress.rows(db, plan_id, year, person.unit_id),
        checklists=progress.checklists(db, plan_id, year, person.unit_id),
        bases=queries.bases(db, plan_id),
        foot=queries.foot(db, plan_id),
        unplaced=queries.unplaced(db, plan_id),
        former=queries.former_papers(db, plan_id),
        doors=doors(plan_id, year),
        staff=person.is_staff,
        single=person.unit_id is not None,
    )


@blueprint.get("/<int:plan_id>/paper")
@access(*EVERYONE)
def paper(plan_id: int) -> Response:
    """The file as it was uploaded."""
    fetch(plan_id)
    name, data = queries.source(get_db(), plan_id)
    return send_file(
        BytesIO(data),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=name,
    )


@blueprint.post("/<int:plan_id>/discard")
@access(*STAFF)
def discard(plan_id: int) -> Response:
    """Take a draft away that no unit has been given."""
    db, head = get_db(), fetch(plan_id)
    if head.status != "draft" or head.assigned:
        raise Refused(_("Kế hoạch đã giao cho đơn vị nên không bỏ được."))
    with write_tx(db):
        store.discard(db, plan_id)
    flash(_("Đã bỏ bản nháp “%(plan)s”.", plan=brief(head.heading, 80)), "ok")
    return redirect(url_for("plans.listing"), 303)
