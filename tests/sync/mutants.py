"""Bugs on purpose: each is switched on in turn, and the tests must notice (the tests' own test)."""

import builtins
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from sync import base, client, conflicts, journal, landing, lease, round_link
from sync import round as rounds
from sync.client import GoogleRefused, OutcomeUnknown
from sync.core import plan_add, plan_layout, plan_link, plan_read, plan_rows, witness
from sync.core.layout import Layout
from sync.core.plan import Action
from sync.core.tab import Cell
from sync.core.witness import Verdict
from sync.core.writes import CellChange
from sync.messages import refused_writing
from sync.replicas import google, google_batch
from sync.replicas.local import Edit

Patch = pytest.MonkeyPatch
FIELDS = ("state", "result", "note")
MUTANTS: dict[str, Callable[[Patch], None]] = {}


def mutant(plant: Callable[[Patch], None]) -> Callable[[Patch], None]:
    MUTANTS[plant.__name__] = plant
    return plant


def _deciding(patch: Patch, change: Callable[[Action, Any], Action]) -> None:
    real = plan_link.decide
    patch.setattr(plan_link, "decide", lambda *a, **k: change(real(*a, **k), a))


@mutant
def the_intranet_always_wins(patch: Patch) -> None:
    _deciding(patch, lambda done, _: Action.PUSH if done is Action.CONFLICT else done)


@mutant
def the_sheet_always_wins(patch: Patch) -> None:
    _deciding(patch, lambda done, _: Action.PULL if done is Action.CONFLICT else done)


@mutant
def a_cleared_cell_is_never_taken(patch: Patch) -> None:
    _deciding(
        patch, lambda done, a: Action.NOTHING if done is Action.PULL and a[2] is None else done
    )


@mutant
def equal_edits_are_a_conflict(patch: Patch) -> None:
    _deciding(patch, lambda done, _: Action.CONFLICT if done is Action.AGREE else done)


@mutant
def conflicts_are_not_recorded(patch: Patch) -> None:
    patch.setattr(conflicts, "record", lambda *_: 0)


@mutant
def the_base_moves_when_a_write_is_sent(patch: Patch) -> None:
    real = journal.take_off

    def take_off(db: Any, sheet: str, flight: Any, at: str) -> None:
        for group in flight.groups:
            if group.kind == "value":
                base.agree(db, group.link, group.key, group.field, group.value)
        real(db, sheet, flight, at)

    patch.setattr(journal, "take_off", take_off)


@mutant
def the_base_does_not_move_on_a_pull(patch: Patch) -> None:
    real = round_link._take

    def take(setting: Any, link: Any, plan: Any, report: Any) -> None:
        was = base.agreed(setting.db, link.id)
        real(setting, link, plan, report)
        for step in plan.pulls:
            place = (step.key, step.field)
            base.agree(setting.db, link.id, *place, was.get(place))

    patch.setattr(round_link, "_take", take)


@mutant
def no_record_of_what_is_in_flight(patch: Patch) -> None:
    patch.setattr(journal, "take_off", lambda *_: None)


@mutant
def an_unknown_outcome_counts_as_not_applied(patch: Patch) -> None:
    def drop(self: Any, _snapshot: Any) -> None:
        for flight in journal.flights(self.db, self.id):
            journal.land(self.db, flight.operation)

    patch.setattr(rounds.Round, "_land_all", drop)


@mutant
def an_unknown_outcome_counts_as_applied(patch: Patch) -> None:
    def take(self: Any, _snapshot: Any) -> None:
        for flight in journal.flights(self.db, self.id):
            for group in flight.groups:
                landing.confirm(self.db, group, flight.run, self.reports.get(group.link))
            journal.land(self.db, flight.operation)

    patch.setattr(rounds.Round, "_land_all", take)


@mutant
def a_write_without_reply_is_sent_again(patch: Patch) -> None:
    real = google.Google.send

    def send(self: Any, *given: Any) -> Any:
        try:
            return real(self, *given)
        except OutcomeUnknown:
            return real(self, *given)

    patch.setattr(google.Google, "send", send)


