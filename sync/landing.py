"""Settles a write whose outcome is known, or whose witness is gone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlite_utils import Database

from sync import base, journal
from sync.base import Link
from sync.core.formula import same_form
from sync.core.plan import DOUBT, same
from sync.core.plan_ask import members
from sync.core.plan_keys import watch
from sync.core.plan_place import Place
from sync.core.plan_read import Table
from sync.core.tab import Cell, Tab
from sync.core.witness import NOWHERE, judge
from sync.core.writes import CellChange, Debt, Group, same_scalar
from sync.journal import Change, Flight
from sync.reports import ROW, Told, UnitReport
from sync.undoing import cleared


def land(
    db: Database,
    spreadsheet_id: str,
    flight: Flight,
    hidden: Mapping[tuple[int, int], Cell],
    reports: Mapping[int, UnitReport],
) -> bool:
    """Move the base to what was seen, owe what must be put back; gives whether all was met."""
    verdict = judge(flight.groups, flight.copies, hidden)
    restores = [group for group in flight.groups if group.kind == "restore"]
    pays = {id(group): some for group, some in zip(restores, flight.pays, strict=True)}
    for group in verdict.good:
        confirm(db, group, flight.run, reports.get(group.link))
        for number in pays.get(id(group), ()):
            journal.paid(db, number)
    for debt in verdict.debts:
        journal.owe(db, spreadsheet_id, debt)
    journal.land(db, flight.operation)
    return not verdict.debts


def confirm(db: Database, group: Group, run: int, report: UnitReport | None) -> None:
    if group.kind in ("value", "row-value"):
        for key in members(group.key):
            old = base.agreed(db, group.link).get((key, group.field))
            base.agree(db, group.link, key, group.field, group.value)
            change = Change(group.link, key, group.field, old, group.value, "out")
            journal.add_change(db, run, change)
            if report is not None:
                report.changes.append(Told(key, group.field, old, group.value, "out"))
    elif group.kind == "row":
        text = next(str(c.new) for c in group.cells if c.column != group.key_column)
        base.see_row(db, group.link, group.key, text, keyed=True)
        journal.add_change(db, run, Change(group.link, group.key, ROW, None, text, "out"))
        if report is not None:
            report.changes.append(Told(group.key, ROW, None, text, "out"))
    elif group.kind == "clear":
        cleared(db, group, run, report)
    if group.kind in ("key", "row"):
        base.confirm_key(db, group.link, group.key)


def copies_lost(db: Database, spreadsheet_id: str, hidden: Tab | None) -> None:
    """Note which debts can no more be paid from their copies: the hidden tab was taken away, or
    emptied, meanwhile."""
    for number, debt in journal.debts(db, spreadsheet_id).items():
        if debt.source != NOWHERE and (hidden is None or not _holds(hidden, debt)):
            journal.amend(db, number, replace(debt, source=NOWHERE))


def _holds(hidden: Tab, debt: Debt) -> bool:
    copy = hidden.cell(*debt.source)
    if debt.formula:
        return same_form(copy.formula, debt.formula)
    return same_scalar(copy.value, debt.was)


def doubt(db: Database, link: Link, table: Table, places: Sequence[Place]) -> list[Group]:
    """Look for what a write did whose witness was taken away before its outcome was known.

    Its value beside its own key: it was applied. Its value on a row that never agreed to it, and
    not beside its own key: it may stand there because rows moved in the last second. That cell is
    a conflict, whatever was agreed, so that neither side is overwritten; on a row that carries
    nothing else it is taken away again: the groups that do it are given.
    """
    away: list[Group] = []
    rows = {key: place for place in places for key in members(place.key)}
    agreed = base.agreed(db, link.id)
    for group in _blind(db, link, table):
        own = [rows[key] for key in members(group.key) if key in rows]
        if any(same(place.row.values.get(group.field), group.value) for place in own):
            continue
        for key, place in rows.items():
            shown = place.row.values.get(group.field)
            here = place not in own and same(shown, group.value)
            if here and not same(agreed.get((key, group.field)), shown):
                base.agree(db, link.id, key, group.field, DOUBT)
        away += () if link.read_only else _taken_away(table, group)
    return away


def _taken_away(table: Table, group: Group) -> Iterable[Group]:
    """The rows below the headings in which nothing stands but what we wanted to write."""
    ours = {change.column: change.new for change in group.cells if change.new is not None}
    for row in range(table.layout.first_row, len(table.tab.rows) + 1):
        line = {c: cell.value for c, cell in enumerate(table.tab.rows[row - 1], 1)}
        said = {column for column, value in line.items() if value not in (None, "")}
        if said == ours.keys() and all(same_scalar(line[c], ours[c]) for c in said):
            cells = tuple(CellChange(column, ours[column], None) for column in sorted(said))
            seen = watch(table, row, sorted(said))
            yield replace(group, kind="stray", key="", value=None, row=row, cells=cells, watch=seen)


def _blind(db: Database, link: Link, table: Table) -> Iterable[Group]:
    return (
        group
        for flight in journal.flights(db, link.spreadsheet_id)
        for group in flight.groups
        if group.kind == "value"
        and (group.link, group.sheet_id) == (link.id, table.tab.sheet_id)
        and group.value is not None
    )
