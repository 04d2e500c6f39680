"""The administrator's pages of the people who may sign in."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.auth import accounts, passwords
from app.auth import user_queries as users
from app.auth.gate import access
from app.auth.user_queries import Account
from app.db import get_db
from sync.core.refusal import Refused

blueprint = Blueprint("users", __name__, url_prefix="/users")

Page = Response | str | tuple[str, int]


def role_choices() -> list[tuple[str, str]]:
    return [
        ("district", _("Cán bộ cơ quan")),
        ("unit", _("Đơn vị trực thuộc")),
        ("viewer", _("Người xem")),
        ("admin", _("Quản trị")),
    ]


def _fetch(user_id: int) -> Account:
    account = users.account(get_db(), user_id)
    if account is None:
        abort(404)
    return account


def _role() -> tuple[str, int | None]:
    """The role asked for; the unit counts for the role `unit` alone."""
    role, chosen = request.form.get("role", ""), request.form.get("unit_id", "")
    known = {str(unit_id): unit_id for unit_id, _name in users.unit_choices(get_db())}
    return role, known.get(chosen) if role == "unit" else None


@blueprint.get("/")
@access("admin")
def listing() -> str:
    return render_template(
        "auth/users.html", users=users.users(get_db()), roles=dict(role_choices())
    )


@blueprint.get("/new")
@access("admin")
def new() -> str:
    return _new_page({"role": "unit", "password": passwords.generate()})


@blueprint.post("/new")
@access("admin")
def add() -> Page:
    name, password = request.form.get("name", ""), request.form.get("password", "")
    try:
        accounts.create(get_db(), name, password, *_role())
    except Refused as refusal:
        return _new_page(request.form, refusal.message), refusal.status
    flash(_("Đã thêm tài khoản “%(name)s”.", name=name.strip()), "ok")
    return redirect(url_for("users.listing"), 303)


def _new_page(form: dict[str, str], error: str = "") -> str:
    return render_template(
        "auth/user_new.html",
        form=form,
        error=error,
        roles=role_choices(),
        units=users.unit_choices(get_db()),
    )


@blueprint.get("/<int:user_id>")
@access("admin")
def edit(user_id: int) -> str:
    return _edit_page(_fetch(user_id))


def _edit_page(account: Account, error: str = "") -> str:
    return render_template(
        "auth/user.html",
        account=account,
        error=error,
        suggestion=passwords.generate(),
        roles=role_choices(),
        units=users.unit_choices(get_db()),
    )


@blueprint.post("/<int:user_id>")
@access("admin")
def save_role(user_id: int) -> Page:
    account = _fetch(user_id)
    try:
        accounts.set_role(get_db(), account, *_role())
    except Refused as refusal:
        return _edit_page(account, refusal.message), refusal.status
    return _done(account, _("Đã lưu vai trò."))


@blueprint.post("/<int:user_id>/password")
@access("admin")
def save_password(user_id: int) -> Page:
    account = _fetch(user_id)
    try:
        accounts.set_password(get_db(), account, request.form.get("password", ""))
    except Refused as refusal:
        return _edit_page(account, refusal.message), refusal.status
    return _done(account, _("Đã đặt mật khẩu mới; mọi máy đang dùng tài khoản đã đăng xuất."))


@blueprint.post("/<int:user_id>/active")
@access("admin")
def save_active(user_id: int) -> Page:
    account, active = _fetch(user_id), request.form.get("active") == "1"
    try:
        accounts.set_active(get_db(), account, active)
    except Refused as refusal:
        return _edit_page(account, refusal.message), refusal.status
    return _done(account, _("Đã mở lại tài khoản.") if active else _("Đã khóa tài khoản."))


def _done(account: Account, words: str) -> Response:
    flash(words, "ok")
    return redirect(url_for("users.edit", user_id=account.viewer.id), 303)
