"""A spreadsheet in memory: sheets, rows, columns, cells."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sync.emulator import a1
from sync.emulator.areas import Area
from sync.emulator.errors import RequestError
from sync.emulator.shapes import EMPTY, Cell, Json


@dataclass(slots=True)
class Line:
    """A row or a column: its size, whether it is hidden, its metadata; a row's cells too."""

    properties: Json = field(default_factory=dict)
    metadata: list[Json] = field(default_factory=list)
    cells: dict[int, Cell] = field(default_factory=dict)

    def copy(self) -> "Line":
        return Line(self.properties, list(self.metadata), dict(self.cells))


@dataclass
class Sheet:
    """One tab. ``parts`` holds merges, protected ranges, filters, groups … as Google's JSON."""

    properties: Json
    lines: dict[str, list[Line]] = field(default_factory=lambda: {"ROWS": [], "COLUMNS": []})
    parts: Json = field(default_factory=dict)
    metadata: list[Json] = field(default_factory=list)

    @property
    def id(self) -> int:
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def grid(self) -> Json:
        grid: Json = self.properties["gridProperties"]
        return grid

    @property
    def rows(self) -> list[Line]:
        """The rows down to the last one that ever held something."""
        return self.lines["ROWS"]

    @property
    def row_count(self) -> int:
        return int(self.grid["rowCount"])

    @property
    def column_count(self) -> int:
        return int(self.grid["columnCount"])

    def count(self, dimension: str) -> int:
        return self.row_count if dimension == "ROWS" else self.column_count

    def resize(self, dimension: str, count: int) -> None:
        """Set the number of lines; what lies beyond is lost."""
        if count < self.count(dimension):
            self.cut(dimension, count)
        key = "rowCount" if dimension == "ROWS" else "columnCount"
        self.properties = {**self.properties, "gridProperties": {**self.grid, key: count}}

    def cut(self, dimension: str, count: int) -> None:
        """Drop lines from ``count`` on."""
        del self.lines[dimension][count:]
        if dimension == "COLUMNS":
            for row in self.rows:
                row.cells = {c: cell for c, cell in row.cells.items() if c < count}

    def line(self, dimension: str, index: int) -> Line:
        """The row or column, made when nothing was kept of it yet."""
        lines = self.lines[dimension]
        while len(lines) <= index:
            lines.append(Line())
        return lines[index]

    def known_line(self, dimension: str, index: int) -> Line | None:
        lines = self.lines[dimension]
        return lines[index] if index < len(lines) else None

    def cell(self, row: int, column: int) -> Cell:
        rows = self.rows
        return rows[row].cells.get(column, EMPTY) if row < len(rows) else EMPTY

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Replace a cell; an empty one is forgotten."""
        if cell:
            self.line("ROWS", row).cells[column] = cell
        elif row < len(self.rows):
            self.rows[row].cells.pop(column, None)

    def all(self) -> Area:
        return Area(self.id, 0, 0, self.row_count, self.column_count)

    def merges(self) -> list[Area]:
        """The merged rectangles."""
        return [whole(self, merge) for merge in self.parts.get("merges", [])]

    def copy(self) -> "Sheet":
        lines = {name: [line.copy() for line in lines] for name, lines in self.lines.items()}
        return Sheet(self.properties, lines, dict(self.parts), list(self.metadata))


def whole(sheet: Sheet, grid_range: Json) -> Area:
    """The area of a GridRange on this sheet, open ends closed at the grid's edge."""
    return Area(
        sheet.id,
        grid_range.get("startRowIndex", 0),
        grid_range.get("startColumnIndex", 0),
        min(grid_range.get("endRowIndex", sheet.row_count), sheet.row_count),
        min(grid_range.get("endColumnIndex", sheet.column_count), sheet.column_count),
    )


def asked(grid_range: Json) -> str:
    """A GridRange in A1 notation as it was asked for, open ends left open: ``A1001:B``."""
    row, column = grid_range.get("startRowIndex", 0), grid_range.get("startColumnIndex", 0)
    bottom, right = grid_range.get("endRowIndex"), grid_range.get("endColumnIndex")
    start = f"{a1.column_name(column)}{row + 1}"
    end = (a1.column_name(right - 1) if right else "") + (str(bottom) if bottom else "")
    return f"{start}:{end}" if end and end != start else start


