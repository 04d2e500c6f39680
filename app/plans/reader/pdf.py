"""A .pdf with a text layer as lines, laid out again from where its letters stand."""

import ctypes
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium
from flask_babel import gettext as _

from app.plans.reader.decode import vietnamese_share
from app.plans.reader.errors import UnreadableDocument
from app.plans.reader.flow import paragraphs
from app.plans.reader.gutters import Row, Word
from app.plans.reader.lines import is_mark, joined
from app.plans.reader.markers import split_marker
from app.plans.reader.model import SourceLine
from app.plans.reader.package import broken, locked
from app.plans.reader.ruling import Band, bands, cell_at
from app.plans.reader.symbols import readable
from sync.core.text import nfc

_LINE_END = "\x02"  # how PDFium tells of a hyphen that ends a line
MAX_PAGES = 300
MAX_LETTERS = 2_000_000
_LOCK = threading.Lock()  # PDFium is not safe for threads


_FRAMED = 0.6  # of the width of a frame, what its text takes at the least


@dataclass(frozen=True)
class _Glyph:
    char: str
    left: float
    right: float
    base: float
    size: float


def read_pdf(data: bytes) -> list[SourceLine]:
    """Paragraphs of a PDF: wrapped lines joined, columns side by side kept apart by blanks.

    Raises UnreadableDocument for a password, a scan, a text layer that is rubbish.
    """
    with _LOCK:
        rows = _rows(data)
    text = nfc(" ".join(row.text for row in rows if not is_mark(nfc(row.text.strip()))))
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
    return paragraphs(rows)


def _rows(data: bytes) -> list[Row]:
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


def _page(document: pypdfium2.PdfDocument, number: int) -> list[Row]:
    page = _with_stamps(document, number)
    text = page.get_textpage()
    glyphs = sorted(_glyphs(text), key=lambda g: (-g.base, g.left))
    boxes = [o.get_bounds() for o in page.get_objects([pdfium.FPDF_PAGEOBJ_PATH], max_depth=1)]
    text.close()
    page.close()
    rows, free = _ruled(glyphs, bands(boxes), number)
    rows += [_row(line, number) for line in _printed(free)]
    return sorted(rows, key=lambda row: -row.base)


def _with_stamps(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """The page with what was set upon it later: the number and the day of a signed paper."""
    page = document[number]
    if pdfium.FPDFPage_GetAnnotCount(page.raw):
        pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
        page.close()
        page = document[number]
    return page


def _ruled(
    glyphs: Sequence[_Glyph], ruled: Sequence[Band], page: int
) -> tuple[list[Row], list[_Glyph]]:
    """The rows of ruled tables, and the letters outside them.

    A table with nothing but one broad cell filled in each row is a frame round a text.
    """
    where = [cell_at(ruled, (glyph.left + glyph.right) / 2, glyph.base) for glyph in glyphs]
    cells = {cell for cell in where if cell}
    filled = Counter(row for row, _ in cells)
    tables = {
        ruled[row].edges
        for row, column in cells
        if filled[row] > 1 or ruled[row].share(column) < _FRAMED
    }
    free: list[_Glyph] = []
    found: dict[tuple[int, int], list[_Glyph]] = {}
    for glyph, cell in zip(glyphs, where, strict=True):
        if cell and ruled[cell[0]].edges in tables:
            found.setdefault(cell, []).append(glyph)
        else:
            free.append(glyph)
    rows = [
        _entry(band, at, found, page)
        for at, band in enumerate(ruled)
        if filled[at] and band.edges in tables
    ]
    return rows, free


def _entry(band: Band, at: int, found: Mapping[tuple[int, int], list[_Glyph]], page: int) -> Row:
    cells = tuple(
        reduce(joined, (_row(line, page).text for line in _printed(found.get((at, n), []))), "")
        for n in range(len(band.homes))
    )
    left, right, size = band.edges[0], band.edges[-1], band.top - band.bottom
    return Row(" ".join(cells), left, right, band.top, size, left, page, cells=cells)


def _printed(glyphs: Sequence[_Glyph]) -> Iterator[list[_Glyph]]:
    """Letters on one base line, from the top down."""
    line: list[_Glyph] = []
    for glyph in glyphs:
        if line and abs(line[0].base - glyph.base) > 0.4 * max(glyph.size, line[0].size):
            yield line
            line = []
        line.append(glyph)
    if line:
        yield line


def _glyphs(text: pypdfium2.PdfTextPage) -> Iterator[_Glyph]:
    count = min(text.count_chars(), MAX_LETTERS)
    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium.FS_RECTF()
    for index in range(count):
        char = readable(chr(pdfium.FPDFText_GetUnicode(text.raw, index)))
        char = "-" if char == _LINE_END else char
        if char.isspace() or not char.isprintable():
            continue
        pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(text.raw, index, box)
        size = pdfium.FPDFText_GetFontSize(text.raw, index) or 12.0
        height = abs(box.top - box.bottom)
        yield _Glyph(
            char, box.left, box.right, round(y.value, 1), max(height * 0.75, size * 0.5, 4)
        )


def _row(glyphs: list[_Glyph], page: int) -> Row:
    """Blanks come from the gaps between letters; a gap of a column's width gives many.

    The gap behind the sign of a list, set with a tab, parts no columns.
    """
    glyphs = sorted(glyphs, key=lambda g: g.left)
    size = median(g.size for g in glyphs)
    words: list[Word] = []
    text = ""
    begun: list[_Glyph] = []
    for glyph in glyphs:
        gap = glyph.left - begun[-1].right if begun else 0
        if gap > 0.12 * size:
            words.append(_word(begun))
            wide = gap > 1.9 * size and not _is_point(text)
            text += " " * (max(4, round(gap / (0.5 * size))) if wide else 1)
            begun = []
        text += glyph.char
        begun.append(glyph)
    words.append(_word(begun))
    ends = glyphs[0].left, glyphs[-1].right
    return Row(nfc(text), *ends, glyphs[0].base, size, words[0].right, page, tuple(words))


def _word(glyphs: Sequence[_Glyph]) -> Word:
    return Word(glyphs[0].left, glyphs[-1].right, nfc("".join(g.char for g in glyphs)))


def _is_point(text: str) -> bool:
    """Nothing but the sign that opens a point: '1.', 'a)', '-'; a star may be a letterhead's."""
    if len(text) > 8 or " " in text:
        return False
    marker, rest = split_marker(f"{text} A")
    return marker is not None and marker.family != "star" and rest == "A"
