"""A .pdf with a text layer as lines, laid out again from where its letters stand."""

import ctypes
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium
from flask_babel import gettext as _

from app.plans.reader.decode import vietnamese_share
from app.plans.reader.errors import UnreadableDocument
from app.plans.reader.lines import ends_sentence, is_mark
from app.plans.reader.markers import split_marker
from app.plans.reader.model import SourceLine
from app.plans.reader.package import broken, locked
from sync.core.text import clean, nfc

MAX_PAGES = 300
MAX_LETTERS = 2_000_000
_LOCK = threading.Lock()  # PDFium is not safe for threads


@dataclass(frozen=True)
class _Glyph:
    char: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True)
class _Row:
    """A printed line: its text with wide gaps kept as blanks, and where it stands on the page."""

    text: str
    left: float
    right: float
    base: float
    size: float
    first: float
    page: int


def read_pdf(data: bytes) -> list[SourceLine]:
    """Paragraphs of a PDF: wrapped lines joined, columns side by side kept apart by blanks.

    Raises UnreadableDocument for a password, a scan, a text layer that is rubbish.
    """
    with _LOCK:
        rows = _rows(data)
    text = nfc(" ".join(row.text for row in rows))
    if sum(c.isalpha() for c in text) < 60:
        raise UnreadableDocument(
            _(
                "PDF này là bản chụp, không có lớp chữ; "
                "hãy dùng bản Word (.docx), hoặc nhận dạng chữ (OCR) rồi tải lại."
            )
        )
    if vietnamese_share(text) < 0.08:
        raise UnreadableDocument(
            _(
                "Lớp chữ của PDF này sai, không đọc được tiếng Việt; "
                "hãy dùng bản Word (.docx) của văn bản."
            )
        )
    return _paragraphs(rows)


def _rows(data: bytes) -> list[_Row]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise UnreadableDocument(locked()) from error
        raise broken() from error
    try:
        if len(document) > MAX_PAGES:
            raise UnreadableDocument(
                _("PDF có hơn %(limit)s trang; hãy tách riêng phần kế hoạch.", limit=MAX_PAGES)
            )
        return [row for number in range(len(document)) for row in _page(document, number)]
    except pypdfium2.PdfiumError as error:
        raise broken() from error
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, number: int) -> Iterator[_Row]:
    page = document[number]
    text = page.get_textpage()
    glyphs = sorted(_glyphs(text), key=lambda g: (-g.base, g.left))
    text.close()
    page.close()
    line: list[_Glyph] = []
    for glyph in glyphs:
        if line and abs(line[0].base - glyph.base) > 0.4 * max(glyph.size, line[0].size):
            yield _row(line, number)
            line = []
        line.append(glyph)
    if line:
        yield _row(line, number)


def _glyphs(text: pypdfium2.PdfTextPage) -> Iterator[_Glyph]:
    count = min(text.count_chars(), MAX_LETTERS)
    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium.FS_RECTF()
    for index in range(count):
        char = chr(pdfium.FPDFText_GetUnicode(text.raw, index))
        if char.isspace() or not char.isprintable():
            continue
        pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(text.raw, index, box)
        size = pdfium.FPDFText_GetFontSize(text.raw, index) or 12.0
        height = abs(box.top - box.bottom)
        yield _Glyph(
            char, box.left, box.right, round(y.value, 1), max(height * 0.75, size * 0.5, 4)
        )


def _row(glyphs: list[_Glyph], page: int) -> _Row:
    """Blanks come from the gaps between letters; a gap of a column's width gives many."""
    glyphs = sorted(glyphs, key=lambda g: g.left)
    size = median(g.size for g in glyphs)
    text = glyphs[0].char
    first = glyphs[-1].right
    for before, glyph in pairwise(glyphs):
        gap = glyph.left - before.right
        if gap > 0.12 * size:
            first = min(first, before.right)
            text += " " * (max(4, round(gap / (0.5 * size))) if gap > 1.9 * size else 1)
        text += glyph.char
    return _Row(nfc(text), glyphs[0].left, glyphs[-1].right, glyphs[0].base, size, first, page)


def _paragraphs(rows: list[_Row]) -> list[SourceLine]:
    left, right = _margins(rows)
    lines: list[str] = []
    marks: list[str] = []
    last: _Row | None = None
    for row in rows:
        if is_mark(row.text.strip()) and (
            last is None or row.page != last.page or (last.page < rows[-1].page and row.base < 80)
        ):
            marks.append(row.text)
            continue
        if last is not None and _joins(last, row, left, right):
            lines[-1] = f"{lines[-1]} {row.text}"
        else:
            lines += marks
            marks = []
            if last is not None and last.page == row.page and last.base - row.base > 2.1 * row.size:
                lines.append("")
            lines.append(" " * max(0, round((row.left - left) / (0.5 * row.size))) + row.text)
        last = row
    return [SourceLine(line) for line in lines + marks]


def _margins(rows: list[_Row]) -> tuple[float, float]:
    """Where full lines begin and end; a few odd lines do not move it."""
    lefts = sorted(row.left for row in rows)
    rights = sorted(row.right for row in rows)
    return lefts[len(lefts) // 20], rights[-1 - len(rights) // 20]


def _joins(last: _Row, row: _Row, left: float, right: float) -> bool:
    """The row goes on with the paragraph above: no room was left there for its first word."""
    if "    " in last.text.strip() or "    " in row.text.strip():
        return False
    text = clean(row.text)
    if split_marker(text)[0] or row.left > left + 0.8 * row.size:
        return False
    word = row.first - row.left + 0.3 * row.size
    full = last.right + word > right - 0.5 * row.size
    if not full:
        return False
    return last.left > left + row.size or not ends_sentence(last.text) or not text[0].isupper()
