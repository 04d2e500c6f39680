"""Every seeded bug is noticed: by a directed scenario, else by random lives."""

import os
from collections.abc import Callable, Iterator
from functools import partial, wraps
from inspect import Signature, signature
from pathlib import Path

import pytest

from sync.emulator.server import Emulator, running_emulator
from tests.sync import test_engine, test_links, test_races
from tests.sync.mutants import MUTANTS
from tests.sync.test_life import UnitAndOffice, lives
from tests.sync.world import SHEET, Clock, Tab, World, opened, plain_rows

QUICK = frozenset(
    {
        "the_intranet_always_wins",
        "the_base_does_not_move_on_a_pull",
        "an_unknown_outcome_counts_as_applied",
        "a_server_error_on_a_write_is_retried",
        "witnesses_are_not_looked_at",
        "only_the_value_is_witnessed",
        "what_was_replaced_is_not_put_back",
        "it_is_put_back_where_it_was_written",
        "rows_are_known_by_position",
        "nothing_stops_a_mass_deletion",
        "a_due_cell_in_words_is_overwritten",
        "formats_are_written_with_values",
    }
)


def scenarios() -> list[Callable[..., None]]:
    """The directed tests that need nothing but a world, linked or not, and their parameters."""
    found: list[Callable[..., None]] = []
    for module in (test_races, test_engine, test_links):
        for name, function in vars(module).items():
            if name.startswith("test_"):
                found += _with_parameters(function)
    return [one for one in found if set(signature(one).parameters) <= {"world", "linked"}]


def _with_parameters(function: Callable[..., None]) -> list[Callable[..., None]]:
    marks = [m for m in getattr(function, "pytestmark", ()) if m.name == "parametrize"]
    if not marks:
        return [function]
    names, rows = marks[0].args
    many = names if isinstance(names, tuple) else (names,)
    given = [row if isinstance(names, tuple) else (row,) for row in rows]
    named = [dict(zip(many, row, strict=True)) for row in given]
    return [_bound(function, values) for values in named]


def _bound(function: Callable[..., None], values: dict[str, object]) -> Callable[..., None]:
    bound = wraps(function)(partial(function, **values))
    left = [p for p in signature(function).parameters.values() if p.name not in values]
    bound.__signature__ = Signature(left)  # type: ignore[attr-defined]
    return bound


def directed(server: Emulator, folder: Path, scenario: Callable[..., None]) -> None:
    server.reset()
    server.before_request = None
    server.seed(SHEET, "Đoàn xã Một 2026", [Tab("Trang tính1", plain_rows())])
    path = folder / f"{scenario.__name__}.db"
    try:
        with opened(path) as db:
            world = World(db, server, Clock(), path)
            if "linked" in signature(scenario).parameters:
                world.link()
            scenario(world)
    finally:
        server.before_request = None
        path.unlink(missing_ok=True)


def noticed(server: Emulator, folder: Path, number: int, examples: int) -> str | None:
    """What noticed the bug that is switched on; None where nothing did."""
    for scenario in scenarios():
        try:
            directed(server, folder, scenario)
        except (Exception, AssertionError):  # noqa: BLE001 - any failure is a notice
            return scenario.__name__
    UnitAndOffice.server = server
    try:
        if not examples:
            return None
        lives(UnitAndOffice, examples, 30, number)
    except (Exception, AssertionError):  # noqa: BLE001
        return f"a random life (seed {number})"
    return None


@pytest.fixture(scope="module")
def own_server() -> Iterator[Emulator]:
    with running_emulator() as emulator:
        yield emulator


@pytest.mark.parametrize("name", sorted(QUICK))
def test_a_seeded_bug_is_noticed(
    name: str, own_server: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    MUTANTS[name](monkeypatch)
    assert noticed(own_server, tmp_path, 1, 0), name


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("name", sorted(MUTANTS))
def test_every_seeded_bug_is_noticed_on_three_seeds(
    name: str,
    number: int,
    own_server: Emulator,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    MUTANTS[name](monkeypatch)
    examples = int(os.environ.get("MUTANT_LIVES", "300"))
    told = noticed(own_server, tmp_path, number, examples)
    assert told, name
    print(f"{name}: {told}")  # noqa: T201


def test_there_are_enough_seeded_bugs() -> None:
    assert len(MUTANTS) >= 25
    assert set(MUTANTS) >= QUICK
