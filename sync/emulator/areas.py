"""Rectangles of cells: GridRange in JSON, resolved areas, how a structural edit moves them."""

from collections.abc import Callable
from dataclasses import dataclass

from sync.emulator.shapes import Json

ENDS = {
    "ROWS": ("startRowIndex", "endRowIndex"),
    "COLUMNS": ("startColumnIndex", "endColumnIndex"),
}

Span = tuple[int, int]
"""Start and end (exclusive) along one dimension, counted from 0."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle within one sheet; counted from 0, ends exclusive."""

    sheet_id: int
    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    def meets(self, other: "Area") -> bool:
        """Whether the two share a cell."""
        return (
            self.sheet_id == other.sheet_id
            and self.top < other.bottom
            and other.top < self.bottom
            and self.left < other.right
            and other.left < self.right
        )

    def holds(self, other: "Area") -> bool:
        """Whether the other lies wholly within this one."""
        return (
            self.sheet_id == other.sheet_id
            and self.top <= other.top
            and other.bottom <= self.bottom
            and self.left <= other.left
            and other.right <= self.right
        )

    def json(self) -> Json:
        """The GridRange; sheetId 0 is left out, as Google does."""
        ends = {
            "startRowIndex": self.top,
            "endRowIndex": self.bottom,
            "startColumnIndex": self.left,
            "endColumnIndex": self.right,
        }
        return {"sheetId": self.sheet_id, **ends} if self.sheet_id else ends


@dataclass(frozen=True)
class Edit:
    """One structural edit along a dimension: where each index goes, where each span goes.

    Both answer None for what is gone.
    """

    dimension: str
    index: Callable[[int], int | None]
    span: Callable[[Span], Span | None]


def insertion(dimension: str, start: int, count: int) -> Edit:
    """Lines put in at ``start``: a span grows only when the new lines fall inside it."""

    def index(i: int) -> int:
        return i + count if i >= start else i

    def span(s: Span) -> Span:
        return index(s[0]), s[1] + count if s[1] > start else s[1]

    return Edit(dimension, index, span)


def deletion(dimension: str, start: int, end: int) -> Edit:
    """Lines from ``start`` up to ``end`` taken away: spans shrink, whole ones go."""

    def index(i: int) -> int | None:
        if i < start:
            return i
        return i - (end - start) if i >= end else None

    def edge(i: int) -> int:
        return min(i, start) if i < end else i - (end - start)

    def span(s: Span) -> Span | None:
        moved = edge(s[0]), edge(s[1])
        return moved if moved[0] < moved[1] else None

    return Edit(dimension, index, span)


def movement(dimension: str, start: int, end: int, destination: int) -> Edit:
    """Lines moved before ``destination`` (counted before the move, as moveDimension does).

    A span within the moved lines goes along; any other closes up where they left and opens where
    they came to.
    """
    count = end - start
    target = destination if destination <= start else destination - count
    out, into = deletion(dimension, start, end), insertion(dimension, target, count)

    def index(i: int) -> int | None:
        if start <= i < end:
            return i - start + target
        rest = out.index(i)
        return None if rest is None else into.index(rest)

    def span(s: Span) -> Span | None:
        if start <= s[0] and s[1] <= end:
            return s[0] - start + target, s[1] - start + target
        if s[0] <= start and end <= s[1] and s[0] <= destination <= s[1]:
            return s
        rest = out.span(s)
        return None if rest is None else into.span(rest)

    return Edit(dimension, index, span)


def moved_range(grid_range: Json, edit: Edit, sheet_id: int) -> Json | None:
    """The GridRange after the edit of that sheet; None when nothing of it is left."""
    if grid_range.get("sheetId", 0) != sheet_id:
        return grid_range
    first, last = ENDS[edit.dimension]
    unbounded = 1 << 40
    span = edit.span((grid_range.get(first, 0), grid_range.get(last, unbounded)))
    if span is None:
        return None
    result = dict(grid_range)
    if first in grid_range:
        result[first] = span[0]
    if last in grid_range:
        result[last] = span[1]
    return result
