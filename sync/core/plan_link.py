"""Turns a table, a checklist and what both last shared into a plan that is plain data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sync.core.dialect import CellWrite, Unreadable, write, write_state
from sync.core.inspection import Column
from sync.core.plan import DOUBT, OFFICE_FIELDS, Action, Rule, decide, same
from sync.core.plan_ask import Ask, members
from sync.core.plan_keys import watch
from sync.core.plan_percent import decide_state, one_cell, percent_of
from sync.core.plan_place import Place
from sync.core.plan_read import Table, TableRow
from sync.core.plan_steps import Clash, LinkPlan, Step
from sync.core.plan_tell import office_wrote, they_differ
from sync.core.tab import MERGED, Tab
from sync.core.text import clean
from sync.core.writes import CellChange, Group

SHARED = (
    *("state", "percent", "due", "done_on", "lead", "partner"),
    *("result", "evidence", "note", "proposal", "verified", "comment"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the checklist as the merge needs it."""

    key: str
    text: str
    own: bool
    values: Mapping[str, str | None]

    def value(self, name: str) -> str | None:
        return self.text if name == "text" else self.values.get(name)


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a link: `busy` are cells that an open undo is about to put back.

    `one_column`: the state stands in a column of the unit's own, all others speak of every unit.
    """

    link: int
    year: int
    read_only: bool = False
    policy: Mapping[str, str] = field(default_factory=dict)
    keys: bool = True
    busy: frozenset[tuple[int, int]] = frozenset()
    one_column: bool = False

    def rule(self, name: str) -> Rule:
        reads = self.read_only or (self.one_column and name != "state")
        return Rule(self.policy.get(name, "ask"), name in OFFICE_FIELDS, reads)


def plan_link(
    table: Table,
    rows: tuple[Sequence[Place], Sequence[TableRow]],
    entries: Mapping[str, Entry],
    agreed: Mapping[tuple[str, str], str],
    terms: Terms,
) -> LinkPlan:
    """The plan of one link; `rows` are the rows placed and those that keep another's key.

    Rows that are held or gone are in neither.
    """
    places, stale = rows
    work = _Planning(table, agreed, terms)
    written = {place.row.row for place in places if place.write_key}
    for row in (one for one in stale if one.row not in written):
        work.drop_key(row)
    # A blank is not filled with a key that the unit shows on another row: a person decides.
    anew = {row.row for row in stale} | written
    taken = {row.key_cell for row in table.rows if row.row not in anew}
    unworded = dict(table.unworded())
    for place in places:
        told = [entries[key] for key in members(place.key) if key in entries]
        if not told:
            continue
        if place.write_key and (place.row.key_cell or place.key not in taken):
            work.give_key(place)
        for name in SHARED:
            work.merge(place, told, name)
        if told[0].own and place.row.row not in unworded:
            work.merge(place, told, "text")
    for number, why in unworded.items():
        work.asks.append(Ask("unreadable", f"{number} text", f"Dòng {number}: {why}."))
    return work.plan()


class _Planning:
    def __init__(self, table: Table, agreed: Mapping[tuple[str, str], str], terms: Terms) -> None:
        self.table, self.agreed, self.terms = table, agreed, terms
        self.columns: dict[str | None, list[Column]] = {}
        for column in table.layout.columns:
            if column.unit is None:
                self.columns.setdefault(column.field, []).append(column)
        self.columns["state"] = list(table.states)
        self.steps: dict[Action, list[Step]] = {action: [] for action in Action}
        self.clashes: list[Clash] = []
        self.asks: list[Ask] = []
        self.groups: list[Group] = []
        self.follows: list[Step] = []
        self.with_state: set[int] = set()
        self.percent_is_state = one_cell(table.states)

    def plan(self) -> LinkPlan:
        return LinkPlan(
            pulls=tuple(self.steps[Action.PULL]),
            pushes=tuple(self.steps[Action.PUSH]),
            agreed=tuple(self.steps[Action.AGREE]),
            clashes=tuple(self.clashes),
            waits=tuple(self.steps[Action.WAIT]),
            asks=tuple(self.asks),
            groups=tuple(self.groups),
            follows=tuple(self.follows),
        )

    def merge(self, place: Place, entries: Sequence[Entry], name: str) -> None:
        """One cell with the entries it stands for: one, or several that the row carries."""
        if name in place.row.unreadable:
            self._leave(place, entries, name)
        elif self.columns.get(name):
            pushed = [self._merge(place, entry, name) for entry in entries]
            wanted = [value for value in pushed if value is not None]
            if wanted and len(wanted) == len(entries) and len(set(map(clean, wanted))) == 1:
                self._push(place, entries, name)
            elif wanted:
                told = [(entry.key, entry.text, entry.value(name)) for entry in entries]
                self.asks.append(they_differ(place, name, told))

    def _merge(self, place: Place, entry: Entry, name: str) -> str | None:
        """What happens on the intranet's side; gives what the sheet should say, "" for nothing."""
        local, base = entry.value(name), self.agreed.get((entry.key, name))
        sheet = place.row.values.get(name)
        action = decide(base, local, sheet, self.terms.rule(name))
        if name == "state" and self.percent_is_state:
            percents = self.agreed.get((entry.key, "percent")), place.row.values.get("percent")
            action = decide_state(base, local, sheet, percents, self.terms.rule(name))
        if action is Action.CONFLICT:
            told = None if base == DOUBT else base
            self.clashes.append(Clash(entry.key, name, told, local, sheet))
        elif action is Action.PUSH:
            return local or ""
        elif action is Action.PULL:
            lost = local if not same(local, base) else None
            why = place.row.why if name == "state" else None
            self.steps[action].append(Step(entry.key, name, local, sheet, lost, why))
        elif action is Action.SHOW:
            ask = office_wrote(place, name, sheet)
            self.asks += [ask] if ask not in self.asks else []
        elif action is not Action.NOTHING:
            self.steps[action].append(Step(entry.key, name, sheet, local))
        return None

    def _leave(self, place: Place, entries: Sequence[Entry], name: str) -> None:
        """A cell we cannot read is left alone; words beside the tick are taken as they are. What
        the office says otherwise than words that stand, or where a merge covers the cell, is told.
        """
        row, reason = place.row.row, place.row.unreadable[name]
        told = place.row.values.get(name)
        if reason not in ("", MERGED):
            self.asks.append(Ask("unreadable", f"{place.key} {name}", f"Dòng {row}: {reason}."))
            return
        for entry in entries:
            old, base = entry.values.get(name), self.agreed.get((entry.key, name))
            if told is not None and not same(old, told) and not same(base, told):
                why = place.row.why if name == "state" else None
                self.steps[Action.PULL].append(Step(entry.key, name, old, told, why=why))
            elif (reason or not same(old, base)) and not same(old, told):
                why = reason or "ghi bằng lời"
                self._unwritable(place, name, f"Ô này {why} nên được giữ nguyên")

    def _push(self, place: Place, entries: Sequence[Entry], name: str) -> None:
        row, local, sheet = place.row.row, entries[0].value(name), place.row.values.get(name)
        wanted = self._cells(row, name, local)
        if isinstance(wanted, Unreadable):
            self._unwritable(place, name, wanted.reason)
            return
        busy = any((row, change.column) in self.terms.busy for change in wanted)
        if busy or (name == "percent" and row in self.with_state):
            return
        for entry in entries:
            base = self.agreed.get((entry.key, name))
            lost = sheet if not same(sheet, base) else None
            self.steps[Action.PUSH].append(Step(entry.key, name, sheet, local, lost))
            if name == "state" and self.percent_is_state:
                self.with_state.add(row)
                told, was = percent_of(local), entry.value("percent")
                self.follows += [] if same(told, was) else [Step(entry.key, "percent", was, told)]
        if wanted:
            columns = [column.index for column in self.columns[name]]
            self.groups.append(self._group(place, "value", name, local, wanted, columns))

    def _unwritable(self, place: Place, name: str, reason: str) -> None:
        text = f"Dòng {place.row.row}: {reason}; Sổ Việc vẫn giữ điều đã ghi."
        self.asks.append(Ask("unwritable", f"{place.key} {name}", text))

    def _cells(self, row: int, name: str, value: str | None) -> list[CellChange] | Unreadable:
        tab, year = self.table.tab, self.terms.year
        if any(column.locked for column in self.columns[name]):
            return Unreadable("Cột này là công thức nên được giữ nguyên")
        if name == "state":
            cells = [(c.index, c.dialect, tab.cell(row, c.index)) for c in self.columns[name]]
            told = write_state(value, [(i, d, c) for i, d, c in cells if d], year=year)
            if isinstance(told, Unreadable):
                return told
            return [_change(tab, row, index, one) for index, one in told]
        column = self.columns[name][0]
        if column.dialect is None:
            return Unreadable("Không rõ cột này ghi thế nào")
        one = write(name, value, column.dialect, tab.cell(row, column.index), year=year)
        if isinstance(one, Unreadable):
            return one
        return [] if one is None else [_change(tab, row, column.index, one)]

    def give_key(self, place: Place) -> None:
        """The row's own code; the only thing we add to a row of the unit's."""
        column = self.table.key_column
        row = place.row.row
        if self.terms.read_only or not self.terms.keys or not column:
            return
        cell = self.table.tab.cell(row, column)
        if cell.formula or cell.locked or (row, column) in self.terms.busy:
            why = cell.locked or "có công thức"
            text = f"Dòng {row}: không ghi được mã vào ô {why}."
            self.asks.append(Ask("unwritable", place.key, text))
            return
        change = CellChange(column, cell.value, place.key)
        self.groups.append(self._group(place, "key", "key", place.key, [change], [column]))

    def drop_key(self, row: TableRow) -> None:
        """A key left beside an empty text, while its entry stands on another row."""
        column = self.table.key_column
        if self.terms.read_only or not column or (row.row, column) in self.terms.busy:
            return
        cell = self.table.tab.cell(row.row, column)
        if cell.formula or cell.locked:
            return
        place = Place("", row)
        change = CellChange(column, cell.value, None)
        self.groups.append(self._group(place, "stale", "key", None, [change], [column]))

    def _group(
        self,
        place: Place,
        kind: str,
        name: str,
        value: str | None,
        cells: Sequence[CellChange],
        columns: Iterable[int],
    ) -> Group:
        return Group(
            link=self.terms.link,
            kind=kind,
            key=place.key,
            field=name,
            value=value,
            sheet_id=self.table.tab.sheet_id,
            row=place.row.row,
            cells=tuple(cells),
            watch=watch(self.table, place.row.row, columns),
            span=self.table.span,
            key_column=self.table.key_column,
        )


def _change(tab: Tab, row: int, column: int, told: CellWrite) -> CellChange:
    return CellChange(column, tab.cell(row, column).value, told.value, told.pattern)
