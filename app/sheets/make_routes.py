"""The page that makes a sheet for a unit that has none."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.auth.gate import STAFF, access, viewer
from app.db import get_db
from app.sheets import account, engine, linking, making, queries
from app.sheets.address import address
from app.sheets.queries import Target
from app.sheets.routes import config
from sync.core.refusal import Refused
from sync.linking import Wish

blueprint = Blueprint("sheet_make", __name__, url_prefix="/sheets/make")

Page = Response | str | tuple[str, int]


def _target(checklist_id: int) -> Target:
    found = queries.targets(get_db(), checklist_id)
    if not found:
        abort(404)
    return found[0]


@blueprint.get("/<int:checklist_id>")
@access(*STAFF)
def ask(checklist_id: int) -> str:
    return render_template("sheets/make.html", target=_target(checklist_id), into="", refuse="")


@blueprint.post("/<int:checklist_id>")
@access(*STAFF)
def make(checklist_id: int) -> Page:
    """Make it, share it with the unit where its e-mail is known, link it."""
    target, text = _target(checklist_id), request.form.get("into", "").strip()
    db = get_db()
    local = current_app.extensions["local_replica"](db)
    try:
        into = address(text) if text else None
        with account.client(config()) as client:
            place = making.make(client, local.read(checklist_id), into)
            shared = making.share(client, place, target.contact) if into is None else None
    except Refused as refusal:
        page = render_template("sheets/make.html", target=target, into=text, refuse=refusal.message)
        return page, 422
    wish = Wish(checklist_id, place.spreadsheet_id, sheet_id=place.gid)
    with engine.online(db) as sync:
        told = linking.preview(sync, db, wish, place)
        link_id, _report = sync.link(told, by=viewer().name)
    if shared:
        flash(_("Đã tạo bảng và chia sẻ cho %(email)s.", email=shared), "ok")
    else:
        flash(_("Đã tạo bảng. Hãy mở bảng rồi chia sẻ cho đơn vị."), "ok")
    return redirect(url_for("sheet_link.link", link_id=link_id), 303)
