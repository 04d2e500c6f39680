"""What may stand in an entry: the form, the command line, the sheet all ask here."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from flask_babel import gettext as _

from sync.core.refusal import Refused
from sync.core.text import brief, clean, fold

Value = str | None
"""Canonical text: a state word, "0".."100", an ISO date, "1" for yes; None is empty."""

STATES = ("todo", "doing", "done", "dropped")
OFFICE_FIELDS = ("verified", "comment")
FIELDS = (
    "text",
    "state",
    "reason",
    "percent",
    "lead",
    "partner",
    "due",
    "done_on",
    "result",
    "evidence",
    "note",
    "proposal",
    *OFFICE_FIELDS,
)
LONGEST = 50_000
"""Characters in a cell of a Google sheet at most, so whatever a sheet holds fits."""

_STATE_WORDS = {
    "todo": "todo",
    "doing": "doing",
    "done": "done",
    "dropped": "dropped",
    "chua lam": "todo",
    "chua thuc hien": "todo",
    "dang lam": "doing",
    "dang thuc hien": "doing",
    "xong": "done",
    "da xong": "done",
    "hoan thanh": "done",
    "da hoan thanh": "done",
    "khong thuc hien": "dropped",
    "khong thuoc doi tuong": "dropped",
    "chua co thong tin": None,
}
_YES_WORDS = {"1": "1", "true": "1", "co": "1", "x": "1", "0": None, "false": None, "khong": None}


def parse(field: str, typed: str | None) -> Value:
    """What a person or a sheet typed, as it is stored; empty text is None.

    Raises Refused for a value the field cannot hold, KeyError for a field there is none of.
    """
    text = clean((typed or "").replace("\r\n", "\n"))
    if not text:
        return None
    return _PARSERS[field](text)


def _state(text: str) -> Value:
    word = fold(text)
    if word not in _STATE_WORDS:
        raise Refused(
            _(
                "“%(text)s” không phải là một trạng thái. Hãy chọn: chưa làm, đang làm, "
                "hoàn thành, không thực hiện (todo, doing, done, dropped).",
                text=brief(text, 40),
            )
        )
    return _STATE_WORDS[word]


def _percent(text: str) -> Value:
    match = re.fullmatch(r"(\d{1,3})(?:[.,]0+)?\s*%?", text)
    if match is None or int(match[1]) > 100:
        raise Refused(
            _("“%(text)s” không phải là tỷ lệ. Hãy ghi một số từ 0 đến 100.", text=brief(text, 40))
        )
    return str(int(match[1]))


def _date(text: str) -> Value:
    iso = re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", text)
    local = re.fullmatch(r"(\d\d?)[/.-](\d\d?)[/.-](\d{4}|\d\d)", text)
    year, month, day = iso.groups() if iso else local.groups()[::-1] if local else ("0", "0", "0")
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)).isoformat()
    except ValueError as error:
        raise Refused(
            _("“%(text)s” không phải là một ngày. Hãy ghi như 20/11/2026.", text=brief(text, 40))
        ) from error


def _yes(text: str) -> Value:
    word = fold(text)
    if word not in _YES_WORDS:
        raise Refused(
            _("“%(text)s” không rõ là có hay không. Hãy ghi 1 hoặc 0.", text=brief(text, 40))
        )
    return _YES_WORDS[word]


def _text(text: str) -> Value:
    if len(text) > LONGEST:
        raise Refused(_("Nội dung quá dài. Hãy ghi gọn lại dưới 50.000 ký tự."))
    return text


_PARSERS = dict.fromkeys(FIELDS, _text) | {
    "state": _state,
    "percent": _percent,
    "due": _date,
    "done_on": _date,
    "verified": _yes,
}

Outcome = Literal["set", "same", "clash"]


def decide(was: Value, current: Value, new: Value) -> Outcome:
    """What to do with a value typed by someone who saw `was` while `current` now stands.

    | the field since then         | typed value        | outcome |
    | untouched or touched         | what stands there  | same    |
    | untouched                    | another            | set     |
    | changed by someone else      | another            | clash   |
    """
    if new == current:
        return "same"
    return "set" if was == current else "clash"


class Counted(Protocol):
    """What a rate needs to know of a line."""

    @property
    def in_rate(self) -> bool: ...
    @property
    def state(self) -> Value: ...
    @property
    def continuous(self) -> bool: ...
    @property
    def result(self) -> Value: ...


@dataclass(frozen=True, slots=True)
class Progress:
    """`with_result`: continuous items that are not done for good but have a result to show."""

    done: int
    total: int
    with_result: int
    silent: int


def in_rate(*, of_plan: bool, part: bool, retired: bool, state: Value, reason: Value) -> bool:
    """Whether a line counts in the plan's rate.

    Own entries never do, parts do through their item; an item dropped without a reason does not
    concern the unit, so it leaves the denominator.
    """
    return of_plan and not part and not retired and not (state == "dropped" and reason is None)


def progress(lines: Iterable[Counted]) -> Progress:
    done = total = with_result = silent = 0
    for line in lines:
        if not line.in_rate:
            continue
        state = line.state
        total += 1
        done += state == "done"
        silent += state is None
        with_result += line.continuous and state != "done" and line.result is not None
    return Progress(done, total, with_result, silent)


def state_of_parts(states: Sequence[Value]) -> Value:
    """The state of an item that stands on several rows: done when all are."""
    known = {state for state in states if state != "dropped"}
    if not known:
        return "dropped"
    if len(known) == 1:
        return known.pop()
    return "doing" if known & {"doing", "done"} else "todo"


def is_late(due: str | None, state: Value, today: str, *, continuous: bool) -> bool:
    """Past its day and not said to be over; what goes on all year is never late."""
    return due is not None and due < today and not continuous and state not in ("done", "dropped")


def is_link(evidence: str | None) -> bool:
    """Evidence that may be shown as a link; a document's number is not."""
    return evidence is not None and re.fullmatch(r"https?://\S+", evidence) is not None
