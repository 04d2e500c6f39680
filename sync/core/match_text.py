"""Compares a row's wording with every wording of the plan at once."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sync.core.match_duty import duty_of, own_plan
from sync.core.match_evidence import told
from sync.core.match_initials import initials
from sync.core.match_line import RowText, Score
from sync.core.match_spelling import Spelling
from sync.core.match_words import (
    AUDIENCE,
    COMMON,
    HALF,
    bracketed,
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
_NEAR = 0.85
_TRACE = 0.1  # a node that shares less of a row's weight is not looked at
_CLAUSE = 2.5  # weight from which a clause of the plan counts as a statement of its own
_UNSEEN = 0.55  # weight of a word the plan never uses: it speaks of something else, or of the unit
_OWN_PLAN = "@plan"  # the paper a unit writes to carry the plan out
_KEPT = 1 << 14  # so much is remembered of what rows shared with nodes, for the rows to come
_FIRST = 1.3  # the opening words of a task say what is to be done


@dataclass(slots=True)
class _Node:
    total: float
    features: frozenset[str]
    opening: frozenset[str] = frozenset()
    main: Sequence[frozenset[str]] = ()
    bits: int = 0
    alone: frozenset[str] = frozenset()
    clauses: list[tuple[frozenset[str], float]] = field(default_factory=list)
    """The features of each clause that makes a statement, and their weight."""


@dataclass(frozen=True, slots=True)
class _Shared:
    """What some features of a node make of it, whichever row has them."""

    part: float
    worth: float
    features: tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]
    aside: int


class _Values(dict[str, float]):
    """What each word and pair of words counts; worked out once for each."""

    def __init__(self, weight: Callable[[str], float]) -> None:
        self._weight = weight

    def __missing__(self, feature: str) -> float:
        one, _, two = feature.partition(" ")
        pair = _PAIR * (self._weight(one) + self._weight(two)) / 2 if two else 0.0
        self[feature] = pair or _WORD * self._weight(one)
        return self[feature]


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
        self._initials = initials([word for words in parts for word in words] for parts in texts)
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
        self._values = _Values(self.weight)
        self._index: dict[str, list[int]] = {}
        self._above: dict[str, list[int]] = {}
        self._quoted = self._names(nodes)
        self._nodes = [self._learn(place, parts) for place, parts in enumerate(texts)]
        for said, node in zip(self._nodes, nodes, strict=True):
            said.main = [
                frozenset(filter(telling, self._features(clauses(part, self.reading))))
                for part in main(node.text)
            ]
        self._inherit()
        self._bits = {feature: 1 << place for place, feature in enumerate(self._index)}
        for said in self._nodes:
            said.bits = self._bits_of(said.features)
        self._shared: dict[tuple[int, int], _Shared] = {}
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
                node.clauses.append((frozenset(own), max(sum(own.values()), _CLAUSE)))
        return node

    def _inherit(self) -> None:
        """An item may be named by the words of the heading right above it."""
        places = {node.key: place for place, node in enumerate(self.nodes)}
        for place, node in enumerate(self.nodes):
            over = places.get(node.key.rpartition(".")[0])
            if over is None or node.role != "item":
                continue
            for feature in self._nodes[over].features - self._nodes[place].features:
                self._index[feature].append(place)
                self._above.setdefault(feature, []).append(place)
        for said in self._nodes:
            said.alone = frozenset(f for f in said.features if len(self._index[f]) == 1)

    def weight(self, word: str) -> float:
        base = self._weights.get(word, _UNSEEN)
        if word.startswith("@"):
            return 1.2 if word in self._weights else 0.3
        return base * _LIGHT if word in COMMON or word.isdigit() else base

    def _features(self, parts: Iterable[Sequence[str]]) -> dict[str, float]:
        """Words and pairs of neighbouring words with their weights."""
        values = self._values
        return {one: values[one] for words in parts for one in (*words, *pairs(words))}

    def row(self, text: str) -> RowText:
        """A row's wording, ready to be compared."""
        said = clauses(text, self.reading, self._initials)
        parts = [self._spelling.right(words, toneless=text.isascii()) for words in said]
        parts += [*moments(text), *([[_OWN_PLAN]] if own_plan(text) else ())]
        weights = self._features(parts)
        for feature in weights:
            if " " in feature and feature not in self._index:
                weights[feature] *= 0.4
        spoken = [word for words in parts for word in words]
        who = {word for pair in AUDIENCE & weights.keys() for word in (pair, *pair.split())}
        who |= (bracketed(text) - self.vocabulary) & weights.keys()
        for word in who:
            weights[word] *= _LIGHT
        for word in (*spoken[:2], " ".join(spoken[:2])):
            if word in weights:
                weights[word] *= _FIRST
        first = [word for word in spoken if not word.isdigit()][:3]
        head, opening = " ".join(first[:2]), frozenset(pairs(first))
        quotes = frozenset(p for name, p in self._quoted.items() if name <= weights.keys())
        naming = self._naming(weights, " ".join(spoken[:2])) | quotes
        strange = {*spoken} - self.vocabulary - who
        unseen = sum(not word.isdigit() for word in strange)
        loose = vague(spoken) or vague(word for words in said for word in words)
        apart = tuple(map(frozenset, parts))
        return RowText(text, weights, naming, head, opening, quotes, unseen, loose, apart)

    def _naming(self, weights: Mapping[str, float], first: str) -> frozenset[int]:
        """The nodes that alone use the row's first words, or two pairs."""
        found: dict[int, float] = {}
        for pair in weights:
            places = self._index.get(pair, ()) if " " in pair else ()
            if len(places) != 1 or pair in HALF:
                continue
            common = sum(word in COMMON for word in pair.split())
            if common < 2:
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
        weighed = [0.0] * len(self._nodes)
        timed: set[int] = set()
        for feature, weight in row.weights.items():
            places = self._index.get(feature, ())
            for place in places:
                weighed[place] += weight
            for place in self._above.get(feature, ()):
                weighed[place] -= (1 - _ABOVE) * weight
            if feature[0] == "@":
                timed.update(places)
        said = self._bits_of(row.weights)
        trace = _TRACE * total
        near = {place for place, weight in enumerate(weighed) if weight >= trace}
        scores = {
            place: self._score(row.weights, place, said, weighed[place] / total)
            for place in near | timed
        }
        best = max((score.plain for score in scores.values()), default=0)
        for place, score in scores.items():
            if place in row.naming and score.plain >= _NEAR * best:
                score.named = 1 / len(row.naming)
            opening = row.opening & self._nodes[place].opening
            score.opens = any(map(telling, opening))
        return scores

    def _bits_of(self, features: Iterable[str]) -> int:
        """One bit for each feature of the plan: what two texts share is one operation."""
        bits = 0
        for feature in features:
            bits |= self._bits.get(feature, 0)
        return bits

    def _score(self, weights: Mapping[str, float], place: int, said: int, share: float) -> Score:
        """`said` are the bits of the row, `share` is how much of it the node or its heading has."""
        node = self._nodes[place]
        bits = said & node.bits
        shared = self._shared.get((place, bits))
        if shared is None:
            if len(self._shared) >= _KEPT:
                self._shared.clear()
            shared = self._shared[place, bits] = self._share(node, weights)
        share = min(1, share)
        return Score(share, shared.part, share * shared.worth, *shared.features, shared.aside)

    def _share(self, node: _Node, weights: Mapping[str, float]) -> _Shared:
        own = node.features.intersection(weights)
        cover = self._sum(own) / node.total if node.total else 0
        part = min(1, self._part(node, own, cover))
        worth = 0.55 + 0.25 * part + 0.3 * math.sqrt(min(1, cover))
        pairs = frozenset(one for one in own if " " in one or one[0] == "@")
        return _Shared(
            part, worth, (own, own & node.alone, pairs, told(pairs)), self._aside(node, own)
        )

    def _aside(self, node: _Node, shared: frozenset[str]) -> int:
        """0 for what a node says first of all, 1 for what it says too, 2 for what it mentions."""
        first, *more = node.main or [frozenset()]
        if any(" " in feature for feature in first & shared):
            return 0
        return 1 if any(part & shared for part in (first, *more)) else 2

    def cover(self, place: int, features: frozenset[str]) -> float:
        """The best share of the node, or of one clause of it, that these features make up."""
        node = self._nodes[place]
        whole = self._sum(features & node.features) / (node.total or 1)
        return max(whole, self._part(node, features, 0))

    def _part(self, node: _Node, features: frozenset[str], default: float) -> float:
        shares = [self._sum(features & clause) / size for clause, size in node.clauses]
        return max(shares, default=default)

    def _sum(self, features: frozenset[str]) -> float:
        """The weight of features the plan has; theirs are all worked out."""
        return sum(map(self._values.__getitem__, features))
