"""`flask sync …`: rounds, what waits, decisions."""

import getpass
import sys
from typing import Any

import click
from flask_babel import gettext as _
from flask_babel import ngettext

from app.cli import Commands, json_option, print_json
from app.db import get_db
from app.references import find_plan, find_unit
from app.sheets import engine, files, queries, undo_queries
from sync import exports
from sync.conflicts import conflict_json
from sync.core.refusal import Refused
from sync.reports import ROW, RunReport, run_json

group = Commands("sync", help="Đồng bộ với bảng tính của các đơn vị.")


def at_command_line() -> str:
    """Who works at this command line."""
    return getpass.getuser()


@group.command("run")
@click.option("--plan", help="Chỉ kế hoạch này.")
@click.option("--unit", "codes", multiple=True, metavar="CODE", help="Chỉ đơn vị này.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem trước, không ghi gì.")
@json_option
def run(plan: str | None, codes: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Một lượt đồng bộ; chỉ báo lỗi (mã 1) khi có bảng không đọc hay ghi được."""
    db = get_db()
    plan_id = find_plan(db, plan).id if plan else None
    units = [find_unit(db, code) for code in codes]
    links = queries.link_ids(db, plan_id, units)
    with engine.online(db) if links else engine.idle(db) as sync:
        report = sync.run(links, dry_run=dry_run, by=at_command_line(), progress=_tell)
    _show(report, as_json)
    if report.failed:
        raise Refused(
            ngettext(
                "Có %(num)s bảng chưa đồng bộ được.",
                "Có %(num)s bảng chưa đồng bộ được.",
                report.failed,
            )
        )


def _tell(done: int, total: int, _seconds_left: float) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{done}/{total}", nl=done + 1 == total, err=True)


def _show(report: RunReport, as_json: bool) -> None:
    if as_json:
        print_json(run_json(report))
        return
    counts = run_json(report)
    click.echo(
        _(
            "Lượt %(run)s: %(links)s bảng, nhận %(pulled)s, gửi %(pushed)s, "
            "hai bên ghi khác nhau %(conflicts)s, tạm giữ %(held)s, chưa được %(failed)s.",
            **{name: counts[name] for name in counts if name not in ("units", "requests")},
        )
    )
    for unit in report.units:
        if unit.message or unit.changes:
            click.echo(f"  {unit.unit}\t{len(unit.changes)}\t{unit.message}")
        for change in unit.changes:
            if change.field == ROW:
                told = _("thêm dòng") if change.new else _("xóa trắng dòng")
                click.echo(f"    {told} {change.key}: {change.new or change.old}")


@group.command("undo")
@click.argument("run_id", metavar="RUN", type=int)
@json_option
def undo(run_id: int, as_json: bool) -> None:
    """Hoàn tác một lượt: hai bên trở lại như trước, trừ ô đã có người sửa sau đó."""
    db = get_db()
    if exports.is_from_file(db, run_id):
        report = files.wired(db).undo(run_id, by=at_command_line())
    else:
        with engine.online(db) as sync:
            report = sync.undo(run_id, by=at_command_line())
    done = undo_queries.undone_by(db, run_id) == report.run
    if done or as_json:
        _show(report, as_json)
    if not done:
        why = "; ".join(f"{unit.unit}: {unit.message}" for unit in report.units)
        raise Refused(
            _("Chưa hoàn tác được gì. %(why)s", why=why)
            if why
            else _("Lượt %(run)s không đổi gì nên không có gì để hoàn tác.", run=run_id)
        )


@group.command("status")
@json_option
def status(as_json: bool) -> None:
    """Các bảng đang nối, tình trạng, lượt gần nhất."""
    db = get_db()
    links = [_status_json(link) for link in queries.links(db)]
    last = queries.last_round(db)
    if as_json:
        told = None if last is None else {"run": last.id, "ended_at": last.ended_at}
        print_json({"last_run": told, "links": links})
        return
    for link in links:
        click.echo(f"{link['unit']}\t{link['plan']}\t{link['state']}\t{link['message']}")


def _status_json(link: queries.LinkLine) -> dict[str, Any]:
    return {
        "unit": link.unit_code,
        "plan": link.plan,
        "year": link.year,
        "spreadsheet": link.spreadsheet_id,
        "tab": link.title,
        "state": link.state,
        "message": link.message,
        "read_only": link.read_only,
        "add_rows": link.add_rows,
        "conflicts": link.conflicts,
        "questions": link.questions,
    }


@group.command("conflicts")
@json_option
def conflicts(as_json: bool) -> None:
    """Những ô hai bên ghi khác nhau, chưa ai quyết định."""
    db = get_db()
    names = {link.id: link for link in queries.links(db, files=True)}
    told = [
        conflict_json(one, names[one.link].unit_code, names[one.link].plan)
        for one in engine.offline(db).conflicts()
        if one.link in names
    ]
    if as_json:
        print_json(told)
        return
    for one in told:
        click.echo(f"{one['id']}\t{one['unit']}\t{one['key']}\t{one['field']}")
        click.echo(_("  Sổ Việc: %(value)s", value=one["local"] or "-"))
        click.echo(_("  Bảng: %(value)s", value=one["sheet"] or "-"))


@group.command("settle")
@click.argument("conflict", type=int, metavar="CONFLICT")
@click.argument("side", type=click.Choice(["local", "sheet", "both"]))
def settle(conflict: int, side: str) -> None:
    """Quyết định một ô: giữ Sổ Việc (local), giữ bảng (sheet), hoặc nối cả hai (both)."""
    db = get_db()
    engine.offline(db).settle(conflict, side, by=at_command_line())
    click.echo(_("Đã ghi nhận. Lượt đồng bộ sau sẽ đưa giá trị này sang bên kia."))
