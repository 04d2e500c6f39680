"""The foot of a paper: who receives it, who signed it."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from app.plans.reader.columns import Cell, cells
from app.plans.reader.head import date_line
from app.plans.reader.lines import Para, is_mark
from app.plans.reader.markers import CAPITALS
from app.plans.reader.model import Recipient, Signer
from app.plans.reader.signing import (
    AUTHORITY,
    is_authority,
    is_name,
    is_post,
    is_signed,
    read_signers,
)
from sync.core.text import clean, fold

_TO = re.compile(r"(?i)(?:\*\s*)?n[ơoờ]i\s+(?:nhận|gửi)\s*[:.;]?\s*")
_BULLET = re.compile(r"[-–—−+•*·]\s*")
_GAP = re.compile(r"\t+|\s{3,}")
_ASIDE = re.compile(r"(?<=\S)(?:\s{3,}|\t+)\((?P<purpose>[^()]{2,40})\)(?=\s{3}|\t|\s*$)")
# "Để đăng dự thảo" beside one recipient, "thông tư" beside the next: one purpose of both.
_WORDS = re.compile(r"(?<=[;,.])(?:\s{2,}|\t+)(?P<words>[^\W\d_][^\t()]{1,39}?)(?=\s{3}|\t|\s*$)")
_BRACKET = re.compile(r"\([^()\t]{0,30}\)")
_BRACE = re.compile(
    r"\s*[}⎫⎬⎭]+[ ]{0,3}(?P<purpose>\([^()]{2,40}\)|[^\s(][^\t()}]{1,20}?(?=\s{3}|\t|$))?"
)
# "VT, KT, NCTH" names offices; who signs is named in words.
_TOUCHING = re.compile(
    rf"(?<=[:;.,]) {{1,3}}(?={AUTHORITY.pattern}[{CAPITALS}]+ [{CAPITALS}]{{2}})"
)
_RUN_ON = re.compile(rf"(?<=[.;])(?=[{CAPITALS}]+[ .])")
_PURPOSE = re.compile(r"\s*\(([^()]{2,40})\)\s*$")
_PURPOSES = re.compile(
    r"de .+|(de |kinh |thay )*(b/?c(ao)?|b\.c|bao cao|t/?h(ien)?|th/hien|thuc hien|ph?/h(op)?|"
    r"phoi hop|t/d|c/d|x/d|p/v|t/t|biet|chi dao|theo doi|dang tin|dang tai|dua tin|tong hop|"
    r"trien khai|tuyen truyen|kiem tra|giam sat|xin y kien|luu|phuc vu|tham muu|lam viec|"
    r"xem xet)\b.*"
)


@dataclass
class Foot:
    """rest: lines in the foot that are neither recipient nor signature."""

    recipients: list[Recipient] = field(default_factory=list)
    signers: tuple[Signer, ...] = ()
    place: str | None = None
    date: datetime.date | None = None
    rest: list[Para] = field(default_factory=list)


def opens_recipients(text: str) -> bool:
    match = _TO.match(text)
    if not match:
        return False
    rest = text[match.end() :].strip()
    return not rest or rest[0] in "-–+" or is_authority(rest) or is_post(rest) or ":" in match[0]


def in_foot(text: str) -> bool:
    """A line that can stand in a signature block."""
    return (
        is_authority(text)
        or is_post(text)
        or is_name(text)
        or is_signed(text)
        or is_mark(text)
        or fold(text) == "kiem"
        or date_line(text) is not None
    )


def opens_signature(para: Para) -> bool:
    return any(is_authority(part) or is_post(part) for part in _parts(para))


def is_signed_by_name(para: Para) -> bool:
    """The name of a signer stands in the line, alone or beside the recipients."""
    return any(is_name(part) for part in _parts(para))


def are_names(para: Para) -> bool:
    """Nothing but names side by side, as below several signatures."""
    return all(is_name(part) for part in _parts(para))


def _parts(para: Para) -> list[str]:
    return [clean(part) for part in _GAP.split(para.raw.strip()) if part]


def read_foot(paras: Sequence[Para]) -> Foot:
    """Recipients in their column, signatures in theirs; the columns may stand side by side.

    Read row by row, a post may stand between 'Nơi nhận:' and its list; the list itself may stand
    in two columns.
    """
    foot = Foot()
    opens = listing = False
    column = 0
    signing: dict[int, list[Cell]] = {}
    for cell in cells(_shared(_run_on(paras)), _cut):
        opened = _TO.match(cell.text)
        if opened and opens_recipients(cell.text):
            opens, listing, column = True, True, cell.column
            rest = cell.text[opened.end() :].strip()
            if rest:
                _receive(foot, rest)
        elif date_line(cell.text) and not foot.date and not foot.place:
            foot.place, foot.date = date_line(cell.text) or (None, None)
        elif opens and (
            _BULLET.match(cell.text)
            or (cell.column == column and listing and _is_recipient(foot, cell.text))
        ):
            _receive(foot, cell.text)
        else:
            if cell.column == column:
                listing = False
            signing.setdefault(cell.column, []).append(cell)
    _sign(foot, signing)
    return foot


def _sign(foot: Foot, signing: dict[int, list[Cell]]) -> None:
    left: list[Cell] = []
    for _, column in sorted(signing.items()):
        signers, rest = read_signers(cell.text for cell in column)
        foot.signers += signers
        left += [cell for cell in column if cell.text in rest]
    names = [cell for cell in left if is_name(cell.text)]
    unnamed = [index for index, signer in enumerate(foot.signers) if signer.name is None]
    if len(names) == len(unnamed) == 1:  # set a little out of its column
        signed = list(foot.signers)
        signed[unnamed[0]] = replace(signed[unnamed[0]], name=names[0].text)
        foot.signers = tuple(signed)
        left.remove(names[0])
    foot.rest += dict.fromkeys(cell.para for cell in left)


def _run_on(paras: Sequence[Para]) -> list[Para]:
    """A signature that runs on from the last recipient, where a converter lost the cells between.

    '- Lưu: VT.TM. ỦY BAN NHÂN DÂN' are two lines.
    """
    apart: list[Para] = []
    for para in paras:
        alone = _BULLET.match(para.text) and not _GAP.search(para.raw.strip())
        ends = (at.start() for at in _RUN_ON.finditer(para.raw) if alone)
        at = next((end for end in ends if _opens(clean(para.raw[end:]))), len(para.raw))
        pieces = filter(None, (para.raw[:at], para.raw[at:]))
        apart += [replace(para, raw=raw, text=clean(raw)) for raw in pieces]
    return apart


def _shared(paras: Sequence[Para]) -> list[Para]:
    """A purpose in a column of its own goes to its recipient, one at a brace to all it joins.

    What stands further right keeps its place.
    """
    shared = [replace(para, raw=_ASIDE.sub(_beside, para.raw)) for para in _spread(paras)]
    braced = [_BRACE.search(para.raw) for para in shared]
    for together, group in groupby(range(len(paras)), key=lambda index: bool(braced[index])):
        run = [(index, found) for index in group if (found := braced[index])]
        purpose = next((found["purpose"] for _, found in run if found["purpose"]), "")
        words = f" ({purpose.strip(' ()')})" if together and purpose else ""
        for index, found in run:
            raw = shared[index].raw
            before = raw[: found.start()].rstrip(" ;,.")
            shared[index] = replace(shared[index], raw=before + words + raw[found.end() :])
    return shared


def _spread(paras: Sequence[Para]) -> list[Para]:
    """A purpose without brackets, in a column of its own, is told of each recipient beside it."""
    spread = list(paras)
    run: list[tuple[int, re.Match[str]]] = []
    for index, para in enumerate([*paras, None]):
        found = _told_beside(para) if para else None
        opens = found is not None and fold(found["words"]).startswith("de ")
        if run and (found is None or opens):
            words = " ".join(told["words"] for _, told in run)
            for at, told in run:
                before = told.string[: told.start()].rstrip(" ;,.")
                raw = f"{before} ({words}){told.string[told.end() :]}"
                spread[at] = replace(paras[at], raw=raw)
            run = []
        if found and (opens or run):
            run.append((index, found))
    return spread


def _told_beside(para: Para) -> re.Match[str] | None:
    found = _WORDS.search(para.raw)
    if found is None or not _BULLET.match(para.text) or found["words"].isupper():
        return None
    return None if in_foot(clean(found["words"])) else found


def _beside(match: re.Match[str]) -> str:
    if not _PURPOSES.fullmatch(fold(match["purpose"]).strip(" .")):
        return match[0]
    return f" ({match['purpose']})".ljust(len(match[0].expandtabs(8)))


def _cut(raw: str) -> str:
    """'Nơi nhận: TM. BAN THƯỜNG VỤ' on one line, two signatures: columns that touch."""
    raw = _BRACKET.sub(lambda match: clean(match[0]).ljust(len(match[0])), raw)
    raw = _TOUCHING.sub("\t", raw)
    pieces = re.split(r"(?<=\S) {2,3}(?=\S)", raw.strip())
    for sort in (_opens, is_name):
        if len(pieces) > 1 and all(sort(clean(piece)) for piece in pieces):
            return re.sub(r"(?<=\S) {2,3}(?=\S)", "    ", raw)
    return raw


def _opens(text: str) -> bool:
    return is_authority(text) or is_post(text)


def _is_recipient(foot: Foot, text: str) -> bool:
    if is_authority(text) or is_post(text):
        return False
    if _BULLET.match(text):
        return True
    closed = bool(foot.recipients) and foot.recipients[-1].is_archive
    ended = bool(foot.recipients) and foot.recipients[-1].text.endswith((".", "./."))
    if is_name(text) and (closed or ended):
        return False
    return not (closed and ended)


def _receive(foot: Foot, text: str) -> None:
    bullet = _BULLET.match(text)
    bare = text[bullet.end() :] if bullet else text
    last = foot.recipients[-1] if foot.recipients else None
    dashed = any(_BULLET.match(r.text) for r in foot.recipients)
    ended = not dashed and (last is None or last.text[-1] in ";,.)" or bare[0].isupper())
    if last and not bullet and not ended and bare[0] != "L":
        joined = f"{last.text} {bare}"
        foot.recipients[-1] = recipient(joined)
    else:
        foot.recipients.append(recipient(text))


def recipient(text: str) -> Recipient:
    """One printed line of the list: '- Thành Đoàn (B/c);' -> name Thành Đoàn, purpose B/c."""
    bullet = _BULLET.match(text)
    name = (text[bullet.end() :] if bullet else text).strip().rstrip(" ;.,:/")
    found = _PURPOSE.search(name)
    purpose = None
    if found and _PURPOSES.fullmatch(fold(found[1]).strip(" .")):
        purpose = found[1].strip()
        name = name[: found.start()].rstrip(" ;,")
    return Recipient(text, name, purpose, fold(name).startswith("luu"))
