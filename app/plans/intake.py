"""Bringing a paper in: new, known already, or a revision of a plan that is here."""

import json
from dataclasses import dataclass

from sqlite_utils import Database

from app.plans import queries
from app.plans.reader import Plan, UnreadableDocument, read_bytes
from app.plans.rules import Identity, same_paper
from app.plans.store import Paper, store
from sync.core.refusal import Refused


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an upload: the plan's id; `known` when nothing new was stored."""

    plan: int
    known: bool
    revises: int | None


def read(data: bytes, name: str) -> Plan:
    """The plan in a file; Refused, in words a clerk understands, where it cannot be read."""
    try:
        return read_bytes(data, name)
    except UnreadableDocument as error:
        raise Refused(str(error)) from error


def take_in(db: Database, paper: Paper, *, as_new: bool = False) -> Taken:
    """Inside the caller's transaction: store an uploaded paper as a draft.

    The same paper again gives the plan that is there; an amended one becomes a revision that
    waits for staff to compare. `as_new` stores it as a plan of its own whatever it resembles.
    """
    plan = read(paper.data, paper.name)
    mine = Identity(plan.number, plan.symbol, plan.title)
    words = [(line.number, line.text) for line in plan.lines]
    alike = [known for known in queries.identities(db) if same_paper(known[1], mine)]
    if as_new or not alike:
        return Taken(store(db, plan, paper), known=False, revises=None)
    for plan_id, _identity, lines in alike:
        if [(number, text) for number, _place, text in json.loads(lines)] == words:
            return Taken(plan_id, known=True, revises=None)
    newest = alike[0][0]
    return Taken(store(db, plan, paper, revises=newest), known=False, revises=newest)
