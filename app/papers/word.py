"""A paper as an editable Word file with real styles."""

import io

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from app.papers import word_styles as names
from app.papers import wording
from app.papers.paper import Annex, Block, Heading, Paper, Text
from app.papers.profiles import Margins
from app.papers.word_table import table_xml

SHARE = 0.42
"""Of the line, for the issuer's side of the opening."""


def to_docx(paper: Paper) -> bytes:
    """The whole file."""
    document = docx.Document()
    names.install(document, paper.profile)
    document.core_properties.title = wording.printable(wording.file_title(paper))[:255]
    document.core_properties.author = wording.printable(paper.letterhead.issuer)[:255]
    document.core_properties.comments = ""
    _page(document.sections[0], paper.profile.margins, landscape=paper.landscape)
    _page_number(document.sections[0])
    _opening(document, paper)
    _title(document, paper.kind, paper.subject, paper.note)
    _end_of_title(document, paper)
    if paper.address:
        _add(document, paper.address, names.ADDRESS).paragraph_format.space_after = Pt(6)
    _blocks(document, paper.blocks, ends=True)
    _ending(document, paper)
    for position, annex in enumerate(paper.annexes):
        _annex(document, paper, annex, position)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add(place: Document | _Cell, text: str, style: str) -> Paragraph:
    return place.add_paragraph(wording.printable(text), style)


def _page(section: Section, margins: Margins, *, landscape: bool) -> None:
    short, long = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True


def _page_number(section: Section) -> None:
    """Top centre from page 2: the first page keeps an empty heading of its own."""
    section.first_page_header.is_linked_to_previous = False
    field = parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    )
    section.header.paragraphs[0]._p.append(field)


def _width(section: Section) -> Length:
    width, left, right = section.page_width, section.left_margin, section.right_margin
    return Length((width or 0) - (left or 0) - (right or 0))


def _two_sides(document: Document, rows: int, share: float) -> WordTable:
    """An invisible table of two columns without padding; the left one takes `share`."""
    width = _width(document.sections[-1])
    table: WordTable = document.add_table(rows, 2)
    table.autofit = False
    padding = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
    table._tbl.tblPr.insert_element_before(
        parse_xml(f"<w:tblCellMar {nsdecls('w')}>{padding}</w:tblCellMar>"), "w:tblLook"
    )
    for position, part in enumerate((share, 1 - share)):
        table.columns[position].width = Length(int(width * part))
        for cell in table.columns[position].cells:
            cell.width = Length(int(width * part))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    return table


def _opening(document: Document, paper: Paper) -> None:
    profile, head = paper.profile, paper.letterhead
    table = _two_sides(document, 2, SHARE)
    (left, right), (number, day) = (row.cells for row in table.rows)
    if head.superior:
        _first(left, head.superior.upper(), names.SUPERIOR)
        _add(left, head.issuer.upper(), names.ISSUER)
    else:
        _first(left, head.issuer.upper(), names.ISSUER)
    if profile.mark:
        _add(left, profile.mark, names.ISSUER)
    elif head.issuer:
        _rule(left, left.width or Mm(0), Mm(25))
    _first(right, profile.top[0].text, names.TOP)
    for line in profile.top[1:]:
        paragraph = _add(right, line.text, names.TOP)
        paragraph.runs[0].font.size = Pt(line.size)
    last = profile.top[-1]
    _rule(right, right.width or Mm(0), _estimate(last.text, last.size))
    _first(number, wording.number_line(profile, head), names.NUMBER)
    _first(day, wording.date_line(head), names.DAY)
    for cell in (number, day):
        cell.paragraphs[0].paragraph_format.space_before = Pt(4)


def _first(cell: _Cell, text: str, style: str) -> None:
    """A cell is born with one paragraph; use it."""
    cell.paragraphs[0].text = wording.printable(text)
    cell.paragraphs[0].style = style


def _estimate(text: str, size: float) -> Length:
    """About how long a bold line is: 0.72 of the size for a capital, a quarter for a blank."""
    shares = (0.72 if c.isupper() else 0.25 if c == " " else 0.5 for c in text)
    return Pt(size * sum(shares))


def _rule(place: Document | _Cell, width: Length, length: Length) -> None:
    """A centred line: the lower border of an empty paragraph, indented from both sides."""
    paragraph = _add(place, "", names.RULE)
    indent = Length(max(0, (width - length) // 2))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = indent
    border = '<w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/>'
    paragraph._p.get_or_add_pPr().insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{border}</w:pBdr>"), "w:spacing", "w:ind", "w:jc"
    )


def _title(document: Document, kind: str, subject: str, note: str) -> None:
    _add(document, kind, names.KIND).paragraph_format.space_before = Pt(14)
    if subject:
        _add(document, subject, names.SUBJECT)
    if note:
        _add(document, note, names.NOTE)


def _end_of_title(document: Document, paper: Paper) -> None:
    if paper.profile.title_end:
        _add(document, paper.profile.title_end, names.ADDRESS)
    else:
        _rule(document, _width(document.sections[-1]), Mm(40))
    document.paragraphs[-1].paragraph_format.space_after = Pt(8)


def _blocks(document: Document, blocks: tuple[Block, ...], *, ends: bool = False) -> None:
    """Where the paper's end follows, the last paragraph or row stays on the page with it."""
    for position, block in enumerate(blocks, 1):
        keeps = ends and position == len(blocks)
        if isinstance(block, Heading):
            _add(document, block.text, "Heading 1")
        elif isinstance(block, Text):
            style = names.COMPACT if block.compact else names.BODY
            paragraph = _add(document, block.text, style)
            paragraph.runs[0].italic = block.italic or None
            paragraph.paragraph_format.keep_with_next = keeps or None
        else:
            width = _width(document.sections[-1])
            document.element.body.insert_element_before(
                table_xml(document, block, width, keeps=keeps), "w:sectPr"
            )
            _add(document, "", names.RULE).paragraph_format.keep_with_next = keeps or None


def _ending(document: Document, paper: Paper) -> None:
    """The recipients at the left, who signs at the right; nothing where neither is known."""
    lines = wording.authority_lines(paper.profile, paper.signature)
    if not (lines or paper.recipients):
        return
    document.paragraphs[-1].paragraph_format.space_after = Pt(8)
    left, right = _two_sides(document, 1, SHARE).rows[0].cells
    if paper.recipients:
        _first(left, "Nơi nhận:", names.RECIPIENTS_HEAD)
        for line in wording.recipient_lines(paper.profile, paper.recipients):
            _add(left, line, names.RECIPIENTS_LINE)
    _first(right, lines[0] if lines else "", names.SIGNER)
    for line in lines[1:]:
        _add(right, line, names.POST)
    if lines:
        name = _add(right, paper.signature.name, names.SIGNER)
        name.paragraph_format.space_before = Mm(22)
    _add(document, "", names.RULE)


def _annex(document: Document, paper: Paper, annex: Annex, position: int) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _page(section, paper.profile.margins, landscape=annex.landscape)
    section._sectPr.insert_element_before(
        parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>'), "w:cols", "w:titlePg", "w:docGrid"
    )
    title = wording.annex_title(paper, position)
    _title(document, title, annex.subject, wording.annex_note(paper))
    document.paragraphs[-1].paragraph_format.space_after = Pt(8)
    _blocks(document, annex.blocks)
