"""A person's corrections of a reading: which column is what."""

from collections.abc import Mapping
from dataclasses import replace

from sync.core.dialect_learn import learn
from sync.core.inspection import Column, Inspection
from sync.core.tab import Tab

NOTHING = "none"
"""A column that is none of ours."""


def correct(found: Inspection, tab: Tab, fields: Mapping[int, str]) -> Inspection:
    """The reading with these columns taken as these fields (or NOTHING).

    A field belongs to one column: the one that had it before gives it up. What is told as it was
    read changes nothing.
    """
    was = {column.index: column.field or NOTHING for column in found.columns}
    changed = {at: field for at, field in fields.items() if at in was and field != was[at]}
    if not changed:
        return found
    rows = [row.row for row in found.entries]
    columns = tuple(_corrected(one, tab, rows, changed) for one in found.columns)
    return replace(found, columns=columns)


def _corrected(column: Column, tab: Tab, rows: list[int], changed: Mapping[int, str]) -> Column:
    wanted = changed.get(column.index)
    if wanted is None and column.field not in changed.values():
        return column
    if wanted in (None, NOTHING):
        return replace(column, field=None, dialect=None, state_value=None)
    cells = [tab.cell(row, column.index) for row in rows]
    dialect = learn(str(wanted), cells, heading=column.heading)
    return replace(column, field=wanted, dialect=dialect, state_value=None)
