"""Guesses whose sheet a spreadsheet is."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import takewhile

from app.sheets.queries import Target
from sync.core.tab import Tab
from sync.core.text import fold

ENOUGH, AHEAD = 0.7, 0.15
"""The share of a name's weight that must be told; how far it must lead the next unit's."""
COMMON = 0.1
"""The weight of a word that stands in every unit's name ("Chi đoàn", "xã")."""
TITLE_ROWS, CELLS_OF_A_HEADING = 12, 3
"""So many rows at the top of a tab may say whose it is; a row of so many cells begins its table."""


def whose(targets: Sequence[Target], told: Iterable[str], tabs: Iterable[Tab]) -> Target | None:
    """The checklist that a title or a name tells, else the top of a tab; None if unsure."""
    texts = [*told, *(_top(tab) for tab in tabs)]
    return next((one for one in (guess(targets, text) for text in texts) if one), None)


def _top(tab: Tab) -> str:
    """The title of the tab and what stands above its table."""
    told = [[cell.text for cell in row if not cell.empty] for row in tab.rows[:TITLE_ROWS]]
    above = takewhile(lambda texts: len(texts) < CELLS_OF_A_HEADING, told)
    return " ".join([tab.title, *(text for texts in above for text in texts)])


def guess(targets: Sequence[Target], told: str, owner: str = "") -> Target | None:
    """The checklist meant by a title (or a line of a list) or by the file's owner; None if unsure.

    Of one unit's checklists the first is meant: the newest plan of the newest year. The office's
    name stands above that of its units, so that it is meant only where none of them is named.
    """
    firsts: dict[int, Target] = {}
    for target in targets:
        firsts.setdefault(target.unit_id, target)
    units = list(firsts.values())
    mine = [unit for unit in units if owner and owner.casefold() in (unit.contact or "").casefold()]
    if len(mine) == 1:
        return mine[0]
    names = [_words(unit.unit) for unit in units]
    known = Counter(word for name in names for word in name)
    weights = {word: math.log(len(units) / count) + COMMON for word, count in known.items()}
    there = _words(told)
    shares = [
        (sum(weights[word] for word in name & there) / sum(weights[word] for word in name), at)
        for at, name in enumerate(names)
        if name
    ]
    place = _ahead([one for one in shares if not units[one[1]].is_office])
    place = _ahead(shares) if place is None else place
    return None if place is None else units[place]


def _ahead(shares: list[tuple[float, int]]) -> int | None:
    """The place of the name that is told, and told clearly more than any other."""
    first, second = [*sorted(shares, reverse=True), (0.0, 0), (0.0, 0)][:2]
    return first[1] if first[0] >= ENOUGH and first[0] - second[0] >= AHEAD else None


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text)))
