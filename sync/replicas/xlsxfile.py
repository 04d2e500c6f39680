"""Reads an .xlsx workbook as tabs, the way a spreadsheet of Google's is read."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from openpyxl import load_workbook
from openpyxl.cell import Cell as XlsxCell
from openpyxl.cell import MergedCell
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

from sync.core.formula import UNKNOWN
from sync.core.tab import Cell, Merge, Scalar, Tab

BOOKKEEPING = "_soviec"
MOST_CELLS = 100_000
"""A tab whose filled cells span more than this is no checklist; its cells are not read."""


def read_xlsx(source: Path | BinaryIO) -> list[Tab]:
    """The visible tabs in their order; `sheet_id` is the tab's position from 0.

    Values are those Excel computed last. Raises what openpyxl and zipfile raise for a file that
    is no workbook (ValueError, KeyError, BadZipFile, InvalidFileException).
    """
    values = load_workbook(source, data_only=True)
    if not isinstance(source, Path):
        source.seek(0)
    formulas = load_workbook(source, data_only=False)
    try:
        return [
            _tab(sheet, formulas[sheet.title], position)
            for position, sheet in enumerate(values.worksheets)
            if sheet.sheet_state == "visible" and sheet.title != BOOKKEEPING
        ]
    finally:
        values.close()
        formulas.close()


def _tab(sheet: Worksheet, typed: Worksheet, position: int) -> Tab:
    last_row, last_column = _extent(typed)
    if last_row * last_column > MOST_CELLS:
        return Tab(sheet.title, (), sheet_id=position)
    lists = _choices(sheet)
    values, formulas = (
        each.iter_rows(max_row=last_row, max_col=last_column) for each in (sheet, typed)
    )
    rows = tuple(
        tuple(_cell(cell, entered, lists) for cell, entered in zip(line, typed_line, strict=True))
        for line, typed_line in zip(values, formulas, strict=True)
    )
    merges = tuple(
        Merge(area.min_row, area.max_row, area.min_col, area.max_col)
        for area in sheet.merged_cells.ranges
    )
    return Tab(sheet.title, rows, merges, position)


def _extent(sheet: Worksheet) -> tuple[int, int]:
    """The last row and column that hold anything: programs also save bare borders far below."""
    filled = [at for at, cell in sheet._cells.items() if cell.value is not None]  # iter_rows makes
    return max((row for row, _ in filled), default=1), max((col for _, col in filled), default=1)


Choices = Sequence[tuple[object, tuple[str, ...]]]


def _choices(sheet: Worksheet) -> Choices:
    """The word lists of the tab's validations that stand in the rule itself."""
    return [
        (rule.cells, tuple(word.strip() for word in rule.formula1.strip('"').split(",")))
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list" and rule.formula1 and rule.formula1.startswith('"')
    ]


def _cell(cell: XlsxCell | MergedCell, typed: XlsxCell | MergedCell, lists: Choices) -> Cell:
    if isinstance(cell, MergedCell) or isinstance(typed, MergedCell):
        return Cell()
    value, date = _value(cell)
    words = next((w for area, w in lists if cell.coordinate in area), ())  # type: ignore[operator]
    link = cell.hyperlink.target if cell.hyperlink else None
    pattern = cell.number_format if cell.number_format != "General" else ""
    return Cell(
        value=value,
        shown=_shown(cell, value),
        formula=UNKNOWN if typed.data_type == "f" else "",
        pattern=pattern,
        date=date,
        choices=words,
        link=link,
    )


def _value(cell: XlsxCell) -> tuple[Scalar, bool]:
    value = cell.value
    if isinstance(value, dt.datetime | dt.date | dt.time):
        serial: float = to_excel(value)  # type: ignore[no-untyped-call]
        return serial, not isinstance(value, dt.time)
    if isinstance(value, dt.timedelta):
        return value / dt.timedelta(days=1), False
    if value is None or isinstance(value, str | bool | int | float):
        return value, False
    return str(value), False


def _shown(cell: XlsxCell, value: Scalar) -> str:
    """The text a person sees, as far as it does not depend on Excel's own settings."""
    if isinstance(cell.value, dt.datetime | dt.date):
        return cell.value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in cell.number_format:
        return f"{value * 100:g}%"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else str(value)
