"""A value as a person sees it: number formats and the spreadsheet's locale."""

import datetime as dt
import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_datetime
from babel.numbers import format_decimal, get_decimal_symbol

from sync.emulator.shapes import Json
from sync.emulator.tidy import number

EPOCH = dt.datetime(1899, 12, 30, tzinfo=dt.UTC)
"""Day 0 of serial numbers (sheets-api.md 4.1: 43831 is 2020-01-01)."""

DATE_TYPES = {"DATE", "TIME", "DATE_TIME"}
SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;])+')
PIECE = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].|(.)', re.DOTALL)
DATE_PIECE = re.compile(
    r'"([^"]*)"|\\(.)|\[(h+|m+|s+)\]|(am/pm|a/p)|(y+|d+|m+|h+|s+|\.0+)|(.)', re.IGNORECASE
)


@lru_cache(maxsize=32)
def locale_of(name: str) -> Locale:
    """Babel's locale; English where it knows none of that name."""
    return Locale.parse(name) if known_locale(name) else Locale("en", "US")


@lru_cache(maxsize=32)
def known_locale(name: str) -> bool:
    """Whether that locale exists."""
    try:
        return bool(name) and Locale.parse(name) is not None
    except (UnknownLocaleError, ValueError):
        return False


@lru_cache(maxsize=32)
def decimal_comma(locale: str) -> bool:
    """Whether the locale writes 1,5 for one and a half (and ``;`` between arguments)."""
    return get_decimal_symbol(locale_of(locale)) == ","


@lru_cache(maxsize=32)
def day_first(locale: str) -> bool:
    """Whether the day stands before the month in the locale's short date."""
    pattern = str(locale_of(locale).date_formats["short"].pattern)
    return pattern.index("d") < pattern.index("M")


def default_pattern(kind: str, locale: str) -> str:
    """The pattern of a format that names only its type."""
    date = "dd/mm/yyyy" if day_first(locale) else "m/d/yyyy"
    patterns = {
        "DATE": date,
        "TIME": "h:mm:ss" if day_first(locale) else "h:mm:ss am/pm",
        "DATE_TIME": f"{date} h:mm:ss",
        "PERCENT": "0.00%",
        "CURRENCY": '#,##0 "₫"' if locale.startswith("vi") else '"$"#,##0.00',
        "NUMBER": "#,##0.00",
        "SCIENTIFIC": "0.00E+00",
    }
    return patterns.get(kind, "")


def is_date(number_format: Json) -> bool:
    """Whether the format shows a number as a date or a time."""
    return number_format.get("type") in DATE_TYPES


def general(value: float, locale: str) -> str:
    """A number without a format: at most ten significant digits."""
    value = number(value)
    text = str(value) if isinstance(value, int) else f"{value:.10g}"
    if "e" in text:
        mantissa, _, exponent = f"{value:.5e}".partition("e")
        mantissa = mantissa.rstrip("0").rstrip(".")
        text = f"{mantissa}E{exponent[0]}{exponent[1:].lstrip('0').zfill(2)}"
    return text.replace(".", ",") if decimal_comma(locale) else text


def shown(value: Json, number_format: Json, locale: str) -> str:
    """The text of an ExtendedValue under a NumberFormat."""
    if "numberValue" in value:
        return _shown_number(value["numberValue"], number_format, locale)
    if "boolValue" in value:
        return "TRUE" if value["boolValue"] else "FALSE"
    if "errorValue" in value:
        return ERROR_TEXTS.get(value["errorValue"]["type"], "#ERROR!")
    return str(value.get("stringValue", ""))


ERROR_TEXTS = {
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
}


def _shown_number(value: float, number_format: Json, locale: str) -> str:
    kind = number_format.get("type", "")
    pattern = number_format.get("pattern") or default_pattern(kind, locale)
    if not pattern or kind == "TEXT" or pattern.lower() in ("general", "@"):
        return general(value, locale)
    if kind in DATE_TYPES:
        return shown_date(value, pattern, locale)
    return _decimal(value, pattern, locale)


def _decimal(value: float, pattern: str, locale: str) -> str:
    sections = SECTION.findall(pattern)
    if len(sections) > 2 and value == 0:
        return format_decimal(value, _cldr(sections[2]), locale_of(locale))
    positive = _cldr(sections[0])
    pattern = f"{positive};{_cldr(sections[1])}" if len(sections) > 1 else positive
    return format_decimal(value, pattern, locale_of(locale))


@lru_cache(maxsize=256)
def _cldr(section: str) -> str:
    """One section of a Sheets number pattern in Unicode's pattern language."""
    out = []
    for quoted, escaped, symbol, plain in PIECE.findall(section):
        literal = quoted or escaped or symbol
        if literal or (plain and plain not in "0#,.%E+?-() "):
            out.append("'" + (literal or plain).replace("'", "''") + "'")
        elif plain:
            out.append("#" if plain == "?" else plain)
    return "".join(out) or "0"


def serial(moment: dt.datetime) -> float:
    """The serial number of a moment (taken as UTC, as Sheets knows no zone in a cell)."""
    return (moment.replace(tzinfo=dt.UTC) - EPOCH) / dt.timedelta(days=1)


def moment(value: float) -> dt.datetime:
    """The moment of a serial number, to the millisecond.

    Raises OverflowError for what no calendar holds.
    """
    return EPOCH + dt.timedelta(milliseconds=round(value * 86_400_000))


def shown_date(value: float, pattern: str, locale: str) -> str:
    """A serial number under a date pattern of Sheets (m is a minute next to h or s)."""
    try:
        when = moment(value)
    except OverflowError:
        return general(value, locale)
    pieces = DATE_PIECE.findall(pattern)
    half_days = any(piece[3] for piece in pieces)
    out = []
    for at, (quoted, escaped, elapsed, _half, letters, plain) in enumerate(pieces):
        if quoted or escaped or (plain and plain.isalpha()):
            out.append("'" + (quoted or escaped or plain).replace("'", "''") + "'")
        elif elapsed:
            out.append(str(_elapsed(value, elapsed)))
        elif letters:
            out.append(_date_letters(letters.lower(), pieces, at, half_days))
        else:
            out.append("a" if pieces[at][3] else plain)
    return format_datetime(when, "".join(out), tzinfo=dt.UTC, locale=locale_of(locale))


def _elapsed(value: float, letters: str) -> int:
    per_day = {"h": 24, "m": 1440, "s": 86400}[letters[0].lower()]
    return int(value * per_day)


DatePiece = tuple[str, str, str, str, str, str]


def _date_letters(letters: str, pieces: list[DatePiece], at: int, half_days: bool) -> str:
    first, size = letters[0], len(letters)
    if first == "y":
        return "yy" if size <= 2 else "yyyy"
    if first == "d":
        return {1: "d", 2: "dd", 3: "EEE"}.get(size, "EEEE")
    if first == "h":
        return ("h" if half_days else "H") * min(size, 2)
    if first == ".":
        return "." + "S" * (size - 1)
    if first == "m" and not _is_minute(pieces, at):
        return "M" * min(size, 5)
    return first * min(size, 2)


def _is_minute(pieces: list[DatePiece], at: int) -> bool:
    before = [p[4] or p[2] for p in pieces[:at] if p[4] or p[2]]
    after = [p[4] or p[2] for p in pieces[at + 1 :] if p[4] or p[2]]
    hour_before = bool(before) and before[-1][0].lower() == "h"
    return hour_before or (bool(after) and after[0][0].lower() == "s")
