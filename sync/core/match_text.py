"""Compares a row's wording with every wording of the plan at once."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import truediv

from sync.core.match_duty import duty_of, own_plan
from sync.core.match_spelling import Spelling
from sync.core.match_words import (
    COMMON,
    HALF,
    clauses,
    main,
    moments,
    pairs,
    quoted,
    telling,
    vague,
)
from sync.core.tab import PlanNode

_LIGHT = 0.35  # weight of a word every plan uses, against a telling one
_WORD = 0.6  # weight of a word alone: a folded syllable is shared by many words
_PAIR = 1.3  # weight of two words in sequence, against their mean
_ABOVE = 0.8  # worth of what a row shares with the heading over an item, not the item itself
_NAMED = 0.2  # for a pair of words only this node uses, where it is a likely one anyway
_NEAR = 0.85
_TRACE = 0.1  # a node that shares less of a row's weight is not looked at
_OPENS = 0.12  # for a row that opens with the words the node opens with
_CLAUSE = 2.5  # weight from which a clause of the plan counts as a statement of its own
_UNSEEN = 0.55  # weight of a word the plan never uses: it speaks of something else, or of the unit
_OWN_PLAN = "@plan"  # the paper a unit writes to carry the plan out
_FIRST = 1.3  # the opening words of a task say what is to be done


@dataclass(slots=True)
class Score:
    """How well a row and one plan node agree, each 0..1.

    `row` is the share of the row's weight found in the node, `node` the other way round, `part`
    the best share of one clause of the node found in the row; `alone` is what no other node has;
    `aside`: whether the node opens with what they share (0), says it later (1) or mentions it (2).
    """

    row: float
    node: float
    part: float
    shared: frozenset[str] = frozenset()
    named: float = 0.0
    opens: bool = False
    alone: frozenset[str] = frozenset()
    aside: int = 0

    @property
    def plain(self) -> float:
        return self.row * (0.55 + 0.25 * self.part + 0.3 * math.sqrt(self.node))

    @property
    def value(self) -> float:
        """0..1; words only this node uses, or the same opening words, count for themselves."""
        return min(1.0, self.plain + _NAMED * self.named + _OPENS * self.opens)


@dataclass(slots=True)
class RowText:
    """One row's wording: the weight of each word and pair, the nodes it names or quotes.

    `head` is its first two words; `unseen` counts the words that the plan does not use; `vague`:
    its few words fit any task; `clauses` holds its parts' words.
    """

    text: str
    weights: dict[str, float]
    naming: frozenset[int] = frozenset()
    head: str = ""
    opening: frozenset[str] = frozenset()
    quotes: frozenset[int] = frozenset()
    unseen: int = 0
    vague: bool = False
    clauses: tuple[frozenset[str], ...] = ()


@dataclass(slots=True)
class _Node:
    total: float
    features: frozenset[str]
    opening: frozenset[str] = frozenset()
    main: Sequence[frozenset[str]] = ()
    above: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    sizes: list[float] = field(default_factory=list)
    where: dict[str, list[int]] = field(default_factory=dict)
    """In which of the node's clauses, of these sizes, a feature stands."""


