"""Chooses the column our keys stand in, or would be put in."""

import re
from collections.abc import Sequence

from sync.core.layout import Layout
from sync.core.layout_grid import Grid
from sync.core.tab import PlanNode, Tab


def key_column(tab: Tab, layout: Layout, nodes: Sequence[PlanNode]) -> int:
    """The column (from 1) our keys stand in or would be put in.

    The unit's own code column only where its filled cells hold this plan's keys; otherwise the
    first column right of the table that is empty in the whole tab.
    """
    known = layout.index("key")
    if known is not None:
        return known
    grid = Grid(tab)
    ours = {node.key.casefold() for node in nodes}
    for column in layout.columns:
        if column.field is None and _holds_keys(grid, column.index, layout.first_row, ours):
            return column.index
    column_index = max(column.index for column in layout.columns) + 1
    while column_index <= grid.width and grid.column_counts[column_index]:
        column_index += 1
    return column_index


def _holds_keys(grid: Grid, column: int, first: int, ours: set[str]) -> bool:
    texts = [grid.text(row, column).casefold() for row in range(first, grid.height + 1)]
    filled = [text for text in texts if text]
    hits = sum(text.split("/")[0] in ours or bool(re.fullmatch(r"r\.\d+", text)) for text in filled)
    return bool(filled) and hits * 10 >= len(filled) * 7
