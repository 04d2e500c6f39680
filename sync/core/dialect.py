"""Reads a cell into a canonical value, writes a value the way the sheet itself writes it."""

import re
from collections.abc import Sequence
from typing import Final

from sync.core.dialect_date import find_day, pattern_of, read_day, settle, to_serial, write_day
from sync.core.dialect_kinds import CellWrite, Dialect, Unreadable, Value
from sync.core.dialect_learn import fallback, learn
from sync.core.dialect_state import percent_state, state_of, state_text
from sync.core.tab import ERRORS, Cell, Scalar
from sync.core.text import clean

__all__ = [
    "CellWrite",
    "Dialect",
    "Unreadable",
    "Value",
    "learn",
    "read",
    "read_state",
    "write",
    "write_state",
]

NOTHING: Final = Value(None)
_DASHES = frozenset({"-", "–", "—", "--", "/", "\\", "_"})
_URL = re.compile(r"https?://\S+")
_NAMES = {"todo": "chưa làm", "doing": "đang làm", "done": "đã xong", "dropped": "không làm nữa"}

PERCENTS = frozenset({"percent", "fraction", "whole", "fraction-text", "percent-text"})
"""Forms in which a percent tells the state, where a sheet has no column for the state."""


def read(field: str, cell: Cell, dialect: Dialect, year: int) -> Value | Unreadable:
    """What the cell says about `field`; `year` completes days written without one."""
    if cell.empty and not (field == "state" and cell.unticked):
        return NOTHING
    if cell.value in ERRORS:
        return Unreadable(f"Ô này báo lỗi {cell.value}")
    match field:
        case "state":
            said = _read_state(cell, dialect, year)
        case "percent":
            said = _read_percent(cell, dialect)
        case "due" | "done_on":
            shown = clean(cell.text)
            said = Value(read_day(cell, year), None if shown in _DASHES else shown)
        case "verified":
            said = Value("1") if state_of(state_text(cell.value)) == "done" else NOTHING
        case "evidence" if cell.link and not _URL.search(cell.text):
            said = Value(cell.link, clean(cell.text))
        case _:
            said = Value(clean(cell.text) or None)
    return said


def read_state(cells: Sequence[tuple[Dialect, Cell]], year: int) -> Value | Unreadable:
    """The state a row says: by its one state cell, or by the one ticked among several columns."""
    said = [read("state", cell, dialect, year) for dialect, cell in cells]
    for one in said:
        if isinstance(one, Unreadable):
            return one
    values = [one for one in said if isinstance(one, Value) and one.value]
    if len({one.value for one in values}) > 1:
        return Unreadable("Dòng này được đánh dấu ở nhiều cột trạng thái cùng lúc")
    return values[0] if values else NOTHING


def _read_state(cell: Cell, dialect: Dialect, year: int) -> Value | Unreadable:
    text = state_text(cell.value)
    if text in _DASHES:
        return NOTHING
    if dialect.form in PERCENTS:
        percent = _read_percent(cell, dialect)
        if isinstance(percent, Unreadable) or percent.value is None:
            return percent
        return Value(percent_state(float(percent.value)))
    state, day = _plain_state(cell, text, year)
    if state is None:
        return Unreadable(f"Không hiểu trạng thái “{clean(cell.text)}”")
    if dialect.state_value:
        return Value(dialect.state_value, done_on=day) if state == "done" else NOTHING
    return Value(state, done_on=day if state == "done" else None)


def _plain_state(cell: Cell, text: str, year: int) -> tuple[str | None, str | None]:
    """The state of a tick, word or day, and the day told with it."""
    if cell.checkbox and (cell.value in cell.checkbox or cell.unticked):
        return ("done" if cell.value == cell.checkbox[0] else "todo"), None
    if isinstance(cell.value, int | float) and (cell.date or cell.value not in (0, 1)):
        day = read_day(cell, year) if cell.date else None
        return ("done" if day else _fraction_state(cell)), day
    day = find_day(clean(str(cell.value)), year)
    state = state_of(text)
    if day and state is None and pattern_of(str(cell.value)):
        state = "done"
    return state, day


def _fraction_state(cell: Cell) -> str | None:
    """0.5 shown as 50 % is under way; other numbers in a state column are counts."""
    if "%" in cell.pattern and isinstance(cell.value, int | float):
        return percent_state(cell.value * 100)
    return None


def _read_percent(cell: Cell, dialect: Dialect) -> Value | Unreadable:
    number = cell.value
    if isinstance(number, str):
        match = re.fullmatch(r"(\d{1,3}(?:[.,]\d+)?) ?(%?)", clean(number))
        if not match:
            return Unreadable(f"“{clean(number)}” không phải là phần trăm")
        number = float(match[1].replace(",", "."))
        small = number <= 1 and not match[2] and dialect.form in ("fraction", "fraction-text")
        scale = 100 if small else 1
    else:
        fraction = "%" in cell.pattern or dialect.form == "fraction"
        scale = 100 if fraction and not isinstance(number, bool) else 1
    percent = round(float(number or 0) * scale)
    if not 0 <= percent <= 100:
        return Unreadable(f"{percent} % nằm ngoài khoảng 0 đến 100")
    return Value(str(percent))


def write(
    field: str, value: str | None, dialect: Dialect, cell: Cell, *, year: int
) -> CellWrite | Unreadable | None:
    """What to put into `cell` so that it reads `value`; None where it says so already.

    A formula, a protected cell, a cell we cannot read, or a word its list does not allow is
    `Unreadable`: the cell is left alone, the reason reported.
    """
    barred = _barred(cell)
    if barred:
        return barred
    current = read(field, cell, dialect, year)
    if isinstance(current, Unreadable):
        return current
    if current.value == value:
        return None
    return _allowed(_wording(field, value, dialect, cell, year), cell, dialect)


