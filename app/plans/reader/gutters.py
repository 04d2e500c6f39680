"""Columns of a PDF that no lines rule, told by the white between them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.plans.reader.foot import opens_recipients
from app.plans.reader.signing import is_authority, is_post
from app.plans.reader.tables import is_heading

_NARROW = 5.0  # points; less white than that parts no columns
_COLUMN = 9.0  # points; more than any blank between two words
_WIDE = 1.9  # of a line's size; more white than that parts two pieces
_BLANKS = " " * 4  # what parts columns in a text
_FEWEST = 3  # rows, the heading among them
_White = list[tuple[float, float]]


@dataclass(frozen=True)
class Word:
    """A word and how far it reaches on its line."""

    left: float
    right: float
    text: str


@dataclass(frozen=True)
class Row:
    """A printed line: its text with wide gaps kept as blanks, and where it stands on the page.

    first: where its first word ends; cells: for a row of a table, which has no one text; foot: a
    line of the foot, whose columns are set already.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    first: float
    page: int
    words: tuple[Word, ...] = ()
    cells: tuple[str, ...] = ()
    foot: bool = False

    @property
    def is_parted(self) -> bool:
        return bool(self.cells) or self.foot or _BLANKS in self.text.strip()


def parted(rows: Sequence[Row], pitch: float) -> list[Row]:
    """The rows with those of a table made one for each entry, the foot's set in clear columns.

    A table begins with a heading of three words or more set apart ('TT  Nội dung  Chủ trì'), the
    foot with 'Nơi nhận:' beside a signature or with two of these; both go on while the white
    between their columns stays open. pitch: points between two lines of one text.
    """
    found: list[Row] = []
    at = 0
    while at < len(rows):
        pieces = [] if rows[at].cells else _touching(rows[at], _pieces(rows[at]))
        if len(pieces) == 1 and opens_recipients(pieces[0].text) and not _signs(rows[at - 1 : at]):
            pieces += _signed_below(rows[at : at + 4])
        white = [(one.right, other.left) for one, other in pairwise(pieces)]
        end = at + 1
        if len(pieces) > 1 and (
            _opens_foot([piece.text for piece in pieces]) or _is_joint(rows[at : at + 5], white)
        ):
            white, end = _extent(rows, at + 1, white)
            found += _columns(rows[at:end], _middles(_wider(rows[at:end], white)))
        elif len(pieces) > 2 and is_heading([piece.text for piece in pieces]):
            white, end = _extent(rows, at + 1, white, pitch)
            found += _entries(rows[at:end], _middles(white), pitch)
        else:
            found.append(rows[at])
        at = end
    return found


def _opens_foot(words: Sequence[str]) -> bool:
    """'Nơi nhận:' beside a signature, or signatures side by side."""
    return opens_recipients(words[0]) or all(is_authority(w) or is_post(w) for w in words)


def _is_joint(rows: Sequence[Row], white: _White) -> bool:
    """Bodies in capitals side by side, each over the post of who signs for it."""
    if not all(word.text.isupper() for word in rows[0].words):
        return False
    page = [row for row in rows if row.page == rows[0].page]
    columns = zip(*(_cells(row, _middles(white)) for row in page), strict=True)
    lines = [[cell for cell in column if cell] for column in columns]
    return all(any(map(is_post, (*column, *map(" ".join, pairwise(column))))) for column in lines)


def _signed_below(rows: Sequence[Row]) -> list[Word]:
    """The signature that begins a line or two below 'Nơi nhận:', to the right of it."""
    page = [row for row in rows if row.page == rows[0].page]
    return [word for word in _signs(page[1:]) if word.left > rows[0].right + _COLUMN][:1]


def _signs(rows: Sequence[Row]) -> list[Word]:
    """The last piece of each row that says by what right or in which post somebody signs."""
    ends = (_pieces(row)[-1] for row in rows if row.words)
    return [word for word in ends if is_authority(word.text) or is_post(word.text)]


