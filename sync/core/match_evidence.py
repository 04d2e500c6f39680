"""Weighs how likely it is that a row speaks of an item, rather than of the unit's own work."""

from collections.abc import Callable, Mapping

from sync.core.match_text import Score
from sync.core.match_words import HALF, loanword, telling

# Log odds, fitted to 334 rows that speak of an item of five plans and 402 that speak of none.
_BASE = -5.15
_ROW = 3.5  # the share of the row's wording that the item has, too
_PAIRS = 1.55  # each pair of words that tells something, up to three
_ALONE = 0.75  # the share of the row's wording that no other node of the plan has
_AHEAD = 2.7  # how far the next best node's score is behind
_HALF = 0.6  # each pair of words that half tells something, up to two
_DUTY = 1.5  # for what the plan lays upon the units themselves: told in plain words
_LOAN = 2.5  # a foreign word or name ("VNeID", "standee") that this item alone uses

SURE = 0.0  # from here a row is matched
ASK = -1.5  # from here it is asked about; below, it is the unit's own


def evidence(
    score: Score,
    weights: Mapping[str, float],
    *,
    uses: Callable[[str], int],
    ahead: float,
    duty: bool,
) -> float:
    """The log odds that a row of these `weights` speaks of the node it shares `score` with.

    `uses` counts the nodes that use a word or pair; `ahead` is how far the next best is behind.
    """
    whole = sum(weights.values()) or 1
    alone = [feature for feature in score.shared if uses(feature) == 1]
    pairs = sum(" " in feature and telling(feature) for feature in score.shared)
    return (
        _BASE
        + _ROW * score.row
        + _PAIRS * min(3, pairs)
        + _ALONE * sum(weights[feature] for feature in alone) / whole
        + _AHEAD * ahead
        + _HALF * min(2, sum(feature in HALF for feature in score.shared))
        + _DUTY * duty
        + _LOAN * any(map(loanword, alone))
    )
