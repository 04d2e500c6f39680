"""The printed lines of a PDF as paragraphs: what only wraps is joined, columns stay apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from app.plans.reader.cut_rows import whole_rows
from app.plans.reader.gutters import Row, parted
from app.plans.reader.lines import ends_sentence, is_mark, is_span, joined
from app.plans.reader.markers import split_marker
from app.plans.reader.model import SourceLine
from sync.core.text import clean

_INDENT = 48.0  # points; the first line of a paragraph is set in less
_SMALL = 0.8  # of the usual size of letters


@dataclass(frozen=True)
class _Type:
    """How a paper is set: its margins, the distance of two lines of one paragraph.

    spaced: its paragraphs stand further apart than their lines.
    """

    left: float
    right: float
    pitch: float
    spaced: bool

    def is_full(self, last: Row, row: Row) -> bool:
        """No room was left in the line above for the first word of this one."""
        return last.right + row.first - row.left + 0.8 * row.size > self.right

    def is_apart(self, last: Row, row: Row) -> bool:
        return last.page == row.page and last.base - row.base > 1.2 * self.pitch


def paragraphs(printed: list[Row]) -> list[SourceLine]:
    """Rows as paragraphs; a page number or a footnote waits until the paragraph there is whole."""
    setting = _setting([row for row in _usual(printed) if not row.cells])
    rows = whole_rows(parted(printed, setting.pitch))
    notes = _notes(rows)
    lines: list[SourceLine] = []
    numbers: list[SourceLine] = []
    start = last = None
    table = 0
    for index, row in enumerate(rows):
        number = is_mark(row.text.strip()) and _at_edge(rows, index)
        if number or index in notes:
            numbers.append(SourceLine(row.text, note=index in notes))
            continue
        if _is_raised(rows, index):
            numbers += map(SourceLine, row.text.split())
            continue
        if start and last and _joins(start, last, row, setting):
            lines[-1] = SourceLine(joined(lines[-1].text, row.text))
        else:
            table += bool(row.cells) and not (last and len(last.cells) == len(row.cells))
            gap: list[SourceLine] = [SourceLine("")] if last and setting.is_apart(last, row) else []
            lines += [*numbers, *gap, _line(row, setting.left, table)]
            numbers = []
            start = row
        last = row
    return lines + numbers


def _at_edge(rows: list[Row], index: int) -> bool:
    """The first or the last line of its page."""
    pages = [rows[i].page for i in (index - 1, index + 1) if 0 <= i < len(rows)]
    return len(pages) < 2 or any(page != rows[index].page for page in pages)


def _is_raised(rows: Sequence[Row], index: int) -> bool:
    """The small numbers or stars that call footnotes, raised above their line."""
    row, line = rows[index], rows[index + 1] if index + 1 < len(rows) else None
    signs = [word.strip("()") for word in row.text.split()]
    if line is None or any(len(s) > 2 or not (s.isdecimal() or set(s) == {"*"}) for s in signs):
        return False
    small = row.page == line.page and row.size < _SMALL * line.size
    return small and row.base - line.base < line.size


def _usual(rows: Sequence[Row]) -> list[Row]:
    """The rows without small print, whose lines stand closer."""
    size = median([row.size for row in rows] or [0.0])
    return [row for row in rows if row.size >= _SMALL * size]


def _notes(rows: Sequence[Row]) -> set[int]:
    """The rows of footnotes: small print at the end of a page, from a raised number on."""
    usual = median([row.size for row in rows] or [0.0])
    found: set[int] = set()
    for page in {row.page for row in rows}:
        places = [index for index, row in enumerate(rows) if row.page == page]
        small = 0
        while small < len(places) and rows[places[-1 - small]].size < _SMALL * usual:
            small += 1
        foot = places[len(places) - small :]
        first = next((index for index in foot if _is_raised(rows, index)), None)
        found.update(index for index in foot if first is not None and index >= first)
    return found


def _line(row: Row, left: float, table: int) -> SourceLine:
    if row.cells:
        return SourceLine("\t".join(row.cells), table=table)
    return SourceLine(" " * max(0, round((row.left - left) / (0.5 * row.size))) + row.text)


def _setting(rows: list[Row]) -> _Type:
    """Margins that a few odd lines do not move; the pitch is measured where lines wrap."""
    lefts = sorted(row.left for row in rows) or [0.0]
    rights = sorted(row.right for row in rows) or [600.0]
    left, right = lefts[len(lefts) // 20], rights[-1 - len(rights) // 20]
    setting = _Type(left, right, 0, spaced=False)
    pairs = [(a, b) for a, b in pairwise(rows) if a.page == b.page and a.base - b.base > b.size]
    wrapped = [a.base - b.base for a, b in pairs if setting.is_full(a, b) and not a.is_parted]
    # A short paragraph that fills its line looks wrapped; those that are stand closest.
    closest = sorted(wrapped or [a.base - b.base for a, b in pairs] or [0.0])
    pitch = closest[len(closest) // 4]
    apart = sum(a.base - b.base > 1.2 * pitch for a, b in pairs)
    return _Type(left, right, pitch, spaced=bool(wrapped) and apart > 0.3 * len(pairs))


def _joins(start: Row, last: Row, row: Row, setting: _Type) -> bool:
    """The row goes on with the paragraph that began at start and came as far as last."""
    text = clean(row.text)
    new = split_marker(text)[0] is not None and not is_span(last.text, text)
    if last.is_parted or row.is_parted or new:
        return False
    if setting.is_apart(last, row) or not setting.is_full(last, row):
        return False
    if not _hangs(start, last, row, setting):
        return False
    indented = start is last and last.left > setting.left + row.size
    return setting.spaced or indented or not ends_sentence(last.text) or not text[0].isupper()


def _hangs(start: Row, last: Row, row: Row, setting: _Type) -> bool:
    """It begins where wrapped lines do: at the margin, as the line above, or below a point's words.

    A line set far to the right is one of a letterhead and wraps to nothing at the margin.
    """
    if last.left > setting.left + 0.35 * (setting.right - setting.left):
        return False
    point = bool(split_marker(clean(last.text))[0])
    if start is last and not point and last.left - _INDENT > max(setting.left, row.left):
        return False  # set in the middle, as a title is
    if row.left <= setting.left + 0.8 * row.size or (
        start is not last and row.left <= last.left + 1
    ):
        return True
    return start is last and point and row.left < last.left + 60
