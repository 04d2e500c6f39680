"""The lines of a paper made ready: cleaned, known as rows or rules, joined where wrapped."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from app.plans.reader.markers import split_marker
from app.plans.reader.model import SourceLine
from app.plans.reader.symbols import readable
from sync.core.text import clean, fold, nfc

_RULE = re.compile(r"[\s*_=~.…\-–—−•]{3,}|\*|[|\s]+|[-–—=*\s]*[oO]0?[oO][-–—=*\s]*")
_PAGE = re.compile(r"(?i)(trang\s+)?[-–]?\s*\d{1,3}\s*[-–]?(\s*/\s*\d{1,3})?")
# What signing software sets upon the first page.
_SIGNED = re.compile(r"(?i)(người ký|ký bởi|(thời gian|ngày|giờ) ký|cơ quan phát hành)\s*:.{,90}")
_HANGING = re.compile(r"(?i)\b(số|khoản|ngày|tháng)$")
_INVISIBLE = str.maketrans({"\u00a0": " ", "\u200b": None, "\ufeff": None})
_SPLIT = re.compile(r"\w[-‐‑/]$")  # a word that ends in a hyphen goes on in the next line
_LONG = 100  # letters; a paper of whole paragraphs has some that are longer
_HALF = 55
_SET_IN = 2  # blanks more than those of the lines below
_ENDS = re.compile(r"[.;:!?…]['\"”’)]*$")


@dataclass(frozen=True)
class Para:
    """A paragraph: the numbers of its source lines, its clean text, the spacing it was typed with.

    indent: blanks before its first line; spaced: a blank line stands before it.
    """

    numbers: tuple[int, ...]
    text: str
    raw: str
    indent: int = 0
    spaced: bool = False
    heading: int = 0
    table: int = 0

    @property
    def number(self) -> int:
        return self.numbers[0]

    @property
    def width(self) -> int:
        """How far its (last) line reaches, blanks before it counted."""
        return len(self.raw.expandtabs(8).rstrip())

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(clean(cell) for cell in self.raw.strip("\n").split("\t"))


def as_source(lines: Iterable[str | SourceLine]) -> list[SourceLine]:
    """Lines from any source as SourceLine; nothing is changed in their text."""
    return [SourceLine(line) if isinstance(line, str) else line for line in lines]


def prepare(source: Sequence[SourceLine]) -> list[Para]:
    """One Para for each line that is neither blank nor a footnote; line numbers count from 1.

    The blanks round a page number are the page's, not the paragraph's.
    """
    paras: list[Para] = []
    spaced = False
    for number, line in enumerate(source, 1):
        raw = readable(nfc(line.text).translate(_INVISIBLE))
        text = clean(raw.replace("\t", " "))
        if line.note:
            continue
        if not text:
            spaced = True
            continue
        indent = len(raw.expandtabs(8)) - len(raw.expandtabs(8).lstrip())
        turned = bool(paras) and bool(_PAGE.fullmatch(paras[-1].text))
        spaced = spaced and not turned
        paras.append(Para((number,), text, raw, indent, spaced, line.heading, line.table))
        spaced = False
    return mark_tables(paras)


def is_mark(text: str) -> bool:
    """A line that says nothing: a rule, stars under an issuer, a page number, a signing stamp."""
    return bool(_RULE.fullmatch(text) or _PAGE.fullmatch(text) or _SIGNED.fullmatch(text))


def is_rule(text: str) -> bool:
    return bool(_RULE.fullmatch(text))


def mark_tables(paras: Sequence[Para]) -> list[Para]:
    """Rows typed with tabs are tables too: two or more in a row, three cells or more.

    A page number or a rule between two rows does not part the table.
    """
    marked = list(paras)
    running = max((p.table for p in paras), default=0)
    start = 0
    while start < len(marked):
        end = start
        rows: list[int] = []
        while end < len(marked):
            if _tabbed(marked[end]):
                rows.append(end)
            elif not rows or not is_mark(marked[end].text):
                break
            end += 1
        if len(rows) > 1 and max(sum(map(bool, marked[row].cells)) for row in rows) > 2:
            running += 1
            for row in rows:
                marked[row] = replace(marked[row], table=running)
        start = max(end, start + 1)
    return marked


def _tabbed(para: Para) -> bool:
    if para.table or ("\t" not in para.raw.strip() and not para.raw.startswith("\t")):
        return False
    marker, _ = split_marker(para.text)
    bullet = marker is not None and marker.family in ("dash", "plus", "star")
    return "\t" in para.raw and not bullet


def ends_sentence(text: str) -> bool:
    return bool(_ENDS.search(text))


def joined(above: str, below: str) -> str:
    """Two lines of one paragraph: 'KH-' and 'UBND' are one word, 'dịp hè' and 'này' are two."""
    return f"{above}{below}" if not above or _SPLIT.search(above) else f"{above} {below}"


def is_span(above: str, below: str) -> bool:
    """'năm học 2025' and '- 2026' below it: years, not the point of a list."""
    return bool(re.search(r"\d{4}$", above) and re.match(r"[-–—]\s*\d{4}\b", below))


@dataclass(frozen=True)
class Wrap:
    """How a text was hard-wrapped: its width, and the indent lines within a paragraph have.

    width 0: it was not, its lines are whole paragraphs.
    """

    width: int = 0
    indent: int = 0


def wrapping(paras: Sequence[Para]) -> Wrap:
    """Lines broken inside a sentence show it: the next has no marker and begins small.

    Where no line is long, as in no text of whole paragraphs, any line will do for the next.
    """
    short = max((len(para.text) for para in paras), default=0) < _LONG
    broken = [
        (above.width, below.indent)
        for above, below in pairwise(paras)
        if (short or below.text[0].islower())
        and (_HALF if short else 40) < len(above.text) < 125
        and not (above.table or below.table or below.spaced or below.text.isupper())
        and not (ends_sentence(above.text) or split_marker(below.text)[0])
    ]
    if len(broken) < (1 if short else max(2, len(paras) * 0.08)):
        return Wrap()
    return Wrap(max(width for width, _ in broken), round(median(indent for _, indent in broken)))


def unwrap(paras: Sequence[Para], wrap: Wrap) -> list[Para]:
    """Joins lines that only continue the line above; headings, tables, new markers stay apart."""
    whole: list[Para] = []
    last = None
    for para in paras:
        if last and _continues(whole[-1], last, para, wrap):
            before = whole[-1]
            whole[-1] = replace(
                before,
                numbers=before.numbers + para.numbers,
                text=joined(before.text, para.text),
            )
        else:
            whole.append(para)
        last = para
    return whole


def _continues(before: Para, above: Para, para: Para, wrap: Wrap) -> bool:
    """The para goes on with the line above, which ends the paragraph before."""
    last = above.text
    if before.table or para.table or para.heading or before.heading or para.spaced:
        return False
    marker, _ = split_marker(para.text)
    if is_span(last, para.text):
        return True
    if marker:
        return marker.family in ("number", "decimal") and bool(_HANGING.search(last))
    if fold(para.text).startswith(("noi nhan", "noi gui", "kinh gui", "kinh goi")):
        return False
    open_end = not ends_sentence(last)
    if not wrap.width:
        return para.text[0].islower() and len(last) > 40 and open_end
    return _fits_not(before, above, para, wrap)


def _fits_not(before: Para, above: Para, para: Para, wrap: Wrap) -> bool:
    """In hard-wrapped text: the first word had no room above, or the sentence was cut there."""
    last = above.text
    open_end = not ends_sentence(last)
    lower = para.text[0].islower() or (para.text[0] in '(“"' and open_end)
    if last.isupper() and not para.text.isupper():
        return False
    if not lower and para.indent > min(before.indent, wrap.indent) + 1:
        return False
    if before.indent - _SET_IN > wrap.indent >= para.indent and above.width > 0.7 * wrap.width:
        return True  # paragraphs are set in, this line is not
    room = wrap.width - above.width - 1 - len(para.text.split(" ", 1)[0])
    full = room < (0.15 * wrap.width if open_end or lower else 2)
    return full or (open_end and lower and len(last) > 0.5 * wrap.width)
