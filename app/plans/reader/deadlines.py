"""The times a sentence sets: a day, a month, a quarter, each year, all the time."""

import calendar
import re
from collections.abc import Callable
from datetime import date

from app.plans.reader.model import Deadline
from sync.core.text import clean

_BEFORE = r"(?:trước|chậm nhất|muộn nhất|hạn chót|hạn cuối|thời hạn|hạn|xong trước|đến hết|hết)"
_HOUR = r"(?:(?P<hour>\d{1,2})\s*(?:h|giờ|g|:)\s*(?P<minute>\d{2})?\s*(?:phút)?\s*,?\s*)?"
_DAY = (
    r"(?:(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})(?:\s?[/.-]\s?(?P<y>\d{4}))?(?![\d/])"
    r"|(?P<sd>\d{1,2})\s+tháng\s+(?P<sm>\d{1,2})(?:\s+năm\s+(?P<sy>\d{4}))?)"
)
_YEARLY = r"(?P<yearly>\s+(?:hàng|hằng|mỗi)\s+năm)?"
_YEAR = r"(?:\s?/\s?(?P<y>\d{4})|\s+năm\s+(?P<sy>\d{4}))?"
_AND = r"\s*(?:,|và|[-–]|đến)\s*(?:hết\s+)?"
_ENDS = (
    r"(?=\s*(?:$|[.,;:)/–-]|và\b|đến\b|năm\b|h[àằ]ng\b))"  # no count of things: "tháng 6, 7 đội"
)
_MONTH_NO = r"(?:1[0-2]|0?[1-9])(?!\d)"
_QUARTER_NO = r"(?:IV|I{1,3}|[1-4])(?!\w)"
# "tháng 6, 7", "tháng 3/2026 đến tháng 5", "quý II và quý III": the last one counts.
_MONTHS = rf"(?P<ms>{_MONTH_NO}(?:(?:/\d{{4}})?{_AND}(?:tháng\s+)?{_MONTH_NO}{_ENDS})*)"
_QUARTERS = rf"(?P<qs>{_QUARTER_NO}(?:{_AND}(?:quý\s+)?{_QUARTER_NO}{_ENDS})*)"
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(f"(?i){pattern}")


_LONGEST = 5_000  # letters of one paragraph; a longer one is no duty
_TO_DO = "là|vào|trước|đến|báo cáo|nộp|gửi|hoàn thành"
_PART = r"đầu|giữa|cuối|khoảng|trung tuần|thượng tuần|hạ tuần"
_FROM = (
    rf"\btừ\s+{_HOUR.replace('hour', 'h0').replace('minute', 'n0')}(?:ngày\s+)?[\d/.]+"
    r"(?:\s+tháng\s+\d+)?(?:\s+năm\s+\d{4})?\s*(?:đến|tới|-|–)\s*(?:hết\s+)?"
)
_TIME = r"\bthời gian[^:;.]*:"
_NO_EVENT = r"(?:\bsố\s*:?\s*\d|kỷ niệm|thành lập|\bnăm sinh)"

_BEFORE_DAY = _re(rf"\b{_BEFORE}(?:\s+(?:{_TO_DO}))*\s*:?\s*{_HOUR}(?:ngày\s+)?{_DAY}{_YEARLY}")
_RANGE = _re(rf"{_FROM}{_HOUR}(?:ngày\s+)?{_DAY}")
_ON_DAY = _re(rf"(?:{_TIME}\s*[^;]*?|\bvào\s+|\bdự kiến\s+|\bxong\s+){_HOUR}ngày\s+{_DAY}")
_ANY_DAY = _re(rf"^(?!.*{_NO_EVENT}).*?(?P<words>{_HOUR}\bngày\s+{_DAY})")
_BEFORE_MONTH = _re(rf"\btrước\s+tháng\s+(?P<m>\d{{1,2}})(?!\d){_YEAR}")
_MONTH = _re(
    rf"(?:\b(?:trong|vào|xong|hoàn thành|từ|{_PART})|{_TIME})"
    rf"\s+(?:(?:{_PART})\s+)*tháng\s+{_MONTHS}{_YEAR}"
)
_QUARTER = _re(rf"\bquý\s+{_QUARTERS}{_YEAR}")
_HALF = _re(r"\b(?P<n>6|9)\s+tháng\s+đầu\s+năm(?:\s+(?P<y>\d{4}))?")
_YEAR_END = _re(
    r"\b(?:cuối năm|hết năm|trong năm|đến năm)(?:\s+học)?(?:\s+(?P<y>\d{4}))?(?!\s*học)"
)
_EACH_YEAR = _re(r"\b(?:định kỳ\s+)?(?:hàng|hằng|mỗi)\s+năm\b|\bmỗi năm (?:một|01|1) lần")
_EACH_HALF = _re(r"\bđịnh kỳ\s+(?:0?6 tháng|quý|tháng|tuần)[^,;.]{0,20}?(?:lần)?(?=[\s,;.)]|$)")
_EVER = _re(
    r"(?<!chi )(?<!quỹ )(?<!quỹ hoạt động )(?<!kinh phí )(?<!lương )(?<!giao ban )"
    r"\bthường xuyên\b|\bliên tục\b|\b(?:hàng|hằng)\s+(?:ngày|tuần|tháng|quý)\b"
    r"|\bcả năm\b|\bquanh năm\b"
)


