"""Where a paper's foot begins: its recipients, its signature; where an annex begins after it."""

import re
from collections.abc import Sequence

from app.plans.reader.foot import (
    are_names,
    in_foot,
    is_signed_by_name,
    opens_recipients,
    opens_signature,
)
from app.plans.reader.head import date_line, is_motto
from app.plans.reader.kinds import kind_of_title
from app.plans.reader.lines import Para, is_mark
from app.plans.reader.markers import BULLETS, split_marker
from app.plans.reader.signing import is_post

_SIDE_BY_SIDE = re.compile(r"\S(\t|\s{3,})\s*\S")
_BELONGS = re.compile(r"(?i)\(?\s*(ban hành )?(kèm theo|đính kèm)\b")
# Alone on its line, wherever it stands: no sentence begins so.
_ANNEX_TITLE = re.compile(
    r"PHỤ\s+LỤC(\s+(SỐ\s+)?(\d+|[IVX]+|[A-Z]))?(\s*[:.–-].{0,90})?|(?i:phụ\s+lục)\s+(số\s+)?(\d+|[IVX]+)"
)
_ANNEX = re.compile(r"(?i)(phụ\s+lục|mẫu\s+số|biểu\s+mẫu)\b")


def foot_at(paras: Sequence[Para], start: int) -> int:
    """The first line of the recipients or of the signature, whichever stands higher."""
    for index in range(start, len(paras)):
        if opens_recipients(paras[index].text) and _lists(paras, index):
            return _climb(paras, index, start)
    return _climb(paras, len(paras), start)


def foot_end(paras: Sequence[Para], start: int) -> int:
    """Past the last name; what follows is an annex."""
    signed = False
    for index in range(start, len(paras)):
        if _opens_annex(paras[index]) or (signed and _is_letterhead(paras, index)):
            return index
        signed = signed or is_signed_by_name(paras[index])
    return len(paras)


def annex_at(paras: Sequence[Para], start: int) -> int:
    """Where an annex opens that stands above the recipients and the signature."""
    ahead = range(start + 1, len(paras))
    return next((i for i in ahead if _is_annex_title(paras[i])), len(paras))


def _is_annex_title(para: Para) -> bool:
    return not para.table and bool(_ANNEX_TITLE.fullmatch(para.text))


def _lists(paras: Sequence[Para], index: int) -> bool:
    """Recipients stand below the words, or they are the last ones of the paper."""
    if paras[index].table:
        return False
    below = [p.text for p in paras[index + 1 : index + 4] if not is_mark(p.text)]
    return len(below) < 3 or any(text[0] in "-–+" or text[-1] in ";,.)" for text in below)


def _climb(paras: Sequence[Para], index: int, start: int) -> int:
    """Upwards over names, posts and dates to the line that opens the signature.

    Capitals right above one of them open it too: the body the signer stands for, an odd post.
    """
    top = at = index
    capitals = False
    while at > start and not paras[at - 1].table:
        above = paras[at - 1]
        goes_on = capitals and _SIDE_BY_SIDE.search(above.raw)
        capitals = _is_capital(above) and bool(goes_on or any(map(_signs, paras[at : at + 1])))
        if not (_signs(above) or capitals or _ends_name(paras[max(at - 2, 0) : at])):
            break
        at -= 1
        if opens_signature(above) or date_line(above.text) or capitals:
            top = at
    return top


def _signs(para: Para) -> bool:
    return in_foot(para.text) or opens_signature(para) or are_names(para)


def _ends_name(paras: Sequence[Para]) -> bool:
    """The last word of a name too long for its column, below the names of all who sign."""
    word = paras[-1].text
    return len(paras) == 2 and word.isalpha() and word.istitle() and are_names(paras[0])


def _is_capital(para: Para) -> bool:
    return para.text.isupper() and len(para.text) < 80 and split_marker(para.text)[0] is None


def _opens_annex(para: Para) -> bool:
    if para.table or _ANNEX.match(para.text) or kind_of_title(para.text):
        return True
    marker, rest = split_marker(para.text)
    numbered = marker is not None and marker.family not in BULLETS and bool(rest)
    return numbered and not in_foot(para.text)


def _is_letterhead(paras: Sequence[Para], index: int) -> bool:
    """Capitals that sign nothing, over a motto, the kind of a paper, a list or a table."""
    text = paras[index].text
    below = paras[index + 1 : index + 9]
    if below and is_post(below[0].text):  # the body one more signer stands for
        return False
    if is_motto(text):
        return True
    if not text.isupper() or in_foot(text) or opens_recipients(text):
        return False
    if any(is_motto(p.text) or kind_of_title(p.text) for p in below):
        return True
    return any(_opens_annex(p) or _BELONGS.match(p.text) for p in below[:3])
