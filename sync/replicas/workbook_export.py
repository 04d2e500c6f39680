"""Writes a checklist as an .xlsx that a unit fills in offline."""

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from sync.replicas.local import LocalChecklist, LocalEntry, Value
from sync.replicas.workbook_layout import COLUMNS, HEADER_ROW, OFFICE, STATE_WORDS, Printed
from sync.replicas.xlsxfile import BOOKKEEPING

VERSION = "Mã phiên bản"
LONGEST = 32_767
"""Characters in a cell of Excel's at most."""
SPARE_ROWS, MORE_ROWS = 15, 200
"""Ruled rows below the table for what the unit does of its own; rows ready for more of it."""
_FORBIDDEN = re.compile(f"{ILLEGAL_CHARACTERS_RE.pattern}|[\ufffe\uffff]")
_FONT = "Times New Roman"
_LINE = Side(style="thin", color="808080")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="DCE6F1")
_GROUP = PatternFill("solid", fgColor="F2F2F2")
_CENTRED = ("number", "key", "due", "state", "percent", "done_on", "verified")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the table: the office's lines, the plan's title, when it was made."""

    issuer: str
    superior: str
    title: str
    made: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file was made from; `values` are what it said of each (key, field) then."""

    id: str
    plan: str
    unit: str
    year: int
    values: dict[tuple[str, str], str]
    texts: dict[str, str]


def build(checklist: LocalChecklist, heading: Heading, export: str) -> Workbook:
    """The workbook without its stamp: a title, the table, room for own work."""
    book, sheet = _new(checklist)
    _print_setup(sheet)
    _titles(sheet, checklist, heading, export)
    _headings(sheet)
    last = HEADER_ROW
    number = 0
    for last, line in enumerate(_lines(checklist), HEADER_ROW + 1):
        if isinstance(line, str):
            _group(sheet, last, line)
        else:
            number += 1
            _entry(sheet, last, number, line)
    end = last + SPARE_ROWS
    for row in range(last + 1, end + 1):
        _entry(sheet, row, None, None)
    _validate(sheet, end + MORE_ROWS)
    sheet.print_area = f"A1:{get_column_letter(len(COLUMNS))}{end}"
    book.properties.keywords = export
    book.properties.title = _plain(heading.title)
    return book


def seal(book: Workbook, stamp: Stamp) -> bytes:
    """The workbook with its hidden sheet, which says what the file was made from."""
    sheet = book.create_sheet(BOOKKEEPING)
    sheet.sheet_state = "hidden"
    sheet.append(["Trang này giúp Sổ Việc nhận lại tệp. Xin đừng xóa; không cần sửa gì ở đây."])
    for name in ("id", "plan", "unit", "year"):
        _append(sheet, name, str(getattr(stamp, name)))
    for key, text in stamp.texts.items():
        _append(sheet, key, "text", text)
    for (key, field), value in stamp.values.items():
        _append(sheet, key, field, value)
    return as_bytes(book)


def _append(sheet: Worksheet, *texts: str) -> None:
    row = sheet.max_row + 1
    for column, text in enumerate(texts, 1):
        _put(sheet, row, column, text)


def _new(checklist: LocalChecklist) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a sheet")
    sheet.title = f"Bảng kiểm {checklist.year}"
    return book, sheet


def as_bytes(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _lines(checklist: LocalChecklist) -> Iterator[str | LocalEntry]:
    """The plan's headings and the entries beneath them, then the unit's own work."""
    entries = [entry for entry in checklist.entries if not entry.own]
    keys = {entry.key.split("/")[0] for entry in entries}
    there = {node.key for node in checklist.nodes}
    for node in checklist.nodes:
        if node.role != "item" and any(key.startswith(f"{node.key}.") for key in keys):
            yield f"{node.marker} {node.text}".strip()
        yield from (entry for entry in entries if entry.key.split("/")[0] == node.key)
    yield from (entry for entry in entries if entry.key.split("/")[0] not in there)
    own = [entry for entry in checklist.entries if entry.own]
    if own:
        yield OWN_WORK
        yield from own


OWN_WORK = "Việc riêng của đơn vị"


def _titles(sheet: Worksheet, checklist: LocalChecklist, heading: Heading, export: str) -> None:
    half = len(COLUMNS) // 2
    _across(sheet, 1, (1, 4), heading.superior.upper(), Font(name=_FONT, size=12))
    _across(sheet, 2, (1, 4), heading.issuer.upper(), Font(name=_FONT, size=12, bold=True))
    small = Font(name=_FONT, size=10, color="595959")
    _across(sheet, 1, (half + 3, len(COLUMNS)), f"{VERSION}: {export}", small, "right")
    _across(sheet, 2, (half + 3, len(COLUMNS)), f"Xuất lúc {heading.made}", small, "right")
    title = f"BẢNG KIỂM THỰC HIỆN KẾ HOẠCH NĂM {checklist.year}"
    whole = (1, len(COLUMNS))
    _across(sheet, 4, whole, title, Font(name=_FONT, size=14, bold=True))
    _across(sheet, 5, whole, heading.title, Font(name=_FONT, size=12, italic=True))
    bold = Font(name=_FONT, size=12, bold=True)
    _across(sheet, 6, whole, f"Đơn vị: {checklist.unit_name}", bold)
    note = (
        "Đơn vị ghi vào bảng dưới, thêm việc riêng ở các dòng trống cuối bảng rồi gửi lại tệp "
        "này. Xin giữ nguyên cột “Mã”."
    )
    _across(sheet, 7, whole, note, Font(name=_FONT, size=12, italic=True, color="595959"))
    for row, height in ((4, 24), (5, 34), (6, 20), (7, 20)):
        sheet.row_dimensions[row].height = height


def _across(
    sheet: Worksheet, row: int, span: tuple[int, int], text: str, font: Font, side: str = "center"
) -> None:
    sheet.merge_cells(start_row=row, end_row=row, start_column=span[0], end_column=span[1])
    cell = _put(sheet, row, span[0], text)
    cell.font = font
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)


