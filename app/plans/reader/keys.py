"""The keys of nodes: the markers from the top without their punctuation, II.1.3."""

import re
from collections.abc import Sequence

from app.plans.reader.markers import BULLETS, Marker
from sync.core.text import fold

_NAME = re.compile(r"(?i)(phần|chương|mục|điều|bước|phụ\s+lục)\s+((thứ|số)\s+)?")
_ORDINALS = (
    "", "nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi",
)  # fmt: skip


def bare(marker: str) -> str:
    """'II.' -> 'II', 'a)' -> 'a', 'Phần thứ hai' -> '2', '-' -> ''."""
    text = _NAME.sub("", marker, count=1).strip(" .)(/:-–+*•")
    if fold(text) in _ORDINALS[1:]:
        return str(_ORDINALS.index(fold(text)))
    return re.sub(r"\W+", "-", text) if "." not in text else re.sub(r"\s", "", text)


def steps(markers: Sequence[Marker | None]) -> list[str]:
    """The last part of each sibling's key; a sibling without a number takes its place among all.

    A marker that repeats the one above is joined as printed: 2.1 under II.2 is II.2.2.1.
    A number a paper gives twice, or a place whose number is taken, gets a letter: 1, 1b.
    """
    found = [_numbered(marker) for marker in markers]
    used: set[str] = set()
    for index, step in enumerate(found):
        if step:
            found[index] = free(step, used)
    for index, step in enumerate(found):
        if not step:
            found[index] = free(str(index + 1), used)
    return found


def _numbered(marker: Marker | None) -> str:
    return "" if marker is None or marker.family in BULLETS else bare(marker.text)


def free(step: str, used: set[str]) -> str:
    """The step itself, or with the first letter from b that is not used yet; it is used then."""
    candidate, suffix = step, ord("b")
    while candidate in used:
        candidate, suffix = f"{step}{chr(suffix)}", suffix + 1
    used.add(candidate)
    return candidate
