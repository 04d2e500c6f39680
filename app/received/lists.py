"""The received-by list as a table for other programs: CSV, Excel."""

import csv
import io
from collections.abc import Sequence

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.i18n import moment
from app.papers.wording import printable
from app.received.queries import Plan
from app.received.rules import day_words, safe_cell
from app.received.sending import Line

WIDTHS = (7, 44, 14, 20, 13, 13, 20, 18, 24, 30)


def headings() -> list[str]:
    return [
        _("TT"),
        _("Nơi nhận"),
        _("Mục đích"),
        _("Hình thức gửi"),
        _("Ngày gửi"),
        _("Ngày nhận"),
        _("Cách xác nhận"),
        _("Xác nhận lúc"),
        _("Người xác nhận"),
        _("Ghi chú"),
    ]


def ways() -> dict[str, str]:
    """How a receipt was confirmed, in words."""
    return {
        "account": _("Tài khoản đơn vị"),
        "link": _("Đường dẫn riêng"),
        "clerk": _("Văn thư ghi"),
    }


def cells(line: Line) -> list[str]:
    return [
        line.number,
        line.name,
        line.purpose,
        line.way,
        day_words(line.sent_on),
        day_words(line.received_on),
        ways().get(line.acknowledged_how or "", ""),
        moment(line.acknowledged_at),
        line.acknowledged_by or "",
        line.note,
    ]


def to_csv(lines: Sequence[Line]) -> bytes:
    """UTF-8 with the mark Excel needs; no cell can be taken for a formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(headings())
    writer.writerows([safe_cell(cell) for cell in cells(line)] for line in lines)
    return buffer.getvalue().encode("utf-8-sig")


def to_xlsx(plan: Plan, lines: Sequence[Line]) -> bytes:
    """One sheet, ready to print on A4 across; its heading row is repeated."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a sheet")
    sheet.title = _("Nơi nhận")
    _write(sheet, 1, [_("DANH SÁCH NƠI NHẬN")], Font(name="Times New Roman", size=14, bold=True))
    _write(sheet, 2, [plan.title], Font(name="Times New Roman", size=12, italic=True))
    _write(sheet, 4, headings(), Font(name="Times New Roman", size=12, bold=True), ruled=True)
    for number, line in enumerate(lines, 5):
        font = Font(name="Times New Roman", size=12, bold=line.is_opened)
        _write(sheet, number, cells(line), font, ruled=True)
    for column, width in zip("ABCDEFGHIJ", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A5"
    sheet.print_title_rows = "4:4"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


LINE = Side(style="thin")


def _write(
    sheet: Worksheet, row: int, texts: Sequence[str], font: Font, *, ruled: bool = False
) -> None:
    """Cells as text, whatever they start with."""
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(row, column, printable(text))
        cell.data_type = "s"
        cell.font = font
        if ruled:
            cell.border = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
