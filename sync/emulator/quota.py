"""Requests per minute, for each user and for the whole project."""

import threading
from collections import defaultdict, deque

from sync.emulator.clock import Clock
from sync.emulator.errors import ApiError
from sync.emulator.options import Options

WINDOW = 60.0
PROJECT = "project_number:104519872351"
NAMES = {"reads": "Read", "writes": "Write"}


class Quota:
    """Counts requests in windows of 60 seconds; a request over the limit is refused unapplied."""

    def __init__(self, options: Options, clock: Clock) -> None:
        self.options = options
        self.clock = clock
        self.lock = threading.Lock()
        self.times: dict[tuple[str, str], deque[float]] = defaultdict(deque)

    def take(self, user: str, kind: str) -> None:
        """Count one request of ``kind`` ("reads" or "writes"). Raises the recorded 429."""
        own = getattr(self.options, f"{kind}_per_minute")
        shared = getattr(self.options, f"project_{kind}_per_minute")
        limits = [(f"user {user}", own, "PerUser"), ("project", shared, "")]
        with self.lock:
            now = self.clock.seconds()
            for who, limit, _ in limits:
                times = self.times[who, kind]
                while times and times[0] <= now - WINDOW:
                    times.popleft()
                if limit is not None and len(times) >= limit:
                    raise exhausted(NAMES[kind], limit, who != "project")
            for who, _, _ in limits:
                self.times[who, kind].append(now)

    def clear(self) -> None:
        with self.lock:
            self.times.clear()


def exhausted(name: str, limit: int, for_user: bool) -> ApiError:
    """429 with the body recorded by r-lib/gargle (sheets-api.md 4.8)."""
    per = f"{name} requests per minute" + (" per user" if for_user else "")
    message = (
        f"Quota exceeded for quota metric '{name} requests' and limit '{per}' of service "
        f"'sheets.googleapis.com' for consumer '{PROJECT}'."
    )
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {
            "quota_metric": f"sheets.googleapis.com/{name.lower()}_requests",
            "quota_limit": f"{name}RequestsPerMinutePer" + ("User" if for_user else "Project"),
            "quota_limit_value": str(limit),
            "quota_location": "global",
            "service": "sheets.googleapis.com",
            "consumer": PROJECT.replace("project_number:", "projects/"),
        },
    }
    link = {
        "description": "Request a higher quota limit.",
        "url": "https://cloud.google.com/docs/quota#requesting_higher_quota",
    }
    more = {"@type": "type.googleapis.com/google.rpc.Help", "links": [link]}
    return ApiError(429, "RESOURCE_EXHAUSTED", message, [info, more])
