"""`flask report export`, `flask year close`."""

from pathlib import Path

import click
from flask_babel import gettext as _

from app.cli import Commands, plan_argument
from app.clock import now, today
from app.db import get_db
from app.papers.pdf import to_pdf
from app.papers.word import to_docx
from app.references import find_plan, find_unit
from app.reports import closing, consolidated, drafts, queries, times
from app.reports import work_queries as work
from sync.core.refusal import Refused

report_group = Commands("report", help="Báo cáo.")
year_group = Commands("year", help="Năm công tác.")


@report_group.command("export")
@plan_argument
@click.option("--year", type=click.IntRange(1990, 2200), required=True, help="Năm báo cáo.")
@click.option("--unit", "code", metavar="CODE", help="Báo cáo của một đơn vị; bỏ trống: tổng hợp.")
@click.option("--format", "form", type=click.Choice(("docx", "pdf")), required=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
def export(plan: str, year: int, code: str | None, form: str, output: Path) -> None:
    """Dự thảo báo cáo năm về kế hoạch PLAN: của một đơn vị, hoặc tổng hợp của cơ quan."""
    db = get_db()
    found = work.plan(db, find_plan(db, plan).id)
    if found is None or not work.has_year(db, found.id, year):
        raise Refused(
            _("Kế hoạch không có bảng kiểm năm %(year)s. Hãy xem lại năm.", year=year), status=404
        )
    if code is not None:
        unit = queries.unit(db, work.code_of(db, find_unit(db, code)), year)
        if unit is None or not work.entries(db, found.id, unit.id, year):
            raise Refused(
                _(
                    "Đơn vị %(code)s không có bảng kiểm năm %(year)s. Hãy xem lại năm.",
                    code=code,
                    year=year,
                )
            )
        paper = drafts.unit_report(db, found, unit, year, today())
    else:
        paper = consolidated.report(db, found, year, times.local_minute())
    try:
        output.write_bytes(to_docx(paper) if form == "docx" else to_pdf(paper))
    except OSError as error:
        raise Refused(
            _("Không ghi được tệp %(path)s. Hãy chọn chỗ khác.", path=str(output))
        ) from error


@year_group.command("close")
@plan_argument
@click.argument("year", type=click.IntRange(1990, 2200), metavar="YEAR")
def close(plan: str, year: int) -> None:
    """Kết thúc năm YEAR của kế hoạch PLAN: bảng kiểm chỉ còn để xem, không bảng nào ghi vào."""
    db = get_db()
    done = closing.close(db, find_plan(db, plan).id, year, now())
    click.echo(
        _(
            "Đã kết thúc năm %(year)s: %(checklists)s bảng kiểm, %(links)s bảng đã gỡ nối.",
            year=year,
            checklists=done.checklists,
            links=done.links,
        )
    )


COMMANDS = (report_group, year_group)
