"""Finds again the cell that a write of ours replaced, by what stood beside it."""

from collections.abc import Iterable, Sequence, Set

from rapidfuzz import fuzz

from sync.core.formula import same_form
from sync.core.relocate import RENAMED
from sync.core.tab import Cell, Scalar, Tab
from sync.core.text import fold
from sync.core.writes import INSERTED, Debt, same_scalar

At = tuple[int, int]

ALIKE = 0.6
"""The share of what a row says by which it is known again."""

_KEY_SHARE = 0.3
_LONG, _WORDING = 15, 4


def find(debt: Debt, tab: Tab, heads: Sequence[int]) -> At | None:
    """Where the replaced cell stands now and still holds our value; None where it does not.

    `heads` are the heading rows as they stand now.
    """
    if debt.bare:
        return None
    if debt.kind in INSERTED:
        return _in_our_row(debt, tab, heads)
    named = column_now(debt, tab, heads)
    sure = named is not None or of_heading(debt)
    for row in [*_likely(debt, tab), *_worded(debt, tab)]:
        for column in [named] if named else _columns(debt, tab, row, heads):
            if column > 0 and _ours(debt, tab.cell(row, column), sure=sure):
                return row, column
    return None


def find_typed_over(debt: Debt, tab: Tab, heads: Sequence[int]) -> At | None:
    """Where somebody typed over what we pasted: the formats that came with it stand there yet.

    Only where heading and wording both tell the cell, and it holds no number: Google gives a
    number the format that it was typed in.
    """
    named, rows = column_now(debt, tab, heads), _rows(debt, tab)
    if not (debt.formats and debt.source[0] and _wording(debt) and named and len(rows) == 1):
        return None
    cell = tab.cell(rows[0], named)
    known = not cell.locked and (cell.value is None or isinstance(cell.value, str))
    return (rows[0], named) if known else None


def of_heading(debt: Debt) -> bool:
    """Whether it was a heading that was replaced."""
    return debt.was not in (None, "") and debt.was in debt.heading


def _in_our_row(debt: Debt, tab: Tab, heads: Sequence[int]) -> At | None:
    """A cell of a row that we inserted: the key tells the row.

    Where somebody has typed in it since, it is theirs: only what stands under another heading than
    it was meant for (`debt.heading`, before what the row above says) is to be taken away.
    """
    for row, line in enumerate(tab.rows, 1):
        said = [cell.value for cell in line if cell.value not in (None, "")]
        if debt.row_key not in said:
            continue
        for column in (debt.column, *range(1, len(line) + 1)):
            meant = _respelt(_above(tab, heads, column), debt.heading[: len(heads)])
            theirs = len(said) > len(debt.mine) and meant
            if not theirs and _ours(debt, tab.cell(row, column), sure=False):
                return row, column
    return None


def _ours(debt: Debt, cell: Cell, *, sure: bool) -> bool:
    """A formula that shows our value is somebody's own, unless we pasted that one back.

    Pasted at a wrong place it may show anything there: under the heading it met, or in place of
    that heading, it is ours.
    """
    shows = same_scalar(cell.value, debt.ours) or (bool(debt.pasted) and sure)
    return shows and same_form(cell.formula, debt.pasted)


def _columns(debt: Debt, tab: Tab, row: int, heads: Sequence[int]) -> Sequence[int]:
    """The column by what stands beside it, then any where our value stands alone in the row; those
    first that are headed, or not headed, as the witnessed one was."""

    def headed(column: int) -> bool:
        return _respelt(_above(tab, heads, column), debt.heading)

    columns = [debt.column + by for by in _shifts(debt, tab, row)]
    if debt.ours not in (None, "") and not any(same_scalar(v, debt.ours) for _, v in _told(debt)):
        width = range(1, len(_line(tab, row)) + 1)
        stands = [c for c in width if same_scalar(tab.cell(row, c).value, debt.ours)]
        likely = [c for c in stands if headed(c) or c == debt.column]
        columns += stands if len(stands) == 1 else likely
    return sorted(columns, key=lambda column: not headed(column))


def _told(debt: Debt) -> list[tuple[int, Scalar]]:
    """The witnessed cells that we did not write."""
    return [(c, v) for c, v in debt.witness if c not in debt.mine and v not in (None, "")]


def column_now(debt: Debt, tab: Tab, heads: Sequence[int]) -> int | None:
    """The one column under the heading that was witnessed, where that was a heading at all; under
    one spelt slightly otherwise where none is the very same."""
    if all(value in (None, "") for value in debt.heading):
        return None
    width = max((len(row) for row in tab.rows), default=0)
    for same in (_alike, _respelt):
        found = [c for c in range(1, width + 1) if same(_above(tab, heads, c), debt.heading)]
        if debt.column in found:
            return debt.column
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _respelt(one: Sequence[Scalar], other: Sequence[Scalar]) -> bool:
    pairs = [(fold(str(a or "")), fold(str(b or ""))) for a, b in zip(one, other, strict=False)]
    return len(one) == len(other) and all(fuzz.ratio(a, b) >= RENAMED for a, b in pairs)


