"""Layouts adopted before: what a person took a table with these headings for."""

from sqlite_utils import Database

from sync import base
from sync.core.correct import NOTHING
from sync.core.inspection import Inspection
from sync.core.text import fold


def remembered(db: Database, found: Inspection) -> dict[int, str]:
    """Corrections, column (from 1) to field, as the newest link whose table had the same headings
    tells them, whether or not it has ended; none where that read them alike."""
    columns = found.columns
    headings = [fold(column.heading) for column in columns]
    if found.refuse or len(set(headings)) < len(headings):
        return {}
    for link in reversed(base.sheet_links(db)):
        before = {fold(column.heading): column for column in link.layout.columns}
        if before.keys() == set(headings):
            return {
                column.index: before[fold(column.heading)].field or NOTHING
                for column in columns
                if before[fold(column.heading)].field != column.field
                and before[fold(column.heading)].state_value is None
            }
    return {}
