"""Decides, over the whole table at once, which rows speak of which plan item."""

from collections.abc import Mapping, Sequence

from sync.core.match_duplicates import mark_duplicates
from sync.core.match_duty import duty_of
from sync.core.match_evidence import (
    ASK,
    FOLLOWS,
    GROUNDS,
    NOTHING,
    ORDER,
    SURE,
    deed_to_another,
    evidence,
    grounds,
)
from sync.core.match_fact import about_attending, fact_of
from sync.core.match_line import Decision, Line, RowText
from sync.core.match_mention import without_mentions
from sync.core.match_mixed import mixed, twin
from sync.core.match_order import between
from sync.core.match_text import Corpus
from sync.core.match_words import HALF, before_occasion, loanword, telling
from sync.core.tab import PlanNode

LIKELY = 0.42  # from here a score speaks for a node
MARGIN = 0.13  # the second best must stay this far behind, as a share of the best
# One that shares this much (_MUCH_SAID), and nearly as much as the best, must stay farther behind.
_WIDE, _EQUAL, _MUCH_SAID = 0.23, 0.75, 3.0
_STRONG, _CLEAR = 0.55, 0.15  # rows this sure are settled first; the others see what is taken
_TAKEN = 0.25  # what an item loses for a row that adds nothing to the rows that have it
_SECTION = 0.04  # worth of standing below the heading the item stands below in the plan
_OFFICE = 0.7  # items that the plan gives to the office itself are seldom a unit's
_ITEM = 0.75  # an item this near a heading that explains less is meant before it
_TITLE = 0.65  # a heading is a choice only for a row made mostly of its words


