"""The hand-over page: accounts, the Google key, backups, what waits."""

from flask import Blueprint, current_app, render_template
from flask_babel import gettext as _

from app import backups
from app.auth.gate import STAFF, access
from app.clock import as_stored, today
from app.config import Config
from app.db import get_db
from app.handover import queries
from app.sheets.account import Account, account
from sync.core.refusal import Refused

blueprint = Blueprint("handover", __name__, url_prefix="/handover")


@blueprint.get("/")
@access(*STAFF)
def page() -> str:
    db, config = get_db(), current_app.config["SOVIEC"]
    copies = backups.kept(config)
    return render_template(
        "handover/page.html",
        accounts=queries.accounts(db),
        waiting=queries.waiting(db, today().year),
        google=_google(config),
        database=config.database,
        directory=backups.directory(config),
        copies=copies,
        newest=as_stored(copies[0].at) if copies else None,
        roles={
            "admin": _("Quản trị"),
            "district": _("Cán bộ cơ quan"),
            "unit": _("Đơn vị trực thuộc"),
            "viewer": _("Người xem"),
        },
    )


def _google(config: Config) -> Account | str:
    """Whose key it is, or in words why it cannot be said."""
    try:
        return account(config)
    except Refused as refusal:
        return refusal.message
