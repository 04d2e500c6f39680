"""Another unit's tab of the same spreadsheet, with a column that is closed to us at times."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

from app.checklists.sheet import ChecklistReplica
from sync.replicas.local import Edit, Origin
from sync.transaction import write_tx
from tests.sync.world import HEADINGS, ITEMS, Tab, World, plain_rows

TAB_ID, CHECKLIST = 5, 2
RESULT, NOTE = HEADINGS.index("Kết quả"), HEADINGS.index("Ghi chú")
PEOPLE = tuple(f"nguoi-ben-{number}@xa.example" for number in range(20))
CLOSED = {
    "protectedRangeId": 7,
    "range": {"sheetId": TAB_ID, "startColumnIndex": NOTE, "endColumnIndex": NOTE + 1},
    "editors": {"users": list(PEOPLE)},
}
TAB = Tab("Xã bên", plain_rows(), sheet_id=TAB_ID, size=(60, 12))


@dataclass
class Neighbour:
    """In its tab the unit types some results, its office the others, and remarks in vain."""

    world: World
    link: int
    told: dict[str, str] = field(default_factory=dict)
    """The last result typed of each work, by its key."""
    gone: bool = False
    closed: bool = False
    """Whether nobody but the unit's own people may write remarks."""
    numbers: Iterator[int] = field(default_factory=count)

    def office_types(self) -> None:
        """A result, or a remark, which can be written while they are open to us."""
        number = next(self.numbers)
        key = ITEMS[number % 3].key
        if number % 4 == 3:
            self._set(key, "note", f"bên {number}")
        else:
            self.told[key] = f"bên {number}"
            self._set(key, "result", self.told[key])

    def unit_types(self) -> None:
        number = next(self.numbers)
        item = ITEMS[3 + number % 3]
        if not self.gone:
            row = next(n for n, line in self._lines() if item.text in line)
            self.told[item.key] = f"bên {number}"
            with self._theirs():
                self.world.person(row, RESULT + 1, self.told[item.key], TAB_ID)

    def unit_inserts(self) -> None:
        if not self.gone:
            with self._theirs():
                self.world.insert_row(4, TAB_ID)

    def unit_closes(self) -> None:
        """Its remarks to everybody else, or opens them again."""
        if not self.gone:
            self.closed = not self.closed
            with self._theirs():
                self.world.batch(
                    {"addProtectedRange": {"protectedRange": CLOSED}}
                    if self.closed
                    else {"deleteProtectedRange": {"protectedRangeId": CLOSED["protectedRangeId"]}}
                )

    def unit_takes_away(self) -> None:
        """The whole tab goes."""
        if not self.gone:
            self.gone = True
            with self._theirs():
                self.world.batch({"deleteSheet": {"sheetId": TAB_ID}})

    def check(self) -> None:
        """Both sides say of each work what was typed of it last."""
        if self.gone:
            return
        told = {line[1]: (line + [""] * len(HEADINGS))[RESULT] for _, line in self._lines()}
        for item in ITEMS:
            both = {self._values()[item.key], told[item.text] or None}
            assert both == {self.told.get(item.key)}, (item, both)

    @contextmanager
    def _theirs(self) -> Iterator[None]:
        """What is sent comes from one of their own people."""
        ours = self.world.hand
        person = PEOPLE[next(self.numbers) % len(PEOPLE)]
        self.world.hand = lambda: {"authorization": f"Bearer {person}"}
        try:
            yield
        finally:
            self.world.hand = ours

    def _lines(self) -> list[tuple[int, list[str]]]:
        return [(n, line) for n, line in enumerate(self.world.grid(TAB.title), 1) if line[1:]]

    def _values(self) -> dict[str, str | None]:
        found = ChecklistReplica(self.world.db).read(CHECKLIST)
        return {entry.key: entry.values["result"] for entry in found.entries}

    def _set(self, key: str, name: str, value: str | None) -> None:
        with write_tx(self.world.db):
            origin = Origin("Cán bộ", "web", "2026-01-01T00:00:00Z")
            edit = Edit(key, name, None, value)
            ChecklistReplica(self.world.db).apply(CHECKLIST, [edit], origin)


def neighbour(world: World) -> Neighbour:
    """Link the tab to the other unit's checklist."""
    ours, world.checklist = (world.checklist, world.link_id), CHECKLIST
    try:
        return Neighbour(world, world.link(sheet_id=TAB_ID))
    finally:
        world.checklist, world.link_id = ours
