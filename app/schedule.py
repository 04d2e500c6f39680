"""When the weekly job is due, on plain values."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FORM = re.compile(r"(\w{3})\s+(\d{1,2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class Weekly:
    """A day of the week (0 = Monday) and a time of day in the office's time zone."""

    day: int
    at: time
    zone: ZoneInfo

    def last_before(self, moment: datetime) -> datetime:
        """The newest time it was due, at or before an aware moment."""
        local = moment.astimezone(self.zone)
        day = local.date() - timedelta(days=(local.weekday() - self.day) % 7)
        due = datetime.combine(day, self.at, self.zone)
        return due if due <= local else datetime.combine(day - timedelta(7), self.at, self.zone)

    def is_due(self, done: datetime, moment: datetime) -> bool:
        """Whether it was due since it was last done: a week the machine was off is caught up."""
        return done < self.last_before(moment)


def parse(text: str, zone: ZoneInfo) -> Weekly | None:
    """`Mon 06:00`; None where the text is no day and time."""
    match = _FORM.fullmatch(text.strip())
    if match is None or match[1].lower() not in DAYS:
        return None
    hour, minute = int(match[2]), int(match[3])
    if hour > 23 or minute > 59:
        return None
    return Weekly(DAYS.index(match[1].lower()), time(hour, minute), zone)
