"""`flask plan read`, `plan import`, `plan list`."""

import getpass
from pathlib import Path

import click
from flask_babel import gettext as _

from app.cli import Commands, json_option, plan_argument, print_json
from app.clock import now
from app.db import get_db, write_tx
from app.plans import intake, queries, review, revision
from app.plans.reader import plan_json
from app.plans.store import Paper
from app.references import find_plan
from sync.core.refusal import Refused

group = Commands("plan", help="Kế hoạch: đọc, nhập, giao cho đơn vị.")
file_argument = click.argument("file", type=click.Path(path_type=Path))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refused(
            _("Không mở được tệp %(file)s. Hãy kiểm tra lại tên tệp.", file=str(file))
        ) from error


@group.command("read")
@file_argument
@json_option
def read(file: Path, as_json: bool) -> None:
    """Xem máy đọc được gì trong FILE (.txt, .docx, .pdf, .md); không lưu gì."""
    plan = intake.read(_bytes(file), file.name)
    document = plan_json(plan)
    if as_json:
        print_json(document)
        return
    click.echo(f"{plan.doc_type or ''} {plan.title or ''}".strip())
    for node in document["sections"]:
        _print_node(node, 0)
    for warning in document["warnings"]:
        click.echo(f"! {warning['line']}: {warning['message']}")


def _print_node(node: dict[str, object], depth: int) -> None:
    click.echo(f"{'  ' * depth}{node['key']}  {str(node['text'])[:80]}")
    children = node["children"]
    assert isinstance(children, list)  # noqa: S101 - Plan JSON says so
    for child in children:
        _print_node(child, depth + 1)


@group.command("import")
@file_argument
def import_(file: Path) -> None:
    """Lưu FILE thành kế hoạch (bản nháp để rà soát); in ra số của nó."""
    db = get_db()
    paper = Paper(_bytes(file), file.name, by=getpass.getuser(), at=now())
    with write_tx(db):
        taken = intake.take_in(db, paper)
    if taken.known:
        click.echo(_("Văn bản này đã được nhập trước đây, không có gì khác."), err=True)
    if taken.revises is not None:
        click.echo(
            _(
                "Văn bản này sửa đổi kế hoạch %(plan)s. Hãy xem chỗ khác nhau trên trang kế hoạch.",
                plan=taken.revises,
            ),
            err=True,
        )
    click.echo(taken.plan)


@group.command("update")
@plan_argument
def update(plan: str) -> None:
    """Cập nhật kế hoạch theo bản sửa đổi PLAN (số mà plan import đã in); trạng thái giữ nguyên."""
    db = get_db()
    draft = find_plan(db, plan)
    head = queries.head(db, draft.id)
    if head is None or head.revises_id is None:
        raise Refused(
            _(
                "%(plan)s không phải là bản sửa đổi đang chờ. Hãy xem: .venv/bin/flask plan list",
                plan=plan,
            )
        )
    with write_tx(db):
        revision.take_over(db, draft.id, head.revises_id, (), review.Hand(getpass.getuser(), now()))
    click.echo(head.revises_id)


@group.command("list")
@json_option
def list_(as_json: bool) -> None:
    """Các kế hoạch đã nhập."""
    plans = queries.listing(get_db())
    if as_json:
        print_json(
            [
                {
                    "id": plan.id,
                    "symbol": plan.name if plan.has_symbol else None,
                    "title": plan.title,
                    "status": plan.status,
                    "items": plan.items,
                    "units": plan.units,
                }
                for plan in plans
            ]
        )
        return
    for plan in plans:
        click.echo(f"{plan.id}\t{plan.name if plan.has_symbol else '-'}\t{plan.title}")
