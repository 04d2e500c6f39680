"""Finds the rows of headings, of one, two or three levels, and joins them per column."""

from collections.abc import Sequence
from dataclasses import dataclass

from sync.core.dialect_state import state_of
from sync.core.layout_grid import Grid
from sync.core.layout_words import MONTH, heading_fields

_LONG = 70
_ENOUGH = 0.6
_GLANCE = 6  # a row of headings names a field in its first cells; others need no closer look


@dataclass(frozen=True, slots=True)
class Heading:
    """A band of heading rows: `texts` per column (levels joined by " / "), empty where none."""

    first: int
    last: int
    texts: dict[int, str]
    fields: frozenset[str]
    score: float

    @property
    def body(self) -> int:
        """The first row below the headings."""
        return self.last + 1


def find_headings(grid: Grid) -> list[Heading]:
    """Every heading band of the tab from top to bottom, repeated ones too."""
    found: list[Heading] = []
    row = 1
    while row <= grid.height:
        score, fields = _recognised(grid, row)
        if score >= 1.5 and len(fields) >= 2 and _looks_like_headings(grid, row):
            heading = _band(grid, row, score, fields)
            found = [*(one for one in found if one.last < heading.first), heading]
            row = heading.last
        row += 1
    return found


def _recognised(grid: Grid, row: int) -> tuple[float, frozenset[str]]:
    """The sum of the best scores of the distinct fields the row's cells name."""
    best: dict[str, float] = {}
    for place, column in enumerate(grid.filled(row)):
        text = grid.text(row, column)
        if place >= _GLANCE and not best:
            break
        if len(text) > _LONG or text[0].isdecimal() or grid.cell(row, column).formula:
            continue
        for field, score in heading_fields(grid.fold(text))[:1]:
            if score >= _ENOUGH:
                best[field] = max(best.get(field, 0), score)
    return sum(best.values()), frozenset(best)


def _looks_like_headings(grid: Grid, row: int) -> bool:
    """Mostly short, well-known words in several cells; no number, day or percent among them."""
    filled = grid.filled(row)
    texts = [grid.folded(row, column) for column in filled]
    if len(filled) < 2 or max(map(len, texts)) > 160:
        return False
    if any(text[0].isdecimal() and heading_fields(text)[:1] == () for text in texts):
        return False
    scores = [heading_fields(text)[0][1] if heading_fields(text) else 0.0 for text in texts]
    named = sum(score >= _ENOUGH for score in scores)
    sure = sum(score >= 0.9 for score in scores)
    telling = named * 3 >= len(filled) or sure >= 5 or _names_the_rows(texts)
    return telling and ((sure >= 2 and sure * 2 >= named) or named >= 5)


def _names_the_rows(texts: Sequence[str]) -> bool:
    """A number and a text column beside many others: a month, or a unit, in each of them."""
    sure = {heading_fields(text)[0][0] for text in texts if _sure(text)}
    return {"number", "text"} <= sure and max(map(len, texts)) <= _LONG


def _sure(folded: str) -> bool:
    return any(score >= 0.9 for _, score in heading_fields(folded)[:1])


def _band(grid: Grid, row: int, score: float, fields: frozenset[str]) -> Heading:
    first = row - 1 if _is_group_row(grid, row - 1, row) else row
    last = row
    depth = _merged_depth(grid, row)
    while last < grid.height and last - first < 3:
        if last + 1 <= depth or _is_sub_row(grid, first, last + 1):
            last += 1
            continue
        break
    texts = joined(grid, first, last)
    if last < grid.height and _is_index_row(grid, last + 1, texts):
        last += 1
    return Heading(first, last, texts, fields, score)


def _merged_depth(grid: Grid, row: int) -> int:
    """The last row of the vertical merges that start in the heading row."""
    ends = [
        merge.last_row
        for merge in grid.tab.merges
        if merge.first_row == row and merge.last_row > row and merge.last_row - row < 3
    ]
    return max(ends, default=row)


def _is_group_row(grid: Grid, row: int, below: int) -> bool:
    """A row of group titles above the headings: "ĐƠN VỊ" over "Chủ trì | Phối hợp".

    An entry right above headings that are repeated is none: it holds a number or a day.
    """
    filled = grid.filled(row)
    if not filled or min(filled) < min(grid.filled(below)):
        return False
    lone = [c for c in filled if not grid.text(below, c)]
    wide = [c for c in filled if grid.text(below, c) and not grid.text(row, c + 1)]
    texts = [grid.text(row, column) for column in filled]
    if any(len(text) > 40 or text[0].isdecimal() for text in texts) or not wide:
        return False
    if any((row, c) in grid.covered for c in filled):
        return False
    if len(filled) == 1:
        known = any(s >= 0.7 for _, s in heading_fields(grid.folded(row, filled[0]))[:1])
        return known and filled[0] > min(grid.filled(below)) + 1
    return len(lone) <= len(filled) // 2 and filled[0] > 1


