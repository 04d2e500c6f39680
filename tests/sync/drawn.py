"""Lives drawn at random, on every core: cheaper than a machine's, for very many rounds."""

import os
import random
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from multiprocessing import get_context
from multiprocessing.util import Finalize
from random import Random
from typing import Any

from sync.emulator.server import Emulator, running_emulator
from tests.sync.life import Life, lived
from tests.sync.people import STATES, Kind

FAULTS = (
    *("429", "500", "503", "502html", "401", "403", "404"),
    *("drop_before", "drop_after", "500_after", "delay:0.002"),
)
LIKELY = (9, 9, 9, 5, 1, 1, 1, 9, 12, 9, 1)
"""How often each of them is drawn: a refusal that is final ends a round at once."""
Weighed = tuple[float, Callable[[], None]]
"""What may be done, and how often it is drawn."""
MOVED = ("Kết quả", "Kết quả", "Ghi chú", "Thời gian")
HABITS = (0.2, 1, 1, 6)
"""By how much a habit makes something rarer or more frequent; one life in two has habits."""
OFTEN = 12
"""How much oftener people do what their world is made for."""
STEPS = 80
ENOUGH = 10
"""Lives that failed, after which no more are begun."""


@dataclass(frozen=True)
class Told:
    """What many lives came to; `violations` say the seed of each life that failed, and how."""

    rounds: int = 0
    faults: int = 0
    crashes: int = 0
    violations: tuple[str, ...] = ()

    def __add__(self, other: "Told") -> "Told":
        return Told(
            self.rounds + other.rounds,
            self.faults + other.faults,
            self.crashes + other.crashes,
            self.violations + other.violations,
        )


def swept(first: int, rounds: int, faults: int) -> Told:
    """Lives from this seed on, in as many processes as there are cores, until so much was met."""
    told = Told()
    workers = os.cpu_count() or 1
    seeds = count(first)
    with ProcessPoolExecutor(workers, get_context("spawn"), _serve) as pool:
        waiting: set[Future[Told]] = set()
        while True:
            short = told.rounds < rounds or told.faults < faults
            while short and len(waiting) < 2 * workers and len(told.violations) < ENOUGH:
                waiting.add(pool.submit(life_of, next(seeds)))
            if not waiting:
                return told
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            told = sum((one.result() for one in done), told)


_server: list[Emulator] = []


def _serve() -> None:
    """Each process has a local server of its own, for as long as it lives."""
    process = ExitStack()
    _server.append(process.enter_context(running_emulator()))
    # A process waits for its threads before it ends: the server's must have been told by then.
    Finalize(None, process.close, exitpriority=0)


def life_of(seed: int) -> Told:
    """One whole life; the same seed is the same life."""
    draw = Random(seed)  # noqa: S311 - a life to be lived again, no secret
    random.seed(seed)  # what the waiting between two tries is drawn from
    life: Life | None = None
    violations: tuple[str, ...] = ()
    try:
        with lived(_server[0], _options(draw), kind_of(draw)) as life:
            for _ in range(STEPS):
                drawn(life, draw)
            life.settle()
    except Exception:  # noqa: BLE001 - told with its seed; the other lives go on
        violations = (f"seed {seed}: {traceback.format_exc()}",)
    if life is None:
        return Told(violations=violations)
    return Told(life.rounds, life.faults, life.crashes, violations)


def _options(draw: Random) -> dict[str, Any]:
    """Now and then something is otherwise than the server's defaults have it."""
    options: dict[str, list[Any]] = {
        "response_ranges_parsed": ["before"],
        "merge_write": ["400", "write"],
        "paste_into_merge": ["400"],
        "strict_validation": [True],
        "sort_moves_metadata": [False],
        "locale": ["vi_VN"],
        "reads_per_minute": [6, 12],
        "writes_per_minute": [6],
    }
    return {name: draw.choice(some) for name, some in options.items() if draw.random() < 0.2}


def kind_of(draw: Random) -> Kind:
    """What a world is like: of every two or three one is otherwise in some respect."""
    bare, way, painted, neighbour, calm, habits = (draw.random() for _ in range(6))
    return Kind(
        bare=bare < 0.5,
        lacking=2 if way < 0.2 else 0,
        read_only=0.2 <= way < 0.3,
        painted=painted < 0.2,
        neighbour=neighbour < 0.2,
        calm=calm < 0.3,
        habits=tuple(draw.choices(HABITS, k=20)) if habits < 0.5 else (),
    )


def drawn(life: Life, draw: Random) -> None:
    """One step of a life."""
    name = draw.choice(life.works())
    steps = list(_steps(life, draw, name, draw.choice(["result", "note"])))
    draw.choices([step for _, step in steps], [weight for weight, _ in steps])[0]()
    life.never()


