"""Finds the same line a second time among rows matched with one item."""

from collections.abc import Sequence

from sync.core.match_line import Decision, Line

_SAME = 0.8  # rows that share this much of their wording are the same line twice


def mark_duplicates(lines: Sequence[Line], decided: dict[int, Decision]) -> dict[int, Decision]:
    """The same line a second time is asked about; different lines of one item are its parts."""
    first: dict[int, list[Line]] = {}
    for line in lines:
        place = decided[line.row].place
        if place is None:
            continue
        for other in first.setdefault(place, []):
            if _alike(line, other):
                decided[line.row] = Decision(candidates=(place,), duplicate_of=other.row)
                break
        else:
            first[place].append(line)
    return decided


def _alike(one: Line, other: Line) -> bool:
    a = one.words.weights if one.words else {}
    b = other.words.weights if other.words else {}
    union = sum({**a, **b}.values())
    return bool(union) and sum(a[f] for f in a if f in b) / union >= _SAME
