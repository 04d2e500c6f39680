"""Judges a write by what it replaced: what it met, what it owes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sync.core.find import ALIKE, At, weight
from sync.core.formula import same_form
from sync.core.tab import Cell, Scalar
from sync.core.writes import CellChange, Debt, Group, Seen, same_scalar

Place = tuple[int, int, int]

NOWHERE = (0, 0)
"""The source of a debt that has no copy: its value is written back instead."""

_MOVED = (1, -1, 2, -2, 3, -3)
"""By how many rows the headings are looked for where they stood no more."""


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
    tells. One that says nothing else, or is a row of ours to be emptied, must be as it was, and
    so must the headings: of two cells that show the same the column beside may have come there.
    Of rows with one wording it is the one from which it differs in no more than half of `apart`."""
    if not all(met for seen, met in stood.items() if seen.row != group.row):
        return False
    told = [
        met for seen, met in stood.items() if seen.column in group.apart and seen.row == group.row
    ]
    if 2 * sum(told) < len(told):
        return False
    ours = {change.column for change in group.cells}
    said = [
        seen
        for seen in stood
        if seen.row == group.row and seen.column not in ours and seen.value not in (None, "")
    ]
    emptied = all((c.restore or c.look) is None and c.new in (None, "") for c in group.cells)
    if emptied or not said:
        return all(stood.values())
    met = sum(weight(seen.value) for seen in said if stood[seen])
    return met >= ALIKE * sum(weight(seen.value) for seen in said)


def _replaced(group: Group, change: CellChange, copies: Copies, hidden: Mapping[At, Cell]) -> bool:
    cell = hidden.get(copies.cells[group.sheet_id, group.row, change.column], Cell())
    value = _value(copies.values, hidden, (group.sheet_id, group.row, change.column))
    return same_form(cell.formula, change.over) and same_scalar(value, change.old)


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
        heading=_heading(group, change.column, copies, hidden),
        mine=tuple(sorted(mine)),
        pasted=change.formula,
        formats=change.restore is not None or change.look is not None,
        bare=change.restore is None and change.look is not None,
    )


def beside_headings(group: Group) -> set[int]:
    """The rows into which the headings of a group may have moved in the last second."""
    heads = {seen.row for seen in group.watch if seen.row != group.row}
    return {head + by for head in heads for by in _MOVED if 0 < head + by < group.row}


def _heading(
    group: Group, column: int, copies: Copies, hidden: Mapping[At, Cell]
) -> tuple[Scalar, ...]:
    """What stood above the cell when it was replaced: rows put in above move the headings, too."""
    heads = sorted({seen.row for seen in group.watch if seen.row != group.row})
    known = {seen.value for seen in group.watch if seen.row in heads} - {None, ""}
    columns = {c for s, r, c in copies.values if s == group.sheet_id and r == group.row}

    def told(by: int, column: int) -> tuple[Scalar, ...]:
        places = [(group.sheet_id, head + by, column) for head in heads]
        return tuple(_value(copies.values, hidden, place) for place in places)

    for by in (0, *_MOVED):
        if known <= {value for one in columns for value in told(by, one)}:
            return told(by, column)
    return told(0, column)


def _inserted(group: Group, change: CellChange, groups: Sequence[Group]) -> Debt:
    """A cell of a row that landed where it does not belong, or under other headings than meant."""
    row = [g for g in groups if g.inserted and (g.link, g.key) == (group.link, group.key)]
    mine = {change.column for one in row for change in one.cells}
    above = [seen for seen in group.watch if seen.column == change.column]
    meant = tuple(seen.value for seen in sorted(above, key=lambda seen: seen.row))
    return Debt(
        link=group.link, kind=group.kind, key=group.key, field=group.field,
        sheet_id=group.sheet_id, row=group.row, column=change.column, ours=change.new, was=None,
        formula="", source=NOWHERE, row_key=group.key,
        witness=(), heading=meant, mine=tuple(sorted(mine)),
    )  # fmt: skip


def _key_known(group: Group, copies: Copies, hidden: Mapping[At, Cell]) -> bool:
    """Whether the key column still stood where we had read it."""
    heads = [s for s in group.watch if s.column == group.key_column and s.row != group.row]
    told = [_value(copies.values, hidden, (group.sheet_id, s.row, s.column)) for s in heads]
    return bool(heads) and all(
        same_scalar(value, seen.value) for value, seen in zip(told, heads, strict=True)
    )
