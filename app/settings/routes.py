"""The administrator's page of the office."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.auth.gate import access
from app.db import get_db
from app.settings import offices, queries
from app.settings.queries import Office
from app.units import queries as units
from sync.core.refusal import Refused
from sync.core.text import clean

blueprint = Blueprint("settings", __name__, url_prefix="/settings")


def _page(office: Office, code: str, error: str = "") -> str:
    return render_template("settings/page.html", office=office, code=code, error=error)


@blueprint.get("/")
@access("admin")
def office() -> str:
    db = get_db()
    unit = units.office(db)
    return _page(queries.office(db), unit.code if unit else offices.DEFAULT_CODE)


@blueprint.post("/")
@access("admin")
def save_office() -> Response | tuple[str, int]:
    typed = Office(**{name: clean(request.form.get(name)) for name in Office.__slots__})
    code = clean(request.form.get("code"))
    try:
        offices.save(get_db(), typed, code)
    except Refused as refusal:
        return _page(typed, code, refusal.message), 422
    flash(_("Đã lưu thông tin cơ quan."), "ok")
    return redirect(url_for("settings.office"), 303)
