"""Says what the rows are that nobody knows yet: items, parts of one, own work, questions."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Protocol

from sync.core.match import Match, RowRef, match
from sync.core.plan_ask import OWN, PARTS, SKIP, Ask, compound, members, show
from sync.core.plan_place import Known, Newcomer, Place
from sync.core.plan_read import TableRow, norm
from sync.core.tab import PlanNode
from sync.core.text import brief


class Placing(Protocol):
    """What is known of the table before strangers are looked at; `placed` is theirs to change."""

    rows: list[TableRow]
    tails: dict[int, str]
    known: Mapping[str, Known]
    answers: Mapping[str, str]
    placed: list[Place]
    held: set[str]
    parts_of: dict[int, str]

    def taken(self) -> set[str]: ...


class Strangers:
    """The rows left over; `carried` are the keys that have a row because of them."""

    def __init__(self, work: Placing, nodes: Sequence[PlanNode]) -> None:
        self.work, self.nodes = work, nodes
        self.items = [node.key for node in nodes if node.role == "item"]
        self.asks: list[Ask] = []
        self.carried: set[str] = set()
        self.taken = work.taken()
        self.texts = Counter(norm(row.text) for row in work.rows)
        self.found: list[Newcomer] = []

    def newcomers(self, left: Sequence[TableRow]) -> list[Newcomer]:
        """Those that become entries, or rows of entries; the others are asked about."""
        if not left:
            return []
        rows = {row.row: row for row in left}
        claims: defaultdict[str, list[TableRow]] = defaultdict(list)
        for one in match([self._ref(row) for row in left], self.nodes):
            row = rows[one.row]
            told = self._decided(row)
            if told == SKIP or (told is None and self._is_copy(row)):
                continue
            if told == OWN:
                self.found.append(Newcomer(row, "own"))
            elif told is not None:
                claims[told].append(row)
            elif (ask := self._doubt(row, one)) is not None:
                self.asks.append(ask)
            else:
                kind = "own" if one.key is None else "part" if one.part else "item"
                self.found.append(Newcomer(row, kind, one.key))
        for told, some in claims.items():
            self._claim(told, some)
        return self.found

    def _ref(self, row: TableRow) -> RowRef:
        text = row.text + self.work.tails.get(row.row, "")
        return RowRef(row.row, text, row.section, row.key_cell)

    def _decided(self, row: TableRow) -> str | None:
        """What a person said of the row: here, or by the key of several items beside it."""
        told = self.work.parts_of.get(row.row) or self.work.answers.get(norm(row.text))
        if told is None and self.work.answers.get(f"twice:{row.key_cell}") == PARTS:
            return row.key_cell
        several = members(row.key_cell)
        if told is None and len(several) > 1 and set(self.items).issuperset(several):
            told = row.key_cell
        return told if told is None else self._in_order(members(told))

    def _in_order(self, keys: Sequence[str]) -> str:
        """Several items as the plan orders them, whoever named them in whatever order."""
        places = {key: at for at, key in enumerate(self.items)}
        return compound(sorted(keys, key=lambda key: places.get(key, len(places))))

    def _is_copy(self, row: TableRow) -> bool:
        """A row that says what another says of which a person said that it is the right one."""
        words = norm(row.text)
        here = {place.key for place in self.work.placed if norm(place.row.text) == words}
        return any(self.work.answers.get(f"twice:{key}", "").endswith(f" {words}") for key in here)

    def _claim(self, told: str, rows: Sequence[TableRow]) -> None:
        """Rows of which a person said what they carry."""
        newer = {one.key.split("/")[0] for one in self.found if one.key and one.kind != "own"}
        joint = {key for p in self.work.placed if len(members(p.key)) > 1 for key in members(p.key)}
        if len(members(told)) > 1:
            clash = (self.taken | newer) & set(members(told))
            if clash:
                self.asks += [_elsewhere(row, sorted(clash)) for row in rows]
            else:
                self.found.append(Newcomer(rows[0], "items", told))
                self.carried.update(members(told))
        elif told in joint:
            self.asks += [_elsewhere(row, [told]) for row in rows]
        elif told not in self.work.held:
            self._item(told, rows)

    def _item(self, key: str, rows: Sequence[TableRow]) -> None:
        """The item's row; its parts where it has several rows, the one it had among them."""
        guessed = [one for one in self.found if (one.kind, one.key) == ("item", key)]
        self.found = [one for one in self.found if one not in guessed]
        self.asks += [_elsewhere(one.row, [key]) for one in guessed]
        whole = [place for place in self.work.placed if place.key == key]
        split = any(known.startswith(f"{key}/") for known in self.work.known)
        split = split or any(one.key == key for one in self.found)
        if len(rows) == 1 and not (whole or split):
            self.found.append(Newcomer(rows[0], "item", key))
            return
        for place in whole:
            self.work.placed.remove(place)
        self.carried.add(key)
        for row in sorted([*(place.row for place in whole), *rows], key=lambda one: one.row):
            self._part(key, row)

    def _part(self, key: str, row: TableRow) -> None:
        """A part seen before by its wording, in the order of its number; else a new one."""
        there = {place.key for place in self.work.placed}
        seen = [
            part
            for part, was in self.work.known.items()
            if part.startswith(f"{key}/") and part not in there and norm(was.text) == norm(row.text)
        ]
        if seen:
            first = min(seen, key=lambda part: int(part.rpartition("/")[2]))
            self.work.placed.append(Place(first, row, write_key=True))
        else:
            self.found.append(Newcomer(row, "part", key))

    def _doubt(self, row: TableRow, one: Match) -> Ask | None:
        about = norm(row.text)
        shown = (show(row),)
        if one.own and not row.key_cell and self.texts[about] > 1:
            text = f"Có {self.texts[about]} dòng cùng ghi “{brief(row.text)}”: đó là việc nào?"
            return Ask("match", about, text, rows=shown)
        if one.merged:
            joint = self._in_order(one.candidates)
            names = ", ".join(members(joint))
            text = f"Dòng {row.row} gộp nhiều mục ({names}): dòng này đứng chung cho các mục đó?"
            return Ask("match", about, text, (joint, *members(joint)), shown)
        if one.candidates:
            names = ", ".join(one.candidates)
            text = (
                f"Dòng {row.row} (“{brief(row.text)}”) thuộc mục nào: {names}, hay là việc riêng?"
            )
            return Ask("match", about, text, one.candidates, shown)
        if one.key is not None and one.key in self.taken:
            return _elsewhere(row, [one.key])
        if row.key_cell and one.key is None:
            text = f"Dòng {row.row} mang mã {row.key_cell} không có trong kế hoạch."
            return Ask("code", about or row.key_cell, text, rows=shown)
        return None


def _elsewhere(row: TableRow, keys: Sequence[str]) -> Ask:
    names = ", ".join(keys)
    text = f"Dòng {row.row} (“{brief(row.text)}”) trùng với mục {names} đã có ở dòng khác."
    return Ask("match", norm(row.text), text, tuple(keys), (show(row),))
