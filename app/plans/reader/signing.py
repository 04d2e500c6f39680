"""The signature block: in whose name, in which post, by whom."""

import re
from collections.abc import Iterable
from itertools import chain

from app.plans.reader.markers import CAPITALS
from app.plans.reader.model import Signer
from sync.core.text import fold

AUTHORITY = re.compile(
    rf"(?:(?:TM|KT|TL|TUQ|TUN|Q|T\.M|K\.T|T\.L)\s*\.|(?:TM|KT|TL|TUQ)[\s,:]|[TK]/[MTL]|T/UQ)\.?"
    rf"\s*(?=[{CAPITALS}])"
)
# "DUYỆT CỦA BGH", "XÁC NHẬN CỦA ĐẢNG ỦY": who approves stands above the post, as TM. does.
_APPROVAL = re.compile(
    r"((phe |ky )?duyet|xac nhan|y kien|y kien phe duyet)( cua .+)?|xac nhan .+ cua .+|.+ duyet"
)
_POST = re.compile(
    r"(pho |quyen |[qp]\. ?)?(tong )?(bi thu|chu tich|giam doc|hieu truong|hieu pho|chu nhiem|"
    r"(truong|cuc|vu|vien|tram|doi|don|to) (truong|pho)|(thu|bo|le|chi huy) truong|truong "
    r"(ban|phong|doan|tieu ban|cong an|khoa|tram|doi)|chanh (van phong|thanh tra)|thong doc|"
    r"uy vien|chinh uy|chinh tri vien|phu trach|thu ky|nguoi |can bo|chuyen vien|chu toa|chu tri|"
    r"dai dien|thu tuong)\b"
)
_SMALL_POST = re.compile(r"nguoi (lap|bao cao|viet|soan|thuc hien|de nghi|tong hop|ky|ghi)\b")
_SIGNED = re.compile(r"\(?\s*(da ky|chu ky|ky ten|ky, ghi ro|ky, dong dau|ky va ghi|ky so)[^)]*\)?")
_NOTE = re.compile(r"(?i)\s*\((?:đã )?ký[^()]{0,20}\)\s*")
_STRAY = re.compile(rf"^[a-zà-ỹđ](?=[{CAPITALS}][a-zà-ỹđ])")
_WORD = rf"[{CAPITALS}][a-zà-ỹđ'’.-]*(?:[{CAPITALS}][a-zà-ỹđ]*)?"
_NAME = re.compile(
    rf"(?:[{CAPITALS}][{CAPITALS}a-z]{{0,6}}\.\s*|(?:Đại|Thượng|Trung|Thiếu)\s(?:tướng|tá|úy|uý)\s)*"
    rf"{_WORD}(?:\s+{_WORD}){{1,5}}"
)
# With their signs: 'VỤ' of a department is no Vũ.
_SURNAMES = frozenset({
    "NGUYỄN", "TRẦN", "LÊ", "PHẠM", "HOÀNG", "HUỲNH", "PHAN", "VŨ", "VÕ", "ĐẶNG", "BÙI", "ĐỖ",
    "HỒ", "NGÔ", "DƯƠNG", "LÝ", "ĐINH", "TRƯƠNG", "LÂM", "MAI", "TRỊNH", "ĐÀO", "ĐOÀN", "HÀ",
    "LƯƠNG", "LƯU", "TẠ", "TÔ", "CHÂU", "THÁI", "CAO", "QUÁCH", "KIỀU", "THẠCH", "VƯƠNG", "NÔNG",
    "HỨA",
})  # fmt: skip
_PLAIN_SURNAMES = frozenset(fold(name).upper() for name in _SURNAMES)


def is_authority(text: str) -> bool:
    """'TM. BAN THƯỜNG VỤ', 'K/T TRƯỞNG BAN', 'DUYỆT CỦA BGH': by what right the signer signs."""
    if text.endswith((".", ";", ":")):
        return False
    return (bool(AUTHORITY.match(text)) and len(text) < 90) or _approves(text)


def _approves(text: str) -> bool:
    plain = fold(text)
    if text.isupper():
        return len(text) < 60 and bool(_APPROVAL.fullmatch(plain) or plain.startswith("duyet "))
    named = bool(_APPROVAL.fullmatch(plain)) and " cua " in plain
    return named and text[:1].isupper() and len(text.split()) <= 8


def is_post(text: str) -> bool:
    """A post in capitals, or the few that are written small (Người lập kế hoạch)."""
    plain = fold(text)
    if len(text) > 90 or text.endswith((".", ";", ":", ",")):
        return False
    if text != text.upper():
        small = _SMALL_POST.match(plain) or (text[:1].isupper() and _POST.fullmatch(plain))
        return len(text) < 40 and bool(small)
    return bool(_POST.match(plain))


