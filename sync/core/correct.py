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

    A field belongs to one column: the one that had it before gives it up. Columns of units, and
    columns that each mean one state, are only taken away, never given to.
    """
    if not fields:
        return found
    taken = {field for field in fields.values() if field != NOTHING}
    rows = [row.row for row in found.entries]
    columns = tuple(_corrected(one, tab, rows, fields, taken) for one in found.columns)
    return replace(found, columns=columns)


def _corrected(
    column: Column, tab: Tab, rows: list[int], fields: Mapping[int, str], taken: set[str]
) -> Column:
    wanted = fields.get(column.index)
    if wanted is None and column.field in taken:
        wanted = NOTHING
    if wanted is None or wanted == column.field:
        return column
    if wanted == NOTHING:
        return replace(column, field=None, dialect=None, state_value=None)
    cells = [tab.cell(row, column.index) for row in rows]
    dialect = learn(wanted, cells, heading=column.heading)
    return replace(column, field=wanted, dialect=dialect, state_value=None)
