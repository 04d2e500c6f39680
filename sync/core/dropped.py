"""Says why a work was dropped, in the words of the row that says so."""

import re
from collections.abc import Sequence

from sync.core.text import clean, fold

_NOT_CONCERNED = re.compile(r"\b(khong|ko|k|0) (thuoc|ap dung|lien quan)\b|^n/?a$")
_BARE = re.compile(
    r"(da |bi )*(huy|bo)( bo)?"
    r"|(khong|ko|k|0) (to chuc|th|thuc hien|trien khai|tien hanh|lam)( duoc)?"
    r"|(da )?(ngung|dung)( lai| thuc hien| trien khai)?|cancel(l?ed)?|dropped|kth"
)
_TAIL = re.compile(r"\(([^()]*)\)\s*$|[-–:,;]\s*([^-–:,;()]*)$")


def reason(words: str, beside: Sequence[str | None]) -> str | None:
    """`words` say that the work is dropped, `beside` stand in the row's note and result.

    None where they say that it does not concern the unit: then it has no reason, and counts in
    no rate. Bare words ("Đã hủy") give way to what stands beside them.
    """
    told = [clean(one) for one in (words, *beside) if one]
    if any(_NOT_CONCERNED.search(fold(one)) for one in told):
        return None
    bare = [one for one in told if _BARE.fullmatch(fold(one).strip(" .!;"))]
    return next((one for one in told if one not in bare), next(iter(told), None))


def tail(text: str) -> str:
    """What a wording says at its end, in brackets or behind a dash: "Hội thao (đã hủy)"."""
    found = _TAIL.search(clean(text))
    return next((part for part in found.groups() if part), "") if found else ""
