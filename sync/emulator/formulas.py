"""The values of formulas, computed by formualizer."""

import threading
from collections.abc import Iterator
from typing import Any

import formualizer
from openpyxl.formula.tokenizer import Token

from sync.emulator import a1, references
from sync.emulator.areas import Area
from sync.emulator.book import Book, Sheet, whole
from sync.emulator.shapes import EMPTY, Json
from sync.emulator.tidy import number

ERRORS = {
    "Div": "DIVIDE_BY_ZERO",
    "Value": "VALUE",
    "Name": "NAME",
    "Ref": "REF",
    "Na": "N_A",
    "Num": "NUM",
    "Null": "NULL_VALUE",
    "Circ": "REF",
}
"""Google's ErrorValue types for the library's kinds of error; any other is ERROR."""

COMPUTING = threading.Lock()


def computed(book: Book, sheet: Sheet, row: int, column: int) -> Json:
    """The ExtendedValue of the formula in that cell, remembered in the book."""
    at = (sheet.id, row, column)
    with COMPUTING:
        if at not in book.computed:
            if book.engine is None:
                book.engine = _loaded(book)
            book.computed[at] = _result(book.engine, sheet, row, column)
        return book.computed[at]


def _result(engine: formualizer.Workbook, sheet: Sheet, row: int, column: int) -> Json:
    if not engine.get_formula(sheet.title, row + 1, column + 1):
        return {"errorValue": {"type": "ERROR", "message": "Formula parse error."}}
    value: Any = engine.evaluate_cell(sheet.title, row + 1, column + 1)
    while isinstance(value, list):
        value = value[0]
    if isinstance(value, dict):
        kind = str(value.get("kind"))
        message = str(value.get("message") or "")
        return {"errorValue": {"type": ERRORS.get(kind, "ERROR"), "message": message}}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    return {"numberValue": number(value or 0)}


def _loaded(book: Book) -> formualizer.Workbook:
    """The spreadsheet in the library's engine; a formula it cannot read is left out."""
    engine = formualizer.Workbook()
    engine.set_temporal_egress("serial")
    for sheet in book.sheets:
        engine.add_sheet(sheet.title)
    for sheet in _needed(book):
        width = max((column + 1 for row in sheet.rows for column in row.cells), default=0)
        if width:
            values = [[_literal(sheet, r, c) for c in range(width)] for r in range(len(sheet.rows))]
            engine.set_values_batch(sheet.title, 1, 1, values)
        for row, line in enumerate(sheet.rows):
            for column, cell in line.cells.items():
                formula = cell.get("userEnteredValue", {}).get("formulaValue")
                if formula is not None:
                    _set(engine, sheet, (row, column), _dialect(book, formula))
    return engine


def _needed(book: Book) -> list[Sheet]:
    """The tabs that formulas stand in; all where one may speak of another tab: loading is slow."""
    texts = {sheet.id: [*_formulas(sheet)] for sheet in book.sheets}
    far = any("!" in text or "INDIRECT" in text.upper() for some in texts.values() for text in some)
    every = far or bool(book.named_ranges)
    return [sheet for sheet in book.sheets if every or texts[sheet.id]]


def _formulas(sheet: Sheet) -> Iterator[str]:
    for row in sheet.rows:
        for cell in row.cells.values():
            formula = cell.get("userEnteredValue", EMPTY).get("formulaValue")
            if formula is not None:
                yield formula


def _literal(sheet: Sheet, row: int, column: int) -> Any:
    value = sheet.cell(row, column).get("userEnteredValue", {})
    for kind in ("numberValue", "boolValue", "stringValue"):
        if kind in value:
            return value[kind]
    return None


def _set(engine: formualizer.Workbook, sheet: Sheet, at: tuple[int, int], formula: str) -> None:
    row, column = at[0] + 1, at[1] + 1
    try:
        engine.set_formula(sheet.title, row, column, formula)
    except RuntimeError as error:
        if "#CIRC!" in str(error):
            engine.set_formula(sheet.title, row, column, "=#REF!")


def _dialect(book: Book, formula: str) -> str:
    """The formula as the library reads it: commas between arguments, no names of ranges."""
    pieces, arrays = ["="], 0
    for token in references.tokens(formula):
        arrays += {Token.OPEN: 1, Token.CLOSE: -1}.get(token.subtype, 0) * (
            token.type == Token.ARRAY
        )
        text = token.value
        if token.type == Token.SEP and text == ";" and not arrays:
            text = ","
        elif token.type == Token.OPERAND and token.subtype == Token.RANGE:
            text = _unnamed(book, text)
        pieces.append(text)
    return "".join(pieces) if len(pieces) > 1 else formula


def _unnamed(book: Book, text: str) -> str:
    """The cells of a named range in A1 notation; any other operand as it is."""
    for entry in book.named_ranges:
        sheet = book.find(entry["range"].get("sheetId", 0))
        if entry["name"].casefold() == text.casefold() and sheet is not None:
            return f"{a1.quoted(sheet.title)}!{_written(whole(sheet, entry['range']))}"
    return text


def _written(area: Area) -> str:
    return a1.written(area.top, area.left, area.bottom, area.right)


def link(formula: str) -> str:
    """The address of a HYPERLINK formula that holds it as plain text; else empty."""
    tokens = [token for token in references.tokens(formula) if token.type != Token.WSPACE]
    if len(tokens) > 1 and tokens[1].subtype == Token.TEXT:
        return str(tokens[1].value[1:-1].replace('""', '"'))
    return ""
