"""The documents a paper rests on, found in the paragraphs before its first section."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile

from app.plans.reader.citation import DATE, PART, day_of, tidy_symbol
from app.plans.reader.kinds import KIND, KINDS
from app.plans.reader.lines import Para
from app.plans.reader.markers import CAPITALS, split_marker
from app.plans.reader.model import Basis
from sync.core.text import fold

_OPENS = (
    r"(?i:căn\s+cứ(?:\s+vào)?|thực\s+hiện(?:\s+theo)?|theo|triển\s+khai|xét|trên\s+cơ\s+sở)\s+"
    rf"(?i:nội\s+dung\s+|(?:các\s+)?quy\s+định\s+(?:của|tại)\s+(?={KIND}))?"
)
_MIDDLE = rf"(?P<middle>(?:(?!(?i:{KIND})\b)(?:[^;.,]|,(?=\s[a-zà-ỹđ]))){{0,80}}?)"
_NO = r"(?P<no>\d{1,5}(?:\s?/\s?\d{4})?)"
_TAIL = r"(?:\(\w{1,9}\)|\.[A-ZĐ]{1,9}(?!\w))?"  # the desk that drew it up: TTr-CAT(PA05)
_TWO_PARTS = rf"{PART}(?:\s?[-–—_/]\s?{PART})+{_TAIL}"
_SHORT = {
    "KH": "Kế hoạch", "NQ": "Nghị quyết", "QĐ": "Quyết định", "CV": "Công văn", "CT": "Chỉ thị",
    "HD": "Hướng dẫn", "TB": "Thông báo", "KL": "Kết luận", "NĐ": "Nghị định", "TT": "Thông tư",
    "CTr": "Chương trình", "TTr": "Tờ trình", "BC": "Báo cáo",
}  # fmt: skip
_BRIEF = rf"(?<!\w)(?:{'|'.join(_SHORT)})(?=\s+(?:số\s|\d))"
_NUMBERED = re.compile(
    rf"(?P<kind>(?i:{KIND})|{_BRIEF})(?:\s+(?i:hướng dẫn|chỉ đạo|thông báo))?{_MIDDLE}\s+"
    rf"(?:(?i:số)\s*:?[\s.…]{{0,20}}{_NO}?|{_NO.replace('no', 'bare')})"
    rf"(?:[\s.…]{{0,20}}[-–—/_]?\s?(?P<sym>{_TWO_PARTS}|QH\d+|(?<=[-–/])[A-ZĐ]{{2,}}\d{{0,3}}(?![^\W_]))\s*,?\s*|(?<=\d)\s*,?\s+(?=ngày|của\s))"
)
# "các Kế hoạch của Tỉnh Đoàn: số …; số …", "Nghị quyết số …, số … của …": one kind for all.
_MORE = re.compile(
    rf"(?:[;,(]\s*|\svà\s+)(?P<item>(?i:số)\s*:?\s*{_NO}\s?[-–—/_]?\s?(?P<sym>{_TWO_PARTS}))\s*,?\s*"
)
_LISTED = re.compile(rf"{_TWO_PARTS}(?:\s*\([^()]*\))?(?:,?\s*{DATE.pattern})?[\s,;]*$")
_KIND = re.compile(rf"(?P<kind>(?i:{KIND}))\b")
_OPENING = re.compile(_OPENS)
_PLAIN = re.compile(rf"{_OPENS}(?P<kind>(?i:{KIND}))\b")
# Parted by semicolons; ", thực hiện chương trình …" opens another one too.
_CLAUSE = re.compile(rf"(?:(?!,\s(?i:căn cứ|thực hiện|theo)\s(?i:{KIND})\b)[^;])+")
_DATED = re.compile(rf"(?P<kind>(?i:{KIND}))\s+{DATE.pattern}\s+của\s")
_NEXT = re.compile(rf"(?:,\s+(?=(?i:{KIND})\b)|\svà\s+(?=(?i:{KIND})\b))(?P<kind>(?i:{KIND}))")
_BODY = (
    r"(?:Ban|BCH|BTV|Đoàn|Chi đoàn|Hội|Ủy ban|Uỷ ban|UBND|Sở|Phòng|Trường|Huyện|Tỉnh|Thành|Quận|"
    r"Xã|Chủ tịch|Giám đốc|Hiệu trưởng|Thường trực|Văn phòng|Liên đội|Công an|Công đoàn|"
    r"Chi bộ|Đảng ủy)"
)
# "phòng, chống": a pair within the name of a body.
_APART = "".join(
    f"(?<!{word})" for word in ("hòng", "hổ biến", "hi đua", "ứu hộ", "tham nhũng", "lãng phí")
)
# "Ban Chỉ đạo tỉnh về chuyển đổi số về việc …": the first is part of the name.
_ABOUT = re.compile(
    r"(?:Ban Chỉ đạo|[ỦU][yỷ] ban (?!nhân dân|Mặt trận|MTTQ|[Kk]iểm tra)|Tiểu ban|Tổ công tác)"
    r"[^;.]*?\svề\s(?!việc\s)[^;.]{4,90}?"
    r"(?=\s(?i:về việc|v/v|ban hành|hướng dẫn|về (?:triển khai|tổ chức|thực hiện|kết luận))\s)"
)
_STOP = re.compile(
    r"\s(?:(?i:về|v/v|quy định|ban hành|hướng dẫn|sửa đổi|phê duyệt)|triển khai|thực hiện|tổ chức|"
    r"công bố|thông qua|giao|phân cấp|phân công|kiện toàn|thành lập|công nhận|cho phép|"
    r"yêu cầu|đề nghị|tiếp tục|ủy quyền|uỷ quyền|tại|ngày|như sau|xây dựng|báo cáo|nhằm|để|trong|"
    r"ở|đã|chưa|còn|có|được|đối với|trên|(?:năm(?:\shọc)?|tháng|quý)\s[\dIV]+|nhiệm kỳ|giai đoạn)"
    rf"(?=[\s,;.]|$)|,\s(?={_BODY}\b)|[;.:]|{_APART},\s(?![{CAPITALS}])|,\s(?=(?:{KIND})\b)"
    r"|\s\((?i:sau đây|gọi|viết tắt|kèm|đính)|\s[“\"]"
    rf"|\s(?:và|,)\s(?=(?i:{KIND}|điều|khoản|căn cứ|thực hiện|ý kiến|tình hình|nhiệm vụ)\b)"
)
_ASKED_BY = re.compile(
    rf"(?:\scủa|(?i:đề nghị)|\d{{4}}\svà)\s+(?!{KIND})"
    rf"(?P<who>[{CAPITALS}](?:(?!\stại\s|;|\.\s|\scủa\s).)+?)\s+tại\s*$"
)
# "Ngày 09/01/2026, Hội Chữ thập đỏ có Công văn số …": the day and the maker stand before it.
_ACTED = re.compile(
    rf"(?:^|[;.,]\s+)(?:(?P<day>{DATE.pattern}),?\s+)?"
    rf"(?P<who>(?!Sau khi)[{CAPITALS}][^,;.]{{3,80}}?)\s+(?:đã\s+)?(?:ký\s+)?(?:có|ban hành)\s*$"
)
_UNDER = re.compile(rf"\stheo\s+(?i:{KIND})\b")  # "Kế hoạch 5 năm theo Nghị quyết … của …"
_MADE_BY = re.compile(rf"\sdo\s+(?P<who>[{CAPITALS}][^,;.]{{4,80}}?)\s+(?:ban hành|thông qua)\b")
_ENCLOSED = ("(kem theo", "(ban hanh kem theo", "(dinh kem")  # what it comes with is no basis
_PERSON = r"(?:Giám đốc|Chủ tịch|Chánh|Trưởng|Sở|Ban|Phòng|Hội|Ủy ban|UBND|Bí thư|Hiệu trưởng)"
# "quy định tại khoản 5 …", "hướng dẫn của pháp luật": the word means no paper.
_COMMON = re.compile(
    r"\s*(này|trên|nêu|tại|hiện hành|(của )?pháp luật|của nhà nước|chi tiết|thi hành)\b",
    re.IGNORECASE,
)
_PURE = re.compile(r"[-–+*\s]*(căn cứ|theo|xét)\s", re.IGNORECASE)
_LAWS = frozenset({"luat", "bo luat", "phap lenh", "hien phap"})
_BODIES = ("dai hoi", "hoi nghi", "ban ", "bo ", "hoi dong", "lien doan ")


def read_basis(paragraphs: Iterable[str]) -> tuple[Basis, ...]:
    """Every document cited there once, in order; those without a number where a basis opens."""
    found: list[Basis] = []
    for text in paragraphs:
        if fold(text).startswith(_ENCLOSED):
            continue
        for basis in sorted(_cited(text), key=lambda pair: pair[0]):
            if not any(_same(basis[1], known) for known in found):
                found.append(basis[1])
    return tuple(found)


def opening(paras: Sequence[Para], *, led: bool) -> list[str]:
    """The words a body without a heading begins with, where it may say what the paper rests on.

    Its first paragraph, and those right below it that open as a basis does; led: words lead into
    the body, so that its first paragraph must open so too.
    """
    plain = takewhile(lambda p: not (p.table or p.heading or split_marker(p.text)[0]), paras)
    texts = [para.text for para in plain]
    first = 0 if led else 1
    return texts[:first] + list(takewhile(_OPENING.match, texts[first:]))


def lead_of(paragraphs: Sequence[Para]) -> str | None:
    """The words that lead into the body: the last paragraph, and others that name no basis.

    A list of 'Căn cứ …;' lines that no sentence closes has no lead.
    """
    words = [
        para.text
        for index, para in enumerate(paragraphs)
        if index == len(paragraphs) - 1 or not (_PURE.match(para.text) or read_basis([para.text]))
    ]
    if words and _PURE.match(words[-1]) and not words[-1].rstrip().endswith(("sau:", ":", "sau")):
        words.pop()
    return "\n".join(word for word in words if not word.isupper()) or None


def _same(one: Basis, other: Basis) -> bool:
    if one.number or one.symbol:
        return (one.number, one.symbol) == (other.number, other.symbol) and (
            one.date is None or other.date is None or one.date == other.date
        )
    return fold(one.text) == fold(other.text)


def _cited(text: str) -> list[tuple[int, Basis]]:
    numbered = _numbered(text)
    taken = {start for start, _ in numbered}
    dated = [
        (match.start(), found)
        for match in _DATED.finditer(text)
        if (found := _plain(text[match.start() :].split(";")[0]))
    ]
    told = [pair for pair in (*_unnumbered(text, taken), *dated) if pair[0] not in taken]
    return numbered + list(dict(told).items())


def _numbered(text: str) -> list[tuple[int, Basis]]:
    """Papers with a number, where each begins; one of a list takes what the list says of all."""
    first = [
        match
        for match in _NUMBERED.finditer(text)
        if match["sym"] or not match["bare"]  # "chương trình năm 2019 của …" has no number
    ]
    ends = {match.end() for match in first}
    more = [match for match in _MORE.finditer(text) if match.end() not in ends]
    found: list[tuple[int, Basis]] = []
    listed: str | None = None  # who issued all papers of the list
    for match in sorted((*first, *more), key=lambda match: match.end()):
        if match.re is _NUMBERED:
            listed = _issuer(match["middle"])
            found.append((match.start(), _one(text, match, match["kind"], listed)))
        elif found:
            at, above = found[-1]
            basis = _one(text, match, above.doc_type, listed)
            untold = above.issuer is None and above.symbol == basis.symbol
            if untold and _LISTED.search(text[: match.start()]):
                found[-1] = at, replace(above, date=above.date or basis.date, issuer=basis.issuer)
            found.append((match.start("item"), basis))
    return found


def _one(text: str, match: re.Match[str], kind: str, listed: str | None) -> Basis:
    rest = text[match.end() :]
    day = DATE.match(rest)
    after = rest[day.end() :] if day else rest
    issuer = _issuer(after)
    if issuer and not day:
        day = _day_behind(after.partition(issuer)[2])
    issuer = issuer or listed
    before = text[: match.start()]
    asked, acted = _ASKED_BY.search(before), _ACTED.search(before)
    if issuer is None and asked:
        issuer = re.split(rf"\s(?:và|,)\s(?={_PERSON})", asked["who"])[-1].strip()
    elif issuer is None and acted:
        issuer = acted["who"]
        day = day or DATE.match(acted["day"] or "")
    stop = re.search(rf";|\.$|,\s(?=[{CAPITALS}])|(?:,|\svà)\s(?=số\s)|$", after)
    end = len(text) - len(after) + (stop.start() if stop else 0)
    groups = match.groupdict()
    start = match.start("item" if "item" in groups else "kind")
    return Basis(
        doc_type=_spell(kind),
        number=_tight(groups["no"] or groups.get("bare")),
        symbol=tidy_symbol(match["sym"]) if match["sym"] else None,
        date=day_of(day),
        issuer=issuer,
        text=text[start:end].strip(" ,;"),
    )


def _day_behind(text: str) -> re.Match[str] | None:
    """'số 19/KH-BGD của Bộ … ngày 05/02/2026 về việc'; behind a comma only if 'về' follows it."""
    day = DATE.match(text.lstrip(" ,"))
    told = day and ("," not in text[:2] or re.match(r"(?i)\s+(về|v/v)\s", day.string[day.end() :]))
    return day if told else None


def _issuer(rest: str) -> str | None:
    match = re.match(r"\s*,?\s*(?:của|giữa)\s+", rest)
    if not match:
        return None
    rest = rest[match.end() :]
    named = _ABOUT.match(rest)
    stop = _STOP.search(rest, named.end() if named else 0)
    issuer = re.sub(r"\svà$", "", (rest[: stop.start()] if stop else rest).strip(" ,;.-–"))
    if issuer.count(")") > issuer.count("("):
        issuer = issuer.rstrip(") ")
    return None if re.match(rf"(?i:{KIND})\s", issuer) else issuer or None


def _unnumbered(text: str, taken: set[int]) -> list[tuple[int, Basis]]:
    found = []
    opened = False
    for piece in _CLAUSE.finditer(text):
        clause = piece.group(0).lstrip(" -,–—+*•")
        opening = _PLAIN.match(clause) or (_KIND.match(clause) if opened else None)
        opened = bool(opening or _OPENING.match(clause))
        if not opening:
            continue
        offset = piece.end() - len(clause)
        start = offset + opening.start("kind")
        numbered = start in taken
        for at, part in _parts(text[start : piece.end()]):
            basis = _plain(part)
            # Behind a numbered paper another one without an issuer only says what that is about.
            if basis and (basis.issuer or not numbered):
                found.append((start + at, basis))
    return found


def _parts(text: str) -> list[tuple[int, str]]:
    """The documents under one opening word, parted at ', <Kind>', with where each begins."""
    starts = [0]
    same = re.match(KIND, text, re.IGNORECASE)
    for found in _NEXT.finditer(text):
        small = found[0].startswith(",") and found["kind"][0].islower()
        if small and (same is None or fold(same[0]) != fold(found["kind"])):
            continue
        if "một số điều" not in text[starts[-1] : found.start()]:  # of the laws it amends
            starts.append(found.start("kind"))
    ends = [*starts[1:], len(text)]
    return [(s, text[s:e].strip(" ,;.")) for s, e in zip(starts, ends, strict=True)]


def _plain(text: str) -> Basis | None:
    kind = re.match(rf"(?i){KIND}", text)
    if not kind or fold(kind.group(0)) == "chi dao" or _COMMON.match(text[kind.end() :]):
        return None
    law = fold(kind.group(0)) in _LAWS  # its title has commas, and 'của' of others than its maker
    cut = re.search(rf",\s+(?={_BODY}\b)" if law else rf",\s+(?=[{CAPITALS}])", text)
    text = text[: cut.start()] if cut else text
    other = _NUMBERED.search(text, kind.end())  # it has a day of its own
    text = text[: other.start()].rstrip() if other else text
    if other and text[0].islower() and text.endswith(" tại"):  # 'báo cáo của Sở … tại Công văn số'
        return None
    rest = text[kind.end() :].strip()
    day = DATE.search(text)
    when: date | None = day_of(day)
    owner = re.search(r"\scủa\s", text)
    named = not law and rest[:1].isupper() and fold(rest).startswith(_BODIES)
    before = text[: owner.start()] if owner else ""
    if _UNDER.search(before) or (named and " và " in before):  # whose the other one is
        owner = None
    made = _MADE_BY.search(text)
    issuer = _issuer(text[owner.start() :]) if owner and not law else None
    issuer = made["who"] if made and not law else issuer
    if issuer is None and named:
        issuer = re.split(r"[,;.]|\s(?:ngày|về|nhiệm kỳ|và (?i:điều|khoản|chủ đề))\s", rest)[
            0
        ].strip()
    return Basis(_spell(kind.group(0)), None, None, when, issuer, text)


def _spell(kind: str) -> str:
    known = {fold(k): k for k in KINDS}
    return _SHORT.get(kind) or known.get(fold(kind), kind)


def _tight(number: str | None) -> str | None:
    return re.sub(r"\s", "", number) if number else None
