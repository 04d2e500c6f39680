"""Tells items that state when and where from those that ask for something."""

import re

from sync.core.tab import PlanNode
from sync.core.text import fold

_FACT = re.compile(r"(thời gian|địa điểm)[^:]{0,20}:", re.IGNORECASE)
_ATTENDING = re.compile(
    r"\b(co mat|tap trung|tap ket|diem danh|tham du|xuat phat|bat dau|khai mac)\b"
)


def fact_of(node: PlanNode) -> str | None:
    """What an item states, rather than asks for: "thời gian" of "Thời gian: 7h30 ngày 17/3"."""
    found = _FACT.match(node.text)
    return found[1].casefold() if found else None


def about_attending(text: str) -> bool:
    """Whether a row is about being there: "Có mặt tại UBND phường", not "Mượn sân UBND"."""
    return bool(_ATTENDING.search(fold(text)))
