"""The ruled tables of a PDF page: which cells its lines draw."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_THIN = 2.5  # points; a drawn line is a thin box
_MOST = 4000  # a drawing, not a table


@dataclass(frozen=True)
class Band:
    """One row of a table: the space between two lines, parted at these positions."""

    bottom: float
    top: float
    edges: tuple[float, ...]

    def column(self, x: float) -> int | None:
        """The cell a position falls in, None beside the table."""
        for index, (left, right) in enumerate(pairwise(self.edges)):
            if left - 1 <= x < right:
                return index
        return None


def bands(boxes: Sequence[tuple[float, float, float, float]]) -> list[Band]:
    """Rows of two cells or more, from the (left, bottom, right, top) boxes drawn on a page."""
    if len(boxes) > _MOST:
        return []
    lying = [(b + t) / 2 for left, b, r, t in boxes if t - b < _THIN and r - left > 20]
    standing = [((left + r) / 2, b, t) for left, b, r, t in boxes if r - left < _THIN < t - b]
    for left, b, r, t in boxes:
        if t - b >= _THIN * 2 and r - left >= _THIN * 2:  # a cell drawn as a box
            lying += [b, t]
            standing += [(left, b, t), (r, b, t)]
    found = []
    for bottom, top in pairwise(_apart(lying)):
        middle = (bottom + top) / 2
        edges = _apart(x for x, b, t in standing if b - 1 <= middle <= t + 1)
        if len(edges) > 2 and top - bottom > 6:
            found.append(Band(bottom, top, tuple(edges)))
    return found


def _apart(places: Iterable[float]) -> list[float]:
    """Positions in order, those of one double line taken as one."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > 4:
            kept.append(place)
    return kept
