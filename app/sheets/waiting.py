"""What waits for a decision: cells both sides wrote, rows in question, held sheets."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlite_utils import Database

from app.sheets import answers, queries
from app.sheets.answers import Choice
from app.sheets.queries import LinkLine
from sync.conflicts import JOINABLE, Conflict, proposal
from sync.deciding import Deciding
from sync.questions import AskedQuestion, Given


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that both sides wrote: `who` and `at` of the intranet's side, where known."""

    conflict: Conflict
    text: str
    who: str
    at: str | None
    proposed: str
    joinable: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with the answers offered; `more` where any item of the plan may be one."""

    question: AskedQuestion
    choices: tuple[Choice, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one link asks, tells, and was told: `answered` pairs an answer with its wording."""

    link: LinkLine
    questions: tuple[Asked, ...]
    news: tuple[Asked, ...]
    answered: tuple[tuple[Given, str], ...]


def cells(db: Database, engine: Deciding) -> list[tuple[LinkLine, list[Cell]]]:
    """Open conflicts of every link that has some."""
    return [
        (link, [_cell(db, link, one) for one in engine.conflicts(link.id)])
        for link in queries.links(db, files=True)
        if link.conflicts
    ]


def _cell(db: Database, link: LinkLine, one: Conflict) -> Cell:
    who, at = queries.last_edit(db, link.checklist_id, one.key, one.field) or ("", None)
    return Cell(
        conflict=one,
        text=queries.entry_texts(db, link.checklist_id).get(one.key, ""),
        who=who,
        at=at,
        proposed=proposal(one.field),
        joinable=one.field in JOINABLE,
    )


def asked(db: Database, engine: Deciding) -> list[Waiting]:
    """What every link asks or tells, what it was told; links of closed years ask nothing."""
    told = [
        _waiting(db, engine, link) for link in queries.links(db, files=True) if not link.closed_year
    ]
    return [
        one for one in told if one.questions or one.news or one.answered or one.link.state == "held"
    ]


def _waiting(db: Database, engine: Deciding, link: LinkLine) -> Waiting:
    texts = queries.texts_of(db, link.plan_id, link.checklist_id)
    every = [_asked(one, texts) for one in engine.questions(link.id)]
    return Waiting(
        link,
        tuple(one for one in every if one.question.waits),
        tuple(one for one in every if not one.question.waits),
        tuple((one, answers.worded(one, texts)) for one in engine.answered(link.id)),
    )


def _asked(one: AskedQuestion, texts: Mapping[str, str]) -> Asked:
    return Asked(one, answers.choices(one, texts), one.kind in answers.BY_ROW)


def find(db: Database, engine: Deciding, question: int) -> tuple[LinkLine, Asked] | None:
    """One open question, with the link it is of."""
    one = next((q for q in engine.questions() if q.id == question), None)
    if one is None:
        return None
    link = queries.links(db, link=one.link, files=True)[0]
    return link, _asked(one, queries.texts_of(db, link.plan_id, link.checklist_id))


def said(told: str) -> str:
    """What the page says once a question was answered."""
    if told == "seen":
        return str(_("Đã cất đi; có gì mới thì báo lại."))
    return str(_("Đã ghi nhận; lượt đồng bộ sau làm theo."))
