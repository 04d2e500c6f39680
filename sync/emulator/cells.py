"""One cell: what it holds, what it is worth, how it is shown."""

import datetime as dt
from typing import Any

from sync.emulator import entered, formulas
from sync.emulator.book import Book, Sheet
from sync.emulator.display import is_date, shown
from sync.emulator.errors import bad_field, invalid
from sync.emulator.shapes import EMPTY, Cell, Json
from sync.emulator.tidy import number

LONGEST = 50_000
"""Characters one cell may hold (sheets-api.md 4.2)."""


def effective(book: Book, sheet: Sheet, row: int, column: int) -> Json:
    """The ExtendedValue a cell is worth: a formula's result, else what was entered."""
    value: Json = sheet.cell(row, column).get("userEnteredValue", EMPTY)
    if "formulaValue" not in value:
        return value
    return formulas.computed(book, sheet, row, column)


def number_format(cell: Cell) -> Json:
    """The NumberFormat the user set, or an empty one."""
    found: Json = cell.get("userEnteredFormat", EMPTY).get("numberFormat", EMPTY)
    return found


def scalar(value: Json) -> Any:
    """An ExtendedValue as plain JSON; an error as its text, nothing as an empty text."""
    if "numberValue" in value:
        return number(value["numberValue"])
    if "boolValue" in value:
        return value["boolValue"]
    return shown(value, EMPTY, "en_US")


def rendered(book: Book, sheet: Sheet, at: tuple[int, int], option: str, dates: str) -> Any:
    """A cell as values.get gives it under a ValueRenderOption and a DateTimeRenderOption."""
    row, column = at
    cell = sheet.cell(row, column)
    if "userEnteredValue" not in cell:
        return ""
    if option == "FORMULA" and "formulaValue" in cell["userEnteredValue"]:
        return cell["userEnteredValue"]["formulaValue"]
    value = effective(book, sheet, row, column)
    as_text = option in ("", "FORMATTED_VALUE")
    if as_text or (
        dates == "FORMATTED_STRING" and "numberValue" in value and is_date(number_format(cell))
    ):
        return shown(value, number_format(cell), book.locale)
    return scalar(value)


def with_value(cell: Cell, value: Json | None) -> Cell:
    """The cell with another entered value; runs of rich text belong to the old one."""
    kept = {
        key: part
        for key, part in cell.items()
        if key not in ("userEnteredValue", "textFormatRuns", "chipRuns")
    }
    return {**kept, "userEnteredValue": value} if value is not None else kept


def raw(value: Any) -> Json | None:
    """The ExtendedValue of a JSON scalar under RAW; an empty text clears.

    Raises ApiError for a list or an object.
    """
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | float):
        return {"numberValue": number(value)}
    if not isinstance(value, str):
        raise bad_field("data.values", "type.googleapis.com/google.protobuf.Value", value)
    if len(value) > LONGEST:
        raise invalid(
            f"Your input contains more than the maximum of {LONGEST} characters in a single cell."
        )
    return {"stringValue": value} if value else None


def typed(cell: Cell, value: Any, locale: str, today: dt.date) -> Cell:
    """The cell after a person typed the value into it (USER_ENTERED)."""
    plain = raw(value)
    if not isinstance(value, str) or plain is None:
        return with_value(cell, plain)
    entry = entered.read(value, locale, number_format(cell), today)
    result = with_value(cell, entry.value)
    if entry.number_format:
        style = {**cell.get("userEnteredFormat", {}), "numberFormat": entry.number_format}
        result["userEnteredFormat"] = style
    return result


def hyperlink(cell: Cell) -> str:
    """The one link of a cell, from its format or its only linked run; else empty."""
    link = cell.get("userEnteredFormat", EMPTY).get("textFormat", EMPTY).get("link", EMPTY)
    runs = cell.get("textFormatRuns", [])
    links = {run.get("format", EMPTY).get("link", EMPTY).get("uri", "") for run in runs} - {""}
    if links:
        return links.pop() if len(links) == 1 else ""
    formula = cell.get("userEnteredValue", EMPTY).get("formulaValue", "")
    if formula.upper().startswith("=HYPERLINK("):
        return formulas.link(formula)
    return str(link.get("uri", ""))
