"""A spreadsheet as spreadsheets.get shows it, under a field mask."""

from dataclasses import dataclass

from sync.emulator import cells, defaults, metadata
from sync.emulator.areas import Area
from sync.emulator.book import Book, Line, Sheet, whole
from sync.emulator.display import shown
from sync.emulator.fields import Mask, below, project
from sync.emulator.protection import Editor
from sync.emulator.shapes import EMPTY, Cell, Json

LIST_PARTS = (
    "filterViews",
    "bandedRanges",
    "conditionalFormats",
    "rowGroups",
    "columnGroups",
)
PARTS = (
    "userEnteredValue",
    "effectiveValue",
    "formattedValue",
    "userEnteredFormat",
    "effectiveFormat",
    "hyperlink",
    "note",
    "dataValidation",
    "textFormatRuns",
    "chipRuns",
)
"""The parts of CellData this server knows."""

FORMATTED = ("userEnteredValue", "userEnteredFormat")
PIXELS = {"ROWS": 21, "COLUMNS": 100}


@dataclass(frozen=True)
class View:
    """What of a spreadsheet is shown, to whom: areas (None: all), mask, grid data or not."""

    editor: Editor
    areas: list[Area] | None = None
    mask: Mask | None = None
    grid: bool = False
    address: str = ""

    def wants_grid(self) -> bool:
        """With a mask the mask alone decides, else includeGridData (discovery document)."""
        if not self.mask:
            return self.grid
        return below(below(self.mask, "sheets"), "data") is not None


def spreadsheet(book: Book, spreadsheet_id: str, view: View) -> Json:
    """The Spreadsheet resource."""
    mask: Mask = view.mask or {}
    whole_book: Json = {
        "spreadsheetId": spreadsheet_id,
        "properties": {**defaults.SPREADSHEET, **book.properties},
        "spreadsheetUrl": view.address,
    }
    named = [entry for entry in book.named_ranges if _met(entry["range"], book, view)]
    if named:
        whole_book["namedRanges"] = named
    hung = [entry for entry in metadata.entries(book) if _of_book(entry)]
    if hung:
        whole_book["developerMetadata"] = hung
    result: Json = project(whole_book, mask)
    sheet_mask = below(mask, "sheets")
    if sheet_mask is not None:
        result["sheets"] = _sheets(book, view, sheet_mask)
    return result


def _of_book(entry: Json) -> bool:
    return bool(entry["location"]["locationType"] == "SPREADSHEET")


def _met(grid_range: Json, book: Book, view: View) -> bool:
    if view.areas is None:
        return True
    sheet = book.find(grid_range.get("sheetId", 0))
    return sheet is not None and any(whole(sheet, grid_range).meets(a) for a in view.areas)


def _sheets(book: Book, view: View, mask: Mask) -> list[Json]:
    result = []
    grid_mask = (below(mask, "data") or {}) if view.wants_grid() else None
    for index, sheet in enumerate(book.sheets):
        areas = [sheet.all()] if view.areas is None else _on(sheet, view.areas)
        if not areas:
            continue
        entry: Json = project(_sheet(sheet, index, areas, view.editor), mask)
        if grid_mask is not None:
            entry["data"] = [_grid(book, sheet, area, grid_mask) for area in areas]
        result.append(entry)
    return result


def _on(sheet: Sheet, areas: list[Area]) -> list[Area]:
    return [area for area in areas if area.sheet_id == sheet.id]


def properties(sheet: Sheet, index: int) -> Json:
    """The SheetProperties; false and zero values are left out but for id and index."""
    grid = {key: value for key, value in sheet.grid.items() if value}
    rest = {k: v for k, v in sheet.properties.items() if v or k in ("sheetId", "title")}
    return {**rest, "index": index, "gridProperties": grid}


def _sheet(sheet: Sheet, index: int, areas: list[Area], editor: Editor) -> Json:
    entry: Json = {"properties": properties(sheet, index)}
    parts = sheet.parts
    merges = [m for m in parts.get("merges", []) if _meets_any(sheet, m, areas)]
    if merges:
        entry["merges"] = merges
    guarded = [p for p in parts.get("protectedRanges", []) if _meets_any(sheet, p["range"], areas)]
    if guarded:
        entry["protectedRanges"] = [editor.shown(protected) for protected in guarded]
    for key in LIST_PARTS:
        if parts.get(key):
            entry[key] = parts[key]
    if "basicFilter" in parts:
        entry["basicFilter"] = parts["basicFilter"]
    if sheet.metadata:
        location = {"locationType": "SHEET", "sheetId": sheet.id}
        entry["developerMetadata"] = [{**m, "location": location} for m in sheet.metadata]
    return entry


