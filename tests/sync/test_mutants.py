"""Every seeded bug is noticed: by one case written for it, and by random lives of any seed.

The default run switches on each bug for its case. `-m slow` lets lives of three seeds notice it;
a bug that lives of any kind meet too seldom is looked for among people who do what it needs.
"""

import os
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from inspect import signature
from pathlib import Path
from random import Random
from typing import Any

import pytest

from sync.emulator.server import Emulator, running_emulator
from tests.sync import (
    test_added_rows,
    test_engine,
    test_links,
    test_races,
    test_repairs,
    test_seeded,
)
from tests.sync.drawn import drawn, kind_of
from tests.sync.life import lived
from tests.sync.mutants import MUTANTS
from tests.sync.world import SHEET, Clock, Tab, World, opened, plain_rows

Case = Callable[..., None]
LOST = partial(test_races.test_one_fault_on_the_write_is_healed_in_the_same_run, do="drop_after")
UNSENT = partial(test_races.test_one_fault_on_the_write_is_healed_in_the_same_run, do="drop_before")
OWN = partial(
    test_seeded.test_a_row_of_the_units_own_is_taken_in_once_whatever_becomes_of_its_key,
    do="drop_before",
)
ADDED = test_added_rows.test_where_it_does_rows_are_inserted_in_place_exactly_once
BOTH = test_engine.test_where_both_wrote_both_values_are_kept_and_a_person_decides
LAST_SECOND = test_races.test_an_edit_of_the_same_cell_in_the_last_second_is_kept_and_asked_about
SHIFTED = test_races.test_a_row_inserted_above_does_not_misplace_the_write
FORMULA = test_races.test_a_formula_typed_in_the_last_second_survives
ALIKE = test_seeded.test_a_formula_that_shows_the_very_value_it_replaces_survives
BYTES = test_links.test_every_cell_format_note_and_merge_that_is_not_ours_is_byte_for_byte_the_same

CASES: dict[str, Case] = {
    "a_cleared_cell_is_never_taken": test_seeded.test_what_the_unit_clears_is_cleared,
    "a_deletion_wins_over_an_edit": test_seeded.test_an_edit_outlives_the_row_that_was_deleted,
    "a_due_cell_in_words_is_overwritten": (
        test_links.test_a_due_cell_that_says_more_than_a_day_is_left_alone
    ),
    "a_formula_typed_meanwhile_is_overwritten": ALIKE,
    "a_lost_key_is_not_given_again": OWN,
    "a_read_only_link_writes": test_engine.test_a_read_only_link_reads_and_adds_nothing,
    "a_row_seen_is_forgotten": (
        test_seeded.test_after_a_sort_that_left_our_column_the_wording_decides
    ),
    "a_server_error_on_a_write_is_retried": LOST,
    "a_sort_that_left_the_keys_is_not_noticed": (
        test_seeded.test_after_a_sort_that_left_our_column_the_wording_decides
    ),
    "a_write_without_reply_is_sent_again": LOST,
    "an_added_row_carries_no_key": partial(ADDED, do=""),
    "an_added_row_counts_as_there_when_it_is_sent": partial(ADDED, do="drop_before"),
    "an_own_row_is_known_only_once_its_key_stands": OWN,
    "an_unknown_outcome_counts_as_applied": UNSENT,
    "an_unknown_outcome_counts_as_not_applied": LOST,
    "columns_are_known_by_position": (
        test_seeded.test_a_column_put_in_or_moved_between_rounds_misleads_nobody
    ),
    "conflicts_are_not_recorded": BOTH,
    "copies_still_needed_are_cleared": LAST_SECOND,
    "equal_edits_are_a_conflict": (
        test_seeded.test_the_same_edit_on_both_sides_is_none_that_differs
    ),
    "formats_are_written_with_values": BYTES,
    "formats_pasted_by_mistake_stay": (
        test_repairs.test_a_repair_raced_twice_leaves_every_cell_its_colour
    ),
    "it_is_put_back_as_a_plain_value": FORMULA,
    "it_is_put_back_where_it_was_written": (
        test_races.test_after_four_raced_writes_the_link_is_held_and_nothing_is_lost
    ),
    "no_record_of_what_is_in_flight": LOST,
    "nothing_stops_a_mass_deletion": (
        test_engine.test_a_new_year_on_the_same_tab_is_held_until_a_person_lets_it_pass
    ),
    "one_refused_tab_stops_all": (
        test_seeded.test_a_tab_that_goes_while_we_write_keeps_no_other_from_its_edits
    ),
    "only_the_value_is_witnessed": SHIFTED,
    "rows_are_known_by_position": (
        test_seeded.test_after_a_sort_that_left_our_column_the_wording_decides
    ),
    "the_base_does_not_move_on_a_pull": (
        test_seeded.test_a_second_edit_of_one_side_alone_is_none_that_differs
    ),
    "the_base_moves_when_a_write_is_sent": UNSENT,
    "the_heading_is_not_witnessed": (
        test_seeded.test_a_column_moved_while_we_write_misplaces_nothing
    ),
    "the_intranet_always_wins": BOTH,
    "the_old_value_is_not_witnessed": LAST_SECOND,
    "the_oldest_damage_is_put_back_first": (
        test_seeded.test_of_two_cells_we_owe_the_later_one_goes_back_first
    ),
    "the_row_is_witnessed_by_its_key_alone": (
        test_seeded.test_a_sort_that_leaves_our_column_while_we_write_misplaces_nothing
    ),
    "the_second_row_with_a_key_is_ignored": (
        test_seeded.test_two_rows_with_one_key_are_left_alone_until_one_of_them_is_cleared
    ),
    "the_sheet_always_wins": BOTH,
    "two_runs_hold_one_lease": test_seeded.test_a_second_run_at_the_same_moment_touches_nothing,
    "what_was_replaced_is_not_put_back": SHIFTED,
    "witnesses_are_not_looked_at": SHIFTED,
}


