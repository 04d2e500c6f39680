"""What waits for a decision: cells both sides wrote, rows in question, held sheets."""

from dataclasses import dataclass

from sqlite_utils import Database

from app.sheets import queries
from app.sheets.queries import LinkLine
from sync.conflicts import JOINABLE, Conflict, proposal
from sync.deciding import Deciding
from sync.questions import AskedQuestion

ANSWERED = ("match",)
"""Questions that a person answers by saying which item the row carries."""


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
    """One question; `choices` are keys with their wording, none where there is only news."""

    question: AskedQuestion
    choices: tuple[tuple[str, str], ...]


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


def asked(db: Database, engine: Deciding) -> list[tuple[LinkLine, list[Asked]]]:
    """Open questions of every link that has some, or is held."""
    return [
        (link, [_asked(db, link, one) for one in engine.questions(link.id)])
        for link in queries.links(db, files=True)
        if link.questions or link.state == "held"
    ]


def _asked(db: Database, link: LinkLine, one: AskedQuestion) -> Asked:
    if one.kind not in ANSWERED:
        return Asked(one, ())
    texts = {node.key: node.text for node in queries.nodes(db, link.plan_id) if node.role == "item"}
    first = [key for key in one.candidates if key in texts]
    others = [key for key in texts if key not in first]
    return Asked(one, tuple((key, texts[key]) for key in (*first, *others)))
