"""Whether a cell takes a value: the rule set on it, the merge that covers it."""

from typing import Any

from sync.emulator.addresses import area_of
from sync.emulator.areas import Area
from sync.emulator.book import Book, Sheet
from sync.emulator.cells import scalar
from sync.emulator.errors import invalid
from sync.emulator.options import Options
from sync.emulator.shapes import Cell, Json


def reaches(sheet: Sheet, row: int, column: int, options: Options) -> bool:
    """Whether a value written there arrives; unverified at Google for cells a merge covers.

    Raises ApiError 400 where the option ``merge_write`` says so.
    """
    if options.merge_write == "write" or not sheet.parts.get("merges"):
        return True
    one = Area(sheet.id, row, column, row + 1, column + 1)
    for merge in sheet.merges():
        if merge.meets(one) and (merge.top, merge.left) != (row, column):
            if options.merge_write == "400":
                raise invalid("You cannot write into a cell that is covered by a merge.")
            return False
    return True


def check(book: Book, cell: Cell) -> None:
    """Raise 400 when the cell holds a value that its strict rule refuses.

    Only the kinds of rule people use for ticks and lists are known; others accept everything.
    """
    rule = cell.get("dataValidation", {})
    value = cell.get("userEnteredValue")
    if not rule.get("strict") or value is None or "formulaValue" in value:
        return
    if not obeys(book, rule.get("condition", {}), scalar(value)):
        raise invalid("The data you entered violates the data validation rules set on this cell.")


def obeys(book: Book, condition: Json, value: Any) -> bool:
    """Whether a plain value fulfils a BooleanCondition of a checkbox or a list."""
    allowed = [str(entry.get("userEnteredValue", "")) for entry in condition.get("values", [])]
    kind = condition.get("type")
    if kind == "BOOLEAN":
        return str(value) in allowed if allowed else isinstance(value, bool)
    if kind == "ONE_OF_LIST":
        return str(value) in allowed
    if kind == "ONE_OF_RANGE":
        return str(value) in _listed(book, allowed[0])
    return True


def _listed(book: Book, reference: str) -> set[str]:
    area = area_of(book, reference.removeprefix("="))
    sheet = book.sheet(area.sheet_id)
    return {
        str(scalar(sheet.cell(row, column).get("userEnteredValue", {})))
        for row in range(area.top, area.bottom)
        for column in range(area.left, area.right)
    }
