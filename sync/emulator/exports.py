"""A spreadsheet as a CSV or Excel file."""

import csv
import io

from openpyxl import Workbook

from sync.emulator import cells
from sync.emulator.book import Book, Sheet
from sync.emulator.display import is_date, moment
from sync.emulator.errors import ApiError, drive_invalid
from sync.emulator.values import Rendering, read

CSV, TSV = "text/csv", "text/tab-separated-values"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def exported(book: Book, kind: str) -> bytes:
    """The first visible sheet as CSV or TSV, or the whole spreadsheet as xlsx.

    Raises Drive's 400 for any other type.
    """
    if kind in (CSV, TSV):
        return _delimited(book, "," if kind == CSV else "\t")
    if kind == XLSX:
        return _workbook(book)
    raise _unsupported()


def _unsupported() -> ApiError:
    return drive_invalid("The requested conversion is not supported.", "convertTo")


def _delimited(book: Book, delimiter: str) -> bytes:
    sheet = next(s for s in book.sheets if not s.properties.get("hidden"))
    rows = read(book, sheet.all(), Rendering()).get("values", [])
    width = max((len(row) for row in rows), default=0)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([*row, *[""] * (width - len(row))] for row in rows)
    return out.getvalue().removesuffix("\r\n").encode()


def _workbook(book: Book) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in book.sheets:
        page = workbook.create_sheet(sheet.title[:31])
        if sheet.properties.get("hidden"):
            page.sheet_state = "hidden"
        for row, line in enumerate(sheet.rows):
            for column in line.cells:
                value = _value(book, sheet, row, column)
                if value is not None:
                    page.cell(row + 1, column + 1, value)
        for merge in sheet.merges():
            page.merge_cells(
                start_row=merge.top + 1, start_column=merge.left + 1,
                end_row=merge.bottom, end_column=merge.right,
            )  # fmt: skip
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _value(book: Book, sheet: Sheet, row: int, column: int) -> object:
    cell = sheet.cell(row, column)
    entered = cell.get("userEnteredValue")
    if entered is None:
        return None
    if "formulaValue" in entered:
        return entered["formulaValue"]
    value = cells.scalar(cells.effective(book, sheet, row, column))
    if "numberValue" in entered and is_date(cells.number_format(cell)):
        return moment(value).replace(tzinfo=None)
    return value
