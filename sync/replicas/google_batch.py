"""Builds the one guarded atomic batch of a round: witnesses first, then the writes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sync.core.tab import Scalar
from sync.core.witness import beside_headings
from sync.core.writes import CellChange, Group

Request = dict[str, Any]

HIDDEN_TITLE = "_soviec"
HIDDEN_ID = 1_530_424_153
"""The sheet id we give the hidden tab: it is found by it after a rename, also in a copied file."""

OPERATION = (3, 2)
OWNER = (2, 2)
FIRST_AREA_ROW = 12
EXPLANATION = (
    "Trang ẩn này do phần mềm Sổ Việc dùng khi ghi vào bảng; xin đừng xóa.",
    "Mã của tệp",
    "Lượt ghi gần nhất",
    "",
    "Mỗi lần ghi, Sổ Việc chép vào đây những ô sắp được thay, để không mất chữ nào",
    "mà đơn vị vừa gõ. Sổ Việc chỉ ghi vào các ô của danh mục đã nối và cột “Mã”.",
    "Muốn thôi nối bảng: báo đơn vị cấp trên. Mã của Sổ Việc sẽ được xóa, trang này sẽ được gỡ.",
)

Place = tuple[int, int, int]
"""Sheet id, row, column."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each cell's copies go in the hidden tab: `values` for reading, `cells` for undo."""

    values: Mapping[Place, tuple[int, int]] = field(default_factory=dict)
    cells: Mapping[Place, tuple[int, int]] = field(default_factory=dict)
    last_row: int = FIRST_AREA_ROW
    last_column: int = 3


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch ready to be sent; `layout` says where its witnesses will stand."""

    operation: str
    groups: tuple[Group, ...]
    requests: tuple[Request, ...]
    layout: Layout
    first_row: int


def build(operation: str, groups: Sequence[Group], *, below: int = 0) -> Batch:
    """The batch for these groups; `below` is the last row of the hidden tab still needed.

    Copies never lie above or left of their source, so that relative formulas survive the way
    there and back (rule 6).
    """
    rows = _rows(groups)
    first = max(FIRST_AREA_ROW, below, max((row for _, row in rows), default=0)) + 1
    left = max(c for g in groups for c in (*g.span, g.key_column))
    values: dict[Place, tuple[int, int]] = {}
    cells: dict[Place, tuple[int, int]] = {}
    requests = [_text(OPERATION, operation), *_clear(below)]
    right = left
    for at, (place, spans) in enumerate(rows.items(), first):
        column = left
        for start, end in spans.spans:
            requests.append(_copy(place, start, end, (at, column), "PASTE_VALUES"))
            for offset in range(end - start + 1):
                values[(*place, start + offset)] = (at, column + offset)
            column += end - start + 1
        for target in spans.targets:
            requests.append(_copy(place, target, target, (at, column), "PASTE_NORMAL"))
            cells[(*place, target)] = (at, column)
            column += 1
        right = max(right, column - 1)
    for group in groups:
        if group.kind == "row":
            requests.append(_insert(group))
        requests += [one for change in group.cells for one in _write(group, change)]
    layout = Layout(values, cells, max(first, first + len(rows) - 1), right)
    return Batch(operation, tuple(groups), tuple(requests), layout, first)


@dataclass(slots=True)
class _Row:
    spans: list[tuple[int, int]]
    targets: list[int]


def _rows(groups: Iterable[Group]) -> dict[tuple[int, int], _Row]:
    """Each row that must be witnessed: its spans of columns, its cells that are replaced."""
    rows: dict[tuple[int, int], _Row] = {}
    for group in groups:
        told = {seen.row for seen in group.watch}
        own = set() if group.inserted else {group.row, *beside_headings(group)}
        for row in own | told:
            kept = rows.setdefault((group.sheet_id, row), _Row([], []))
            for span in (group.span, (group.key_column, group.key_column)):
                if span[0] and not any(a <= span[0] and span[1] <= b for a, b in kept.spans):
                    kept.spans.append(span)
        if not group.inserted:
            targets = rows[group.sheet_id, group.row].targets
            targets += [c.column for c in group.cells if c.column not in targets]
    return rows


def _area(sheet_id: int, row: int, first: int, last: int) -> Request:
    return {
        "sheetId": sheet_id,
        "startRowIndex": row - 1,
        "endRowIndex": row,
        "startColumnIndex": first - 1,
        "endColumnIndex": last,
    }


def _insert(group: Group) -> Request:
    """An empty row that takes over the formats of the one above."""
    span = {
        "sheetId": group.sheet_id,
        "dimension": "ROWS",
        "startIndex": group.row - 1,
        "endIndex": group.row,
    }
    return {"insertDimension": {"range": span, "inheritFromBefore": True}}


def _copy(place: tuple[int, int], first: int, last: int, to: tuple[int, int], kind: str) -> Request:
    sheet_id, row = place
    target = _area(HIDDEN_ID, to[0], to[1], to[1] + last - first)
    source = _area(sheet_id, row, first, last)
    return {"copyPaste": {"source": source, "destination": target, "pasteType": kind}}


def _write(group: Group, change: CellChange) -> list[Request]:
    target = _area(group.sheet_id, group.row, change.column, change.column)
    pasted = [(change.restore, "PASTE_NORMAL"), (change.look, "PASTE_FORMAT")]
    if any(at for at, _ in pasted):
        return [
            {
                "copyPaste": {
                    "source": _area(HIDDEN_ID, at[0], at[1], at[1]),
                    "destination": target,
                    "pasteType": kind,
                }
            }
            for at, kind in pasted
            if at
        ]
    data: dict[str, Any] = {"userEnteredValue": entered(change.new)} if change.new != "" else {}
    fields = "userEnteredValue"
    if change.pattern:
        data["userEnteredFormat"] = {"numberFormat": number_format(change.pattern)}
        fields += ",userEnteredFormat.numberFormat"
    return [{"updateCells": {"range": target, "rows": [{"values": [data]}], "fields": fields}}]


def entered(value: Scalar) -> dict[str, Scalar]:
    """A raw value as ExtendedValue: text stays text, never a formula."""
    if value is None:
        return {}
    if isinstance(value, bool):
        return {"boolValue": value}
    return {"numberValue": value} if isinstance(value, int | float) else {"stringValue": value}


def number_format(pattern: str) -> dict[str, str]:
    kind = "PERCENT" if "%" in pattern else "DATE" if "y" in pattern or "d" in pattern else "NUMBER"
    return {"type": kind, "pattern": pattern}


def _text(at: tuple[int, int], text: str) -> Request:
    target = _area(HIDDEN_ID, at[0], at[1], at[1])
    data = {"userEnteredValue": {"stringValue": text}}
    return {
        "updateCells": {
            "range": target,
            "rows": [{"values": [data]}],
            "fields": "userEnteredValue",
        }
    }


def _clear(below: int) -> list[Request]:
    """Old copies go, except those a debt still needs: copied formulas must not live on."""
    if below:
        return []
    area = {"sheetId": HIDDEN_ID, "startRowIndex": FIRST_AREA_ROW}
    return [{"updateCells": {"range": area, "fields": "*"}}]


def make_hidden(spreadsheet_id: str, title: str, rows: int, columns: int) -> list[Request]:
    """The hidden tab, large enough for every copy; says in plain words what it is for."""
    properties = {
        "sheetId": HIDDEN_ID,
        "title": title,
        "hidden": True,
        "gridProperties": {"rowCount": rows, "columnCount": columns},
    }
    return [{"addSheet": {"properties": properties}}, *own_hidden(spreadsheet_id)]


def own_hidden(spreadsheet_id: str) -> list[Request]:
    """Its texts, and the spreadsheet's own id: a copied file shows itself by it."""
    lines = [_text((row, 1), text) for row, text in enumerate(EXPLANATION, 1) if text]
    return [*lines, _text(OWNER, spreadsheet_id), _text(OPERATION, "")]


def size_hidden(rows: int, columns: int) -> Request:
    size = {"rowCount": rows, "columnCount": columns}
    return {
        "updateSheetProperties": {
            "properties": {"sheetId": HIDDEN_ID, "gridProperties": size},
            "fields": "gridProperties(rowCount,columnCount)",
        }
    }
