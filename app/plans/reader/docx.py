"""A .docx as lines: paragraphs with the numbers Word shows, tables row by row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from app.plans.reader.frames import is_frame
from app.plans.reader.model import SourceLine
from app.plans.reader.numbering import Numbering, read_numbering
from app.plans.reader.ooxml import MC, W, is_on, transitional, value
from app.plans.reader.package import Package, broken
from app.plans.reader.styles import Style, list_of, read_styles
from app.plans.reader.symbols import readable
from sync.core.text import clean

_TEXT = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "sym": ""}
_SKIPPED = frozenset(W + tag for tag in ("del", "moveFrom", "pPr", "rPr", "instrText", "sdtPr"))
_MAX_DEPTH = 60


@dataclass
class _Document:
    styles: dict[str, Style]
    numbering: Numbering
    tables: int = 0
    boxes: list[Element] = field(default_factory=list)


def read_docx(data: bytes) -> list[SourceLine]:
    """Every paragraph and table row of the main text, after the capitals of its page headers."""
    package = Package(data)
    root = package.xml("word/document.xml")
    body = transitional(root).find(W + "body") if root is not None else None
    if body is None:
        raise broken()
    document = _Document(
        styles=read_styles(_part(package, "word/styles.xml")),
        numbering=read_numbering(_part(package, "word/numbering.xml")),
    )
    stamps = [line for line in _headers(package, document) if clean(line.text).isupper()]
    return [*stamps, *_blocks(body, document, 0), *_notes(package, document)]


def _part(package: Package, name: str) -> Element | None:
    root = package.xml(name)
    return transitional(root) if root is not None else None


def _headers(package: Package, document: _Document) -> Iterator[SourceLine]:
    """Page headers may hold a stamp or a letterhead; page numbers there are fields and stay out."""
    for name in sorted(package.names):
        if re.fullmatch(r"word/header\d+\.xml", name):
            root = _part(package, name)
            if root is not None:
                yield from _blocks(root, document, 0)


def _notes(package: Package, document: _Document) -> Iterator[SourceLine]:
    """The words of footnotes and endnotes; what rules them off from the page has none."""
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        root = _part(package, name)
        if root is not None:
            for line in _blocks(root, document, 0):
                if clean(line.text):
                    yield SourceLine(line.text, note=True)


def _blocks(parent: Element, document: _Document, depth: int) -> Iterator[SourceLine]:
    if depth > _MAX_DEPTH:
        raise broken()
    for element in parent:
        if element.tag == W + "p":
            yield from _paragraph(element, document, depth)
        elif element.tag == W + "tbl":
            yield from _table(element, document, depth)
        elif element.tag not in _SKIPPED:
            yield from _blocks(element, document, depth + 1)


def _paragraph(element: Element, document: _Document, depth: int) -> Iterator[SourceLine]:
    properties, style = _style(element, document)
    document.boxes = []
    text = "".join(_runs(element, style.caps, document, depth))
    boxes, document.boxes = document.boxes, []
    for box in boxes:
        yield from _blocks(box, document, depth + 1)
    label = _label(properties, style, document.numbering) if text.strip() else ""
    heading = 0 if _is_sentence(text) else style.heading
    for index, line in enumerate(text.split("\n")):
        prefix = f"{label} " if label and index == 0 else ""
        yield SourceLine(prefix + line, heading)


def _style(element: Element, document: _Document) -> tuple[Element | None, Style]:
    """The properties of a paragraph, and the style they name."""
    properties = element.find(W + "pPr")
    named = properties.find(W + "pStyle") if properties is not None else None
    return properties, document.styles.get(
        value(named, "val") if named is not None else "", Style()
    )


def _is_sentence(text: str) -> bool:
    """A whole sentence, or a paragraph of them, is no heading whatever its style says."""
    return len(text) >= 200 or (len(text.split()) > 15 and text.rstrip().endswith((".", ";", ",")))


def _label(properties: Element | None, style: Style, numbering: Numbering) -> str:
    number, depth = list_of(properties)
    if number == "0":
        return ""
    return numbering.label(number or style.number, depth if depth is not None else style.depth)


def _runs(element: Element, caps: bool, document: _Document, depth: int) -> Iterator[str]:
    """The words of a paragraph; text boxes are set aside, only one of two alternatives is read."""
    if depth > _MAX_DEPTH:
        raise broken()
    properties = element.find(W + "rPr") if element.tag == W + "r" else None
    if is_on(properties, "vanish"):
        return
    caps = caps or is_on(properties, "caps")
    for child in _chosen(element):
        if child.tag == W + "t":
            yield (child.text or "").upper() if caps else child.text or ""
        elif child.tag in _TEXT:
            yield _sign(child)
        elif child.tag == W + "txbxContent":
            document.boxes.append(child)
        elif child.tag not in _SKIPPED:
            yield from _runs(child, caps, document, depth + 1)


def _sign(element: Element) -> str:
    """A blank, a break, or a sign of a picture font, whose code may lack its leading F."""
    code = value(element, "char")
    if element.tag == W + "sym" and re.fullmatch(r"[0-9A-Fa-f]{2,4}", code):
        return readable(chr(0xF000 | int(code, 16) & 0xFFF))
    return "" if value(element, "type") == "page" else _TEXT[element.tag]


def _chosen(element: Element) -> Iterator[Element]:
    """The children, with one of two alternatives (a text box is kept in two forms)."""
    for child in element:
        if child.tag != MC + "AlternateContent":
            yield child
        elif len(child):
            yield child[0]


def _table(element: Element, document: _Document, depth: int) -> Iterator[SourceLine]:
    rows = [
        [(cell, _cell(cell, document, depth + 1)) for cell in _within(row, "tc")]
        for row in _within(element, "tr")
    ]
    cells = [lines for row in rows for _, lines in row]
    if max(map(len, rows), default=0) == 1 and any(line.table for lines in cells for line in lines):
        for lines in cells:  # a box around a table
            yield from lines
        return
    if is_frame([[[line.text for line in lines] for _, lines in row] for row in rows]):
        for lines in cells:
            yield SourceLine("")
            yield from (SourceLine(line.text, line.heading) for line in lines)
        return
    document.tables += 1
    table = document.tables
    for row in rows:
        texts = []
        for cell, lines in row:
            texts += [_cell_text(lines), *[""] * (_span(cell) - 1)]
        yield SourceLine("\t".join(texts), table=table)


def _cell(cell: Element, document: _Document, depth: int) -> list[SourceLine]:
    """The lines of a cell; one that goes on with the cell above shows none.

    A cell that holds nothing but a number of a list shows that, as the first column often does.
    """
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    if merged is not None and value(merged, "val") != "restart":
        return []
    lines = list(_blocks(cell, document, depth))
    paragraphs = cell.findall(W + "p")
    if len(paragraphs) == 1 and not any(line.text.strip() for line in lines):
        properties, style = _style(paragraphs[0], document)
        return [SourceLine(_label(properties, style, document.numbering))]
    return lines


def _within(element: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, not those of a table nested in it."""
    for child in element:
        if child.tag == W + tag:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml"):
            yield from _within(child, tag)


def _cell_text(lines: list[SourceLine]) -> str:
    return " ".join(filter(None, (clean(line.text.replace("\t", " ")) for line in lines)))


def _span(cell: Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    text = value(span, "val") if span is not None else ""
    return int(text) if text.isdecimal() and len(text) < 3 else 1
