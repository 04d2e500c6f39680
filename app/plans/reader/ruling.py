"""The ruled tables of a PDF page: which cells its lines draw."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_THIN = 2.5  # points; a drawn line is a thin box
_FINE = 1.6  # a blank between two words is wider
_TALL = 20.0  # a line of text is lower
_MOST = 4000  # a drawing, not a table
_JOIN = 3.0  # between two cells that touch
Box = tuple[float, float, float, float]  # left, bottom, right, top
_Standing = tuple[float, float, float]  # where a line stands, its bottom, its top


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


def bands(boxes: Sequence[Box]) -> list[Band]:
    """Rows of two cells or more, from the (left, bottom, right, top) boxes drawn on a page."""
    if len(boxes) > _MOST:
        return []
    lying = [(b + t) / 2 for left, b, r, t in boxes if t - b < _THIN and r - left > 20]
    drawn = [box for box in boxes if _is_line(box)]
    lines = [((left + r) / 2, b, t) for left, b, r, t in drawn]
    filled = set(boxes) - set(drawn)
    cells = _aligned([box for box in filled if box[3] - box[1] >= _THIN * 2], lines)
    shades = filled - set(cells)
    standing = lines + [(x, b, t) for left, b, r, t in cells for x in (left, r)]
    found = []
    for bottom, top in pairwise(_apart(lying + [y for _, b, _, t in cells for y in (b, t)])):
        middle = (bottom + top) / 2
        edges, ruled = _across(standing, middle), _across(lines, middle)
        height = top - bottom
        near = any(b < middle < t and t - b < 2 * height for _, b, _, t in shades)
        if len(edges) > 2 and height > 6 and not (near and len(ruled) < 3):
            found.append(Band(bottom, top, tuple(edges)))
    return found


def _is_line(box: Box) -> bool:
    """A standing line; a blank between two words is marked by a box as thin, but no taller."""
    left, bottom, right, top = box
    width, height = right - left, top - bottom
    return width < _FINE < height or (width < _THIN and height > _TALL)


def _aligned(boxes: Sequence[Box], lines: Sequence[_Standing]) -> list[Box]:
    """The boxes that are cells: both sides go on in a cell or a line right above or below.

    The others shade words, as the letters of a marked text are.
    """
    sides: dict[int, list[tuple[float, float]]] = {}
    for x, b, t in (*lines, *((x, b, t) for left, b, r, t in boxes for x in (left, r))):
        sides.setdefault(round(x), []).append((b, t))

    def goes_on(x: float, bottom: float, top: float) -> bool:
        near = (side for at in (-1, 0, 1) for side in sides.get(round(x) + at, ()))
        return any(abs(t - bottom) < _JOIN or abs(b - top) < _JOIN for b, t in near)

    return [box for box in boxes if all(goes_on(x, box[1], box[3]) for x in (box[0], box[2]))]


def _across(standing: Iterable[_Standing], height: float) -> list[float]:
    """Where the lines that pass this height stand."""
    return _apart(x for x, b, t in standing if b - 1 <= height <= t + 1)


def _apart(places: Iterable[float]) -> list[float]:
    """Positions in order, those of one double line taken as one."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > 4:
            kept.append(place)
    return kept
