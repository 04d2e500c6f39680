"""The review page: what was read beside the paper, put right line by line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.auth.gate import STAFF, access, viewer
from app.clock import now
from app.db import get_db, write_tx
from app.htmx import htmx
from app.plans import head, outline, queries, review, words
from app.plans.outline import Row, Rows
from app.plans.reader import split_offer
from app.plans.routes import fetch
from sync.core.refusal import Refused
from sync.core.text import clean

blueprint = Blueprint("review", __name__, url_prefix="/plans/<int:plan_id>")

Page = Response | str


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of the outline as the page shows it; `pieces`: how many duties it seems to hide.

    `units`, `office`: whether the item, or every item beneath a heading, concerns them.
    """

    row: Row
    units: bool
    office: bool
    narrower: str
    pieces: int


def _audience() -> words.Audience:
    return words.Audience(*queries.audience(get_db()))


def _shown(rows: Rows) -> list[Shown]:
    audience = _audience()
    return [
        Shown(
            row,
            units=outline.all_concern(rows, index, ("units", "")),
            office=outline.all_concern(rows, index, ("office", "")),
            narrower=audience.narrower(row.concerns),
            pieces=len(split_offer(row.text)) if row.role == "item" else 0,
        )
        for index, row in enumerate(rows)
    ]


def _outline(plan_id: int, rows: Rows) -> dict[str, object]:
    return {
        "plan": fetch(plan_id),
        "shown": _shown(rows),
        "roles": words.roles(),
        "last_step": review.last_step(get_db(), plan_id),
        "unplaced": queries.unplaced(get_db(), plan_id),
    }


@blueprint.get("/review")
@access(*STAFF)
def page(plan_id: int) -> str:
    db = get_db()
    fetch(plan_id)
    rows = review.load(db, plan_id)
    return render_template(
        "plans/review.html",
        **_outline(plan_id, rows),
        paper=queries.paper(db, plan_id),
        doubtful={row.line for row in rows if row.doubt},
    )


@blueprint.get("/nodes/<int:node_id>")
@access(*STAFF)
def node(plan_id: int, node_id: int) -> str:
    """One line with everything that can be changed of it."""
    found, rows = fetch(plan_id), review.load(get_db(), plan_id)
    row = rows[outline.index_of(rows, node_id)]
    audience = _audience()
    return render_template(
        "plans/_node_form.html" if htmx else "plans/node.html",
        plan=found,
        row=row,
        pieces=split_offer(row.text) if row.role == "item" else [],
        roles=words.roles(),
        kinds=words.kinds(),
        audience=audience,
        chosen=set(row.concerns),
    )


Edit = Callable[[Rows, int], Rows]


def _split(rows: Rows, index: int) -> Rows:
    return outline.split(rows, index, split_offer(rows[index].text) or [rows[index].text])


def _concern(scope: str, meant: bool) -> Edit:
    return lambda rows, index: outline.concern_all(
        rows, index, lambda row: review.set_concern(row, scope, "", meant=meant)
    )


_STEPS: dict[str, Edit] = {
    "indent": outline.indent,
    "outdent": outline.outdent,
    "merge": outline.merge,
    "remove": outline.remove,
    "split": _split,
    "units": _concern("units", True),
    "no-units": _concern("units", False),
    "office": _concern("office", True),
    "no-office": _concern("office", False),
}


def _said(what: str) -> str:
    said: dict[str, str] = {
        "indent": _("lùi vào"),
        "outdent": _("đưa ra"),
        "merge": _("gộp với dòng trên"),
        "remove": _("bỏ dòng"),
        "split": _("tách dòng"),
        "save": _("sửa dòng"),
        "place": _("đưa dòng vào"),
    }
    other: str = _("đổi đối tượng")
    return said.get(what, other)


def _step(plan_id: int, what: str, edit: Callable[[Rows], Rows]) -> None:
    db = get_db()
    with write_tx(db):
        review.step(db, plan_id, _said(what), edit, review.Hand(viewer().name, now()))


def _answer(plan_id: int, node_id: int | None = None) -> Page:
    if htmx:
        return render_template(
            "plans/_outline.html", **_outline(plan_id, review.load(get_db(), plan_id))
        )
    anchor = f"n{node_id}" if node_id else None
    return redirect(url_for("review.page", plan_id=plan_id, _anchor=anchor), 303)


@blueprint.post("/nodes/<int:node_id>")
@access(*STAFF)
def change(plan_id: int, node_id: int) -> Page:
    """One step on one line: `do` says which; `save` takes the whole form of the line."""
    fetch(plan_id)
    what = request.form.get("do", "")
    if what == "save":
        _step(plan_id, what, lambda rows: _saved(rows, outline.index_of(rows, node_id)))
    elif what in _STEPS:
        edit = _STEPS[what]
        _step(plan_id, what, lambda rows: edit(rows, outline.index_of(rows, node_id)))
    else:
        abort(400)
    return _answer(plan_id, node_id)


def _saved(rows: Rows, index: int) -> Rows:
    """The line as the form has it; each line break in its wording makes an item of its own."""
    texts = [clean(line) for line in request.form.get("text", "").splitlines() if clean(line)]
    if not texts:
        raise Refused(_("Dòng này chưa có lời. Hãy ghi lời, hoặc bấm “Bỏ dòng này”."))
    role = request.form.get("role", "")
    if role not in words.roles():
        abort(400)
    row = replace(
        rows[index],
        role=role,
        marker=clean(request.form.get("marker")),
        continuous=request.form.get("continuous") == "1",
        concerns=_typed_concerns(request.form.getlist("concern")) if role == "item" else (),
        doubt=None,
    )
    return outline.split(outline.change(rows, index, row), index, texts)


def _typed_concerns(typed: Sequence[str]) -> tuple[outline.Concern, ...]:
    """`units`, `office`, `kind:xa`, `cluster:Cụm 1`, `unit:12`."""
    pairs = [text.partition(":") for text in typed if text]
    known = {"units", "office", "kind", "cluster", "unit"}
    return tuple((scope, value) for scope, _colon, value in pairs if scope in known)


@blueprint.post("/lines/<int:line>")
@access(*STAFF)
def place(plan_id: int, line: int) -> Page:
    """Bring a line that found no place into the outline."""
    db = get_db()
    fetch(plan_id)
    text = dict(queries.unplaced(db, plan_id)).get(line)
    if text is None:
        raise Refused(_("Dòng này đã được xếp chỗ. Hãy tải lại trang."), status=409)
    with write_tx(db):
        head.drop_unplaced(db, plan_id, line)
        _step(plan_id, "place", lambda rows: outline.insert(rows, line, clean(text)))
    return _answer(plan_id)


@blueprint.post("/undo")
@access(*STAFF)
def undo(plan_id: int) -> Page:
    db = get_db()
    fetch(plan_id)
    with write_tx(db):
        review.undo(db, plan_id, now())
    return _answer(plan_id)


@blueprint.get("/head")
@access(*STAFF)
def edit_head(plan_id: int) -> str:
    return render_template("plans/head.html", plan=fetch(plan_id), error="")


@blueprint.post("/head")
@access(*STAFF)
def save_head(plan_id: int) -> Response | tuple[str, int]:
    """Kind, number, symbol, day, title, who issues: what a draft often does not have yet."""
    db, found = get_db(), fetch(plan_id)
    try:
        with write_tx(db):
            head.save(db, plan_id, request.form)
    except Refused as refusal:
        return render_template("plans/head.html", plan=found, error=refusal.message), 422
    return redirect(url_for("review.page", plan_id=plan_id), 303)
