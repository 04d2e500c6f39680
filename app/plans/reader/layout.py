"""The parts of a paper from top to bottom: head, title, preamble, body, foot, annexes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.plans.reader.foot import in_foot, opens_recipients, opens_signature
from app.plans.reader.head import date_line, is_motto
from app.plans.reader.kinds import kind_of_title
from app.plans.reader.lines import Para, is_mark, is_rule
from app.plans.reader.markers import BULLETS, split_marker
from app.plans.reader.signing import is_name
from sync.core.text import fold

_ENACTS = re.compile(r"(quyet dinh|quyet nghi|chi thi|nghi quyet|lenh)\s*[:.]?|quyet dinh:")
_CENTRED = 9  # blanks before a line that mean it is set in the middle
_BEGINS = re.compile(
    r"(?i)(căn cứ|thực hiện|theo|nhằm|để|hưởng ứng)\s.*,.*\s(đề nghị|yêu cầu|thông báo|báo cáo|hướng dẫn|"
    r"xây dựng|ban hành|triển khai|tổ chức)\s"
)
_TITLE_LIMIT = 40
_OPENINGS = ("muc dich", "muc tieu", "noi dung", "thoi gian")
_FORMAL_STARTS = (
    "chu tich ",
    "uy ban nhan dan",
    "hoi dong nhan dan",
    "ban chap hanh",
    "ban thuong vu",
    "giam doc",
    "bo truong",
    "hieu truong",
    "chanh ",
)


@dataclass
class Parts:
    """Each para of the paper in one part; kind and title are the words of the title lines."""

    head: list[Para] = field(default_factory=list)
    kind: str | None = None
    title: str | None = None
    titles: list[Para] = field(default_factory=list)
    addressees: list[Para] = field(default_factory=list)
    preamble: list[Para] = field(default_factory=list)
    body: list[Para] = field(default_factory=list)
    foot: list[Para] = field(default_factory=list)
    annex: list[Para] = field(default_factory=list)


def divide(paras: Sequence[Para]) -> Parts:
    parts = Parts()
    start = _title_at(paras)
    rest = start
    if start is None:
        rest = _letter_start(paras)
        parts.head = list(paras[:rest])
    else:
        parts.head = list(paras[:start])
        rest = _read_title(paras, start, parts)
    rest = _read_addressees(paras, rest or 0, parts)
    end = _foot_at(paras, rest)
    begin = _body_at(paras, rest, end)
    parts.preamble = list(paras[rest:begin])
    parts.body = list(paras[begin:end])
    after = _foot_end(paras, end)
    parts.foot = list(paras[end:after])
    parts.annex = list(paras[after:])
    return parts


def is_structural(para: Para) -> bool:
    """The line opens a section, a point or a heading: the preamble ends above it."""
    marker, rest = split_marker(para.text)
    if marker is None:
        return para.heading > 0
    if marker.family in BULLETS:
        return False
    return bool(rest) or marker.family in ("phan", "chuong", "muc", "dieu")


def _title_at(paras: Sequence[Para]) -> int | None:
    for index, para in enumerate(paras[:_TITLE_LIMIT]):
        marker, _ = split_marker(para.text)
        if marker and marker.family in ("roman", "number", "dieu", "chuong", "phan"):
            return None
        if fold(para.text).startswith("kinh gui"):
            return None
        if kind_of_title(para.text):
            return index
    return None


def _letter_start(paras: Sequence[Para]) -> int:
    """Where a paper without a title begins to speak: after its letterhead, if it has one."""
    last = 0
    for index, para in enumerate(paras[:_TITLE_LIMIT]):
        plain = fold(para.text)
        if plain.startswith("kinh gui") or split_marker(para.text)[0] and not is_mark(para.text):
            return index
        if (
            para.text.isupper()
            or is_mark(para.text)
            or date_line(para.text)
            or plain.startswith("so")
        ):
            last = index + 1
        elif re.search(r"v/v|ngày\s.*tháng", para.raw):
            last = index + 1
    return last


def _read_title(paras: Sequence[Para], start: int, parts: Parts) -> int:
    kind, rest = kind_of_title(paras[start].text) or ("", "")
    parts.kind = kind
    parts.titles = [paras[start]]
    words = [rest] if rest else []
    index = start + 1
    while index < len(paras) and _goes_on(paras[index], words, parts.titles[-1]):
        parts.titles.append(paras[index])
        words.append(paras[index].text)
        index += 1
    letter = next((i for i in range(index, index + 4) if _addresses_at(paras, i)), index)
    for para in paras[index:letter]:
        parts.titles.append(para)
        words += [] if is_mark(para.text) else [para.text]
        index += 1
    parts.title = " ".join(words) or None
    return index


def _addresses_at(paras: Sequence[Para], index: int) -> bool:
    return index < len(paras) and fold(paras[index].text).startswith(("kinh gui", "kinh trinh:"))


def _goes_on(para: Para, words: list[str], above: Para) -> bool:
    if is_rule(para.text) or para.table or split_marker(para.text)[0]:
        return False
    plain = fold(para.text)
    if plain.startswith(("kinh gui", "can cu", "(kem theo", "(ban hanh", "- can cu")):
        return False
    if not words:
        return True
    lower = para.text[0].islower()
    if para.text.isupper() and (not words[-1].isupper() or plain.startswith(_OPENINGS)):
        return False
    centred = para.indent > _CENTRED and len(para.text) < 100
    if (para.spaced and not lower and not centred) or len(para.text) > 200:
        return False
    if para.text.endswith((";", ":", ".")):
        return False
    return lower or not plain.startswith(BASIS_STARTS + _FORMAL_STARTS)


BASIS_STARTS = (
    "can cu",
    "thuc hien",
    "theo ",
    "xet ",
    "chao mung",
    "trien khai thuc hien",
    "nham ",
)


def _read_addressees(paras: Sequence[Para], start: int, parts: Parts) -> int:
    index = start
    while index < len(paras) and is_rule(paras[index].text):
        parts.titles.append(paras[index])
        index += 1
    if index >= len(paras) or not fold(paras[index].text).startswith(("kinh gui", "kinh trinh")):
        return index
    parts.addressees.append(paras[index])
    index += 1
    while index < len(paras) and _addresses(paras[index], parts.addressees[-1]):
        parts.addressees.append(paras[index])
        index += 1
    return index


def _addresses(para: Para, above: Para) -> bool:
    marker, _ = split_marker(para.text)
    if marker:
        return marker.family in BULLETS and not above.text.endswith(".")
    return not para.spaced and above.text.endswith((":", ",", "-")) and len(para.text) < 120


def _body_at(paras: Sequence[Para], start: int, end: int) -> int:
    lead = start
    for index in range(start, end):
        if _ENACTS.fullmatch(fold(paras[index].text)):
            start = lead = index + 1
            break
    for index in range(start, end):
        if is_structural(paras[index]):
            return index
    for index in range(start, end):
        text = paras[index].text
        marker, rest = split_marker(text)
        if text.endswith(("sau:", "sau :", "sau")) or _is_basis(rest):
            lead = index + 1
        elif marker:
            break
    if lead == start < end and _BEGINS.match(paras[start].text):
        return start + 1
    return lead


def _is_basis(text: str) -> bool:
    return fold(text).startswith(("can cu", "theo de nghi", "xet de nghi"))


def _foot_at(paras: Sequence[Para], start: int) -> int:
    """The first line of recipients or of the signature, whichever stands higher."""
    for index in range(start, len(paras)):
        if opens_recipients(paras[index].text) and _lists(paras, index):
            return _climb(paras, index, start)
    return _climb(paras, len(paras), start)


def _lists(paras: Sequence[Para], index: int) -> bool:
    """Recipients stand below the words, or they are the last ones of the paper."""
    if paras[index].table:
        return False
    below = [p.text for p in paras[index + 1 : index + 4] if not is_mark(p.text)]
    return len(below) < 3 or any(text[0] in "-–+" or text[-1] in ";,." for text in below)


def _climb(paras: Sequence[Para], index: int, start: int) -> int:
    """Upwards over names, posts and dates to the line that opens the signature."""
    top = index
    at = index
    while at > start and not paras[at - 1].table and _footlike(paras[at - 1]):
        at -= 1
        if opens_signature(paras[at]) or date_line(paras[at].text):
            top = at
    return top


def _footlike(para: Para) -> bool:
    return in_foot(para.text) or opens_signature(para)


def _foot_end(paras: Sequence[Para], start: int) -> int:
    """Past the last name; what follows is an annex."""
    signed = False
    for index in range(start, len(paras)):
        text = paras[index].text
        if _opens_annex(paras[index]) or (signed and _is_letterhead(paras, index)):
            return index
        signed = signed or is_name(text)
    return len(paras)


def _opens_annex(para: Para) -> bool:
    if para.table or re.match(r"(?i)(phụ\s+lục|mẫu\s+số|biểu\s+mẫu)\b", para.text):
        return True
    marker, rest = split_marker(para.text)
    numbered = marker is not None and marker.family not in BULLETS and bool(rest)
    return bool(kind_of_title(para.text)) or (numbered and not in_foot(para.text))


def _is_letterhead(paras: Sequence[Para], index: int) -> bool:
    """Capitals that sign nothing, with a motto or the kind of a paper soon below them."""
    text = paras[index].text
    if is_motto(text):
        return True
    if not text.isupper() or in_foot(text) or opens_recipients(text):
        return False
    return any(is_motto(p.text) or kind_of_title(p.text) for p in paras[index + 1 : index + 9])
