"""Tells an item that is about what a row says from one that only mentions it."""

from collections.abc import Callable, Sequence

from sync.core.match_line import Line

_NEAR = 0.85  # an item about it must score so much of what the other does
_BESIDE = 0.25  # and have all that the other shares with the row but this much


def without_mentions(
    line: Line, ranked: Sequence[int], is_item: Callable[[int], bool]
) -> list[int]:
    """The ranked places without items that only mention what a near one is about.

    "02 tiết mục mừng Xuân" is about the choice of "tiết mục", not about the night "với các tiết
    mục mừng Xuân"; "quyền lợi của ĐVTN" is what one item opens with, another's last words.
    """
    return [place for place in ranked if not _mentions(line, place, ranked, is_item)]


def _mentions(
    line: Line, place: int, ranked: Sequence[int], is_item: Callable[[int], bool]
) -> bool:
    score = line.raw[place]
    if not score.aside or not is_item(place):
        return False
    said = line.weigh(score.shared)
    return any(
        is_item(other)
        and line.raw[other].aside < score.aside
        and line.scores[other] >= _NEAR * line.scores[place]
        and line.weigh(score.shared - line.raw[other].shared) <= _BESIDE * said
        for other in ranked
    )
