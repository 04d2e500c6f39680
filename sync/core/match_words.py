"""Splits a wording into words that can be compared, and knows which of them tell little.

Words keep their tones: "hiến máu" has no word of "thực hiện". A row typed without tones, or with
a wrong one, is put right by the plan's own words (`match_text`).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from sync.core.match_abbreviations import ABBREVIATIONS, BODIES, SAME
from sync.core.text import clean, fold, new_tone

_I_FOR_Y = re.compile(r"(?<=[hklmstu])[yýỳỷỹỵ]$")
_I = dict(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True))


@lru_cache(maxsize=16384)
def form(word: str) -> str:
    """The one spelling a word is compared by: NFC, lower case, hoà as hòa, kỷ as kỉ."""
    return _I_FOR_Y.sub(lambda match: _I[match[0]], new_tone(word).casefold())


@lru_cache(maxsize=16384)
def bare(word: str) -> str:
    """A word as it is typed without tones."""
    return fold(word)


def _forms(text: str, separator: str | None = None) -> frozenset[str]:
    return frozenset(_phrase(part) for part in text.split(separator))


def _phrase(text: str) -> str:
    return " ".join(map(form, text.split()))


_ABBREVIATIONS = {short: tuple(map(_phrase, said)) for short, said in ABBREVIATIONS.items()}
_ONE = {_phrase(said): _phrase(one) for said, one in (BODIES | SAME).items()}
_OPENING = frozenset(said.split()[0] for said in _ONE)
_SAID = re.compile(r"\b(" + "|".join(sorted(_ONE, key=len, reverse=True)) + r")\b")

# Joining words: no weight at all.
STOP = _forms(
    "và của các cho với trong về theo tại từ đến để được là có những một này cần do ở trên "
    "khi tới việc gồm bằng như ra vào đã sẽ cùng sau trước hay hoặc nhằm qua giữa bị bởi mà "
    "thì lại còn nữa mỗi rất gì ai nào đó the of and for"
)
_BARE_STOP = frozenset(map(bare, STOP))
# Where a joining word is none: it is half of one of these.
_COMPOUNDS = _forms("hậu cần|ra quân|ra mắt|có mặt|theo dõi|cần thiết|nội trú|tại chỗ|gồm có", "|")
# Words nearly every task of nearly every plan uses: little weight.
COMMON = _forms(
    "thực hiện tổ chức công tác hoạt động đoàn cơ sở nội dung triển khai tiếp tục tăng cường "
    "đẩy mạnh tốt nhiệm vụ đơn vị xây dựng đảm bảo báo chi trường trương xã huyện phường lớp ấp "
    "thôn khu thị trấn tỉnh quận thanh niên viên bch ban bàn chấp hành thường năm quý tháng ngày "
    "cán bộ chủ kịp thời hiệu quả địa phục gửi cấp khối tham gia btv bgh ubkt"
)
# Pairs of words that name a kind of paper or of help, not a task: they alone decide nothing.
_TELLING = _forms("chủ trương|bộ máy", "|")
GENERIC = _forms(
    "báo cáo|kế hoạch|chương trình|hỗ trợ|kết quả|số liệu|văn bản|hướng dẫn|đề nghị|"
    "phân công|tập trung|theo dõi|đăng ký|chỉ đạo|cấp trên|phát sinh|đột xuất|"
    "chuẩn bị|đánh giá",
    "|",
)
_IDLE = COMMON | {word for pair in GENERIC for word in pair.split()}
# What Youth Union branches do all year, under any plan: half a hint of which task is meant.
ACTIVITIES = _forms(
    "học tập|sinh hoạt|khen thưởng|vệ sinh|chào mừng|thi đua|văn nghệ|giao lưu|thể thao|tập huấn|"
    "tình nguyện|bồi dưỡng|kỷ niệm|phát động|tổng kết|sơ kết|ra quân|vận động|môi trường|an toàn|"
    "gia đình|khó khăn|thiếu nhi|học sinh|đoàn viên|hội viên|chuyên đề|phong trào|từ thiện|mô hình|"
    "tuyên truyền|địa phương|công nhân|nghĩa trang|thành lập|thi tìm|tìm hiểu|truyền thông|lễ hội|"
    "văn hóa|đại hội|nhiệm kỳ|ủng hộ|miễn phí|phụ huynh",
    "|",
)
# Whom a unit does it with, in its own words: they say nothing of what is done.
AUDIENCE = _forms(
    "giáo viên|học sinh|học viên|sinh viên|phụ huynh|công nhân|người lao động|chiến sĩ|"
    "giảng viên|viên chức|công chức|đoàn viên|thanh niên",
    "|",
)
HALF = GENERIC | ACTIVITIES
_BARE_COMPOUNDS = frozenset(map(bare, _COMPOUNDS | HALF))
# What is done, without what it is done to: alone they name no task.
DEEDS = _forms(
    "kiểm tra|giám sát|tham mưu|chăm lo|góp ý|phối hợp|phát huy|phát triển|đổi mới|đoàn kết|"
    "tập hợp|đề xuất|nắm bắt|bảo vệ|quản lý|nâng cao|hưởng ứng|tổng hợp|lồng ghép|liên hệ|"
    "duy trì|tiếp nhận|bố trí",
    "|",
)
# And what many tasks are done to, or with.
MATTERS = _forms(
    "ý kiến|quy chế|chính sách|kinh phí|thời gian|địa điểm|thành phần|trò chơi|chủ trương|"
    "pháp luật|đoàn thể|ban ngành|cuộc họp|nhân dân|nhận thức",
    "|",
)
VERBS = DEEDS | MATTERS


def _without_common(words: Iterable[str]) -> str:
    return " ".join(word for word in words if word not in COMMON)


_KNOWN = {_without_common(pair.split()) for pair in ACTIVITIES | VERBS}


def vague(words: Iterable[str]) -> bool:
    """Whether a row's words fit any task: "Công tác kiểm tra", "Tham gia các phong trào"."""
    return _without_common(words) in _KNOWN


