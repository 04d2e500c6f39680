"""The plain values that the steps of matching hand on."""

from dataclasses import dataclass, field

from sync.core.match_text import RowText, Score


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
