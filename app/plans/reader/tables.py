"""Plans laid out as tables: which column holds the task, who leads it, when it is due."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sync.core.text import fold

_WORK = r"(noi dung|nhiem vu|cong viec|hoat dong|dau viec|giai phap)"
_MORE = r"(cong tac|thuc hien|trien khai|chinh|trong tam|chu yeu|cu the)"
_CONTENT = re.compile(rf"(ten |cac )?{_WORK}((,? ?[/,&-]? ?(va )?){_WORK}| {_MORE})*")
_CONTENT_OF = re.compile(rf"(ten |cac )?{_WORK}( \w+){{1,4}}")  # "Nội dung giám sát"
_NUMBER = re.compile(r"stt|tt|so tt|so thu tu")
_LEADER = re.compile(
    r".*(chu tri|phu trach|thuc hien chinh|phan cong|nguoi thuc hien|(don vi|co quan) thuc hien|"
    r"dau moi|tham muu).*"
)
_PARTNER = re.compile(r".*phoi hop.*")
_DUE = re.compile(r".*(thoi gian|thoi han|han hoan thanh|tien do|thoi diem|han ).*|han")
_ORDINAL = re.compile(r"[IVXLC]+|[A-ZĐ]|\d+(\.\d+)*|[a-zđ]")


@dataclass(frozen=True)
class Task:
    """One row as a task; group: a row that only names those below it."""

    row: int
    marker: str
    text: str
    leader: str | None
    partner: str | None
    due: str | None
    group: bool


def counts_rows(heading: str) -> bool:
    """'STT', 'TT': the heading of the column that numbers the rows of a list."""
    return bool(_NUMBER.fullmatch(fold(heading).strip(" .:")))


def is_heading(row: Sequence[str]) -> bool:
    """The row names the columns of a list: a number before all, or a task and who or when."""
    return counts_rows(row[0]) or _columns(row) is not None


def read_tasks(rows: Sequence[Sequence[str]]) -> list[Task] | None:
    """The tasks of a table; None for a table that is no list of tasks."""
    for index, row in enumerate(rows[:3]):
        columns = _columns(row)
        if columns:
            first = index + 1
            while first < len(rows) and _goes_on(rows[first], columns):
                first += 1
            below = [r for r in range(first, len(rows)) if rows[r] != row]  # or printed again
            return [t for r in below if (t := _task(r, rows[r], columns))]
    return None


def _goes_on(row: Sequence[str], columns: dict[str, int]) -> bool:
    """A second row of the heading: it parts a column, and says nothing below number and task."""
    named = [_cell(row, columns, name) for name in ("number", "text")]
    return not any(named) and sum(map(bool, row)) > 1


def _columns(row: Sequence[str]) -> dict[str, int] | None:
    """Where number, task, who and when stand; None where the row names no task, or nothing else."""
    for content in (_CONTENT, _CONTENT_OF):
        found = _named(row, content)
        if "text" in found:
            return found if {"leader", "due", "partner"} & found.keys() else None
    return None


def _named(row: Sequence[str], content: re.Pattern[str]) -> dict[str, int]:
    names = [fold(cell).strip(" .:") for cell in row]
    found: dict[str, int] = {}
    for name, pattern in (
        ("number", _NUMBER),
        ("text", content),
        ("more", _CONTENT),
        ("partner", _PARTNER),
        ("leader", _LEADER),
        ("due", _DUE),
    ):
        for index, cell in enumerate(names):
            if name not in found and index not in found.values() and pattern.fullmatch(cell):
                found[name] = index
    return found


def _task(index: int, row: Sequence[str], columns: dict[str, int]) -> Task | None:
    filled = [cell for cell in row if cell]
    if not filled:
        return None
    marker = _cell(row, columns, "number") or ""
    if not _ORDINAL.fullmatch(marker.strip(" .)")):
        marker = ""
    words = [c for c in dict.fromkeys(filled) if c != marker]
    text = _cell(row, columns, "text")
    alone = len(words) == 1
    more = _cell(row, columns, "more")
    if text is None or alone:
        text = words[0] if words else marker
    elif more and more != text:
        text = f"{text}: {more}"
    return Task(
        row=index,
        marker=marker,
        text=text,
        leader=None if alone else _cell(row, columns, "leader"),
        partner=None if alone else _cell(row, columns, "partner"),
        due=None if alone else _cell(row, columns, "due"),
        group=alone and (not marker or not marker[0].isdigit() or "." not in marker),
    )


def _cell(row: Sequence[str], columns: dict[str, int], name: str) -> str | None:
    index = columns.get(name)
    return row[index] or None if index is not None and index < len(row) else None