_MARK = re.compile(
    r"^\s*(?:[-+•*–—✓]|\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})[.)/](?=\s)|\d+(?:\.\d+)+\.?\s)\s*", re.I
)
_BREAK = re.compile(r"[.,;:()\[\]/“”\"'‘’!?…–—]|\s-\s|\n")
_WORD = re.compile(r"\w+")


_SYLLABLE = re.compile(
    r"(ngh?|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnpqrstvx])?[aeiouy]+(ch|ng|nh|[cmnpt])?"
)
_SLASHED = re.compile(r"\b([a-zđ])/([a-zđ])\b", re.IGNORECASE)  # "b/c", "đ/đ", "t/h"
_TIMED = re.compile(r"\d(?:[/:hHgG]| [tT])")  # what every day or hour has
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:/| tháng )(\d{1,2})(?!\d)", re.I)
_QUOTED = re.compile(r"[“\"‘]([^“”\"‘’]{4,80})[”\"’]")
_CLOCK = re.compile(r"\b\d{1,2}(?:h|g|giờ|:)\d{0,2}\b", re.I)


_MOMENT = re.compile(
    r"(?:ngày )?(?<!\d)\d{1,2}(?:/\d{1,2}(?:/\d{2,4})?| tháng \d{1,2}(?: năm \d{4})?)(?!\d)"
    r"|\b\d{1,2}(?:h|g|giờ|:)\d{0,2}\b",
    re.IGNORECASE,
)


# A paper, be it the plan, named by its number: "thực hiện KH 27", "theo Công văn số 05-CV/ĐTN".
_PAPER = re.compile(
    r"(?:\b(?:triển khai )?(?:thực hiện|theo|của) )?"
    r"\b(?:kh|kế hoạch|cv|công văn|hd|hướng dẫn|qđ|quyết định)(?: số)?"
    r" ?\d+(?: ?[-–/] ?[a-zđ]+)*(?![\w])",
    re.IGNORECASE,
)


# What its number stands behind: looked for first, for few texts name a paper.
_NUMBERED = re.compile(r"[hvndđốHVNDĐỐ] ?\d")


def clauses(
    text: str,
    known: Callable[[str], int] | None = None,
    initials: Mapping[str, str] = MappingProxyType({}),
) -> list[list[str]]:
    """Words of a text, clause by clause, without its leading marker.

    Abbreviations are written out, in the reading `known` (how many of its words the plan uses)
    finds likeliest. Only words in capitals, or that are no syllable, are taken for abbreviations;
    one in capitals that is none of the field's is read by the `initials` of the plan's own words.
    """
    plain = _MARK.sub("", clean(text))
    if "/" in plain:
        plain = _SLASHED.sub(r"\1\2", plain)
    if _TIMED.search(plain):
        plain = _MOMENT.sub(" ", plain)
    if _NUMBERED.search(plain):
        plain = _PAPER.sub(" ", plain)
    toneless = plain.isascii()
    parts = []
    for part in _BREAK.split(plain):
        said = _without_joining(_WORD.findall(part), toneless=toneless)
        words: list[str] = []
        for word in said:
            readings = _readings(word)
            one = max(readings, key=known) if known and len(readings) > 1 else readings[0]
            if word.isupper() and readings == (form(word),) and not syllable(word):
                one = initials.get(bare(word), one)
            words += one.split()
        if words:
            parts.append(as_one(words))
    return parts


