"""Requests that copy, cut or paste cells."""

import csv
import io
from dataclasses import dataclass

from sync.emulator import cells, fields
from sync.emulator.areas import Area
from sync.emulator.batch.context import Batch, Kind
from sync.emulator.book import Book, Sheet, asked, beyond_grid
from sync.emulator.errors import RequestError
from sync.emulator.shapes import Cell, Json
from sync.emulator.snapshot import hidden_by_filter
from sync.emulator.structure import shifted

PARTS: dict[str, tuple[str, ...]] = {
    "PASTE_FORMAT": ("userEnteredFormat", "textFormatRuns"),
    "PASTE_FORMULA": ("userEnteredValue",),
    "PASTE_DATA_VALIDATION": ("dataValidation",),
    "PASTE_CONDITIONAL_FORMATTING": (),
}


@dataclass(frozen=True)
class Copied:
    """One copied cell: where it stood, what it held, what it was worth."""

    row: int
    column: int
    cell: Cell
    value: Json


def _read(book: Book, area: Area) -> list[list[Copied]]:
    sheet = book.sheet(area.sheet_id)
    return [
        [
            Copied(r, c, sheet.cell(r, c), cells.effective(book, sheet, r, c))
            for c in range(area.left, area.right)
        ]
        for r in range(area.top, area.bottom)
    ]


def _pasted(kind: str, source: Copied, old: Cell, down: int, right: int) -> Cell:
    """What a cell becomes when ``source`` is pasted into it that far away."""
    if kind == "PASTE_NORMAL":
        return shifted(source.cell, down, right)
    if kind == "PASTE_NO_BORDERS":
        return _with_old_borders(shifted(source.cell, down, right), old)
    if kind == "PASTE_VALUES":
        value = source.value if "errorValue" not in source.value else _error_text(source.value)
        return cells.with_value(old, value or None)
    if kind not in PARTS:
        raise RequestError(f"Invalid paste type: {kind}")
    mask: fields.Mask = {name: {} for name in PARTS[kind]}
    moved = shifted(source.cell, down, right)
    return fields.merge(old, moved, mask) if mask else old


def _error_text(value: Json) -> Json:
    return {"stringValue": str(cells.scalar(value))}


def _with_old_borders(cell: Cell, old: Cell) -> Cell:
    form = {k: v for k, v in cell.get("userEnteredFormat", {}).items() if k != "borders"}
    borders = old.get("userEnteredFormat", {}).get("borders")
    if borders:
        form["borders"] = borders
    rest = {key: value for key, value in cell.items() if key != "userEnteredFormat"}
    return {**rest, "userEnteredFormat": form} if form else rest


def copy_paste(batch: Batch, body: Json) -> None:
    book = batch.book
    source = book.area(body.get("source"))
    destination = _destination(book, body.get("destination"), source, body)
    block = _read(book, source)
    if body.get("pasteOrientation") == "TRANSPOSE":
        block = [list(line) for line in zip(*block, strict=True)]
    target = book.sheet(destination.sheet_id)
    batch.editor.check(target, destination)
    if batch.options.paste_into_merge == "400":
        _refuse_merges(target, destination)
    kind = body.get("pasteType", "PASTE_NORMAL")
    skipped = hidden_by_filter(book.sheet(source.sheet_id))
    for row in range(destination.top, destination.bottom):
        line = block[(row - destination.top) % len(block)]
        if batch.options.paste_skips_filtered and line[0].row in skipped:
            continue
        for column in range(destination.left, destination.right):
            copied = line[(column - destination.left) % len(line)]
            old = target.cell(row, column)
            new = _pasted(kind, copied, old, row - copied.row, column - copied.column)
            target.put(row, column, new)
    if kind == "PASTE_NORMAL" and body.get("pasteOrientation") != "TRANSPOSE":
        _copy_merges(book, source, destination)


