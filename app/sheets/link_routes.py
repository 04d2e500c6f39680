"""Linking one sheet: paste, look, confirm; the link's own page."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app import entry_words
from app.auth.gate import STAFF, access, viewer
from app.db import get_db
from app.sheets import account, check, drawing, engine, linking, many, queries, words
from app.sheets.address import Address, address
from app.sheets.queries import Target
from app.sheets.routes import config, fetch, sheet_url
from sync import base, journal, months
from sync.core.correct import NOTHING
from sync.core.inspection import FIELDS as KNOWN_FIELDS
from sync.core.plan_ask import OWN, SKIP, compound, members
from sync.core.refusal import Refused
from sync.core.series import ordinal
from sync.linking import Wish

blueprint = Blueprint("sheet_link", __name__, url_prefix="/sheets")

Page = Response | str | tuple[str, int]
FIELDS = (*KNOWN_FIELDS, NOTHING)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the wizard's form says: the text pasted, the checklist meant, how to read it.

    `rows` are corrections, the row's number and what it carries: a key, the keys of several items
    ("+" between them), "own", "skip".
    """

    text: str
    target: Target | None
    place: Address | None
    wish: Wish | None
    refuse: str = ""
    rows: tuple[tuple[int, str], ...] = ()


def asked(form: MultiDict[str, str]) -> Asked:
    """The form as a wish; `refuse` says what is missing."""
    text = form.get("address", "")
    checklist = form.get("checklist", type=int)
    found = queries.targets(get_db(), checklist) if checklist else []
    target = found[0] if found else None
    try:
        place = address(text)
    except Refused as refusal:
        return Asked(text, target, None, None, refusal.message if text else "")
    if target is None:
        return Asked(text, None, place, None, _("Hãy chọn bảng kiểm của đơn vị."))
    # Where another tab was chosen, what was said of columns and rows was of the former one.
    moved = "read" in form and form.get("read") != form.get("tab")
    wish = Wish(
        target.checklist_id,
        place.spreadsheet_id,
        sheet_id=form.get("tab", type=int),
        unit_column=None if moved else form.get("column", type=int),
        read_only="read_only" in form,
        add_rows="add_rows" in form,
        months="months" in form,
        fields=() if moved else tuple(_fields(form)),
    )
    return Asked(text, target, place, wish, rows=() if moved else tuple(_rows(form)))


def _fields(form: MultiDict[str, str]) -> Iterator[tuple[int, str]]:
    return ((at, field) for at, field in _numbered(form, "f") if field in FIELDS)


def _numbered(form: MultiDict[str, str], letter: str) -> Iterator[tuple[int, str]]:
    """What was chosen at `f3` or `r12`: the column or row, and the choice."""
    for name, value in form.items(multi=True):
        if value and name[:1] == letter and name[1:].isdecimal():
            yield int(name[1:]), value


def _rows(form: MultiDict[str, str]) -> Iterator[tuple[int, str]]:
    """What each row was said to be; one that stands for several items was chosen several times."""
    told: dict[int, list[str]] = {}
    for at, value in _numbered(form, "r"):
        told.setdefault(at, []).append(value)
    for at, values in told.items():
        alone = [value for value in values if value in (OWN, SKIP)]
        yield at, alone[0] if alone else compound(values)


def _paste(what: Asked, status: int = 200) -> Page:
    page = render_template(
        "sheets/paste.html",
        asked=what,
        targets=queries.targets(get_db()),
        email=_email(),
    )
    return page, status


def _email() -> str:
    """The address units share with; Google is asked where the key does not tell it."""
    try:
        return account.account(config()).email or check.check(config()).email
    except Refused:
        return ""


@blueprint.get("/link")
@access(*STAFF)
def paste() -> Page:
    """Paste any text that holds the address, say whose sheet it is."""
    what = asked(request.args)
    known = what.target.sheet_url if what.target else None
    return _paste(what if what.text or not known else replace(what, text=known))


