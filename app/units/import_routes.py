"""The pages that read a list of units from a file: choose, look, store."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.auth.gate import STAFF, access
from app.db import get_db
from app.units import imports, table_file, words
from sync.core.refusal import Refused

blueprint = Blueprint("unit_import", __name__, url_prefix="/units/-/import")


@blueprint.get("/")
@access(*STAFF)
def choose() -> str:
    return render_template("units/import.html", lines=None, error="")


@blueprint.post("/")
@access(*STAFF)
def look() -> str | tuple[str, int]:
    """What the file would do; nothing is stored."""
    file = request.files.get("file")
    try:
        if file is None or not file.filename:
            raise Refused(_("Hãy chọn một tệp .csv hoặc .xlsx."))
        table = table_file.rows(file.filename, file.read())
        lines = imports.preview(get_db(), table)
    except Refused as refusal:
        return render_template("units/import.html", lines=None, error=refusal.message), 422
    return render_template(
        "units/import.html",
        lines=lines,
        error="",
        kinds=words.kinds(),
        trouble=words.trouble,
        is_wrong=any(line.is_wrong for line in lines),
        text=table_file.write(table),
    )


@blueprint.post("/store")
@access(*STAFF)
def store() -> Response | tuple[str, int]:
    try:
        outcome = imports.store(get_db(), table_file.parse(request.form.get("text", ""), ","))
    except Refused as refusal:
        return render_template("units/import.html", lines=None, error=refusal.message), 422
    flash(
        _(
            "Đã thêm %(added)s, cập nhật %(updated)s, giữ nguyên %(same)s đơn vị.",
            added=outcome.added,
            updated=outcome.updated,
            same=outcome.same,
        ),
        "ok",
    )
    return redirect(url_for("units.listing"), 303)
