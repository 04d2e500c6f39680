"""Puts what an inspection cannot decide as questions to a person."""

from collections.abc import Sequence

from sync.core.inspection import Column, Question, Row
from sync.core.layout_words import is_month
from sync.core.match import Match


def questions(
    columns: Sequence[Column], rows: Sequence[Row], matches: Sequence[Match]
) -> tuple[Question, ...]:
    """The questions of a reading: rows first, in their order, then columns."""
    found = {one.row: one for one in matches}
    asked = [_about_row(row, found[row.row]) for row in rows if row.row in found]
    states = [_about_state(row) for row in rows if "state" in row.unreadable]
    every = [one for one in (*asked, *states, *_about_columns(columns)) if one is not None]
    return tuple(sorted(every, key=lambda one: (one.row is None, one.row or 0)))


def _about_row(row: Row, found: Match) -> Question | None:
    if not row.ambiguous:
        return None
    names = ", ".join(row.candidates)
    if row.duplicate_of is not None:
        return Question(
            "duplicate",
            f"Dòng {row.row} trùng nội dung với dòng {row.duplicate_of}: dòng nào là dòng chính?",
            row.row,
            row.candidates,
        )
    if found.key_clash:
        text = f"Dòng {row.row}: mã và nội dung không khớp nhau. Dòng này thuộc mục nào ({names})?"
    elif found.merged:
        text = f"Dòng {row.row} gộp nhiều mục ({names}): dòng này đứng chung cho các mục đó?"
    else:
        text = f"Dòng {row.row} thuộc mục nào ({names}), hay là việc riêng của đơn vị?"
    return Question("merged" if found.merged else "match", text, row.row, row.candidates)


def _about_state(row: Row) -> Question:
    return Question("state", f"Dòng {row.row}: {row.unreadable['state']}.", row.row)


def _about_columns(columns: Sequence[Column]) -> list[Question | None]:
    fields = {column.field for column in columns}
    if any(column.unit for column in columns):
        units = ", ".join(column.unit or "" for column in columns if column.unit)
        return [Question("table", f"Mỗi cột là một đơn vị ({units}): cột nào là của đơn vị này?")]
    months = [c.heading for c in columns if is_month(c.heading)]
    if len(months) >= 3 and not fields & {"state", "percent"}:
        span = f"{months[0]} … {months[-1]}"
        return [
            Question(
                "column", f"Bảng đánh dấu theo từng kỳ ({span}): cột nào cho biết việc đã xong?"
            )
        ]
    if not fields & {"state", "percent"}:
        return [Question("column", "Không thấy cột trạng thái: cột nào cho biết việc đã xong?")]
    return []
