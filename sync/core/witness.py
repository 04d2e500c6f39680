"""Judges a write by what it replaced, and finds again what must be put back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sync.core.tab import Cell, Scalar, Tab
from sync.core.writes import CellChange, Debt, Group, Seen, same_scalar

Place = tuple[int, int, int]
At = tuple[int, int]

NOWHERE = (0, 0)
"""The source of a debt that has no copy: its value is written back instead."""

_ALIKE = 0.6  # share of a witnessed row's cells by which the row is known again without its key

_KEY_SHARE = 0.3
_LONG, _WORDING = 15, 4


@dataclass(frozen=True, slots=True)
class Copies:
    """Where each source cell's copies stand in the hidden tab."""

    values: Mapping[Place, At]
    cells: Mapping[Place, At]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The groups that met what we had read, and what the others replaced."""

    good: tuple[Group, ...]
    debts: tuple[Debt, ...]


def judge(groups: Sequence[Group], copies: Copies, hidden: Mapping[At, Cell]) -> Verdict:
    """`hidden` holds the cells of the hidden tab after the batch.

    A group is good when every watched cell, and every cell it replaced, was as we had read it.
    """
    good = [group for group in groups if _met(group, copies, hidden)]
    bad = [group for group in groups if group not in good]
    debts = [
        _debt(group, change, copies, hidden, groups) for group in bad for change in group.cells
    ]
    return Verdict(tuple(good), tuple(debts))


def _met(group: Group, copies: Copies, hidden: Mapping[At, Cell]) -> bool:
    stood = {
        seen: same_scalar(
            _value(copies.values, hidden, (group.sheet_id, seen.row, seen.column)), seen.value
        )
        for seen in group.watch
    }
    here = _still_it(group, stood) if group.kind == "restore" else all(stood.values())
    return here and (
        group.inserted or all(_replaced(group, change, copies, hidden) for change in group.cells)
    )


def _still_it(group: Group, stood: Mapping[Seen, bool]) -> bool:
    """The right cell was put back though a person edited beside it: most of what the row says
    tells. One that says nothing else must be as it was."""
    ours = {change.column for change in group.cells}
    said = [
        seen
        for seen in stood
        if seen.row == group.row and seen.column not in ours and seen.value not in (None, "")
    ]
    if not said:
        return all(stood.values())
    met = sum(_weight(seen.value) for seen in said if stood[seen])
    return met >= _ALIKE * sum(_weight(seen.value) for seen in said)


def _replaced(group: Group, change: CellChange, copies: Copies, hidden: Mapping[At, Cell]) -> bool:
    cell = hidden.get(copies.cells[group.sheet_id, group.row, change.column], Cell())
    value = _value(copies.values, hidden, (group.sheet_id, group.row, change.column))
    return cell.formula == change.over and same_scalar(value, change.old)


def _value(places: Mapping[Place, At], hidden: Mapping[At, Cell], place: Place) -> Scalar:
    at = places.get(place)
    return hidden.get(at, Cell()).value if at else None


def _debt(
    group: Group,
    change: CellChange,
    copies: Copies,
    hidden: Mapping[At, Cell],
    groups: Sequence[Group],
) -> Debt:
    if group.inserted:
        return _inserted(group, change, groups)
    sheet_id, row = group.sheet_id, group.row
    columns = sorted(c for s, r, c in copies.values if (s, r) == (sheet_id, row))
    heads = sorted({seen.row for seen in group.watch if seen.row != row})
    source = copies.cells[sheet_id, row, change.column]
    mine = {c.column for g in groups if (g.sheet_id, g.row) == (sheet_id, row) for c in g.cells}
    key = _value(copies.values, hidden, (sheet_id, row, group.key_column))
    known = _key_known(group, copies, hidden)
    return Debt(
        link=group.link,
        kind=group.kind,
        key=group.key,
        field=group.field,
        sheet_id=sheet_id,
        row=row,
        column=change.column,
        ours=change.new,
        was=_value(copies.values, hidden, (sheet_id, row, change.column)),
        formula=hidden.get(source, Cell()).formula,
        source=source,
        row_key="" if key is None or group.key_column in mine or not known else str(key),
        witness=tuple((c, _value(copies.values, hidden, (sheet_id, row, c))) for c in columns),
        heading=tuple(_value(copies.values, hidden, (sheet_id, h, change.column)) for h in heads),
        mine=tuple(sorted(mine)),
        pasted=change.formula,
    )


def _inserted(group: Group, change: CellChange, groups: Sequence[Group]) -> Debt:
    """A cell of a row that landed where it does not belong: it is known by its key, and emptied."""
    mine = {c.column for g in groups if g.inserted and g.key == group.key for c in g.cells}
    return Debt(
        link=group.link, kind=group.kind, key=group.key, field=group.field,
        sheet_id=group.sheet_id, row=group.row, column=change.column, ours=change.new, was=None,
        formula=False, source=NOWHERE, row_key=group.key, witness=(), heading=(),
        mine=tuple(sorted(mine)),
    )  # fmt: skip


def _key_known(group: Group, copies: Copies, hidden: Mapping[At, Cell]) -> bool:
    """Whether the key column still stood where we had read it."""
    heads = [s for s in group.watch if s.column == group.key_column and s.row != group.row]
    told = [_value(copies.values, hidden, (group.sheet_id, s.row, s.column)) for s in heads]
    return bool(heads) and all(
        same_scalar(value, seen.value) for value, seen in zip(told, heads, strict=True)
    )


def find(debt: Debt, tab: Tab, heads: Sequence[int]) -> At | None:
    """Where the replaced cell stands now and still holds our value; None where it does not.

    `heads` are the heading rows as they stand now.
    """
    named = _by_heading(debt, tab, heads)
    rows = sorted(_rows(debt, tab), key=lambda row: abs(row - debt.row))
    for row in [*rows, *_worded(debt, tab)]:
        for column in [named] if named else _columns(debt, tab, row):
            if column > 0 and _ours(debt, tab.cell(row, column), named=named is not None):
                return row, column
    return None


def _ours(debt: Debt, cell: Cell, *, named: bool) -> bool:
    """A formula that shows our value is somebody's own, unless we pasted one back.

    One pasted at a wrong place may show anything there: under the heading it met it is ours.
    """
    shows = same_scalar(cell.value, debt.ours) or (debt.pasted and named)
    return shows and cell.formula == debt.pasted


def _columns(debt: Debt, tab: Tab, row: int) -> Sequence[int]:
    """The column by what stands beside it, then any where our value stands alone in the row."""
    beside = [debt.column + by for by in (_shifts(debt, tab, row) if debt.witness else [0])]
    if debt.ours in (None, "") or any(same_scalar(v, debt.ours) for _, v in _told(debt)):
        return beside
    width = len(_line(tab, row))
    alone = [c for c in range(1, width + 1) if same_scalar(tab.cell(row, c).value, debt.ours)]
    return [*beside, *alone] if len(alone) == 1 else beside


def _told(debt: Debt) -> list[tuple[int, Scalar]]:
    """The witnessed cells that we did not write."""
    return [(c, v) for c, v in debt.witness if c not in debt.mine and v not in (None, "")]


def _by_heading(debt: Debt, tab: Tab, heads: Sequence[int]) -> int | None:
    """The one column under the heading that was witnessed, where that was a heading at all."""

    def heading(column: int) -> tuple[Scalar, ...]:
        return tuple(tab.cell(row, column).value for row in heads)

    if all(value in (None, "") for value in debt.heading):
        return None
    if _alike(heading(debt.column), debt.heading):
        return debt.column
    width = max((len(row) for row in tab.rows), default=0)
    found = [c for c in range(1, width + 1) if _alike(heading(c), debt.heading)]
    return found[0] if len(found) == 1 else None


def _shifts(debt: Debt, tab: Tab, row: int) -> list[int]:
    """By how many columns the witnessed cells have moved since, the likeliest first.

    One column moved among others takes only those between along: several shifts may be true.
    """
    told = _told(debt)

    def fits(by: int) -> int:
        return sum(same_scalar(tab.cell(row, c + by).value, value) for c, value in told)

    width = len(_line(tab, row))
    scored = [(fits(by), by) for by in range(-width, width + 1)]
    likely = [(score, by) for score, by in scored if score]
    return [by for _, by in sorted(likely, key=lambda one: (-one[0], abs(one[1])))]


def _alike(one: Sequence[Scalar], other: Sequence[Scalar]) -> bool:
    return len(one) == len(other) and all(map(same_scalar, one, other))


def _rows(debt: Debt, tab: Tab) -> list[int]:
    """The rows that are most like the witnessed one; the key alone does not decide.

    A sort may have taken the cells away from the key column.
    """
    told = [value for _, value in _told(debt)]
    # A key that alone told the row may have gone back to its own row since.
    worded = any(value != debt.row_key for value in told)
    scores = {
        row: (_score(told, tab, row) if worded else _bare(debt, tab, row))
        + _key_share(debt, tab, row)
        for row in range(1, max(len(tab.rows), debt.row) + 1)
    }
    best = max(scores.values(), default=0.0)
    return [row for row, score in scores.items() if score == best and score >= _ALIKE]


def _worded(debt: Debt, tab: Tab) -> list[int]:
    """Rows that say what the witnessed one said: a copy may be more like it than itself by now.

    None where what we put there is nothing: any row may hold that.
    """
    wording = {value for _, value in _told(debt) if _weight(value) > 1}
    if debt.ours in (None, "") or not wording:
        return []
    lines = [{cell.value for cell in line} for line in tab.rows]
    return [number for number, values in enumerate(lines, 1) if wording <= values]


def _key_share(debt: Debt, tab: Tab, row: int) -> float:
    own = debt.row_key and any(cell.value == debt.row_key for cell in _line(tab, row))
    return _KEY_SHARE if own else 0.0


def _bare(debt: Debt, tab: Tab, row: int) -> float:
    """Whether nothing but what we wrote stands in this row, as far as it was witnessed."""
    # The key column, witnessed last, may hold a key that a sort left behind.
    columns = [column for column, _ in debt.witness][:-1] or [debt.column]
    line = _line(tab, row)[min(columns) - 1 : max(columns)]
    return float(sum(cell.value not in (None, "") for cell in line) <= len(debt.mine))


def _score(told: Sequence[Scalar], tab: Tab, row: int) -> float:
    """How much of the witnessed row stands in this one."""
    left = [cell.value for cell in _line(tab, row) if cell.value not in (None, "")]
    hits = 0
    for value in told:
        place = next((i for i, one in enumerate(left) if same_scalar(one, value)), None)
        if place is not None:
            del left[place]
            hits += _weight(value)
    return hits / sum(map(_weight, told))


def _weight(value: Scalar) -> int:
    """A row's wording tells more of it than its ticks."""
    return _WORDING if isinstance(value, str) and len(value) > _LONG else 1


def _line(tab: Tab, row: int) -> Sequence[Cell]:
    return tab.rows[row - 1] if 0 < row <= len(tab.rows) else ()
