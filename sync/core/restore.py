"""Puts back what a write replaced: the write that does it, the tab as it will stand then."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sync.core.find import At, saying, wording_of
from sync.core.tab import Cell, Tab
from sync.core.writes import CellChange, Debt, Group, Seen, same_scalar


@dataclass(frozen=True, slots=True)
class Repair:
    """What a cell gets back: what `debt` says was there, unless it was `typed_over` since, and the
    formats of the copy at `look`. `pays` are the numbers of the debts it pays."""

    debt: Debt
    pays: tuple[int, ...]
    typed_over: bool = False
    look: At | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a table stands now: its heading rows, its span of columns, its text and its key column,
    0 where it has none."""

    heads: Sequence[int]
    span: tuple[int, int]
    text_column: int
    key_column: int


def put_back(repair: Repair, at: At, table: Standing, tab: Tab) -> Group:
    """The guarded write that restores the cell from its copy; `tab` is as it was read."""
    debt = repair.debt
    span, key_column = table.span, table.key_column
    row, column = at
    who = key_column if debt.row_key else column
    now = tab.cell(row, column)
    # A copy that somebody took away is replaced by the value it held; so is one that would be
    # pasted where cells were merged meanwhile: Google may refuse that.
    source = debt.source if debt.source[0] and not now.locked else None
    if repair.typed_over:
        change = CellChange(
            column, now.value, now.value,
            over=now.formula, formula=now.formula, look=repair.look,
        )  # fmt: skip
    else:
        change = CellChange(
            column, now.value, debt.was, restore=source, over=now.formula,
            formula=debt.formula if source else "", look=source and repair.look,
        )  # fmt: skip
    watch = tuple(
        Seen(row, c, tab.cell(row, c).value)
        for c in sorted({who, column, *range(span[0], span[1] + 1)})
        if c
    ) + tuple(Seen(h, column, tab.cell(h, column).value) for h in table.heads if h != row)
    wide = (min(span[0], column), max(span[1], column))
    return Group(
        debt.link, "restore", debt.key, debt.field, None, debt.sheet_id, row,
        (change,), watch, wide, key_column, apart=_apart(tab, at, table),
    )  # fmt: skip


def _apart(tab: Tab, at: At, table: Standing) -> tuple[int, ...]:
    """The columns, but the cell's own, that tell its row from others with the same wording."""
    row, own = at
    columns = range(table.span[0], table.span[1] + 1)
    alike = saying(tab, wording_of([tab.cell(row, table.text_column).value]))
    return tuple(
        c
        for c in columns
        if c != own
        and any(not same_scalar(tab.cell(row, c).value, tab.cell(one, c).value) for one in alike)
    )


def as_restored(tab: Tab, at: At, debt: Debt) -> Tab:
    """The tab as it will stand once this debt is paid."""
    rows = [list(row) for row in tab.rows]
    row, column = at
    while len(rows) < row:
        rows.append([])
    rows[row - 1] += [Cell()] * (column - len(rows[row - 1]))
    was = rows[row - 1][column - 1]
    shown = debt.was if isinstance(debt.was, str) else ""
    rows[row - 1][column - 1] = replace(was, value=debt.was, shown=shown, formula=debt.formula)
    return replace(tab, rows=tuple(tuple(row) for row in rows))
