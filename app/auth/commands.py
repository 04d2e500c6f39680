"""`flask user`: accounts from the command line."""

import sys

import click
from flask_babel import gettext as _

from app.auth import accounts, rules
from app.auth import user_queries as users
from app.cli import Commands
from app.db import get_db
from app.references import find_unit
from sync.core.refusal import Refused

group = Commands("user", help="Người dùng: thêm, đặt mật khẩu.")


def ask_password() -> str:
    """From the prompt, twice; or one line of stdin where that is no terminal."""
    if sys.stdin.isatty():
        answer: str = click.prompt(
            _("Mật khẩu (ít nhất 12 ký tự)"),
            hide_input=True,
            confirmation_prompt=_("Gõ lại mật khẩu"),
        )
        return answer
    return sys.stdin.readline().rstrip("\r\n")


@group.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(rules.ROLES), required=True, help="Vai trò.")
@click.option("--unit", metavar="CODE", help="Mã đơn vị, cho vai trò unit.")
def add(name: str, role: str, unit: str | None) -> None:
    """Thêm một người dùng; mật khẩu nhập từ bàn phím hoặc stdin."""
    db = get_db()
    unit_id = None if unit is None else find_unit(db, unit)
    accounts.check_role(role, unit_id)
    accounts.create(db, name, ask_password(), role, unit_id)
    click.echo(_("Đã thêm %(name)s.", name=name))


@group.command("password")
@click.argument("name")
def password(name: str) -> None:
    """Đặt mật khẩu mới; mọi máy đang dùng tài khoản này phải đăng nhập lại."""
    db = get_db()
    account = users.account_by_name(db, name)
    if account is None:
        raise Refused(_("Không có người dùng %(name)s. Hãy kiểm tra lại tên.", name=name))
    accounts.set_password(db, account, ask_password())
    click.echo(_("Đã đặt mật khẩu mới cho %(name)s.", name=name))
