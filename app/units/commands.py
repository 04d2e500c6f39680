"""`flask unit`: the list of units from the command line."""

from pathlib import Path

import click
from flask_babel import gettext as _

from app.cli import Commands
from app.db import get_db
from app.units import imports, table_file
from sync.core.refusal import Refused

group = Commands("unit", help="Đơn vị: nhập danh sách.")


@group.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
def import_units(file: Path) -> None:
    """Thêm và cập nhật đơn vị theo mã, từ tệp .csv hoặc .xlsx.

    Cột: code, name, kind, parent, contact, sheet_url (và cluster nếu có).
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Refused(
            _("Không mở được tệp %(file)s. Hãy kiểm tra lại đường dẫn.", file=str(file))
        ) from error
    outcome = imports.store(get_db(), table_file.rows(file.name, data))
    for warning in outcome.warnings:
        click.echo(warning, err=True)
    click.echo(
        _(
            "Thêm %(added)s, cập nhật %(updated)s, giữ nguyên %(same)s đơn vị.",
            added=outcome.added,
            updated=outcome.updated,
            same=outcome.same,
        )
    )
