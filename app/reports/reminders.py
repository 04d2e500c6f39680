"""Texts ready to paste into a chat: one for each unit, one for all, one after each sync."""

from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _
from sqlite_utils import Database

from app.papers.language import vietnamese
from app.reports import queries, rules, standings
from app.reports import work_queries as work
from app.reports.work_queries import Plan


@dataclass(frozen=True, slots=True)
class Message:
    """A text for one unit."""

    code: str
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Reminders:
    """`group` names nobody; `units` are those of whom something is awaited."""

    group: str
    units: list[Message]


@vietnamese
def reminders(db: Database, plan: Plan, year: int, now: str) -> Reminders:
    """`now` is the local minute. A unit's text names that unit's things alone."""
    due = queries.due_days(db, year)
    rows = {row.unit_id: row for row in queries.year_rows(db, year)}
    late: dict[int, list[rules.LateItem]] = {}
    for item in work.late_items(db, plan.id, year, now[:10]):
        late.setdefault(item.unit_id, []).append(item)
    messages = []
    for unit_id, code, name, sheet in work.units(db, plan.id, year):
        papers = standings.asked(rows[unit_id], due, now) if unit_id in rows else []
        items = late.get(unit_id, [])
        if items or papers:
            text = rules.reminder(name, items, papers, sheet or "")
            messages.append(Message(code, name, text))
    return Reminders(rules.group_reminder(plan.title, len(late), _awaited(due, now)), messages)


def _awaited(due: dict[str, str], now: str) -> list[str]:
    """The year's due days, for everyone to know."""
    names = {"half": _("Báo cáo 6 tháng"), "year": _("Báo cáo năm")}
    return [
        _("%(name)s: hạn %(due)s.", name=names[period], due=rules.moment_words(day))
        for period, day in sorted(due.items())
        if now <= rules.deadline(day)
    ]


def field_names() -> dict[str, str]:
    """A sheet's columns in words."""
    return {
        "state": _("trạng thái"),
        "percent": _("tiến độ"),
        "lead": _("chủ trì"),
        "partner": _("phối hợp"),
        "due": _("thời hạn"),
        "done_on": _("ngày hoàn thành"),
        "result": _("kết quả"),
        "evidence": _("minh chứng"),
        "note": _("ghi chú"),
        "proposal": _("kiến nghị"),
        "text": _("nội dung"),
    }


@dataclass(frozen=True, slots=True)
class Written:
    """What the newest round of the sync wrote into units' sheets, in words for each."""

    at: str
    units: list[Message]


@vietnamese
def written(db: Database) -> Written | None:
    """None where no round has run yet."""
    last = work.last_written(db)
    if last is None:
        return None
    names = field_names()
    messages = []
    for unit, cells in groupby(last[1], key=lambda cell: cell.unit):
        changes = [(cell.key, names.get(cell.field, cell.field)) for cell in cells]
        messages.append(Message("", unit, rules.written(changes)))
    return Written(last[0], messages)
