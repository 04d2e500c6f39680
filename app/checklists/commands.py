"""`flask plan assign`, `flask checklist …`."""

import getpass

import click
from flask_babel import gettext as _

from app.checklists import assignment, changes, queries, rules
from app.checklists.document import checklist_json
from app.cli import Commands, json_option, plan_argument, print_json, unit_argument, year_option
from app.clock import now, today
from app.db import get_db, write_tx
from app.references import find_checklist, find_plan, find_unit
from sync.replicas.local import Edit, NewEntry, Origin

plan_group = Commands("plan", help="Kế hoạch: đọc, nhập, giao cho đơn vị.")
checklist_group = Commands("checklist", help="Bảng kiểm: xem, ghi từng ô.")


def cli_origin() -> Origin:
    """Who works at this command line, now."""
    return Origin(by=getpass.getuser(), kind="cli", at=now())


@plan_group.command("assign")
@plan_argument
@click.option("--year", type=click.IntRange(1990, 2200), required=True, help="Năm thực hiện.")
@click.option("--unit", "codes", multiple=True, metavar="CODE", help="Chỉ giao cho đơn vị này.")
@click.argument("more", nargs=-1, metavar="[CODE]...")
def assign(plan: str, year: int, codes: tuple[str, ...], more: tuple[str, ...]) -> None:
    """Giao kế hoạch PLAN cho các đơn vị: mỗi đơn vị có một bảng kiểm cho năm đó."""
    db = get_db()
    named = find_plan(db, plan)
    with write_tx(db):
        units = [find_unit(db, code) for code in (*codes, *more)]
        if not units:
            day = assignment.reference_day(year, today())
            units = [unit.id for unit in assignment.candidates(db, named.id, year, day)]
        done = assignment.assign(db, named.id, year, units)
    click.echo(
        _(
            "Đã giao kế hoạch %(plan)s năm %(year)s: thêm %(checklists)s bảng kiểm, "
            "%(entries)s nội dung.",
            plan=named.name,
            year=year,
            checklists=done.checklists,
            entries=done.entries,
        )
    )


@checklist_group.command("show")
@plan_argument
@unit_argument
@year_option
@json_option
def show(plan: str, unit: str, year: int | None, as_json: bool) -> None:
    """Bảng kiểm của đơn vị UNIT theo kế hoạch PLAN, kèm lịch sử từng ô."""
    db = get_db()
    head = changes.require(db, find_checklist(db, plan, unit, year))
    if as_json:
        print_json(checklist_json(db, head))
        return
    lines = queries.lines(db, head.id)
    rate = rules.progress(lines)
    click.echo(f"{head.unit} · {head.plan_title} · {head.year}: {rate.done}/{rate.total}")
    for line in lines:
        click.echo(f"{line.key}\t{line.state or '-'}\t{line.text[:70]}")


@checklist_group.command("set")
@plan_argument
@unit_argument
@click.argument("entry", metavar="ENTRY")
@click.argument("field", metavar="FIELD", type=click.Choice(rules.FIELDS))
@click.argument("value", metavar="VALUE")
@year_option
def set_value(plan: str, unit: str, entry: str, field: str, value: str, year: int | None) -> None:
    """Ghi VALUE vào ô FIELD của mục ENTRY; VALUE rỗng ("") là xóa ô."""
    db = get_db()
    checklist = find_checklist(db, plan, unit, year)
    with write_tx(db):
        changed = changes.apply(db, checklist, [Edit(entry, field, None, value)], cli_origin())
    click.echo(_("Đã ghi.") if changed else _("Ô này đã có giá trị đó."))


@checklist_group.command("add")
@plan_argument
@unit_argument
@click.argument("text", metavar="TEXT")
@click.option("--about", metavar="ENTRY", help="Mục của kế hoạch mà việc này thực hiện.")
@year_option
def add_own(plan: str, unit: str, text: str, about: str | None, year: int | None) -> None:
    """Thêm một việc riêng của đơn vị; in ra mã của nó (R.1)."""
    db = get_db()
    checklist = find_checklist(db, plan, unit, year)
    with write_tx(db):
        key = changes.add(db, checklist, NewEntry("own", text, about=about), cli_origin())
    click.echo(key)


COMMANDS = (plan_group, checklist_group)
