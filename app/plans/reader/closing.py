"""The closing words of a paper, told from the last paragraph of its last section."""

import re
from collections.abc import Sequence

from app.plans.reader.lines import Para, ends_sentence
from app.plans.reader.markers import BULLETS, split_marker
from sync.core.text import fold

_SURE = re.compile(
    r"tren day la|tren day|kinh (trinh|de nghi|mong|bao cao|chuyen)|rat mong|tran trong|"
    r"moi (thong tin|chi tiet)\b|.*\bthong bao (de|den|toi) .*\bbiet\b|"
    r".*nghi quyet nay (da )?(duoc|co) .*\b(thong qua|hieu luc)\b"
)
_LIKELY = re.compile(
    r"trong qua trinh|nhan duoc|"
    r"(ke hoach|huong dan|chuong trinh|quy dinh|quyet dinh) nay (co|duoc|thay)|"
    r"can cu (ke hoach|huong dan|cong van|noi dung) (nay|tren)|de nghi|yeu cau|vay |dong thoi|"
    r".*\bkinh (trinh|mong|de nghi)\b"
)
_ASKS = re.compile(
    r".*\b(de nghi|yeu cau|giao)\b.*(trien khai|thuc hien|quan tam|phoi hop|bao cao)"
)


def split_closing(paras: Sequence[Para]) -> tuple[list[Para], list[Para]]:
    """(body, closing): closing is a run of unmarked paragraphs at the very end, or empty."""
    start = len(paras)
    while start and _plain(paras[start - 1]):
        start -= 1
    after_heading = start > 0 and _heads(paras[start - 1])
    # Of a paper of paragraphs alone only sure words close it, if it has any.
    surely = start == 0 and any(_SURE.match(fold(para.text)) for para in paras)
    for index in range(start, len(paras)):
        text = fold(paras[index].text)
        first = index == start and (after_heading or start == 0)
        asks = index == start and (_ASKS.match(text) or text.endswith("./."))
        if _SURE.match(text) or (not (first or surely) and (_LIKELY.match(text) or asks)):
            return list(paras[:index]), list(paras[index:])
    if start and not after_heading and _ends_paper(paras[start:]):
        return list(paras[:start]), list(paras[start:])
    return list(paras), []


def _ends_paper(run: Sequence[Para]) -> bool:
    """One or two whole sentences below the last point, not a sum or a remark ('Ghi chú: …')."""
    sentences = all(ends_sentence(p.text) and len(p.text.split()) > 7 for p in run)
    return 0 < len(run) < 3 and sentences and ":" not in run[0].text[:40]


def _plain(para: Para) -> bool:
    return (
        not para.table
        and not para.heading
        and split_marker(para.text)[0] is None
        and not para.text.isupper()
    )


def _heads(para: Para) -> bool:
    """The line is a heading with room beneath it, not a sentence, a table row or 'Địa điểm: …'."""
    marker, rest = split_marker(para.text)
    if para.table:
        return False
    if marker is None or rest.endswith(":"):
        return True
    short = len(rest.split()) <= 15 and ":" not in rest and not ends_sentence(rest)
    return marker.family not in BULLETS and short
