"""Finds rows that speak of two items at once, or of either."""

from collections.abc import Collection

from sync.core.match_line import Decision, Line, RowText
from sync.core.match_text import Corpus
from sync.core.match_words import HALF, VERBS, telling

_EXTRA = 0.13  # share of a row, left over by its item, that another item explains: a merged row;
#                a day or an hour that another item names is enough
_MUCH = 0.3  # or with one pair of words alone, if it is this much of the row or opens it
_COVER = 0.2  # and the share of that item, or of a statement of it, that it makes up
_TORN = 0.75  # an item this near, with words of the row all to itself, makes it a question


def mixed(line: Line, best: int, corpus: Corpus, tasks: Collection[int]) -> Decision | None:
    """The question a row is that speaks of another of the tasks beside its best, else None."""
    second = _second(line, best, corpus, tasks)
    if second is not None:
        return Decision(candidates=(best, second), merged=True)
    torn = _torn(line, best, tasks)
    return Decision(candidates=(best, torn)) if torn is not None else None


def twin(line: Line, best: int, tasks: Collection[int]) -> int | None:
    """Another task that the row tells as much of, but for words that every task uses."""
    one = line.raw[best]
    said = {feature for feature in one.shared if telling(feature) or feature in HALF}
    others = (
        place
        for place, other in line.raw.items()
        if place != best and other.aside <= one.aside and said <= other.shared
    )
    return next((place for place in others if place in tasks), None)


def _second(line: Line, best: int, corpus: Corpus, tasks: Collection[int]) -> int | None:
    """Another item that explains much of what the best one leaves unexplained: a merged row."""
    words = line.words or RowText("", {})
    whole = sum(words.weights.values())
    taken = line.raw[best].shared
    found: tuple[float, int] | None = None
    for place, score in line.raw.items():
        if place == best or place not in tasks or not whole:
            continue
        extra = frozenset(filter(telling, score.shared - taken))
        if not extra:
            continue
        share = line.weigh(extra) / whole
        if share < _EXTRA and not any(one.startswith("@") for one in extra):
            continue
        said = sum(" " in one or one.startswith("@") for one in extra)
        apart = said and any(_all_in(clause, extra) for clause in words.clauses)
        more = said > 1 or share >= _MUCH or words.head in extra & score.alone - VERBS
        much = corpus.cover(place, extra) >= _COVER and more
        if apart or much:
            found = max(found or (0.0, 0), (share, place))
    return found[1] if found else None


def _torn(line: Line, best: int, tasks: Collection[int]) -> int | None:
    """Another item that also has words of the row all to itself, and is not far behind."""
    named = line.words.naming if line.words else frozenset()
    others = [
        place
        for place in named - {best}
        if place in tasks and line.raw[place].plain >= _TORN * line.raw[best].plain
    ]
    return max(others, key=lambda place: line.scores[place], default=None)


def _all_in(clause: frozenset[str], extra: frozenset[str]) -> bool:
    """Whether every telling word of a clause is among these features."""
    words = set(filter(telling, clause))
    return bool(words) and words <= extra
