"""The office's report about a plan's year, drafted from all units."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from sqlite_utils import Database

from app.papers import office
from app.papers import queries as paper_queries
from app.papers.language import vietnamese
from app.papers.paper import Annex, Block, Column, Heading, Paper, Row, Signature, Table, Text
from app.papers.wording import signature
from app.reports import queries, standings
from app.reports.drafts import TO_WRITE, address, subject
from app.reports.rules import moment_words
from app.reports.summary import Summary, figures, summary
from app.reports.work_queries import Plan
from app.settings import queries as settings

COLUMNS = (
    Column("TT", 6, centred=True),
    Column("Đơn vị", 34),
    Column("Kế hoạch riêng", 16),
    Column("Báo cáo 6 tháng", 16, centred=True),
    Column("Báo cáo năm", 16, centred=True),
    Column("Hoàn thành", 13, centred=True),
    Column("Chưa có thông tin", 14, centred=True),
    Column("Kiểm tra, giám sát", 14, centred=True),
)


@vietnamese
def report(db: Database, plan: Plan, year: int, now: str, profile: str | None = None) -> Paper:
    """`now` is the local minute (`2020-11-20T16:05`); number and day stay open for the pen."""
    today = date.fromisoformat(now[:10])
    form = office.form(db, "BC", today, profile)
    found = summary(db, plan, year, now)
    known = settings.office(db)
    return Paper(
        profile=form.profile,
        letterhead=form.letterhead,
        kind="BÁO CÁO",
        subject=subject(plan, year, form.profile),
        address=address(known.superior, form.profile),
        blocks=(
            Heading("I. KẾT QUẢ THỰC HIỆN"),
            Text(_("Kế hoạch được giao cho %(count)s đơn vị.", count=found.units)),
            figures(found),
            Heading("II. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN"),
            *_shortcomings(found),
            Text(TO_WRITE),
            Heading("III. KIẾN NGHỊ, ĐỀ XUẤT"),
            *([Text(f"- {p.unit}: {p.text}") for p in found.proposals] or [Text(TO_WRITE)]),
            Heading("IV. PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI"),
            Text(TO_WRITE),
        ),
        signature=_signature(db, plan.id),
        recipients=_recipients(known),
        annexes=(_annex(db, found, year, now),),
    )


def _shortcomings(found: Summary) -> Sequence[Block]:
    said: list[Block] = []
    if found.late:
        said.append(Text(_("Có nội dung quá hạn: %(names)s.", names=found.late_words())))
    said += [Text(f"{words}: {names}.") for words, names in found.owing_words()]
    if found.silent:
        said.append(Text(_("Chưa có thông tin: %(names)s.", names=found.silent_words())))
    return said


def _recipients(known: settings.Office) -> tuple[str, ...]:
    above = [f"{name} (b/c)" for name in (known.superior, known.committee) if name]
    return (*above, _("Các đơn vị trực thuộc"), "Lưu VP")


def _signature(db: Database, plan_id: int) -> Signature:
    """As the plan was signed."""
    signed = paper_queries.signer(db, plan_id)
    return signature(signed[0], " ".join(signed[1]), signed[2]) if signed else Signature()


def _annex(db: Database, found: Summary, year: int, now: str) -> Annex:
    due = queries.due_days(db, year)
    words = standings.words()
    rows: list[Row] = []
    for unit in queries.year_rows(db, year):
        said = found.by_unit.get(unit.unit_id)
        if said is None:
            continue
        half, whole = standings.of(unit, due, now)
        own = (unit.own_plan or _("Có")) if unit.own_plan is not None else _("Chưa có")
        rows.append(
            Row(
                (
                    str(len(rows) + 1),
                    unit.name,
                    own,
                    _standing(words[half], unit.half_received),
                    _standing(words[whole], unit.year_received),
                    f"{said.done}/{said.total}",
                    str(said.silent),
                    str(unit.inspections or ""),
                )
            )
        )
    return Annex(f"BẢNG TỔNG HỢP KẾT QUẢ CÁC ĐƠN VỊ NĂM {year}", (Table(COLUMNS, tuple(rows)),))


def _standing(word: str, received: str | None) -> str:
    return f"{word}\n{moment_words(received)}" if received else word
