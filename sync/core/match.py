"""Says which row of a sheet is which plan item, by key, then by text."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sync.core.match_assign import LIKELY, Assignment
from sync.core.match_line import Decision, Line
from sync.core.match_text import Corpus
from sync.core.tab import PlanNode

_DISAGREES = 0.25  # by so much another item must fit a keyed row's text better to be asked about
_NOTHING = 0.1  # below this a keyed row's text has nothing of its item


@dataclass(frozen=True, slots=True)
class RowRef:
    """A row to match: its text, the text of the section above it, what its key cell holds.

    `continues` is the row whose sentence runs on here; such a row is no row of its own.
    """

    row: int
    text: str
    section: str = ""
    key_cell: str = ""
    continues: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """What one row is. `key` has no part; `part` is "1/2" where several rows share one item.

    Neither key nor candidates: the unit's own row. With candidates: a question, nothing decided;
    `merged` where the row stands for several items, `duplicate_of` where the same line stands
    twice, `key_clash` where the key cell and the text, or two key cells, disagree.
    """

    row: int
    key: str | None = None
    candidates: tuple[str, ...] = ()
    part: str | None = None
    merged: bool = False
    duplicate_of: int | None = None
    key_clash: bool = False

    @property
    def own(self) -> bool:
        return self.key is None and not self.candidates


def match(
    rows: Sequence[RowRef], nodes: Sequence[PlanNode], corpus: Corpus | None = None
) -> list[Match]:
    """One assignment of the rows to the plan's items, in the order of `rows`.

    Rows with a plan key keep it unless the text clearly belongs to another item, or two rows carry
    one key without parts; all others go by wording. A doubtful row gets candidates, never a key.
    """
    corpus = corpus or Corpus(nodes)
    heads = [row for row in rows if row.continues is None]
    tails: dict[int, str] = {}
    for row in rows:
        if row.continues is not None:
            tails[row.continues] = f"{tails.get(row.continues, '')} {row.text}"
    lines = [
        Line(row.row, row.text + tails.get(row.row, ""), row.section, _plan_key(row, nodes))
        for row in heads
    ]
    decided = Assignment(corpus, lines).decide()
    found = {line.row: _settle(line, decided[line.row], corpus) for line in lines}
    found = _one_key_one_row(lines, found)
    found = _parts(found)
    return [
        found[row.row] if row.continues is None else Match(row.row, found[row.continues].key)
        for row in rows
    ]


def _plan_key(row: RowRef, nodes: Sequence[PlanNode]) -> str | None:
    wanted = row.key_cell.strip().split("/")[0].casefold()
    return next((n.key for n in nodes if n.key.casefold() == wanted), None) if wanted else None


def _settle(line: Line, decision: Decision, corpus: Corpus) -> Match:
    keys = tuple(corpus.nodes[place].key for place in decision.candidates)
    if line.key is None:
        key = corpus.nodes[decision.place].key if decision.place is not None else None
        return Match(line.row, key, keys, None, decision.merged, decision.duplicate_of)
    own = next(place for place, node in enumerate(corpus.nodes) if node.key == line.key)
    raw = {place: score.value for place, score in line.raw.items()}
    fits = raw.get(own, 0.0)
    best = max(raw, key=lambda place: raw[place], default=own)
    if fits < _NOTHING or (raw[best] >= LIKELY and raw[best] - fits >= _DISAGREES):
        other = (corpus.nodes[best].key,) if best != own and raw[best] >= LIKELY else ()
        return Match(line.row, None, (line.key, *other), key_clash=True)
    if decision.duplicate_of is not None:
        return Match(line.row, None, keys, None, False, decision.duplicate_of)
    return Match(line.row, line.key)


def _one_key_one_row(lines: Sequence[Line], found: dict[int, Match]) -> dict[int, Match]:
    """Two rows that carry one key are both held."""
    keys = Counter(line.key for line in lines if line.key)
    for line in lines:
        if line.key and keys[line.key] > 1 and found[line.row].key == line.key:
            found[line.row] = Match(line.row, None, (line.key,), key_clash=True)
    return found


def _parts(found: Mapping[int, Match]) -> dict[int, Match]:
    """Several rows of one item carry its parts, counted from the top."""
    counts = Counter(one.key for one in found.values() if one.key)
    seen: Counter[str] = Counter()
    parted = {}
    for row, one in found.items():
        parted[row] = one
        if one.key and counts[one.key] > 1:
            seen[one.key] += 1
            parted[row] = Match(row, one.key, part=f"{seen[one.key]}/{counts[one.key]}")
    return parted
