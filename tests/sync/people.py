"""A unit and an office at work on one sheet, with a memory of every value they typed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from app.checklists.sheet import ChecklistReplica
from tests.sync.world import ITEMS, SHEET, World

HEADINGS = (
    *("TT", "Nội dung", "Kinh phí", "Trạng thái", "Kết quả", "Ghi chú"),
    *("Thành tiền", "Thời gian"),
)
FIELDS = ("result", "note")
WORDS = {"result": "Kết quả", "note": "Ghi chú"}
STATES = {"todo": "Chưa làm", "doing": "Đang làm", "done": "Đã xong"}
SPELLINGS: tuple[Callable[[str], str], ...] = (str, str.upper, "{}:".format, "{} *".format)
"""How the unit may spell a heading."""
HEAD = 3
COPY = "bản chép"

DUE = ("15/10/2026", None, "Quý IV")


@dataclass(frozen=True)
class Kind:
    """What a world is like from its first day on."""

    bare: bool = False
    """No row has a result yet."""
    lacking: int = 0
    """So many works have no row; the link may add them."""
    read_only: bool = False
    painted: bool = False
    """The unit has coloured what it fills in, each row otherwise."""
    neighbour: bool = False
    """Another unit's tab of the same spreadsheet is linked, too."""
    calm: bool = False
    """Few requests fail: what people do meanwhile meets writes that do arrive."""
    habits: tuple[float, ...] = ()
    """How much oftener than others these people do each of the things they may do."""
    often: frozenset[str] = frozenset()
    """What they do far oftener than anything else."""

    def lacks(self) -> set[str]:
        return {item.text for item in ITEMS[1 : 1 + self.lacking]}

    def numbers(self) -> dict[str, int]:
        """The number before each work that has a row."""
        here = (item.text for item in ITEMS if item.text not in self.lacks())
        return {text: number for number, text in enumerate(here, 1)}


def said(cell: Any) -> str:
    """The heading that a cell is, however spelt; its text where it is none."""
    spelt = (text for text in HEADINGS if cell in {spell(text) for spell in SPELLINGS})
    return next(spelt, str(cell))


def rows(kind: Kind) -> list[list[Any]]:
    table: list[list[Any]] = [["ĐOÀN XÃ MỘT"], [], list(HEADINGS)]
    for text, n in kind.numbers().items():
        state = list(STATES.values())[n % 3]
        result = None if kind.bare else f"kq {n}"
        due = DUE[n % 3]
        table.append([n, text, n * 100, state, result, None, f"=C{n + 3}*2", due])
    return table


@dataclass
class Mark:
    """A value somebody typed, once in the whole life: where, on which side."""

    who: str
    row: str
    field: str
    value: str | None


