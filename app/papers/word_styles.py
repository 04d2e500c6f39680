"""The named styles of a paper in Word."""

from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from app.papers.profiles import Profile

FONT = "Times New Roman"
CENTRE, LEFT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY

TOP = "Quốc hiệu"
SUPERIOR = "Cơ quan cấp trên"
ISSUER = "Cơ quan ban hành"
NUMBER = "Số ký hiệu"
DAY = "Địa danh ngày tháng"
KIND = "Tên loại"
SUBJECT = "Trích yếu"
NOTE = "Ghi chú tên loại"
ADDRESS = "Kính gửi"
BODY = "Nội dung"
COMPACT = "Nội dung gọn"
SIGNER = "Chữ ký"
POST = "Chức vụ người ký"
RECIPIENTS_HEAD = "Nơi nhận"
RECIPIENTS_LINE = "Nơi nhận - dòng"
CELL = "Ô bảng"
CELL_CENTRED = "Ô bảng giữa"
CELL_HEAD = "Ô đầu bảng"
CELL_SECTION = "Ô mục"
RULE = "Đường kẻ"

COMPACT_SIZE = 11.5
"""Points of a compact paragraph, as of the annexes' figures."""

PAGE_NUMBER_SIZE = 14
"""Points, as every norm allows."""


@dataclass(frozen=True, slots=True)
class Face:
    """How a style looks; size in points."""

    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    align: WD_ALIGN_PARAGRAPH = CENTRE


def faces(profile: Profile) -> dict[str, Face]:
    """Every style but the body's, as the norm sets it."""
    ends = profile.recipients
    plain = not ends.bold_italic
    return {
        TOP: Face(profile.top[0].size, bold=True),
        SUPERIOR: Face(profile.superior_size),
        ISSUER: Face(profile.issuer_size, bold=True),
        NUMBER: Face(profile.number_size),
        DAY: Face(profile.date_size, italic=True),
        KIND: Face(profile.kind_size, bold=True),
        SUBJECT: Face(profile.subject_size, bold=True),
        NOTE: Face(profile.body_size, italic=True),
        ADDRESS: Face(profile.body_size),
        SIGNER: Face(profile.signature_size, bold=True),
        POST: Face(profile.signature_size, bold=profile.bold_post),
        RECIPIENTS_HEAD: Face(ends.head_size, not plain, not plain, plain, LEFT),
        RECIPIENTS_LINE: Face(ends.list_size, align=LEFT),
        CELL: Face(12, align=LEFT),
        CELL_CENTRED: Face(12),
        CELL_HEAD: Face(12, bold=True),
        CELL_SECTION: Face(12, bold=True, align=LEFT),
        RULE: Face(2),
        COMPACT: Face(COMPACT_SIZE, align=BOTH),
    }


def install(document: Document, profile: Profile) -> None:
    """Add the paper's styles; headings become black and Times New Roman."""
    normal = _style(document, "Normal")
    _font(normal, Face(profile.body_size, align=LEFT))
    normal.element.get_or_add_rPr().append(_language())
    for name, face in faces(profile).items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _compact(_font(style, face))
    for name in (CELL, CELL_CENTRED, CELL_HEAD, CELL_SECTION, COMPACT):
        form = _style(document, name).paragraph_format
        form.space_before = form.space_after = Pt(2)
    body = document.styles.add_style(BODY, WD_STYLE_TYPE.PARAGRAPH)
    _running(_font(body, Face(profile.body_size, align=BOTH)), profile)
    heading = _font(_style(document, "Heading 1"), Face(profile.body_size, bold=True, align=BOTH))
    _running(heading, profile)
    heading.paragraph_format.space_before = Pt(6)
    _compact(_font(_style(document, "Header"), Face(PAGE_NUMBER_SIZE)))


def _style(document: Document, name: str) -> ParagraphStyle:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(name)
    return style


def _font(style: ParagraphStyle, face: Face) -> ParagraphStyle:
    style.font.size = Pt(face.size)
    style.font.bold, style.font.italic = face.bold, face.italic
    style.font.underline = face.underline
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.paragraph_format.alignment = face.align
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    return style


def _language() -> BaseOxmlElement:
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    return language


def _compact(style: ParagraphStyle) -> None:
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def _running(style: ParagraphStyle, profile: Profile) -> None:
    """Body lines: first one indented 1 cm, exact distance, 6 pt between paragraphs."""
    form = style.paragraph_format
    form.first_line_indent = Mm(10)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(profile.line)
    form.space_before, form.space_after = Pt(0), Pt(6)
