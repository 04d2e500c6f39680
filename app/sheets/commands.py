"""The commands of sheets: inspect."""

from functools import partial
from pathlib import Path

import click
from flask import current_app
from flask_babel import gettext as _

from app.cli import Commands, json_option, print_json
from app.clock import today
from app.db import get_db
from app.references import find_plan
from app.sheets import account, queries, source
from sync.core.inspect import inspect as inspect_tab
from sync.core.inspection import Inspection, inspection_json
from sync.core.tab import PlanNode, Tab

sheet = Commands("sheet", help="Bảng tính của các đơn vị.")
FILES = (".csv", ".tsv", ".xlsx", ".xlsm")


@sheet.command("inspect")
@click.argument("source_text", metavar="SOURCE")
@click.option("--plan", help="Kế hoạch để khớp các dòng.")
@click.option("--year", type=int, help="Năm bổ sung cho ngày không ghi năm.")
@json_option
def inspect(source_text: str, plan: str | None, year: int | None, as_json: bool) -> None:
    """Đọc thử một tệp .csv, .xlsx hoặc một bảng tính; không lưu gì."""
    nodes, plan_year = _plan(plan)
    tabs, gid = open_source(source_text)
    reading = partial(inspect_tab, nodes=nodes, year=year or plan_year or today().year)
    _tab, found = source.best(tabs, reading, gid)
    if as_json:
        print_json(inspection_json(found))
    else:
        click.echo(summary(found))


def open_source(text: str) -> tuple[list[Tab], int | None]:
    """The tabs of a file or a spreadsheet, and the tab its link opens."""
    path = Path(text)
    if path.suffix.lower() in FILES or path.is_file():
        return source.file_tabs(path), None
    return source.spreadsheet_tabs(account.client(current_app.config["SOVIEC"]), text)


def _plan(reference: str | None) -> tuple[list[PlanNode], int | None]:
    if reference is None:
        return [], None
    db = get_db()
    plan = find_plan(db, reference)
    return queries.nodes(db, plan.id), queries.plan_year(db, plan.id)


def summary(found: Inspection) -> str:
    """What was seen, in a few lines."""
    if found.refuse:
        return str(_("%(tab)s: không phải bảng theo dõi. %(why)s", tab=found.tab, why=found.refuse))
    known = [column for column in found.columns if column.field]
    lines = [
        _(
            "%(tab)s: tiêu đề dòng %(first)s–%(last)s, nội dung dòng %(from)s–%(to)s",
            tab=found.tab,
            first=found.header_rows[0],
            last=found.header_rows[1],
            **{"from": found.first_row, "to": found.last_row},
        ),
        ", ".join(f"{column.heading} → {column.field}" for column in known),
        _(
            "%(rows)s dòng việc: %(known)s khớp kế hoạch, %(own)s việc riêng, %(asked)s cần hỏi",
            rows=len(found.entries),
            known=sum(row.key is not None for row in found.entries),
            own=sum(row.own for row in found.entries),
            asked=len(found.questions),
        ),
    ]
    return "\n".join([*lines, *(f"? {question.text}" for question in found.questions)])


COMMANDS = (sheet,)
