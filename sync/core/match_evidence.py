"""Weighs how likely it is that a row speaks of an item, rather than of the unit's own work."""

from sync.core.match_line import RowText, Score
from sync.core.match_words import DEEDS, HALF, MATTERS, VERBS, loanword, telling

_KNOWN = HALF | VERBS  # pairs of words that stand for one thing

# Log odds, fitted to 392 rows that speak of an item of five plans and 404 that speak of none.
_BASE = -4.1
_ROW = 2.2  # the share of the row's wording that the item has, too
_PART = 0.75  # the best share of one clause of the item that the row has
_PAIRS = 1.45  # each pair of words, day or hour that tells something, up to three
_HALF = 0.75  # each pair of words that half tells something, up to two
_AHEAD = 3.1  # how far the next best node's score is behind
_OPENS = 0.9  # for the words the item opens with
_QUOTED = 0.8  # for a name in quotation marks that only this item has
_LOAN = 2.4  # for a foreign word or name ("VNeID", "standee") that this item alone uses
_DUTY = 1.65  # for what the plan lays upon the units themselves: told in plain words
_UNSEEN = -0.25  # each word that the whole plan does not use, up to four

SURE = 0.0  # from here a row is matched
ASK = -1.5  # from here it is asked about; below, it is the unit's own
NOTHING = 0.75  # a row that shares less than this with an item shares what every task says
GROUNDS = 1.5  # and nothing said in so few words is matched unasked: "Kiểm tra", "Báo cáo tháng"
ORDER = 1.0  # for a row between those of the items before and after, in a sheet in plan order
FOLLOWS = 0.75  # and it needs to share no more than this


def evidence(row: RowText, score: Score, *, ahead: float, quoted: bool, duty: bool) -> float:
    """The log odds that a row speaks of the node it shares `score` with.

    `ahead` is how far the next best node is behind; `quoted`: the row holds a name in quotation
    marks that only this node has; `duty`: the node is laid upon the units by the plan.
    """
    return (
        _BASE
        + _ROW * score.row
        + _PART * score.part
        + _PAIRS * min(3, len(score.told))
        + _HALF * min(2, len(score.pairs & HALF))
        + _AHEAD * ahead
        + _OPENS * score.opens
        + _QUOTED * quoted
        + _LOAN * any(map(loanword, score.alone))
        + _DUTY * duty
        + _UNSEEN * min(4, row.unseen)
    )


def grounds(row: RowText, score: Score, *, duty: bool) -> float:
    """What a row shares with a node, counted: a telling pair only it has is 2, others are less.

    A row of a few words that fit any task ("Công tác kiểm tra") has no grounds to be matched
    unasked, whatever it shares.
    """
    pairs = score.pairs
    half = pairs & HALF
    deeds = 0.75 * len(pairs & VERBS) + 0.5 * len(score.alone & MATTERS)
    counts = sum(1 + (pair in score.alone) for pair in score.told if pair not in VERBS)
    paired = " ".join((*score.told, *half)).split()
    more = not (score.shared - pairs).issubset(paired)
    loan = any(map(loanword, score.alone))
    counted = counts + deeds + len(half) * (1.0 if duty else 0.5) + 0.5 * more + 2 * loan
    named = counts or loan or (deeds and not deed_to_another(row, score))
    nothing = row.vague or not (named or (duty and not _another(row, score)))
    return min(counted, GROUNDS - 0.1) if nothing else counted


def deed_to_another(row: RowText, score: Score) -> bool:
    """Whether all they share is what is done, and the row does it to something else.

    "Kiểm tra, giám sát nền nếp" is not the "kiểm tra, giám sát" of what the item names.
    """
    done = score.pairs & DEEDS
    if not done or not DEEDS.issuperset((*score.told, *(score.pairs & HALF))):
        return False
    ends = {deed.split()[1] for deed in done}
    after = {two for one, _, two in (pair.partition(" ") for pair in row.weights) if one in ends}
    return any(telling(word) and not word.isdigit() for word in after - score.shared if word)


def told(pairs: frozenset[str]) -> frozenset[str]:
    """The pairs that tell something themselves, beside those they run into.

    "trào thi" of "phong trào thi đua" is made of halves of two others.
    """
    known = pairs & _KNOWN
    halves = {word for pair in known for word in pair.split()}
    return frozenset(
        pair
        for pair in pairs
        if telling(pair)
        and (pair in known or any(w not in halves and not w.isdigit() for w in pair.split()))
    )


def _another(row: RowText, score: Score) -> bool:
    """Whether a row also says what many tasks say, and this item does not: "Báo cáo kết quả"."""
    apart = (one for one in row.weights if not score.shared.issuperset(one.split()))
    return any(one in HALF or one in VERBS for one in apart)
