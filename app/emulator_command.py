"""`flask emulator run`: the local Sheets server alone."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import click
from flask_babel import gettext as _

from app.cli import Single
from app.serve import check_port
from sync.core.refusal import Refused
from sync.emulator.errors import ApiError
from sync.emulator.server import HOST, serve


@click.command("run", cls=Single)
@click.option("--port", default=5001, show_default=True, type=click.IntRange(1, 65535))
@click.option("--data", type=click.Path(dir_okay=False, path_type=Path), help="Tệp giữ các bảng.")
@click.option(
    "--options",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Tệp .json: các tùy chọn như ở /_emulator/options.",
)
def command(port: int, data: Path | None, options: Path | None) -> None:
    """Chạy máy chủ Sheets cục bộ; không có --data thì tắt là quên hết."""
    check_port(HOST, port)
    given = _options(options) if options else None
    click.echo(f"http://{HOST}:{port}")
    try:
        serve(port, data, given)
    except ApiError as error:
        raise Refused(_("Tùy chọn không đúng: %(why)s", why=error.message)) from error
    except sqlite3.Error as error:
        raise Refused(
            _(
                "Không mở được tệp %(file)s, hoặc máy chủ khác đang giữ nó. Hãy chọn tệp khác.",
                file=str(data),
            )
        ) from error


def _options(path: Path) -> dict[str, Any]:
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Refused(
            _("%(file)s không phải là tệp JSON. Hãy sửa lại tệp.", file=str(path))
        ) from error
    if not isinstance(given, dict):
        raise Refused(_("%(file)s không phải là tệp JSON. Hãy sửa lại tệp.", file=str(path)))
    return given
