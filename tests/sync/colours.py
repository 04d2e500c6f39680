"""What a unit's cells look like, row by row."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.sync.people import COPY

COLOURED = ("Trạng thái", "Kết quả", "Ghi chú")
"""The columns that the unit fills in."""


def formats(
    body: Sequence[tuple[int, list[Any]]], columns: Mapping[str, int], file: Any
) -> dict[tuple[str, str], Any]:
    """The own format of every cell that the unit fills in, by the row's wording and the heading."""
    tab = next(one for one in file["sheets"] if one["properties"].get("sheetId", 0) == 0)
    lines = tab["data"][0]["rowData"]
    told = {}
    for number, line in body:
        name = str(line[columns["Nội dung"] - 1])
        if not name or line[columns["TT"] - 1] == COPY:
            continue
        cells = lines[number - 1].get("values", [])
        for heading in COLOURED:
            at = columns[heading]
            cell = cells[at - 1] if len(cells) >= at else {}
            told[name, heading] = cell.get("userEnteredFormat")
    return told