def _touching(row: Row, pieces: list[Word]) -> list[Word]:
    """A line that is one piece, parted at its widest blank where that leaves two signatures."""
    if len(pieces) > 1 or len(row.words) < 3:
        return pieces
    gaps = [(other.left - one.right, at) for at, (one, other) in enumerate(pairwise(row.words), 1)]
    widest, at = max(gaps)
    sides = [
        Word(words[0].left, words[-1].right, " ".join(word.text for word in words))
        for words in (row.words[:at], row.words[at:])
    ]
    signs = all(is_authority(side.text) or is_post(side.text) for side in sides)
    return sides if widest > _NARROW and signs else pieces


def _middles(white: _White) -> list[float]:
    return [(start + end) / 2 for start, end in white]


def _pieces(row: Row) -> list[Word]:
    pieces: list[Word] = []
    for word in row.words:
        if pieces and word.left - pieces[-1].right <= _WIDE * row.size:
            last = pieces[-1]
            pieces[-1] = Word(last.left, word.right, f"{last.text} {word.text}")
        else:
            pieces.append(word)
    return pieces


def _extent(
    rows: Sequence[Row], at: int, white: _White, pitch: float | None = None
) -> tuple[_White, int]:
    """The white that stays open, and the row after the last of the table, or of the foot."""
    page = rows[at - 1].page
    while at < len(rows) and not rows[at].cells:
        row = rows[at]
        left = [_open(gap, row.words) for gap in white]
        if any(end - start < _NARROW for start, end in left):
            break
        if pitch is not None:
            apart = rows[at - 1].base - row.base > 1.2 * pitch
            # A page number, or a heading below the table; no entry of it.
            if row.page != page or (apart and row.right < white[0][1]):
                break
        white, at = left, at + 1
    return white, at


def _wider(rows: Sequence[Row], white: _White) -> _White:
    """The white between columns, and any other that no word of the rows stands in."""
    found: _White = []
    end = float("inf")
    for left, right in sorted((word.left, word.right) for row in rows for word in row.words):
        known = any(end <= (start + stop) / 2 <= left for start, stop in white)
        if left - end > _COLUMN or known:
            found.append((end, left))
        end = right if end == float("inf") else max(end, right)
    return found


def _open(gap: tuple[float, float], words: Sequence[Word]) -> tuple[float, float]:
    """The widest part of a gap that no word covers."""
    spans = [gap]
    for word in words:
        spans = [
            part
            for start, end in spans
            for part in ((start, min(end, word.left)), (max(start, word.right), end))
            if part[1] > part[0]
        ]
    return max(spans, key=lambda span: span[1] - span[0], default=(0.0, 0.0))


def _cells(row: Row, edges: Sequence[float]) -> list[str]:
    cells = [""] * (len(edges) + 1)
    for word in row.words:
        place = sum(edge < (word.left + word.right) / 2 for edge in edges)
        cells[place] = f"{cells[place]} {word.text}".strip()
    return cells


def _columns(rows: Sequence[Row], edges: Sequence[float]) -> list[Row]:
    """The rows with blanks between their columns, so that each begins at one place in all."""
    table = [_cells(row, edges) for row in rows]
    widths = [max(map(len, column)) + len(_BLANKS) for column in zip(*table, strict=True)]
    left = min(row.left for row in rows)
    texts = (
        "".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        for cells in table
    )
    return [
        replace(row, text=text.rstrip(), left=left, foot=True)
        for row, text in zip(rows, texts, strict=True)
    ]


def _entries(rows: Sequence[Row], edges: Sequence[float], pitch: float) -> list[Row]:
    """One row for each entry: a line close below another goes on with it, cell by cell."""
    if len(rows) < _FEWEST:
        return list(rows)
    entries: list[Row] = []
    for index, row in enumerate(rows):
        cells = _cells(row, edges)
        close = index > 0 and rows[index - 1].base - row.base < 1.2 * pitch
        if entries and ((close and not all(cells)) or not cells[0]):
            above = entries[-1].cells
            joined = [f"{one} {other}".strip() for one, other in zip(above, cells, strict=True)]
            entries[-1] = replace(entries[-1], cells=tuple(joined), text=" ".join(joined))
        else:
            entries.append(replace(row, cells=tuple(cells)))
    return entries
