"""The reader's own language, kept in a cookie."""

from flask import Blueprint, abort, current_app, redirect, request
from werkzeug.wrappers import Response

from app.auth.gate import OPEN, access
from app.auth.rules import safe_next
from app.auth.sessions import over_tls
from app.i18n import LANGUAGES

YEAR = 365 * 24 * 3600

blueprint = Blueprint("language", __name__)


@blueprint.post("/language")
@access(*OPEN)
def choose() -> Response:
    """Back to the page the button was on, in the language it named."""
    wanted = request.form.get("lang", "")
    if wanted not in LANGUAGES:
        abort(400)
    _host, _, came_from = (request.referrer or "").partition("://")[2].partition("/")
    answer = redirect(safe_next(f"/{came_from}") or "/", 303)
    answer.set_cookie(
        "lang",
        wanted,
        max_age=YEAR,
        secure=over_tls(current_app._get_current_object()),  # type: ignore[attr-defined]
        httponly=True,
        samesite="Lax",
    )
    return answer
