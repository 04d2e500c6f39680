"""The page of one entry: everything it holds, its history, redaction."""

import logging

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import entry_words
from app.auth.gate import EVERYONE, access, viewer
from app.checklists import changes, editing, history
from app.checklists.editing import Submitted
from app.checklists.queries import Head, Line
from app.checklists.routes import WRITERS, answer, fetch, fetch_line, fetch_to_write, origin, writes
from app.clock import now
from app.db import get_db, write_tx
from app.htmx import htmx
from sync.core.refusal import Refused
from sync.core.text import clean

blueprint = Blueprint("entries", __name__, url_prefix="/checklists/<int:checklist_id>")
log = logging.getLogger(__name__)

Page = Response | str | tuple[str, int]


def _form(head: Head, line: Line, asked: Submitted | None = None) -> str:
    """The entry's form: as stored, or as typed where it was not accepted."""
    values = {name: value or "" for name, value in line.values.items()} | {"text": line.text}
    values["state"] = _state(line)
    told = history.changes_of(get_db(), line.id)
    if asked is not None:
        values |= request.form.to_dict()
    return render_template(
        "checklists/_entry.html" if htmx else "checklists/entry.html",
        fragment=bool(htmx),
        checklist=head,
        line=line,
        values=values,
        errors=asked.errors if asked else {},
        clashes=asked.clashes if asked else {},
        told=told,
        seen=told[0].id if told else 0,
        writes=writes(head),
        staff=viewer().is_staff,
        admin=viewer().role == "admin",
        fields=entry_words.fields(),
        states=entry_words.states(),
        origins=entry_words.origins(),
        shown=entry_words.shown,
    )


def _state(line: Line) -> str:
    not_concerned = line.state == "dropped" and line.values["reason"] is None
    return editing.NOT_CONCERNED if not_concerned else line.state or ""


@blueprint.get("/entries/<int:entry_id>")
@access(*EVERYONE)
def entry(checklist_id: int, entry_id: int) -> str:
    head = fetch(checklist_id)
    return _form(head, fetch_line(head, entry_id))


@blueprint.get("/entries/<int:entry_id>/row")
@access(*WRITERS)
def row(checklist_id: int, entry_id: int) -> str:
    """The row again, when the form in its place is closed."""
    return answer(fetch_to_write(checklist_id), entry_id)


@blueprint.post("/entries/<int:entry_id>")
@access(*WRITERS)
def save(checklist_id: int, entry_id: int) -> Page:
    """All fields at once; 422 with the form for a wrong value, 409 where others were faster."""
    db, head = get_db(), fetch_to_write(checklist_id)
    with write_tx(db):
        line = fetch_line(head, entry_id)
        asked = editing.submit(db, line, request.form, office=viewer().is_staff)
        if asked.accepted:
            changes.apply(db, head.id, asked.edits, origin())
    if not asked.accepted:
        return _form(head, line, asked), 409 if asked.clashes else 422
    if htmx:
        return answer(head, entry_id)
    return redirect(url_for("checklists.page", checklist_id=head.id, _anchor=f"e{entry_id}"), 303)


@blueprint.post("/history/<int:change_id>/redact")
@access("admin")
def redact(checklist_id: int, change_id: int) -> Response:
    """Take personal data out of one line of history and of what the sync remembers of it; who,
    when, why stays written there."""
    db, head = get_db(), fetch(checklist_id)
    why = clean(request.form.get("why"))
    entry = history.entry_of(db, head.id, change_id)
    if entry is None:
        abort(404)
    if not why:
        raise Refused(_("Hãy ghi lý do che dòng lịch sử này."))
    with write_tx(db):
        history.forget(db, head, change_id)
        if history.redact(db, change_id, viewer().name, now(), why):
            log.info("history line redacted", extra={"change": change_id, "by": viewer().name})
    flash(_("Đã che giá trị trong dòng lịch sử đó."), "ok")
    return redirect(url_for("entries.entry", checklist_id=head.id, entry_id=entry), 303)
