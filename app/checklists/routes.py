"""The page of one checklist; a tick on it; own lines, lines that join."""

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import entry_words
from app.auth.gate import EVERYONE, STAFF, access, viewer
from app.checklists import changes, editing, history, queries, rules, view
from app.checklists.controls import controls
from app.checklists.queries import Head, Line
from app.clock import now, today
from app.db import get_db, write_tx
from app.htmx import htmx
from sync.core.refusal import Refused
from sync.replicas.local import NewEntry, Origin

blueprint = Blueprint("checklists", __name__, url_prefix="/checklists/<int:checklist_id>")

Page = Response | str | tuple[str, int]
WRITERS = (*STAFF, "unit")
PANELS = ("sheets.panel", "reports.panel")
"""Endpoints of other features that have something to show on this page, where they exist."""


def fetch(checklist_id: int) -> Head:
    """The checklist, if this person sees it; else 404."""
    head = queries.head_for(get_db(), viewer(), checklist_id)
    if head is None:
        abort(404)
    return head


def fetch_to_write(checklist_id: int) -> Head:
    """The same for writing: 403 for who may only read, Refused once the year is closed."""
    head = fetch(checklist_id)
    if not viewer().writes_unit(head.unit_id):
        abort(403)
    if head.closed_at is not None:
        raise Refused(
            _("Năm %(year)s đã khóa sổ, bảng kiểm chỉ còn để xem.", year=head.year), status=409
        )
    return head


def fetch_line(head: Head, entry_id: int) -> Line:
    line = queries.line_by_id(get_db(), head.id, entry_id)
    if line is None:
        abort(404)
    return line


def writes(head: Head) -> bool:
    return head.closed_at is None and viewer().writes_unit(head.unit_id)


def origin() -> Origin:
    return Origin(by=viewer().name, kind="web", at=now())


@blueprint.get("/")
@access(*EVERYONE)
def page(checklist_id: int) -> str:
    db, head, person = get_db(), fetch(checklist_id), viewer()
    lines = queries.lines(db, head.id)
    parts, day = view.sections(lines), today().isoformat()
    may_write = writes(head)
    before = _before_merging(head, day) if head.has_predecessors else None
    return render_template(
        "checklists/page.html",
        checklist=head,
        rate=rules.progress(lines),
        plan_rows=view.rows(parts.plan, day),
        own_rows=view.rows(parts.own, day),
        former_rows=view.rows(parts.former, day, headings=False),
        before=before,
        read_only=controls(writes=False, staff=False) if before else None,
        writes=may_write,
        controls=controls(writes=may_write, staff=person.is_staff),
        panels=[name for name in PANELS if name in current_app.view_functions],
    )


def _before_merging(head: Head, day: str) -> list[tuple[Head, rules.Progress, list[view.Row]]]:
    """What the units merged into this one had done under the same plan, each with its rate."""
    db, found = get_db(), []
    for former in queries.predecessors(db, head):
        lines = queries.lines(db, former.id)
        found.append((former, rules.progress(lines), view.rows(lines, day)))
    return found


def answer(head: Head, entry_id: int, told: str | None = None) -> str:
    """One row as it stands now, with the progress bar."""
    db = get_db()
    line = fetch_line(head, entry_id)
    day = today().isoformat()
    rows = view.rows([line], day, told={entry_id: told} if told else None, headings=False)
    if line.part_of is not None:
        whole = changes.require_line(db, head.id, line.part_of)
        rows += [row._replace(beside=True) for row in view.rows([whole], day, headings=False)]
    return render_template(
        "checklists/_tick.html",
        checklist=head,
        rate=queries.rate(db, head.id),
        rows=rows,
        controls=controls(writes=True, staff=viewer().is_staff),
    )


@blueprint.post("/entries/<int:entry_id>/tick")
@access(*WRITERS)
def tick(checklist_id: int, entry_id: int) -> Page:
    """Set a state, or the office's confirmation; asking twice changes nothing."""
    db, head = get_db(), fetch_to_write(checklist_id)
    told = None
    with write_tx(db):
        line = fetch_line(head, entry_id)
        if "verified" in request.form:
            _verify(line, rules.parse("verified", request.form["verified"]))
        else:
            told = _tick(line)
    if not htmx:
        if told is not None:
            raise Refused(told, status=409)
        return redirect(
            url_for("checklists.page", checklist_id=head.id, _anchor=f"e{entry_id}"), 303
        )
    return answer(head, entry_id, told), 409 if told else 200


def _verify(line: Line, value: rules.Value) -> None:
    if not viewer().is_staff:
        abort(403)
    changes.set_one(get_db(), line, "verified", value, origin())


def _tick(line: Line) -> str | None:
    """Tick; what to tell the person where somebody else was faster."""
    state = rules.parse("state", request.form.get("state"))
    if state is None or state == "dropped":
        abort(400)
    was = request.form.get("was", "none")
    if editing.tick(get_db(), line, state, None if was == "none" else was, origin()):
        return None
    last = [c for c in history.changes_of(get_db(), line.id) if c.field == "state"]
    told: str = _(
        "%(who)s vừa đổi thành “%(now)s”; bạn chọn “%(yours)s”. Bấm lại nếu vẫn chọn như vậy.",
        who=last[0].by if last else _("Có người"),
        now=entry_words.states()[line.state],
        yours=entry_words.states()[state],
    )
    return told


@blueprint.get("/own")
@access(*WRITERS)
def more(checklist_id: int) -> str:
    """The form for what the plan's list does not hold: own work, other items of the plan."""
    db, head = get_db(), fetch_to_write(checklist_id)
    lines = queries.lines(db, head.id)
    return render_template(
        "checklists/_own_form.html" if htmx else "checklists/more.html",
        checklist=head,
        present=[(line.key, line.text) for line in lines if not line.own and not line.part_of],
        missing=queries.missing_nodes(db, head.id, head.plan_id),
    )


@blueprint.post("/own")
@access(*WRITERS)
def add_own(checklist_id: int) -> Response:
    """A line of the unit's own, perhaps naming the item it carries out."""
    db, head = get_db(), fetch_to_write(checklist_id)
    new = NewEntry("own", request.form.get("text", ""), about=request.form.get("about") or None)
    with write_tx(db):
        key = changes.add(db, head.id, new, origin())
        entry = changes.require_line(db, head.id, key).id
    return redirect(url_for("checklists.page", checklist_id=head.id, _anchor=f"e{entry}"), 303)


@blueprint.post("/join")
@access(*WRITERS)
def join(checklist_id: int) -> Response:
    """An item of the plan that was not given to the unit joins its checklist."""
    db, head = get_db(), fetch_to_write(checklist_id)
    with write_tx(db):
        key = changes.add(db, head.id, NewEntry("join", "", request.form.get("key")), origin())
        entry = changes.require_line(db, head.id, key).id
    return redirect(url_for("checklists.page", checklist_id=head.id, _anchor=f"e{entry}"), 303)
