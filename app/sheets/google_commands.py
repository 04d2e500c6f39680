"""`flask google …`: the office's account at Google."""

from pathlib import Path

import click
from flask import current_app
from flask_babel import gettext as _

from app.cli import Commands, json_option, print_json
from app.config import Config
from app.db import get_db, write_tx
from app.sheets import account, check, probe
from app.sheets.address import address
from sync.core.refusal import Refused

group = Commands("google", help="Tài khoản Google của cơ quan.")
key_file = click.Path(dir_okay=False, path_type=Path)


@group.command("use")
@click.argument("file", type=key_file)
def use(file: Path) -> None:
    """Dùng tệp khóa FILE từ lượt sau, không cần khởi động lại."""
    config = current_app.config["SOVIEC"]
    known = account.use(config, file)
    click.echo(_("Đã dùng khóa của %(email)s.", email=known.email or _whose(config) or file.name))


@group.command("login")
@click.argument("client", type=key_file)
def login(client: Path) -> None:
    """Đăng nhập tài khoản Google riêng của cơ quan; CLIENT là tệp ứng dụng OAuth (.json)."""
    config = current_app.config["SOVIEC"]
    account.log_in(config, client)
    click.echo(_("Đã đăng nhập %(email)s.", email=_whose(config)))


def _whose(config: Config) -> str:
    """The address of a user's account, asked once and kept; empty where Google does not answer."""
    found = check.check(config)
    if found.works and found.email:
        account.remember_email(config, found.email)
    return found.email


@group.command("check")
@json_option
@click.option("--probe", "probing", is_flag=True, help="Hỏi Google những điều tài liệu bỏ ngỏ.")
@click.option("--scratch", help="Bảng trống để hỏi, khi tài khoản không tạo được tệp.")
def check_account(as_json: bool, probing: bool, scratch: str | None) -> None:
    """Sổ Việc là ai với Google, có làm việc được không."""
    config, db = current_app.config["SOVIEC"], get_db()
    found = check.check(config)
    if found.works and (probing or scratch):
        with account.client(config) as client:
            told = probe.ask(client, address(scratch) if scratch else None)
        with write_tx(db):
            probe.keep(db, told)
    profile = probe.answers(db)
    if as_json:
        print_json({**check.check_json(found), "profile": profile})
    elif found.works:
        click.echo(_("%(who)s: làm việc tốt.", who=found.email or found.kind))
        for name, question in probe.questions().items():
            if name in profile:
                click.echo(f"{question}: {probe.words()[profile[name]]}")
    if not found.works:
        raise Refused(found.message)
