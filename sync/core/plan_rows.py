"""Says which row of a linked table is which entry: by key, then by text."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from sync.core.match import Match, RowRef, match
from sync.core.plan_read import TableRow, norm
from sync.core.tab import PlanNode

_DISAGREE = 45  # rapidfuzz ratio below which a row's text has nothing of the text once seen


@dataclass(frozen=True, slots=True)
class Known:
    """A row seen before: its wording then, whether its key was seen in the sheet."""

    text: str
    keyed: bool
    own: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """An entry and the row that carries it; `write_key` where the row does not show the key."""

    key: str
    row: TableRow
    write_key: bool = False


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A row that no entry has yet: `kind` is item, part or own; `key` the plan item's."""

    row: TableRow
    kind: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """What a person must decide or should know; `about` names the row or the entry."""

    kind: str
    about: str
    text: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """The outcome: rows placed, rows that are new, entries whose row is gone, questions.

    `stale` are rows without a text whose key now belongs to another row.
    """

    placed: tuple[Place, ...] = ()
    newcomers: tuple[Newcomer, ...] = ()
    gone: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    stale: tuple[TableRow, ...] = ()


def place_rows(
    rows: Sequence[TableRow],
    known: Mapping[str, Known],
    nodes: Sequence[PlanNode],
    answers: Mapping[str, str],
) -> Rows:
    """`answers` are a person's earlier decisions: a row's norm(text) -> a key, "own", "skip"."""
    work = _Placing(rows, known, answers)
    work.by_key()
    work.shuffled()
    work.by_text()
    newcomers = work.strangers(nodes)
    placed = {place.key for place in work.placed}
    gone = tuple(key for key in known if key not in placed and key not in work.held)
    asks = [*work.asks, *(_gone(key, known[key]) for key in gone if known[key].keyed)]
    return Rows(tuple(work.placed), tuple(newcomers), gone, tuple(asks), tuple(work.stale))


def _gone(key: str, known: Known) -> Ask:
    return Ask("gone", key, f"Không còn thấy dòng {key} (“{known.text[:60]}”) trong bảng.")


def _carries(row: TableRow, known: Mapping[str, Known]) -> bool:
    """Whether the row may carry an entry: a row that lost all its values still has its key."""
    return row.kind == "entry" or (row.kind != "header" and row.key_cell in known)


