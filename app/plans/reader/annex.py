"""What stands after the signatures: annexes, each a section of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.plans.reader.ending import foot_at
from app.plans.reader.keys import free
from app.plans.reader.layout import divide
from app.plans.reader.lines import Para, Wrap, is_mark, unwrap
from app.plans.reader.markers import split_marker
from app.plans.reader.model import Node
from app.plans.reader.nodes import as_annex
from app.plans.reader.outline import grow
from sync.core.text import fold

_OPENS = re.compile(
    r"(?i)(phụ\s+lục(?:\s+(?:số\s+)?(?:\d+|[IVX]+|[A-Z])(?!\w))?|biểu\s+mẫu|mẫu\s+số\s+\d+)[\s.:–-]*"
)


@dataclass(frozen=True)
class Annex:
    """A section for an annex, with the lines of its letterhead and title, and of its signature."""

    node: Node
    heading: tuple[Para, ...]
    foot: tuple[Para, ...]


def read_annexes(
    paras: Sequence[Para], wrap: Wrap, year: int | None, used: set[str]
) -> list[Annex]:
    """One section for each annex; its heading lines are its text; used: keys taken already."""
    groups: list[list[Para]] = []
    for para in paras:
        if is_mark(para.text) and not para.table:
            continue
        opens = _OPENS.match(para.text) and len(para.text) < 120 and not para.table
        if not groups or opens:
            groups.append([])
        groups[-1].append(para)
    return [_annex(group, wrap, year, used) for group in groups]


def _annex(paras: list[Para], wrap: Wrap, year: int | None, used: set[str]) -> Annex:
    opening = None if paras[0].table else _OPENS.match(paras[0].text)
    marker = opening.group(1) if opening else ""
    start, words = _heading(paras, opening.end() if opening else 0)
    key = free("PL" + "".join(re.findall(r"\d+|[IVX]+$", marker)), used)
    heading = Node("section", marker, key, words, paras[0].number, kind="content")
    end = foot_at(paras, start)
    node = as_annex(heading, grow(unwrap(paras[start:end], wrap)), year)
    return Annex(node, tuple(paras[:start]), tuple(paras[end:]))


def _heading(paras: list[Para], skip: int) -> tuple[int, str]:
    """How many lines head an annex, with their words: its own letterhead and title, or capitals."""
    parts = divide(paras)
    start = 1 if skip else 0
    words = [paras[0].text[skip:]] if skip else []
    if parts.title and not skip:
        start = len(parts.head) + len(parts.titles)
        words = [parts.title.kind, parts.title.words or ""]
    while start < len(paras) and (_heads(paras[start]) or _is_open(words)):
        words.append(paras[start].text)
        start += 1
    return start, " ".join(filter(None, words))


def _is_open(words: list[str]) -> bool:
    """A bracket of the heading, '(Kèm theo Quyết định …', ends on a line below."""
    return bool(words) and words[-1].count("(") > words[-1].count(")") and words[-1][0] == "("


def _heads(para: Para) -> bool:
    if para.table or split_marker(para.text)[0]:
        return False
    plain = fold(para.text)
    return para.text.isupper() or plain.startswith(("(kem theo", "(ban hanh", "kem theo"))
