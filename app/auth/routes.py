"""Signing in, signing out."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from app.auth import queries, sessions
from app.auth.gate import EVERYONE, OPEN, access
from app.db import get_db, write_tx

blueprint = Blueprint("auth", __name__)


@blueprint.get("/sign-in")
@access(*OPEN)
def sign_in() -> str:
    return render_template("auth/sign_in.html", name="", wrong=False)


@blueprint.post("/sign-out")
@access(*EVERYONE)
def sign_out() -> Response:
    db = get_db()
    with write_tx(db):
        queries.end_session(db, sessions.token_hash(current_user.id))
    logout_user()
    sessions.clear()
    return redirect(url_for("auth.sign_in"), 303)


__all__ = ["blueprint", "login_user", "request"]