def beyond_grid(sheet: Sheet, range_text: str) -> str:
    """Google's words for a range that lies beyond the grid."""
    return (
        f"Range ({a1.quoted(sheet.title)}!{range_text}) exceeds grid limits. "
        f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
    )


@dataclass
class Book:
    """A spreadsheet. A published book is never changed: a writer edits a copy.

    ``computed`` remembers the values of formulas and ``engine`` what computes them, until the
    next change.
    """

    properties: Json
    sheets: list[Sheet] = field(default_factory=list)
    named_ranges: list[Json] = field(default_factory=list)
    metadata: list[Json] = field(default_factory=list)
    computed: dict[tuple[int, int, int], Json] = field(default_factory=dict)
    engine: Any = None

    @property
    def locale(self) -> str:
        return str(self.properties["locale"])

    def copy(self) -> "Book":
        return Book(
            self.properties,
            [sheet.copy() for sheet in self.sheets],
            list(self.named_ranges),
            list(self.metadata),
        )

    def forget(self) -> None:
        """Forget the values of formulas: something changed."""
        self.computed.clear()
        self.engine = None

    def find(self, sheet_id: int) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.id == sheet_id), None)

    def titled(self, title: str) -> Sheet | None:
        """The sheet of that title; case does not matter where no title fits exactly."""
        exact = next((sheet for sheet in self.sheets if sheet.title == title), None)
        folded = title.casefold()
        return exact or next((s for s in self.sheets if s.title.casefold() == folded), None)

    def sheet(self, sheet_id: Any) -> Sheet:
        """The sheet of that id, or the refusal of a request."""
        sheet = self.find(int(sheet_id or 0))
        if sheet is None:
            raise RequestError(f"No sheet with id: {sheet_id or 0}")
        return sheet

    def area(self, grid_range: Json | None) -> Area:
        """The area of a GridRange in a request.

        One that starts beyond the grid is refused; one that only ends beyond it is cut off
        (measured live by others in September 2026, as are the words of the refusal).
        """
        given = {key: end for key, end in (grid_range or {}).items() if end is not None}
        sheet = self.find(int(given.get("sheetId", 0)))
        if sheet is None:
            raise RequestError(f"No grid with id: {given.get('sheetId', 0)}")
        for name in ("Row", "Column"):
            start, end = given.get(f"start{name}Index", 0), given.get(f"end{name}Index")
            if start < 0 or (end is not None and end < start):
                raise RequestError(f"end{name}Index[{end}] is before start{name}Index[{start}]")
        if given.get("startRowIndex", 0) >= sheet.row_count or (
            given.get("startColumnIndex", 0) >= sheet.column_count
        ):
            raise RequestError(beyond_grid(sheet, asked(given)))
        return whole(sheet, given)

    def corner(self, coordinate: Json) -> tuple[Sheet, int, int]:
        """Sheet, row and column of a GridCoordinate in a request."""
        sheet = self.sheet(coordinate.get("sheetId"))
        row, column = coordinate.get("rowIndex", 0), coordinate.get("columnIndex", 0)
        if row < 0 or column < 0:
            raise RequestError(f"Invalid coordinate: row {row}, column {column}")
        return sheet, row, column

    def new_id(self) -> int:
        """A positive int32 that names nothing in this spreadsheet yet."""
        taken = set(self.ids())
        while True:
            chosen = secrets.randbelow(2**31 - 1_000_000) + 1_000_000
            if chosen not in taken:
                return chosen

    def ids(self) -> Iterable[int]:
        """Ids of sheets, protected ranges and filter views."""
        for sheet in self.sheets:
            yield sheet.id
            for entry in sheet.parts.get("protectedRanges", []):
                yield entry["protectedRangeId"]
            for entry in sheet.parts.get("filterViews", []):
                yield entry["filterViewId"]
