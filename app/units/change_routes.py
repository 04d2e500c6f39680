"""The pages of what happens to a unit: renamed, merged, split, retired."""

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.auth.gate import STAFF, access, viewer
from app.clock import today
from app.db import get_db
from app.units import changes, forms, queries, words
from app.units.changes import Change
from app.units.routes import fetch, sheets_of
from app.units.rules import Unit
from sync.core.refusal import Refused
from sync.core.text import clean, sort_key

blueprint = Blueprint("unit_changes", __name__, url_prefix="/units")

Page = Response | str | tuple[str, int]


def _page(which: str, unit: Unit, error: str = "") -> str:
    day = today()
    valid = [each for each in queries.units(get_db()) if each.valid_on(day)]
    return render_template(
        f"units/{which}.html",
        unit=unit,
        error=error,
        today=day.isoformat(),
        form=request.form,
        kinds=words.kinds(),
        others=sorted(valid, key=lambda each: sort_key(each.name)),
        sheets=sheets_of(valid),
    )


def _carry_out(
    which: str, unit: Unit, act: Callable[[Change], tuple[str, Unit]]
) -> Response | tuple[str, int]:
    """Do it and show the unit that goes on; or the form again with why not."""
    try:
        told, going_on = act(forms.change(request.form, viewer().name))
    except Refused as refusal:
        return _page(which, unit, refusal.message), 422
    flash(told, "ok")
    return redirect(url_for("units.unit", code=going_on.code), 303)


@blueprint.get("/<code>/rename")
@access(*STAFF)
def rename(code: str) -> str:
    return _page("rename", fetch(code))


@blueprint.post("/<code>/rename")
@access(*STAFF)
def save_rename(code: str) -> Page:
    unit = fetch(code)

    def act(change: Change) -> tuple[str, Unit]:
        changes.rename(get_db(), unit, clean(request.form.get("name")), change)
        return _("Đã đổi tên; tên cũ còn trong lịch sử."), unit

    return _carry_out("rename", unit, act)


@blueprint.get("/<code>/merge")
@access(*STAFF)
def merge(code: str) -> str:
    return _page("merge", fetch(code))


@blueprint.post("/<code>/merge")
@access(*STAFF)
def save_merge(code: str) -> Page:
    unit = fetch(code)

    def act(change: Change) -> tuple[str, Unit]:
        db, form = get_db(), request.form
        merged = [unit, *changes.by_codes(db, form.getlist("other"))]
        into_code, sheet_code = form.get("into", ""), form.get("sheet_of", "")
        new = replace(
            unit, id=0, code=clean(form.get("code")), name=clean(form.get("name")), is_office=False
        )
        into = changes.by_codes(db, [into_code])[0] if into_code else new
        sheet_of = changes.by_codes(db, [sheet_code])[0] if sheet_code else None
        if sheet_of is not None and sheet_of not in (*merged, into):
            raise Refused(_("Bảng đi tiếp phải của một đơn vị trong lần sáp nhập này."))
        if sheet_of is not None and sheet_of.sheet_url is None:
            linked = sheets_of([sheet_of]).get(sheet_of.id, [])
            sheet_of = replace(sheet_of, sheet_url=linked[0].url if linked else None)
        going_on = changes.merge(db, merged, into, change, sheet_of=sheet_of)
        return _("Đã sáp nhập; số liệu của các đơn vị cũ hiện bên dưới đơn vị này."), going_on

    return _carry_out("merge", unit, act)


@blueprint.get("/<code>/split")
@access(*STAFF)
def split(code: str) -> str:
    return _page("split", fetch(code))


@blueprint.post("/<code>/split")
@access(*STAFF)
def save_split(code: str) -> Page:
    unit = fetch(code)

    def act(change: Change) -> tuple[str, Unit]:
        stays = request.form.get("stays") == "1"
        parts = forms.parts(request.form, unit)
        changes.split(get_db(), unit, parts, change, stays=stays)
        return _("Đã chia tách; số liệu cũ vẫn thuộc %(name)s.", name=unit.name), unit

    return _carry_out("split", unit, act)


@blueprint.get("/<code>/retire")
@access(*STAFF)
def retire(code: str) -> str:
    return _page("retire", fetch(code))


@blueprint.post("/<code>/retire")
@access(*STAFF)
def save_retire(code: str) -> Page:
    unit = fetch(code)

    def act(change: Change) -> tuple[str, Unit]:
        changes.retire(get_db(), unit, change)
        return _("Đã ghi ngừng hoạt động; mọi số liệu cũ vẫn giữ nguyên."), unit

    return _carry_out("retire", unit, act)
