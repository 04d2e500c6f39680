"""Texts ready to paste into a chat: one for each unit, one for all, one after each sync."""

from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _
from sqlite_utils import Database

from app.db import write_tx
from app.papers.language import vietnamese
from app.reports import queries, rules, standings
from app.reports import work_queries as work
from app.reports.work_queries import Plan
from app.settings import queries as settings


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
def reminders(db: Database, plan: Plan, year: int, now: str, sheets: str) -> Reminders:
    """`now` is the local minute, `sheets` the origin that spreadsheets open under. A unit's text
    names that unit's things alone."""
    due = queries.due_days(db, year)
    rows = {row.unit_id: row for row in queries.year_rows(db, year)}
    late: dict[int, list[rules.LateItem]] = {}
    for item in work.late_items(db, plan.id, year, now[:10]):
        late.setdefault(item.unit_id, []).append(item)
    messages, behind = [], 0
    for unit in work.units(db, plan.id, year):
        if unit.ended is not None and unit.ended < now[:10]:
            continue
        papers = standings.asked(rows[unit.id], due, now) if unit.id in rows else []
        items = late.get(unit.id, [])
        behind += bool(items)
        if items or papers:
            text = rules.reminder(unit.name, items, papers, _sheet(unit, sheets))
            messages.append(Message(unit.code, unit.name, text))
    return Reminders(rules.group_reminder(plan.title, behind, _awaited(due, now)), messages)


def _sheet(unit: work.Given, sheets: str) -> str:
    """Where the unit finds its sheet: the one that is linked, else the one it has told of."""
    if unit.spreadsheet_id:
        return f"{sheets}/spreadsheets/d/{unit.spreadsheet_id}/edit"
    return unit.sheet_url or ""


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


TAKEN = "reminders.taken"
"""The setting that holds the round whose texts were sent last."""


@dataclass(frozen=True, slots=True)
class Written:
    """What rounds of the sync wrote into units' sheets since the last texts were sent.

    `round` and `at` are the newest round's.
    """

    round: int
    at: str
    units: list[Message]


@vietnamese
def written(db: Database) -> Written | None:
    """None where no round has run yet."""
    newest = work.newest_round(db)
    if newest is None:
        return None
    names = field_names()
    cells = work.written_between(db, _taken(db), newest[0])
    messages = []
    for (code, unit), each in groupby(cells, key=lambda cell: (cell.code, cell.unit)):
        changes = [(cell.key, names.get(cell.field, cell.field)) for cell in each]
        messages.append(Message(code, unit, rules.written(changes)))
    return Written(*newest, messages)


def take(db: Database, number: int) -> None:
    """The texts up to this round were sent; a round that came after the page was shown is not."""
    newest = work.newest_round(db)
    if newest is not None and _taken(db) < number <= newest[0]:
        with write_tx(db):
            settings.put(db, TAKEN, str(number))


def _taken(db: Database) -> int:
    return int(settings.value(db, TAKEN) or 0)
