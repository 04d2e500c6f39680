"""`flask setup`: asks in Vietnamese what an office must decide, then does it."""

import sys
from dataclasses import replace
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _
from sqlite_utils import Database

from app.auth import accounts, passwords
from app.auth import user_queries as users
from app.cli import Single
from app.config import Config
from app.db import get_db, migrate
from app.settings import offices
from app.settings import queries as settings
from app.settings.queries import Office
from app.setup import answers, autostart, env_file
from app.setup.answers import Answers
from sync.core.refusal import Refused
from sync.core.text import clean


@click.command("setup", cls=Single)
@click.option("--defaults", is_flag=True, help="Không hỏi gì, dùng các giá trị có sẵn.")
@with_appcontext
def command(defaults: bool) -> None:
    """Cài đặt cho một cơ quan: bí mật, cơ sở dữ liệu, quản trị, địa chỉ."""
    config: Config = current_app.config["SOVIEC"]
    office = _known_office(config)
    if defaults:
        given = answers.gather(config, office, _default, _default, lambda *_q: "")
    else:
        given = _asked(config, office)
    carry_out(given, config)


def _default(_question: str, default: str) -> str:
    return default


def _asked(config: Config, office: Office) -> Answers:
    try:
        return answers.gather(config, office, _ask, _ask_name, _ask_secret)
    except click.Abort as stopped:
        click.echo()  # after the question that nobody answered
        raise Refused(
            _(
                "Chưa cài đặt gì: các câu hỏi chưa được trả lời hết. Hãy chạy lại trong cửa sổ "
                "lệnh, hoặc thêm --defaults để dùng các giá trị có sẵn."
            )
        ) from stopped


def _ask_name(question: str, default: str) -> str:
    """In place of an empty answer a paper would print nothing, and no unit would be the office."""
    while not (answer := _ask(question, default)):
        click.echo(_("Cần có tên cơ quan: tên này in trên văn bản."))
    return answer


def _ask(question: str, default: str) -> str:
    answer: str = click.prompt(question, default=default, show_default=bool(default))
    return clean(answer)


def _ask_secret(question: str, default: str) -> str:
    typed = sys.stdin.isatty()
    answer: str = click.prompt(
        question,
        default=default,
        show_default=False,
        hide_input=typed,
        confirmation_prompt=_("Gõ lại mật khẩu") if typed else False,
    )
    return answer


def _known_office(config: Config) -> Office:
    """What an earlier setup stored."""
    return settings.office(get_db()) if config.database.exists() else Office()


def carry_out(given: Answers, config: Config) -> None:
    """Each step may be repeated: what stands is kept."""
    from app.factory import create_app

    migrate(given.database)
    env_file.write(
        Path(".env"),
        {
            "DATABASE": str(given.database),
            "BACKUP_DIR": str(given.backup_dir),
            "PUBLIC_URL": given.public_url,
        },
    )
    click.echo(_("Đã ghi tệp .env và tạo cơ sở dữ liệu %(path)s.", path=str(given.database)))
    with create_app(replace(config, database=given.database)).app_context():
        db = get_db()
        offices.save(db, given.office, given.office_code, fallback=_("Cơ quan"))
        _make_admin(db, given)
    for line in autostart.steps(Path.cwd(), given.database.parent / "soviec.service"):
        click.echo(line)
    click.echo(
        _("Chạy máy chủ: %(flask)s serve. Địa chỉ: %(url)s", flask=_typed(), url=given.public_url)
    )


def _typed() -> str:
    """This program as it is typed in the folder it stands in, whose venv nobody activates."""
    flask = Path(sys.executable).parent / "flask"
    return str(flask.relative_to(Path.cwd()) if flask.is_relative_to(Path.cwd()) else flask)


def _make_admin(db: Database, given: Answers) -> None:
    if users.other_admins(db, 0):
        click.echo(_("Đã có quản trị; mật khẩu giữ nguyên."))
        return
    password = given.admin_password or passwords.generate()
    accounts.create(db, given.admin, password, "admin", None)
    if given.admin_password:
        click.echo(_("Đã tạo quản trị “%(name)s”.", name=given.admin))
    else:
        click.echo(
            _("Quản trị: %(name)s  Mật khẩu: %(password)s", name=given.admin, password=password)
        )
