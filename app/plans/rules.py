"""How one reading of a plan differs from another: which line is which, what is new."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from sync.core.text import fold, new_tone

ALIKE = 72
"""Least likeness (0 to 100) at which two wordings are taken for one item, if staff agree."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A node as it is compared."""

    id: int
    key: str
    role: str
    marker: str
    text: str


Kind = Literal["same", "reworded", "new", "gone"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of the comparison; `old` is None for a new node, `new` for one that is gone."""

    kind: Kind
    old: Piece | None
    new: Piece | None


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells one paper from another."""

    number: str | None
    symbol: str | None
    title: str | None


def same_paper(one: Identity, other: Identity) -> bool:
    """Whether two readings are of one plan, perhaps amended; another year's title is another."""
    if one.number and other.number:
        return _bare(f"{one.number}-{one.symbol}") == _bare(f"{other.number}-{other.symbol}")
    return bool(one.title) and _bare(one.title) == _bare(other.title)


def _bare(text: str | None) -> str:
    return re.sub(r"\W+", " ", fold(new_tone(text))).strip()


def compare(old: Sequence[Piece], new: Sequence[Piece]) -> list[Difference]:
    """Each new node with the old one it is, then the old ones that are gone.

    Equal wording pairs first, in order; what is left pairs by likeness, the best first, within
    one role.
    """
    pairs = _equal(old, new)
    pairs |= _alike(
        [piece for piece in old if piece.id not in set(pairs.values())],
        [piece for piece in new if piece.id not in pairs],
    )
    by_id = {piece.id: piece for piece in old}
    lines = [_line(by_id.get(pairs.get(piece.id, 0)), piece) for piece in new]
    kept = set(pairs.values())
    return lines + [Difference("gone", piece, None) for piece in old if piece.id not in kept]


def _line(old: Piece | None, new: Piece) -> Difference:
    if old is None:
        return Difference("new", None, new)
    return Difference("same" if _bare(old.text) == _bare(new.text) else "reworded", old, new)


def _equal(old: Sequence[Piece], new: Sequence[Piece]) -> dict[int, int]:
    waiting: dict[tuple[str, str], list[int]] = {}
    for piece in old:
        waiting.setdefault((piece.role, _bare(piece.text)), []).append(piece.id)
    pairs = {}
    for piece in new:
        found = waiting.get((piece.role, _bare(piece.text)))
        if found:
            pairs[piece.id] = found.pop(0)
    return pairs


def _alike(old: Sequence[Piece], new: Sequence[Piece]) -> dict[int, int]:
    wordings = [_bare(piece.text) for piece in old]
    scored = [
        (score, piece.id, old[index].id)
        for piece in new
        for _text, score, index in process.extract(
            _bare(piece.text), wordings, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=5
        )
        if old[index].role == piece.role
    ]
    pairs: dict[int, int] = {}
    for _score, new_id, old_id in sorted(scored, reverse=True):
        if new_id not in pairs and old_id not in pairs.values():
            pairs[new_id] = old_id
    return pairs
