"""`flask db`: migrate, check, backup, restore."""

from pathlib import Path

import click
from flask import current_app
from flask_babel import gettext as _

from app import backups, integrity
from app.cli import Commands
from app.config import Config
from app.db import connect, migrate, open_connection
from migrations.migrations import migrations
from sync.core.refusal import Refused

group = Commands("db", help="Cơ sở dữ liệu: cập nhật, kiểm tra, sao lưu, khôi phục.")


def _config() -> Config:
    config: Config = current_app.config["SOVIEC"]
    return config


@group.command("migrate")
def migrate_command() -> None:
    """Đưa cơ sở dữ liệu lên cấu trúc mới nhất; tạo mới nếu chưa có."""
    config = _config()
    if config.database.exists() and _is_behind(config.database):
        copy = backups.make(config)
        click.echo(_("Đã sao lưu trước khi cập nhật: %(path)s", path=str(copy.path)))
    names = migrate(config.database)
    for name in names:
        click.echo(name)
    click.echo(_("Cơ sở dữ liệu đã ở cấu trúc mới nhất: %(path)s", path=str(config.database)))


def _is_behind(path: Path) -> bool:
    db = open_connection(path)
    try:
        return bool(migrations.applied(db)) and bool(migrations.pending(db))
    finally:
        db.close()


@group.command("check")
def check() -> None:
    """Kiểm tra tệp, liên kết và các ràng buộc của dữ liệu."""
    db = connect(_config().database)
    found = integrity.faults(db)
    db.close()
    for fault in found:
        click.echo(fault)
    if found:
        raise Refused(_("Có %(count)s lỗi. Hãy khôi phục bản sao gần nhất.", count=len(found)))
    click.echo(_("Không có lỗi."))


@group.command("backup")
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path, dir_okay=False))
def backup(path: Path) -> None:
    """Sao chép nhất quán vào PATH, cả khi máy chủ đang chạy."""
    backups.copy(_config().database, path)
    click.echo(_("Đã sao lưu vào %(path)s.", path=str(path)))


@group.command("restore")
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path))
def restore(path: Path) -> None:
    """Khôi phục từ PATH; phải dừng máy chủ trước."""
    aside = backups.restore(_config(), path)
    if aside is not None:
        click.echo(_("Dữ liệu trước khi khôi phục còn ở %(path)s.", path=str(aside)))
    click.echo(_("Đã khôi phục từ %(path)s.", path=str(path)))