@dataclass
class People:
    """The world with a memory of every value ever typed; rows are named by their text."""

    world: World
    kind: Kind = field(default_factory=Kind)
    count: int = 0
    marks: list[Mark] = field(default_factory=list)
    since: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    copies: int = 0
    own: set[str] = field(default_factory=set)
    formulas: dict[tuple[str, str], str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    """What the unit says of a due day otherwise than by a day."""
    days: dict[str, date] = field(default_factory=dict)
    """The last due day that the office set."""
    _read: tuple[Any, list[list[Any]]] | None = None

    # Finding rows

    def lines(self) -> list[list[Any]]:
        """The grid as it stands: read anew only after something was published."""
        now = self.world.emulator.store.get(SHEET)
        if self._read is None or self._read[0] is not now:
            self._read = (now, self.world.grid(self.title()))
        return self._read[1]

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
                return number, {said(text): c for c, text in enumerate(line, 1) if text}
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
        """The rows of the sheet that carry work, by text.

        What a write of ours has misplaced for a second is nobody's work, nor is the row beside
        which it put the wording of another.
        """
        body, columns = self.table()
        here = [str(line[columns["Nội dung"] - 1]) for _, line in body]
        works = {item.text for item in ITEMS} | self.own
        return [name for name in here if name in works and not self._misplaced(name)]

    def _misplaced(self, name: str) -> bool:
        """Whether a repair of ours has put this wording somewhere, and is itself to be repaired."""
        owed = self.world.db.query(
            "SELECT doc FROM sync_debt WHERE json_extract(doc, '$.ours') = ?", [name]
        )
        return any(owed)

    def works(self) -> list[str]:
        """The rows of the sheet, and what it lacks as yet."""
        names = self.names()
        return [*names, *sorted(self.kind.lacks() - {*names} - self.gone)]

    def whole(self) -> bool:
        """Whether every heading can be read: a write of ours may cover one for a second."""
        lines = [line for line in self.lines() if "Nội dung" in line]
        return any(set(HEADINGS) <= {said(text) for text in line} for line in lines)

    def where(self, name: str) -> int | None:
        """The row of a work, where it shows the work's number beside its wording.

        A wording of ours that stands misplaced for a second misleads nobody who looks at both.
        """
        body, columns = self.table()
        at, mark = columns["Nội dung"] - 1, columns["TT"] - 1
        numbers = ("", self.kind.numbers().get(name, ""))
        return next(
            (number for number, line in body if line[at] == name and line[mark] in numbers), None
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

    def unit_clears(self, name: str, what: str = "note") -> None:
        """A remark goes; many results that go may be a new year, and are held.

        Nobody clears a cell that shows nothing.
        """
        row = self.where(name)
        if row is None:
            return
        body, columns = self.table()
        if dict(body)[row][columns[WORDS[what]] - 1]:
            self.world.person(row, columns[WORDS[what]], None)
            self._mark("unit", name, what, None)

    def unit_words_due(self, name: str) -> None:
        """A due day in words: none that we can read, nor may replace."""
        row = self.where(name)
        if row is not None:
            self.words[name] = f"sau đợt {self.fresh()}"
            self.world.person(row, self.table()[1]["Thời gian"], self.words[name])

    def unit_enters_formula(self, name: str, what: str, *, alike: bool) -> None:
        """A formula that shows a new value, or the very value that the cell shows."""
        row = self.where(name)
        if row is None:
            return
        body, columns = self.table()
        column = columns[WORDS[what]]
        value = dict(body)[row][column - 1] if alike else self.fresh()
        last = {m.who: m.value or "" for m in self.marks if (m.row, m.field) == (name, what)}
        its = {*last.values()} or {""}
        raw = self.world.grid(self.title(), "FORMULA")[row - 1][column - 1 : column]
        strange = raw not in ([], [value], [self.formulas.get((name, what))])
        if alike and (strange or (value not in its and not str(value).startswith("kq"))):
            # What a write of ours shows or wiped for a second: whoever copies it makes it theirs.
            return
        self.world.person(row, column, f'="{value}"')
        if not alike:
            self._mark("unit", name, what, value)
        self.formulas[name, what] = f'="{value}"'

    def both_type(self, name: str, what: str, *, alike: bool) -> None:
        """Both sides edit one cell at the same time, to the same value or not."""
        row, key = self.where(name), self.key_of(name)
        if row is None or key is None:
            return
        ours, theirs = self.fresh(), self.fresh()
        theirs = ours if alike else theirs
        self.world.office(key, what, ours)
        self._mark("office", name, what, ours)
        self.world.person(row, self.table()[1][WORDS[what]], theirs)
        self._mark("unit", name, what, theirs)

    def _mark(self, who: str, name: str, what: str, value: str | None) -> None:
        if who == "unit":
            self.formulas.pop((name, what), None)
        self._last_word(who, name, what, value)

    def _last_word(self, who: str, name: str, what: str, value: str | None) -> None:
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

    def unit_respells(self, heading: str, spelling: int) -> None:
        row, columns = self.head(self.lines())
        self.world.person(row, columns[heading], SPELLINGS[spelling](heading))

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

    def office_sets_due(self, name: str) -> None:
        key = self.key_of(name)
        if key is not None:
            self.count += 1
            self.days[name] = date(2026, 1, 1) + timedelta(days=self.count)
            self.world.office(key, "due", self.days[name].isoformat())

    def office_ticks(self, name: str, state: str) -> None:
        key = self.key_of(name)
        if key is not None:
            self.world.office(key, "state", state)
            self.since.setdefault((name, "state"), set()).add("office")
