"""`flask checklist export|import`, `flask sheet adopt`: checklists as files."""

import getpass
from pathlib import Path

import click
from flask_babel import gettext as _
from flask_babel import ngettext

from app.cli import Commands, json_option, plan_argument, print_json, unit_argument, year_option
from app.db import get_db
from app.entry_words import shown
from app.references import find_checklist, find_plan
from app.sheets import files, queries, words
from app.sheets.files import Came, Upload
from sync.core.refusal import Refused
from sync.files import Taken
from sync.replicas.workbook_guard import MOST_BYTES
from sync.replicas.workbook_read import read_book
from sync.reports import run_json

checklist = Commands("checklist", help="Bảng kiểm: xem, ghi từng ô.")
sheet = Commands("sheet", help="Bảng tính của các đơn vị.")


@checklist.command("export")
@plan_argument
@unit_argument
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="Tệp .xlsx.")
@year_option
def export(plan: str, unit: str, output: Path, year: int | None) -> None:
    """Xuất bảng kiểm của đơn vị UNIT ra tệp Excel để đơn vị ghi rồi gửi lại."""
    db = get_db()
    data = files.export(db, find_checklist(db, plan, unit, year), getpass.getuser())
    try:
        output.write_bytes(data)
    except OSError as error:
        raise Refused(_("Không ghi được tệp %(path)s. Hãy chọn chỗ khác.", path=output)) from error
    click.echo(_("Đã xuất %(name)s.", name=output))


@checklist.command("import")
@plan_argument
@unit_argument
@click.argument("file", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@year_option
@click.option("--column", type=click.IntRange(1), help="Cột của đơn vị, khi mỗi cột một đơn vị.")
@click.option("--allow", is_flag=True, help="Cho qua một lần tệp đang bị tạm giữ.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem trước, không ghi gì.")
@json_option
def take(plan: str, unit: str, file: Path, year: int | None, as_json: bool, **how: bool) -> None:
    """Nhận tệp Excel đơn vị gửi lại (tệp đã xuất, hay tệp riêng của đơn vị) vào bảng kiểm."""
    db = get_db()
    number = find_checklist(db, plan, unit, year)
    upload = _read(file)
    taken = files.wired(db).take(
        read_book(upload.data, upload.name),
        number,
        by=getpass.getuser(),
        dry_run=how["dry_run"],
        allow=how["allow"],
        unit_column=how["column"] or None,
    )
    if as_json:
        print_json(run_json(taken.report))
        return
    for line in told(taken, dry=how["dry_run"]):
        click.echo(line)


def _read(path: Path) -> Upload:
    try:
        if path.stat().st_size > MOST_BYTES:
            return Upload(path.name, bytes(MOST_BYTES + 1))  # refused by size, never read
        return Upload(path.name, path.read_bytes())
    except OSError as error:
        raise Refused(
            _("Không mở được tệp %(file)s. Hãy kiểm tra lại tên tệp.", file=path)
        ) from error


def told(taken: Taken, *, dry: bool) -> list[str]:
    """What became of a file, or would, in lines."""
    unit = taken.unit
    name, _tone = words.outcomes()[unit.outcome]
    name = _("Sẽ nhận") if dry and unit.outcome == "synced" else name
    fields = words.fields()
    lines = [f"{unit.unit}: {name}" + (f". {unit.message}" if unit.message else "")]
    for change in unit.changes:
        was, now = (shown(change.field, value) for value in (change.old, change.new))
        lines.append(f"  {change.key}\t{fields.get(change.field, change.field)}\t{was} → {now}")
    for one in taken.differs:
        sheet_says, ours = (
            shown(one.field, one.sheet),
            shown(one.field, one.local),
        )
        lines.append(
            "  "
            + _(
                "%(key)s %(field)s: Sổ Việc ghi “%(ours)s”, tệp ghi “%(theirs)s”",
                key=one.key,
                field=fields.get(one.field, one.field),
                ours=ours,
                theirs=sheet_says,
            )
        )
    return [*lines, *(f"  ? {question.text}" for question in taken.asked)]


@sheet.command("adopt")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--plan", help="Chỉ kế hoạch này.")
@year_option
@click.option("--yes", is_flag=True, help="Nhận luôn; không có thì chỉ xem trước.")
@json_option
def adopt(folder: Path, plan: str | None, year: int | None, yes: bool, as_json: bool) -> None:
    """Nhận mọi tệp .xlsx trong thư mục FOLDER: tệp đã xuất hoặc tệp riêng của các đơn vị."""
    db = get_db()
    plan_id = find_plan(db, plan).id if plan else None
    targets = [
        one
        for one in queries.targets(db)
        if plan_id in (None, one.plan_id) and year in (None, one.year)
    ]
    how = (getpass.getuser(), not yes)
    came = [files.take_one(db, _read(path), targets, None, how) for path in _in(folder)]
    if as_json:
        print_json([_came_json(one) for one in came])
    else:
        for one in came:
            click.echo(f"{one.name}: {one.refuse}" if one.refuse else one.name)
            for line in told(one.taken, dry=not yes) if one.taken else ():
                click.echo(f"  {line}")
        if not yes:
            click.echo(_("Chưa nhận. Thêm --yes để nhận."))
    refused = sum(bool(one.refuse) for one in came)
    if refused:
        raise Refused(
            ngettext("Có %(num)s tệp chưa nhận được.", "Có %(num)s tệp chưa nhận được.", refused)
        )


def _in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise Refused(_("Không có thư mục %(name)s. Hãy kiểm tra lại đường dẫn.", name=folder))
    found = sorted(
        path for path in folder.glob("*.xls*") if not path.name.startswith(("~$", ".~lock"))
    )
    if not found:
        raise Refused(
            _("Trong thư mục %(name)s không có tệp .xlsx nào. Hãy chọn thư mục khác.", name=folder)
        )
    return found


def _came_json(one: Came) -> dict[str, object]:
    return {
        "file": one.name,
        "unit": one.taken.unit.unit if one.taken else None,
        "refuse": one.refuse or False,
        "run": run_json(one.taken.report) if one.taken else None,
    }


COMMANDS = (checklist, sheet)
