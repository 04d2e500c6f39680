"""The plain values that the steps of matching hand on."""

from dataclasses import dataclass, field

_NAMED = 0.2  # for a pair of words only this node uses, where it is a likely one anyway
_OPENS = 0.12  # for a row that opens with the words the node opens with


@dataclass(slots=True)
class Score:
    """How well a row and one plan node agree, each 0..1.

    `row` is the share of the row's weight found in the node, `part` the best share of one clause
    of the node found in the row, `plain` weighs both and the share of the node; `alone` is what no
    other node has, `pairs` what is shared of more than one word, days and hours too, `told` those
    of them that tell something of a task; `aside`: whether the node opens with what they share
    (0), says it later (1) or mentions it (2).
    """

    row: float
    part: float
    plain: float
    shared: frozenset[str]
    alone: frozenset[str]
    pairs: frozenset[str]
    told: frozenset[str]
    aside: int
    named: float = 0.0
    opens: bool = False

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
class Line:
    """A row to be matched: its wording, the section it stands in, the key it already carries."""

    row: int
    text: str
    section: str = ""
    key: str | None = None
    words: RowText | None = None
    scores: dict[int, float] = field(default_factory=dict)
    raw: dict[int, Score] = field(default_factory=dict)

    def weigh(self, features: frozenset[str]) -> float:
        """The weight of some of its wording's features."""
        weights = self.words.weights if self.words else {}
        return sum(weights[feature] for feature in features)


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of a line: a node's place, or candidates to ask about, or neither."""

    place: int | None = None
    candidates: tuple[int, ...] = ()
    merged: bool = False
    duplicate_of: int | None = None
