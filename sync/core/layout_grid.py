"""A tab as texts, worked out once: what every step of finding the table looks at."""

from functools import cached_property

from sync.core.tab import Cell, Tab
from sync.core.text import clean, fold


class Grid:
    """Cleaned and folded texts of a tab; rows and columns count from 1."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self._fold: dict[str, str] = {}
        self._filled: dict[int, list[int]] = {}
        self.texts = [[clean(cell.text) for cell in row] for row in tab.rows]
        self.height = len(self.texts)
        self.width = max(
            (i for row in self.texts for i, text in enumerate(row, 1) if text), default=0
        )

    def text(self, row: int, column: int) -> str:
        cells = self.texts[row - 1] if 0 < row <= self.height else ()
        return cells[column - 1] if 0 < column <= len(cells) else ""

    def folded(self, row: int, column: int) -> str:
        return self.fold(self.text(row, column))

    def fold(self, text: str) -> str:
        known = self._fold.get(text)
        if known is None:
            known = self._fold[text] = fold(text)
        return known

    def cell(self, row: int, column: int) -> Cell:
        return self.tab.cell(row, column)

    def filled(self, row: int) -> list[int]:
        """The columns of a row that show something."""
        known = self._filled.get(row)
        if known is None:
            cells = self.texts[row - 1] if 0 < row <= self.height else ()
            known = self._filled[row] = [at for at, text in enumerate(cells, 1) if text]
        return known

    @cached_property
    def mute(self) -> frozenset[tuple[int, int]]:
        """Cells that say nothing a person put there: formulas and boxes that are not ticked."""
        return frozenset(
            (row, column)
            for row, cells in enumerate(self.tab.rows, 1)
            for column, cell in enumerate(cells, 1)
            if cell.formula or cell.unticked
        )

    @cached_property
    def column_counts(self) -> list[int]:
        """How many cells of each column show something; index 0 is unused."""
        counts = [0] * (self.width + 1)
        for row in self.texts:
            for column, text in enumerate(row[: self.width], 1):
                counts[column] += bool(text)
        return counts

    @cached_property
    def covered(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Cells inside a merge, without its first, each with the merge's first cell."""
        return {
            (row, column): (merge.first_row, merge.first_column)
            for merge in self.tab.merges
            for row in range(merge.first_row, min(merge.last_row, self.height) + 1)
            for column in range(merge.first_column, min(merge.last_column, self.width) + 1)
            if (row, column) != (merge.first_row, merge.first_column)
        }
