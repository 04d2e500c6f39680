"""The ruled tables of a PDF page: which cells its lines draw."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

_THIN = 2.5  # points; a drawn line is a thin box
_FINE = 1.6  # a blank between two words is wider
_TALL = 20.0  # a line of text is lower
_MOST = 4000  # a drawing, not a table
_SAME = 0.3  # between the sides of cells of one column
_JOIN = 3.0  # between two cells that touch
_CLOSE = 4.0  # between the two lines of a double one
_WIDE = 20.0  # a line of a table at the least
_LOW = 6.0  # no row is lower
Box = tuple[float, float, float, float]  # left, bottom, right, top
_Standing = tuple[float, float, float]  # where a line stands, its bottom, its top
_Lying = tuple[float, float, float]  # its left end, its height, its right end
_Space = tuple[float, float, list[float]]  # between two lines: bottom, top, what parts it


@dataclass(frozen=True)
class Band:
    """One row of a table: the space between two lines, parted at the edges of the whole table.

    homes: for each part the one its cell begins with; joined: the cells that go on from the row
    above.
    """

    bottom: float
    top: float
    edges: tuple[float, ...]
    homes: tuple[int, ...]
    joined: frozenset[int] = frozenset()

    def ends(self, column: int) -> tuple[float, float]:
        """Where the cell that begins with this part begins and ends."""
        last = len(self.homes) - 1 - self.homes[::-1].index(column)
        return self.edges[column], self.edges[last + 1]

    def share(self, column: int) -> float:
        """The part of the width of the table that the cell takes."""
        left, right = self.ends(column)
        return (right - left) / (self.edges[-1] - self.edges[0])


def cell_at(rows: Sequence[Band], x: float, y: float) -> tuple[int, int] | None:
    """(row, column) of the cell a position falls in, by its first row and column; None beside."""
    row = next((i for i, band in enumerate(rows) if band.bottom < y < band.top), None)
    if row is None:
        return None
    parts = pairwise(rows[row].edges)
    at = next((i for i, (left, right) in enumerate(parts) if left - 1 <= x < right), None)
    if at is None:
        return None
    column = rows[row].homes[at]
    while column in rows[row].joined:
        row -= 1
        column = rows[row].homes[column]
    return row, column


def bands(boxes: Sequence[Box]) -> list[Band]:
    """The rows of all tables, from the (left, bottom, right, top) boxes drawn on a page."""
    if len(boxes) > _MOST:
        return []
    drawn = [box for box in boxes if _is_line(box)]
    lines = [((left + r) / 2, b, t) for left, b, r, t in drawn]
    filled = set(boxes) - set(drawn)
    cells = _aligned([box for box in filled if box[3] - box[1] >= _THIN * 2], lines)
    shades = filled - set(cells)
    lying = [(left, (b + t) / 2, r) for left, b, r, t in boxes if t - b < _THIN]
    lying += [(left, y, r) for left, b, r, t in cells for y in (b, t)]
    standing = lines + [(x, b, t) for left, b, r, t in cells for x in (left, r)]
    heights = _apart([y for left, y, right in lying if right - left > _WIDE] + _open_ends(lines))
    tables: list[list[_Space]] = []
    for bottom, top in reversed(list(pairwise(heights))):
        middle, height = (bottom + top) / 2, top - bottom
        edges, ruled = _across(standing, middle), _across(lines, middle)
        near = any(b < middle < t and t - b < 2 * height for _, b, _, t in shades)
        if len(edges) < 2 or height < _LOW or (near and len(ruled) < 3):
            continue
        space = bottom, top, edges
        if not (tables and _is_below(tables[-1][-1], space)):
            tables.append([])
        tables[-1].append(space)
    return [band for table in tables for band in _table(table, lying)]


def _open_ends(lines: Sequence[_Standing]) -> list[float]:
    """Where three lines and more end side by side: a page cuts the row there."""
    ends = Counter(round(y) for _, b, t in lines for y in (b, t))
    return [y for y, count in ends.items() if count > 2]


def _is_below(above: _Space, space: _Space) -> bool:
    """The space goes on with the table: right below it, as wide."""
    ends = [abs(above[2][at] - space[2][at]) < _JOIN for at in (0, -1)]
    return above[0] == space[1] and all(ends)


def _table(spaces: Sequence[_Space], lying: Sequence[_Lying]) -> list[Band]:
    """The rows of one table; none where nothing parts it in two columns."""
    grid = _apart(edge for _, _, edges in spaces for edge in edges)
    if len(grid) < 3:
        return []
    rows: list[Band] = []
    for bottom, top, edges in spaces:
        homes: list[int] = []
        for at, left in enumerate(grid[:-1]):
            begins = any(abs(edge - left) < _CLOSE for edge in edges)
            homes.append(at if begins or not homes else homes[-1])
        band = Band(bottom, top, tuple(grid), tuple(homes))
        open_above = {
            home for home in homes if rows and not _is_ruled(*band.ends(home), top, lying)
        }
        rows.append(replace(band, joined=frozenset(open_above)))
    return rows


def _is_ruled(left: float, right: float, height: float, lying: Sequence[_Lying]) -> bool:
    """A line is drawn over the cell."""
    middle = (left + right) / 2
    return any(one <= middle <= other and abs(y - height) < _CLOSE for one, y, other in lying)


def _is_line(box: Box) -> bool:
    """A standing line; a blank between two words is marked by a box as thin, but no taller."""
    left, bottom, right, top = box
    width, height = right - left, top - bottom
    return width < _FINE < height or (width < _THIN and height > _TALL)


def _aligned(boxes: Sequence[Box], lines: Sequence[_Standing]) -> list[Box]:
    """The boxes that are cells: both sides go on in a cell or a line right above or below.

    The others shade words, as the letters of a marked text are.
    """
    sides: dict[int, list[_Standing]] = {}
    for x, b, t in (*lines, *((x, b, t) for left, b, r, t in boxes for x in (left, r))):
        sides.setdefault(round(x), []).append((x, b, t))

    def goes_on(x: float, bottom: float, top: float) -> bool:
        near = [side for at in (-1, 0, 1) for side in sides.get(round(x) + at, ())]
        if any(abs(t - bottom) < _JOIN or abs(b - top) < _JOIN for _, b, t in near):
            return True
        exact = {round(b) for other, b, t in near if abs(other - x) < _SAME and b != bottom}
        return len(exact) > 1  # past a row whose cells are merged

    return [box for box in boxes if all(goes_on(x, box[1], box[3]) for x in (box[0], box[2]))]


def _across(standing: Iterable[_Standing], height: float) -> list[float]:
    """Where the lines that pass this height stand."""
    return _apart(x for x, b, t in standing if b - 1 <= height <= t + 1)


def _apart(places: Iterable[float]) -> list[float]:
    """Positions in order, those of one double line taken as one."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _CLOSE:
            kept.append(place)
    return kept
