"""Sees to it that the hidden tab is there, is this file's own, and has room for every copy."""

from sync.replicas.google import Google
from sync.replicas.google_batch import (
    HIDDEN_ID,
    HIDDEN_TITLE,
    OWNER,
    Layout,
    make_hidden,
    own_hidden,
    size_hidden,
)
from sync.replicas.google_read import Snapshot

MARGIN_ROWS, MARGIN_COLUMNS = 200, 30
"""Room beyond the tabs' own size, so that the hidden tab seldom has to grow."""


def make_room(google: Google, snapshot: Snapshot, layout: Layout) -> str:
    """The hidden tab's name of today; one request more only where something was missing."""
    sheet = snapshot.spreadsheet_id
    hidden = snapshot.tabs.get(HIDDEN_ID)
    rows = max(layout.last_row, *(grid.rows for grid in snapshot.grids.values()))
    columns = max(layout.last_column, *(grid.columns for grid in snapshot.grids.values()))
    if hidden is None:
        google.change(sheet, make_hidden(sheet, rows + MARGIN_ROWS, columns + MARGIN_COLUMNS))
        return HIDDEN_TITLE
    if hidden.cell(*OWNER).value != sheet:
        google.change(sheet, own_hidden(sheet))
    grid = snapshot.grids[HIDDEN_ID]
    if grid.rows < layout.last_row or grid.columns < layout.last_column:
        size = size_hidden(rows + MARGIN_ROWS, columns + MARGIN_COLUMNS)
        google.change(sheet, [size])
    return hidden.title
