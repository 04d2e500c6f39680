"""A unit's report drafted from its checklist, for the unit to finish in Word."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count

from flask_babel import gettext as _
from sqlite_utils import Database

from app.entry_words import states
from app.papers import office
from app.papers.language import vietnamese
from app.papers.paper import Annex, Block, Column, Heading, Paper, Row, Signature, Table, Text
from app.papers.profiles import Profile
from app.reports import work_queries as queries
from app.reports.queries import Unit
from app.reports.rules import moment_words, short
from app.reports.summary import group_of
from app.reports.work_queries import Entry, Node, Plan
from app.settings import queries as settings

TO_WRITE = "………………………………………………………………………………"
"""A line for the writer where the checklist says nothing."""
WHY_TO_WRITE = "……"

COLUMNS = (
    Column("TT", 8, centred=True),
    Column("Nội dung", 42),
    Column("Tình trạng", 13, centred=True),
    Column("Ngày xong", 11, centred=True),
    Column("Kết quả", 32),
    Column("Minh chứng", 20),
)


def subject(plan: Plan, year: int, profile: Profile) -> str:
    """`Kết quả triển khai … năm 2026`; the year is told once."""
    opening = "kết quả" if profile.small_subject else "Kết quả"
    words = f"{opening} {plan.title[:1].lower()}{plan.title[1:]}"
    return words if f"năm {year}" in words else f"{words} năm\u00a0{year}"


def address(superior: str, profile: Profile) -> str:
    """Whom a report is for, where the norm has it in a report."""
    return f"Kính gửi: {superior}" if superior and profile.addresses_reports else ""


@vietnamese
def unit_report(db: Database, plan: Plan, unit: Unit, year: int, today: date) -> Paper:
    """Results by group, what was not done with why, proposals; the figures as an annex."""
    form = office.form(db, "BC", today)
    own = form.letterhead
    entries = queries.entries(db, plan.id, unit.id, year)
    nodes = queries.nodes(db, plan.id)
    blocks: list[Block] = [
        Heading("I. KẾT QUẢ THỰC HIỆN"),
        Text(_rate(entries)),
        *_results(entries, nodes),
        Heading("II. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN"),
        *(list(_not_done(entries)) or [Text(TO_WRITE)]),
        Heading("III. KIẾN NGHỊ, ĐỀ XUẤT"),
        *([Text(f"- {e.proposal}") for e in entries if e.proposal] or [Text(TO_WRITE)]),
        Heading("IV. PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI"),
        Text(TO_WRITE),
    ]
    letterhead = type(own)(
        superior=settings.office(db).name,
        issuer=unit.name,
        place=own.place,
        kind="BC",
        symbol=own.symbol,
    )
    return Paper(
        profile=form.profile,
        letterhead=letterhead,
        kind="BÁO CÁO",
        subject=subject(plan, year, form.profile),
        address=address(letterhead.superior, form.profile),
        blocks=tuple(blocks),
        signature=Signature("TM", "Ban Chấp hành", "Bí thư"),
        recipients=tuple(filter(None, (letterhead.superior, "Lưu VP"))),
        annexes=(_annex(entries),),
    )


def _rate(entries: Sequence[Entry]) -> str:
    counted = [entry for entry in entries if entry.counted]
    done = sum(entry.state == "done" for entry in counted)
    words: str = _(
        "Trong %(total)s nội dung của kế hoạch, đơn vị đã hoàn thành %(done)s nội dung, "
        "đang thực hiện %(doing)s nội dung.",
        total=len(counted),
        done=done,
        doing=sum(entry.state == "doing" for entry in counted),
    )
    return words


def _results(entries: Sequence[Entry], nodes: Sequence[Node]) -> Iterator[Block]:
    """What has a result or is done, beneath the group it belongs to; own items last.

    The groups are numbered anew: those without a result are not told, and sections begin at 1.
    """
    by_id = {node.id: node for node in nodes}
    last: Node | None = None
    numbers = count(1)
    told_own = False
    for entry in entries:
        if entry.state not in ("done", "doing") and not entry.result:
            continue
        if entry.node_id is None and not told_own:
            told_own = True
            yield Text(_("Việc riêng của đơn vị:"), italic=True)
        node = by_id.get(entry.node_id or 0)
        group = group_of(node, by_id) if node else None
        if group is not None and group != last:
            last = group
            yield Text(f"{next(numbers)}. {group.text}", italic=True)
        yield Text(f"- {named(entry)}: {entry.result or states()[entry.state].lower()}")


def _not_done(entries: Sequence[Entry]) -> Iterator[Block]:
    for entry in entries:
        if not entry.counted or entry.state == "done" or (entry.state == "doing" and entry.result):
            continue
        why = entry.reason or entry.note or WHY_TO_WRITE
        yield Text(f"- {named(entry)}: {states()[entry.state].lower()}. Lý do: {why}")


def named(entry: Entry) -> str:
    """An item as a line begins with it."""
    return short(entry.text, 200).rstrip(" .:;,")


def _annex(entries: Sequence[Entry]) -> Annex:
    rows = tuple(
        Row(
            (
                entry.key,
                entry.text,
                states()[entry.state],
                moment_words(entry.done_on),
                entry.result or "",
                entry.evidence or "",
            )
        )
        for entry in entries
    )
    return Annex("BẢNG KẾT QUẢ THEO TỪNG NỘI DUNG", (Table(COLUMNS, rows, 11),))


SHEET_COLUMNS = (
    Column("TT", 8, centred=True),
    Column("Nội dung", 44),
    Column("Đơn vị báo cáo", 34),
    Column("Nhận xét của đoàn kiểm tra", 40),
)


@vietnamese
def inspection_sheet(db: Database, plan: Plan, unit: Unit, year: int, today: date) -> Paper:
    """The unit's checklist on paper, with an empty column for the team's remarks."""
    form = office.form(db, "BB", today)
    rows = tuple(
        Row((entry.key, entry.text, _said(entry), ""))
        for entry in queries.entries(db, plan.id, unit.id, year)
    )
    return Paper(
        profile=form.profile,
        letterhead=form.letterhead,
        kind="PHIẾU KIỂM TRA",
        subject=unit.name,
        note=f"({short(plan.title, 150)}; năm {year})",
        blocks=(
            Table(SHEET_COLUMNS, rows, 12),
            Text(_("Kết luận của đoàn kiểm tra: %(line)s", line=TO_WRITE)),
        ),
        signature=Signature("TM", "Đoàn kiểm tra", "Trưởng đoàn"),
        recipients=tuple(filter(None, (unit.name, "Lưu VP"))),
        landscape=True,
    )


def _said(entry: Entry) -> str:
    said = [states()[entry.state], entry.result, entry.evidence, entry.note]
    return "\n".join(part for part in said if part)
