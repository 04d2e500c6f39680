"""The pages of the received-by list: the list, making it, filling it, exporting it."""

from datetime import date

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Answered

from app.auth.gate import EVERYONE, STAFF, access, viewer
from app.clock import now, today
from app.db import get_db, write_tx
from app.papers import profiles
from app.received import changes, exports, forms, lists, queries, receipts, sending
from app.received.changes import Answer
from app.received.queries import Plan

blueprint = Blueprint("received", __name__, url_prefix="/plans/<int:plan_id>/received")


def fetch(plan_id: int) -> Plan:
    """The plan; 404 where there is none."""
    return queries.plan(get_db(), plan_id) or abort(404)


def clerk() -> Answer:
    """The signed-in member of staff, now."""
    return Answer("clerk", viewer().name, now())


def back(plan_id: int) -> Answered:
    return redirect(url_for("received.listing", plan_id=plan_id), 303)


@blueprint.get("")
@access(*EVERYONE)
def listing(plan_id: int) -> str:
    plan, person = fetch(plan_id), viewer()
    lines = sending.lines(get_db(), plan.id, today())
    if person.role == "unit":
        lines = [line for line in lines if line.unit_id == person.unit_id]
        if not lines and not queries.is_given(get_db(), plan.id, person.unit_id):
            abort(404)
    asked = [line for line in lines if not (line.is_archive or line.is_opened)]
    waiting = request.args.get("waiting") == "1"
    return render_template(
        "received/page.html",
        plan=plan,
        lines=[line for line in lines if line.waits] if waiting else lines,
        made=any(line.id for line in lines),
        missing=any(not line.id for line in lines),
        waiting=waiting,
        asked=len(asked),
        answered=sum(not line.waits for line in asked),
        ways=lists.ways(),
        profiles=profiles.valid_on(today()),
        today=today(),
    )


@blueprint.post("/make")
@access(*STAFF)
def make(plan_id: int) -> Answered:
    plan = fetch(plan_id)
    sending.make(get_db(), plan.id, today())
    flash(_("Đã lập danh sách gửi."), "ok")
    return back(plan.id)


@blueprint.post("/fill")
@access(*STAFF)
def fill(plan_id: int) -> Answered:
    """Dates for every chosen row at once."""
    plan, db = fetch(plan_id), get_db()
    known = {row.id for row in queries.dispatches(db, plan.id)}
    ids = [int(text) for text in request.form.getlist("row") if text.isdecimal()]
    ids = [each for each in ids if each in known]
    if not ids:
        flash(_("Chưa chọn dòng nào. Hãy đánh dấu các dòng cần ghi."), "warn")
        return back(plan.id)
    way, sent = forms.short(request.form, "way"), forms.day(request.form, "sent_on")
    received = forms.past_day(request.form, "received_on", today())
    values = {name: text for name, text in (("way", way), ("sent_on", sent)) if text}
    with write_tx(db):
        changes.fill(db, ids, values)
        if received:
            changes.acknowledge(db, ids, received, clerk())
    flash(_("Đã ghi cho %(count)s dòng.", count=len(ids)), "ok")
    return back(plan.id)


@blueprint.post("/paste")
@access(*STAFF)
def paste(plan_id: int) -> Answered:
    """Receipt for everyone named in a pasted list."""
    plan = fetch(plan_id)
    day = forms.past_day(request.form, "pasted_on", today()) or today().isoformat()
    done = receipts.paste(
        get_db(), plan.id, request.form.get("names", ""), date.fromisoformat(day), clerk()
    )
    flash(
        ngettext("Đã ghi nhận cho %(num)s nơi.", "Đã ghi nhận cho %(num)s nơi.", done.noted), "ok"
    )
    if done.unknown:
        flash(
            _(
                "Không rõ là nơi nào: %(names)s. Hãy ghi đúng tên trong danh sách.",
                names="; ".join(done.unknown),
            ),
            "warn",
        )
    return back(plan.id)


@blueprint.get("/export")
@access(*STAFF, "viewer")
def export(plan_id: int) -> Response:
    plan, form = fetch(plan_id), request.args.get("format", "")
    if form not in exports.FORMATS:
        abort(404)
    content = exports.export(get_db(), plan, form, today(), request.args.get("profile"))
    name = f"noi-nhan-{plan.id}.{form}"
    return Response(
        content,
        mimetype=exports.FORMATS[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
