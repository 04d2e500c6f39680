"""Finds a remembered table again where it stands now."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from sync.core.layout import Layout
from sync.core.layout_grid import Grid
from sync.core.layout_headings import joined
from sync.core.tab import Tab
from sync.core.text import fold

RENAMED = 82
"""The rapidfuzz ratio from which a heading counts as the same one, slightly renamed."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Why a remembered table cannot be found again (Vietnamese)."""

    reason: str


def relocate(layout: Layout, tab: Tab) -> Layout | Lost:
    """The same table where it stands now: found by its headings, never by position.

    Columns may have moved, been inserted or renamed slightly, rows inserted above. A mapped
    column that is gone, or headings that are nowhere, give `Lost`.
    """
    grid = Grid(tab)
    depth = layout.header_rows[1] - layout.header_rows[0]
    best: tuple[int, int] | None = None
    wanted = {grid.fold(c.heading) for c in layout.columns if c.heading}
    for row in _likely_rows(grid, wanted):
        texts = {grid.fold(t) for t in joined(grid, row, row + depth).values()}
        hits = len(wanted & texts)
        if hits and (best is None or hits > best[0]):
            best = (hits, row)
    if best is None or best[0] * 3 < len(wanted):
        return Lost("Không còn thấy dòng tiêu đề của bảng đã nối")
    first = best[1]
    headings = {c: grid.fold(text) for c, text in joined(grid, first, first + depth).items()}
    free = _told_apart(layout, headings, grid, first + depth + 1)
    return free if isinstance(free, Lost) else _moved(layout, free, (first, first + depth))


def _likely_rows(grid: Grid, wanted: Collection[str]) -> list[int]:
    """Rows where at least one cell is a first level of a wanted heading."""
    tops = {heading.split(" / ")[0] for heading in wanted}
    longest = 2 * max(map(len, tops), default=0)  # most cells of a large tab are no heading
    return [
        row
        for row, cells in enumerate(grid.texts, 1)
        if any(len(text) <= longest and grid.fold(text) in tops for text in cells if text)
    ]


def _moved(layout: Layout, free: dict[int, str], headings: tuple[int, int]) -> Layout | Lost:
    """The columns where their headings stand now, `free` by column."""
    places: dict[int, int] = {}
    for rename in (False, True):
        for column in layout.columns:
            # A unit's name that differs a little is another unit's.
            if column.heading and column.index not in places and not (rename and column.unit):
                place = _place(fold(column.heading), free, column.index, rename=rename)
                if place is not None:
                    places[column.index] = place
                    del free[place]
    for column in layout.columns:
        if not column.heading:
            places.setdefault(column.index, _beside(column.index, places))
    gone = [c for c in layout.columns if c.field and c.index not in places]
    if gone:
        return Lost(f"Không còn thấy cột “{gone[0].heading}” của bảng đã nối")
    columns = [replace(c, index=places[c.index]) for c in layout.columns if c.index in places]
    ordered = tuple(sorted(columns, key=lambda c: c.index))
    return Layout(headings, ordered)


def _told_apart(
    layout: Layout, free: Mapping[int, str], grid: Grid, first_row: int
) -> dict[int, str] | Lost:
    """The headings without those of new, empty columns that are headed as a mapped one is."""
    headings = Counter(grid.fold(column.heading) for column in layout.columns)
    empty: set[int] = set()
    for column in layout.columns:
        heading = grid.fold(column.heading)
        same = {one for one, text in free.items() if text == heading}
        if not column.field or headings[heading] > 1 or len(same) < 2:
            continue
        filled = {one for one in same if _filled(grid, one, first_row)}
        if len(filled) > 1:
            return Lost(f"Bảng có thêm cột cùng tên “{column.heading}”, không rõ cột nào")
        empty |= same - filled if filled else set()
    return {column: text for column, text in free.items() if column not in empty}


def _filled(grid: Grid, column: int, first: int) -> bool:
    cells = (grid.cell(row, column) for row in range(first, grid.height + 1))
    return any(not cell.empty and not cell.unticked for cell in cells)


def _place(heading: str, free: dict[int, str], near: int, *, rename: bool) -> int | None:
    """The free column with this heading (the nearest of several), or a slightly renamed one."""
    if not rename:
        same = [column for column, text in free.items() if text == heading]
        return min(same, key=lambda column: abs(column - near)) if same else None
    scored = [(fuzz.ratio(heading, text), column) for column, text in free.items()]
    likely = [(score, column) for score, column in scored if score >= RENAMED]
    return max(likely)[1] if likely else None


def _beside(index: int, places: dict[int, int]) -> int:
    """A column without a heading moves with its left neighbour."""
    left = max((column for column in places if column < index), default=None)
    return index if left is None else places[left] + index - left
