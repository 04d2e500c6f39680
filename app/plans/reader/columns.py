"""Columns set side by side with blanks or tabs, as letterheads and signatures are."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from app.plans.reader.lines import Para
from sync.core.text import clean

_PIECE = re.compile(r"\S+(?: {1,3}\S+)*")
_RIGHT = 28  # a line alone that begins this far in belongs to a right-hand column


@dataclass(frozen=True)
class Cell:
    """A piece of a line in its column, counted from 0 at the left."""

    para: Para
    text: str
    column: int


def cells(paras: Sequence[Para], cut: Callable[[str], str]) -> list[Cell]:
    """The pieces of all lines, top to bottom, left before right.

    cut: prepares a raw line, e.g. puts a tab where two columns touch or takes out blanks left open.
    """
    lines = [(para, _pieces(_spread(cut(para.raw)))) for para in paras]
    bounds = _bounds([pieces for _, pieces in lines])
    return [
        Cell(para, clean(text), _column(index, start, len(pieces), bounds))
        for para, pieces in lines
        for index, (start, text) in enumerate(pieces)
    ]


def _column(index: int, start: int, pieces: int, bounds: Sequence[float]) -> int:
    """In a line that fills all columns the order tells, else how far right a piece begins."""
    return index if pieces == len(bounds) + 1 > 1 else sum(bound <= start for bound in bounds)


def _spread(raw: str) -> str:
    """Tabs as blanks, never fewer than part two pieces."""
    return raw.replace("\t", "    \t").expandtabs(8)


def _pieces(raw: str) -> list[tuple[int, str]]:
    return [(match.start(), match.group(0)) for match in _PIECE.finditer(raw)]


def _bounds(lines: Sequence[Sequence[tuple[int, str]]]) -> list[float]:
    """Where columns part: half-way between the pieces of the lines that have most of them."""
    most = max((len(pieces) for pieces in lines), default=0)
    if most < 2:
        return [_RIGHT]
    fullest = [pieces for pieces in lines if len(pieces) == most]
    return [
        median((pieces[i][0] + len(pieces[i][1]) + pieces[i + 1][0]) / 2 for pieces in fullest)
        for i in range(most - 1)
    ]