def _wording(
    field: str, value: str | None, dialect: Dialect, cell: Cell, year: int
) -> CellWrite | Unreadable:
    if field == "state":
        return _write_state(value, dialect, cell)
    if value is None:
        return CellWrite(None)
    if field in ("due", "done_on"):
        return _write_date(value, dialect, cell, year)
    if field == "percent":
        return _write_percent(int(value), dialect, cell)
    if field == "verified":
        return CellWrite(dict(dialect.words).get("done", "x"))
    return CellWrite(value)


def _barred(cell: Cell) -> Unreadable | None:
    if cell.formula:
        return Unreadable("Ô này là công thức nên được giữ nguyên")
    if cell.locked:
        return Unreadable(f"Ô này {cell.locked} nên được giữ nguyên")
    return None


def _allowed(
    wanted: CellWrite | Unreadable, cell: Cell, dialect: Dialect
) -> CellWrite | Unreadable:
    """Refuses a word that the cell's own list validation does not offer."""
    choices = cell.choices or dialect.choices
    if not choices or isinstance(wanted, Unreadable) or wanted.value is None:
        return wanted
    if str(wanted.value) in choices:
        return wanted
    return Unreadable(f"Danh sách chọn của ô không có “{wanted.value}”")


def _write_state(value: str | None, dialect: Dialect, cell: Cell) -> CellWrite | Unreadable:
    words = dict(dialect.words)
    if cell.checkbox or dialect.form == "checkbox":
        return _write_checkbox(value, dialect, cell)
    if value is None:
        return CellWrite(None)
    if dialect.form in PERCENTS:
        return _write_state_percent(value, dialect, cell)
    if dialect.form == "column":
        return CellWrite(words.get("done", "x") if value == dialect.state_value else None)
    if value not in words and dialect.form == "flag" and value not in ("todo", "done"):
        return Unreadable(f"Cột này chỉ đánh dấu, không nói được “{_NAMES[value]}”")
    word = words[value] if value in words else fallback(dialect, value)
    return CellWrite(_offered(value, word, cell.choices or dialect.choices))


def _offered(state: str, word: Scalar, choices: Sequence[str]) -> Scalar:
    """The word, or the one of a drop-down list that says the same."""
    if not choices or str(word) in choices:
        return word
    return next((one for one in choices if state_of(state_text(one)) == state), word)


def _write_state_percent(value: str, dialect: Dialect, cell: Cell) -> CellWrite | Unreadable:
    if value not in ("todo", "done"):
        return Unreadable(f"Cột phần trăm không nói được “{_NAMES[value]}”")
    return _write_percent(100 if value == "done" else 0, dialect, cell)


def _write_checkbox(value: str | None, dialect: Dialect, cell: Cell) -> CellWrite | Unreadable:
    words = dict(dialect.words)
    ticked, unticked = cell.checkbox or (words.get("done", True), words.get("todo", False))
    if dialect.state_value:
        return CellWrite(ticked if value == dialect.state_value else unticked)
    if value is None or value not in ("todo", "done"):
        said = _NAMES[value] if value else "chưa có thông tin"
        return Unreadable(f"Ô đánh dấu không nói được “{said}”")
    return CellWrite(ticked if value == "done" else unticked)


def _write_date(iso: str, dialect: Dialect, cell: Cell, year: int) -> CellWrite:
    if cell.date:
        return CellWrite(to_serial(iso))
    own = pattern_of(cell.value) if isinstance(cell.value, str) else None
    if own:
        known = (dialect.pattern,) if dialect.form == "date-text" else ()
        return CellWrite(write_day(iso, settle(own, known), year))
    if dialect.form == "serial":
        return CellWrite(to_serial(iso), dialect.pattern or None)
    return CellWrite(write_day(iso, dialect.pattern or "dd/mm/yyyy", year))


def _write_percent(percent: int, dialect: Dialect, cell: Cell) -> CellWrite:
    if "%" in cell.pattern:
        return CellWrite(percent / 100)
    if dialect.form == "whole":
        return CellWrite(percent)
    if dialect.form == "fraction-text":
        return CellWrite(f"{percent / 100:g}")
    if dialect.form == "percent-text":
        return CellWrite(f"{percent}{dialect.pattern}")
    return CellWrite(percent / 100, dialect.pattern or None)


def write_state(
    value: str | None, cells: Sequence[tuple[int, Dialect, Cell]], *, year: int
) -> list[tuple[int, CellWrite]] | Unreadable:
    """The cells to write so that the row says `value`: (column, write) pairs, [] where it does.

    Where each state has a column of its own, the tick moves; nothing is written when one of the
    cells cannot be read or written, or the sheet has no column for the state.
    """
    current = read_state([(dialect, cell) for _, dialect, cell in cells], year)
    if isinstance(current, Unreadable):
        return current
    if current.value == value:
        return []
    homes = {dialect.state_value for _, dialect, _ in cells}
    if value is not None and None not in homes and value not in homes:
        return Unreadable(f"Bảng không có cột nào cho “{_NAMES[value]}”")
    writes: list[tuple[int, CellWrite]] = []
    for column, dialect, cell in cells:
        own = value if dialect.state_value in (None, value) else None
        told = write("state", own, dialect, cell, year=year)
        if isinstance(told, Unreadable):
            return told
        if told is not None:
            writes.append((column, told))
    return writes