def _refuse_merges(sheet: Sheet, area: Area) -> None:
    for merge in sheet.merges():
        if merge.meets(area) and not area.holds(merge):
            raise RequestError("You cannot paste over part of a merged cell.")


def _destination(book: Book, given: Json | None, source: Area, body: Json) -> Area:
    """Where the copy goes: at least the source's size, and a whole multiple of it."""
    area = book.area(given)
    sheet = book.sheet(area.sheet_id)
    height, width = source.height, source.width
    if not height * width:
        raise RequestError("The source range holds no cell.")
    if body.get("pasteOrientation") == "TRANSPOSE":
        height, width = width, height
    tall = area.height if area.height % height == 0 else height
    wide = area.width if area.width % width == 0 else width
    result = Area(area.sheet_id, area.top, area.left, area.top + tall, area.left + wide)
    if result.bottom > sheet.row_count or result.right > sheet.column_count:
        raise RequestError(beyond_grid(sheet, asked(result.json())))
    return result


def _copy_merges(book: Book, source: Area, destination: Area) -> None:
    origin, target = book.sheet(source.sheet_id), book.sheet(destination.sheet_id)
    down, right = destination.top - source.top, destination.left - source.left
    copies = [
        Area(
            target.id, merge.top + down, merge.left + right,
            merge.bottom + down, merge.right + right,
        )
        for merge in origin.merges()
        if source.holds(merge)
    ]  # fmt: skip
    kept = [m for m in target.merges() if not destination.holds(m) or m.meets(source)]
    merged = [*kept, *(copy for copy in copies if copy not in kept)]
    if merged or "merges" in target.parts:
        target.parts["merges"] = [merge.json() for merge in merged]


def cut_paste(batch: Batch, body: Json) -> None:
    book = batch.book
    source = book.area(body.get("source"))
    target, top, left = book.corner(body.get("destination", {}))
    destination = Area(target.id, top, left, top + source.height, left + source.width)
    if destination.bottom > target.row_count or destination.right > target.column_count:
        raise RequestError(beyond_grid(target, asked(destination.json())))
    origin = book.sheet(source.sheet_id)
    batch.editor.check(origin, source)
    batch.editor.check(target, destination)
    block = _read(book, source)
    kind = body.get("pasteType", "PASTE_NORMAL")
    for line in block:
        for copied in line:
            _remove(origin, copied, kind)
    for down, line in enumerate(block):
        for right, copied in enumerate(line):
            row, column = top + down, left + right
            new = _pasted(kind, copied, target.cell(row, column), 0, 0)
            target.put(row, column, new)


def _remove(sheet: Sheet, copied: Copied, kind: str) -> None:
    if kind in ("PASTE_NORMAL", "PASTE_NO_BORDERS"):
        sheet.put(copied.row, copied.column, {})
        return
    parts = PARTS.get(kind, ("userEnteredValue", "textFormatRuns"))
    left = {key: value for key, value in copied.cell.items() if key not in parts}
    sheet.put(copied.row, copied.column, left)


def paste_data(batch: Batch, body: Json) -> None:
    sheet, top, left = batch.book.corner(body.get("coordinate", {}))
    if body.get("html"):
        raise RequestError("Only delimited data can be pasted into the local server.")
    rows = list(csv.reader(io.StringIO(body.get("data", "")), delimiter=body["delimiter"]))
    width = max((len(line) for line in rows), default=0)
    for dimension, need in (("ROWS", top + len(rows)), ("COLUMNS", left + width)):
        if need > sheet.count(dimension):
            sheet.resize(dimension, need)
    batch.editor.check(sheet, Area(sheet.id, top, left, top + len(rows), left + width))
    for row, line in enumerate(rows, top):
        for column, text in enumerate(line, left):
            cell = sheet.cell(row, column)
            sheet.put(row, column, cells.typed(cell, text, batch.book.locale, batch.today))


KINDS: dict[str, Kind] = {
    "copyPaste": copy_paste,
    "cutPaste": cut_paste,
    "pasteData": paste_data,
}
