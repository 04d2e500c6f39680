"""Tells whose a duty of the plan is: the office's own, or laid upon the units."""

import re
from collections.abc import Callable

from sync.core.tab import PlanNode
from sync.core.text import fold

_DUTIES = re.compile(r"to chuc thuc hien|phan cong|trach nhiem|to chuc trien khai")
# "Kế hoạch riêng", "KH của Đoàn trường theo KH 153": how the unit itself carries the plan out; of
# a body that may be another's ("KH của trường tiểu học") only where it says that it does.
_OWN_PLAN = re.compile(
    r"[-+*\d.)/ ]*(?:(?:xay dung|xd|ban hanh|lap|lam|soan|soan thao|du thao|len|viet|gui|nop) )?"
    r"(?:ke hoach|kh)(?: (?:trien khai|thuc hien|rieng|cu the|chi tiet))* "
    r"(?:rieng\b|(?:kh|ke hoach)(?: so)? \d+\b|(?:theo|can cu) (?:kh|ke hoach)\b|"
    r"(?:cua|theo|can cu) (?:doan|chi doan|lien doi)\b|"
    r"cua (?:don vi|truong|co quan|dia phuong)(?= (?:theo|can cu|thuc hien|trien khai)\b|\W*$))"
)
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
