"""The page that compares an amended paper with the plan that is here."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.auth.gate import STAFF, access, viewer
from app.clock import now
from app.db import get_db, write_tx
from app.plans import head as heads
from app.plans import review, revision
from app.plans.queries import Head
from app.plans.routes import fetch
from sync.core.refusal import Refused

blueprint = Blueprint("revision", __name__, url_prefix="/plans/<int:plan_id>")


def _draft(plan_id: int) -> tuple[Head, Head]:
    """The draft and the plan it revises; Refused where it revises none (any more)."""
    draft = fetch(plan_id)
    if draft.revises_id is None or draft.status != "draft":
        raise Refused(
            _("Văn bản này không chờ so sánh với kế hoạch nào. Hãy xem trang Kế hoạch."), status=409
        )
    return draft, fetch(draft.revises_id)


@blueprint.get("/difference")
@access(*STAFF)
def difference(plan_id: int) -> str:
    draft, standing = _draft(plan_id)
    lines = revision.differences(get_db(), draft.id, standing.id)
    return render_template(
        "plans/difference.html",
        draft=draft,
        standing=standing,
        lines=[line for line in lines if line.kind != "same"],
        same=sum(line.kind == "same" for line in lines),
    )


@blueprint.post("/difference")
@access(*STAFF)
def take_over(plan_id: int) -> Response:
    draft, standing = _draft(plan_id)
    db = get_db()
    apart = {int(text) for text in request.form.getlist("apart") if text.isdecimal()}
    with write_tx(db):
        revision.take_over(db, draft.id, standing.id, apart, review.Hand(viewer().name, now()))
    flash(_("Đã cập nhật kế hoạch. Mọi trạng thái đã ghi vẫn còn nguyên."), "ok")
    if standing.assigned:
        return redirect(url_for("assign.page", plan_id=standing.id), 303)
    return redirect(url_for("review.page", plan_id=standing.id), 303)


@blueprint.post("/separate")
@access(*STAFF)
def separate(plan_id: int) -> Response:
    """The draft is a plan of its own after all."""
    draft, _standing = _draft(plan_id)
    db = get_db()
    with write_tx(db):
        heads.stand_alone(db, draft.id)
    return redirect(url_for("review.page", plan_id=draft.id), 303)
