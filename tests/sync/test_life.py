"""Random lives of a unit and an office over a network that fails: a hypothesis state machine.

The default run covers over 2,000 rounds (seeds from 1).
`-m slow` sweeps further (SWEEP examples, seed SEED).
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from sync.emulator.server import Emulator, running_emulator
from tests.sync.drawn import FAULTS, swept
from tests.sync.life import Life, lived
from tests.sync.people import STATES

NAMES = st.integers(0, 30)
FIELDS = st.sampled_from(["result", "note"])
TICKS = st.sampled_from(sorted(STATES))
SORTS = st.sampled_from(["Nội dung", "TT", "Kết quả"])
MOVABLE = st.sampled_from(["Nội dung", "Kinh phí", "Trạng thái", "Kết quả", "Ghi chú"])
SPELT = st.sampled_from(["Kinh phí", "Trạng thái", "Kết quả", "Ghi chú"])

Act = tuple[str, tuple[Any, ...]]
ACTS: st.SearchStrategy[Act] = st.one_of(
    st.tuples(st.just("types"), st.tuples(NAMES, FIELDS)),
    st.tuples(st.just("types"), st.tuples(NAMES, FIELDS)),
    st.tuples(st.just("ticks"), st.tuples(NAMES, TICKS)),
    st.tuples(st.just("inserts"), st.tuples(st.integers(1, 12))),
    st.tuples(st.just("inserts"), st.tuples(st.integers(1, 12))),
    st.tuples(st.just("moves"), st.tuples(NAMES, st.integers(4, 10))),
    st.tuples(st.just("sorts"), st.tuples(SORTS, st.just(True), st.booleans())),
    st.tuples(st.just("sorts"), st.tuples(SORTS, st.just(False), st.booleans())),
    st.tuples(st.just("adds"), st.just(())),
    st.tuples(st.just("deletes"), st.tuples(NAMES)),
    st.tuples(st.just("copies"), st.tuples(NAMES)),
    st.tuples(st.just("inserts_column"), st.tuples(st.integers(1, 8))),
    st.tuples(st.just("moves_column"), st.tuples(MOVABLE, st.integers(2, 8))),
    st.tuples(st.just("renames"), st.just(())),
    st.tuples(st.just("respells"), st.tuples(SPELT, st.integers(0, 3))),
    st.tuples(st.just("loses_key"), st.tuples(NAMES)),
)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "response_ranges_parsed": st.sampled_from(["before", "after"]),
        "merge_write": st.sampled_from(["drop", "400", "write"]),
        "paste_into_merge": st.sampled_from(["allow", "400"]),
        "strict_validation": st.booleans(),
        "sort_moves_metadata": st.booleans(),
        "locale": st.sampled_from(["en_US", "vi_VN"]),
    },
)


class UnitAndOffice(RuleBasedStateMachine):
    """Rules are what people and the network do; `Life` says what must hold."""

    server: ClassVar[Emulator]
    totals: ClassVar[dict[str, int]] = {"rounds": 0, "faults": 0}

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()

    @initialize(options=OPTIONS)
    def begin(self, options: dict[str, Any]) -> None:
        self.life: Life = self.stack.enter_context(lived(self.server, options))

    def _name(self, number: int) -> str:
        names = self.life.names()
        return names[number % len(names)]

    def _act(self, act: Act) -> None:
        what, given = act
        life = self.life
        if not life.whole() or not life.names():
            return
        if what in ("types", "ticks", "moves", "deletes", "copies", "loses_key"):
            getattr(life, f"unit_{what}")(self._name(given[0]), *given[1:])
        elif what == "sorts":
            life.unit_sorts(given[0], whole=given[1], descending=given[2])
        else:
            getattr(life, f"unit_{what}")(*given)

    @rule(act=ACTS)
    def unit(self, act: Act) -> None:
        self._act(act)

    @rule(name=NAMES, what=FIELDS)
    def office_types(self, name: int, what: str) -> None:
        self.life.office_types(self._name(name), what)

    @rule(name=NAMES, state=TICKS)
    def office_ticks(self, name: int, state: str) -> None:
        self.life.office_ticks(self._name(name), state)

    @rule(
        acts=st.dictionaries(st.integers(0, 7), st.lists(ACTS, min_size=1, max_size=2), max_size=3),
        faults=st.dictionaries(st.integers(0, 7), st.sampled_from(FAULTS), max_size=4),
        crash=st.none() | st.integers(0, 6),
        both=st.booleans(),
    )
    def run(
        self, acts: dict[int, list[Act]], faults: dict[int, str], crash: int | None, both: bool
    ) -> None:
        if both:
            # A person and a fault on one and the same request: the worst case.
            faults = {**faults, **dict.fromkeys(acts, "drop_after")}
        calls: dict[int, list[Callable[[], None]]] = {
            at: [lambda act=act: self._act(act) for act in some]  # type: ignore[misc]
            for at, some in acts.items()
        }
        self.life.run(lambda n: calls.get(n, ()), faults.get, crash)

    @rule()
    def quiet_run(self) -> None:
        self.life.run()

    @rule()
    def two_runs_at_once(self) -> None:
        self.life.two_at_once()

    @rule()
    def settle(self) -> None:
        self.life.settle()

    @invariant()
    def never(self) -> None:
        if hasattr(self, "life"):
            self.life.never()

    def teardown(self) -> None:
        try:
            if hasattr(self, "life"):
                self.life.settle()
                self.totals["rounds"] += self.life.rounds
                self.totals["faults"] += self.life.faults
        finally:
            self.stack.close()


@pytest.fixture(scope="module")
def machine() -> Iterator[type[UnitAndOffice]]:
    with running_emulator() as emulator:
        UnitAndOffice.server = emulator
        yield UnitAndOffice


def lives(machine: type[UnitAndOffice], examples: int, steps: int, number: int) -> dict[str, int]:
    """Run that many lives; gives the rounds and faults of this run."""
    machine.totals.update(rounds=0, faults=0)
    limits = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),
        print_blob=False,
    )
    run_state_machine_as_test(seed(number)(machine), settings=limits)
    return dict(machine.totals)


def test_nothing_is_lost_doubled_or_misplaced_in_short_lives(
    machine: type[UnitAndOffice],
) -> None:
    lives(machine, examples=int(os.environ.get("LIVES", "8")), steps=25, number=1)


def test_two_thousand_rounds_lose_nothing() -> None:
    wanted = int(os.environ.get("ROUNDS", "2000"))
    told = swept(1, wanted, 0)
    assert told.violations == ()
    assert told.rounds >= wanted


@pytest.mark.slow
def test_the_sweep(machine: type[UnitAndOffice]) -> None:
    """Machine lives (SWEEP of them), then drawn ones up to ROUNDS and FAULTS, from SEED on."""
    number = int(os.environ.get("SEED", "7"))
    started = time.time()
    machine_lives = lives(machine, int(os.environ.get("SWEEP", "200")), 50, number)
    told = swept(
        number * 100_000,
        int(os.environ.get("ROUNDS", "50000")),
        int(os.environ.get("FAULTS", "100000")),
    )
    rounds = machine_lives["rounds"] + told.rounds
    faults = machine_lives["faults"] + told.faults
    spent = time.time() - started
    found = len(told.violations)
    print(  # noqa: T201
        f"seed {number}: {rounds} rounds, {faults} faults, {told.crashes} crashes, "
        f"{found} violations, {spent:.0f} s"
    )
    assert told.violations == ()