class Corpus:
    """The plan's wordings, weighted: rare words tell more; made once for a plan."""

    def __init__(self, nodes: Sequence[PlanNode]) -> None:
        self.nodes = nodes
        plain = [clauses(node.text) for node in nodes]
        self.vocabulary = {word for parts in plain for words in parts for word in words}
        self._pairs = Counter(
            pair for parts in plain for words in parts for pair in pairwise(words)
        )
        texts = [[*clauses(node.text, self.reading), *moments(node.text)] for node in nodes]
        find = {node.key: node for node in nodes}.get
        for node, parts in zip(nodes, texts, strict=True):
            plans = any("xây dựng kế hoạch" in " ".join(words) for words in parts)
            if plans and duty_of(node, find) == "unit":
                parts.append([_OWN_PLAN])
        self.vocabulary |= {word for parts in texts for words in parts for word in words}
        counts = Counter(word for parts in texts for word in {w for ws in parts for w in ws})
        size = max(2, len(nodes))
        self._weights = {
            word: math.log(1 + size / count) / math.log(1 + size) for word, count in counts.items()
        }
        self._values: dict[str, float] = {}
        self._index: dict[str, list[int]] = {}
        self._quoted = self._names(nodes)
        self._nodes = [self._learn(place, parts) for place, parts in enumerate(texts)]
        for said, node in zip(self._nodes, nodes, strict=True):
            said.main = [
                frozenset(filter(telling, self._features(clauses(part, self.reading))))
                for part in main(node.text)
            ]
        self._inherit()
        by_count = [word for word, _ in counts.most_common()]
        self._spelling = Spelling(by_count, self.vocabulary, self._index.keys())

    def reading(self, phrase: str) -> int:
        """How likely a phrase is in this plan: by its words, its pairs of words, their number."""
        words = phrase.split()
        known = sum(word in self.vocabulary for word in words)
        pairs = [self._pairs[pair] for pair in pairwise(words)]
        return (known + 2 * sum(map(bool, pairs))) * 1000 // len(words) + min(pairs, default=0)

    def _learn(self, place: int, parts: Sequence[Sequence[str]]) -> _Node:
        weights = self._features(parts)
        for feature in weights:
            self._index.setdefault(feature, []).append(place)
        first = [word for words in parts for word in words][:9]
        opening = frozenset(pairs(first))
        node = _Node(sum(weights.values()), frozenset(weights), opening)
        for words in parts:
            own = self._features([words])
            if sum(" " not in f for f in own) >= 2:
                for feature in own:
                    node.where.setdefault(feature, []).append(len(node.sizes))
                node.sizes.append(max(sum(own.values()), _CLAUSE))
        return node

    def _inherit(self) -> None:
        """An item may be named by the words of the heading right above it."""
        places = {node.key: place for place, node in enumerate(self.nodes)}
        for place, node in enumerate(self.nodes):
            over = places.get(node.key.rpartition(".")[0])
            if over is None or node.role != "item":
                continue
            self._nodes[place].above = self._nodes[over].features - self._nodes[place].features
            for feature in self._nodes[place].above:
                self._index[feature].append(place)
        for said in self._nodes:
            said.alone = frozenset(f for f in said.features if len(self._index[f]) == 1)

    def weight(self, word: str) -> float:
        base = self._weights.get(word, _UNSEEN)
        if word.startswith("@"):
            return 1.2 if word in self._weights else 0.3
        return base * _LIGHT if word in COMMON or word.isdigit() else base

    def _features(self, parts: Iterable[Sequence[str]]) -> dict[str, float]:
        """Words and pairs of neighbouring words with their weights."""
        found: dict[str, float] = {}
        for words in parts:
            found.update((feature, self._value(feature)) for feature in (*words, *pairs(words)))
        return found

    def row(self, text: str) -> RowText:
        """A row's wording, ready to be compared."""
        said = clauses(text, self.reading)
        parts = [self._spelling.right(words, toneless=text.isascii()) for words in said]
        parts += [*moments(text), *([[_OWN_PLAN]] if own_plan(text) else ())]
        weights = self._features(parts)
        for feature in weights:
            if " " in feature and feature not in self._index:
                weights[feature] *= 0.4
        spoken = [word for words in parts for word in words]
        for word in (*spoken[:2], " ".join(spoken[:2])):
            if word in weights:
                weights[word] *= _FIRST
        first = [word for word in spoken if not word.isdigit()][:3]
        head, opening = " ".join(first[:2]), frozenset(pairs(first))
        quotes = frozenset(p for name, p in self._quoted.items() if name <= weights.keys())
        naming = self._naming(weights, " ".join(spoken[:2])) | quotes
        unseen = sum(word not in self.vocabulary and not word.isdigit() for word in {*spoken})
        loose = vague(spoken) or vague(word for words in said for word in words)
        apart = tuple(map(frozenset, parts))
        return RowText(text, weights, naming, head, opening, quotes, unseen, loose, apart)

    def _naming(self, weights: Mapping[str, float], first: str) -> frozenset[int]:
        """The nodes that alone use the row's first words, or two pairs."""
        found: dict[int, float] = {}
        for pair in weights:
            places = self._index.get(pair, ()) if " " in pair else ()
            common = sum(word in COMMON for word in pair.split())
            if len(places) == 1 and common < 2 and pair not in HALF:
                tells = 2.0 if pair == first and not common else 1 - common / 2
                found[places[0]] = found.get(places[0], 0) + tells
        return frozenset(place for place, tells in found.items() if tells >= 1.5)

    def _names(self, nodes: Sequence[PlanNode]) -> dict[frozenset[str], int]:
        """Short names in quotation marks that only one node uses, each with its place."""
        names: dict[frozenset[str], list[int]] = {}
        for place, node in enumerate(nodes):
            for words in (w for name in quoted(node.text) for w in clauses(name)):
                if 2 <= len(words) <= 5:
                    names.setdefault(frozenset(pairs(words)), []).append(place)
        return {name: places[0] for name, places in names.items() if len(places) == 1}

    def scores(self, row: RowText) -> dict[int, Score]:
        """The nodes that share anything with the row, by their place in the plan."""
        total = sum(row.weights.values())
        if not total:
            return {}
        shared: dict[int, list[str]] = {}
        weighed: dict[int, float] = {}
        for feature, weight in row.weights.items():
            for place in self._index.get(feature, ()):
                shared.setdefault(place, []).append(feature)
                weighed[place] = weighed.get(place, 0.0) + weight
        said = (feature for feature in row.weights if feature.startswith("@"))
        timed = {place for moment in said for place in self._index.get(moment, ())}
        scores = {
            place: self._score(row.weights, total, place, shared[place])
            for place, weight in weighed.items()
            if weight >= _TRACE * total or place in timed
        }
        best = max((score.plain for score in scores.values()), default=0)
        for place, score in scores.items():
            if place in row.naming and score.plain >= _NEAR * best:
                score.named = 1 / len(row.naming)
            opening = row.opening & self._nodes[place].opening
            score.opens = any(map(telling, opening))
            score.aside = self._aside(place, score.shared)
        return scores

    def _aside(self, place: int, shared: frozenset[str]) -> int:
        """0 for what a node says first of all, 1 for what it says too, 2 for what it mentions."""
        first, *more = self._nodes[place].main or [frozenset()]
        if any(" " in feature for feature in first & shared):
            return 0
        return 1 if any(part & shared for part in (first, *more)) else 2

    def _score(
        self, weights: Mapping[str, float], total: float, place: int, hits: Sequence[str]
    ) -> Score:
        node = self._nodes[place]
        found = frozenset(hits)
        own = found - node.above
        above = sum(weights[feature] for feature in found & node.above)
        share = (sum(map(weights.__getitem__, own)) + _ABOVE * above) / total
        cover = self._sum(own) / node.total if node.total else 0
        part = self._part(node, own, cover)
        return Score(min(1, share), min(1, cover), min(1, part), own, alone=own & node.alone)

    def cover(self, place: int, features: frozenset[str]) -> float:
        """The best share of the node, or of one clause of it, that these features make up."""
        node = self._nodes[place]
        whole = self._sum(features & node.features) / (node.total or 1)
        return max(whole, self._part(node, features, 0))

    def _part(self, node: _Node, features: frozenset[str], default: float) -> float:
        said = [0.0] * len(node.sizes)
        for feature in features:
            for clause in node.where.get(feature, ()):
                said[clause] += self._values[feature]
        return max(map(truediv, said, node.sizes), default=default)

    def _sum(self, features: frozenset[str]) -> float:
        """The weight of features the plan has; theirs are all worked out."""
        return sum(map(self._values.__getitem__, features))

    def _value(self, feature: str) -> float:
        known = self._values.get(feature)
        if known is None:
            one, _, two = feature.partition(" ")
            pair = _PAIR * (self.weight(one) + self.weight(two)) / 2 if two else 0.0
            known = self._values[feature] = pair or _WORD * self.weight(one)
        return known
