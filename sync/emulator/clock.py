"""The server's time: real, or virtual and set by hand."""

import datetime as dt
import time


class Clock:
    """Tells the time; a virtual clock stands still until it is advanced."""

    def __init__(self) -> None:
        self.frozen: dt.datetime | None = None

    def now(self) -> dt.datetime:
        return self.frozen or dt.datetime.now(dt.UTC)

    def seconds(self) -> float:
        """Seconds for measuring spans; of the same clock as ``now``."""
        return self.frozen.timestamp() if self.frozen else time.time()

    def freeze(self, at: dt.datetime | None = None) -> None:
        """Make the clock virtual, standing at a moment (default: now)."""
        self.frozen = at or self.now()

    def release(self) -> None:
        """Back to real time."""
        self.frozen = None

    def advance(self, seconds: float) -> None:
        """Let virtual time pass; a real clock becomes virtual first."""
        self.frozen = self.now() + dt.timedelta(seconds=seconds)


def stamp(moment: dt.datetime) -> str:
    """A moment as Drive writes it: RFC 3339 in UTC with milliseconds."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
