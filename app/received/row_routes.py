"""The pages of one row: correct it, open it, link to it, answer for it."""

from typing import NoReturn

import segno
from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.auth.gate import EVERYONE, STAFF, access, viewer
from app.clock import now, today
from app.db import get_db
from app.received import forms, lists, queries, receipts, rules, sending
from app.received.changes import Answer
from app.received.queries import Dispatch, Plan
from app.received.routes import back, clerk
from sync.core.refusal import Refused

blueprint = Blueprint(
    "received_row", __name__, url_prefix="/plans/<int:plan_id>/received/<int:row_id>"
)


def fetch(plan_id: int, row_id: int) -> tuple[Plan, Dispatch]:
    """The plan and its row, if this person sees it; else 404."""
    db = get_db()
    plan, row = queries.plan(db, plan_id), queries.dispatch(db, plan_id, row_id)
    if plan is None or row is None:
        abort(404)
    person = viewer()
    if person.role == "unit" and row.unit_id != person.unit_id:
        abort(404)
    return plan, row


@blueprint.get("")
@access(*STAFF)
def edit(plan_id: int, row_id: int) -> str:
    return _page(plan_id, row_id)


def _page(plan_id: int, row_id: int, link: str = "") -> str:
    plan, row = fetch(plan_id, row_id)
    public = current_app.config["SOVIEC"].public_url
    return render_template(
        "received/row.html",
        plan=plan,
        row=row,
        ways=lists.ways(),
        opening=rules.opening(row.name, is_archive=row.is_archive),
        names=[] if row.parent_id else sending.proposal(get_db(), row, today()),
        public=public if queries.answers(get_db(), row) else None,
        nearby=public is not None and rules.only_nearby(public),
        link=link,
        picture=segno.make(link, error="m").svg_data_uri(scale=5, light="white") if link else "",
    )


@blueprint.post("")
@access(*STAFF)
def save(plan_id: int, row_id: int) -> Response:
    plan, row = fetch(plan_id, row_id)
    values = {name: forms.short(request.form, name) for name in ("name", "way", "note")}
    values["sent_on"] = forms.day(request.form, "sent_on")
    received = forms.past_day(request.form, "received_on", today())
    shown = forms.day(request.form, "shown_received_on")
    receipts.save_row(get_db(), row, values, None if received == shown else received, clerk())
    flash(_("Đã lưu %(name)s.", name=values["name"] or row.name), "ok")
    return back(plan.id)


@blueprint.post("/open")
@access(*STAFF)
def open_line(plan_id: int, row_id: int) -> Response:
    plan, row = fetch(plan_id, row_id)
    if row.parent_id:
        raise Refused(_("Dòng này đã là phần mở từ một dòng khác, không mở thêm được."))
    names = rules.lines(request.form.get("names", ""))
    sending.open_line(get_db(), row, names, today(), now())
    flash(_("Đã mở thành %(count)s nơi nhận.", count=len(names)), "ok")
    return back(plan.id)


@blueprint.post("/acknowledge")
@access(*EVERYONE)
def acknowledge(plan_id: int, row_id: int) -> Response:
    """The unit's own account says it has the paper; nobody else may say so here."""
    plan, row = fetch(plan_id, row_id)
    person = viewer()
    if person.role != "unit":
        abort(403)
    receipts.acknowledge(get_db(), [row.id], today(), Answer("account", person.name, now()))
    flash(_("Đã ghi nhận: đơn vị đã nhận kế hoạch."), "ok")
    return back(plan.id)


@blueprint.post("/link")
@access(*STAFF)
def link(plan_id: int, row_id: int) -> str:
    """A fresh personal link, shown this once."""
    public = current_app.config["SOVIEC"].public_url or _not_public()
    _plan, row = fetch(plan_id, row_id)
    if not queries.answers(get_db(), row):
        raise Refused(_("Dòng này không phải là một nơi nhận nên không có đường dẫn riêng."))
    token = receipts.new_link(get_db(), row, viewer().name, now())
    return _page(plan_id, row_id, public + url_for("receipt.paper", token=token))


def _not_public() -> NoReturn:
    raise Refused(
        _("Máy này chưa có địa chỉ mà đơn vị mở được. Hãy đặt PUBLIC_URL, hoặc ghi giúp đơn vị.")
    )


@blueprint.post("/link/revoke")
@access(*STAFF)
def revoke(plan_id: int, row_id: int) -> Response:
    plan, row = fetch(plan_id, row_id)
    receipts.revoke(get_db(), row, now())
    flash(_("Đường dẫn của %(name)s không còn dùng được.", name=row.name), "ok")
    return redirect(url_for("received_row.edit", plan_id=plan.id, row_id=row.id), 303)