def _headings(sheet: Worksheet) -> None:
    for index, column in enumerate(COLUMNS, 1):
        cell = _put(sheet, HEADER_ROW, index, column.heading)
        cell.font = Font(name=_FONT, size=12, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border, cell.fill = _BOX, _HEAD
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    sheet.row_dimensions[HEADER_ROW].height = 36


def _group(sheet: Worksheet, row: int, text: str) -> None:
    for index, column in enumerate(COLUMNS, 1):
        cell = _put(sheet, row, index, text if column.field == "text" else "")
        cell.font = Font(name=_FONT, size=12, bold=True)
        cell.border, cell.fill = _BOX, _GROUP
        cell.alignment = Alignment(wrap_text=True, vertical="center")


def _entry(sheet: Worksheet, row: int, number: int | None, entry: LocalEntry | None) -> None:
    """One row; without an entry an empty one, ready to be written in."""
    for index, column in enumerate(COLUMNS, 1):
        cell = sheet.cell(row, index)
        cell.number_format = column.pattern
        cell.font = Font(name=_FONT, size=12, color="595959" if column.field in OFFICE else None)
        cell.border = _BOX
        cell.alignment = Alignment(
            wrap_text=True,
            vertical="top",
            horizontal="center" if column.field in _CENTRED else None,
        )
        if entry is not None:
            _say(sheet, (row, index), column, entry)
    if number is not None:
        sheet.cell(row, 1).value = number
    if entry is not None:
        _fit(sheet, row)


class _Fitted(RowDimension):
    """A height as a program that fits rows to their text would leave it: typing more fits again."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 - as the format names it
        return False


def _fit(sheet: Worksheet, row: int) -> None:
    """Give the row the height of its longest cell: not every program does so when it opens."""
    lines = [
        sum(-(-len(part) // int(column.width * 1.15)) or 1 for part in str(cell.value).split("\n"))
        for column, cell in zip(COLUMNS, sheet[row], strict=True)
        if isinstance(cell.value, str)
    ]
    height = min(LINE * max(lines, default=1), TALLEST)
    sheet.row_dimensions[row] = _Fitted(sheet, index=row, ht=height)


LINE, TALLEST = 15.75, 400
"""Points: of a line of the table's text; of the tallest row Excel has."""


def _say(sheet: Worksheet, at: tuple[int, int], column: Printed, entry: LocalEntry) -> None:
    cell = sheet.cell(*at)
    value = {"key": entry.key, "text": entry.text}.get(column.field, entry.values.get(column.field))
    if not value:
        return
    if column.field in ("due", "done_on"):
        cell.value = dt.date.fromisoformat(value)
        cell.number_format = column.pattern  # openpyxl puts its own on a date
    elif column.field == "percent":
        cell.value = int(value) / 100
    elif column.field == "verified":
        cell.value = "x"
    else:
        _put(sheet, *at, STATE_WORDS.get(value, value) if column.field == "state" else value)
    if (
        column.field == "evidence"
        and value.startswith(("http://", "https://"))
        and " " not in value
    ):
        cell.hyperlink = value
        cell.font = Font(name=_FONT, size=12, color="0563C1", underline="single")


def _plain(text: Value) -> str:
    """Without the characters XML forbids."""
    return _FORBIDDEN.sub("", text or "")[:LONGEST]


def _put(sheet: Worksheet, row: int, column: int, text: Value) -> Cell:
    """A cell as text, whatever it starts with: nothing of ours is ever taken for a formula."""
    plain = _plain(text)
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError("a merged cell holds no text of its own")
    if plain:
        cell.value = plain
        cell.data_type = "s"
        cell.quotePrefix = plain[0] in "=+-@"
    return cell


def _validate(sheet: Worksheet, last: int) -> None:
    by_field = {column.field: get_column_letter(i) for i, column in enumerate(COLUMNS, 1)}
    words = ",".join(STATE_WORDS.values())
    states = DataValidation("list", formula1=f'"{words}"', allow_blank=True)
    states.error = "Hãy chọn một trong các trạng thái của danh sách."
    states.errorTitle = "Trạng thái"
    shares = DataValidation(
        "decimal", operator="between", formula1="0", formula2="1", allow_blank=True
    )
    shares.error = "Hãy ghi tỷ lệ từ 0% đến 100%."
    shares.errorTitle = "Tỷ lệ"
    for rule, field in ((states, "state"), (shares, "percent")):
        rule.showErrorMessage = True
        rule.add(f"{by_field[field]}{HEADER_ROW + 1}:{by_field[field]}{last}")
        sheet.add_data_validation(rule)


def _print_setup(sheet: Worksheet) -> None:
    sheet.freeze_panes = f"D{HEADER_ROW + 1}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 0.5, 0.5, 0.6, 0.6
    footer = sheet.oddFooter
    if footer is not None and footer.center is not None:
        footer.center.text = "Trang &P/&N"
