"""Finds the words of a drop-down list that stands in a range of the spreadsheet."""

from collections.abc import Iterator, Mapping
from typing import Any

from gspread.exceptions import IncorrectCellLabel
from gspread.utils import a1_range_to_grid_range

Json = Mapping[str, Any]


class Lists:
    """The lists of one answer of spreadsheets.get; each is looked up once."""

    def __init__(self, answer: Json) -> None:
        self.sheets = {one["properties"].get("title", ""): one for one in answer.get("sheets", ())}
        self.found: dict[tuple[str, str], tuple[str, ...]] = {}

    def words(self, reference: str, own: str) -> tuple[str, ...]:
        """What the cells of `='Danh mục'!$A$2:$A$9` show; `own` is the tab that refers to it.

        Nothing where it is no plain range (a name, another file): such a list is not known.
        """
        place = (reference, own)
        if place not in self.found:
            self.found[place] = tuple(dict.fromkeys(self._shown(*place)))
        return self.found[place]

    def _shown(self, reference: str, own: str) -> Iterator[str]:
        title, _bang, area = reference.removeprefix("=").rpartition("!")
        title = title.removeprefix("'").removesuffix("'").replace("''", "'") or own
        try:
            box = a1_range_to_grid_range(area.replace("$", ""))
        except IncorrectCellLabel:
            return
        rows = range(box.get("startRowIndex", 0), box.get("endRowIndex", 10_000))
        columns = range(box.get("startColumnIndex", 0), box.get("endColumnIndex", 1_000))
        for block in self.sheets.get(title, {}).get("data", ()):
            for row, line in enumerate(block.get("rowData", ()), block.get("startRow", 0)):
                left = block.get("startColumn", 0)
                for column, cell in enumerate(line.get("values", ()), left):
                    if row in rows and column in columns and cell.get("formattedValue"):
                        yield cell["formattedValue"]
