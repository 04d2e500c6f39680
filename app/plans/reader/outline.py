"""The tree of a plan's body: which line stands under which, told by context."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from app.plans.reader.lines import Para
from app.plans.reader.markers import BULLETS, RANKS, Marker, split_marker
from app.plans.reader.subheads import subheads

_PLAIN = 40.0  # a paragraph without a sign stands under everything that has one
_SUBHEAD = 19.5  # a heading without a sign, below all numbers and above all bullets
_AHEAD = 200  # lines looked ahead to see whether a list goes on
_BULLET_PAIRS = (("dash", "plus"), ("star", "dash"), ("dash", "bullet"), ("star", "plus"))


@dataclass
class Branch:
    """A node while the tree is built; rank is where it stands in this paper.

    titled: a heading without a sign (capitals, or the source says so); rows: table rows below it.
    """

    para: Para
    marker: Marker | None
    text: str
    rank: float = _PLAIN
    titled: bool = False
    children: list["Branch"] = field(default_factory=list)
    rows: list[Para] = field(default_factory=list)

    @property
    def is_table(self) -> bool:
        """Nothing but the rows of a table under no heading."""
        return self.marker is None and self.para in self.rows

    @property
    def family(self) -> str:
        return self.marker.family if self.marker else ""


def grow(paras: Sequence[Para]) -> list[Branch]:
    """The branches at the top, in order; every para is one branch or a row beneath one."""
    entries = _ranked([_entry(para) for para in _titled(paras)])
    stack = [Branch(para, None, "", -1) for para in paras[:1]]
    top = stack[:]
    for index, entry in enumerate(entries):
        host = _table_host(stack) if entry.para.table else top[0]
        if host is not top[0]:
            host.rows.append(entry.para)
        elif entry.para.table and top[0].children and top[0].children[-1].rows:
            top[0].children[-1].rows.append(entry.para)
        elif entry.para.table:
            top[0].children.append(Branch(entry.para, None, "", rows=[entry.para]))
        else:
            _unwind(stack, entry, entries[index + 1 : index + _AHEAD])
            stack[-1].children.append(entry)
            stack.append(entry)
    return top[0].children if top else []


def _table_host(stack: Sequence[Branch]) -> Branch:
    """The heading a table stands under, past the points of a list that ends above it."""

    def is_said(branch: Branch) -> bool:
        return branch.family in BULLETS and branch.text.endswith((".", ";"))

    return next(branch for branch in reversed(stack) if not is_said(branch))


def _titled(paras: Sequence[Para]) -> list[Para]:
    """'Chương I' alone on its line takes the line below it as its title; wrapped titles join."""
    joined: list[Para] = []
    for para in paras:
        if joined and _wants_title(joined[-1], para):
            last = joined[-1]
            numbers, text = last.numbers + para.numbers, f"{last.text} {para.text}"
            joined[-1] = replace(last, numbers=numbers, text=text)
        else:
            joined.append(para)
    return joined


def _wants_title(above: Para, para: Para) -> bool:
    if para.table or above.table or split_marker(para.text)[0] or not para.text.strip("-–—+•*·."):
        return False
    marker, rest = split_marker(above.text)
    if marker is None or marker.family in BULLETS or (para.spaced and rest):
        return False
    if not rest:
        return True
    named = marker.family in ("phan", "chuong", "muc", "roman", "upper")
    both = rest.isupper() and para.text.isupper()
    return named and both and not rest.endswith((".", ":"))


def _entry(para: Para) -> Branch:
    marker, text = (None, para.text) if para.table else split_marker(para.text)
    return Branch(para, marker, text)


def _ranked(entries: list[Branch]) -> list[Branch]:
    """Gives each entry its rank, by the order of families this paper keeps."""
    ranks = _order([e.family for e in entries if e.marker])
    levels = _levels(entries, ranks)
    ordered = any(e.family in ("phan", "chuong", "dieu", "roman", "upper") for e in entries)
    heads = subheads([(entry.para, entry.marker) for entry in entries])
    for place, entry in enumerate(entries):
        if place in heads:
            entry.titled = True
            entry.rank = _SUBHEAD
        elif entry.marker:
            entry.rank = ranks[entry.family] + entry.marker.rank - RANKS[entry.family]
        elif entry.para.heading or (not ordered and _is_capital_heading(entry)):
            entry.titled = True
            entry.rank = levels.get(entry.para.heading, RANKS["heading"])
    return entries


def _is_capital_heading(entry: Branch) -> bool:
    text = entry.text
    letters = re.sub(r"[\W\d_]", "", text)
    return not entry.para.table and len(letters) > 5 and text.isupper() and " " in text


def _levels(entries: Sequence[Branch], ranks: dict[str, float]) -> dict[int, float]:
    """Ranks of unmarked headings by level, each just below the marked headings of higher level."""
    marked = {e.para.heading: ranks[e.family] for e in entries if e.marker and e.para.heading}
    found = {}
    for level in range(1, 7):
        above = [rank for other, rank in marked.items() if other < level]
        found[level] = max(above) + 0.4 + level / 100 if above else RANKS["heading"] + level / 10
        if level in marked:
            found[level] = marked[level]
    return found


def _order(families: Sequence[str]) -> dict[str, float]:
    """Capitals over Roman numbers or below them, + over - or below it: as the paper does it."""
    ranks: dict[str, float] = dict(RANKS)
    if "roman" in families and "upper" in families:
        above, below = sorted(("roman", "upper"), key=families.index)
        ranks[above], ranks[below] = 4, 5
    steps = list(pairwise(families))
    for outer, inner in _BULLET_PAIRS:
        down, up = steps.count((outer, inner)), steps.count((inner, outer))
        if up > down and ranks[outer] < ranks[inner]:
            ranks[outer], ranks[inner] = ranks[inner], ranks[outer]
    return ranks


def _unwind(stack: list[Branch], entry: Branch, later: Sequence[Branch]) -> None:
    """Leaves on top of the stack the branch the entry belongs under."""
    plain = entry.marker is None and not entry.titled
    new = plain and not entry.text[:1].islower()
    starred = entry.family == "star"
    if (new or starred) and _ends_list(stack, starred):
        stack.pop()
        entry.rank = _PLAIN if plain else stack[-1].rank + 0.5
    if plain:
        while stack[-1].rank >= _PLAIN or _is_full_bullet(stack[-1]):
            stack.pop()
        return
    siblings = [i for i, branch in enumerate(stack) if _alike(branch, entry)]
    if siblings and entry.marker and not entry.marker.first:
        del stack[_before(stack, siblings, entry) :]
        return
    if entry.family == "number" and siblings[-1:] == [len(stack) - 1] and _only_heads(stack[-1]):
        entry.rank = stack[-1].rank + 0.5  # '1. Mục đích' with a list of its own: '1. …', '2. …'
        return
    host = None if siblings else _host(stack, entry, later)
    if host is not None:
        del stack[host + 1 :]
        entry.rank = stack[host].rank + 0.5
        return
    while stack[-1].rank >= entry.rank:
        stack.pop()


def _alike(branch: Branch, entry: Branch) -> bool:
    if branch.marker is None or entry.marker is None or branch.family != entry.family:
        return False
    return branch.marker.depth == entry.marker.depth


def _before(stack: list[Branch], siblings: list[int], entry: Branch) -> int:
    """Which of the lists still open the entry goes on with: the one whose number comes before."""
    count = _count(entry)
    return next((i for i in reversed(siblings) if _count(stack[i]) == count - 1), siblings[-1])


def _count(branch: Branch) -> int:
    found = re.search(r"\d+(?=\D*$)", branch.marker.text) if branch.marker else None
    return int(found[0]) if found else -1


def _only_heads(branch: Branch) -> bool:
    """A few words that say nothing by themselves: 'Mục đích', 'Yêu cầu:'."""
    return len(branch.text.split()) < 5 and ":" not in branch.text[:-1]


def _is_full_bullet(branch: Branch) -> bool:
    """A bullet takes no paragraph beneath it, unless it is a heading: '* Đối với Đoàn phường:'."""
    if branch.family not in BULLETS:
        return False
    return branch.family != "star" or bool(branch.children) or not branch.text.endswith(":")


def _ends_list(stack: list[Branch], starred: bool) -> bool:
    """The last point of a list that says all in its own line, as every point before it.

    What follows belongs to the whole list: '(1) … . (2) … . * Chỉ tiêu:', and a star also below
    '1. Thời gian: … 2. Địa điểm: …'.
    """
    last = stack[-1]
    if len(stack) < 3 or last.family in BULLETS or last.children or not _is_told(last, starred):
        return False
    before = [branch for branch in stack[-2].children[:-1] if _alike(branch, last)]
    return bool(before) and all(_is_told(b, starred) and not b.children for b in before)


def _is_told(branch: Branch, starred: bool) -> bool:
    text = branch.text
    whole = text.endswith((".", ";")) and len(text.split()) > 5
    return whole or (starred and ": " in text and not text.endswith(":"))


def _host(stack: list[Branch], entry: Branch, later: Sequence[Branch]) -> int | None:
    """The branch a list opens under although its sign ranks higher: 'a) … 1. … 2. … b) …'.

    Either the host's own list goes on after this one, or the host ends in a colon right above.
    """
    if entry.marker is None or not entry.marker.first or entry.family in BULLETS:
        return None
    for index in range(len(stack) - 1, 0, -1):
        branch = stack[index]
        if branch.marker is None or branch.rank < entry.rank:
            continue
        above = index == len(stack) - 1 and branch.text.endswith(":")
        if above or (branch.family not in BULLETS and _goes_on(branch, later)):
            return index
    return None


def _goes_on(branch: Branch, later: Sequence[Branch]) -> bool:
    """The next mark of the branch's own family continues its list; none starts it anew before."""
    for entry in later:
        if _alike(branch, entry):
            return not (entry.marker and entry.marker.first)
        if entry.rank < 10:
            return False
    return False