def _steps(life: Life, draw: Random, name: str, what: str) -> Iterator[Weighed]:
    yield 0.22, lambda: acted(life, draw)
    yield 0.12, lambda: life.office_types(name, what)
    yield 0.02, lambda: life.office_sets_due(name)
    if not life.kind.read_only:
        yield 0.06, lambda: life.office_ticks(name, draw.choice(sorted(STATES)))
    yield 0.52, lambda: _round(life, draw)
    yield 0.035, lambda: life.one_within_another(draw.randint(0, 1))
    yield 0.005, life.settle
    yield 0.005, lambda: life.new_year(draw.choice(["state", "result"]), *_trouble(draw))
    yield 0.005, lambda: life.differ(name, what)
    yield 0.005, lambda: life.undo(name, what, *_trouble(draw))
    if life.neighbour is not None:
        yield 0.05, life.neighbour.office_types


def _round(life: Life, draw: Random) -> None:
    """A round on a good day, or on one on which most requests fail."""
    busy = draw.choice([0.1, 0.3, 0.6])
    fault, crash = _trouble(draw, calm=life.kind.calm)

    def acts(number: int) -> Sequence[Callable[[], None]]:
        # What comes before the first request is as good as before the round.
        likely = busy * (1.5 if number else 0.3)
        some = draw.randint(1, 2) if draw.random() < likely else 0
        return [lambda: acted(life, draw)] * some

    life.run(acts, fault, crash)


def _trouble(draw: Random, *, calm: bool = False) -> tuple[Callable[[int], str | None], int | None]:
    """What each request of a round meets, and the step at which the process dies."""
    trouble = draw.choice([0.05, 0.2] if calm else [0.4, 0.7, 0.8, 0.85])

    def fault(_number: int) -> str | None:
        return draw.choices(FAULTS, LIKELY)[0] if draw.random() < trouble else None

    return fault, draw.randint(0, 6) if draw.random() < 0.25 else None


def acted(life: Life, draw: Random) -> None:
    """Something a person does in the sheet, where its headings can be read."""
    names = life.names() if life.whole() else []
    if not names:
        return
    recent = [(mark.row, mark.field) for mark in life.marks[-4:] if mark.row in names]
    # People meet where there is work: often in a row, or a cell, that somebody has just edited.
    name, what = draw.choice(names), draw.choice(["result", "note"])
    if recent and draw.random() < 0.5:
        name, what = draw.choice(recent)
    acts = list(_acts(life, draw, name, what))
    often = [
        weight * habit * (OFTEN if act in life.kind.often else 1)
        for (act, weight, _), habit in zip(acts, life.habits(len(acts)), strict=True)
    ]
    draw.choices([act for _, _, act in acts], often)[0]()


def _acts(
    life: Life, draw: Random, name: str, what: str
) -> Iterator[tuple[str, float, Callable[[], None]]]:
    down = draw.random() < 0.5
    yield "types", 0.35, lambda: life.unit_types(name, what)
    yield "ticks", 0.10, lambda: life.unit_ticks(name, draw.choice(sorted(STATES)))
    yield "adds", 0.04, life.unit_adds
    yield "renames", 0.02, life.unit_renames
    yield "loses key", 0.02, lambda: life.unit_loses_key(name)
    yield "clears", 0.05, lambda: life.unit_clears(name)
    yield "words due", 0.03, lambda: life.unit_words_due(name)
    yield "formula", 0.10, lambda: life.unit_enters_formula(name, what, alike=down)
    yield "both type", 0.03, lambda: life.both_type(name, what, alike=down)
    yield "inserts", 0.13, lambda: life.unit_inserts(draw.randint(1, 12))
    yield "moves", 0.06, lambda: life.unit_moves(name, draw.randint(4, 10))
    yield "sorts", 0.08, lambda: life.unit_sorts("Nội dung", whole=True, descending=down)
    yield "sorts part", 0.07, lambda: life.unit_sorts("Nội dung", whole=False, descending=down)
    yield "deletes", 0.02, lambda: life.unit_deletes(name)
    yield "copies", 0.03, lambda: life.unit_copies(name)
    yield "inserts column", 0.03, lambda: life.unit_inserts_column(draw.randint(1, 9))
    yield (
        "moves column",
        0.10,
        lambda: life.unit_moves_column(draw.choice(MOVED), draw.randint(3, 9)),
    )
    yield "respells", 0.03, lambda: life.unit_respells(draw.choice(MOVED), draw.randint(0, 3))
    if life.neighbour is not None:
        yield "neighbour types", 0.05, life.neighbour.unit_types
        yield "neighbour inserts", 0.05, life.neighbour.unit_inserts
        yield "neighbour closes", 0.05, life.neighbour.unit_closes
        yield "neighbour takes away", 0.01, life.neighbour.unit_takes_away