def _above(tab: Tab, heads: Sequence[int], column: int) -> list[Scalar]:
    return [tab.cell(row, column).value for row in heads]


def _shifts(debt: Debt, tab: Tab, row: int) -> list[int]:
    """By how many columns the witnessed cells have moved since, the likeliest first.

    One column moved among others takes only those between along: several shifts may be true.
    """
    told = _told(debt)

    def fits(by: int) -> int:
        return sum(same_scalar(tab.cell(row, c + by).value, value) for c, value in told)

    width = len(_line(tab, row))
    scored = [(fits(by), by) for by in range(-width, width + 1)]
    likely = [(score, by) for score, by in scored if score]
    return [by for _, by in sorted(likely, key=lambda one: (-one[0], abs(one[1])))]


def _alike(one: Sequence[Scalar], other: Sequence[Scalar]) -> bool:
    return len(one) == len(other) and all(map(same_scalar, one, other))


def _rows(debt: Debt, tab: Tab) -> list[int]:
    """The rows that are most like the witnessed one, the likeliest first; of one that said nothing
    all that say nothing. The key alone does not decide: a sort may have left it behind."""
    told = [value for _, value in _told(debt)]
    # A key that alone told the row may have gone back to its own row since.
    worded = any(value != debt.row_key for value in told)
    scores = {
        row: (_score(told, tab, row) if worded else _bare(debt, tab, row))
        + _key_share(debt, tab, row)
        for row in range(1, max(len(tab.rows), debt.row) + 1)
    }
    rows = [row for row, score in scores.items() if score >= ALIKE]
    if not worded:
        return sorted(rows, key=lambda row: (-scores[row], abs(row - debt.row)))
    rows = [row for row in rows if scores[row] == max(scores.values())]
    return sorted(rows, key=lambda row: (_strange(told, tab, row), abs(row - debt.row)))


def _strange(told: Sequence[Scalar], tab: Tab, row: int) -> int:
    """How much stands in this row that the witnessed one did not say."""
    said = [cell.value for cell in _line(tab, row) if cell.value not in (None, "")]
    return sum(not any(same_scalar(value, one) for one in told) for value in said)


def _likely(debt: Debt, tab: Tab) -> list[int]:
    """Those rows, the likeliest first: one that has a wording of its own comes last, and is none
    where nothing is what we put into a row without any. A wording that we replaced, too, may be
    back by now."""
    rows = _rows(debt, tab)
    wording = wording_of(value for _, value in debt.witness)
    named = {row for row in rows if wording_of(cell.value for cell in _line(tab, row)) - wording}
    if debt.ours in (None, "") and not wording:
        rows = [row for row in rows if row not in named]
    return sorted(rows, key=lambda row: row in named)


def _worded(debt: Debt, tab: Tab) -> list[int]:
    """Rows that say what the witnessed one said: a copy may be more like it than itself by now.

    None where what we put there is nothing: any row may hold that.
    """
    return [] if debt.ours in (None, "") else saying(tab, _wording(debt))


def saying(tab: Tab, wording: Set[Scalar]) -> list[int]:
    """The rows that say all of this."""
    lines = [{cell.value for cell in line} for line in tab.rows] if wording else []
    return [number for number, values in enumerate(lines, 1) if wording <= values]


def _wording(debt: Debt) -> set[Scalar]:
    return wording_of(value for _, value in _told(debt))


def wording_of(values: Iterable[Scalar]) -> set[Scalar]:
    """What of it is wording, by which a row is known."""
    return {value for value in values if weight(value) > 1}


def _key_share(debt: Debt, tab: Tab, row: int) -> float:
    """More for a row that shows its key, or what else we wrote over and may have put back."""
    back = {v for c, v in debt.witness if c in debt.mine and c != debt.column}
    own = {debt.row_key, *back} - {None, ""}
    return _KEY_SHARE if any(cell.value in own for cell in _line(tab, row)) else 0.0


def _bare(debt: Debt, tab: Tab, row: int) -> float:
    """Whether nothing but what we wrote stands in this row, as far as it was witnessed."""
    # The key column, witnessed last, may hold a key that a sort left behind.
    columns = [column for column, _ in debt.witness][:-1] or [debt.column]
    line = _line(tab, row)[min(columns) - 1 : max(columns)]
    return float(sum(cell.value not in (None, "") for cell in line) <= len(debt.mine))


def _score(told: Sequence[Scalar], tab: Tab, row: int) -> float:
    """How much of the witnessed row stands in this one."""
    left = [cell.value for cell in _line(tab, row) if cell.value not in (None, "")]
    hits = 0
    for value in told:
        place = next((i for i, one in enumerate(left) if same_scalar(one, value)), None)
        if place is not None:
            del left[place]
            hits += weight(value)
    return hits / sum(map(weight, told))


def weight(value: Scalar) -> int:
    """A row's wording tells more of it than its ticks."""
    return _WORDING if isinstance(value, str) and len(value) > _LONG else 1


def _line(tab: Tab, row: int) -> Sequence[Cell]:
    return tab.rows[row - 1] if 0 < row <= len(tab.rows) else ()
