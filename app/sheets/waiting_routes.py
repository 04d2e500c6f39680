"""The pages of decisions: "Hai bên ghi khác nhau", rows in question."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app import entry_words
from app.auth.gate import STAFF, access, viewer
from app.db import get_db
from app.htmx import htmx
from app.sheets import engine, queries, waiting, words
from sync.core.plan_ask import compound
from sync.core.refusal import Refused

blueprint = Blueprint("sheet_waiting", __name__, url_prefix="/sheets")

SIDES = ("local", "sheet", "both")


@blueprint.get("/conflicts")
@access(*STAFF)
def conflicts() -> str:
    db = get_db()
    return render_template(
        "sheets/conflicts.html",
        groups=waiting.cells(db, engine.offline(db)),
        fields=words.fields(),
        shown=entry_words.shown,
    )


@blueprint.post("/conflicts/<int:conflict_id>")
@access(*STAFF)
def settle(conflict_id: int) -> Response | str:
    """Decide one cell; htmx gets what became of it."""
    side = request.form.get("side", "")
    if side not in SIDES:
        abort(400)
    engine.offline(get_db()).settle(conflict_id, side, by=viewer().name)
    told = {
        "local": _("Giữ của Sổ Việc."),
        "sheet": _("Nhận của bảng."),
        "both": _("Nhận cả hai."),
    }[side]
    if htmx:
        return render_template("sheets/_settled.html", told=told)
    flash(told, "ok")
    return redirect(url_for("sheet_waiting.conflicts"), 303)


@blueprint.post("/conflicts/all")
@access(*STAFF)
def settle_all() -> Response:
    """Take every proposal, of one link or of all."""
    link = request.form.get("link", type=int)
    settled = engine.offline(get_db()).settle_all(by=viewer().name, link=link)
    flash(
        ngettext(
            "Đã nhận %(num)s đề xuất. Lượt đồng bộ sau đưa sang bảng.",
            "Đã nhận %(num)s đề xuất. Lượt đồng bộ sau đưa sang bảng.",
            settled,
        ),
        "ok",
    )
    return redirect(url_for("sheet_waiting.conflicts"), 303)


@blueprint.get("/questions")
@access(*STAFF)
def questions() -> str:
    db = get_db()
    return render_template(
        "sheets/questions.html",
        groups=waiting.asked(db, engine.offline(db)),
        fields=words.fields(),
        shown=entry_words.shown,
    )


@blueprint.get("/questions/<int:question_id>")
@access(*STAFF)
def question(question_id: int) -> str:
    """One question with every item of the plan to choose from, one or several."""
    db = get_db()
    found = waiting.find(db, engine.offline(db), question_id)
    if found is None:
        raise Refused(
            _("Câu hỏi này không còn: đã có người trả lời, hoặc bảng đã sửa."), status=404
        )
    link, asked = found
    items = [node for node in queries.nodes(db, link.plan_id) if node.role == "item"]
    return render_template(
        "sheets/question.html",
        link=link,
        asked=asked,
        items=items,
        fields=words.fields(),
        shown=entry_words.shown,
    )


@blueprint.post("/links/<int:link_id>/again")
@access(*STAFF)
def ask_again(link_id: int) -> Response:
    """Take an answer back: the next round asks anew."""
    if not queries.links(get_db(), link=link_id, files=True):
        abort(404)
    engine.offline(get_db()).ask_again(link_id, request.form.get("about", ""))
    flash(_("Lượt đồng bộ sau sẽ hỏi lại."), "ok")
    return redirect(url_for("sheet_waiting.questions"), 303)


@blueprint.post("/questions/<int:question_id>")
@access(*STAFF)
def answer(question_id: int) -> Response | str:
    """One of the answers offered, or the items that a row stands for."""
    told = compound([one for one in request.form.getlist("answer") if one])
    if not told:
        raise Refused(_("Hãy chọn ít nhất một mục."))
    engine.offline(get_db()).answer(question_id, told, by=viewer().name)
    said = waiting.said(told)
    if htmx:
        return render_template("sheets/_settled.html", told=said)
    flash(said, "ok")
    return redirect(url_for("sheet_waiting.questions"), 303)


@blueprint.post("/links/<int:link_id>/allow")
@access(*STAFF)
def allow(link_id: int) -> Response:
    """The unit did mean it: the held round may pass once."""
    if not queries.links(get_db(), link=link_id, files=True):
        abort(404)
    engine.offline(get_db()).allow(link_id)
    flash(_("Lượt đồng bộ sau sẽ cho qua một lần."), "ok")
    return redirect(url_for("sheet_waiting.questions"), 303)
