"""The received-by list as an official paper."""

from collections.abc import Sequence
from datetime import date

from sqlite_utils import Database

from app.papers import office
from app.papers import queries as paper_queries
from app.papers.paper import Column, Paper, Row, Signature, Table
from app.papers.wording import OPEN, date_words, signature
from app.received import queries
from app.received.lists import ways
from app.received.queries import Plan
from app.received.rules import day_words
from app.received.sending import Line

COLUMNS = (
    Column("TT", 10, centred=True),
    Column("Nơi nhận", 33),
    Column("Mục đích", 11, centred=True),
    Column("Hình thức gửi", 14),
    Column("Ngày gửi", 13, centred=True),
    Column("Ngày nhận, người xác nhận", 21),
    Column("Ghi chú", 14),
)


def paper(
    db: Database, plan: Plan, lines: Sequence[Line], day: date, profile: str | None = None
) -> Paper:
    """The list under the office's letterhead, the printed "Nơi nhận:" at its end."""
    form = office.form(db, "DS", day, profile)
    return Paper(
        profile=form.profile,
        letterhead=form.letterhead,
        kind="DANH SÁCH NƠI NHẬN",
        subject="",
        note=f"(Kèm theo {_called(plan)})",
        blocks=(Table(COLUMNS, tuple(map(_row, lines))),),
        signature=_signature(db, plan.id),
        recipients=tuple(line.text for line in queries.printed(db, plan.id)),
    )


def _called(plan: Plan) -> str:
    """`Kế hoạch số 153-KH/HU ngày 20 tháng 4 năm 2020`; what the paper lacks stays open."""
    kind = (plan.doc_type or "Văn bản").capitalize()
    when = date_words(date.fromisoformat(plan.date)) if plan.date else f"ngày{OPEN}"
    return f"{kind} số {plan.number or OPEN} {when}"


def _row(line: Line) -> Row:
    received = [day_words(line.received_on), line.acknowledged_by or ""]
    if line.acknowledged_how:
        received.append(f"({ways()[line.acknowledged_how]})")
    cells = (
        line.number,
        line.name,
        line.purpose,
        line.way,
        day_words(line.sent_on),
        "\n".join(filter(None, received)),
        line.note,
    )
    return Row(cells, section=line.is_opened)


def _signature(db: Database, plan_id: int) -> Signature:
    """Who signed the plan signs its list."""
    found = paper_queries.signer(db, plan_id)
    if found is None:
        return Signature()
    authority, posts, name = found
    return signature(authority, " ".join(posts), name)
