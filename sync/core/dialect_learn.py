"""Learns from a column's own cells how it writes its field."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from sync.core.dialect_date import find_day, pattern_of, settle
from sync.core.dialect_kinds import Dialect
from sync.core.dialect_state import TICKS, state_of, state_text
from sync.core.tab import Cell, Scalar
from sync.core.text import clean, fold

FALLBACK_WORDS: dict[str, dict[str, str]] = {
    "tick": {"done": "x", "doing": "đang", "todo": "chưa", "dropped": "không TH"},
    "flag": {"done": "1", "todo": "0"},
    "emoji": {"done": "✅", "doing": "⏳", "todo": "⬜", "dropped": "🚫"},
    "words": {
        "done": "Đã xong",
        "doing": "Đang làm",
        "todo": "Chưa làm",
        "dropped": "Không thực hiện",
    },
}
_KINDS: dict[type, dict[str, Scalar]] = {
    bool: {"done": True, "todo": False},
    int: {"done": 1, "todo": 0},
    float: {"done": 1, "todo": 0},
}
_TICK_HEADINGS = ("xong", "da xong", "hoan thanh", "da lam", "done", "tick", "danh dau", "v", "x")


def fallback(dialect: Dialect, state: str) -> Scalar:
    """What to write for a state that the column has not said yet: where its ticks are numbers, or
    TRUE, one of the same kind, never its text."""
    said = dict(dialect.words)
    kind = type(said.get("done", said.get("todo")))
    if dialect.form == "flag" and state in _KINDS.get(kind, {}):
        return _KINDS[kind][state]
    return FALLBACK_WORDS[dialect.form][state]


def learn(
    field: str, cells: Iterable[Cell], *, heading: str = "", state_value: str | None = None
) -> Dialect:
    """The dialect of a column from its filled body cells; an empty one gets a plain default."""
    filled = [cell for cell in cells if not cell.empty]
    if field == "state":
        return _learn_state(filled, heading, state_value)
    if field in ("due", "done_on"):
        return _learn_date(field, filled)
    if field == "percent":
        return _learn_percent(filled)
    if field == "verified":
        return Dialect(field, "tick", _state_words(filled))
    return Dialect(field, "link" if field == "evidence" else "text")


def _learn_state(filled: Sequence[Cell], heading: str, state_value: str | None) -> Dialect:
    choices = tuple(dict.fromkeys(word for cell in filled for word in cell.choices))
    boxes = [cell.checkbox for cell in filled if cell.checkbox]
    if len(boxes) * 2 > len(filled):
        ticked, unticked = Counter(boxes).most_common(1)[0][0]
        words: tuple[tuple[str, Scalar], ...] = (("done", ticked), ("todo", unticked))
        return Dialect("state", "checkbox", words, state_value=state_value)
    if state_value:
        mark = dict(_state_words(filled)).get("done", "x")
        return Dialect("state", "column", (("done", mark),), state_value=state_value)
    words = _state_words(filled, choices)
    return Dialect("state", _state_form(words, heading), words, choices=choices)


def _state_words(
    filled: Sequence[Cell], choices: Sequence[str] = ()
) -> tuple[tuple[str, Scalar], ...]:
    """Each state's most frequent word in the cells, else the list validation's first."""
    seen: dict[str, Counter[Scalar]] = {}
    for cell in filled:
        text = state_text(cell.value)
        state = state_of(text)
        if state and not any(c.isdecimal() for c in text if text not in ("0", "1")):
            word = clean(cell.value) if isinstance(cell.value, str) else cell.value
            seen.setdefault(state, Counter())[word] += 1
    words: dict[str, Scalar] = {
        state: counter.most_common(1)[0][0] for state, counter in seen.items()
    }
    for choice in choices:
        state = state_of(state_text(choice))
        if state:
            words.setdefault(state, choice)
    return tuple(sorted(words.items(), key=lambda pair: pair[0]))


def _state_form(words: Sequence[tuple[str, Scalar]], heading: str) -> str:
    texts = [state_text(word) for _, word in words]
    if not texts:
        return "tick" if fold(heading).strip(" ?") in _TICK_HEADINGS else "words"
    if any(text in ("true", "false", "0", "1") for text in texts):
        return "flag"
    if any(not text.isascii() and len(text) == 1 and text not in TICKS for text in texts):
        return "emoji"
    return "tick" if any(text in TICKS for text in texts) else "words"


def _learn_date(field: str, filled: Sequence[Cell]) -> Dialect:
    serials = [cell for cell in filled if cell.date or _numeric(cell)]
    written = [cell.value for cell in filled if isinstance(cell.value, str)]
    texts = [text for text in written if not text.strip().isdecimal() and find_day(text, 2000)]
    if serials and len(serials) >= len(texts):
        formats = Counter(cell.pattern for cell in serials if cell.pattern)
        best = formats.most_common(1)
        return Dialect(field, "serial", pattern=best[0][0] if best else "dd/mm/yyyy")
    patterns = [pattern for pattern in map(pattern_of, texts) if pattern]
    if not patterns:
        return Dialect(field, "date-text", pattern="dd/mm/yyyy")
    seen = Counter(patterns)
    settled: Counter[str] = Counter()
    for pattern, times in seen.items():
        settled[settle(pattern, tuple(seen))] += times
    return Dialect(field, "date-text", pattern=settled.most_common(1)[0][0])


def _numeric(cell: Cell) -> bool:
    if isinstance(cell.value, str):
        text = cell.value.strip()
        return text.isdecimal() and len(text) == 5
    return isinstance(cell.value, int | float) and not isinstance(cell.value, bool)


def _learn_percent(filled: Sequence[Cell]) -> Dialect:
    numbers = [c for c in filled if isinstance(c.value, int | float)]
    if numbers:
        signs = Counter(c.pattern for c in numbers if "%" in c.pattern)
        if signs:
            return Dialect("percent", "fraction", pattern=signs.most_common(1)[0][0])
        whole = any(float(c.value or 0) > 1 for c in numbers)
        return Dialect("percent", "whole" if whole else "fraction")
    texts = [clean(str(c.value)) for c in filled]
    if not texts:
        return Dialect("percent", "fraction", pattern="0%")
    if all(re.fullmatch(r"[01]|0[.,]\d+|1[.,]0+", text) for text in texts):
        return Dialect("percent", "fraction-text")
    sign = Counter("".join(c for c in text if c in " %") for text in texts).most_common(1)[0][0]
    return Dialect("percent", "percent-text", pattern=sign)
