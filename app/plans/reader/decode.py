"""Bytes as text: UTF-8, UTF-16 or Windows-1258, never in the letters of old fonts."""

import re
import unicodedata

from flask_babel import gettext as _

from app.plans.reader.errors import UnreadableDocument
from sync.core.text import nfc

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_TCVN3 = frozenset("¬§¶®µ\u00b8¹·¨©ª«­¼½¾¿ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßãäåæçèéêëìíîïñòóôõö÷øùúûüýþ")
_TCVN3_SIGNS = frozenset("¬§¶®µ\u00b8¹·¨©ª«¼½¾")
_VNI = re.compile(r"[aeouyôöAEOUYÔÖ][ùøûõïáàåãäéèëâêüúăÙØÛÕÏÁÀÅÃÄÉÈËÂÊÜÚĂ]")


def decode(data: bytes) -> str:
    """The text in these bytes; raises UnreadableDocument for what is no text."""
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), None) or _without_bom(
        data
    )
    for name in (encoding, "utf-8", "cp1258"):
        if name is None:
            continue
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if name != "cp1258" or vietnamese_share(nfc(text)) > 0.1:
            return _printable(text)
    return _printable(data.decode("latin-1"))


def _without_bom(data: bytes) -> str | None:
    """UTF-16 without its mark shows as a zero in every other byte."""
    sample = data[:2000]
    if len(sample) < 8 or not sample.count(0):
        return None
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if odd > 0.3 * len(sample[1::2]) and odd > even:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 * len(sample[0::2]) else None


def _printable(text: str) -> str:
    odd = sum(
        unicodedata.category(c) in ("Cc", "Cn", "Co", "Cs") for c in text if c not in "\t\n\r\f\x0b"
    )
    if odd > max(2, len(text) * 0.01):
        raise UnreadableDocument(
            _("Tệp này không phải văn bản; hãy chọn tệp .docx, .pdf hoặc .txt của văn bản.")
        )
    return text


def refuse_old_fonts(text: str) -> None:
    """Raises UnreadableDocument for TCVN3 (.VnTime), VNI, or letters lost in a conversion."""
    marked = [c for c in text if ord(c) > 0x7F and (c.isalpha() or c in _TCVN3)]
    ours = sum(_is_vietnamese(c) for c in marked)
    if len(marked) < 12 or ours > 0.3 * len(marked):
        return
    font = None
    if sum(c in _TCVN3_SIGNS for c in marked) > 0.08 * len(marked):
        font = "TCVN3 (.VnTime)"
    elif len(_VNI.findall(text)) > 0.2 * len(marked):
        font = "VNI"
    if font:
        raise UnreadableDocument(
            _(
                "Văn bản dùng phông chữ cũ %(font)s; "
                "hãy chuyển mã sang Unicode (ví dụ bằng Unikey) rồi tải lại.",
                font=font,
            )
        )
    raise UnreadableDocument(
        _("Chữ tiếng Việt trong tệp bị sai mã; hãy lưu lại tệp ở dạng Unicode (UTF-8) hoặc .docx.")
    )


def _is_vietnamese(char: str) -> bool:
    """Letters that only Vietnamese writes, not those an old font borrows from French."""
    return 0x1EA0 <= ord(char) <= 0x1EF9 or char in "ăĂđĐơƠưƯĩĨũŨ"


def vietnamese_share(text: str) -> float:
    """How many of the letters bear a Vietnamese sign; running text has about a quarter."""
    letters = [c for c in text if c.isalpha()]
    return sum(ord(c) > 0xBF for c in letters) / len(letters) if letters else 0.0
