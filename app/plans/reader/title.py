"""The title of a paper: its kind in capitals, its subject below, whom it addresses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.plans.reader.head import date_line
from app.plans.reader.kinds import kind_of_title
from app.plans.reader.lines import Para, ends_sentence, is_mark, is_rule, is_span
from app.plans.reader.markers import BULLETS, split_marker
from sync.core.text import fold

_LIMIT = 40  # lines; a title stands on the first page
_SUBJECT = 120  # letters; a longer line that ends in a full stop is a sentence
_CENTRED = 9  # blanks before a line that mean it is set in the middle
_HALF = 55  # letters; what a wrapped line of a sentence has at least
_NEVER = ("can cu", "kinh thua", "(kem theo", "(ban hanh", "- can cu")
# What a body begins with, not the second line of a title (which begins with a small letter).
_BODY_STARTS = (
    "can cu", "thuc hien", "theo ", "xet ", "chao mung", "trien khai thuc hien", "nham ",
    "chu tich ", "uy ban nhan dan", "hoi dong nhan dan", "ban chap hanh", "ban thuong vu",
    "giam doc", "bo truong", "hieu truong", "chanh ",
)  # fmt: skip
# When a paper is for: the last line of a title, wherever it stands.
_ONWARD = re.compile(
    r"(nam( hoc)? 20\d\d|nhiem ky|giai doan|lan thu|(quy|thang) ([ivx]+|\d+))\b.{0,50}"
)
_SECTIONS = ("muc dich", "muc tieu", "noi dung", "thoi gian")
# Of a letterhead, not of a sentence that names a day.
_HEAD_LINE = re.compile(
    r"v/v|(số\s*:?|(?!căn cứ|thực hiện|theo).{0,60}\bngày\b.*\btháng\b).{0,60}$", re.IGNORECASE
)


@dataclass(frozen=True)
class Title:
    """kind and words as printed; count: how many lines they take."""

    kind: str
    words: str | None
    count: int


def title_at(paras: Sequence[Para]) -> int | None:
    """The line with the kind of the paper in capitals, None where it has none (a letter)."""
    for index, para in enumerate(paras[:_LIMIT]):
        marker, _ = split_marker(para.text)
        structural = marker and marker.family in ("roman", "number", "dieu", "chuong", "phan")
        if structural or _addresses(para):
            return None
        if kind_of_title(para.text):
            return index
    return None


def letter_at(paras: Sequence[Para]) -> int:
    """Where a paper without a title begins to speak: below its letterhead, if it has one.

    The letterhead ends at whom the paper addresses, else at a point or the first whole sentence.
    """
    last = 0
    addressed = any(_addresses(para) for para in paras[:_LIMIT])
    for index, para in enumerate(paras[:_LIMIT]):
        marker, rest = split_marker(para.text)
        opens = marker is not None and not is_mark(para.text) and not date_line(rest)
        if _addresses(para) or opens:
            return index
        capital = para.text.isupper() or is_mark(para.text)
        if capital or date_line(para.text) or _HEAD_LINE.match(para.text):
            last = index + 1
        elif _greets(para):
            return index
        elif _speaks(para) and not addressed:
            return _climb(paras, index, last)
    return last


def _greets(para: Para) -> bool:
    return fold(para.text).startswith("kinh thua")


def _speaks(para: Para) -> bool:
    """A whole sentence, or where it ends; not columns side by side, as a letterhead has them."""
    long = len(para.text.split()) > 7 and "\t" not in para.raw.strip()
    return long and ends_sentence(para.text) and not re.search(r"\S\s{3,}\S", para.raw)


def _climb(paras: Sequence[Para], index: int, start: int) -> int:
    """Up to the line a wrapped sentence begins on; a line of a subject has less in it."""
    while index > start and len(paras[index - 1].text) > _HALF and not paras[index].spaced:
        index -= 1
    return index


def read_title(paras: Sequence[Para]) -> Title:
    """The title that begins with the first of these lines.

    Everything above a near 'Kính gửi' belongs to it, centred lines and wrapped ones do.
    """
    kind, rest = kind_of_title(paras[0].text) or ("", "")
    words = [rest] if rest else []
    count = 1
    while count < len(paras) and (
        _goes_on(paras[count], words) or _is_before_subject(paras[count : count + 2])
    ):
        words.append(paras[count].text)
        count += 1
    near = next((i for i, p in enumerate(paras[count : count + 4]) if _addresses(p)), 0)
    words += [p.text for p in paras[count : count + near] if not is_mark(p.text)]
    count += near
    while count < len(paras) and is_rule(paras[count].text):
        count += 1
    return Title(kind, " ".join(words) or None, count)


def _is_before_subject(paras: Sequence[Para]) -> bool:
    """Who concludes, between the kind and what it is about: 'BAN CHẤP HÀNH …', then 'về …'."""
    return len(paras) == 2 and paras[0].text.isupper() and paras[1].text.startswith("về ")


def opens_address(text: str) -> bool:
    return fold(text).startswith(("kinh gui", "kinh goi", "kinh trinh:"))


def _addresses(para: Para) -> bool:
    return opens_address(para.text)


def _goes_on(para: Para, words: list[str]) -> bool:
    plain = fold(para.text)
    if is_rule(para.text) or para.table or plain.startswith(_NEVER) or _addresses(para):
        return False
    if words and (words[-1].endswith((";", ",")) or is_span(words[-1], para.text)):
        return True
    if split_marker(para.text)[0]:
        return False
    if not words:
        return not _is_sentence(para.text)
    lower = para.text[0].islower()
    capital = para.text.isupper() and " " in para.text  # 'XXII' alone goes on with a number
    new_heading = capital and (not words[-1].isupper() or plain.startswith(_SECTIONS))
    centred = para.indent > _CENTRED and len(para.text) < 100
    onward = lower or centred or para.text[0] in '“"' or bool(_ONWARD.fullmatch(plain))
    apart = para.spaced and not onward
    if new_heading or apart or len(para.text) > 200 or para.text[-1] in ";:.":
        return False
    return lower or not plain.startswith(_BODY_STARTS)


def _is_sentence(text: str) -> bool:
    """'Thực hiện …, xã tổ chức … .' and '… như sau:' speak already; a subject is no sentence."""
    plain = fold(text)
    if plain.startswith(("ve ", "v/v")) or text[-1] not in ".:":
        return False
    opens = "," in text and plain.startswith(_BODY_STARTS)
    return opens or len(text) > _SUBJECT or plain.endswith("nhu sau:")


def count_addressees(paras: Sequence[Para]) -> int:
    """How many lines from the first on say whom the paper addresses: 'Kính gửi:' with its list."""
    if not paras or not _addresses(paras[0]):
        return 0
    count = 1
    while count < len(paras) and _lists(paras[count], paras[count - 1]):
        count += 1
    return count


def _lists(para: Para, above: Para) -> bool:
    marker, _ = split_marker(para.text)
    if marker:
        listed = split_marker(above.text)[0] is not None
        return marker.family in BULLETS and (listed or not above.text.endswith("."))
    return not para.spaced and above.text.endswith((":", ",", "-")) and len(para.text) < 120
