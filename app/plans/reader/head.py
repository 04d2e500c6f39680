"""The letterhead: who issues, under which number, where, on which day."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.plans.reader.citation import DATE, NUMBER, PART, day_of, number_and_symbol
from app.plans.reader.columns import Cell, cells
from app.plans.reader.lines import Para, is_rule
from app.plans.reader.markers import CAPITALS
from sync.core.text import fold

_MOTTOES = (
    "cong hoa xa hoi chu nghia viet nam",
    "doc lap - tu do - hanh phuc",
    "dang cong san viet nam",
    "doan tncs ho chi minh",
    "doan thanh nien cong san ho chi minh",
    "doan thanh nien cong san",
    "ho chi minh",
    "doi tntp ho chi minh",
    "doi thieu nien tien phong ho chi minh",
    "hoi lhtn viet nam",
    "hoi lien hiep thanh nien viet nam",
)
_STATE = "cong hoa xa hoi chu nghia viet nam"
_BODY = re.compile(
    r"(uy ban|ubnd|hoi dong|hdnd|ban |bch|btv|bo |so |cuc |chi cuc|vu |phong |van phong|trung tam|"
    r"(tinh|thanh|huyen|quan|xa|phuong|thi) (doan|uy)|(lien |cong )?doan |(chi|dang) (bo|doan|uy)|"
    r"(lien|chi) doi |truong |dai hoc|hoc vien|vien |cong ty|tap doan|hoi |mat tran|ubmt|lien chi|"
    r"cong an|benh vien|toa an|bao |dai |kho bac|ngan hang|quoc hoi|chinh phu|trung uong|tong )"
)
_DRAFT = re.compile(
    r"\(?du thao|hoa toc|khan|thuong khan|ban sao|sao y|luu hanh noi bo|tai lieu luu"
)
_SUBJECT = re.compile(r"(?i)[“\"(]?v/\s?v\b|về việc\s")
# "Sông Lam, 12/3/2026": the word for the day is left out.
_UNSAID = re.compile(r",\s*(?=\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|(?i:(\d{1,2}\s)?tháng)\s)")
_KINDS_OF_PLACE = frozenset(["xã", "phường", "trấn", "phố", "khu", "tỉnh", "huyện", "quận", "thị"])
_PLACE_WORDS = 6
_WEEKDAY = re.compile(r"thu (hai|ba|tu|nam|sau|bay)")
# What a stamp fills a line above or below the room left for it.
_STAMP = re.compile(r"\d{1,5}")
_NO_NUMBER = re.compile(r"(?i)(?<!\w)(số\s*:?)[\s.…_]*(?=[-–/]\s?[A-ZĐ])")
_NO_DAY = re.compile(r"(?i)\b(ngày)[\s.…_]*(?=tháng)")
_DATED = re.compile(rf"(?:[^\s,\d](?:[^,\t\d](?!\s{{3}})){{0,30}},\s*)?{DATE.pattern}")
_PLACE = rf"[{CAPITALS}][a-zà-ỹ]+(?: [{CAPITALS}][a-zà-ỹ]+){{0,4}}, ngày\s"
_TOUCHING = re.compile(
    r"(?<=\S) {1,3}(?=CỘNG HÒA|CỘNG HOÀ|Độc lập|ĐẢNG CỘNG SẢN VIỆT)"
    rf"|(?<=[{CAPITALS}]{{2}}) {{1,3}}(?={_PLACE})"
)


@dataclass
class Head:
    """What stands above the title.

    ruled: the rule beneath the issuer was passed (a committee named below it is not the issuer).
    subject: what a letter is about (V/v …), which has no title; telling: the last line told it.
    unknown: lines that say none of it.
    """

    motto: str | None = None
    number: str | None = None
    symbol: str | None = None
    place: str | None = None
    date: datetime.date | None = None
    subject: list[str] = field(default_factory=list)
    telling: bool = False
    issuers: list[list[str]] = field(default_factory=list)
    ruled: bool = False
    unknown: list[Para] = field(default_factory=list)


def read_head(paras: Sequence[Para]) -> Head:
    """Reads lines above a title, whether one column or two side by side."""
    head = Head()
    known: set[int] = set()
    lines = _joined(sorted(cells(paras, _cut), key=lambda cell: cell.column))
    for text, numbers in _stamped(lines):
        if is_rule(text):
            head.ruled = bool(head.issuers)
        elif _take(head, text):
            known.update(numbers)
    head.unknown = [p for p in paras if p.number not in known and not is_rule(p.text)]
    return head


def date_line(text: str) -> tuple[str | None, datetime.date | None] | None:
    """('Ngũ Hành Sơn', 2019-02-24) for a line that only says place and day, else None.

    'Sông Lam, 12/3/2026' does; 'Báo cáo trước ngày 20/3/2026.' is a sentence.
    """
    if len(text) > 80:
        return None
    text = _UNSAID.sub(", ngày ", text)
    match = DATE.search(text)
    if not match or text[match.end() :].strip(" ./"):
        return None
    before = text[: match.start()].rstrip()
    place = before.strip(" ,;.…_")
    if place and not _is_place(place, told=before.endswith((",", ";"))):
        return None
    return place or None, day_of(match)


def _is_place(text: str, *, told: bool) -> bool:
    """Words that all begin with a capital; told: a comma parts them from the day."""
    words = text.split()
    named = all(w[0].isupper() or not w.isalpha() or w in _KINDS_OF_PLACE for w in words)
    if not named or not text[0].isupper() or len(words) > _PLACE_WORDS or ":" in text:
        return False
    return (told or len(words) > 1) and not _WEEKDAY.fullmatch(fold(text))


def _cut(raw: str) -> str:
    """A number or a date is one piece, whatever blanks were left open in it; a motto begins one."""
    raw = _DATED.sub(_closed, _TOUCHING.sub("\t", raw))
    return NUMBER.sub(_closed, raw)


def _closed(match: re.Match[str]) -> str:
    text = match.group(0)
    return re.sub(r"\s{2,}|\t", " ", text).ljust(len(text))


def _joined(column: Sequence[Cell]) -> list[tuple[str, list[int]]]:
    """Texts with their line numbers; 'ngày 26 tháng 01 năm' and '2019' below it are one text.

    So are 'Số: 12/KH-' and 'UBND'.
    """
    joined: list[tuple[str, list[int]]] = []
    last = -1
    for cell in column:
        if joined and last == cell.column and _wraps(joined[-1][0], cell.text):
            text, numbers = joined[-1]
            joined[-1] = (f"{text} {cell.text}", [*numbers, cell.para.number])
        else:
            joined.append((cell.text, [cell.para.number]))
        last = cell.column
    return joined


def _stamped(lines: Sequence[tuple[str, list[int]]]) -> list[tuple[str, list[int]]]:
    """The lines with a number or a day stamped right above or below the room left for it."""
    filled: list[tuple[str, list[int]]] = []
    for text, numbers in lines:
        above, known = filled[-1] if filled else ("", [])
        for stamp, line in ((above, text), (text, above)):
            told = _filled(line, stamp)
            if told:
                filled[-1] = (told, [*known, *numbers])
                break
        else:
            filled.append((text, numbers))
    return filled


def _filled(line: str, stamp: str) -> str | None:
    if not _STAMP.fullmatch(stamp):
        return None
    for room in (_NO_NUMBER, _NO_DAY):
        if room.search(line):
            return room.sub(rf"\1 {stamp} ", line, count=1)
    return None


def _wraps(above: str, text: str) -> bool:
    if re.search(r"\s(ngày|tháng|năm)$", above):
        return True
    if re.search(r"\s(ngày|tháng)\s\d{1,2},?$", above) and text.startswith(("tháng", "năm")):
        return True
    if re.match(r"(?i)số\b.*[A-ZĐ]\s?[-–/]$", above) and re.fullmatch(PART, text):
        return True
    return not is_motto(above) and len(text) < 30 and is_motto(f"{above} {text}")


def _take(head: Head, text: str) -> bool:
    """The line told its part of the letterhead; behind a number the day may stand."""
    number = None if head.symbol or _SUBJECT.match(text) else NUMBER.search(text)
    if number is None:
        return _read(head, text)
    head.number, head.symbol = number_and_symbol(number[0])
    rest = text[number.end() :].strip(" ,;")
    return not rest or _read(head, rest)


def _read(head: Head, text: str) -> bool:
    telling, head.telling = head.telling, False
    dated = date_line(text.lstrip("–—- "))
    # A day alone below the subject goes on with it: the paper's own stands behind its place.
    if _SUBJECT.match(text) or (telling and text.startswith("ngày ")):
        _tell(head, text)
    elif dated:
        head.place, head.date = dated
    elif _DRAFT.match(fold(text)):
        return True
    elif is_motto(text):
        head.motto = _motto(head.motto, text)
    elif head.subject and not text.isupper():
        _tell(head, text)
    elif text.isupper() or (_BODY.match(fold(text)) and not head.symbol):
        _issuer(head, text)
    elif head.symbol and not head.date and text[-1] not in ".;:":
        _tell(head, text)
    else:
        return bool(re.match(r"(?i)số\s*:?[\s.…_-]*$", text))
    return True


def _tell(head: Head, text: str) -> None:
    head.subject.append(text)
    head.telling = True


def is_motto(text: str) -> bool:
    plain = re.sub(r"\s*[-–—]\s*", " - ", fold(text))
    return plain in _MOTTOES or plain.startswith(_STATE)


def _motto(known: str | None, text: str) -> str:
    return known if known and not fold(text).startswith(_STATE) else text


def _issuer(head: Head, text: str) -> None:
    """A new issuer for each line, unless the line only goes on with the name above it."""
    if head.ruled and head.issuers:
        return
    if head.issuers and not _BODY.match(fold(text)):
        head.issuers[-1].append(text)
    else:
        head.issuers.append([text])


def issuers(head: Head) -> tuple[str | None, str | None]:
    """(parent, body): the last name issues, what stands above it is its superior."""
    names = [" ".join(parts) for parts in head.issuers]
    if not names:
        return None, None
    return " ".join(names[:-1]) or None, names[-1]
