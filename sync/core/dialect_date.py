"""How sheets write a day: serial numbers, dd/mm/yyyy and its kin, days hidden in a sentence."""

import re
from datetime import date, timedelta
from functools import lru_cache

from sync.core.tab import Cell
from sync.core.text import clean, fold

# Sheets and Excel count days from here: https://developers.google.com/sheets/api/guides/formats
EPOCH = date(1899, 12, 30)
_FIRST, _LAST = 36526, 73050  # 2000-01-01 and 2099-12-31: other numbers in a date column are counts

_DAY = re.compile(
    r"(?<![\d/.\-])(?P<d>\d{1,2})(?P<s1> ?[/\-.] ?)(?P<m>\d{1,2})"
    r"(?:(?P=s1)(?P<y>\d{4}|\d{2}))?(?![\d/])(?!-\d)(?!\.\d)(?! ?%)"
)
_ISO = re.compile(r"(?<!\d)(?P<y>20\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)")
_WORDS = re.compile(
    r"(?:ngay )?(?<!\d)(?P<d>\d{1,2}) thang (?P<m>\d{1,2})(?:(?: nam |/)(?P<y>\d{4}))?(?!\d)"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ENGLISH = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})[ -](?P<n>{'|'.join(_MONTHS)})[a-z]*\.?[ ,-]*(?P<y>20\d\d)?(?!\d)"
)
_PARTED = re.compile(r"\d(?: ?[/\-.] ?\d|[ -][a-z]{3})")  # what every day has
_CLOCK = re.compile(r"\b\d{1,2} ?(?:h|g|gio|:) ?(?:\d{2})?(?:['’p]|phut)?\b")
_OPEN = re.compile(r"\b(sau|từ|after|from)\b")
_PERIODS = re.compile(r"\b(?:thang |tuan |quy |t)\d{1,2} ?- ?\d{1,2}(?![\d/])")  # "Tháng 7-12"
_BROKEN = re.compile(r"\d{1,2}[/\-.]\d{1,2}[/\-.](\d|\d{3}|\d{5,})(?!\d)")

_WRITTEN = re.compile(r"\d{1,4}([/\-.])\d{1,2}\1\d{1,4}")


def like_a_day(text: str) -> bool:
    """Whether it is written as a whole day, be it one or not ("31/02/2026", "06/30/2026")."""
    return _WRITTEN.fullmatch(text) is not None


def from_serial(number: float) -> str | None:
    """ISO date of a serial day number, None outside 2000-2099."""
    if not _FIRST <= number <= _LAST:
        return None
    return (EPOCH + timedelta(days=int(number))).isoformat()


def to_serial(iso: str) -> int:
    """Serial day number of an ISO date; ValueError where it is none."""
    return (date.fromisoformat(iso) - EPOCH).days


def read_day(cell: Cell, year: int) -> str | None:
    """The one day a cell names, as ISO; None for ranges, months, quarters, impossible days."""
    value = cell.value
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return from_serial(value)
    text = clean(value)
    if text.isdecimal():
        return from_serial(int(text)) if len(text) == 5 else None
    return find_day(text, year)


@lru_cache(maxsize=4096)
def find_day(text: str, year: int) -> str | None:
    """The one day a text names; a year it leaves out is `year`. None where none or several."""
    folded = _CLOCK.sub(" ", fold(text))
    if not _PARTED.search(folded):
        return None
    if _OPEN.search(text.casefold()) or _BROKEN.search(folded) or _PERIODS.search(folded):
        return None
    found = _matches(folded)
    if len(found) != 1:
        return None
    match = found[0]
    parts = match.groupdict()
    month = _MONTHS.index(parts["n"]) + 1 if "n" in parts else int(parts["m"])
    given = parts.get("y")
    full = year if not given else int(given) + (2000 if len(given) == 2 else 0)
    try:
        return date(full, month, int(parts["d"])).isoformat()
    except ValueError:
        return None


def _matches(folded: str) -> list[re.Match[str]]:
    iso = list(_ISO.finditer(folded))
    if iso:
        return iso
    return [m for shape in (_DAY, _WORDS, _ENGLISH) for m in shape.finditer(folded)]


def pattern_of(text: str) -> str | None:
    """The pattern of a cell that is nothing but a day: `dd/mm/yyyy`, `d-m-yy`, `d/m`, `iso`.

    A part of two digits that needs two (10, 12) does not tell whether a zero would be written;
    such a part is given as `D` or `M`, to be settled by other cells.
    """
    bare = clean(text)
    if re.fullmatch(r"20\d\d-\d\d-\d\d", bare):
        return "iso"
    match = _DAY.fullmatch(bare)
    if not match:
        return None
    day = _width(match["d"], "d")
    month = _width(match["m"], "m")
    year = f"{match['s1']}{'y' * len(match['y'])}" if match["y"] else ""
    return f"{day}{match['s1']}{month}{year}"


def _width(digits: str, letter: str) -> str:
    if len(digits) == 1:
        return letter
    return letter * 2 if digits[0] == "0" else letter.upper()


def settle(pattern: str, others: tuple[str, ...] = ()) -> str:
    """A pattern without open widths: decided by the other cells' patterns, else by its own."""
    for letter in "dm":
        if letter.upper() not in pattern:
            continue
        seen = [p for p in (pattern, *others) if letter in p]
        padded = any(letter * 2 in p for p in seen) if seen else "y" in pattern
        pattern = pattern.replace(letter.upper(), letter * 2 if padded else letter)
    return pattern


def write_day(iso: str, pattern: str, year: int) -> str:
    """A day in a text pattern; a pattern without a year gains one where `year` would mislead."""
    day = date.fromisoformat(iso)
    if pattern == "iso":
        return iso
    if "y" not in pattern and day.year != year:
        separator = re.sub(r"[dm]", "", pattern)
        pattern = f"{pattern}{separator or '/'}yyyy"
    if "yyyy" not in pattern and not 2000 <= day.year <= 2099:
        pattern = pattern.replace("yy", "yyyy")
    for mark, text in (
        ("yyyy", f"{day.year:04}"),
        ("yy", f"{day.year % 100:02}"),
        ("dd", f"{day.day:02}"),
        ("d", str(day.day)),
        ("mm", f"{day.month:02}"),
        ("m", str(day.month)),
    ):
        pattern = pattern.replace(mark, text, 1)
    return pattern
