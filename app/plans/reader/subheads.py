"""Headings without a sign: short lines over paragraphs, in a paper that lost its numbers."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from app.plans.reader.lines import Para
from app.plans.reader.markers import BULLETS, Marker

_WORDS = 30  # of a heading at most
_FEWEST = 2  # one short line alone may be a sentence whose full stop was forgotten


def subheads(lines: Sequence[tuple[Para, Marker | None]]) -> set[int]:
    """Which of the body's lines head those below them, by their place.

    Found only where the paper keeps the habit: each stretch of unnumbered lines with such a line
    begins with one, and each has sentences or bullets beneath it.
    """
    found: set[int] = set()
    for stretch in _stretches(lines):
        short = [place for place in stretch if _is_short(*lines[place])]
        heads = [place for place in short if place + 1 in stretch and place + 1 not in short]
        if heads != short or (short and short[0] != stretch[0]):
            return set()
        found.update(heads)
    return found if len(found) >= _FEWEST else set()


def _stretches(lines: Sequence[tuple[Para, Marker | None]]) -> Iterator[list[int]]:
    """Runs of lines that bear no number and stand in no table."""

    def loose(place: int) -> bool:
        para, marker = lines[place]
        bare = not para.table and not para.heading and not para.text.isupper()
        return bare and (marker is None or marker.family in BULLETS)

    for together, group in groupby(range(len(lines)), key=loose):
        if together:
            yield list(group)


def _is_short(para: Para, marker: Marker | None) -> bool:
    text = para.text
    if marker or ":" in text or not text[0].isupper() or not text[-1].isalnum():
        return False
    return len(text.split()) <= _WORDS
