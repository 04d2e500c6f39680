"""Plans rows for entries that the sheet does not have, where a link's switch allows it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sync.core.dialect import CellWrite, write, write_state
from sync.core.plan_ask import members
from sync.core.plan_keys import watch
from sync.core.plan_link import SHARED, Entry, Terms
from sync.core.plan_place import Place
from sync.core.plan_read import Table
from sync.core.tab import Cell
from sync.core.writes import CellChange, Group


def rows_to_add(
    table: Table,
    places: Sequence[Place],
    missing: Sequence[Entry],
    order: Sequence[str],
    terms: Terms,
) -> list[Group]:
    """One inserted row for each missing entry, below the row of the entry before it.

    `order` is the checklist's. The groups stand in the order they must be sent in: from the
    bottom up, so that no insertion moves another's place. A new row overwrites nothing wherever
    it lands; the row above it, and the headings, tell whether it landed where it belongs.
    """
    rows = {key: place.row.row for place in places for key in members(place.key)}
    top = table.layout.header_rows[1]
    last = max(rows.values(), default=top)
    planned: list[tuple[int, int, Entry]] = []
    for entry in missing:
        at = order.index(entry.key)
        above = [rows[key] for key in order[:at] if key in rows]
        anchor = above[-1] if above else (top if rows else last)
        planned.append((anchor, at, entry))
    groups: list[Group] = []
    for anchor, _at, entry in sorted(planned, key=lambda one: one[:2], reverse=True):
        groups += _row(table, anchor, entry, terms)
    return groups


def _row(table: Table, anchor: int, entry: Entry, terms: Terms) -> Iterator[Group]:
    key = CellChange(table.key_column, None, entry.key)
    text = CellChange(table.text_column, None, entry.text)
    row = _group(table, terms, anchor, entry.key, "row", (key, text))
    yield replace(row, field="row", value=entry.text)
    for name in SHARED:
        value = entry.values.get(name)
        cells = tuple(_cells(table, anchor, name, value, terms.year)) if value else ()
        if cells:
            told = _group(table, terms, anchor, entry.key, "row-value", cells)
            yield replace(told, field=name, value=value)


def _cells(table: Table, anchor: int, name: str, value: str, year: int) -> Iterator[CellChange]:
    """What says the value in an empty row that takes over the formats of the one above."""
    if name == "state":
        states = [(c.index, c.dialect, _empty(table, anchor, c.index)) for c in table.states]
        told = write_state(value, [(i, d, cell) for i, d, cell in states if d], year=year)
        if isinstance(told, list):
            yield from (CellChange(i, None, one.value, one.pattern) for i, one in told)
        return
    column = next((c for c in table.layout.columns if c.field == name and c.unit is None), None)
    if column is None or column.dialect is None or column.locked:
        return
    one = write(name, value, column.dialect, _empty(table, anchor, column.index), year=year)
    if isinstance(one, CellWrite):
        yield CellChange(column.index, None, one.value, one.pattern)


def _empty(table: Table, anchor: int, column: int) -> Cell:
    above = table.tab.cell(anchor, column)
    if anchor <= table.layout.header_rows[1]:
        return Cell()
    return replace(above, value=None, shown="", formula="", link=None)


def _group(
    table: Table, terms: Terms, anchor: int, key: str, kind: str, cells: tuple[CellChange, ...]
) -> Group:
    return Group(
        link=terms.link,
        kind=kind,
        key=key,
        field="key",
        value=key,
        sheet_id=table.tab.sheet_id,
        row=anchor + 1,
        cells=cells,
        watch=watch(table, anchor, [change.column for change in cells]),
        span=table.span,
        key_column=table.key_column,
    )


def missing(entries: Mapping[str, Entry], places: Sequence[Place], known: set[str]) -> list[Entry]:
    """Entries without a row: never seen in this sheet, and not split into parts that are."""
    placed = {key for place in places for key in members(place.key)}
    whole = {key.split("/")[0] for key in placed | known if "/" in key}
    return [
        entry
        for key, entry in entries.items()
        if key not in placed and key not in known and key not in whole and "/" not in key
    ]
