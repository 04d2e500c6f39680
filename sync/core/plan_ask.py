"""What a person is asked about a table's rows, with what each answer stands for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sync.core.plan_read import TableRow, norm

QUESTIONS = ("match", "text", "twice", "code", "gone", "several")
"""The kinds that wait for an answer; all others are news, and may be put away."""

HOLDING = ("match", "text", "twice", "code", "several")
"""Those by which a row, or a cell of it, is neither read nor written until they are answered."""

OWN, SKIP, PARTS = "own", "skip", "parts"
KEEP, DROP, DIFFER = "keep", "dropped", "differ"

_JOIN = "+"
_PLACE = re.compile(r"^Dòng \d+")


@dataclass(frozen=True, slots=True)
class Shown:
    """A row, or an entry, as the question shows it; `answer` is what choosing it stores."""

    answer: str
    row: int
    text: str
    values: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ask:
    """What a person must decide or should know; `about` names the row or the entry."""

    kind: str
    about: str
    text: str
    candidates: tuple[str, ...] = ()
    rows: tuple[Shown, ...] = ()


def members(key: str) -> tuple[str, ...]:
    """The entries a row's key stands for: one, or several where the row stands for all of them."""
    return tuple(key.split(_JOIN))


def compound(keys: Sequence[str]) -> str:
    """The key of a row that stands for several items."""
    return _JOIN.join(dict.fromkeys(keys))


def stored_at(kind: str, about: str) -> str:
    """Where the answer to a question is kept: by the row's wording, which outlives its place, or
    by what the question is about. A wording as compared holds no colon."""
    return about if kind in ("match", "code") else f"{kind}:{about}"


def silenced(ask: Ask, answers: Mapping[str, str]) -> bool:
    """Whether it was answered, or put away as news, and says nothing new since."""
    told = answers.get(f"{ask.kind}:{ask.about}")
    return told is not None and (ask.kind in QUESTIONS or told == news(ask.text))


def news(text: str) -> str:
    """What a piece of news says, wherever its row stands today."""
    return _PLACE.sub("Dòng", text)


def show(row: TableRow, answer: str = "") -> Shown:
    told = {name: value for name, value in row.values.items() if value and name != "text"}
    return Shown(answer, row.row, row.text, told)


def named(rows: Sequence[TableRow]) -> dict[str, TableRow]:
    """Rows that share a key, each by its wording and its turn among those that say the same."""
    turns: dict[str, int] = {}
    found = {}
    for row in rows:
        words = norm(row.text)
        turns[words] = turns.get(words, 0) + 1
        found[f"{turns[words]} {words}"] = row
    return found
