"""What a recipient's line means: one addressee, parts of a body, units, people."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

from sync.core.text import clean, fold

Opening = Literal["one", "parts", "units", "people"]
LONGEST = 300
"""Letters of a name: as many as a printed line may take."""

_UNITS = re.compile(
    r"^(cac|toan the|doan cac|100%)\b.*"
    r"\b(co so doan|doan co so|chi doan|to chuc doan|don vi|doan|xa|phuong|thi tran|truong)\b"
)
_NOT_UNITS = re.compile(r"\b(dang|chi bo|dang uy|cap uy|dong chi|uy vien|ban|nganh)\b")
_PEOPLE = re.compile(r"^(uv|uy vien|cac|thanh vien|toan the|bch|btv)")
_KINDS = {
    "xa": r"\b(xa|phuong|thi tran)\b",
    "truong": r"\b(truong|thpt|thcs)\b",
    "co-quan": r"\bco quan\b",
    "cong-an": r"\bcong an\b",
    "doanh-nghiep": r"\bdoanh nghiep\b",
}


def opening(name: str, *, is_archive: bool = False) -> Opening:
    """How a printed line opens: "Các cơ sở Đoàn trực thuộc" into units, "UVBCH Huyện đoàn" into
    people, "Tỉnh đoàn: VP, BTG-TTNTH" into parts."""
    folded = fold(name)
    if is_archive:
        return "one"
    if _UNITS.search(folded) and not _NOT_UNITS.search(folded):
        return "units"
    if len(parts(name)) > 1:
        return "parts"
    return "people" if _PEOPLE.search(folded) else "one"


def parts(name: str) -> list[str]:
    """`Tỉnh đoàn: VP, BTG-TTNTH` -> `VP Tỉnh đoàn`, `BTG-TTNTH Tỉnh đoàn`."""
    body, colon, tail = clean(name).partition(":")
    rooms = [room.strip() for room in re.split(r"[,;]", tail) if room.strip()]
    return [f"{room} {body.strip()}" for room in rooms] if colon else [clean(name)]


def kinds(name: str) -> frozenset[str]:
    """The kinds of units a group names; empty for all of them."""
    folded = fold(name)
    return frozenset(kind for kind, words in _KINDS.items() if re.search(words, folded))


def lines(text: str) -> list[str]:
    """Names typed or pasted one a line, without dashes, numbers and stops, each once."""
    bare = (re.sub(r"^\s*(?:[-–+•*]|\d+[.)/])\s*", "", line) for line in text.splitlines())
    names = (clean(line).rstrip(";,.")[:LONGEST] for line in bare)
    return list(dict.fromkeys(name for name in names if name))


@dataclass(frozen=True, slots=True)
class Named:
    """A row by which a pasted name is found."""

    id: int
    names: tuple[str, ...]


def find_names(pasted: Iterable[str], rows: Sequence[Named]) -> tuple[list[int], list[str]]:
    """(ids found, names that are no row's or several rows'); case, tones and blanks are free."""
    known: dict[str, set[int]] = {}
    for row in rows:
        for name in row.names:
            known.setdefault(fold(name), set()).add(row.id)
    found: list[int] = []
    unknown: list[str] = []
    for name in pasted:
        ids = known.get(fold(name), set())
        if len(ids) == 1:
            found.extend(ids)
        else:
            unknown.append(name)
    return list(dict.fromkeys(found)), unknown


def day_words(stored: str | None) -> str:
    """`2020-05-04` -> `04/5/2020`, as papers write days; empty for none."""
    if not stored:
        return ""
    day = date.fromisoformat(stored[:10])
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"


def only_nearby(public_url: str) -> bool:
    """Whether machines of one network alone open an address: a bare name, a private number."""
    host = urlsplit(public_url).hostname or ""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith((".local", ".lan", ".internal"))


def safe_cell(text: str) -> str:
    """A cell no spreadsheet takes for a formula (OWASP, "CSV Injection", full-width signs too)."""
    first = unicodedata.normalize("NFKC", text[:1])
    return f"'{text}" if first in tuple("=+-@\t\r\n") else text
