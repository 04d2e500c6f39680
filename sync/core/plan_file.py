"""Reads a table of our own making that comes back as a file: which rows it is read by."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sync.core.layout import Layout
from sync.core.plan import same
from sync.core.plan_read import Table
from sync.core.tab import EMPTY, Cell, Tab
from sync.core.text import fold

Values = Mapping[tuple[str, str], str | None]
"""Canonical values by (key, field)."""

WORDS = frozenset({"text", "lead", "partner", "result", "evidence", "note", "proposal"})
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


@dataclass(frozen=True, slots=True)
class Continued:
    """How far a file goes on from a copy, 0 to 1; `unsure` are cells that say what was exported,
    of which nobody can tell whether they were taken back or never touched."""

    share: float
    unsure: tuple[tuple[str, str], ...] = ()


def continues(exported: Values, agreed: Values, seen: Values) -> Continued:
    """Whether a file goes on from a copy of its export that was taken before.

    A second copy of one export, filled in by another person, says what was exported where the
    first was edited: taking that for edits would undo the first's work. Of the cells in which the
    earlier copy was edited, one with the same words is proof that the file goes on from it: two
    people do not write the same sentence. Ticks and days alone are a hint.
    """
    edited = [
        place
        for place in exported.keys() | agreed.keys()
        if place in seen and not same(exported.get(place), agreed.get(place))
    ]
    if not edited:
        return Continued(UNMOVED)
    kept = [place for place in edited if same(seen[place], agreed.get(place))]
    if any(field in WORDS and seen[key, field] for key, field in kept):
        return Continued(1)
    if any(field in WORDS for _, field in edited):
        return Continued(0)
    untouched = [place for place in edited if same(seen[place], exported.get(place))]
    return Continued(len(kept) / max(1, len(kept) + len(untouched)), tuple(sorted(untouched)))
