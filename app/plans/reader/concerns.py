"""Whom each item of a plan concerns by default: the units, the office itself, both."""

import re
from collections.abc import Iterator, Sequence

from app.plans.reader.model import Kind, Node, Plan
from app.plans.reader.sections import kind_within
from sync.core.text import fold

_LEVEL = r"(trung uong|tinh|thanh pho|thanh|huyen|quan|thi xa|thi|xa|phuong)"
_BOTH = re.compile(
    rf"\bcap {_LEVEL} (va|den|,) (cap )?(co so|xa|phuong|huyen)|\bo cac cap\b|\bcung cap\b|"
    rf"\b(doan|hoi|can bo|cac cap)( [a-z]+)? tu {_LEVEL} (den|toi|xuong) co so|"
    r"\bcac cap bo (doan|hoi)|\b(doan|hoi) cac cap\b"
)
_SHORT = re.compile(r"^(bch|btv|ban chap hanh|ban thuong vu) (doan tncs ho chi minh )?")
_UNITS = re.compile(
    r"\b(co so|don vi|truc thuoc|chi doan|chi hoi|giao vien|dia phuong|"
    r"ubnd (cac )?(xa|phuong|huyen)|"
    r"cac (doan|xa|phuong|truong|phong ban|phong, ban|co quan|to|lop|thon|khu|huyen|quan|thi|"
    r"dia phuong|chi bo|cap uy)|"
    r"doan (xa|phuong|truong|thi tran|cong an|co quan|khoi|benh vien|cong ty|dai hoc))\b"
)
_OFFICE = re.compile(
    rf"^({_LEVEL} (doan|uy|hoi)\b|van phong|thuong truc|uy ban kiem tra|ubkt|btv|bch|co quan |"
    r"ban (thuong vu|chap hanh|to chuc|chi dao|giam hieu|tuyen giao|dan van)|"
    r"cac ban (chuyen mon|xay dung|tham muu)|doan (thanh nien )?tncs)"
)


def concerns(plan: Plan) -> dict[str, dict[str, bool]]:
    """{key: {"units": …, "office": …}} for every item that makes an entry.

    Aims make none. Content goes to the units, and to the office too where it names both levels.
    In the duties the group says who: the office's to the office, the units' to the units; a group
    that names somebody else is the office's to follow up.
    """
    office = _SHORT.sub("", fold(plan.issuing_body))
    found = {}
    for node in plan.sections:
        for item, above, kind in _items(node, [], node.kind or "content"):
            if kind != "aims":
                found[item.key] = _whom(item, above, kind, office)
    return found


def _items(node: Node, above: list[Node], kind: Kind) -> Iterator[tuple[Node, list[Node], Kind]]:
    """Outermost items with the groups they stand in; details of an item are no entries."""
    if node.role == "item" or not node.children:
        yield node, above, kind
        return
    if node.role == "group" and kind == "content":
        kind = kind_within(node.text) or kind
    for child in node.children:
        yield from _items(child, [*above, node], kind)


def _whom(item: Node, above: Sequence[Node], kind: Kind, office: str) -> dict[str, bool]:
    if kind == "content":
        return {"units": True, "office": bool(_BOTH.search(fold(item.text)))}
    groups = [node.text for node in above if node.role == "group"]
    actor = fold(" ".join(groups) or _actor(item.text)).strip(" .:")
    actor = re.sub(r"^(giao|de nghi|yeu cau|doi voi) ", "", actor)
    own = bool(_OFFICE.match(actor)) or _is_office(actor, office)
    units = bool(_UNITS.search(actor)) and (not own or bool(re.search(r"\bva\b|,", actor)))
    if groups:
        return {"units": units, "office": own or not units}
    return {"units": units or not own, "office": own}


def _actor(text: str) -> str:
    """Who acts, by the opening words: 'Huyện Đoàn: Chỉ đạo …' or the first few words."""
    head, colon, _ = text.partition(":")
    return head if colon and len(head) < 60 else " ".join(text.split()[:8])


def _is_office(actor: str, office: str) -> bool:
    """'Đoàn xã' is 'BCH Đoàn xã Tân Hòa', when that one issues the plan."""
    return (
        len(actor.split()) > 1
        and bool(office)
        and (office.startswith(actor) or actor.startswith(office))
    )
