"""What a year's reports mean: on time or late, what is asked of a unit, words of a reminder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from flask_babel import gettext as _

from app import days
from sync.core.refusal import Refused
from sync.core.text import clean

PERIODS = ("half", "year")
Standing = Literal["none", "waiting", "overdue", "received", "on_time", "late", "returned"]


def deadline(due: str) -> str:
    """The last minute of a due day; one that carries an hour ends at that hour."""
    return due if "T" in due else f"{due}T23:59"


def on_time(received: str, due: str) -> bool:
    """A report whose hour is not known counts as in time on the due day itself."""
    return received <= deadline(due) if "T" in received else received <= due[:10]


def standing(received: str | None, state: str | None, due: str | None, now: str) -> Standing:
    """How a unit's report stands at a local moment (`2020-11-20T16:05`).

    | report         | due day | so                   |
    | returned       | any     | returned             |
    | received       | none    | received             |
    | received       | kept    | on_time, else late   |
    | not received   | none    | none                 |
    | not received   | to come | waiting, else overdue|
    """
    if state == "returned":
        return "returned"
    if received:
        if due is None:
            return "received"
        return "on_time" if on_time(received, due) else "late"
    if due is None:
        return "none"
    return "overdue" if now > deadline(due) else "waiting"


def due_of(due: str | None, ended: str | None) -> str | None:
    """A due day as it binds a unit: none where it comes after the unit's last day."""
    return None if due and ended and ended < due[:10] else due


def due_value(text: str, hour: str) -> str | None:
    """A due day with or without an hour as it is stored; None where no day is given."""
    return _stored(days.day(text), days.hour(hour))


def received_value(text: str, hour: str, now: str) -> str | None:
    """When a report came in, likewise; Refused for what is later than the local minute `now`."""
    value = _stored(days.past_day(text, date.fromisoformat(now[:10])), days.hour(hour))
    if value is not None and value > now:
        raise Refused(_("Giờ nhận %(hour)s chưa đến. Hãy chọn lại giờ.", hour=value[11:]))
    return value


def _stored(day: date | None, hour: str) -> str | None:
    if day is None:
        return None
    return f"{day.isoformat()}T{hour}" if hour else day.isoformat()


def day_value(text: str) -> str | None:
    """An ISO day; None where none is given."""
    return due_value(text, "")


def moment_words(stored: str | None) -> str:
    """`2020-11-20T16:00` -> `16 giờ 00 ngày 20/11/2020`; a bare day -> `20/11/2020`."""
    if not stored:
        return ""
    day = date.fromisoformat(stored[:10]).strftime("%d/%m/%Y")
    if "T" not in stored:
        return day
    hour, minute = stored[11:16].split(":")
    words: str = _("%(hour)s giờ %(minute)s ngày %(day)s", hour=hour, minute=minute, day=day)
    return words


@dataclass(frozen=True, slots=True)
class LateItem:
    """An item of a unit's checklist past its day."""

    unit_id: int
    unit: str
    key: str
    text: str
    due: str


def short(text: str, length: int = 90) -> str:
    """The beginning of a long text, cut at a word."""
    text = " ".join(clean(text).split())
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(",;:.") + "…"


def reminder(unit: str, items: Sequence[LateItem], asked: Sequence[str], link: str) -> str:
    """A message to one unit: its own late items, the papers still asked of it, nobody else's."""
    lines = [_("Gửi %(unit)s.", unit=unit)]
    if items:
        lines.append(_("Nội dung đã đến hạn, nhờ đơn vị cập nhật kết quả:"))
        lines += [
            f"- {item.key} {short(item.text).rstrip(' .;:,')} ({moment_words(item.due)})"
            for item in items
        ]
    if asked:
        lines.append(_("Văn bản cơ quan đang chờ:"))
        lines += [f"- {each}" for each in asked]
    if link:
        lines.append(_("Bảng của đơn vị: %(link)s", link=link))
    lines.append(_("Có khó khăn xin ghi vào cột kiến nghị. Trân trọng cảm ơn."))
    return "\n".join(lines)


def group_reminder(title: str, units: int, asked: Sequence[str]) -> str:
    """A message to everyone: how many are awaited, no name."""
    lines = [_("Kính gửi các đơn vị.")]
    if units:
        lines.append(
            _(
                "Kế hoạch “%(title)s”: còn %(units)s đơn vị có nội dung đã đến hạn chưa cập nhật.",
                title=short(title, 120),
                units=units,
            )
        )
    lines += asked
    lines.append(_("Nhờ các đơn vị xem bảng của mình và cập nhật kết quả. Trân trọng cảm ơn."))
    return "\n".join(lines)


CELLS_NAMED = 20
"""As many as a message in a chat is read for."""


def written(changes: Sequence[tuple[str, str]]) -> str:
    """`Đã ghi 2 ô vào bảng của đơn vị: II.1.1 (kết quả); …` after a round of the sync."""
    cells = "; ".join(f"{key} ({field})" for key, field in changes[:CELLS_NAMED])
    if len(changes) > CELLS_NAMED:
        cells += _(" và %(count)s ô khác", count=len(changes) - CELLS_NAMED)
    words: str = _(
        "Đã ghi %(count)s ô vào bảng của đơn vị: %(cells)s.", count=len(changes), cells=cells
    )
    return words
