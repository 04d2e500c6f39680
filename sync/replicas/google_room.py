"""Sees to it that there is room for every cell of a batch: in the tabs, in the hidden one."""

from collections.abc import Iterator

from sync.replicas.google import Google
from sync.replicas.google_batch import (
    HIDDEN_ID,
    HIDDEN_TITLE,
    OWNER,
    Batch,
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
    wider = list(_columns(snapshot, batch))
    rows = max(layout.last_row, *(grid.rows for grid in snapshot.grids.values()))
    columns = max(layout.last_column, *(grid.columns for grid in snapshot.grids.values()))
    if hidden is None:
        made = make_hidden(sheet, rows + MARGIN_ROWS, columns + MARGIN_COLUMNS)
        google.prepare(sheet, [*wider, *made])
        return HIDDEN_TITLE
    missing = wider
    if hidden.cell(*OWNER).value != sheet:
        missing += own_hidden(sheet)
    grid = snapshot.grids[HIDDEN_ID]
    if grid.rows < layout.last_row or grid.columns < layout.last_column:
        missing.append(size_hidden(rows + MARGIN_ROWS, columns + MARGIN_COLUMNS))
    if missing:
        google.prepare(sheet, missing)
    return hidden.title


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