class Assignment:
    """One assignment of a table's rows to a plan's items."""

    def __init__(self, corpus: Corpus, lines: Sequence[Line]) -> None:
        self.corpus = corpus
        self.lines = lines
        self.nodes = corpus.nodes
        self._place = {node.key: place for place, node in enumerate(self.nodes)}
        duties = [duty_of(node, self._node) for node in self.nodes]
        self._office = {place for place, whose in enumerate(duties) if whose == "office"}
        self._unit = {place for place, whose in enumerate(duties) if whose == "unit"}
        self._items = {place for place, node in enumerate(self.nodes) if node.role == "item"}
        self._tasks = self._items - self._office
        self._children: dict[str, int] = {}
        for node in self.nodes:
            above = node.key.rpartition(".")[0]
            self._children[above] = self._children.get(above, 0) + 1

    def _node(self, key: str) -> PlanNode | None:
        place = self._place.get(key)
        return None if place is None else self.nodes[place]

    def decide(self) -> dict[int, Decision]:
        """A decision for every line, by its row."""
        self._compare()
        self._lean_on_sections()
        decided: dict[int, Decision] = {}
        for line in self.lines:
            best = self._ranked(line)
            if best and self._is_item(best[0]) and self._settled(line, best):
                decided[line.row] = self._judge(line, best)
        told = self._told(decided)
        for line in self.lines:
            if line.row not in decided:
                self._discount(line, told)
                decided[line.row] = self._judge(line, self._ranked(line))
        self._follow_order(decided)
        return mark_duplicates(self.lines, decided)

    def _follow_order(self, decided: dict[int, Decision]) -> None:
        """A doubtful row between rows of the items before and after one of its candidates."""
        found = between([decided[line.row].place for line in self.lines])
        for line, ends in zip(self.lines, found, strict=True):
            asked = decided[line.row]
            if ends is None or asked.merged or not asked.candidates:
                continue
            inside = [p for p in asked.candidates if ends[0] < p < ends[1] and self._is_item(p)]
            if len(inside) == 1 and self._sure(line, inside[0], ends):
                decided[line.row] = Decision(place=inside[0])

    def _sure(self, line: Line, place: int, ends: tuple[int, int]) -> bool:
        """Whether a row is matched with an item that its place in the sheet speaks for.

        A task of the unit's own stands anywhere, so the row must name the item by a pair of words
        or a foreign one, or say nothing that the plan does not.
        """
        words = line.words or RowText("", {})
        rivals = (p for p in line.scores if p != place and ends[0] < p < ends[1])
        behind = max((line.scores[p] for p in rivals if self._is_item(p)), default=0.0)
        told = self._evidence(line, place, behind) + ORDER
        said = filter(telling, line.raw[place].shared)
        named = not words.unseen or any(" " in one or loanword(one) for one in said)
        own = words.vague or not named or deed_to_another(words, line.raw[place])
        return not own and self._grounds(line, place) >= FOLLOWS and told >= SURE

    def _compare(self) -> None:
        for line in self.lines:
            line.words = self.corpus.row(line.text)
            line.raw = self.corpus.scores(line.words)
            line.scores = {
                place: score.value * (_OFFICE if place in self._office else 1)
                for place, score in line.raw.items()
                if place in self._items or score.row >= _TITLE or self._lone_child(place)
            }

    def _lean_on_sections(self) -> None:
        """Rows of one section of the sheet mostly belong below one heading of the plan."""
        headings = {
            section: self._heading_of(section)
            for section in {line.section for line in self.lines if line.section}
        }
        for line in self.lines:
            heading = headings.get(line.section)
            for place in line.scores if heading else ():
                if self.nodes[place].key.startswith(f"{heading}."):
                    line.scores[place] += _SECTION * min(1, line.scores[place] / LIKELY)

    def _heading_of(self, section: str) -> str | None:
        """The heading a section's title names, or its surest rows belong below."""
        tally: dict[str, float] = {}
        for place, score in self.corpus.scores(self.corpus.row(section)).items():
            if not self._is_item(place) and score.value >= 0.5:
                tally[self.nodes[place].key] = 1.0
        for line in self.lines:
            best = self._ranked(line)[:1] if line.section == section else []
            if best and line.scores[best[0]] >= LIKELY:
                above = ".".join(self.nodes[best[0]].key.split(".")[:-1][:2])
                tally[above] = tally.get(above, 0) + line.scores[best[0]]
        heading = max(tally, key=lambda key: tally[key], default=None)
        return heading if heading is not None and tally[heading] >= 1 else None

    def _lone_child(self, place: int) -> bool:
        return self._children.get(self.nodes[place].key, 0) == 1

    def _ranked(self, line: Line) -> list[int]:
        return sorted(line.scores, key=lambda place: (-line.scores[place], place))

    def _is_item(self, place: int) -> bool:
        return place in self._items

    def _settled(self, line: Line, best: Sequence[int]) -> bool:
        rival = self._rival(line, best)
        behind = line.scores[rival] if rival is not None else 0
        return line.scores[best[0]] >= _STRONG and line.scores[best[0]] - behind >= _CLEAR

    def _rival(self, line: Line, best: Sequence[int]) -> int | None:
        """The next best node that is another choice: not a heading above the best item."""
        key = self.nodes[best[0]].key
        for place in best[1:]:
            if not self._is_item(place) and line.raw[place].row < _TITLE:
                continue
            if place in self._office and best[0] in self._unit:
                continue
            if not self._is_item(place) and line.raw[place].shared < line.raw[best[0]].shared:
                continue
            above = key.startswith(self.nodes[place].key + ".")
            if not (above and not self._names_heading(line, place)):
                return place
        return None

    def _names_heading(self, line: Line, place: int) -> bool:
        """Whether a row is just a heading's own words, where the heading has several items."""
        score = line.raw[place]
        several = self._children.get(self.nodes[place].key, 0) > 1
        return several and score.row >= 0.85 and line.scores[place] >= LIKELY

    def _discount(self, line: Line, told: Mapping[int, frozenset[str]]) -> None:
        """An item that surer rows have is less likely, unless this row says what they leave out."""
        for place in line.scores:
            if place in told:
                shared = line.raw[place].shared
                share = line.weigh(shared - told[place]) / (line.weigh(shared) or 1)
                line.scores[place] *= 1 - _TAKEN * (1 - share)

    def _told(self, decided: Mapping[int, Decision]) -> dict[int, frozenset[str]]:
        """What the rows decided so far say of each item, together."""
        told: dict[int, frozenset[str]] = {}
        for line in self.lines:
            place = decided[line.row].place if line.row in decided else None
            if place is not None:
                told[place] = told.get(place, frozenset()) | line.raw[place].shared
        return told

    def _judge(self, line: Line, best: Sequence[int]) -> Decision:
        ranked = self._item_below(line, best)
        best = without_mentions(line, ranked, self._is_item)
        if not best:
            return Decision()
        rival = self._rival(line, best)
        top = line.scores[best[0]]
        behind = line.scores[rival] if rival is not None else 0
        # One that only mentions it is no other choice, but makes the row no surer an item's.
        near = max((line.scores[place] for place in ranked if place not in best), default=0.0)
        told = self._evidence(line, best[0], min(top, max(behind, near)))
        shared = self._grounds(line, best[0])
        if told < ASK or shared < NOTHING or self._for_the_occasion(line, best[0]):
            return Decision()
        both = mixed(line, best[0], self.corpus, self._tasks)
        if both is not None:
            return both
        margin = self._margin(line, best[0], rival, shared) if rival is not None else 0.0
        same = twin(line, best[0], self._tasks)
        close = not self._is_item(best[0]) or top - behind < margin * top or same is not None
        unnamed = self._unnamed_fact(line, best[0])
        if close or shared < GROUNDS or told < SURE or unnamed:
            if unnamed and not about_attending(line.text):
                return Decision()
            asked = tuple(place for place in best[:4] if top - line.scores[place] < MARGIN * top)
            for other in (rival, same):
                if close and other is not None and other not in asked:
                    asked = (*asked, other)
            return Decision(candidates=asked)
        return Decision(place=best[0])

    def _for_the_occasion(self, line: Line, place: int) -> bool:
        """Whether a row does something the plan never speaks of on an occasion the item names."""
        deed = before_occasion(line.text)
        task = before_occasion(self.nodes[place].text)
        if not deed or (task and not any(map(telling, self.corpus.row(task).weights))):
            # "Các hoạt động kỷ niệm 95 năm …": to celebrate is the task itself.
            return False
        said = self.corpus.row(deed).weights
        named = any(one in HALF for one in said) or not line.raw[place].shared.isdisjoint(said)
        return not named

    def _unnamed_fact(self, line: Line, place: int) -> bool:
        """Whether a row has of a fact's words ("Mượn sân UBND") but not what they tell."""
        fact, words = fact_of(self.nodes[place]), line.words
        if fact is None or words is None:
            return False
        return words.unseen > 0 and fact not in words.weights

    def _margin(self, line: Line, best: int, rival: int, shared: float) -> float:
        """How far behind the next best must stay, by what it shares beside the best."""
        other = self._grounds(line, rival)
        opening = line.words.opening if line.words else frozenset()
        told_apart = opening & line.raw[best].shared - line.raw[rival].shared
        wide = other >= max(_MUCH_SAID, _EQUAL * shared) and not told_apart
        return _WIDE if wide else MARGIN

    def _grounds(self, line: Line, place: int) -> float:
        words = line.words or RowText("", {})
        return grounds(words, line.raw[place], duty=place in self._unit)

    def _evidence(self, line: Line, place: int, behind: float) -> float:
        words = line.words or RowText("", {})
        return evidence(
            words,
            line.raw[place],
            ahead=line.scores[place] - behind,
            quoted=place in words.quotes,
            duty=place in self._unit,
        )

    def _item_below(self, line: Line, best: list[int] | Sequence[int]) -> list[int]:
        """A heading with one item below it stands for that item."""
        ranked = list(best)
        if ranked and not self._is_item(ranked[0]):
            key = self.nodes[ranked[0]].key
            below = [p for p in ranked if self.nodes[p].key.startswith(key + ".")]
            if len(below) == 1 and self._is_item(below[0]):
                line.scores[below[0]] = max(line.scores[below[0]], line.scores[ranked[0]] * 1.2)
                line.raw[below[0]] = line.raw[ranked[0]]
                ranked.remove(below[0])
                ranked.insert(0, below[0])
        return self._item_before_heading(line, ranked)

    def _item_before_heading(self, line: Line, ranked: list[int]) -> list[int]:
        """An item that has all the row shares with a heading, and more, is meant before it."""
        if ranked and not self._is_item(ranked[0]):
            top, said = line.scores[ranked[0]], line.raw[ranked[0]].shared
            for place in ranked[1:]:
                near = line.scores[place] >= _ITEM * top
                if self._is_item(place) and near and said < line.raw[place].shared:
                    return [place, *(other for other in ranked if other != place)]
        return ranked
