"""Rows of a table that a page cuts in two."""

from collections.abc import Sequence
from dataclasses import replace

from app.plans.reader.gutters import Row
from app.plans.reader.lines import is_mark, joined


def whole_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows of all pages, each entry of a table whole.

    The first row on a page that has nothing in its first column, or nothing but words that begin
    small, ends the one on the page before; a page number or the heading, printed again, may stand
    between.
    """
    whole: list[Row] = []
    heading: tuple[str, ...] = ()
    entry = -1  # where the last entry of the table stands
    for row in rows:
        if row.cells and entry >= 0 and _ends(whole, entry, row, heading):
            whole[entry] = _joined(whole[entry], row)
            continue
        whole.append(row)
        if row.cells and row.cells != heading:
            begins = entry < 0 or len(whole[entry].cells) != len(row.cells)
            heading = row.cells if begins else heading
            entry = len(whole) - 1
    return whole


def _ends(whole: Sequence[Row], entry: int, row: Row, heading: tuple[str, ...]) -> bool:
    above = whole[entry]
    if above.page == row.page or len(above.cells) != len(row.cells):
        return False
    between = whole[entry + 1 :]
    turned = all(is_mark(other.text.strip()) or other.cells == heading for other in between)
    goes_on = all(cell[0].islower() for cell in row.cells if cell)
    return turned and bool(above.cells[0]) and (goes_on or not row.cells[0])


def _joined(above: Row, row: Row) -> Row:
    pairs = zip(above.cells, row.cells, strict=True)
    cells = tuple(joined(one, other).strip() for one, other in pairs)
    return replace(above, cells=cells, text=" ".join(cells), page=row.page)