@blueprint.get("/preview")
@access(*STAFF)
def preview() -> Page:
    """The sheet as it is, our reading over it, what linking would do; nothing is written."""
    what, db = asked(request.args), get_db()
    if what.place is not None and what.target is None:
        looked = many.look(db, what.place, many.beside(what.text), None)
        if looked.target is None:
            return _paste(replace(what, refuse=looked.refuse), 422)
        whose = looked.target.checklist_id
        return redirect(url_for("sheet_link.preview", address=what.text, checklist=whose))
    if what.wish is None or what.place is None or what.target is None:
        return _paste(what, 422)
    look = linking.preview if "read" in request.args else linking.by_month
    try:
        with engine.looking(db) as (sync, google):
            told = look(sync, db, what.wish, what.place, what.rows)
            seen = google.seen[what.place.spreadsheet_id]
    except Refused as refusal:
        return _paste(Asked(what.text, what.target, None, None, refusal.message), 422)
    tab = seen.named(told.tab)
    return render_template(
        "sheets/preview.html",
        asked=what,
        told=told,
        series=linking.is_series(told),
        drawing=drawing.draw(tab, told.inspection) if tab else None,
        fields=words.fields(),
        states=entry_words.states(),
        shown=entry_words.shown,
        texts=queries.texts_of(db, what.target.plan_id, what.target.checklist_id),
        chosen={at: members(told) for at, told in what.rows},
    )


@blueprint.post("/link")
@access(*STAFF)
def store() -> Page:
    """Link what was previewed, then the first round, which overwrites neither side."""
    what = asked(request.form)
    if what.wish is None or what.place is None:
        return _paste(what, 422)
    db = get_db()
    with engine.looking(db) as (sync, _google):
        told = linking.preview(sync, db, what.wish, what.place, what.rows)
    if told.refuse:
        raise Refused(told.refuse)
    # A round reads anew after each write: what was looked at once must not answer it.
    with engine.online(db) as sync:
        link_id, report = sync.link(told, by=viewer().name)
    flash(_("Đã nối bảng. Lượt đầu tiên đã chạy, không bên nào bị ghi đè."), "ok")
    return redirect(url_for("sheet_link.link", link_id=link_id, run=report.run), 303)


@blueprint.get("/links/<int:link_id>")
@access(*STAFF)
def link(link_id: int) -> str:
    """One link: its state, its modes, the text for the unit, taking it off."""
    found, kept = fetch(link_id), base.link(get_db(), link_id)
    if kept is None:
        abort(404)
    run = request.args.get("run", type=int)
    return render_template(
        "sheets/link.html",
        link=found,
        health=words.health(found.state, read_only=found.read_only),
        url=sheet_url(found.spreadsheet_id, found.sheet_id),
        run=journal.run(get_db(), run) if run else None,
        letter=linking.message_to_unit(found, kept, queries.row_count(get_db(), link_id)),
        missing=queries.not_in_sheet(get_db(), link_id),
        policy=queries.policy(get_db(), link_id),
        by_month=months.series_of(get_db(), link_id) is not None,
        is_month=ordinal(found.title) is not None,
        fields=words.fields(),
    )


@blueprint.post("/links/<int:link_id>")
@access(*STAFF)
def save(link_id: int) -> Response:
    """Read only or not, rows added or not; who wins where both wrote (asks where nobody does)."""
    fetch(link_id)
    sync = engine.offline(get_db())
    read_only, add_rows = "read_only" in request.form, "add_rows" in request.form
    sync.set_modes(link_id, read_only=read_only, add_rows=add_rows and not read_only)
    wanted = {name: request.form.get(f"policy-{name}", "ask") for name in linking.DECIDABLE}
    sync.set_policy(
        link_id, {name: side for name, side in wanted.items() if side in ("local", "sheet")}
    )
    linking.set_months(get_db(), link_id, follow="months" in request.form)
    flash(_("Đã lưu."), "ok")
    return redirect(url_for("sheet_link.link", link_id=link_id), 303)


@blueprint.post("/links/<int:link_id>/unlink")
@access(*STAFF)
def unlink(link_id: int) -> Response:
    """Take the link off, and what it added; `give_back` returns what was pulled, too."""
    found = fetch(link_id)
    with engine.online(get_db()) as sync:
        report = sync.unlink(link_id, by=viewer().name, give_back="give_back" in request.form)
    for unit in report.units:
        flash(unit.message or _("Đã gỡ bảng của %(unit)s.", unit=found.unit), "ok")
    return redirect(url_for("sheets.listing"), 303)


@blueprint.get("/message")
@access(*STAFF)
def message() -> str:
    """What to send to a unit so that it shares its sheet: our address alone on a line."""
    email = _email()
    if not email:
        raise Refused(_("Chưa có tài khoản Google để đơn vị chia sẻ. Hãy xem trang tài khoản."))
    return render_template("sheets/message.html", email=email, letter=linking.share_request(email))
