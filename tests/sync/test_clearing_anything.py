"""Whoever acts whenever, whatever fails: our keys go, and nothing else is lost."""

import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from sync import base
from sync.core.refusal import Refused
from tests.sync.test_clearing import clear, close, left, next_year
from tests.sync.world import ITEMS, SHEET, World

TABLE = {"sheetId": 0, "startRowIndex": 3, "endRowIndex": 9}
FAULTS = ("drop_before", "drop_after", "500_after", "503")
OLD = {item.key for item in ITEMS}


class Person:
    """Types, inserts, sorts and moves at random; `typed` is what must stand at the end."""

    def __init__(self, world: World, dice: random.Random) -> None:
        self.world, self.dice = world, dice
        self.typed: dict[tuple[str, int], str] = {}
        self.acts: tuple[Callable[[], object], ...] = (
            self.type, self.type, self.insert_row, self.sort, self.insert_column,
        )  # fmt: skip

    @property
    def kept_our_column(self) -> bool:
        """Words of the unit's stand under our heading, which may then stay, too."""
        return any(place == 2 for _, place in self.typed)

    def act(self) -> None:
        self.dice.choice(self.acts)()

    def _headings(self) -> list[Any]:
        return next(row for row in self.world.grid() if "Nội dung" in row)

    def type(self) -> None:
        """Into a cell of the unit's, or into our column; later words replace earlier ones."""
        rows, headings = self.world.grid(), self._headings()
        text = self.dice.choice(ITEMS).text
        heading = self.dice.choice(("Kết quả", "Ghi chú", "Mã"))
        row = next(at for at, row in enumerate(rows, 1) if text in row)
        if heading not in headings:
            return
        said = f"lời {self.dice.randrange(10**6)}"
        self.world.person(row, headings.index(heading) + 1, said)
        self.typed[text, 0 if heading == "Kết quả" else 1 if heading == "Ghi chú" else 2] = said

    def insert_row(self) -> None:
        self.world.insert_row(self.dice.randrange(4, 10))

    def sort(self) -> None:
        order = self.dice.choice(("ASCENDING", "DESCENDING"))
        place = self._headings().index("Nội dung")
        specs = [{"dimensionIndex": place, "sortOrder": order}]
        self.world.batch({"sortRange": {"range": {**TABLE, "endRowIndex": 30}, "sortSpecs": specs}})

    def insert_column(self) -> None:
        at = self.dice.randrange(1, 6)
        span = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}
        self.world.batch({"insertDimension": {"range": span}})


def live(world: World, dice: random.Random, work: Callable[[], object]) -> Person:
    """The work while a person acts before a third of our requests and a fifth of them fail."""
    person = Person(world, dice)

    def hook(request: Any) -> None:
        if "/spreadsheets/" in request.path and dice.random() < 0.35:
            person.act()
        if ":batchUpdate" in request.path and dice.random() < 0.2:
            world.emulator.faults.set([{"match": "POST", "times": 1, "do": dice.choice(FAULTS)}])

    world.emulator.before_request = hook
    work()
    world.emulator.before_request = None
    world.emulator.faults.set([])
    return person


def check(world: World, person: Person) -> None:
    rows = world.grid()
    for (text, _), said in person.typed.items():
        (row,) = (row for row in rows if text in row)
        assert said in row, (text, said)
    assert sorted(cell for row in rows for cell in row if cell in {i.text for i in ITEMS}) == (
        sorted(item.text for item in ITEMS)
    )


def link(world: World) -> None:
    """Unless it is linked already; what could not be cleared, or read, is linked later."""
    if not base.links_of(world.db, SHEET):
        with suppress(Refused):
            world.link()


@pytest.mark.parametrize("seed", range(25))
def test_a_closed_year_is_cleared_whoever_acts_meanwhile(world: World, seed: int) -> None:
    world.link()
    close(world)
    dice = random.Random(seed)  # noqa: S311 - no secret
    person = live(world, dice, lambda: clear(world))
    for _ in range(3):
        if left(world):
            clear(world)
    assert left(world) == []
    check(world, person)
    cells = [str(cell) for row in world.grid() for cell in row]
    assert not OLD & set(cells)
    assert cells.count("Mã") <= person.kept_our_column


@pytest.mark.parametrize("seed", range(25))
def test_the_next_year_is_linked_whoever_acts_meanwhile(world: World, seed: int) -> None:
    world.link()
    close(world)
    next_year(world)
    dice = random.Random(seed)  # noqa: S311 - no secret
    person = live(world, dice, lambda: link(world))
    for _ in range(3):
        link(world)
        world.engine().run()
    check(world, person)
    cells = [str(cell) for row in world.grid() for cell in row]
    assert not OLD & set(cells)
    assert 1 <= cells.count("Mã") <= 1 + person.kept_our_column
