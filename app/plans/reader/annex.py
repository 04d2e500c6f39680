"""What stands after the signatures: annexes, each a section of its own."""

import re
from collections.abc import Sequence

from app.plans.reader.lines import Para, is_mark, unwrap
from app.plans.reader.markers import split_marker
from app.plans.reader.model import Node
from app.plans.reader.nodes import as_annex
from app.plans.reader.outline import grow

_OPENS = re.compile(
    r"(?i)(phụ\s+lục(?:\s+(?:số\s+)?(?:\d+|[IVX]+|[A-Z]))?|biểu\s+mẫu|mẫu\s+số\s+\d+)\b[\s.:–-]*"
)


def read_annexes(paras: Sequence[Para], year: int | None, used: set[str]) -> tuple[Node, ...]:
    """One section for each annex; its heading lines are its text."""
    groups: list[list[Para]] = []
    for para in paras:
        if is_mark(para.text) and not para.table:
            continue
        if not groups or _OPENS.match(para.text) and len(para.text) < 120:
            groups.append([])
        groups[-1].append(para)
    return tuple(_annex(group, year, used) for group in groups)


def _annex(paras: list[Para], year: int | None, used: set[str]) -> Node:
    opening = None if paras[0].table else _OPENS.match(paras[0].text)
    marker = opening.group(0).strip(" .:–-") if opening else ""
    words = [paras[0].text[opening.end() :] if opening else ""]
    start = 1 if opening else 0
    while start < len(paras) and _titles(paras[start]):
        words.append(paras[start].text)
        start += 1
    text = " ".join(filter(None, words))
    return as_annex(paras[0].number, marker, text, grow(unwrap(paras[start:])), year, used)


def _titles(para: Para) -> bool:
    if para.table or split_marker(para.text)[0]:
        return False
    return para.text.isupper() or para.text.startswith("(") or para.heading > 0
