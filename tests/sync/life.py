"""A unit and an office that edit, a network that fails: what must hold whatever they do."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from app.checklists.sheet import ChecklistReplica
from sync import base, journal
from sync.client import GoogleRefused
from sync.conflicts import Conflict
from sync.core.guards import LEAST
from sync.emulator.server import Emulator
from sync.messages import refused_writing
from sync.questions import AskedQuestion
from sync.reports import run_json
from tests.sync.colours import COLOURED, formats
from tests.sync.neighbour import TAB, Neighbour, neighbour
from tests.sync.people import COPY, DUE, FIELDS, STATES, WORDS, Kind, rows
from tests.sync.rounds import Rounds
from tests.sync.world import SHEET, Clock, Tab, World, opened

MINUTE = 61
"""Seconds after which a window of the quota is new."""
EPOCH = date(1899, 12, 30)
"""The day 0 of a sheet."""
REFUSED = tuple(refused_writing(GoogleRefused("invalid", why)) for why in ("", "protected"))
"""How a link says that its own tab took nothing."""
SIZE = (60, 26)
"""Rows and columns of a tab: a thousand rows would only take longer to read."""


@dataclass
class Life(Rounds):
    """People at work, rounds between them, and what must hold whatever they do."""

    differing: set[tuple[str, str]] = field(default_factory=set)
    """What both sides wrote differently, as it stood when nobody edited."""
    paint: dict[tuple[str, str], Any] = field(default_factory=dict)
    """The format of each cell that the unit coloured."""
    neighbour: Neighbour | None = None

    def habits(self, acts: int) -> tuple[float, ...]:
        """How much oftener each of so many acts is done than the others."""
        return (*self.kind.habits, *[1.0] * acts)[:acts]

    # What must hold

    def never(self) -> None:
        """No value of one row or field stands in another, but for what is known and owed."""
        if self.kind.read_only:
            self._check_nothing_written()
        self._check_not_stopped()
        if self._owed():
            return
        homes = {mark.value: mark for mark in self.marks}
        for name, what, value in (*self._sheet_values(), *self._local_values()):
            mark = homes.get(value)
            assert mark is None or (mark.row, mark.field) == (name, what), (name, what, mark)
        self._check_formulas()
        self._check_words()

    def _check_not_stopped(self) -> None:
        """What a neighbour's tab refuses keeps nothing from ours, which refuses nothing."""
        said = self.world.db.query("SELECT message FROM sync_link ORDER BY id LIMIT 1")
        told = next(said)["message"]
        assert not told.startswith(REFUSED), told

    def _check_nothing_written(self) -> None:
        """A sheet that is only read never shows anything of ours."""
        typed = {mark.value for mark in self.marks if mark.who == "unit"}
        ours = {mark.value for mark in self.marks if mark.who == "office"} - typed
        assert "Mã" not in self.table()[1]
        assert not [told for told in self._sheet_values() if told[2] in ours]

    def _check_words(self) -> None:
        """A due day in words stands until its own side says otherwise."""
        body, columns = self.table()
        lines = {name: dict(body)[row] for name in self.words if (row := self.where(name))}
        for name, line in lines.items():
            assert line[columns["Thời gian"] - 1] == self.words[name], line

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
            if self._let_pass():
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
        self._check_paint(file)
        self.since = {place: who for place, who in self.since.items() if self._waits(*place)}
        texts = {e.key: e.text for e in ChecklistReplica(self.world.db).read(1).entries}
        self.differing = {(texts[c.key], c.field) for c in self.conflicts()}

    def differ(self, name: str, what: str) -> None:
        """Both write differently between two rounds: both values are kept, a person is asked."""
        self.settle()
        key = self.key_of(name)
        if key is None or self.where(name) is None:
            return
        self.both_type(name, what, alike=False)
        theirs, ours = self.marks[-1].value, self.marks[-2].value
        self._run_undisturbed()
        told = [(c.local, c.sheet) for c in self.conflicts() if (c.key, c.field) == (key, what)]
        assert told == [(ours, theirs)], (name, what, told, ours, theirs)

    def conflicts(self) -> list[Conflict]:
        """The open ones of this unit's link."""
        return [c for c in self.world.engine().conflicts() if c.link == self.world.link_id]

    def questions(self) -> list[AskedQuestion]:
        return [q for q in self.world.engine().questions() if q.link == self.world.link_id]

    def _run_undisturbed(self) -> None:
        self.world.clock.sleep(MINUTE)
        self.run()

    def _let_pass(self) -> bool:
        """Staff let a held round pass where the unit did take back that much."""
        link = self.world.engine().status()[0].link
        if link.state != "held":
            return False
        said = {"việc đã xong": "state", "kết quả": "result"}
        what = next(field for words, field in said.items() if words in link.message)
        assert len(self._taken_back(what)) >= LEAST, link.message
        self.world.engine().allow(link.id)
        return True

    def _answer(self) -> None:
        """Where a key is in question, the unit clears it beside the foreign text."""
        texts = {e.key: e.text for e in ChecklistReplica(self.world.db).read(1).entries}
        body, columns = self.table()
        for ask in self.questions():
            for number, line in body:
                name = line[columns["Nội dung"] - 1]
                if ask.kind not in ("twice", "text") or "Mã" not in columns:
                    continue
                if line[columns["Mã"] - 1] == ask.about and name != texts[ask.about]:
                    self.world.person(number, columns["Mã"], None)

    def _agreed(self, what: str) -> list[str]:
        """The works that both sides knew to be done, or to have a result."""
        agreed = base.agreed(self.world.db, self.world.link_id)
        said = {key for (key, name), value in agreed.items() if name == what and value}
        if what == "state":
            said = {key for key in said if agreed[key, what] == "done"}
        return [e.text for e in ChecklistReplica(self.world.db).read(1).entries if e.key in said]

    def _taken_back(self, what: str) -> list[str]:
        """Those of which the sheet does not say so any more."""
        body, columns = self.table()
        at = columns[{**WORDS, "state": "Trạng thái"}[what]] - 1
        says = {line[columns["Nội dung"] - 1]: line[at] for _, line in body}
        done = {STATES["done"]} if what == "state" else {*says.values()} - {""}
        return [name for name in self._agreed(what) if name in says and says[name] not in done]

    def new_year(self, what: str, fault: Callable[[int], str | None], crash: int | None) -> None:
        """The unit clears last year's ticks or results: none goes until staff let it pass."""
        self.settle()
        agreed = self._agreed(what)
        asked = {(c.key, c.field) for c in self.conflicts()}
        # What both sides wrote is not taken back: a person is asked about it.
        free = [n for n in agreed if (self.key_of(n), what) not in asked]
        here = [n for n in free if self.where(n) is not None and not self._waits(n, what)]
        if len(here) < LEAST or len(here) * 3 <= len(agreed):
            return
        for name in here:
            self.unit_ticks(name, "todo") if what == "state" else self.unit_clears(name, what)
        before = self._says(what)
        self.run(fault=fault, crash=crash)
        assert self._says(what) == before
        self.settle()

    def undo(
        self, name: str, what: str, fault: Callable[[int], str | None], crash: int | None
    ) -> None:
        """Staff undo a run: it is undone on both sides, or nowhere if the undoing failed."""
        self.settle()
        key = self.key_of(name) or ""
        asked = {(c.key, c.field) for c in self.conflicts()}
        if self.kind.read_only or self.where(name) is None or (key, what) in asked:
            return
        before = self._says(what)[key]
        self.unit_types(name, what)
        self._run_undisturbed()
        done = journal.runs(self.world.db, 1)[0].id
        troubles = self.faults + self.crashes
        self.run(fault=fault, crash=crash, go=lambda engine: engine.undo(done, by="Cán bộ"))
        undone = self._says(what)[key] == before
        assert undone or self.faults + self.crashes > troubles, (name, what, before)
        if undone:
            self._last_word("office", name, what, before)
        self.settle()

    def _says(self, what: str) -> dict[str, str | None]:
        return {e.key: e.values[what] for e in ChecklistReplica(self.world.db).read(1).entries}

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
        """The unit takes its copied row away, and what the office said if only that row has it."""
        body, columns = self.table()
        copied = {number: line for number, line in body if line[columns["TT"] - 1] == COPY}
        lines = dict(body)
        for row, line in reversed(copied.items()):
            name = line[columns["Nội dung"] - 1]
            kept = lines.get(self.where(name) or 0, line)
            for what, heading in WORDS.items():
                here, there = (one[columns[heading] - 1] for one in (line, kept))
                if here != there and any((m.who, m.value) == ("office", here) for m in self.marks):
                    self._last_word("unit", name, what, there or None)
            due, state = (columns[heading] - 1 for heading in ("Thời gian", "Trạng thái"))
            if line[due] != kept[due]:
                self.days.pop(name, None)
            if line[state] != kept[state]:
                self.since.setdefault((name, "state"), set()).add("unit")
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
        conflicts = {(c.key, c.field): c for c in self.conflicts()}
        entries = {e.text: e for e in ChecklistReplica(self.world.db).read(1).entries}
        rows_ = {str(line[columns["Nội dung"] - 1]): line for _, line in body}
        at = columns.get("Mã", 0) - 1
        keys = [line[at] for _, line in body if at >= 0 and line[at]]
        assert len(keys) == len(set(keys)), keys
        texts = [e.text for e in ChecklistReplica(self.world.db).read(1).entries]
        assert len(texts) == len(set(texts)), texts
        for name, line in rows_.items():
            if not name:
                continue
            entry = entries.get(name)
            assert entry is not None, name
            if not self.kind.read_only:
                assert line[columns["Mã"] - 1] == entry.key, (line, entry.key)
            if name not in self.own | self.gone | self.kind.lacks():
                assert str(line[columns["Kinh phí"] - 1]) != "", line
            self._check_cells(name, line, columns, entry, conflicts)
        assert self.kind.lacks() - self.gone <= rows_.keys(), rows_.keys()
        self._check_marks(rows_, columns, entries, conflicts)
        self._check_days(rows_, columns)
        if self.neighbour is not None:
            self.neighbour.check()

    def _check_days(self, rows_: Any, columns: dict[str, int]) -> None:
        """What the office set last stands in every due cell that says nothing in words."""
        for name, day in self.days.items():
            line = rows_.get(name)
            if line is not None and name not in self.words and not self.kind.read_only:
                told = line[columns["Thời gian"] - 1]
                assert told in (f"{day:%d/%m/%Y}", (day - EPOCH).days), (line, day)

    def _check_paint(self, file: Any) -> None:
        """What we wrote took no colour away, nor brought one along."""
        if self.paint:
            told = formats(*self.table(), file)
            for place, colour in self.paint.items():
                assert place[0] not in self.names() or told[place] == colour, (place, told[place])

    def paints(self) -> None:
        """The unit colours what it fills in, each row otherwise."""
        body, columns = self.table()
        for number, line in body:
            for heading in COLOURED if line[columns["Nội dung"] - 1] else ():
                self.world.paint(number, columns[heading], number / 100)
        self.paint = formats(body, columns, self._file())

    def _waits(self, name: str, what: str) -> bool:
        """Whether an edit of the office's is still to be told, where nothing is written."""
        entries = {e.text: e for e in ChecklistReplica(self.world.db).read(1).entries}
        body, columns = self.table()
        heading = {**WORDS, "state": "Trạng thái"}[what]
        says = {line[columns["Nội dung"] - 1]: line[columns[heading] - 1] for _, line in body}
        if not self.kind.read_only or name not in says or name not in entries:
            return False
        word = STATES.get(entries[name].values[what] or "", entries[name].values[what])
        return "office" in self.since.get((name, what), set()) and (says[name] or None) != word

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
            if entry.values[what] != sheet and self._waits(name, what):
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
def lived(
    server: Emulator, options: dict[str, Any] | None = None, kind: Kind | None = None
) -> Iterator[Life]:
    """A linked world of its own; `server` is emptied for it."""
    kind = kind or Kind()
    folder = Path(tempfile.mkdtemp())
    server.reset()
    server.before_request = None
    clock = Clock(server.clock.advance)
    people = count(1)

    def hand() -> dict[str, str]:
        """Never the same person twice: a quota of ours is not spent, nor met, by them."""
        return {"authorization": f"Bearer nguoi-{next(people)}@xa.example"}

    server.set_options({"clock": clock.moment(), **(options or {})})
    tabs = [Tab("Trang tính1", rows(kind), sheet_id=0, size=SIZE)]
    tabs += [TAB] if kind.neighbour else []
    # Were it ours, nothing in it would be closed to us.
    server.seed(SHEET, "Đoàn xã Một 2026", tabs, owner="chu-bang@xa.example")
    try:
        with opened(folder / "soviec.db", units=2) as db:
            world = World(db, server, clock, folder / "soviec.db", hand=hand)
            life = Life(world, kind)
            life.words = {str(line[1]): DUE[2] for line in rows(kind) if line[7:] == [DUE[2]]}
            if kind.painted:
                life.paints()
            world.link(read_only=kind.read_only, add_rows=kind.lacking > 0, sheet_id=0)
            life._look_at_new_rows()
            if kind.neighbour:
                life.neighbour = neighbour(world)
            yield life
    finally:
        shutil.rmtree(folder, ignore_errors=True)
