"""The signature block: in whose name, in which post, by whom."""

import re
from collections.abc import Iterable

from app.plans.reader.markers import CAPITALS
from app.plans.reader.model import Signer
from sync.core.text import fold

AUTHORITY = re.compile(
    rf"(?:TM|KT|TL|TUQ|TUN|T/M|K/T|T/L|T/UQ|Q|TM,|KT,)\s*[./,:]?\s*(?=[{CAPITALS}])"
)
_CODE = re.compile(r"(?:TM|KT|TL|TUQ|TUN|Q)\s*\.|(?:TM|KT|TL|TUQ)\s+|[TK]/[ML T]|T/UQ")
_POST = re.compile(
    r"(pho |quyen )?(bi thu|chu tich|giam doc|tong giam doc|hieu truong|chu nhiem|truong ban|truong phong|"
    r"truong (doan|tieu ban|cong an|khoa)|chanh van phong|chanh thanh tra|cuc truong|vu truong|"
    r"thu truong|bo truong|thong doc|vien truong|tong bi thu|uy vien|uv|doi truong|chi huy truong|chinh uy|"
    r"tram truong|tong phu trach|to truong|thu ky|nguoi |can bo|chuyen vien|hieu pho|"
    r"le truong|chu toa|chu tri|dai dien|kiem)"
)
_SIGNED = re.compile(r"\(?\s*(da ky|chu ky|ky ten|ky, ghi ro|ky, dong dau|ky va ghi)[^)]*\)?")
_WORD = rf"[{CAPITALS}][a-zà-ỹđ'’]*"
_NAME = re.compile(
    rf"(?:(?:ThS|TS|GS|PGS|BS|CN|KS|Th\.S|T\.S|Ths|Đ/c)\.?\s*)*{_WORD}(?:\s+{_WORD}){{1,5}}"
)
_CAPS_NAME = re.compile(rf"[{CAPITALS}]+(?:\s[{CAPITALS}]+){{1,4}}")


def is_authority(text: str) -> bool:
    return bool(_CODE.match(text)) and text == text.upper()


def is_post(text: str) -> bool:
    """A post in capitals, or the few that are written small (Người lập kế hoạch)."""
    plain = new_plain(text)
    if not _POST.match(plain) or len(text) > 90 or text.endswith((".", ";", ":")):
        return False
    return text == text.upper() or plain.startswith("nguoi ") and len(text) < 40


def new_plain(text: str) -> str:
    return fold(text).replace("  ", " ")


def is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and not text.isupper()


def is_signed(text: str) -> bool:
    return bool(_SIGNED.fullmatch(fold(text)))


def read_signers(texts: Iterable[str]) -> tuple[tuple[Signer, ...], list[str]]:
    """The signers of one column, top to bottom, and the texts that are no part of a signature."""
    signers: list[Signer] = []
    rest: list[str] = []
    authority: str | None = None
    titles: list[str] = []
    open_line = False
    for text in texts:
        if is_signed(text) or text == "*":
            continue
        if is_name(text) and (authority or titles):
            signers.append(Signer(authority, tuple(titles), text))
            authority, titles, open_line = None, [], False
        elif is_authority(text) and authority is None and not titles:
            authority, open_line = text, True
        elif is_post(text) or is_authority(text) or fold(text) == "kiem":
            titles.append(text)
            open_line = False
        elif open_line and authority and text == text.upper():
            authority = f"{authority} {text}"
        elif titles and text == text.upper() and not _CAPS_NAME.fullmatch(text):
            titles[-1] = f"{titles[-1]} {text}"
        elif (authority or titles) and _CAPS_NAME.fullmatch(text):
            signers.append(Signer(authority, tuple(titles), text))
            authority, titles, open_line = None, [], False
        else:
            rest.append(text)
    if authority or titles:
        signers.append(Signer(authority, tuple(titles), None))
    return tuple(signers), rest