class _Placing:
    def __init__(
        self, rows: Sequence[TableRow], known: Mapping[str, Known], answers: Mapping[str, str]
    ) -> None:
        self.rows = [r for r in rows if r.continues is None and _carries(r, known)]
        self.tails: dict[int, str] = {}
        for row in rows:
            if row.continues is not None:
                self.tails[row.continues] = f"{self.tails.get(row.continues, '')} {row.text}"
        self.known, self.answers = known, answers
        self.placed: list[Place] = []
        self.asks: list[Ask] = []
        self.held: set[str] = set()
        self.left: list[TableRow] = []
        self.texts: Counter[str] = Counter()
        self.stale: list[TableRow] = []

    def by_key(self) -> None:
        """A key seen once is sure; seen twice, both rows are held."""
        counts = Counter(row.key_cell for row in self.rows if row.key_cell in self.known)
        for row in self.rows:
            key = row.key_cell
            if key not in self.known:
                self.left.append(row)
            elif counts[key] > 1:
                self._hold("twice", key, self._twice(key))
            elif self._bare(row):
                # Only our key is left there: a sort that did not span it, a row emptied.
                continue
            elif self._disagrees(row):
                text = f"Dòng {row.row} mang mã {key} nhưng nội dung đã khác hẳn: là việc nào?"
                self._hold("text", key, text)
            else:
                self.placed.append(Place(key, row))

    def _twice(self, key: str) -> str:
        """Which rows, for the person who opens the sheet to set one of them right."""
        at = ", ".join(str(row.row) for row in self.rows if row.key_cell == key)
        return f"Mã {key} có ở các dòng {at}. Hãy mở bảng, xoá mã ở dòng chép thừa hoặc ghi sai mã."

    def _bare(self, row: TableRow) -> bool:
        told = self.known[row.key_cell].text
        return bool(norm(told)) and not norm(row.text) and not any(row.values.values())

    def _disagrees(self, row: TableRow) -> bool:
        was = self.known[row.key_cell]
        now = norm(row.text)
        if not was.text or now == norm(was.text):
            return False
        if was.own or not now:
            return not now
        if self.answers.get(now) == row.key_cell:
            return False
        return fuzz.ratio(norm(was.text), now) < _DISAGREE

    def _hold(self, kind: str, key: str, text: str) -> None:
        if key not in self.held:
            self.asks.append(Ask(kind, key, text))
        self.held.add(key)

    def shuffled(self) -> None:
        """Texts in another order than their keys: a sort that did not span the key column.

        Text decides there, and the keys are written anew; one left beside an empty text goes.
        """
        homes = self._homes()
        rows = [r for r in self.rows if r.key_cell in self.known]
        bare = [r for r in rows if not norm(r.text) and self._told(r.key_cell) in homes]
        moved = {r.row: homes[norm(r.text)] for r in rows if norm(r.text) in homes}
        moved = {row: key for row, key in moved.items() if key != self._row(row).key_cell}
        if len(moved) < 2:
            # One row alone has moved only where its own key's text stands on another row.
            moved = {r: k for r, k in moved.items() if self._told(self._row(r).key_cell) in homes}
        keys = {self._row(row).key_cell for row in moved} | set(moved.values())
        keys |= {row.key_cell for row in bare}
        self._forget(keys)
        self.placed += [Place(key, self._row(row), write_key=True) for row, key in moved.items()]
        self.placed += [
            Place(row.key_cell, row)
            for row in rows
            if row.row not in moved
            and row.key_cell in keys
            and row.text
            and homes.get(norm(row.text)) == row.key_cell
        ]
        self.stale += bare

    def _told(self, key: str) -> str:
        return norm(self.known[key].text)

    def _forget(self, keys: set[str]) -> None:
        """What was decided by key alone is decided anew."""
        self.placed = [place for place in self.placed if place.key not in keys]
        self.asks = [ask for ask in self.asks if ask.about not in keys]
        self.held -= keys

    def _homes(self) -> dict[str, str]:
        """The key of each text that was seen on one row only, and stands on one row only."""
        known = Counter(norm(was.text) for was in self.known.values())
        now = Counter(norm(row.text) for row in self.rows)
        return {
            norm(was.text): key
            for key, was in self.known.items()
            if was.text and known[norm(was.text)] == 1 and now[norm(was.text)] == 1
        }

    def _row(self, number: int) -> TableRow:
        return next(row for row in self.rows if row.row == number)

    def by_text(self) -> None:
        """A row that lost its key, or never got it, is known by its wording if that is unique."""
        taken = {place.key for place in self.placed} | self.held
        waiting: defaultdict[str, list[str]] = defaultdict(list)
        for key, was in self.known.items():
            if key not in taken:
                waiting[norm(was.text)].append(key)
        texts = Counter(norm(row.text) for row in self.left)
        left = []
        for row in self.left:
            keys = waiting.get(norm(row.text), [])
            if len(keys) == 1 and texts[norm(row.text)] == 1 and not row.key_cell:
                self.placed.append(Place(keys[0], row, write_key=True))
            else:
                left.append(row)
        self.left = left

    def strangers(self, nodes: Sequence[PlanNode]) -> list[Newcomer]:
        """Rows nobody knows: an item of the plan, a part of one, the unit's own, or a question."""
        refs = [self._ref(row) for row in self.left]
        if not refs:
            return []
        rows = {row.row: row for row in self.left}
        self.texts = Counter(norm(row.text) for row in self.rows)
        taken = {p.key.split("/")[0] for p in self.placed} | {k.split("/")[0] for k in self.held}
        newcomers = []
        for one in match(refs, nodes):
            row = rows[one.row]
            answer = self.answers.get(norm(row.text))
            if answer == "skip":
                continue
            if answer is not None:
                own = answer == "own"
                newcomers.append(Newcomer(row, "own" if own else "item", None if own else answer))
            elif (ask := self._doubt(row, one, taken)) is not None:
                self.asks.append(ask)
            else:
                kind = "own" if one.key is None else "part" if one.part else "item"
                newcomers.append(Newcomer(row, kind, one.key))
        return newcomers

    def _ref(self, row: TableRow) -> RowRef:
        text = row.text + self.tails.get(row.row, "")
        return RowRef(row.row, text, row.section, row.key_cell)

    def _doubt(self, row: TableRow, one: Match, taken: set[str]) -> Ask | None:
        about = norm(row.text)
        if one.own and not row.key_cell and self.texts[about] > 1:
            text = (
                f"Có {self.texts[about]} dòng cùng ghi “{row.text[:60]}”: dòng nào là dòng chính?"
            )
            return Ask("match", about, text)
        if one.candidates:
            names = ", ".join(one.candidates)
            text = f"Dòng {row.row} (“{row.text[:60]}”) thuộc mục nào: {names}, hay là việc riêng?"
            return Ask("match", about, text, one.candidates)
        if one.key is not None and one.key in taken:
            text = f"Dòng {row.row} (“{row.text[:60]}”) trùng với mục {one.key} đã có ở dòng khác."
            return Ask("match", about, text, (one.key,))
        if row.key_cell and one.key is None:
            text = f"Dòng {row.row} mang mã {row.key_cell} không có trong kế hoạch."
            return Ask("code", row.key_cell, text)
        return None
