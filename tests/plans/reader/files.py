"""Files made for the tests: Word documents, PDFs, traps."""

import io
import zipfile
from collections.abc import Mapping

import typst
from docx import Document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"[Content_Types].xml": TYPES, **parts}.items():
            archive.writestr(name, content)
    return data.getvalue()


def word(body: str, **parts: str) -> bytes:
    """A .docx whose body is this WordprocessingML; parts: numbering, styles, header1."""
    document = f'<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>'
    return package({"word/document.xml": document} | {f"word/{n}.xml": p for n, p in parts.items()})


def paragraph(text: str, properties: str = "") -> str:
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def listed(text: str, number: int, depth: int = 0) -> str:
    return paragraph(
        text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    )


def table(*rows: list[str]) -> str:
    cells = [
        "".join(
            "<w:tc>" + "".join(paragraph(line) for line in cell.split("\n")) + "</w:tc>"
            for cell in row
        )
        for row in rows
    ]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def plain_word(text: str) -> bytes:
    """A .docx written by python-docx, one paragraph a line, tabs kept."""
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def pdf(markup: str) -> bytes:
    """A PDF set by typst on A4, 14 points."""
    page = '#set page(paper: "a4", margin: (left: 3cm, rest: 2cm))\n#set text(14pt, lang: "vi")\n'
    made = typst.compile(f"{page}{markup}".encode(), format="pdf")
    assert isinstance(made, bytes)
    return made
