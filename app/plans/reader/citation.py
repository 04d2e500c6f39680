"""Numbers, symbols and dates of official papers, in all the ways offices spell them."""

import re
from datetime import date

_DASH = "-–—‐‑−_"
_BLANK = r"[.…_\s]{0,40}"  # dots to fill in by hand; bounded, for dots are many in forms
# KH, ĐTN, TTg, QĐi, HHDN, K5: capitals lead; a word of small letters is no symbol.
PART = r"[A-ZĐ][A-ZĐa-zđ]{0,2}(?:[A-ZĐƯÔƠ&][A-Za-zĐđƯÔƠ&]{0,2})*\d*(?![^\W_])"
NUMBER = re.compile(
    rf"(?i:số)\s*:?{_BLANK}(?P<no>\d{{1,5}}[a-z]?(?:\s?/\s?\d{{4}})?)?{_BLANK}[{_DASH}/]?{_BLANK}"
    rf"(?P<sym>{PART}(?:\s?[{_DASH}/]\s?{PART})+|(?<=[{_DASH}/])[A-ZĐ]{{2}}[A-ZĐa-zđ&]*(?![^\W_]))"
)
_OPEN = r"([.…_\s]{0,12})"  # left open for the day it is signed
_SLASHED = rf"(?:(\d{{1,2}})\s?[/.-]\s?|{_OPEN}/)(?:(\d{{1,2}})\s?[/.-]\s?|{_OPEN}/)(\d{{4}})"
_SPELT = (
    rf"(\d{{1,2}}|{_BLANK})\s*(?i:tháng)\s*(\d{{1,2}}|{_BLANK})\s*(?i:năm)\s*(\d{{4}}|{_BLANK})"
)
DATE = re.compile(rf"(?i:ngày)\s*:?\s*(?:{_SLASHED}|{_SPELT})")


def tidy_symbol(text: str) -> str:
    """'KH / HU' and 'KH – HU' without blanks, with the plain hyphen; an underscore stays."""
    text = re.sub(r"\s*/\s*", "/", text.strip())
    return re.sub(r"\s*[-–—‐‑−]\s*", "-", text)


def number_and_symbol(text: str) -> tuple[str | None, str | None]:
    """'Số: 153 – KH/HU' -> ('153', 'KH/HU'); an empty number, as in a draft, is None."""
    match = NUMBER.search(text)
    if not match:
        return None, None
    number = re.sub(r"\s", "", match["no"]) if match["no"] else None
    return number, tidy_symbol(match["sym"])


def day_of(match: re.Match[str] | None) -> date | None:
    """The day a match of DATE names; None where a part is left open or no such day exists."""
    if match is None:
        return None
    parts = [g for g in match.groups() if g is not None]
    if len(parts) != 3 or not all(part.strip().isdecimal() for part in parts):
        return None
    day, month, year = map(int, parts)
    try:
        return date(year, month, day)
    except ValueError:
        return None
