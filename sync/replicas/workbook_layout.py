"""How a checklist that goes out as .xlsx is laid out: its columns, their words, their dialects."""

from dataclasses import dataclass

from sync.core.dialect_kinds import Dialect
from sync.core.inspection import Column
from sync.core.layout import Layout

STATE_WORDS = {
    "todo": "Chưa làm",
    "doing": "Đang làm",
    "done": "Hoàn thành",
    "dropped": "Không thực hiện",
}
DAY, PERCENT, TEXT = "dd/mm/yyyy", "0%", "@"
HEADER_ROW = 8


@dataclass(frozen=True, slots=True)
class Printed:
    """One column of the table; `width` in characters, `pattern` the cells' number format."""

    field: str
    heading: str
    width: float
    pattern: str = "General"


COLUMNS = (
    Printed("number", "TT", 4.5),
    Printed("key", "Mã", 8, TEXT),
    Printed("text", "Nội dung công việc", 38),
    Printed("lead", "Chủ trì", 12),
    Printed("partner", "Phối hợp", 12),
    Printed("due", "Thời hạn", 11, DAY),
    Printed("state", "Trạng thái", 12),
    Printed("percent", "Tỷ lệ (%)", 7, PERCENT),
    Printed("done_on", "Ngày hoàn thành", 11, DAY),
    Printed("result", "Kết quả thực hiện", 27),
    Printed("evidence", "Minh chứng", 15),
    Printed("proposal", "Khó khăn, kiến nghị", 17),
    Printed("note", "Ghi chú", 14),
    Printed("verified", "Cấp trên xác nhận", 8),
    Printed("comment", "Ý kiến cấp trên", 15),
)
OFFICE = ("verified", "comment")


def layout() -> Layout:
    """The table as it left us; it is found again by its headings, wherever it stands later."""
    columns = tuple(
        Column(index, one.heading, one.field, _dialect(one.field))
        for index, one in enumerate(COLUMNS, 1)
    )
    return Layout((HEADER_ROW, HEADER_ROW), columns)


def _dialect(field: str) -> Dialect:
    if field == "state":
        words = tuple(sorted(STATE_WORDS.items()))
        return Dialect("state", "words", words, choices=tuple(STATE_WORDS.values()))
    if field in ("due", "done_on"):
        return Dialect(field, "serial", pattern=DAY)
    if field == "percent":
        return Dialect("percent", "fraction", pattern=PERCENT)
    if field == "verified":
        return Dialect("verified", "tick", (("done", "x"),))
    return Dialect(field, "link" if field == "evidence" else "text")
