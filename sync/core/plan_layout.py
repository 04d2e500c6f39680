"""Finds a linked table again, and the key column that we added to it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from sync.core.inspection import Column
from sync.core.layout import Layout
from sync.core.own_key import is_own
from sync.core.plan_ask import members
from sync.core.plan_keys import KEY_HEADING
from sync.core.relocate import Lost, relocate
from sync.core.tab import PlanNode, Tab
from sync.core.text import fold


def stand(
    layout: Layout, tab: Tab, *, own_key: bool, nodes: Sequence[PlanNode] = ()
) -> Layout | Lost:
    """The layout as the table stands now.

    A key column of our own is not part of what was agreed with the unit: it is found by its
    heading and by the keys in it, those of `nodes` and of own entries, or given the first free
    column right of the table (again, where it was lost).
    """
    found = relocate(layout, tab)
    if isinstance(found, Lost) or not own_key:
        return found
    index = _ours(found, tab, {node.key for node in nodes}) or free_column(found, tab)
    key = Column(index, KEY_HEADING, "key")
    return replace(found, columns=(*found.columns, key))


def _ours(layout: Layout, tab: Tab, keys: Collection[str]) -> int | None:
    """The column with our heading: the unit may have one, too, with codes of its own."""
    row = layout.header_rows[1]
    mapped = {column.index for column in layout.columns if column.field}
    known = {column.index for column in layout.columns}
    width = max((len(line) for line in tab.rows), default=0)
    headed = [
        column
        for column in range(1, width + 1)
        if column not in mapped and fold(tab.cell(row, column).text) == fold(KEY_HEADING)
    ]
    filled = {column: list(_filled(tab, layout.first_row, column)) for column in headed}
    told = {column: sum(is_key(text, keys) for text in filled[column]) for column in headed}
    fit = [column for column in headed if _fits(told[column], len(filled[column]), column in known)]
    return max(fit, key=lambda column: (column not in known, told[column]), default=None)


def _fits(keys: int, filled: int, known: bool) -> bool:
    """One that the unit had when it was linked is ours only where the unit took its own away."""
    return 0 < keys == filled if known else 2 * keys >= filled


def _filled(tab: Tab, first: int, column: int) -> Iterable[str]:
    cells = (tab.cell(row, column) for row in range(first, len(tab.rows) + 1))
    return (cell.text.strip() for cell in cells if not cell.empty)


def is_key(text: str, keys: Collection[str]) -> bool:
    """Whether it is a key, or several: of the plan's items, whose keys are given, or own."""
    whole = [key.split("/")[0] for key in members(text)]
    return all(key in keys or is_own(key) for key in whole)


def free_column(layout: Layout, tab: Tab) -> int:
    """The first column right of the table in which nothing stands."""
    column = max(c.index for c in layout.columns) + 1
    while any(not _free(tab, row, column) for row in range(1, len(tab.rows) + 1)):
        column += 1
    return column


def _free(tab: Tab, row: int, column: int) -> bool:
    cell = tab.cell(row, column)
    return cell.empty and not cell.locked and not cell.formula
