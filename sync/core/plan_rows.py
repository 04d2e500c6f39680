"""Says which row of a linked table is which entry: by key, then by text."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from sync.core.plan_ask import OWN, PARTS, SKIP, Ask, members, named, show
from sync.core.plan_place import Known, Place, Rows
from sync.core.plan_read import TableRow, norm
from sync.core.plan_strangers import Strangers
from sync.core.tab import PlanNode
from sync.core.text import brief

_DISAGREE = 45  # rapidfuzz ratio below which a row's text has nothing of the text once seen


def place_rows(
    rows: Sequence[TableRow],
    known: Mapping[str, Known],
    nodes: Sequence[PlanNode],
    answers: Mapping[str, str],
    *,
    ours: bool,
) -> Rows:
    """`answers` are a person's earlier decisions, by `plan_ask.stored_at`; `ours` tells whether the
    keys stand in a column that we added: in the unit's own a code is what the unit says of a row.
    """
    work = _Placing(rows, _carriers(rows, known, nodes), known, answers)
    work.by_key()
    work.shuffled(ours=ours)
    work.by_text()
    rest = Strangers(work, nodes)
    newcomers = rest.newcomers(list(work.left.values()))
    again = {one.key for one in newcomers if one.kind == "item"}
    there = {place.key for place in work.placed} | work.held | rest.carried | again
    gone = tuple(key for key in known if key not in there)
    asks = [*work.asks, *rest.asks, *(_gone(key, known[key]) for key in gone if known[key].keyed)]
    return Rows(
        tuple(work.placed),
        tuple(newcomers),
        gone,
        tuple(asks),
        tuple(work.stale),
        tuple(work.copies),
        frozenset(work.held),
    )


def _gone(key: str, known: Known) -> Ask:
    return Ask("gone", key, f"Không còn thấy dòng {key} (“{brief(known.text)}”) trong bảng.")


def _carriers(
    rows: Sequence[TableRow], known: Mapping[str, Known], nodes: Sequence[PlanNode]
) -> list[TableRow]:
    """The rows that may carry an entry.

    One that lost all its values still has its key; one that lost its key too, and looks like
    another kind of row now, still has its wording, which no other entry says.
    """
    shown = {row.key_cell for row in rows if row.text}
    headings = {norm(node.text) for node in nodes if node.role != "item"}
    lost = [was for key, was in known.items() if key not in shown]
    bereft = {norm(was.text) for was in lost if was.keyed or not was.own} - headings - {""}

    def entry(row: TableRow) -> bool:
        told = row.kind == "entry" or (row.kind != "header" and row.key_cell in known)
        return told and row.continues is None

    bereft -= {norm(row.text) for row in rows if entry(row)}
    return [
        row for row in rows if entry(row) or (row.kind != "header" and norm(row.text) in bereft)
    ]


class _Placing:
    def __init__(
        self,
        every: Sequence[TableRow],
        rows: list[TableRow],
        known: Mapping[str, Known],
        answers: Mapping[str, str],
    ) -> None:
        self.rows = rows
        carried = {row.row for row in self.rows}
        self.tails: dict[int, str] = {}
        for row in every:
            if row.continues is not None and row.row not in carried:
                self.tails[row.continues] = f"{self.tails.get(row.continues, '')} {row.text}"
        self.known, self.answers = known, answers
        self.placed: list[Place] = []
        self.asks: list[Ask] = []
        self.held: set[str] = set()
        self.left: dict[int, TableRow] = {}
        self.stale: list[TableRow] = []
        self.copies: list[TableRow] = []
        self.parts_of: dict[int, str] = {}

    def by_key(self) -> None:
        """A key seen once is sure; seen twice, both rows are held until a person decides."""
        keyed: defaultdict[str, list[TableRow]] = defaultdict(list)
        for row in self.rows:
            if row.key_cell in self.known:
                keyed[row.key_cell].append(row)
            else:
                self.left[row.row] = row
        self._decide(keyed)

    def _decide(self, keyed: Mapping[str, Sequence[TableRow]]) -> None:
        for key, rows in keyed.items():
            if len(rows) > 1:
                self._by_answer(key, rows)
            else:
                self._by_own_key(rows[0])

    def _by_own_key(self, row: TableRow) -> None:
        key = row.key_cell
        if self._bare(row):
            # Only our key is left there: a sort that did not span it, a row emptied.
            return
        if not self._disagrees(row):
            self.placed.append(Place(key, row))
            return
        told = self.answers.get(norm(row.text) or f"text:{key}")
        if told is None:
            text = f"Dòng {row.row} mang mã {key} nhưng nội dung đã khác hẳn: là việc nào?"
            self._hold(Ask("text", key, text, rows=(show(row),)))
        elif told == SKIP:
            self.held.add(key)
        else:
            self._by_wording(row)

    def _by_wording(self, row: TableRow) -> None:
        """The key beside it is not the row's, a person said."""
        self.left[row.row] = replace(row, key_cell="")

    def _by_answer(self, key: str, rows: Sequence[TableRow]) -> None:
        told = self.answers.get(f"twice:{key}")
        choices = named(rows)
        if told == SKIP:
            self.held.add(key)
        elif told == PARTS:
            for row in rows:
                self.parts_of[row.row] = key
                self._by_wording(row)
        elif told in choices:
            chosen = choices[told]
            self._by_own_key(chosen)
            for row in (one for one in rows if one is not chosen):
                if norm(row.text) == norm(chosen.text):
                    self.copies.append(row)
                else:
                    self._by_wording(row)
        else:
            shown = tuple(show(row, name) for name, row in choices.items())
            at = ", ".join(str(row.row) for row in rows)
            text = f"Mã {key} có ở các dòng {at}. Dòng nào là việc này?"
            self._hold(Ask("twice", key, text, rows=shown))

    def _bare(self, row: TableRow) -> bool:
        told = self.known[row.key_cell].text
        return bool(norm(told)) and not norm(row.text) and not any(row.values.values())

    def _disagrees(self, row: TableRow) -> bool:
        key, was, now = row.key_cell, self.known[row.key_cell], norm(row.text)
        if not was.text or now == norm(was.text) or self.answers.get(now or f"text:{key}") == key:
            return False
        if not now or (was.own and was.keyed):
            # The unit may reword its own work; what another sheet numbered alike is another's.
            return not now
        if was.own:
            return True
        return fuzz.ratio(norm(was.text), now) < _DISAGREE

    def _hold(self, ask: Ask) -> None:
        self.asks.append(ask)
        self.held.add(ask.about)

    def shuffled(self, *, ours: bool) -> None:
        """Texts in another order than their keys: a sort that did not span the key column.

        Text decides there, and the keys are written anew; one left beside an empty text goes.
        """
        homes = self._homes()
        shown = {row.key_cell for row in self.rows}
        rows = [r for r in self.rows if r.key_cell in self.known]
        # A row without a key was sorted away from it where that stands beside another.
        bereft = [r for r in self.rows if not r.key_cell and homes.get(norm(r.text)) in shown]
        moved = {r.row: homes[norm(r.text)] for r in (*rows, *bereft) if norm(r.text) in homes}
        moved = {row: key for row, key in moved.items() if key != self._row(row).key_cell}
        bare = [r for r in rows if not norm(r.text) and self._told(r.key_cell) in homes]
        keys = {self._row(row).key_cell for row in moved} | set(moved.values())
        keys |= {row.key_cell for row in bare}
        self._forget(keys)
        self.placed += [Place(key, self._row(row), write_key=True) for row, key in moved.items()]
        rest: defaultdict[str, list[TableRow]] = defaultdict(list)
        for row in (r for r in rows if r.row not in moved and r.key_cell in keys and r.text):
            if homes.get(norm(row.text)) == row.key_cell:
                self.placed.append(Place(row.key_cell, row))
            elif row.key_cell in homes.values():
                # Its key belongs to another row's text: what it says is looked at anew.
                self.left[row.row] = replace(row, key_cell="") if ours else row
                self.copies.append(row)
            else:
                rest[row.key_cell].append(row)
        self._decide(rest)
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
        there = {place.row.row for place in self.placed}
        rows = [row for _, row in sorted(self.left.items()) if row.row not in there]
        taken = {place.key for place in self.placed} | self.held
        waiting: defaultdict[str, list[str]] = defaultdict(list)
        for key, was in self.known.items():
            if key not in taken:
                waiting[norm(was.text)].append(key)
        # A row in question for another key says the wording, too.
        spoken = Counter(norm(row.text) for row in self.rows if row.row not in there)
        alike: defaultdict[str, list[TableRow]] = defaultdict(list)
        for row in rows:
            alike[norm(row.text)].append(row)
        self.left = {}
        for row in rows:
            words = norm(row.text)
            keys, same = waiting.get(words, []), alike[words]
            # Works of the unit's own that a person told apart though they say the same.
            apart = self.answers.get(words) == OWN and len(keys) == len(same)
            found = keys[same.index(row)] if apart or len(keys) == spoken[words] == 1 else None
            if found is not None and self._may_carry(row, found):
                self.placed.append(Place(found, row, write_key=True))
            else:
                self.left[row.row] = row

    def _may_carry(self, row: TableRow, key: str) -> bool:
        """A foreign code beside the wording: only where a person said what the row carries."""
        return row.key_cell in ("", key.split("/")[0]) or norm(row.text) in self.answers

    def taken(self) -> set[str]:
        """The items that rows carry, or are in question for, parts and all."""
        keys = {place.key for place in self.placed} | self.held
        return {one.split("/")[0] for key in keys for one in members(key)}
