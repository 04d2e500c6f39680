"""Turns what spreadsheets.get answers into tabs as plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sync.core.formula import UNKNOWN, form
from sync.core.tab import MERGED, PROTECTED, Cell, Merge, Scalar, Tab
from sync.replicas.google_lists import Lists

Json = Mapping[str, Any]

CELL = (
    "userEnteredValue,effectiveValue,formattedValue,userEnteredFormat(numberFormat),"
    "dataValidation(condition),hyperlink"
)
HIDDEN_BY_FILTER = "rowMetadata(hiddenByFilter)"
FIELDS = (
    "spreadsheetId,properties(title,locale,timeZone),sheets("
    "properties(sheetId,title,index,hidden,gridProperties(rowCount,columnCount)),merges,"
    "protectedRanges(range,warningOnly,requestingUserCanEdit),"
    f"data(startRow,startColumn,{HIDDEN_BY_FILTER},rowData(values({CELL}))))"
)
ERRORS = {
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
}
"""What a cell shows for each ErrorType of the API, and its copy as a value holds."""
_DATES = frozenset({"DATE", "DATE_TIME"})


@dataclass(frozen=True, slots=True)
class Grid:
    """How large a tab is."""

    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A spreadsheet at one moment; `tabs` by sheet id."""

    spreadsheet_id: str
    title: str
    tabs: Mapping[int, Tab]
    grids: Mapping[int, Grid]
    hidden: frozenset[int]

    def named(self, title: str) -> Tab | None:
        return next((tab for tab in self.tabs.values() if tab.title == title), None)


def snapshot(answer: Json) -> Snapshot:
    """The whole answer; tabs without a grid (charts) are left out."""
    tabs: dict[int, Tab] = {}
    grids: dict[int, Grid] = {}
    hidden = set()
    lists = Lists(answer)
    for sheet in answer.get("sheets", ()):
        properties = sheet["properties"]
        size = properties.get("gridProperties")
        if size is None:
            continue
        sheet_id = properties.get("sheetId", 0)
        tabs[sheet_id] = read_tab(sheet, lists)
        grids[sheet_id] = Grid(size.get("rowCount", 0), size.get("columnCount", 0))
        if properties.get("hidden"):
            hidden.add(sheet_id)
    return Snapshot(
        answer["spreadsheetId"],
        answer.get("properties", {}).get("title", ""),
        tabs,
        grids,
        frozenset(hidden),
    )


def read_tab(sheet: Json, lists: Lists | None = None) -> Tab:
    """One tab; cells in a merge, or protected against us, are locked."""
    properties = sheet["properties"]
    merges = tuple(_merge(one) for one in sheet.get("merges", ()))
    rows = cells_of(sheet, lists)
    for row, column, why in _locked(sheet, merges, rows):
        rows[row, column] = replace(rows.get((row, column), Cell()), locked=why)
    height = max((row for row, _ in rows), default=0)
    widths: dict[int, int] = {}
    for row, column in rows:
        widths[row] = max(widths.get(row, 0), column)
    empty = Cell()
    table = tuple(
        tuple(rows.get((row, column), empty) for column in range(1, widths.get(row, 0) + 1))
        for row in range(1, height + 1)
    )
    filtered = frozenset(_filtered(sheet))
    return Tab(properties.get("title", ""), table, merges, properties.get("sheetId", 0), filtered)


def _filtered(sheet: Json) -> Iterable[int]:
    for block in sheet.get("data", ()):
        for row, line in enumerate(block.get("rowMetadata", ()), block.get("startRow", 0) + 1):
            if line.get("hiddenByFilter"):
                yield row


def cells_of(sheet: Json, lists: Lists | None = None) -> dict[tuple[int, int], Cell]:
    """Every cell that holds something, by (row, column) from 1."""
    found: dict[tuple[int, int], Cell] = {}
    title = sheet["properties"].get("title", "")
    for block in sheet.get("data", ()):
        first_row, first_column = block.get("startRow", 0) + 1, block.get("startColumn", 0) + 1
        for row, line in enumerate(block.get("rowData", ()), first_row):
            for column, told in enumerate(line.get("values", ()), first_column):
                if told:
                    found[row, column] = _cell(told, lists, title)
    return found


def _cell(told: Json, lists: Lists | None, title: str) -> Cell:
    entered, effective = told.get("userEnteredValue"), told.get("effectiveValue")
    number = told.get("userEnteredFormat", {}).get("numberFormat", {})
    condition = told.get("dataValidation", {}).get("condition", {})
    # A value nobody entered is spilled there by an array formula or a pivot table.
    spilled = UNKNOWN if effective is not None else ""
    return Cell(
        value=_scalar(effective if effective is not None else entered),
        shown=told.get("formattedValue", ""),
        formula=form(entered.get("formulaValue", "")) if entered else spilled,
        pattern=number.get("pattern", ""),
        date=number.get("type") in _DATES,
        checkbox=_checkbox(condition),
        choices=_choices(condition, lists, title),
        link=told.get("hyperlink"),
    )


def _scalar(value: Json | None) -> Scalar:
    if not value:
        return None
    for kind in ("numberValue", "boolValue", "stringValue"):
        if kind in value:
            plain: Scalar = value[kind]
            return plain
    error = value.get("errorValue")
    return ERRORS.get(error.get("type", ""), "#ERROR!") if error else value.get("formulaValue")


def _checkbox(condition: Json) -> tuple[Scalar, Scalar] | None:
    if condition.get("type") != "BOOLEAN":
        return None
    words = [one.get("userEnteredValue") for one in condition.get("values", ())]
    ticked: Scalar = words[0] if words else True
    unticked: Scalar = words[1] if len(words) > 1 else ("" if words else False)
    return ticked, unticked


def _choices(condition: Json, lists: Lists | None, title: str) -> tuple[str, ...]:
    if lists and condition.get("type") == "ONE_OF_RANGE":
        return lists.words(condition["values"][0].get("userEnteredValue", ""), title)
    if condition.get("type") != "ONE_OF_LIST":
        return ()
    return tuple(one.get("userEnteredValue", "") for one in condition.get("values", ()))


def _merge(told: Json) -> Merge:
    return Merge(
        told.get("startRowIndex", 0) + 1,
        told["endRowIndex"],
        told.get("startColumnIndex", 0) + 1,
        told["endColumnIndex"],
    )


def _locked(
    sheet: Json, merges: Iterable[Merge], rows: Mapping[tuple[int, int], Cell]
) -> Iterable[tuple[int, int, str]]:
    height = max((row for row, _ in rows), default=0)
    width = max((column for _, column in rows), default=0)
    for merge in merges:
        for row in range(merge.first_row, merge.last_row + 1):
            for column in range(merge.first_column, merge.last_column + 1):
                yield row, column, MERGED
    for one in sheet.get("protectedRanges", ()):
        if one.get("warningOnly") or one.get("requestingUserCanEdit"):
            continue
        area = one.get("range", {})
        last_row = min(area.get("endRowIndex", height), height)
        last_column = min(area.get("endColumnIndex", width), width)
        for row in range(area.get("startRowIndex", 0) + 1, last_row + 1):
            for column in range(area.get("startColumnIndex", 0) + 1, last_column + 1):
                yield row, column, PROTECTED
