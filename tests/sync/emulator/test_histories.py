"""Random histories of structural edits agree with a plain list of lists."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.emulator import a1
from sync.emulator.emulator import Emulator
from sync.emulator.messages import Request
from sync.emulator.seeding import Tab

Json = dict[str, Any]
Grid = list[list[Any]]
HEIGHT, WIDTH = 6, 4
HISTORIES = 50


class Model:
    """A grid of plain values with the edits of a spreadsheet; None is an empty cell."""

    def __init__(self) -> None:
        self.rows: Grid = [[10 * r + c for c in range(WIDTH)] for r in range(HEIGHT)]

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def width(self) -> int:
        return len(self.rows[0])

    def lines(self, dimension: str) -> Grid:
        """The rows, or the columns, as a list to edit."""
        return (
            self.rows
            if dimension == "ROWS"
            else [list(line) for line in zip(*self.rows, strict=True)]
        )

    def keep(self, dimension: str, lines: Grid) -> None:
        self.rows = (
            lines if dimension == "ROWS" else [list(row) for row in zip(*lines, strict=True)]
        )


def insert(model: Model, draw: Any) -> Json:
    dimension = draw(st.sampled_from(["ROWS", "COLUMNS"]))
    lines = model.lines(dimension)
    start = draw(st.integers(0, len(lines)))
    count = draw(st.integers(1, 2))
    lines[start:start] = [[None] * len(lines[0]) for _ in range(count)]
    model.keep(dimension, lines)
    return {"insertDimension": {"range": span(dimension, start, start + count)}}


def delete(model: Model, draw: Any) -> Json | None:
    dimension = draw(st.sampled_from(["ROWS", "COLUMNS"]))
    lines = model.lines(dimension)
    if len(lines) < 2:
        return None
    start = draw(st.integers(0, len(lines) - 1))
    end = draw(st.integers(start + 1, len(lines)))
    if end - start == len(lines):
        return None
    del lines[start:end]
    model.keep(dimension, lines)
    return {"deleteDimension": {"range": span(dimension, start, end)}}


def move(model: Model, draw: Any) -> Json | None:
    dimension = draw(st.sampled_from(["ROWS", "COLUMNS"]))
    lines = model.lines(dimension)
    start = draw(st.integers(0, len(lines) - 1))
    end = draw(st.integers(start + 1, len(lines)))
    to = draw(st.integers(0, len(lines)))
    if start < to < end:
        return None
    block = lines[start:end]
    rest = lines[:start] + lines[end:]
    at = to if to <= start else to - len(block)
    model.keep(dimension, rest[:at] + block + rest[at:])
    return {"moveDimension": {"source": span(dimension, start, end), "destinationIndex": to}}


def sort(model: Model, draw: Any) -> Json:
    top, bottom = bounds(draw, model.height)
    left, right = bounds(draw, model.width)
    column = draw(st.integers(left, right - 1))
    falling = draw(st.booleans())
    pieces = [row[left:right] for row in model.rows[top:bottom]]
    filled = [p for p in pieces if p[column - left] is not None]
    blank = [p for p in pieces if p[column - left] is None]
    filled.sort(key=lambda piece: piece[column - left], reverse=falling)
    for row, piece in zip(model.rows[top:bottom], filled + blank, strict=True):
        row[left:right] = piece
    order = "DESCENDING" if falling else "ASCENDING"
    spec = {"dimensionIndex": column, "sortOrder": order}
    return {"sortRange": {"range": area(top, left, bottom, right), "sortSpecs": [spec]}}


def copy(model: Model, draw: Any) -> Json:
    top, bottom = bounds(draw, model.height)
    left, right = bounds(draw, model.width)
    down = draw(st.integers(0, model.height - (bottom - top)))
    across = draw(st.integers(0, model.width - (right - left)))
    block = [row[left:right] for row in model.rows[top:bottom]]
    for row, piece in zip(model.rows[down:], block, strict=False):
        row[across : across + right - left] = piece
    target = area(down, across, down + bottom - top, across + right - left)
    kind = draw(st.sampled_from(["PASTE_NORMAL", "PASTE_VALUES"]))
    source = area(top, left, bottom, right)
    return {"copyPaste": {"source": source, "destination": target, "pasteType": kind}}


def clear(model: Model, draw: Any) -> Json:
    top, bottom = bounds(draw, model.height)
    left, right = bounds(draw, model.width)
    for row in model.rows[top:bottom]:
        row[left:right] = [None] * (right - left)
    return {"updateCells": {"range": area(top, left, bottom, right), "fields": "userEnteredValue"}}


def bounds(draw: Any, size: int) -> tuple[int, int]:
    start = draw(st.integers(0, size - 1))
    return start, draw(st.integers(start + 1, size))


def span(dimension: str, start: int, end: int) -> Json:
    return {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": end}


def area(top: int, left: int, bottom: int, right: int) -> Json:
    return {
        "sheetId": 0, "startRowIndex": top, "endRowIndex": bottom,
        "startColumnIndex": left, "endColumnIndex": right,
    }  # fmt: skip


def as_read(rows: Grid) -> Grid:
    """The model's rows as values.get gives them: trailing empties trimmed."""
    result = [["" if value is None else value for value in row] for row in rows]
    for row in result:
        while row and row[-1] == "":
            row.pop()
    while result and not result[-1]:
        result.pop()
    return result


EDITS = [insert, delete, move, sort, copy, clear]


@settings(max_examples=HISTORIES, deadline=None)
@given(st.data())
def test_every_history_of_edits_ends_as_the_model_says(data: st.DataObject) -> None:
    emulator, model = Emulator(), Model()
    emulator.seed("b", "b", [Tab("T", model.rows, size=(HEIGHT, WIDTH))])
    for _ in range(data.draw(st.integers(1, 12))):
        request = data.draw(st.sampled_from(EDITS))(model, data.draw)
        if request is not None:
            run(emulator, request)
    path = "/v4/spreadsheets/b/values/T?valueRenderOption=UNFORMATTED_VALUE"
    found = json.loads(emulator.handle(Request("GET", path)).body)
    assert found.get("values", []) == as_read(model.rows)
    grid = emulator.store.files["b"].book.sheets[0]  # type: ignore[union-attr]
    assert (grid.row_count, grid.column_count) == (model.height, model.width)


def run(emulator: Emulator, request: Json) -> None:
    body = json.dumps({"requests": [request]}).encode()
    assert (
        emulator.handle(Request("POST", "/v4/spreadsheets/b:batchUpdate", body=body)).status == 200
    )


@settings(max_examples=HISTORIES, deadline=None)
@given(st.data())
def test_a_formula_goes_on_meaning_the_cell_it_meant(data: st.DataObject) -> None:
    emulator, model = Emulator(), Model()
    meant = [(r, c) for r in range(HEIGHT) for c in range(WIDTH)]
    formulas = [[f"=T!{a1.column_name(c)}{r + 1}" for r, c in meant]]
    emulator.seed("b", "b", [Tab("T", model.rows, size=(HEIGHT, WIDTH)), Tab("Khác", formulas)])
    values = [model.rows[r][c] for r, c in meant]
    for _ in range(data.draw(st.integers(1, 8))):
        request = data.draw(st.sampled_from([insert, delete, move]))(model, data.draw)
        if request is not None:
            run(emulator, request)
    left = {value for row in model.rows for value in row}
    path = "/v4/spreadsheets/b/values/Kh%C3%A1c!1:1?valueRenderOption=UNFORMATTED_VALUE"
    (found,) = json.loads(emulator.handle(Request("GET", path)).body)["values"]
    assert found == [value if value in left else "#REF!" for value in values]
