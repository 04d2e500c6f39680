"""Finds a linked table again, and the key column that we added to it."""

from dataclasses import replace

from sync.core.inspection import Column
from sync.core.layout import Layout, Lost, relocate
from sync.core.plan_keys import KEY_HEADING
from sync.core.tab import Tab
from sync.core.text import fold


def stand(layout: Layout, tab: Tab, *, own_key: bool) -> Layout | Lost:
    """The layout as the table stands now.

    A key column of our own is not part of what was agreed with the unit: it is found by its
    heading right of the table, or given the first free column there (again, where it was lost).
    """
    found = relocate(layout, tab)
    if isinstance(found, Lost) or not own_key:
        return found
    index = _ours(found, tab) or free_column(found, tab)
    key = Column(index, KEY_HEADING, "key")
    return replace(found, columns=(*found.columns, key))


def _ours(layout: Layout, tab: Tab) -> int | None:
    row = layout.header_rows[1]
    taken = {column.index for column in layout.columns if column.field}
    width = max((len(line) for line in tab.rows), default=0)
    return next(
        (
            column
            for column in range(1, width + 1)
            if column not in taken and fold(tab.cell(row, column).text) == fold(KEY_HEADING)
        ),
        None,
    )


def free_column(layout: Layout, tab: Tab) -> int:
    """The first column right of the table in which nothing stands."""
    column = max(c.index for c in layout.columns) + 1
    while any(not _free(tab, row, column) for row in range(1, len(tab.rows) + 1)):
        column += 1
    return column


def _free(tab: Tab, row: int, column: int) -> bool:
    cell = tab.cell(row, column)
    return cell.empty and not cell.locked and not cell.formula
