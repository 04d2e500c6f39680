"""The key column that we add, and what tells a row and a column at the moment of writing."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from sync.core.plan_place import Place
from sync.core.plan_read import Table
from sync.core.tab import Tab
from sync.core.writes import CellChange, Group, Seen

KEY_HEADING = "Mã"


def watch(table: Table, row: int, columns: Iterable[int]) -> tuple[Seen, ...]:
    """What must still stand at the moment of writing: who the row is, what the columns are."""
    tab = table.tab
    # Both: a sort that spans only one of them moves the row away from its key.
    who = {column for column in (table.key_column, table.text_column) if column}
    targets = sorted({*who, *columns})
    heads = table.layout.heading_rows
    return tuple(_seen(tab, row, column) for column in targets) + tuple(
        _seen(tab, head, column) for head in heads for column in targets if head != row
    )


def _seen(tab: Tab, row: int, column: int) -> Seen:
    return Seen(row, column, tab.cell(row, column).value)


def cell_group(table: Table, link: int, row: int, values: tuple[str | None, str | None]) -> Group:
    """One cell of the key column, from what it holds to what it shall hold."""
    change = CellChange(table.key_column, values[0], values[1])
    return Group(
        link=link,
        kind="heading",
        key="",
        field="key",
        value=values[1],
        sheet_id=table.tab.sheet_id,
        row=row,
        cells=(change,),
        watch=watch(table, row, [table.key_column]),
        span=table.span,
        key_column=table.key_column,
    )


def heading_group(table: Table, link: int) -> Group | None:
    """Our key column's own heading, where it is not there yet."""
    row, column = table.layout.header_rows[1], table.key_column
    if not column or not table.tab.cell(row, column).empty:
        return None
    return cell_group(table, link, row, (None, KEY_HEADING))


def keyed_at(table: Table, column: int) -> Table:
    """The table as if its keys stood in this column."""
    columns = [
        replace(one, index=column) if one.field == "key" else one for one in table.layout.columns
    ]
    return replace(table, layout=replace(table.layout, columns=tuple(columns)))


def left_behind(
    table: Table, link: int, places: Sequence[Place], keys: Collection[str]
) -> list[Group]:
    """Our keys in a column that the unit has put to other use, each to be emptied.

    Asked as our column begins anew: then the one column that still holds keys we wrote (`keys`),
    each beside its own row, and was none of the unit's when it was linked, was ours. Where several
    do, one of them is the unit's, and all stay.
    """
    known = {column.index for column in table.layout.columns}
    standing: dict[int, list[Place]] = {}
    for place in (one for one in places if one.key in keys):
        for column in range(1, len(table.tab.rows[place.row.row - 1]) + 1):
            cell = table.tab.cell(place.row.row, column)
            if column not in known and cell.value == place.key and not cell.formula:
                standing.setdefault(column, []).append(place)
    if len(standing) != 1:
        return []
    ((column, here),) = standing.items()
    before = keyed_at(table, column)
    return [
        replace(cell_group(before, link, one.row.row, (one.key, None)), kind="stale")
        for one in here
        if not table.tab.cell(one.row.row, column).locked
    ]
