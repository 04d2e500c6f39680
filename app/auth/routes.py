"""Signing in, signing out, one's own password."""

from ipaddress import ip_address

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, logout_user
from werkzeug.wrappers import Response

from app.auth import accounts, queries, rules, sessions, throttle
from app.auth import user_queries as users
from app.auth.gate import EVERYONE, OPEN, access, viewer
from app.db import get_db, write_tx
from sync.core.refusal import Refused
from sync.core.text import clean

blueprint = Blueprint("auth", __name__)


@blueprint.get("/sign-in")
@access(*OPEN)
def sign_in() -> Response | str:
    if current_user.is_authenticated:
        return redirect(_destination(), 303)
    return render_template("auth/sign_in.html", name="", error="")


@blueprint.post("/sign-in")
@access(*OPEN)
def enter() -> Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
    db, address = get_db(), _address()
    name, password = clean(request.form.get("name")), request.form.get("password", "")
    seconds = throttle.reserve(db, name, address)
    if seconds:
        words = _("Thử quá nhiều lần. Hãy chờ %(seconds)s giây rồi thử lại.", seconds=seconds)
        page = render_template("auth/sign_in.html", name=name, error=words)
        return page, 429, {"Retry-After": str(seconds)}
    person = accounts.verify(db, name, password)
    if person is None:
        words = _("Tên đăng nhập hoặc mật khẩu không đúng. Hãy nhập lại.")
        return render_template("auth/sign_in.html", name=name, error=words), 422
    throttle.forgive(db, name, address)
    sessions.sign_in(db, person)
    return redirect(_destination(), 303)


def _destination() -> str:
    return rules.safe_next(request.args.get("next")) or "/"


def _address() -> str:
    """Who asks: behind a proxy on this machine, the address the proxy saw."""
    address = request.remote_addr or ""
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
    try:
        ours = ip_address(address).is_loopback
        return str(ip_address(forwarded)) if ours and forwarded else address
    except ValueError:
        return address


@blueprint.post("/sign-out")
@access(*EVERYONE)
def sign_out() -> Response:
    db = get_db()
    with write_tx(db):
        queries.end_session(db, sessions.token_hash(current_user.id))
    logout_user()
    sessions.clear()
    return redirect(url_for("auth.sign_in"), 303)


@blueprint.get("/account/password")
@access(*EVERYONE)
def password() -> str:
    return render_template("auth/password.html", errors={})


@blueprint.post("/account/password")
@access(*EVERYONE)
def change_password() -> Response | tuple[str, int]:
    db, person = get_db(), viewer()
    errors = _change_password(person.name)
    if errors:
        return render_template("auth/password.html", errors=errors), 422
    sessions.sign_in(db, person)
    flash(_("Đã đổi mật khẩu. Các máy khác đã đăng xuất."), "ok")
    return redirect(url_for("auth.password"), 303)


def _change_password(name: str) -> dict[str, str]:
    """Set it, or say by field why not."""
    db, form = get_db(), request.form
    fresh = form.get("fresh", "")
    if throttle.reserve(db, name, _address()):
        return {"current": _("Thử quá nhiều lần. Hãy chờ một lát rồi thử lại.")}
    if accounts.verify(db, name, form.get("current", "")) is None:
        return {"current": _("Mật khẩu hiện tại không đúng. Hãy nhập lại.")}
    throttle.forgive(db, name, _address())
    if fresh != form.get("again", ""):
        return {"again": _("Hai lần nhập không giống nhau. Hãy nhập lại.")}
    account = users.account_by_name(db, name)
    try:
        if account is not None:
            accounts.set_password(db, account, fresh)
    except Refused as refusal:
        return {"fresh": refusal.message}
    return {}
