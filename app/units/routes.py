"""The pages of units: the tree, one unit, adding or correcting one."""

from collections.abc import Sequence

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.auth.gate import EVERYONE, STAFF, access, viewer
from app.clock import today
from app.db import get_db
from app.htmx import htmx
from app.units import changes, event_queries, forms, queries, rules, sheet_queries, words
from app.units.rules import Branch, Unit
from app.units.sheet_queries import UnitSheet
from sync.core.refusal import Refused
from sync.core.text import sort_key

blueprint = Blueprint("units", __name__, url_prefix="/units")

Page = Response | str | tuple[str, int]


def fetch(code: str) -> Unit:
    """The unit, if this person sees it; else 404."""
    unit = queries.by_code(get_db(), code)
    if unit is None or not viewer().sees_unit(unit.id):
        abort(404)
    return unit


def sheets_of(units: Sequence[Unit]) -> dict[int, list[UnitSheet]]:
    """The sheets of these units as a person opens them, by unit."""
    origin = current_app.config["SOVIEC"].sheets_origin
    return sheet_queries.of_units(get_db(), units, origin)


@blueprint.get("/")
@access(*STAFF, "viewer")
def listing() -> str:
    units = queries.units(get_db())
    day, ended = today(), request.args.get("ended") == "1"
    asked = {name: request.args.get(name, "") for name in ("words", "kind", "cluster")}
    shown = [
        unit for unit in units if (ended or unit.valid_on(day)) and rules.matches(unit, **asked)
    ]
    filtered = any(asked.values())
    branches = [Branch(0, u) for u in _sorted(shown)] if filtered else rules.tree(shown)
    template = "units/_rows.html" if htmx else "units/page.html"
    return render_template(
        template,
        branches=branches,
        any_units=bool(units),
        names={unit.id: unit.name for unit in units},
        asked=asked,
        ended=ended,
        today=day,
        kinds=words.kinds(),
        clusters=_clusters(units),
        sheets=sheets_of(units),
    )


def _clusters(units: list[Unit]) -> list[str]:
    return sorted({unit.cluster for unit in units if unit.cluster}, key=sort_key)


def _sorted(units: list[Unit]) -> list[Unit]:
    return sorted(units, key=lambda unit: sort_key(unit.name))


@blueprint.get("/<code>")
@access(*EVERYONE)
def unit(code: str) -> str:
    db, found = get_db(), fetch(code)
    before = queries.predecessors(db, found.id)
    return render_template(
        "units/unit.html",
        unit=found,
        today=today(),
        kinds=words.kinds(),
        event_words=words.events(),
        sheets=sheets_of([found]).get(found.id, []),
        parent=queries.by_id(db, found.parent_id) if found.parent_id else None,
        children=queries.children(db, found.id),
        former_names=queries.former_names(db, found.id),
        checklists=queries.checklists(db, [found.id]),
        predecessors=before,
        former=queries.checklists(db, [each.id for each in before]),
        events=event_queries.events(db, found.id),
    )


@blueprint.get("/-/new")
@access(*STAFF)
def new() -> str:
    return form_page(forms.BLANK)


@blueprint.post("/-/new")
@access(*STAFF)
def add() -> Page:
    try:
        unit = forms.unit(request.form, forms.BLANK)
        changes.add(get_db(), unit)
    except Refused as refusal:
        return form_page(forms.BLANK, refusal.message), 422
    flash(_("Đã thêm %(name)s.", name=unit.name), "ok")
    return redirect(url_for("units.unit", code=unit.code), 303)


@blueprint.get("/<code>/edit")
@access(*STAFF)
def edit(code: str) -> str:
    return form_page(fetch(code))


@blueprint.post("/<code>/edit")
@access(*STAFF)
def save(code: str) -> Page:
    before = fetch(code)
    try:
        unit = forms.unit(request.form, before)
        changes.save(get_db(), unit)
    except Refused as refusal:
        return form_page(before, refusal.message), 422
    flash(_("Đã lưu %(name)s.", name=unit.name), "ok")
    return redirect(url_for("units.unit", code=unit.code), 303)


def form_page(unit: Unit, error: str = "") -> str:
    """The form with what the unit is, or with what was typed where it was refused."""
    typed = request.form
    others = [(each.id, each.name) for each in _sorted(queries.units(get_db()))]
    return render_template(
        "units/form.html",
        unit=unit,
        value=lambda name: typed.get(name) if typed else getattr(unit, name),
        error=error,
        kinds=words.kinds(),
        parents=[(each, name) for each, name in others if each != unit.id],
    )