def _meets_any(sheet: Sheet, grid_range: Json, areas: list[Area]) -> bool:
    found = whole(sheet, grid_range)
    return any(found.meets(area) for area in areas)


def _grid(book: Book, sheet: Sheet, area: Area, mask: Mask) -> Json:
    corner = {"startRow": area.top, "startColumn": area.left}
    data: Json = project({name: at for name, at in corner.items() if at}, mask)
    row_mask = below(mask, "rowData")
    if row_mask is not None:
        rows = _rows(book, sheet, area, below(row_mask, "values") or {})
        if rows:
            data["rowData"] = rows
    for name, dimension, start, end in (
        ("rowMetadata", "ROWS", area.top, area.bottom),
        ("columnMetadata", "COLUMNS", area.left, area.right),
    ):
        line_mask = below(mask, name)
        if line_mask is not None:
            data[name] = _lines(sheet, dimension, range(start, end), line_mask)
    return data


def _rows(book: Book, sheet: Sheet, area: Area, mask: Mask) -> list[Json]:
    rows: list[Json] = []
    for row in range(area.top, min(area.bottom, len(sheet.rows))):
        held = sheet.rows[row].cells
        last = max((column for column in held if column < area.right), default=-1)
        values = [
            cell_data(book, sheet, row, column, mask) if column in held else {}
            for column in range(area.left, last + 1)
        ]
        rows.append({"values": values} if values else {})
    while rows and not rows[-1]:
        rows.pop()
    return rows


def cell_data(book: Book, sheet: Sheet, row: int, column: int, mask: Mask) -> Json:
    """The CellData of one cell under a mask; only what the mask names is worked out."""
    cell = sheet.cell(row, column)
    wanted = PARTS if not mask or "*" in mask else [name for name in PARTS if name in mask]
    data: Json = {name: project(cell[name], mask.get(name, {})) for name in wanted if name in cell}
    if "userEnteredValue" in cell:
        value = cells.effective(book, sheet, row, column)
        if "effectiveValue" in wanted:
            data["effectiveValue"] = value
        if "formattedValue" in wanted:
            data["formattedValue"] = shown(value, cells.number_format(cell), book.locale)
    if "hyperlink" in wanted and (link := cells.hyperlink(cell)):
        data["hyperlink"] = link
    if "effectiveFormat" in wanted and not cell.keys().isdisjoint(FORMATTED):
        data["effectiveFormat"] = project(_effective_format(cell), mask.get("effectiveFormat", {}))
    return data


def _effective_format(cell: Cell) -> Json:
    own: Json = cell.get("userEnteredFormat", EMPTY)
    text = {**defaults.FORMAT["textFormat"], **own.get("textFormat", EMPTY)}
    return {**defaults.FORMAT, **own, "textFormat": text}


def _lines(sheet: Sheet, dimension: str, indexes: range, mask: Mask) -> list[Json]:
    filtered = hidden_by_filter(sheet) if dimension == "ROWS" else frozenset[int]()
    plain: Json = project({"pixelSize": PIXELS[dimension]}, mask)
    lines = []
    for index in indexes:
        line = sheet.known_line(dimension, index)
        if line is None or not (line.properties or line.metadata or index in filtered):
            lines.append(plain)
        else:
            full = _line(line, sheet.id, dimension, index)
            if index in filtered:
                full["hiddenByFilter"] = True
            lines.append(project(full, mask))
    return lines


def _line(line: Line, sheet_id: int, dimension: str, index: int) -> Json:
    shown_properties = {key: value for key, value in line.properties.items() if value}
    data: Json = {"pixelSize": PIXELS[dimension], **shown_properties}
    if line.metadata:
        location = metadata.line_location(sheet_id, dimension, index)
        data["developerMetadata"] = [{**m, "location": location} for m in line.metadata]
    return data


def hidden_by_filter(sheet: Sheet) -> frozenset[int]:
    """The rows that the basic filter hides: those with a value its criteria name as hidden."""
    chosen = sheet.parts.get("basicFilter")
    if not chosen:
        return frozenset()
    area = whole(sheet, chosen["range"])
    rules = {int(key): rule for key, rule in chosen.get("criteria", {}).items()}
    for spec in chosen.get("filterSpecs", []):
        rules[spec.get("columnIndex", 0)] = spec.get("filterCriteria", {})
    hidden = set()
    for row in range(area.top + 1, min(area.bottom, len(sheet.rows))):
        for column, rule in rules.items():
            value = sheet.cell(row, column).get("userEnteredValue", EMPTY)
            if str(cells.scalar(value)) in rule.get("hiddenValues", []):
                hidden.add(row)
    return frozenset(hidden)
