"""A table in Word, written as one piece of XML.

python-docx walks the whole table for each cell it hands out: 300 rows would take seconds.
"""

from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.table import CT_Tbl
from docx.shared import Length

from app.papers import word_styles as names
from app.papers.paper import Row, Table
from app.papers.wording import printable

BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def table_xml(document: Document, table: Table, width: Length, *, keeps: bool) -> CT_Tbl:
    """The table, `width` wide; its heading row is repeated on every page.

    `keeps`: the last row stays on the page of what follows the table.
    """
    total = sum(column.width for column in table.columns)
    widths = [int(width.twips * column.width / total) for column in table.columns]
    style = {
        name: document.styles[name].style_id
        for name in (names.CELL, names.CELL_CENTRED, names.CELL_HEAD, names.CELL_SECTION)
    }
    size = "" if table.size == 12 else f'<w:rPr><w:sz w:val="{round(table.size * 2)}"/></w:rPr>'

    def cell(position: int, text: str, look: str, keep: str = "") -> str:
        lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(printable(text)).split("\n"))
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{widths[position]}" w:type="dxa"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style[look]}"/>{keep}</w:pPr>'
            f'<w:r>{size}<w:t xml:space="preserve">{lines}</w:t></w:r></w:p></w:tc>'
        )

    def row(values: Row, keep: str = "") -> str:
        cells = "".join(
            cell(position, text, _look(table, position, section=values.section), keep)
            for position, text in enumerate(values.cells)
        )
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"

    head = "".join(cell(i, c.title, names.CELL_HEAD) for i, c in enumerate(table.columns))
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    last = row(table.rows[-1], "<w:keepNext/>" if keeps else "") if table.rows else ""
    made = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblBorders>{BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"
        f"{''.join(map(row, table.rows[:-1]))}{last}</w:tbl>"
    )
    if not isinstance(made, CT_Tbl):
        raise TypeError("not a table")
    return made


def _look(table: Table, position: int, *, section: bool) -> str:
    if section:
        return names.CELL_HEAD if table.columns[position].centred else names.CELL_SECTION
    return names.CELL_CENTRED if table.columns[position].centred else names.CELL
