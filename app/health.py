"""`/healthz`: whether this server can answer."""

from flask import Blueprint
from sqlite_utils.utils import sqlite3

from app.auth.gate import OPEN, access
from app.db import get_db
from sync.core.refusal import Refused

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@access(*OPEN)
def healthz() -> tuple[dict[str, str], int]:
    """200 where the database can be read, else 503; tells nothing more to a stranger."""
    try:
        get_db().conn.execute("SELECT count(*) FROM setting").fetchone()
    except (Refused, sqlite3.Error):
        return {"status": "database"}, 503
    return {"status": "ok"}, 200
