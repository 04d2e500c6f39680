"""Guesses whose sheet a spreadsheet is."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from app.sheets.queries import Target
from sync.core.text import fold

ALIKE, AHEAD = 82, 6
"""rapidfuzz token_set_ratio that counts as the same name; how far it must lead the next."""


def guess(targets: Sequence[Target], told: str, owner: str = "") -> Target | None:
    """The checklist meant by a title (or a line of a list) or by the file's owner; None if unsure.

    Of one unit's checklists the first is meant: the newest plan of the newest year.
    """
    firsts: dict[int, Target] = {}
    for target in targets:
        firsts.setdefault(target.unit_id, target)
    mine = [
        t for t in firsts.values() if owner and owner.casefold() in (t.contact or "").casefold()
    ]
    if len(mine) == 1:
        return mine[0]
    names = {unit: fold(target.unit) for unit, target in firsts.items()}
    found = process.extract(fold(told), names, scorer=fuzz.token_set_ratio, limit=2)
    if not found or found[0][1] < ALIKE:
        return None
    if len(found) > 1 and found[0][1] - found[1][1] < AHEAD:
        return None
    return firsts[found[0][2]]
