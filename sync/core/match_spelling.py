"""Puts a row's words right by the words of the plan: tones left out, a slip of the hand."""

from collections.abc import Container, Iterable, Sequence
from itertools import zip_longest

from rapidfuzz import process
from rapidfuzz.distance import OSA

from sync.core.match_words import HALF, as_one, bare, syllable


class Spelling:
    """The plan's own spelling.

    `words` of the plan, the most frequent first; `vocabulary` is all it uses; `pairs` holds the
    neighbours it uses, "one two".
    """

    def __init__(
        self, words: Iterable[str], vocabulary: frozenset[str] | set[str], pairs: Container[str]
    ) -> None:
        self._vocabulary, self._pairs = vocabulary, pairs
        self._listed = sorted(word for word in vocabulary if len(word) >= 4 and word.isalpha())
        self._slips: dict[str, str] = {}
        self._toneless: dict[str, list[str]] = {}
        for word in words:
            self._toneless.setdefault(bare(word), []).append(word)

    def right(self, words: Sequence[str], *, toneless: bool) -> list[str]:
        """Words the plan does not use put right: by their letters alone, else with one slip."""
        if toneless:
            words = self._toned(words)
        right: list[str] = []
        for word, after in zip_longest(words, words[1:], fillvalue=""):
            if word not in self._vocabulary:
                before = right[-1] if right else ""
                word = self._nearest(word, before, after)
            right.append(word)
        return as_one(right)

    def _toned(self, words: Sequence[str]) -> list[str]:
        """Words typed without tones, each as the plan writes it: the likeliest line of them all."""
        lines: dict[str, tuple[int, tuple[str, ...]]] = {"": (0, ())}
        for word in words:
            found: dict[str, tuple[int, tuple[str, ...]]] = {}
            for one in self._toneless.get(word) or [word]:
                known, said = max(
                    ((n + self._known(last, one), said) for last, (n, said) in lines.items()),
                    key=lambda line: line[0],
                )
                found[one] = (known, (*said, one))
            lines = found
        return list(max(lines.values(), key=lambda line: line[0])[1])

    def _known(self, one: str, two: str) -> bool:
        pair = f"{one} {two}"
        return pair in self._pairs or pair in HALF

    def _nearest(self, word: str, before: str, after: str) -> str:
        """The plan's word with these letters, or with one slip; the word itself where none is.

        A word with tones, or one that can be Vietnamese as it stands, is another word unless its
        neighbours speak for the plan's: "danh sách" has no member called Oanh.
        """
        same = self._toneless.get(bare(word), ())
        for one in same:
            if self._beside(before, one, after):
                return one
        if same or len(word) < 4 or word.isdigit():
            return word
        if word not in self._slips:
            near = process.extract(word, self._listed, scorer=OSA.distance, score_cutoff=1, limit=2)
            self._slips[word] = near[0][0] if len(near) == 1 else word
        right = self._slips[word]
        if not syllable(word) or self._beside(before, right, after):
            return right
        return word

    def _beside(self, before: str, word: str, after: str) -> bool:
        return f"{before} {word}" in self._pairs or f"{word} {after}" in self._pairs
