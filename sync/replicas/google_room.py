"""Sees to it that there is room for every cell of a batch: in the tabs, in the hidden one."""

from collections.abc import Iterator
from itertools import count

from sync.core.text import fold
from sync.replicas.google import Google
from sync.replicas.google_batch import (
    HIDDEN_ID,
    HIDDEN_TITLE,
    OWNER,
    Batch,
    Layout,
    Request,
    make_hidden,
    own_hidden,
    size_hidden,
)
from sync.replicas.google_read import Snapshot

MARGIN_ROWS, MARGIN_COLUMNS = 200, 30
"""Room beyond the tabs' own size, so that the hidden tab seldom has to grow."""

KEY_PIXELS = 70
"""Wide enough for a key such as III.2.1/1; Google's own default is 100."""


def make_room(google: Google, snapshot: Snapshot, batch: Batch) -> str:
    """The hidden tab's name of today; one request more at most where something was missing."""
    sheet, layout = snapshot.spreadsheet_id, batch.layout
    hidden = snapshot.tabs.get(HIDDEN_ID)
    missing = list(_columns(snapshot, batch))
    rows, columns = _size(snapshot, layout)
    if hidden is None:
        title = free_title(snapshot)
        google.prepare(sheet, [*missing, *make_hidden(sheet, title, rows, columns)])
        return title
    grid = snapshot.grids[HIDDEN_ID]
    if grid.rows < layout.last_row or grid.columns < layout.last_column:
        missing.append(size_hidden(rows, columns))
    if hidden.cell(*OWNER).value != sheet:
        missing += own_hidden(sheet)
    if missing:
        google.prepare(sheet, missing)
    return hidden.title


def free_title(snapshot: Snapshot) -> str:
    """The name the hidden tab gets: another tab may have ours."""
    there = {fold(tab.title) for tab in snapshot.tabs.values()}
    names = (f"{HIDDEN_TITLE}{n if n > 1 else ''}" for n in count(1))
    return next(name for name in names if fold(name) not in there)


def own(snapshot: Snapshot) -> list[Request]:
    """Makes the hidden tab, which another spreadsheet's was, this one's own."""
    size = size_hidden(*_size(snapshot, Layout()))
    return [size, *own_hidden(snapshot.spreadsheet_id)]


def _size(snapshot: Snapshot, layout: Layout) -> tuple[int, int]:
    rows = max(layout.last_row, *(grid.rows for grid in snapshot.grids.values()))
    columns = max(layout.last_column, *(grid.columns for grid in snapshot.grids.values()))
    return rows + MARGIN_ROWS, columns + MARGIN_COLUMNS


def _columns(snapshot: Snapshot, batch: Batch) -> Iterator[Request]:
    """A narrow column at the end of a tab that ends with its table, for our keys.

    One that was there already keeps the width the unit gave it.
    """
    for sheet_id in sorted({group.sheet_id for group in batch.groups}):
        wanted = max(g.key_column for g in batch.groups if g.sheet_id == sheet_id)
        lacking = wanted - snapshot.grids[sheet_id].columns
        if lacking > 0:
            more = {"sheetId": sheet_id, "dimension": "COLUMNS", "length": lacking}
            yield {"appendDimension": more}
            line = {"sheetId": sheet_id, "dimension": "COLUMNS"}
            place = {**line, "startIndex": wanted - 1, "endIndex": wanted}
            size = {"properties": {"pixelSize": KEY_PIXELS}, "fields": "pixelSize"}
            yield {"updateDimensionProperties": {"range": place, **size}}
