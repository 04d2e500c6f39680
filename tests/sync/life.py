"""A unit and an office that edit, a network that fails: what must hold whatever they do."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any

from app.checklists.sheet import ChecklistReplica
from app.db import connect
from sync import base
from sync.core.guards import LEAST
from sync.emulator.messages import Request
from sync.emulator.server import Emulator
from sync.reports import run_json
from tests.sync.people import COPY, FIELDS, STATES, WORDS, People, rows
from tests.sync.world import SHEET, Clock, Tab, World, opened

MINUTE = 61
"""Seconds after which a window of the quota is new."""
NOBODY = ""
"""Our own token at the local server: we call without one."""


class Crash(BaseException):
    """The process dies here."""


@dataclass
class Life(People):
    """People at work, rounds between them, and what must hold whatever they do."""

    rounds: int = 0
    faults: int = 0
    crashes: int = 0
    differing: set[tuple[str, str]] = field(default_factory=set)
    """What both sides wrote differently, as it stood when nobody edited."""

    # The sync

    def run(
        self,
        acts: Callable[[int], Sequence[Callable[[], None]]] = lambda _: (),
        fault: Callable[[int], str | None] = lambda _: None,
        crash: int | None = None,
    ) -> None:
        """One round; before its nth request people `act`, that request meets the `fault`.

        The process dies at the step `crash`.
        """
        seen = [0]
        steps = [0]

        def hook(_request: Request) -> None:
            number = seen[0]
            seen[0] += 1
            for act in acts(number):
                act()
            self._trouble(fault(number))

        def checkpoint(_step: str) -> None:
            steps[0] += 1
            if crash is not None and steps[0] > crash:
                self.crashes += 1
                raise Crash

        self.world.emulator.before_request = hook
        self.world.checkpoint = checkpoint
        try:
            with suppress(Crash):
                self.world.engine().run()
        finally:
            self.world.emulator.before_request = None
            self._trouble(None)
            self.world.checkpoint = lambda _step: None
        self.rounds += 1

    def _trouble(self, do: str | None) -> None:
        """What happens to the very next request of ours; a delay is no fault."""
        emulator = self.world.emulator
        emulator.accounts.revoked.discard(NOBODY)
        emulator.faults.set([])
        if do == "401":
            emulator.accounts.revoke(NOBODY)
        elif do:
            emulator.faults.set([{"match": ".*", "times": 1, "do": do}])
        self.faults += bool(do) and not str(do).startswith("delay")

    def two_at_once(self) -> None:
        """Two processes begin a round at the same time."""
        thread = Thread(target=self._other)
        thread.start()
        self.world.engine().run()
        thread.join()
        self.rounds += 2

    def one_within_another(self, at: int) -> None:
        """A second process does its round while the first waits for the answer number `at`."""

        def other(number: int) -> Sequence[Callable[[], None]]:
            return [self._other] if number == at else []

        self.run(other)
        self.rounds += 1

    def _other(self) -> None:
        world = self.world
        db = connect(world.path)
        try:
            World(db, world.emulator, world.clock, world.path).engine().run()
        finally:
            db.close()

    # What must hold

    def never(self) -> None:
        """No value of one row or field stands in another, but for what is known and owed."""
        owed = self.world.db.conn.execute(
            "SELECT count(*) FROM (SELECT 1 FROM sync_debt UNION ALL SELECT 1 FROM sync_flight)"
        ).fetchone()
        if owed[0]:
            return
        homes = {mark.value: mark for mark in self.marks}
        for name, what, value in (*self._sheet_values(), *self._local_values()):
            mark = homes.get(value)
            assert mark is None or (mark.row, mark.field) == (name, what), (name, what, mark)
        self._check_formulas()

    def _check_formulas(self) -> None:
        """A formula stands until its own side takes it away."""
        if not self.formulas:
            return
        lines, columns = self.world.grid(self.title(), "FORMULA"), self.table()[1]
        for (name, what), formula in self.formulas.items():
            row = self.where(name)
            if row is not None:
                at = columns[WORDS[what]]
                assert lines[row - 1][at - 1 : at] == [formula], (name, what, formula)

    def _sheet_values(self) -> Iterator[tuple[str, str, str]]:
        """Row, field and value of every cell of the sheet but those of a copied row."""
        body, columns = self.table()
        for _, line in body:
            if line[columns["TT"] - 1] != COPY:
                for what, heading in (("result", "Kết quả"), ("note", "Ghi chú")):
                    yield line[columns["Nội dung"] - 1], what, line[columns[heading] - 1]

    def _local_values(self) -> Iterator[tuple[str, str, str]]:
        for entry in ChecklistReplica(self.world.db).read(1).entries:
            for what in FIELDS:
                for value in (entry.values[what] or "").split("\n"):
                    yield entry.text, what, value

    def settle(self) -> None:
        """Nobody edits, nothing fails: both sides must agree, then nothing more is written.

        What is owed is put back first: what a cell shows until then may be ours.
        """
        self._run_undisturbed()
        self._tidy_copies()
        self._tidy_formulas()
        for _ in range(2):
            # Keys written anew in the first round may show the second that one stands twice.
            self._run_undisturbed()
            self._answer()
        for _ in range(2):
            self._run_undisturbed()
        self.check()
        before, file = self.world.dump(), self._file()
        self.world.clock.sleep(MINUTE)
        report = run_json(self.world.engine().run())
        self.rounds += 1
        assert report["requests"]["writes"] == 0, report
        assert self.world.dump() == before
        assert self._file() == file
        self.since.clear()
        texts = {e.key: e.text for e in ChecklistReplica(self.world.db).read(1).entries}
        self.differing = {(texts[c.key], c.field) for c in self.world.engine().conflicts()}

    def differ(self, name: str, what: str) -> None:
        """Both write differently between two rounds: both values are kept, a person is asked."""
        self.settle()
        key = self.key_of(name)
        if key is None or self.where(name) is None:
            return
        self.both_type(name, what, alike=False)
        theirs, ours = self.marks[-1].value, self.marks[-2].value
        self._run_undisturbed()
        told = [
            (c.local, c.sheet)
            for c in self.world.engine().conflicts()
            if (c.key, c.field) == (key, what)
        ]
        assert told == [(ours, theirs)], (name, what, told, ours, theirs)

    def _run_undisturbed(self) -> None:
        self.world.clock.sleep(MINUTE)
        self.run()

    def _answer(self) -> None:
        """Staff let a held round pass where the unit did take back that much, ticks alone.

        Where a key is in question, the unit clears it beside the foreign text.
        """
        link = self.world.engine().status()[0].link
        if link.state == "held":
            assert len(self._untick()) >= LEAST, link.message
            assert "việc đã xong" in link.message, link.message
            self.world.engine().allow(link.id)
        texts = {e.key: e.text for e in ChecklistReplica(self.world.db).read(1).entries}
        body, columns = self.table()
        for ask in self.world.engine().questions():
            for number, line in body:
                key, name = line[columns["Mã"] - 1], line[columns["Nội dung"] - 1]
                if ask.kind in ("twice", "text") and key == ask.about and name != texts[key]:
                    self.world.person(number, columns["Mã"], None)

    def _untick(self) -> list[str]:
        """The works that both sides knew to be done and that the sheet says no more are."""
        agreed = base.agreed(self.world.db, self.world.link_id)
        body, columns = self.table()
        says = {line[columns["Nội dung"] - 1]: line[columns["Trạng thái"] - 1] for _, line in body}
        return [
            e.text
            for e in ChecklistReplica(self.world.db).read(1).entries
            if agreed.get((e.key, "state")) == "done"
            and says.get(e.text, STATES["done"]) != STATES["done"]
        ]

    def _tidy_formulas(self) -> None:
        """The unit writes what its formulas show."""
        for name, what in self.formulas:
            row = self.where(name)
            if row is not None:
                body, columns = self.table()
                column = columns[WORDS[what]]
                self.world.person(row, column, dict(body)[row][column - 1] or None)
        self.formulas.clear()

    def _tidy_copies(self) -> None:
        """The unit takes its copied row away."""
        body, columns = self.table()
        copied = [number for number, line in body if line[columns["TT"] - 1] == COPY]
        for row in reversed(copied):
            span = {"sheetId": 0, "dimension": "ROWS", "startIndex": row - 1, "endIndex": row}
            self.world.batch({"deleteDimension": {"range": span}})
        self.copies = 0

    def _file(self) -> Any:
        return self.world.call("GET", f"/v4/spreadsheets/{SHEET}?includeGridData=true")

    def check(self) -> None:
        self.never()
        body, columns = self.table()
        status = self.world.engine().status()[0]
        assert status.link.state == "ok", status.link.message
        conflicts = {(c.key, c.field): c for c in self.world.engine().conflicts()}
        entries = {e.text: e for e in ChecklistReplica(self.world.db).read(1).entries}
        rows_ = {str(line[columns["Nội dung"] - 1]): line for _, line in body}
        keys = [line[columns["Mã"] - 1] for _, line in body if line[columns["Mã"] - 1]]
        assert len(keys) == len(set(keys)), keys
        texts = [e.text for e in ChecklistReplica(self.world.db).read(1).entries]
        assert len(texts) == len(set(texts)), texts
        for name, line in rows_.items():
            if not name:
                continue
            entry = entries.get(name)
            assert entry is not None, name
            assert line[columns["Mã"] - 1] == entry.key, (line, entry.key)
            if name not in self.own and name not in self.gone:
                assert str(line[columns["Kinh phí"] - 1]) != "", line
            self._check_cells(name, line, columns, entry, conflicts)
        self._check_marks(rows_, columns, entries, conflicts)

    def _check_cells(
        self, name: str, line: list[Any], columns: dict[str, int], entry: Any, conflicts: Any
    ) -> None:
        words = {word: state for state, word in STATES.items()}
        for what, heading in (("result", "Kết quả"), ("note", "Ghi chú"), ("state", "Trạng thái")):
            sheet = line[columns[heading] - 1] or None
            sheet = words.get(str(sheet), sheet) if what == "state" else sheet
            clash = conflicts.get((entry.key, what))
            if clash is not None:
                assert (clash.local, clash.sheet) == (entry.values[what], sheet), clash
                assert clash.local != clash.sheet, clash
                both = self.since.get((name, what)) == {"unit", "office"}
                assert both or (name, what) in self.differing, (clash, self.since)
                continue
            assert entry.values[what] == sheet, (name, what, entry.values[what], sheet)
            self._check_winner(name, what, sheet)

    def _check_winner(self, name: str, what: str, sheet: Any) -> None:
        """The one side that edited since both last agreed has its last word on both sides.

        Where they differed, a side that takes its own value back leaves the other's.
        """
        who = self.since.get((name, what), set())
        if what == "state" or not who:
            return
        who = who | ({"unit", "office"} if (name, what) in self.differing else set())
        last = {m.who: m.value for m in self.marks if (m.row, m.field) == (name, what)}
        assert sheet in {last[one] for one in who}, (name, what, who, last, sheet)
        if len(who) == 1:
            assert sheet == last[next(iter(who))]

    def _check_marks(
        self, rows_: Any, columns: dict[str, int], entries: Any, conflicts: Any
    ) -> None:
        """Every value is there, or replaced by its own side, or in the history or a conflict."""
        later: dict[tuple[str, str, str], str | None] = {}
        for mark in self.marks:
            later[mark.who, mark.row, mark.field] = mark.value
        last = {(mark.row, mark.field): mark for mark in self.marks}
        for mark in last.values():
            if mark.row in self.gone and mark.who == "office":
                # Nobody but the office can have edited it since: the edit outlives the row.
                assert entries[mark.row].values[mark.field] == mark.value, mark
        for mark in self.marks:
            if mark.row in self.gone or later[mark.who, mark.row, mark.field] != mark.value:
                continue
            entry = entries.get(mark.row)
            assert entry is not None, mark
            heading = {"result": "Kết quả", "note": "Ghi chú"}[mark.field]
            line = rows_.get(mark.row)
            told = {entry.values[mark.field], line[columns[heading] - 1] if line else None}
            clash = conflicts.get((entry.key, mark.field))
            told |= {clash.local, clash.sheet} if clash else set()
            told |= {
                value
                for field_, old, new, _ in self.world.history(entry.key)
                if field_ == mark.field
                for value in (old, new)
            }
            assert mark.value in told, (mark, told)


@contextmanager
def lived(server: Emulator, options: dict[str, Any] | None = None) -> Iterator[Life]:
    """A linked world of its own; `server` is emptied for it."""
    folder = Path(tempfile.mkdtemp())
    server.reset()
    server.before_request = None
    clock = Clock(server.clock.advance)
    people = count(1)

    def hand() -> dict[str, str]:
        """Never the same person twice: a quota of ours is not spent, nor met, by them."""
        return {"authorization": f"Bearer nguoi-{next(people)}@xa.example"}

    server.set_options({"clock": clock.moment(), **(options or {})})
    server.seed(SHEET, "Đoàn xã Một 2026", [Tab("Trang tính1", rows())])
    try:
        with opened(folder / "soviec.db") as db:
            world = World(db, server, clock, folder / "soviec.db", hand=hand)
            world.link()
            yield Life(world)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
