"""The pages of the office's Google account: who we are, what was shared with us."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.auth.gate import STAFF, access, viewer
from app.clock import now
from app.db import get_db, write_tx
from app.sheets import account, check, many, probe, queries, shared
from app.sheets.routes import config, sheet_url
from sync.core.refusal import Refused

blueprint = Blueprint("sheet_account", __name__, url_prefix="/sheets")


@blueprint.get("/account")
@access(*STAFF)
def page() -> str:
    """Who we are with Google, whether it works, how much it lets us do."""
    return render_template(
        "sheets/account.html",
        check=check.check(config()),
        profile=probe.answers(get_db()),
        questions=probe.questions(),
        words=probe.words(),
    )


@blueprint.get("/shared", endpoint="shared")
@access(*STAFF)
def shared_sheets() -> str:
    """Spreadsheets newly shared with our account, the unit guessed."""
    db, refuse = get_db(), ""
    found: list[shared.SharedSheet] = []
    try:
        with account.client(config()) as client:
            found = shared.newly_shared(db, client)
    except Refused as refusal:
        refuse = refusal.message
    return render_template(
        "sheets/shared.html",
        found=found,
        refuse=refuse,
        most=many.MOST,
        targets=queries.targets(db),
        sheet_url=sheet_url,
    )


@blueprint.post("/shared/ignore")
@access(*STAFF)
def ignore() -> Response:
    """This spreadsheet is none of ours."""
    spreadsheet = request.form.get("spreadsheet", "")
    if not spreadsheet:
        abort(400)
    db = get_db()
    with write_tx(db):
        queries.ignore(db, spreadsheet, viewer().name, now())
    flash(_("Bảng đó sẽ không hiện ở đây nữa."), "ok")
    return redirect(url_for("sheet_account.shared"), 303)
