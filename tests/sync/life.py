"""A unit and an office that edit, a network that fails: what must hold whatever they do."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

from app.checklists.sheet import ChecklistReplica
from app.db import connect
from sync.emulator.messages import Request
from sync.emulator.server import Emulator
from sync.reports import run_json
from tests.sync.world import ITEMS, SHEET, Clock, Tab, World, opened

HEADINGS = ("TT", "Nội dung", "Kinh phí", "Trạng thái", "Kết quả", "Ghi chú", "Thành tiền")
TEXT, MONEY, STATE, RESULT, NOTE, SUM = 2, 3, 4, 5, 6, 7
FIELDS = {"result": RESULT, "note": NOTE}
STATES = {"todo": "Chưa làm", "doing": "Đang làm", "done": "Đã xong"}
HEAD = 3
COPY = "bản chép"


class Crash(BaseException):
    """The process dies here."""


def rows() -> list[list[Any]]:
    table: list[list[Any]] = [["ĐOÀN XÃ MỘT"], [], list(HEADINGS)]
    for n, item in enumerate(ITEMS, 1):
        state = list(STATES.values())[n % 3]
        table.append([n, item.text, n * 100, state, f"kq {n}", None, f"=C{n + 3}*2"])
    return table


@dataclass
class Mark:
    """A value somebody typed, once in the whole life: where, on which side."""

    who: str
    row: str
    field: str
    value: str


@dataclass
class Life:
    """The world with a memory of every value ever typed; rows are named by their text."""

    world: World
    count: int = 0
    marks: list[Mark] = field(default_factory=list)
    since: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    copies: int = 0
    own: set[str] = field(default_factory=set)
    rounds: int = 0
    faults: int = 0

    # Finding rows

    def lines(self) -> list[list[Any]]:
        return self.world.grid(self.title())

    def title(self) -> str:
        meta = self.world.call("GET", f"/v4/spreadsheets/{SHEET}?fields=sheets.properties")
        return next(
            str(s["properties"]["title"])
            for s in meta["sheets"]
            if s["properties"].get("sheetId", 0) == 0
        )

    def head(self, lines: list[list[Any]]) -> tuple[int, dict[str, int]]:
        """The heading row and the column of each heading, from 1."""
        for number, line in enumerate(lines, 1):
            if "Nội dung" in line:
                return number, {str(text): c for c, text in enumerate(line, 1) if text}
        raise AssertionError("no heading row")

    def table(self) -> tuple[list[tuple[int, list[Any]]], dict[str, int]]:
        lines = self.lines()
        head, columns = self.head(lines)
        width = max(columns.values())
        body = [
            (number, [*line, *[""] * (width - len(line))])
            for number, line in enumerate(lines[head:], head + 1)
        ]
        return body, columns

    def names(self) -> list[str]:
        """The rows of the sheet that carry work, by text."""
        body, columns = self.table()
        return [
            str(line[columns["Nội dung"] - 1]) for _, line in body if line[columns["Nội dung"] - 1]
        ]

    def where(self, name: str) -> int | None:
        body, columns = self.table()
        at, mark = columns["Nội dung"] - 1, columns["TT"] - 1
        return next(
            (number for number, line in body if line[at] == name and line[mark] != COPY), None
        )

    def fresh(self) -> str:
        self.count += 1
        return f"v{self.count}"

    # The unit

    def unit_types(self, name: str, what: str) -> None:
        row = self.where(name)
        if row is None:
            return
        value = self.fresh()
        _, columns = self.table()
        heading = {"result": "Kết quả", "note": "Ghi chú"}[what]
        self.world.person(row, columns[heading], value)
        self._mark("unit", name, what, value)

    def unit_ticks(self, name: str, state: str) -> None:
        row = self.where(name)
        if row is not None:
            _, columns = self.table()
            self.world.person(row, columns["Trạng thái"], STATES[state])
            self.since.setdefault((name, "state"), set()).add("unit")

    def _mark(self, who: str, name: str, what: str, value: str) -> None:
        self.marks.append(Mark(who, name, what, value))
        self.since.setdefault((name, what), set()).add(who)

    def unit_inserts(self, row: int) -> None:
        self.world.insert_row(row)

    def unit_adds(self) -> None:
        """A line of the unit's own at the end of the table."""
        body, columns = self.table()
        last = max((n for n, line in body if line[columns["Nội dung"] - 1]), default=HEAD)
        name = f"Việc riêng của xã số {self.fresh()} tại ấp"
        self.own.add(name)
        self.world.insert_row(last + 1)
        self.world.person(last + 1, columns["Nội dung"], name)
        value = self.fresh()
        self.world.person(last + 1, columns["Kết quả"], value)
        self._mark("unit", name, "result", value)

    def unit_deletes(self, name: str) -> None:
        row = self.where(name)
        if row is None or self.gone or self.copies:
            return
        self.gone.add(name)
        span = {"sheetId": 0, "dimension": "ROWS", "startIndex": row - 1, "endIndex": row}
        self.world.batch({"deleteDimension": {"range": span}})

    def unit_moves(self, name: str, to: int) -> None:
        row = self.where(name)
        to = max(to, self.head(self.lines())[0] + 1)
        if row is None:
            return
        span = {"sheetId": 0, "dimension": "ROWS", "startIndex": row - 1, "endIndex": row}
        self.world.batch({"moveDimension": {"source": span, "destinationIndex": to - 1}})

    def unit_sorts(self, heading: str, *, whole: bool, descending: bool) -> None:
        """Sort the rows, all columns of them, or all but what stands right of the table."""
        body, columns = self.table()
        at = columns["Nội dung"] - 1
        worked = [number for number, line in body if line[at]]
        if not worked:
            return
        if not whole and (self.copies or any(c not in columns for c in HEADINGS)):
            return
        last = max(columns.values()) if whole else max(columns[c] for c in HEADINGS)
        area = {
            "sheetId": 0,
            "startRowIndex": min(worked) - 1,
            "endRowIndex": max(worked),
            "startColumnIndex": 0,
            "endColumnIndex": last,
        }
        order = "DESCENDING" if descending else "ASCENDING"
        specs = [{"dimensionIndex": columns[heading] - 1, "sortOrder": order}]
        self.world.batch({"sortRange": {"range": area, "sortSpecs": specs}})

    def unit_copies(self, name: str) -> None:
        """A whole row copied with its key into a new row below the table."""
        row = self.where(name)
        if row is None or self.copies:
            return
        body, columns = self.table()
        last = max(number for number, line in body if any(line))
        self.world.insert_row(last + 1)
        width = max(columns.values())
        source = {
            "sheetId": 0,
            "startRowIndex": row - 1,
            "endRowIndex": row,
            "startColumnIndex": 0,
            "endColumnIndex": width,
        }
        target = {**source, "startRowIndex": last, "endRowIndex": last + 1}
        self.world.batch({"copyPaste": {"source": source, "destination": target}})
        self.world.person(last + 1, columns["TT"], COPY)
        self.copies += 1

    def unit_moves_column(self, heading: str, to: int) -> None:
        _, columns = self.table()
        at = columns[heading]
        span = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": at - 1, "endIndex": at}
        self.world.batch({"moveDimension": {"source": span, "destinationIndex": to - 1}})

    def unit_inserts_column(self, at: int) -> None:
        span = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": at - 1, "endIndex": at}
        self.world.batch({"insertDimension": {"range": span, "inheritFromBefore": False}})

    def unit_renames(self) -> None:
        properties = {"sheetId": 0, "title": f"Trang {self.fresh()}"}
        self.world.batch({"updateSheetProperties": {"properties": properties, "fields": "title"}})

    def unit_loses_key(self, name: str) -> None:
        row = self.where(name)
        _, columns = self.table()
        if row is not None and "Mã" in columns and name not in self.own and not self.copies:
            self.world.person(row, columns["Mã"], None)

    # The office

    def key_of(self, name: str) -> str | None:
        found = ChecklistReplica(self.world.db).read(1)
        return next((e.key for e in found.entries if e.text == name), None)

    def office_types(self, name: str, what: str) -> None:
        key = self.key_of(name)
        if key is None:
            return
        value = self.fresh()
        self.world.office(key, what, value)
        self._mark("office", name, what, value)

    def office_ticks(self, name: str, state: str) -> None:
        key = self.key_of(name)
        if key is not None:
            self.world.office(key, "state", state)
            self.since.setdefault((name, "state"), set()).add("office")

    # The sync

    def run(
        self,
        acts: dict[int, list[Callable[[], None]]] | None = None,
        faults: dict[int, str] | None = None,
        crash: int | None = None,
    ) -> None:
        """One round; `acts` happen before the nth request, `faults` hit it, `crash` at a step."""
        acts, faults = acts or {}, faults or {}
        seen = [0]
        steps = [0]

        def hook(request: Request) -> None:
            number = seen[0]
            seen[0] += 1
            for act in acts.get(number, ()):
                act()
            do = faults.get(number)
            self.world.emulator.faults.set([{"match": ".*", "times": 1, "do": do}] if do else [])
            self.faults += bool(do)

        def checkpoint(_step: str) -> None:
            steps[0] += 1
            if crash is not None and steps[0] > crash:
                raise Crash

        self.world.emulator.before_request = hook
        self.world.checkpoint = checkpoint
        try:
            with suppress(Crash):
                self.world.engine().run()
        finally:
            self.world.emulator.before_request = None
            self.world.emulator.faults.set([])
            self.world.checkpoint = lambda _step: None
        self.rounds += 1

    def two_at_once(self) -> None:
        def other() -> None:
            db = connect(self.world.path)
            try:
                World(db, self.world.emulator, self.world.clock, self.world.path).engine().run()
            finally:
                db.close()

        thread = Thread(target=other)
        thread.start()
        self.world.engine().run()
        thread.join()
        self.rounds += 2

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
        """Nobody edits, nothing fails: both sides must agree, then nothing more is written."""
        self._tidy_copies()
        for _ in range(2):
            # Keys written anew in the first round may show the second that one stands twice.
            self.run()
            self._answer()
        for _ in range(2):
            self.run()
        self.check()
        before, file = self.world.dump(), self._file()
        report = run_json(self.world.engine().run())
        self.rounds += 1
        assert report["requests"]["writes"] == 0, report
        assert self.world.dump() == before
        assert self._file() == file
        self.since.clear()

    def _answer(self) -> None:
        """Where a key is in question, the unit clears it beside the foreign text."""
        texts = {e.key: e.text for e in ChecklistReplica(self.world.db).read(1).entries}
        body, columns = self.table()
        for ask in self.world.engine().questions():
            for number, line in body:
                key, name = line[columns["Mã"] - 1], line[columns["Nội dung"] - 1]
                if ask.kind in ("twice", "text") and key == ask.about and name != texts[key]:
                    self.world.person(number, columns["Mã"], None)

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
                continue
            assert entry.values[what] == sheet, (name, what, entry.values[what], sheet)
            self._check_winner(name, what, sheet)

    def _check_winner(self, name: str, what: str, sheet: Any) -> None:
        """The one side that edited since both last agreed has its last word on both sides."""
        who = self.since.get((name, what), set())
        if what == "state" or not who:
            return
        last = {m.who: m.value for m in self.marks if (m.row, m.field) == (name, what)}
        assert sheet in {last[one] for one in who}, (name, what, who, last, sheet)
        if len(who) == 1:
            assert sheet == last[next(iter(who))]

    def _check_marks(
        self, rows_: Any, columns: dict[str, int], entries: Any, conflicts: Any
    ) -> None:
        """Every value is there, or replaced by its own side, or in the history or a conflict."""
        later: dict[tuple[str, str, str], str] = {}
        for mark in self.marks:
            later[mark.who, mark.row, mark.field] = mark.value
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
    server.set_options(options or {})
    server.seed(SHEET, "Đoàn xã Một 2026", [Tab("Trang tính1", rows())])
    try:
        with opened(folder / "soviec.db") as db:
            world = World(db, server, Clock(), folder / "soviec.db")
            world.link()
            yield Life(world)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