def doing(*acts: str, **kind: Any) -> Mapping[str, Any]:
    """People who do these things most of all, in a world of this kind."""
    return {"often": frozenset(acts), "calm": True, **kind}


THEMES: dict[str, Mapping[str, Any]] = {
    "a_formula_typed_meanwhile_is_overwritten": doing("formula"),
    "formats_pasted_by_mistake_stay": doing("inserts", "moves", "types", painted=True),
    "one_refused_tab_stops_all": doing("neighbour closes", neighbour=True),
    "the_heading_is_not_witnessed": doing("moves column", bare=True),
    "the_oldest_damage_is_put_back_first": doing("inserts", "sorts part"),
    "the_row_is_witnessed_by_its_key_alone": doing("sorts part", bare=True),
}
"""What must meet within one request meets too seldom in lives of any kind."""


def run(case: Case, server: Emulator, folder: Path) -> None:
    """The case on a world of its own."""
    wanted = signature(case).parameters
    if "server" in wanted:
        case(server=server, tmp_path=folder)
        return
    server.reset()
    server.before_request = None
    server.seed(SHEET, "Đoàn xã Một 2026", [Tab("Trang tính1", plain_rows())])
    path = folder / "case.db"
    try:
        with opened(path) as db:
            world = World(db, server, Clock(), path)
            if "linked" in wanted:
                world.link()
            case(world)
    finally:
        server.before_request = None


def live(server: Emulator, seed: int, theme: Mapping[str, Any]) -> None:
    """One life, the same for the same seed and theme; raises where something does not hold."""
    draw = Random(seed)  # noqa: S311 - a life to be lived again, no secret
    random.seed(seed)  # what the waiting between two tries is drawn from
    with lived(server, kind=replace(kind_of(draw), **theme)) as life:
        for _ in range(40):
            drawn(life, draw)
        life.settle()


def noticing(server: Emulator, first: int, theme: Mapping[str, Any]) -> int | None:
    """The seed of the first life, from this one on, that notices something."""
    for seed in range(first, first + int(os.environ.get("MUTANT_LIVES", "150"))):
        try:
            live(server, seed, theme)
        except (TypeError, AttributeError):
            raise  # a bug that no longer fits the code is none
        except Exception:  # noqa: BLE001 - a bug may break anything; without it the life goes well
            return seed
    return None


@pytest.fixture(scope="module")
def own_server() -> Iterator[Emulator]:
    with running_emulator() as emulator:
        yield emulator


@pytest.mark.parametrize("name", sorted(MUTANTS))
def test_a_seeded_bug_is_noticed_by_its_case(
    name: str, own_server: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    MUTANTS[name](monkeypatch)
    with pytest.raises((AssertionError, IndexError)):
        run(CASES[name], own_server, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("name", sorted(MUTANTS))
def test_lives_of_three_seeds_notice_a_seeded_bug(
    name: str, number: int, own_server: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = THEMES.get(name, {})
    with monkeypatch.context() as patch:
        MUTANTS[name](patch)
        seed = noticing(own_server, number * 100_000, theme)
    assert seed is not None, name
    live(own_server, seed, theme)  # the same life without the bug: it was the bug that was noticed
    print(f"{name}: life {seed}")  # noqa: T201


def test_there_are_enough_seeded_bugs() -> None:
    assert len(MUTANTS) >= 25
    assert set(CASES) == set(MUTANTS)
    assert THEMES.keys() <= MUTANTS.keys()
