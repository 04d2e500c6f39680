"""What the cells of a column hold, as shares: ticks, days, percents, links, numbers, long texts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from sync.core.dialect_date import find_day, read_day
from sync.core.dialect_state import TICKS, state_of, state_text
from sync.core.layout_grid import Grid

_NUMBERING = re.compile(r"(\d{1,3}|[ivxlc]{1,5}|[a-z])([.\-/](\d{1,3}|[a-z]))*[.)/]?")
_LINK = re.compile(r"https?://|www\.|\b(drive|fb|facebook|zalo|photos|docs)\.\w|\.\w+/\w")
_FILE = re.compile(r"\.(docx?|xlsx?|pdf|jpe?g|png|pptx?|mp4|zip|rar)\b")
_PAPER = re.compile(
    r"^(so )?(bc|qd|kh|ct|tb|bb|vb|cv|ttr|to trinh|bien ban|anh|album)\b|\d+[ -]*-?/?[a-z]{2}[-/]"
)
_MONEY = re.compile(r"\d{1,3}([.,]\d{3})+( ?(d|dong|vnd))?")
_PHONE = re.compile(r"0\d{8,10}|0\d{2,3}[ .]\d{3}[ .]\d{3,4}")
_WHEN = re.compile(
    r"\b(thang|quy|nam|tuan|hang|hằng|thuong xuyen|truoc|cuoi|dau|giua|dot xuat|dinh ky|t\d{1,2})\b"
)
_ANYWHERE = (("link", _LINK), ("file", _FILE), ("paper", _PAPER), ("when", _WHEN))
_WHOLE = (
    ("numbering", _NUMBERING),
    ("money", _MONEY),
    ("phone", _PHONE),
    ("percent", re.compile(r"\d{1,3}([.,]\d+)? ?%")),
    ("number", re.compile(r"\d+")),
)
_SAMPLE = 40


@dataclass(slots=True)
class Profile:
    """Counts over the filled cells of one column; `filled` of them were looked at."""

    filled: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    letters: int = 0
    distinct: set[str] = field(default_factory=set)

    def share(self, *kinds: str) -> float:
        """The share of filled cells of these kinds, 0..1; a cell may be of several kinds."""
        return sum(self.counts.get(kind, 0) for kind in kinds) / self.filled if self.filled else 0

    @property
    def length(self) -> float:
        return self.letters / self.filled if self.filled else 0


def profile(grid: Grid, column: int, rows: Iterable[int]) -> Profile:
    """Looks at up to 40 filled cells of the column; totals and other formulas are passed over."""
    found = Profile()
    for row in rows:
        text = grid.text(row, column)
        if not text:
            continue
        cell = grid.cell(row, column)
        if cell.formula and text.startswith("="):
            found.counts["formula"] = found.counts.get("formula", 0) + 1
            continue
        found.filled += 1
        found.letters += len(text)
        folded = grid.fold(text)
        found.distinct.add(folded)
        for kind in _kinds(grid, row, column, folded):
            found.counts[kind] = found.counts.get(kind, 0) + 1
        if cell.formula:
            found.counts["formula"] = found.counts.get("formula", 0) + 1
        if found.filled >= _SAMPLE:
            break
    return found


def _kinds(grid: Grid, row: int, column: int, folded: str) -> list[str]:
    cell = grid.cell(row, column)
    value = cell.value
    if cell.checkbox:
        return ["state", "checkbox"]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number_kinds(float(value), cell.date, cell.pattern)
    kinds = _text_kinds(folded, state_text(value))
    short = len(folded) <= 40 and any(c.isdecimal() for c in folded)
    if short and (read_day(cell, 2020) or find_day(folded, 2020)):
        kinds.append("day")
    return kinds


def _number_kinds(value: float, is_date: bool, pattern: str) -> list[str]:
    if is_date:
        return ["day"]
    if "%" in pattern:
        return ["percent"]
    kinds = ["number"]
    if value in (0, 1):
        kinds.append("state")
    if value.is_integer() and value < 1000:
        kinds.append("numbering")
    if 36526 <= value <= 73050:
        kinds.append("serial")
    return kinds


def _text_kinds(folded: str, said: str) -> list[str]:
    kinds = [kind for kind, shape in _ANYWHERE if shape.search(folded)]
    kinds += [kind for kind, shape in _WHOLE if shape.fullmatch(folded)]
    if len(said) <= 40 and "percent" not in kinds and state_of(said):
        kinds.append("state")
    if said in TICKS or (len(said) == 1 and not said.isalnum() and not said.isascii()):
        kinds.append("tick")
    if folded.isdecimal() and len(folded) == 5 and 36526 <= int(folded) <= 73050:
        kinds.append("serial")
    return kinds
