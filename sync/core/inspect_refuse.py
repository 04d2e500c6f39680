"""Says why a tab is no checklist, in words its owner understands."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import partial

from sync.core.layout import Table
from sync.core.layout_grid import Grid
from sync.core.layout_words import heading_fields
from sync.core.match import Match

_WORKFLOW = frozenset({"state", "percent", "done_on"})
_NO_ROWS = "Trang này có dòng tiêu đề nhưng chưa có dòng việc nào."
_OTHER = "Trang này là {}, không phải bảng theo dõi công việc."
_WEEKDAY = re.compile(
    r"(thu|t) ?([2-7]|hai|ba|tu|nam|sau|bay)|cn|chu nhat|(mon|tues|wednes|thurs|fri)day"
)
_PLANNED = frozenset({"due", "lead", "result"})


def reason_to_refuse(
    grid: Grid,
    tables: Sequence[Table],
    chosen: Table | None,
    matches: Sequence[Match] | None,
) -> str | None:
    """The reason, or None where the chosen table is a checklist.

    `matches` is None where no plan is known; an empty list where nothing could be matched.
    """
    if chosen is None:
        return _nothing_found(grid, tables)
    if not chosen.entries:
        return _NO_ROWS
    named = any(one.field == "text" and one.sure for one in chosen.found)
    if named and _WORKFLOW & chosen.fields and not _about_something_else(chosen):
        return None
    matched = sum(bool(one.key or one.candidates) for one in matches or ())
    share = matched / len(matches) if matches else 0.0
    other = _other_kind(chosen)
    if other and (share < 0.5 or not chosen.fields & _PLANNED):
        return other
    return None if share >= 0.3 else _no_checklist(chosen, named=named, planned=matches is not None)


def _about_something_else(table: Table) -> bool:
    """Whether states are told, but of people, points, payments or target figures."""
    counts = Counter(one.alien for one in table.found)
    if {"_name", "_phone"} & table.aliens or counts["_score"] >= 2 or counts["_money"] >= 2:
        return True
    return "_quantity" in counts and not table.fields & {"state", "done_on", "due"}


def _no_checklist(table: Table, *, named: bool, planned: bool) -> str | None:
    """For a table of texts that nothing of the plan was found in."""
    if not named:
        return "Không thấy cột nội dung công việc trong trang này."
    if not table.fields & (_WORKFLOW | {"due", "result", "evidence", "lead"}):
        return "Trang này không có cột trạng thái, thời hạn hay kết quả của công việc."
    return "Không dòng nào của trang này nói về nội dung của kế hoạch." if planned else None


def _nothing_found(grid: Grid, tables: Sequence[Table]) -> str:
    if grid.width == 0:
        return "Trang này trống."
    for table in tables:
        other = _other_kind(table)
        if other:
            return other
    if any("text" in table.fields for table in tables):
        return _NO_ROWS
    glimpsed = next(filter(None, map(partial(_glimpsed, grid), range(1, grid.height + 1))), None)
    if glimpsed:
        return _OTHER.format(glimpsed)
    return "Không thấy bảng công việc nào: không có dòng tiêu đề với cột nội dung công việc."


def _glimpsed(grid: Grid, row: int) -> str | None:
    """What a row of headings, none of them a task's, says of the tab."""
    texts = [grid.folded(row, column) for column in grid.filled(row)]
    if sum(bool(_WEEKDAY.fullmatch(text)) for text in texts) >= 4:
        return "thời khoá biểu hoặc lịch tuần"
    named = [fields[0] for fields in map(heading_fields, texts) if fields]
    if sum(field == "_money" for field, _ in named) >= 2:
        return "bảng kinh phí"
    sure = {field for field, score in named if score >= 0.9}
    if len(texts) >= 3 and "_phone" in sure and "_name" in sure:
        return "danh bạ liên hệ"
    return "danh sách người (điểm danh, đăng ký)" if len(texts) >= 3 and "_name" in sure else None


def _other_kind(table: Table) -> str | None:
    """What a table of another kind is, by the columns it has."""
    aliens, fields = table.aliens, table.fields
    money = sum(one.alien == "_money" for one in table.found)
    kinds = (
        ("_score" in aliens, "bảng chấm điểm"),
        (money >= 2 or aliens >= {"_money", "_quantity"}, "bảng kinh phí"),
        ("_quantity" in aliens and "percent" in fields, "bảng số liệu chỉ tiêu"),
        ("_phone" in aliens, "danh bạ liên hệ"),
        (bool({"_name", "_person"} & aliens), "danh sách người (điểm danh, đăng ký)"),
    )
    for holds, name in kinds:
        if holds:
            return _OTHER.format(name)
    if "_unit" in aliens and "text" not in fields:
        return "Mỗi dòng của trang này là một đơn vị, không phải một công việc."
    return None
