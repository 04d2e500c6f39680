"""How sheets say that a task is done, under way, not begun or dropped."""

import re
from functools import lru_cache

from sync.core.tab import Scalar
from sync.core.text import fold

STATES = ("todo", "doing", "done", "dropped")

TICKS = frozenset({"x", "xx", "v", "✓", "✔", "√", "☑", "☒", "✗", "✘", "true", "1"})
_DONE = TICKS - {"✗", "✘"} | {
    *("✅", "🟢", "👍", "🗹", "co", "roi", "yes", "y", "ht", "d", "xong", "ok", "oke", "okie"),
    *("dat", "done", "finish", "finished", "complete", "completed", "closed", "dung han"),
    *("truoc han", "du", "day du", "100%"),
}
_TODO = frozenset(
    {"false", "0", "0%", "☐", "⬜", "□", "◻", "🔲", "🔴", "○", "n", "no", "khong"}
) | {
    *("o", "✗", "✘", "❌", "❎"),
    *("to do", "todo", "pending", "not started", "new", "moi", "moi giao", "not done", "cth"),
}
_DOING = frozenset({"⏳", "⌛", "🔄", "🟡", "🟠", "…", "...", "doing", "wip", "ongoing"}) | {
    *("in progress", "dth", "mot phan", "cho duyet", "started", "working", "gan xong"),
    *("sap xong", "co ban xong", "co ban hoan thanh", "tiep tuc", "do dang"),
}
_DROPPED = frozenset({"🚫", "n/a", "na", "bo", "huy", "cancelled", "canceled", "cancel"}) | {
    *("dropped", "khong th", "k th", "ko th", "kth"),
}
_EXACT = {
    **dict.fromkeys(_TODO, "todo"),
    **dict.fromkeys(_DOING, "doing"),
    **dict.fromkeys(_DROPPED, "dropped"),
    **dict.fromkeys(_DONE, "done"),
}
_NEVER = r"(khong|ko|k|0)"
_DROP = re.compile(
    rf"(da |bi )*(huy|bo)\b"
    rf"|{_NEVER} (to chuc|th\b|thuc hien|trien khai|tien hanh|thuoc|ap dung|lam)"
    r"|(da )?(ngung|dung) (thuc hien|trien khai|lai)|cancel|(da )?dung (lai|thuc hien)"
)
_UNDER_WAY = re.compile(
    r"(dang|gan|sap|co ban|mot phan|in progress|cho (duyet|phe duyet|ky))\b"
    r"|da (bat dau|trien khai)\b"
)
_NOT_YET = re.compile(r"chua\b|not (yet|started|done)\b|moi giao\b")
_FINISHED = re.compile(
    r"(da|hoan thanh|hoan tat|((lam|thuc hien) )?xong|dat|ht|roi|done|completed?|finished)\b"
    r"(?! \d+ ?/ ?\d)"
)
_SHAPES = (
    (_DROP, "dropped"),
    (_NOT_YET, "todo"),
    (_UNDER_WAY, "doing"),
    (_FINISHED, "done"),
)
_PERCENT = re.compile(r"(?<![\d.,/])(\d{1,3})(?:[.,]\d+)? ?%")
_CANCELLED = re.compile(
    r"\((da |bi )?(huy|bo|khong to chuc|khong th(uc hien)?|dung)\b"
    r"|[-–:,;] ?(da |bi )(huy|bo)\b|[-–:,;] ?khong (to chuc|thuc hien)\b|\((cancelled|canceled)\)"
)


def state_text(value: Scalar, shown: str = "") -> str:
    """The comparable form of a state cell: booleans and whole numbers as words."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return fold(str(value) if value is not None else shown).replace("\ufe0f", "").strip(" .!;")


@lru_cache(maxsize=4096)
def state_of(text: str) -> str | None:
    """The state a folded text says, or None where it says none we know.

    Counts ("2", "3/4 quý"), dashes, deadlines that passed ("quá hạn") say nothing about the state.
    """
    if text in _EXACT:
        return _EXACT[text]
    share = _PERCENT.search(text)
    if share and not _DROP.match(text) and not _NOT_YET.match(text):
        return percent_state(int(share.group(1)))
    for shape, state in _SHAPES:
        if shape.match(text):
            return state
    first, _, rest = text.partition(" ")
    if len(first) > 1 or first.isalnum():
        return None
    return (state_of(rest) if rest else None) or _EXACT.get(first)


def percent_state(percent: float) -> str | None:
    """0 is todo, 100 is done, what lies between is under way."""
    if not 0 <= percent <= 100:
        return None
    return "todo" if percent == 0 else "done" if percent == 100 else "doing"


def cancelled(folded: str) -> bool:
    """Whether words beside the tick say that the task was called off: "… (đã hủy)"."""
    return bool(_CANCELLED.search(folded))


def called_off(folded: str) -> bool:
    """Whether a whole remark says so: "Không tổ chức do dịch", "KHÔNG TH", "Đã hủy"."""
    return bool(
        re.match(rf"(da |bi )+huy\b|huy\b(?! hieu)|{_NEVER} (to chuc|th|thuc hien)\b", folded)
    )
