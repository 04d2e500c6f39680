"""The kinds of official papers by name, as titles and citations spell them."""

import re

from sync.core.text import fold

_NAMES = (
    "Thông báo kết luận", "Chương trình hành động", "Chương trình phối hợp", "Chương trình",
    "Chương trình liên tịch", "Quy chế liên tịch", "Kế hoạch liên ngành", "Nghị quyết liên tịch",
    "Thông tư liên tịch", "Kế hoạch liên tịch", "Kế hoạch phối hợp", "Hướng dẫn liên tịch",
    "Hướng dẫn liên ngành", "Quy chế phối hợp", "Thông tri triệu tập", "Kế hoạch", "Nghị quyết",
    "Kết luận", "Quyết định", "Quy định", "Quy chế", "Quy trình", "Hướng dẫn", "Chỉ thị",
    "Chỉ đạo", "Công văn", "Công điện", "Tờ trình", "Báo cáo", "Thông báo", "Thông tri",
    "Thông tư", "Nghị định", "Bộ luật", "Luật", "Pháp lệnh", "Hiến pháp", "Điều lệ", "Đề án",
    "Dự án", "Đề cương", "Phương án", "Văn bản", "Biên bản", "Thể lệ", "Giấy mời", "Đơn đề nghị",
    "Giấy triệu tập", "Phiếu trình", "Lịch công tác", "Bản cam kết", "Hợp đồng", "Lệnh",
)  # fmt: skip
_TALKS = ("Bài phát biểu", "Phát biểu", "Bài tham luận", "Tham luận", "Diễn văn")  # never cited
KINDS = tuple(sorted(_NAMES, key=len, reverse=True))
KIND = "|".join(k.replace(" ", r"\s+") for k in KINDS).replace("|Luật|", r"|Luật(?!\s+sư\b)|")
_PLAIN = frozenset(fold(kind) for kind in KINDS)
_TITLE = re.compile("|".join(k.upper().replace(" ", r"\s+") for k in (*KINDS, *_TALKS)))


def is_talk(kind: str | None) -> bool:
    """A person speaks, no body issues it."""
    return fold(kind) in map(fold, _TALKS)


def kind_of_title(text: str) -> tuple[str, str] | None:
    """The kind a title line opens with in capitals, or is in small ones, and what follows it."""
    match = _TITLE.match(text)
    if not match:
        return (text, "") if text[:1].isupper() and fold(text) in _PLAIN else None
    rest = text[match.end() :]
    if rest[:1].isalpha() or (rest.strip().startswith("(") and not rest.isupper()):
        return None
    return re.sub(r"\s+", " ", match.group(0)), rest.strip(" :")
