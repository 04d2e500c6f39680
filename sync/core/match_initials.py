"""Reads abbreviations that are none of the field's: by the plan's own words."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sync.core.match_words import bare


def initials(texts: Iterable[Sequence[str]]) -> dict[str, str]:
    """Each run of three to six words of the texts by its folded initials: "ctdl" for "CTĐL".

    A run of three, whose initials many others may have, must be said twice.
    """
    runs: Counter[tuple[str, ...]] = Counter()
    short: dict[tuple[str, ...], str] = {}
    words: set[str] = set()
    for text in texts:
        folded = [bare(word) for word in text]
        first = "".join(word[0] for word in folded)
        words.update(folded)
        for size in range(3, 7):
            for at in range(len(text) - size + 1):
                run = tuple(text[at : at + size])
                runs[run] += 1
                short[run] = first[at : at + size]
    found: dict[str, str] = {}
    for run, times in runs.most_common():
        if short[run] not in words and (len(run) > 3 or times > 1):
            found.setdefault(short[run], " ".join(run))
    return found