def is_name(text: str) -> bool:
    """Two to six words that each begin with a capital; in capitals only with a known surname."""
    text = name_in(text)
    if text.isupper():
        words = text.split()
        known = _PLAIN_SURNAMES if text.isascii() else _SURNAMES
        return 2 <= len(words) <= 5 and words[0] in known and text.replace(" ", "").isalpha()
    return bool(_NAME.fullmatch(text)) and text[-1].isalpha()


def name_in(text: str) -> str:
    """The line without the note that it is signed, or the letter a seal left before it."""
    return _STRAY.sub("", _NOTE.sub("", text))


def _is_small_name(text: str) -> bool:
    return is_name(text) and not text.isupper()


def is_signed(text: str) -> bool:
    return bool(_SIGNED.fullmatch(fold(text)))


def read_signers(texts: Iterable[str]) -> tuple[tuple[Signer, ...], list[str]]:
    """The signers of one column, top to bottom, and the texts that are no part of a signature."""
    signers: list[Signer] = []
    rest: list[str] = []
    block: list[str] = []
    wholes = _unwrapped([text for text in texts if not is_signed(text)])
    lines = [" ".join(whole) for whole in wholes]
    for at, (whole, text) in enumerate(zip(wholes, lines, strict=True)):
        below = lines[at + 1 : at + 2] or [""]
        # 'NÔNG DÂN XÃ' over 'CHỦ TỊCH' is no name, nor 'NÔNG DÂN' over 'XÃ', 'ĐÀO TẠO' over one.
        posted = any(is_post(above) for above in block)
        goes_on = below[0].isupper() and not posted
        wraps = text.isupper() and (is_post(below[0]) or goes_on or _is_small_name(below[0]))
        if is_name(text) and block and not is_post(text) and not wraps:
            signers.append(_signer(block, name_in(text)))
            block = []
        elif _stands_in_block(text, block):
            block.append(text)
        else:
            rest += whole
    if any(is_authority(text) or is_post(text) for text in block):
        signers.append(_signer(block, None))
    else:
        rest += block
    return tuple(signers), rest


def _unwrapped(texts: list[str]) -> list[list[str]]:
    """The lines that are one post or one name, broken in a narrow column: 'CHỈ HUY', 'TRƯỞNG'."""
    wholes: list[list[str]] = []
    at = 0
    while at < len(texts):
        post = (n for n in (2, 3, 4) if _is_broken_post(texts[at : at + n], n))
        name = (n for n in (4, 3, 2) if _is_broken_name(texts[at : at + n], n))
        count = next(chain(post, name), 1)
        wholes.append(texts[at : at + count])
        at += count
    return wholes


def _is_broken_post(lines: list[str], count: int) -> bool:
    """Together they are what their beginning is not."""
    if len(lines) < count or is_authority(lines[0]):
        return False
    beginning, text = " ".join(lines[:-1]), " ".join(lines)
    return text.isupper() and is_post(text) and not is_post(beginning)


def _is_broken_name(lines: list[str], count: int) -> bool:
    """A line of three words and more is a name of its own, but for a rank before it."""
    if len(lines) < count or is_post(lines[0]) or any(line.isupper() for line in lines):
        return False
    return all(len(line.split()) < 3 for line in lines[1:]) and is_name(" ".join(lines))


def _stands_in_block(text: str, block: list[str]) -> bool:
    """A line above a name: capitals, a post, and below one a post written small."""
    if text == text.upper() or is_authority(text) or is_post(text) or fold(text) == "kiem":
        return True
    return bool(block) and len(text) < 60 and text[-1].isalpha() and bool(_POST.match(fold(text)))


def _signer(block: list[str], name: str | None) -> Signer:
    """Who stands above the posts is the authority; a line without a post goes on with its own."""
    authority: str | None = None
    titles: list[str] = []
    for text in block:
        posted = is_post(text) or is_authority(text) or fold(text) == "kiem"
        if authority is None and not titles and (is_authority(text) or not posted):
            authority = text
        elif titles and not posted:
            titles[-1] = f"{titles[-1]} {text}"
        elif authority and not titles and (not posted or fold(authority).endswith(" cua")):
            authority = f"{authority} {text}"
        else:
            titles.append(text)
    if authority and not titles and not is_authority(authority):
        return Signer(None, (authority,), name)
    return Signer(authority, tuple(titles), name)
