"""Fill a spreadsheet from a CSV or Excel file."""

import csv
import datetime as dt
import io

from openpyxl import load_workbook

from sync.emulator import cells
from sync.emulator.book import Book, Sheet
from sync.emulator.display import serial
from sync.emulator.errors import drive_invalid
from sync.emulator.shapes import Cell, Json


def fill(book: Book, content: bytes, kind: str, today: dt.date) -> None:
    """Replace the spreadsheet's sheets by those of the file.

    CSV is read as if typed (USER_ENTERED). Raises Drive's 400 for another type of file.
    """
    if kind in ("text/csv", "text/tab-separated-values", "text/plain"):
        delimiter = "\t" if kind == "text/tab-separated-values" else ","
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))
        sheet = _sheet(book.sheets[0].title, 0, rows)
        for row, line in enumerate(rows):
            for column, text in enumerate(line):
                sheet.put(row, column, cells.typed({}, text, book.locale, today))
        book.sheets = [sheet]
    elif "spreadsheetml" in kind:
        book.sheets = _from_workbook(content)
    else:
        raise drive_invalid(f"Bad Request: no conversion from {kind}", "mimeType")


def _sheet(title: str, sheet_id: int, rows: list[list[str]] | None = None) -> Sheet:
    height = max(1000, len(rows or []))
    width = max(26, *(len(line) for line in rows or [[]]))
    grid: Json = {"rowCount": height, "columnCount": width}
    properties = {"sheetId": sheet_id, "title": title, "sheetType": "GRID", "gridProperties": grid}
    return Sheet(properties)


def _from_workbook(content: bytes) -> list[Sheet]:
    workbook = load_workbook(io.BytesIO(content))
    sheets = []
    for number, page in enumerate(workbook.worksheets):
        sheet = _sheet(page.title, number)
        sheet.resize("ROWS", max(1000, page.max_row))
        sheet.resize("COLUMNS", max(26, page.max_column))
        for line in page.iter_rows():
            for held in line:
                if held.value is not None and held.column is not None:
                    sheet.put(held.row - 1, held.column - 1, _cell(held.value))
        merges = [
            {
                "sheetId": number,
                "startRowIndex": area.min_row - 1,
                "endRowIndex": area.max_row,
                "startColumnIndex": area.min_col - 1,
                "endColumnIndex": area.max_col,
            }
            for area in page.merged_cells.ranges
        ]
        if merges:
            sheet.parts["merges"] = merges
        sheets.append(sheet)
    return sheets


def _cell(value: object) -> Cell:
    if isinstance(value, dt.datetime):
        form = {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}}
        return {"userEnteredValue": {"numberValue": serial(value)}, "userEnteredFormat": form}
    if isinstance(value, str) and value.startswith("="):
        return {"userEnteredValue": {"formulaValue": value}}
    plain = value if isinstance(value, bool | int | float) else str(value)
    return cells.with_value({}, cells.raw(plain))
