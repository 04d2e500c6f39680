"""`flask received export`."""

from pathlib import Path

import click
from flask_babel import gettext as _

from app.cli import Commands, plan_argument
from app.clock import today
from app.db import get_db
from app.papers import profiles
from app.received import exports, queries
from app.references import find_plan
from sync.core.refusal import Refused

group = Commands("received", help="Danh sách nơi nhận.")


@group.command("export")
@plan_argument
@click.option("--format", "form", type=click.Choice(tuple(exports.FORMATS)), required=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option(
    "--profile",
    type=click.Choice([profile.code for profile in profiles.PROFILES]),
    help="Thể thức văn bản; mặc định theo cài đặt của cơ quan.",
)
def export(plan: str, form: str, output: Path, profile: str | None) -> None:
    """Xuất danh sách nơi nhận của kế hoạch PLAN."""
    db = get_db()
    found = queries.plan(db, find_plan(db, plan).id)
    if found is None:
        raise Refused(
            _("Không có kế hoạch %(plan)s. Hãy xem: .venv/bin/flask plan list", plan=plan)
        )
    content = exports.export(db, found, form, today(), profile)
    try:
        output.write_bytes(content)
    except OSError as error:
        raise Refused(
            _("Không ghi được tệp %(path)s. Hãy chọn chỗ khác.", path=str(output))
        ) from error
