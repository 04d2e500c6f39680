"""Files made for the tests: Word documents, PDFs, traps."""

import io
import zipfile
from collections.abc import Mapping

import typst
from docx import Document
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject

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


def stamped(data: bytes, stamps: Mapping[str, tuple[float, float]]) -> bytes:
    """The PDF with words set upon its first page, as signing does: points from left, from top."""
    writer = PdfWriter(PdfReader(io.BytesIO(data)))
    page = writer.pages[0]
    notes = ArrayObject()
    for text, (left, top) in stamps.items():
        bottom = float(page.mediabox.height) - top
        form = StreamObject()
        form.set_data(f"BT /F1 14 Tf 0 0 Td ({text}) Tj ET".encode("cp1258", "ignore"))
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        box = ArrayObject(map(FloatObject, (0, 0, 400, 16)))
        form.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Form"),
                NameObject("/BBox"): box,
                NameObject("/Resources"): _dictionary({"/Font": {"/F1": font}}),
            }
        )
        note = _dictionary({"/Type": "/Annot", "/Subtype": "/Widget"})
        note[NameObject("/Rect")] = ArrayObject(
            map(FloatObject, (left, bottom, left + 400, bottom + 16))
        )
        note[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(form)})
        notes.append(writer._add_object(note))
    page[NameObject("/Annots")] = notes
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _dictionary(values: Mapping[str, object]) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject(key): _dictionary(value)
            if isinstance(value, dict)
            else NameObject(str(value))
            for key, value in values.items()
        }
    )
