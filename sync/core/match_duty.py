"""Tells whose a duty of the plan is: the office's own, or laid upon the units."""

import re
from collections.abc import Callable

from sync.core.tab import PlanNode
from sync.core.text import fold

_DUTIES = re.compile(r"to chuc thuc hien|phan cong|trach nhiem|to chuc trien khai")
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