@mutant
def a_server_error_on_a_write_is_retried(patch: Patch) -> None:
    def unknown(text: str) -> Exception:
        return client._Again(GoogleRefused("down", text))

    patch.setattr(client, "OutcomeUnknown", unknown)


@mutant
def witnesses_are_not_looked_at(patch: Patch) -> None:
    patch.setattr(landing, "judge", lambda groups, *_: Verdict(tuple(groups), ()))


@mutant
def only_the_value_is_witnessed(patch: Patch) -> None:
    patch.setattr(plan_link, "watch", lambda *_: ())


@mutant
def the_row_is_witnessed_by_its_key_alone(patch: Patch) -> None:
    real = plan_link.watch

    def watch(table: Any, row: int, columns: Any) -> Any:
        text = table.text_column
        return tuple(s for s in real(table, row, columns) if s.column != text)

    patch.setattr(plan_link, "watch", watch)


@mutant
def the_heading_is_not_witnessed(patch: Patch) -> None:
    real = plan_link.watch
    patch.setattr(plan_link, "watch", lambda t, r, c: tuple(s for s in real(t, r, c) if s.row == r))


@mutant
def the_old_value_is_not_witnessed(patch: Patch) -> None:
    patch.setattr(witness, "_replaced", lambda *_: True)
    real = plan_link.watch

    def watch(table: Any, row: int, columns: Any) -> Any:
        who = (table.key_column, table.text_column)
        return tuple(s for s in real(table, row, columns) if s.row != row or s.column in who)

    patch.setattr(plan_link, "watch", watch)


@mutant
def a_formula_typed_meanwhile_is_overwritten(patch: Patch) -> None:
    patch.setattr(witness, "_replaced", lambda *_: True)


@mutant
def what_was_replaced_is_not_put_back(patch: Patch) -> None:
    patch.setattr(journal, "owe", lambda *_: None)


@mutant
def it_is_put_back_where_it_was_written(patch: Patch) -> None:
    patch.setattr(round_link, "find", lambda debt, *_: (debt.row, debt.column))


@mutant
def the_oldest_damage_is_put_back_first(patch: Patch) -> None:
    def order(items: Any, **_kw: Any) -> Any:
        return builtins.sorted(items)

    patch.setattr(round_link, "sorted", order, raising=False)


@mutant
def it_is_put_back_as_a_plain_value(patch: Patch) -> None:
    real = round_link.put_back

    def put(*given: Any) -> Any:
        group = real(*given)
        cells = tuple(replace(change, restore=None) for change in group.cells)
        return replace(group, cells=cells)

    patch.setattr(round_link, "put_back", put)


@mutant
def copies_still_needed_are_cleared(patch: Patch) -> None:
    real = google_batch.build
    patch.setattr(rounds, "build", lambda op, groups, **_kw: real(op, groups, below=0))


@mutant
def rows_are_known_by_position(patch: Patch) -> None:
    def place(rows: Any, known: Mapping[str, Any], *rest: Any, ours: bool) -> Any:
        if not known:
            return plan_rows.place_rows(rows, known, *rest, ours=ours)
        entries = [row for row in rows if row.kind == "entry"]
        placed = tuple(
            plan_rows.Place(key, row) for key, row in zip(sorted(known), entries, strict=False)
        )
        return plan_rows.Rows(placed)

    patch.setattr(round_link, "place_rows", place)


@mutant
def columns_are_known_by_position(patch: Patch) -> None:
    real = plan_layout.stand

    def stand(layout: Layout, tab: Any, **told: Any) -> Any:
        found = real(layout, tab, **told)
        if not isinstance(found, Layout):
            return found
        key = tuple(c for c in found.columns if c.field == "key")
        return Layout(found.header_rows, (*layout.columns, *key))

    patch.setattr(round_link, "stand", stand)


@mutant
def a_sort_that_left_the_keys_is_not_noticed(patch: Patch) -> None:
    patch.setattr(plan_rows._Placing, "shuffled", lambda _self, **_k: None)


@mutant
def a_lost_key_is_not_given_again(patch: Patch) -> None:
    patch.setattr(plan_rows._Placing, "by_text", lambda _self: None)


