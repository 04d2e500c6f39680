"""`flask sheet …`: look at a sheet, link it, unlink it."""

import getpass
from functools import partial
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlite_utils import Database

from app.cli import (
    Commands,
    json_option,
    plan_argument,
    print_json,
    unit_argument,
    year_option,
)
from app.clock import today
from app.db import get_db
from app.references import find_checklist, find_plan
from app.sheets import (
    account,
    engine,
    google_commands,
    left_queries,
    linking,
    queries,
    source,
    sync_commands,
    words,
)
from app.sheets.address import address
from sync import base
from sync.core.inspect import inspect as inspect_tab
from sync.core.inspection import Inspection, inspection_json
from sync.core.refusal import Refused
from sync.core.tab import PlanNode, Tab
from sync.linking import Wish
from sync.reports import RunReport

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
    place = address(text)
    with account.client(current_app.config["SOVIEC"]) as client:
        return source.visible(source.read_spreadsheet(client, place.spreadsheet_id)), place.gid


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
    known, names = found.columns, words.fields()
    lines = [
        _(
            "%(tab)s: tiêu đề dòng %(first)s–%(last)s, nội dung dòng %(from)s–%(to)s",
            tab=found.tab,
            first=found.header_rows[0],
            last=found.header_rows[1],
            **{"from": found.first_row, "to": found.last_row},
        ),
        ", ".join(f"{column.heading} → {names[column.field]}" for column in known if column.field),
        _(
            "%(rows)s dòng việc: %(known)s khớp kế hoạch, %(own)s việc riêng, %(asked)s cần hỏi",
            rows=len(found.entries),
            known=sum(row.key is not None for row in found.entries),
            own=sum(row.own for row in found.entries),
            asked=len(found.questions),
        ),
    ]
    return "\n".join([*lines, *(f"? {question.text}" for question in found.questions)])


@sheet.command("link")
@plan_argument
@unit_argument
@click.argument("url", nargs=-1, required=True)
@year_option
@click.option("--column", type=click.IntRange(1), help="Cột của đơn vị, khi mỗi cột một đơn vị.")
@click.option("--read-only", is_flag=True, help="Chỉ đọc, không thêm và không ghi gì vào bảng.")
@click.option("--add-rows", is_flag=True, help="Cho thêm dòng của việc mà bảng chưa có.")
@click.option("--months", "by_month", is_flag=True, help="Mỗi tháng một trang: đọc theo tháng.")
@click.option("--yes", is_flag=True, help="Nối luôn; không có thì chỉ xem trước.")
def link(
    plan: str, unit: str, url: tuple[str, ...], year: int | None, yes: bool, **modes: Any
) -> None:
    """Nối bảng ở URL (đoạn chữ nào có địa chỉ bảng) với bảng kiểm của đơn vị UNIT."""
    db = get_db()
    checklist = find_checklist(db, plan, unit, year)
    place = address(" ".join(url))
    asked = Wish(
        checklist,
        place.spreadsheet_id,
        unit_column=modes["column"],
        read_only=modes["read_only"],
        add_rows=modes["add_rows"],
        months=modes["by_month"],
    )
    with engine.online(db) as sync:
        told = linking.preview(sync, db, asked, place)
        if told.refuse:
            raise Refused(told.refuse)
        for line in linking.preview_lines(told):
            click.echo(line)
        if not yes:
            click.echo(_("Chưa nối. Thêm --yes để nối."))
            return
        _link, report = sync.link(told, by=getpass.getuser())
    click.echo(_("Đã nối."))
    for one in report.units:
        if one.message:
            click.echo(one.message)


@sheet.command("unlink")
@click.argument("plan", metavar="[PLAN", required=False)
@click.argument("unit", metavar="UNIT]", required=False)
@year_option
@click.option("--give-back", is_flag=True, help="Trả lại những giá trị đã nhận từ bảng.")
def unlink(plan: str | None, unit: str | None, year: int | None, give_back: bool) -> None:
    """Gỡ bảng của đơn vị UNIT: xóa đúng những mã Sổ Việc đã ghi, bỏ trang ẩn.

    Không có UNIT thì --year là năm đã kết thúc: xóa mã còn trong các bảng của năm ấy.
    """
    db = get_db()
    if unit is None:
        if year is None or give_back:
            raise click.UsageError(
                _("Hãy nêu PLAN và UNIT, hoặc --year của một năm đã kết thúc (không --give-back).")
            )
        _clear_year(db, find_plan(db, plan).id if plan else None, year)
        return
    checklist = find_checklist(db, plan or "", unit, year)
    links = queries.links(db, checklist=checklist)
    left = [one.id for one in base.uncleared(db) if one.checklist == checklist]
    if not links and not left:
        raise Refused(_("Đơn vị này chưa nối bảng nào."), status=404)
    with engine.online(db) as sync:
        for one in links:
            report = sync.unlink(one.id, by=getpass.getuser(), give_back=give_back)
            for told in report.units:
                click.echo(f"{one.title}: {told.message or _('Đã gỡ.')}")
        if left:
            _tell(sync.clear(left, by=getpass.getuser()))


def _clear_year(db: Database, plan: int | None, year: int) -> None:
    if not left_queries.is_closed(db, plan, year):
        raise Refused(
            _(
                "Năm %(year)s chưa kết thúc. Hãy chạy: .venv/bin/flask year close PLAN %(year)s",
                year=year,
            )
        )
    left = base.uncleared_ids(db, plan=plan, year=year)
    if not left:
        click.echo(_("Không còn mã nào của Sổ Việc trong các bảng đã gỡ."))
        return
    with engine.online(db) as sync:
        _tell(sync.clear(left, by=getpass.getuser()))


def _tell(report: RunReport) -> None:
    """What became of each sheet; Refused where some are still to be cleared."""
    for unit in report.units:
        click.echo(f"{unit.unit}: {unit.message}")
    waiting = sum(unit.outcome != "synced" for unit in report.units)
    if waiting:
        raise Refused(
            ngettext(
                "Còn %(num)s bảng chưa xóa được mã. Hãy chạy lại lệnh này sau.",
                "Còn %(num)s bảng chưa xóa được mã. Hãy chạy lại lệnh này sau.",
                waiting,
            )
        )


COMMANDS = (sheet, sync_commands.group, google_commands.group)
