"""What a person's typing means: USER_ENTERED text read in the spreadsheet's locale."""

import datetime as dt
import re
from dataclasses import dataclass

from sync.emulator.display import day_first, decimal_comma, default_pattern, is_date, serial
from sync.emulator.shapes import Json
from sync.emulator.tidy import number

ISO = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})\Z")
SHORT = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?\Z")
CLOCK = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2}))?(?:\s*([ap])m)?\Z", re.IGNORECASE)
CURRENCIES = {"$": '"$"', "₫": '"₫"', "đ": '"₫"', "€": '"€"'}


@dataclass(frozen=True)
class Entry:
    """What was entered: its ExtendedValue and the NumberFormat it brings along."""

    value: Json
    number_format: Json | None = None


def read(text: str, locale: str, number_format: Json, today: dt.date) -> Entry:
    """The meaning of typed text (not empty) in a cell that has ``number_format``.

    Facts: sheets-api.md 4.2. A cell formatted as text keeps every text as it is.
    """
    if text.startswith("=") and len(text) > 1:
        return Entry({"formulaValue": text})
    if text.startswith("'") or number_format.get("type") == "TEXT":
        return Entry({"stringValue": text.removeprefix("'")})
    plain = text.strip()
    if plain.upper() in ("TRUE", "FALSE"):
        return Entry({"boolValue": plain.upper() == "TRUE"})
    found = _number(plain, locale) or _moment(plain, locale, today)
    if found is None:
        return Entry({"stringValue": text})
    value, brought = found
    return Entry({"numberValue": number(value)}, _kept_format(number_format, brought))


def _kept_format(old: Json, brought: Json | None) -> Json | None:
    """The new format, unless the cell already has one that shows this kind of value."""
    if brought is None or (old and old.get("type") == brought["type"]):
        return None
    return None if is_date(old) and is_date(brought) else brought


def _number(text: str, locale: str) -> tuple[float, Json | None] | None:
    comma = decimal_comma(locale)
    group, point = (".", ",") if comma else (",", ".")
    symbol = next((mark for mark in CURRENCIES if text.strip("-+ ").startswith(mark)), "")
    symbol = symbol or next((mark for mark in CURRENCIES if text.endswith(mark)), "")
    bare = text.replace(symbol, "", 1).strip() if symbol else text
    percent = bare.endswith("%")
    bare = bare.removesuffix("%").strip()
    grouped = rf"[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})+"
    shape = rf"[-+]?(?:{grouped}|[0-9]+)?(?:{re.escape(point)}([0-9]*))?(?:[eE]([-+]?[0-9]+))?\Z"
    match = re.match(shape, bare)
    if not match or not re.search(r"[0-9]", bare) or bare[0] in "eE":
        return None
    value = float(bare.replace(group, "").replace(point, "."))
    places = len(match[1] or "")
    pattern = ("#,##0" if group in bare else "0") + (".00" if places else "")
    if symbol:
        quoted = CURRENCIES[symbol]
        pattern = "#,##0" + (".00" if places else "")
        pattern = f"{pattern} {quoted}" if text.endswith(symbol) else quoted + pattern
        return value, {"type": "CURRENCY", "pattern": pattern}
    if percent:
        return value / 100, {"type": "PERCENT", "pattern": "0.00%" if places else "0%"}
    if match[2]:
        return value, {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    return value, ({"type": "NUMBER", "pattern": pattern} if group in bare else None)


def _moment(text: str, locale: str, today: dt.date) -> tuple[float, Json] | None:
    day, _, clock = text.partition(" ")
    date = _date(day, locale, today)
    if date is None:
        time = _time(text)
        pattern = default_pattern("TIME", locale)
        return None if time is None else (time, {"type": "TIME", "pattern": pattern})
    value, pattern = date
    if not clock:
        return value, {"type": "DATE", "pattern": pattern}
    time = _time(clock)
    if time is None:
        return None
    return value + time, {"type": "DATE_TIME", "pattern": f"{pattern} h:mm:ss"}


def _date(text: str, locale: str, today: dt.date) -> tuple[float, str] | None:
    """Serial number and the pattern that shows the date as it was typed (``1-2`` is m-d)."""
    match = ISO.match(text)
    if match:
        sign, parts = match[2], [match[1], match[3], match[4]]
        letters = "ymd"
    else:
        match = SHORT.match(text)
        if not match or (match[2] == "." and not match[4]):
            return None
        sign, parts = match[2], [part for part in match.group(1, 3, 4) if part]
        letters = "dmy" if day_first(locale) else "mdy"
    found = dict(zip(letters, parts, strict=False))
    try:
        when = dt.datetime(
            _year(found.get("y"), today), int(found["m"]), int(found["d"]), tzinfo=dt.UTC
        )
    except ValueError:
        return None
    padded = any(part.startswith("0") for part in parts)
    lengths = {"d": 2 if padded else 1, "m": 2 if padded else 1, "y": len(found.get("y", ""))}
    return serial(when), sign.join(letter * lengths[letter] for letter in found)


def _year(text: str | None, today: dt.date) -> int:
    if not text:
        return today.year
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year < 30 else 1900)


def _time(text: str) -> float | None:
    match = CLOCK.match(text.strip())
    if not match or int(match[2]) > 59 or int(match[3] or 0) > 59:
        return None
    hours = int(match[1])
    if match[4]:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if match[4].lower() == "p" else 0)
    return (hours * 3600 + int(match[2]) * 60 + int(match[3] or 0)) / 86400
