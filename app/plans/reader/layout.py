"""The parts of a paper from top to bottom: head, title, preamble, body, foot, annexes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.plans.reader.closing import split_closing
from app.plans.reader.ending import annex_at, foot_at, foot_end
from app.plans.reader.lines import Para, Wrap, is_mark, unwrap, wrapping
from app.plans.reader.markers import BULLETS, split_marker
from app.plans.reader.title import Title, count_addressees, letter_at, read_title, title_at
from sync.core.text import fold

_ENACTS = re.compile(r"(quyet dinh|quyet nghi|chi thi|nghi quyet|lenh)\s*[:.]?")
_BASIS = ("can cu", "theo de nghi", "xet de nghi")
_LEADS = re.compile(
    r"(?i)(căn cứ|thực hiện|theo|nhằm|để|hưởng ứng)\s.*,.*\s"
    r"(đề nghị|yêu cầu|thông báo|báo cáo|hướng dẫn|xây dựng|ban hành|triển khai|tổ chức)\s"
)
_OPENS_BODY = re.compile(r"(?i)\bnhư sau\s?:?$")


@dataclass(frozen=True)
class Parts:
    """Every para of a paper, in one part each; in preamble and body the wrapped ones joined.

    wrap: how the paper was hard-wrapped.
    """

    head: Sequence[Para]
    title: Title | None
    titles: Sequence[Para]
    addressees: Sequence[Para]
    preamble: Sequence[Para]
    body: Sequence[Para]
    foot: Sequence[Para]
    annex: Sequence[Para]
    wrap: Wrap


def divide(paras: Sequence[Para]) -> Parts:
    """Each line goes to the part its place in the paper says; any part may be empty."""
    found = title_at(paras)
    start = letter_at(paras) if found is None else found
    title = None if found is None else read_title(paras[start:])
    told = start + (title.count if title else 0)
    speaks = told + count_addressees(paras[told:])
    foot = foot_at(paras, speaks)
    annex = foot_end(paras, foot)
    wrap = wrapping(paras[speaks:foot])
    text = unwrap([p for p in paras[speaks:foot] if not is_mark(p.text) or p.table], wrap)
    body = _body_at(text, 0, len(text))
    end = annex_at(text, body)
    return Parts(
        head=paras[:start],
        title=title,
        titles=paras[start:told],
        addressees=paras[told:speaks],
        preamble=text[:body],
        body=text[body:end],
        foot=paras[foot:annex],
        annex=[*text[end:], *paras[annex:]],
        wrap=wrap,
    )


def _body_at(paras: Sequence[Para], start: int, end: int) -> int:
    """Below the words that enact, at the first section or point, or below the lead sentence."""
    for index in range(start, end):
        text = paras[index].text
        if len(text) < 30 and _ENACTS.fullmatch(fold(text)):
            start = index + 1
            break
    for index in range(start, end):
        if _is_structural(paras[index]):
            return _table_start(paras, start, index)
    return _lead_end(paras, start, end)


def _table_start(paras: Sequence[Para], start: int, index: int) -> int:
    """The heading of the table a row stands in; any other line itself."""
    table = paras[index].table
    while table and index > start and paras[index - 1].table == table:
        index -= 1
    return index


def _is_structural(para: Para) -> bool:
    """The line opens a section, a point or a heading."""
    marker, rest = split_marker(para.text)
    if marker is None:
        return para.heading > 0
    if marker.family in BULLETS:
        return False
    return bool(rest) or marker.family in ("phan", "chuong", "muc", "dieu")


def _lead_end(paras: Sequence[Para], start: int, end: int) -> int:
    """Of a body without sections: past the first '… như sau:' or all of 'Căn cứ …', else line 1.

    A paragraph that nothing but the closing follows says all and leads into nothing.
    """
    lead = start
    for index in range(start, end):
        marker, rest = split_marker(paras[index].text)
        if _OPENS_BODY.search(rest):
            return index + 1
        if rest.endswith(("sau:", "sau :", "sau")) or fold(rest).startswith(_BASIS):
            lead = index + 1
        elif marker:
            break
    if lead == start < end and _LEADS.match(paras[start].text):
        lead += 1
    body, _ = split_closing(paras[lead:end])
    says_all = lead > start and not body and paras[lead - 1].text.endswith(".")
    return lead - 1 if says_all else lead
