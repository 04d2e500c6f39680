"""Reads what a row stands between, where a sheet's rows follow the plan's order."""

from collections.abc import Sequence
from itertools import pairwise

_STEPS = 3  # so many steps from one matched row to the next must there be
_FORWARD = 0.75  # and this share of them lead on in the plan, for its order to say anything


def between(places: Sequence[int | None]) -> list[tuple[int, int] | None]:
    """For each row the places of the nearest matched rows above and below it, where they lead on.

    `places` are those of the rows' items in the plan, from the sheet's top; None: not matched.
    Every answer is None for a sheet that does not follow the plan's order.
    """
    steps = [two > one for one, two in pairwise(p for p in places if p is not None) if one != two]
    if len(steps) < _STEPS or sum(steps) < _FORWARD * len(steps):
        return [None] * len(places)
    above = _last(places)
    below = _last(places[::-1])[::-1]
    return [
        (one, two) if one is not None and two is not None and one < two else None
        for one, two in zip(above, below, strict=True)
    ]


def _last(places: Sequence[int | None]) -> list[int | None]:
    """For each row the last place before it."""
    found: list[int | None] = []
    last = None
    for place in places:
        found.append(last)
        last = last if place is None else place
    return found