@mutant
def the_second_row_with_a_key_is_ignored(patch: Patch) -> None:
    real = plan_rows.place_rows

    def place(rows: Any, *rest: Any, ours: bool) -> Any:
        seen: set[str] = set()
        kept = []
        for row in reversed(rows):
            if row.key_cell and row.key_cell in seen:
                continue
            seen.add(row.key_cell)
            kept.append(row)
        return real(kept[::-1], *rest, ours=ours)

    patch.setattr(round_link, "place_rows", place)


@mutant
def a_row_seen_is_forgotten(patch: Patch) -> None:
    patch.setattr(base, "see_row", lambda *_a, **_k: None)


@mutant
def nothing_stops_a_mass_deletion(patch: Patch) -> None:
    patch.setattr(round_link, "guard", lambda *_: None)


@mutant
def two_runs_hold_one_lease(patch: Patch) -> None:
    patch.setattr(lease, "take", lambda *_: True)


@mutant
def formats_pasted_by_mistake_stay(patch: Patch) -> None:
    patch.setattr(round_link, "find_typed_over", lambda *_: None)


@mutant
def formats_are_written_with_values(patch: Patch) -> None:
    real = google_batch._write

    def write(group: Any, change: CellChange) -> Any:
        told = real(group, change)
        for one in told:
            if "updateCells" in one:
                one["updateCells"]["fields"] = "*"
        return told

    patch.setattr(google_batch, "_write", write)


@mutant
def a_due_cell_in_words_is_overwritten(patch: Patch) -> None:
    real = plan_read._Reader._read

    def read(self: Any, name: str, column: Any, cell: Cell, values: Any, unreadable: Any) -> None:
        real(self, name, column, cell, values, unreadable)
        if unreadable.get(name) == "":
            del unreadable[name]
            values[name] = None

    patch.setattr(plan_read._Reader, "_read", read)


@mutant
def a_read_only_link_writes(patch: Patch) -> None:
    real = plan_link.plan_link
    patch.setattr(
        round_link,
        "plan_link",
        lambda table, rows, entries, agreed, terms: real(
            table, rows, entries, agreed, replace(terms, read_only=False)
        ),
    )


@mutant
def one_refused_tab_stops_all(patch: Patch) -> None:
    def refused(self: Any, _snapshot: Any, parcel: Any, _works: Any, error: Any) -> bool:
        journal.land(self.db, parcel.flight.operation)
        for link in self.links:
            self._fail(link, refused_writing(error))
        return False

    patch.setattr(rounds.Round, "_refused", refused)


@mutant
def a_deletion_wins_over_an_edit(patch: Patch) -> None:
    real = round_link._remember

    def remember(setting: Any, link: Any, places: Any) -> None:
        real(setting, link, places)
        gone = base.known_rows(setting.db, link.id).keys() - {place.key for place in places}
        for entry in setting.local.read(link.checklist).entries:
            if entry.key in gone:
                edits = [Edit(entry.key, name, entry.values[name], None) for name in FIELDS]
                setting.local.apply(link.checklist, edits, setting.origin)

    patch.setattr(round_link, "_remember", remember)


@mutant
def an_added_row_carries_no_key(patch: Patch) -> None:
    real = plan_add._row

    def row(table: Any, *rest: Any) -> Any:
        for group in real(table, *rest):
            cells = tuple(c for c in group.cells if c.column != table.key_column)
            yield replace(group, cells=cells)

    patch.setattr(plan_add, "_row", row)


@mutant
def an_added_row_counts_as_there_when_it_is_sent(patch: Patch) -> None:
    real = journal.take_off

    def take_off(db: Any, sheet: str, flight: Any, at: str) -> None:
        for group in flight.groups:
            if group.kind == "row":
                base.see_row(db, group.link, group.key, "", keyed=True)
        real(db, sheet, flight, at)

    patch.setattr(journal, "take_off", take_off)


@mutant
def an_own_row_is_known_only_once_its_key_stands(patch: Patch) -> None:
    def known(setting: Any, link: Any, _checklist: Any) -> Any:
        rows = base.known_rows(setting.db, link.id)
        return {key: was for key, was in rows.items() if was.keyed}

    patch.setattr(round_link, "_known", known)
