"""The key column that we add, and what tells a row and a column at the moment of writing."""

from collections.abc import Iterable

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
