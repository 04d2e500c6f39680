"""The tree of a plan's body: which line stands under which, told by context."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.plans.reader.lines import Para
from app.plans.reader.markers import BULLETS, RANKS, Marker, split_marker


@dataclass
class Branch:
    """A node while the tree is built; rank is where it stands in this paper."""

    para: Para
    marker: Marker | None
    text: str
    rank: int
    titled: bool = False
    children: list["Branch"] = field(default_factory=list)
    rows: list[Para] = field(default_factory=list)

    @property
    def family(self) -> str:
        return self.marker.family if self.marker else ""


def grow(paras: Sequence[Para]) -> list[Branch]:
    """The branches at the top; every para is one branch or a row of one."""
    entries = [_entry(para) for para in _titled(paras)]
    ranks = _ranks(entries)
    top = Branch(entries[0].para, None, "", -1) if entries else None
    if top is None:
        return []
    stack = [top]
    for entry in entries:
        if entry.para.table:
            stack[-1].rows.append(entry.para)
            continue
        entry.rank = _rank(entry, ranks)
        _unwind(stack, entry)
        stack[-1].children.append(entry)
        stack.append(entry)
    if top.rows:
        return [Branch(top.rows[0], None, "", 40, rows=top.rows), *top.children]
    return top.children


def _titled(paras: Sequence[Para]) -> list[Para]:
    """'Chương I' alone on its line takes the capitals below it as its title."""
    joined: list[Para] = []
    for para in paras:
        if joined and _wants_title(joined[-1], para):
            last = joined[-1]
            joined[-1] = Para(
                last.numbers + para.numbers,
                f"{last.text} {para.text}",
                last.raw,
                last.indent,
                last.spaced,
                last.heading,
            )
        else:
            joined.append(para)
    return joined


def _wants_title(above: Para, para: Para) -> bool:
    if para.table or above.table or split_marker(para.text)[0]:
        return False
    marker, rest = split_marker(above.text)
    if marker is None or marker.family in BULLETS or para.spaced and rest:
        return False
    if not rest:
        return True
    named = marker.family in ("phan", "chuong", "muc", "roman", "upper")
    return named and rest.isupper() and para.text.isupper() and not rest.endswith((".", ":", ";"))


def _entry(para: Para) -> Branch:
    marker, text = split_marker(para.text)
    if para.table:
        marker, text = None, para.text
    titled = marker is None and (para.heading > 0 or _is_capital_heading(text))
    return Branch(para, marker, text, 0, titled)


def _is_capital_heading(text: str) -> bool:
    letters = re.sub(r"[\W\d_]", "", text)
    return len(letters) > 5 and text == text.upper() and " " in text and len(text) < 160


def _ranks(entries: Sequence[Branch]) -> dict[str, int]:
    """The order of families in this paper: letters over Roman numbers or below, + over - or below."""
    ranks = dict(RANKS)
    families = [e.family for e in entries if e.marker]
    if "roman" in families and "upper" in families:
        above, below = sorted(("roman", "upper"), key=families.index)
        ranks[above], ranks[below] = 4, 5
    for outer, inner in (("dash", "plus"), ("star", "dash"), ("dash", "bullet"), ("star", "plus")):
        down = _steps(families, outer, inner)
        up = _steps(families, inner, outer)
        if up > down and ranks[outer] < ranks[inner]:
            ranks[outer], ranks[inner] = ranks[inner], ranks[outer]
    return ranks


def _steps(families: Sequence[str], above: str, below: str) -> int:
    return sum(a == above and b == below for a, b in zip(families, families[1:], strict=False))


def _rank(entry: Branch, ranks: dict[str, int]) -> int:
    if entry.marker:
        return ranks[entry.family] + entry.marker.rank - RANKS[entry.family]
    if not entry.titled:
        return 40
    return ranks["heading"] + min(max(entry.para.heading - 1, 0), 3)


def _unwind(stack: list[Branch], entry: Branch) -> None:
    """Leaves on the stack the branch the entry belongs under."""
    if entry.marker is None and not entry.titled:
        while stack[-1].rank >= 40 or _is_leaf_bullet(stack[-1]):
            stack.pop()
        return
    siblings = [i for i, b in enumerate(stack) if _alike(b, entry)]
    if siblings and entry.marker and not entry.marker.first:
        del stack[siblings[-1] :]
        return
    if not siblings and _opens_list(stack[-1], entry):
        entry.rank = stack[-1].rank + 1
        return
    while stack[-1].rank >= entry.rank:
        stack.pop()


def _alike(branch: Branch, entry: Branch) -> bool:
    if branch.marker is None or entry.marker is None or branch.family != entry.family:
        return False
    return branch.marker.depth == entry.marker.depth


def _is_leaf_bullet(branch: Branch) -> bool:
    """A bullet takes no paragraph beneath it, unless it is a heading: '* Đối với Đoàn phường:'."""
    if branch.family not in BULLETS:
        return False
    heads = branch.family == "star" and branch.text.endswith(":") and not branch.children
    return not heads


def _opens_list(above: Branch, entry: Branch) -> bool:
    """'a) Các bước sau:' may hold 1. 2. 3., '- Gồm:' a) b): a list that starts right under a colon."""
    if entry.marker is None or not entry.marker.first or above.children or above.marker is None:
        return False
    return above.rank >= entry.rank and above.text.endswith(":") and entry.family not in BULLETS
