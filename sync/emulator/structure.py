"""Structural edits of a sheet: insert, delete and move rows or columns, sort."""

from collections.abc import Callable

from sync.emulator import references
from sync.emulator.areas import Edit, deletion, movement
from sync.emulator.book import Book, Line, Sheet
from sync.emulator.following import follow
from sync.emulator.shapes import Cell


def insert_lines(book: Book, sheet: Sheet, edit: Edit, count: int, start: int) -> None:
    """Make room for ``count`` empty lines at ``start``."""
    dimension = edit.dimension
    sheet.resize(dimension, sheet.count(dimension) + count)
    lines = sheet.lines[dimension]
    if start < len(lines):
        lines[start:start] = [Line() for _ in range(count)]
    _follow(book, sheet, edit)


def delete_lines(book: Book, sheet: Sheet, dimension: str, start: int, end: int) -> None:
    """Take lines away; the grid shrinks."""
    edit = deletion(dimension, start, end)
    del sheet.lines[dimension][start:end]
    key = "rowCount" if dimension == "ROWS" else "columnCount"
    count = sheet.count(dimension) - (end - start)
    _follow(book, sheet, edit)
    sheet.properties = {**sheet.properties, "gridProperties": {**sheet.grid, key: count}}


def move_lines(book: Book, sheet: Sheet, dimension: str, span: tuple[int, int], to: int) -> None:
    """Move lines before index ``to``, counted before the move."""
    start, end = span
    lines = sheet.lines[dimension]
    if start < len(lines) or to < len(lines):
        sheet.line(dimension, max(end, to) - 1)
    moved = lines[start:end]
    del lines[start:end]
    target = to if to <= start else to - (end - start)
    lines[target:target] = moved
    _follow(book, sheet, movement(dimension, start, end, to))


def _follow(book: Book, sheet: Sheet, edit: Edit) -> None:
    """Let cells (of columns), ranges and formulas follow an edit of the lines."""
    if edit.dimension == "COLUMNS":
        for row in sheet.rows:
            row.cells = {
                to: cell for c, cell in row.cells.items() if (to := edit.index(c)) is not None
            }
    follow(book, sheet, edit)
    title = sheet.title
    for other in book.sheets:
        own = other.title
        rewrite_formulas(
            other,
            lambda text, own=own: references.restructured(text, own, title, edit),  # type: ignore[misc]
        )


def rewrite_formulas(sheet: Sheet, change: Callable[[str], str]) -> None:
    """Replace each formula of the sheet by what ``change`` makes of it."""
    for row in sheet.rows:
        for column, cell in row.cells.items():
            formula = cell.get("userEnteredValue", {}).get("formulaValue")
            if formula is not None:
                row.cells[column] = with_formula(cell, change(formula))


def with_formula(cell: Cell, formula: str) -> Cell:
    """The cell with another formula text."""
    return {**cell, "userEnteredValue": {"formulaValue": formula}}


def shifted(cell: Cell, down: int, right: int) -> Cell:
    """The cell copied elsewhere: relative references move along."""
    formula = cell.get("userEnteredValue", {}).get("formulaValue")
    return cell if formula is None else with_formula(cell, references.copied(formula, down, right))
