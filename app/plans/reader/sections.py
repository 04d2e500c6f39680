"""What a section is for: aims, content, or who carries it out."""

import re

from app.plans.reader.model import Kind
from sync.core.text import fold

_AIMS = re.compile(
    r"can cu|co so (phap ly|xay dung)|"
    r"muc (dich|tieu)|yeu cau|y nghia|quan diem|tinh hinh|danh gia|ket qua dat|dac diem|"
    r"(thoi gian|dia diem|thanh phan|doi tuong|kinh phi|pham vi)\b"
)
_DUTIES = re.compile(
    r".*(to chuc thuc hien|phan cong|trach nhiem|to chuc trien khai|dieu khoan thi hanh)|"
    r"(trien khai )?thuc hien$"
)
_AIMS_GROUP = re.compile(
    r"(muc (dich|tieu)|yeu cau|y nghia)([,;& –-]+(va )?(muc dich|yeu cau|y nghia))*"
)
_DUTIES_GROUP = re.compile(
    r"to chuc (thuc hien|trien khai)|phan cong (nhiem vu|trach nhiem|thuc hien)"
)


def kind_of(text: str) -> Kind:
    """The kind of a section by its heading; where, when and for whom are told with the aims."""
    plain = fold(text).strip(" .:")
    if _DUTIES.match(plain) and not plain.startswith("noi dung"):
        return "implementation"
    return "aims" if _AIMS.match(plain) else "content"


def kind_within(text: str) -> Kind | None:
    """The kind a heading below a section sets for what stands under it, None for most."""
    plain = fold(text).strip(" .:")
    if _AIMS_GROUP.fullmatch(plain):
        return "aims"
    return "implementation" if _DUTIES_GROUP.match(plain) else None
