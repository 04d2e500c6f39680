"""Spreadsheets made from plain rows, for tests and the demo."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sync.emulator import a1, cells
from sync.emulator.areas import Area
from sync.emulator.book import Book, Sheet
from sync.emulator.clock import Clock, stamp
from sync.emulator.display import serial
from sync.emulator.files import SPREADSHEET, File, owner_of
from sync.emulator.shapes import Cell, Json

DAY = "dd/mm/yyyy"


@dataclass(frozen=True)
class Tab:
    """One tab, written as a person would see it.

    ``rows`` are plain values: text, numbers, booleans, ``datetime.date`` (a serial number with a
    date format), text starting with ``=`` (a formula), a dict (CellData), None for an empty cell.
    ``formats``, ``validations`` and ``notes`` name ranges in A1 notation: a NumberFormat, a
    DataValidationRule (``checkboxes()``, ``choices(…)``), a text. ``merges`` are ranges,
    ``hidden_rows`` and ``hidden_columns`` count from 0.
    """

    title: str
    rows: Sequence[Sequence[Any]] = ()
    formats: Mapping[str, Json] = field(default_factory=dict)
    validations: Mapping[str, Json] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    merges: Sequence[str] = ()
    protected: Sequence[Json] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    hidden: bool = False
    sheet_id: int | None = None
    size: tuple[int, int] = (1000, 26)


def checkboxes(*values: str) -> Json:
    """The rule of a checkbox; two values make a custom pair."""
    listed = [{"userEnteredValue": value} for value in values]
    condition: Json = {"type": "BOOLEAN"}
    return {"condition": {**condition, "values": listed} if listed else condition, "strict": True}


def choices(*values: str, strict: bool = True) -> Json:
    """The rule of a drop-down list."""
    listed = [{"userEnteredValue": value} for value in values]
    rule: Json = {"condition": {"type": "ONE_OF_LIST", "values": listed}, "showCustomUi": True}
    return {**rule, "strict": True} if strict else rule


def tab_of(given: Json) -> Tab:
    """A Tab from JSON; its keys are the fields of Tab."""
    sized = {**given, "size": tuple(given["size"])} if "size" in given else given
    return Tab(**sized)


def seeded(
    spreadsheet_id: str, title: str, tabs: Sequence[Tab], owner: str, locale: str, clock: Clock
) -> File:
    """The file of a spreadsheet with these tabs; ids of sheets count from 0 unless given."""
    properties = {"title": title, "locale": locale, "timeZone": "Asia/Ho_Chi_Minh"}
    book = Book(properties)
    for number, tab in enumerate(tabs or [Tab("Trang tính1")]):
        book.sheets.append(_sheet(number, tab))
    created, permissions = stamp(clock.now()), [owner_of(owner)]
    return File(spreadsheet_id, title, SPREADSHEET, created, owner, book, permissions=permissions)


def _sheet(number: int, tab: Tab) -> Sheet:
    width = max((len(row) for row in tab.rows), default=0)
    rows, columns = max(tab.size[0], len(tab.rows)), max(tab.size[1], width)
    sheet_id = number if tab.sheet_id is None else tab.sheet_id
    sheet = Sheet(
        {
            "sheetId": sheet_id,
            "title": tab.title,
            "sheetType": "GRID",
            "gridProperties": {"rowCount": rows, "columnCount": columns},
            "hidden": tab.hidden,
        }
    )
    for row, line in enumerate(tab.rows):
        for column, value in enumerate(line):
            sheet.put(row, column, cell_of(value))
    for text, number_format in tab.formats.items():
        _style(sheet, text, {"userEnteredFormat": {"numberFormat": number_format}})
    for text, rule in tab.validations.items():
        _style(sheet, text, {"dataValidation": rule})
    for text, note in tab.notes.items():
        _style(sheet, text, {"note": note})
    _parts(sheet, tab)
    return sheet


def _parts(sheet: Sheet, tab: Tab) -> None:
    if tab.merges:
        sheet.parts["merges"] = [_area(sheet, text).json() for text in tab.merges]
    if tab.protected:
        sheet.parts["protectedRanges"] = [
            {"protectedRangeId": sheet.id * 1000 + at, **protected}
            for at, protected in enumerate(tab.protected, 1)
        ]
    for dimension, hidden in (("ROWS", tab.hidden_rows), ("COLUMNS", tab.hidden_columns)):
        for index in hidden:
            sheet.line(dimension, index).properties = {"hiddenByUser": True}


def cell_of(value: Any) -> Cell:
    """The cell of a plain value, as Tab describes it."""
    if isinstance(value, dict):
        return dict(value)
    if isinstance(value, dt.date):
        moment = dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC)
        form = {"numberFormat": {"type": "DATE", "pattern": DAY}}
        return {"userEnteredValue": {"numberValue": int(serial(moment))}, "userEnteredFormat": form}
    if isinstance(value, str) and value.startswith("=") and len(value) > 1:
        return {"userEnteredValue": {"formulaValue": value}}
    return {} if value is None else cells.with_value({}, cells.raw(value))


def _area(sheet: Sheet, text: str) -> Area:
    span = a1.span(text)
    if span is None:
        raise ValueError(f"not a range: {text}")
    return Area(
        sheet.id,
        span.top or 0,
        span.left or 0,
        span.bottom or sheet.row_count,
        span.right or sheet.column_count,
    )


def _style(sheet: Sheet, text: str, parts: Json) -> None:
    area = _area(sheet, text)
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            cell = sheet.cell(row, column)
            form = {**cell.get("userEnteredFormat", {}), **parts.get("userEnteredFormat", {})}
            sheet.put(
                row, column, {**cell, **parts, **({"userEnteredFormat": form} if form else {})}
            )
