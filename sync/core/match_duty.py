"""Tells whose a duty of the plan is: the office's own, or laid upon the units."""

import re
from collections.abc import Callable

from sync.core.tab import PlanNode
from sync.core.text import fold

_DUTIES = re.compile(r"to chuc thuc hien|phan cong|trach nhiem|to chuc trien khai")
# "Kế hoạch riêng", "KH của Đoàn trường theo KH 153": how the unit itself carries the plan out.
_OWN_PLAN = re.compile(
    r"[-+*\d.)/ ]*(?:(?:xay dung|xd|ban hanh|lap|lam|soan|soan thao|du thao|len|viet) )?"
    r"(?:ke hoach|kh)(?: (?:trien khai|thuc hien|rieng|cu the|chi tiet))* "
    r"(?:rieng|(?:kh|ke hoach)(?: so)? \d+|(?:cua|theo|can cu) "
    r"(?:doan|chi doan|lien doi|don vi|truong|co quan|dia phuong|kh|ke hoach))\b"
)
_FACT = re.compile(r"(thời gian|địa điểm)[^:]{0,20}:", re.IGNORECASE)
_THERE = re.compile(r"\b(co mat|tap trung|tap ket|diem danh|tham du|xuat phat|bat dau|khai mac)\b")
_UNITS = re.compile(
    r"\b(cac|don vi|co so|chi doan|truc thuoc|doan (xa|phuong|truong|co so|cac)|truong|moi)\b"
)


def duty_of(node: PlanNode, find: Callable[[str], PlanNode | None]) -> str | None:
    """Whose an item below the plan's duties is, by the heading above it: office, unit or None."""
    above = find(node.key.rpartition(".")[0])
    top = find(node.key.split(".")[0])
    if above is None or top is None or above is top or not _DUTIES.search(fold(top.text)):
        return None
    return "unit" if _UNITS.search(fold(above.text)) else "office"


def own_plan(text: str) -> bool:
    """Whether a row names the paper in which the unit says how it carries the plan out."""
    return bool(_OWN_PLAN.match(fold(text)))


def fact_of(node: PlanNode) -> str | None:
    """What an item states, rather than asks for: "thời gian" of "Thời gian: 7h30 ngày 17/3"."""
    found = _FACT.match(node.text)
    return found[1].casefold() if found else None


def is_there(text: str) -> bool:
    """Whether a row is about being somewhere: "Có mặt tại UBND phường", not "Mượn sân UBND"."""
    return bool(_THERE.search(fold(text)))