def _is_sub_row(grid: Grid, first: int, row: int) -> bool:
    """A second level: short words, none under the text, most of them where a group leaves room."""
    filled = grid.filled(row)
    if len(filled) < 2 or any(grid.cell(row, column).formula for column in filled):
        return False
    texts = [grid.folded(row, column) for column in filled]
    if max(map(len, texts)) > 40 or all(_datum(text) for text in texts):
        return False
    above = row - 1
    grouped = sum(_under_group(grid, first, above, column) for column in filled)
    if grouped * 2 <= len(filled):
        return False
    return all(not _tops(grid, first, above, c) & {"text", "number"} for c in filled)


def _datum(folded: str) -> bool:
    """A word that is as likely a value: a tick, a number, a day."""
    return len(folded) <= 1 or folded.replace("/", "").replace(".", "").isdecimal()


def _tops(grid: Grid, first: int, last: int, column: int) -> set[str]:
    found = set()
    for row in range(first, last + 1):
        for field, score in heading_fields(grid.folded(row, column))[:1]:
            if score >= 0.9:
                found.add(field)
    return found


def _under_group(grid: Grid, first: int, above: int, column: int) -> bool:
    """Whether a group title stands over the column, in it or to the left over empty cells."""
    for row in range(above, first - 1, -1):
        if not grid.text(row, column):
            left = column
            while left > 0 and not grid.text(row, left):
                left -= 1
            if left > 0:
                return True
        elif not grid.text(row, column + 1) or row < above or (row, column + 1) in grid.covered:
            return True
    return False


def _is_index_row(grid: Grid, row: int, texts: dict[int, str]) -> bool:
    """The row "(1) (2) (3) …" or "A B 1 2" that official tables number their columns with."""
    filled = grid.filled(row)
    if len(filled) < 3 or len(filled) * 2 < len(texts):
        return False
    marks = [grid.text(row, column).strip("() ") for column in filled]
    if not all(len(mark) <= 2 or "=" in mark for mark in marks):
        return False
    numbers = [int(mark) for mark in marks if mark.isdecimal()]
    return len(numbers) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def joined(grid: Grid, first: int, last: int) -> dict[int, str]:
    """The texts of the levels per column; a group title reaches right over empty cells."""
    texts: dict[int, str] = {}
    groups: dict[int, tuple[str, int]] = {}
    for column in range(1, grid.width + 1):
        levels = []
        for row in range(first, last + 1):
            text = " ".join(grid.text(row, column).split())
            if text:
                groups[row] = (text, column)
                for lower in range(row + 1, last + 1):
                    groups.pop(lower, None)
            elif row < last and row in groups and _still_grouped(grid, row, last, column, groups):
                text = groups[row][0]
            if text and text not in levels:
                levels.append(text)
        if levels:
            texts[column] = " / ".join(levels)
    return texts


def _still_grouped(
    grid: Grid, row: int, last: int, column: int, groups: dict[int, tuple[str, int]]
) -> bool:
    below = [grid.folded(lower, column) for lower in range(row + 1, last + 1)]
    if not any(below) or (not grid.tab.merges and any(map(_stands_alone, below))):
        return False
    return (
        not grid.tab.merges
        or (row, column) in grid.covered
        or not any(m.first_row == row for m in grid.tab.merges)
        or grid.covered.get((row, column)) == (row, groups[row][1])
    )


def _stands_alone(folded: str) -> bool:
    """A heading that is never one of a group's: remarks and evidence stand beside it."""
    best = heading_fields(folded)[:1]
    return bool(best) and best[0][1] >= 0.95 and best[0][0] in ("note", "evidence", "number")


def same_headings(one: Heading, other: Heading) -> bool:
    """Whether a later band repeats the first one's headings in the same columns."""
    shared = [
        c for c, text in one.texts.items() if other.texts.get(c, "").casefold() == text.casefold()
    ]
    return len(shared) * 10 >= max(len(one.texts), len(other.texts)) * 7


def state_heading(folded: str) -> str | None:
    """The state that a column of its own means by its heading: "Chưa TH", "Đang TH", "Đã xong"."""
    last = folded.rsplit(" / ", 1)[-1].strip(" ?.:")
    if MONTH.fullmatch(last):
        return None
    return state_of(last)