def deadline(text: str, year: int | None) -> Deadline | None:
    """The time a text sets, None where it sets none.

    due: the last day that still is in time; None where no day follows from the words or the
    year is unknown. continuous: work without an end ("thường xuyên", "hằng tháng").
    """
    text = clean(text[:_LONGEST])
    for pattern, due in _RULES:
        match = pattern.search(text)
        if match:
            return Deadline(_words(match), due(match, year), pattern is _EVER, _hour(match))
    return None


def _words(match: re.Match[str]) -> str:
    if match.re is _ANY_DAY:
        return match["words"].strip()
    return re.sub(r"(?i)^(thời gian[^:;.]*:\s*|vào\s+|dự kiến\s+)", "", match.group(0)).strip(" ,.")


def _hour(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    if not groups.get("hour") or int(groups["hour"]) > 24:
        return None
    return f"{int(groups['hour']):02d}:{groups.get('minute') or '00'}"


def _given_year(match: re.Match[str], year: int | None) -> int | None:
    groups = match.groupdict()
    found = groups.get("y") or groups.get("sy")
    return int(found) if found else year


def _on(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None


def _month_end(year: int | None, month: int) -> date | None:
    if not year or not 1 <= month <= 12:
        return None
    return _on(year, month, calendar.monthrange(year, month)[1])


def _day(match: re.Match[str], year: int | None) -> date | None:
    day, month = match["d"] or match["sd"], match["m"] or match["sm"]
    return _on(_given_year(match, year), int(month), int(day))


def _before_month(match: re.Match[str], year: int | None) -> date | None:
    given, month = _given_year(match, year), int(match["m"])
    return _month_end(given - 1 if given and month == 1 else given, month - 1 or 12)


def _month(match: re.Match[str], year: int | None) -> date | None:
    months = [int(n) for n in re.findall(r"(?<![/\d])\d{1,2}(?!\d)", match["ms"])]
    given = _given_year(match, year)
    turns = given == year and months[-1] < months[0]  # from November to February
    return _month_end(given + 1 if given and turns else given, months[-1])


def _quarter(match: re.Match[str], year: int | None) -> date | None:
    last = re.split(r"\W+", match["qs"])[-1]
    return _month_end(_given_year(match, year), _ROMAN[last.upper()] * 3)


def _half(match: re.Match[str], year: int | None) -> date | None:
    return _month_end(_given_year(match, year), int(match["n"]))


def _year_end(match: re.Match[str], year: int | None) -> date | None:
    return _on(_given_year(match, year), 12, 31)


def _no_day(match: re.Match[str], year: int | None) -> None:
    """Words that recur name no single day."""


# The most exact wording first: one paragraph may hold several.
_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int | None], date | None]], ...] = (
    (_BEFORE_DAY, _day),
    (_RANGE, _day),
    (_ON_DAY, _day),
    (_ANY_DAY, _day),
    (_BEFORE_MONTH, _before_month),
    (_MONTH, _month),
    (_QUARTER, _quarter),
    (_HALF, _half),
    (_YEAR_END, _year_end),
    (_EACH_YEAR, _no_day),
    (_EACH_HALF, _no_day),
    (_EVER, _no_day),
)
