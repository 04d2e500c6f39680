"""Finds a spreadsheet's address in any text."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from flask_babel import gettext as _

from sync.core.refusal import Refused
from sync.core.text import nfc

_ID = r"([A-Za-z0-9_-]+)"
_FORMS = (
    re.compile(rf"/spreadsheets/(?:u/\d+/|a/[^/\s]+/)*d/(?!e/){_ID}"),
    re.compile(rf"/file/(?:u/\d+/)?d/{_ID}"),
    re.compile(rf"[?&](?:id|key)={_ID}"),
)
_PUBLISHED = re.compile(r"/spreadsheets/(?:u/\d+/)?d/e/")
_BARE = re.compile(r"(?<![\w/=-])(?=[A-Za-z_-]*\d)(?=[\d_-]*[A-Za-z])([A-Za-z0-9_-]{25,})(?![\w-])")
_ALONE = re.compile(r"[A-Za-z0-9_-]{3,}")
_TAB = re.compile(r"[#?&]gid=(\d+)")


@dataclass(frozen=True, slots=True)
class Address:
    """A spreadsheet's id; `gid` is the tab the link opens, None where it names none."""

    spreadsheet_id: str
    gid: int | None = None


def addresses(text: str) -> list[Address]:
    """Every spreadsheet (and tab) the text names, in its order, each once.

    Any form Google gives, the same path on any other host, an id alone. The host is never used.
    """
    plain = unquote(unquote(nfc(text)))
    found = [
        Address(spreadsheet_id, int(tab[1]) if (tab := _TAB.search(word)) else None)
        for word in plain.split()
        if (spreadsheet_id := _in_word(word))
    ]
    if not found and _ALONE.fullmatch(plain.strip()):
        found = [Address(plain.strip())]
    named = {one.spreadsheet_id for one in found if one.gid is not None}
    whole = [one for one in found if one.gid is not None or one.spreadsheet_id not in named]
    return list(dict.fromkeys(whole))


def _in_word(word: str) -> str | None:
    for form in _FORMS:
        match = form.search(word)
        if match:
            return match[1]
    bare = _BARE.search(word)
    return bare[1] if bare else None


def address(text: str) -> Address:
    """The one spreadsheet that the text names; Refused where it names none or several."""
    found = addresses(text)
    if len({one.spreadsheet_id for one in found}) == 1:
        return found[0]
    if found:
        raise Refused(_("Có nhiều địa chỉ bảng tính trong đoạn này. Hãy chỉ dán một địa chỉ."))
    if _PUBLISHED.search(text):
        raise Refused(
            _("Đây là bản công bố lên web, không nối được. Hãy dán liên kết ở nút Chia sẻ.")
        )
    raise Refused(
        _("Không thấy địa chỉ bảng tính trong đoạn này. Hãy dán liên kết lấy từ nút Chia sẻ.")
    )