def as_one(words: Sequence[str]) -> list[str]:
    """Words with what is said in several ways said in one."""
    if _OPENING.isdisjoint(words):
        return list(words)
    return _SAID.sub(lambda match: _ONE[match[0]], " ".join(words)).split()


def _without_joining(words: Sequence[str], *, toneless: bool) -> list[str]:
    stop, compounds = (_BARE_STOP, _BARE_COMPOUNDS) if toneless else (STOP, _COMPOUNDS)
    forms = ["", *map(form, words), ""]
    return [
        word
        for word, before, this, after in zip(words, forms, forms[1:], forms[2:], strict=False)
        if this not in stop or f"{before} {this}" in compounds or f"{this} {after}" in compounds
    ]


@lru_cache(maxsize=16384)
def _readings(word: str) -> tuple[str, ...]:
    """What a word may stand for: itself, or an abbreviation written out."""
    readings = _ABBREVIATIONS.get(bare(word))
    if readings is None or not (word.isupper() or not _SYLLABLE.fullmatch(bare(word))):
        return (form(word),)
    return readings


def pairs(words: Sequence[str]) -> list[str]:
    """Neighbouring words, "one two"; a number between two words does not part them."""
    plain = [word for word in words if not word.isdigit()]
    near = [*pairwise(words), *(pairwise(plain) if len(plain) < len(words) else ())]
    return [f"{one} {two}" for one, two in near]


def moments(text: str) -> list[list[str]]:
    """Days and clock times a text names, as words of their own: "17/3", "ngày 17 tháng 3"."""
    if not _TIMED.search(text):
        return []
    days = {f"@{int(day)}/{int(month)}" for day, month in _DAY.findall(text)}
    clock = {"@clock"} if _CLOCK.search(text) else set()
    return [[word] for word in sorted(days | clock)]


_STATEMENT = re.compile(r"[.;:()\n]")
_SHORT = re.compile(r"\([^()]{1,12}\)")  # "(ĐVTN)" parts no statement
_ASIDE = re.compile(
    r"\s(?:nhằm|để|với|theo|đối với|trong(?! việc)|tại|từ|trên|qua|do|nhân dịp)\s", re.IGNORECASE
)


def main(text: str) -> list[str]:
    """What is to be done, statement by statement, without what it is for, with, by or at."""
    parts = (
        _ASIDE.split(part, maxsplit=1)[0].strip()
        for part in _STATEMENT.split(_SHORT.sub(" ", clean(text)))
    )
    return [part for part in parts if part]


_BRACKETS = re.compile(r"\(([^()]*)\)")


def bracketed(text: str) -> set[str]:
    """The words of a row's brackets: "(bóng đá, guitar)" tells how, not what."""
    return {word for said in _BRACKETS.findall(text) for part in clauses(said) for word in part}


_OCCASION = re.compile(r"(?<=\w)[ ,]+(?:chào mừng|mừng|nhân dịp|kỷ niệm|kỉ niệm) ", re.IGNORECASE)


def before_occasion(text: str) -> str:
    """What is done for an occasion: "Làm báo tường" of "Làm báo tường mừng 88 năm …", else ""."""
    deed, *occasion = _OCCASION.split(_MARK.sub("", clean(text)), maxsplit=1)
    return deed if occasion else ""


def quoted(text: str) -> list[str]:
    """The names in quotation marks: “Dân vận khéo”."""
    return _QUOTED.findall(clean(text))


_YEAR = re.compile(r"(?:19|20)\d\d")


@lru_cache(maxsize=16384)
def telling(feature: str) -> bool:
    """Whether a word or pair says something of the task, beyond what every plan says."""
    said = {word for word in feature.split() if not _YEAR.fullmatch(word)}
    return feature in _TELLING or not (feature in HALF or said <= _IDLE)


@lru_cache(maxsize=16384)
def syllable(word: str) -> bool:
    """Whether a word can be a Vietnamese one, by its letters."""
    return bool(_SYLLABLE.fullmatch(bare(word)))


@lru_cache(maxsize=16384)
def loanword(feature: str) -> bool:
    """Whether a word is no Vietnamese syllable: a foreign word, or a name made of letters."""
    return feature.isalpha() and not syllable(feature)
