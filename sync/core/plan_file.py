"""Reads a table of our own making that comes back as a file: which rows it is read by."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from sync.core.layout import Layout
from sync.core.plan import same
from sync.core.plan_read import Table
from sync.core.tab import EMPTY, Cell, Tab
from sync.core.text import fold

Values = Mapping[tuple[str, str], str | None]
"""Canonical values by (key, field)."""

UNMOVED = 0.5
"""How far a file continues a copy of which nothing was taken yet: as far as not."""


def plain_rows(tab: Tab, layout: Layout, headings: Collection[str]) -> Tab:
    """The tab with one number in each row that holds work, none of our headings among them.

    Our table has no row that runs on from the one above: whoever adds a line at its end need not
    number it, and a sort may leave our headings anywhere. `headings` are folded.
    """
    number, text, key = (layout.index(name) or 0 for name in ("number", "text", "key"))
    count = 0
    rows = list(tab.rows[: layout.header_rows[1]])
    for row in range(layout.header_rows[1] + 1, len(tab.rows) + 1):
        cells = list(tab.rows[row - 1])
        words = tab.cell(row, text)
        said = [place for place, cell in enumerate(cells, 1) if not cell.empty and place != number]
        if said == [text] and fold(words.text).strip(" :.") in headings:
            cells = []
        elif not words.empty or not tab.cell(row, key).empty:
            count += 1
            cells += [EMPTY] * (number - len(cells))
            cells[number - 1] = Cell(value=count, shown=str(count))
        rows.append(tuple(cells))
    return replace(tab, rows=tuple(rows))


def values_of(table: Table) -> dict[tuple[str, str], str | None]:
    """What the rows that show a key say, cell by cell; what cannot be read is left out."""
    return {
        (row.key_cell, name): value
        for row in table.rows
        if row.key_cell
        for name, value in row.values.items()
        if name not in row.unreadable
    }


def continues(exported: Values, agreed: Values, seen: Values) -> float:
    """How far a file goes on from a copy of its export that was taken before, 0 to 1.

    Of the cells in which that copy had been edited, those that say the same here, against those
    that say what was exported. A second copy of one export, filled in by another person, says
    what was exported there: taking its untouched cells for edits would undo the first's work.
    """
    edited = [
        place
        for place in exported.keys() | agreed.keys()
        if place in seen and not same(exported.get(place), agreed.get(place))
    ]
    if not edited:
        return UNMOVED
    kept = sum(same(seen[place], agreed.get(place)) for place in edited)
    untouched = sum(same(seen[place], exported.get(place)) for place in edited)
    return kept / max(1, kept + untouched)
