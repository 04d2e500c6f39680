"""Trouble on demand: refusals, breaks and delays for chosen requests."""

import re
import threading
from dataclasses import dataclass, replace
from urllib.parse import unquote

from sync.emulator.errors import (
    ApiError,
    drive_forbidden,
    drive_not_found,
    forbidden,
    invalid,
    not_found,
)
from sync.emulator.messages import Response, refusal
from sync.emulator.quota import exhausted
from sync.emulator.shapes import Json

BAD_GATEWAY = b"""<!DOCTYPE html>
<html lang=en><title>Error 502 (Server Error)!!1</title>
<p><b>502.</b> <ins>That's an error.</ins>
<p>The server encountered a temporary error and could not complete your request.
<p>Please try again in 30 seconds.</html>
"""
BEFORE = ("429", "403", "404", "500", "502html", "503", "drop_before")
AFTER = ("drop_after", "500_after")


@dataclass
class Fault:
    """What to do to the next ``times`` requests whose "METHOD path" fits ``match``."""

    match: re.Pattern[str]
    times: int
    do: str


class Faults:
    """The faults set up, each used so many times; the first that fits a request is taken."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.waiting: list[Fault] = []

    def set(self, given: list[Json]) -> None:
        """Replace all faults. Raises ApiError 400 for one that is not understood."""
        faults = []
        for entry in given:
            do = str(entry.get("do", ""))
            if do not in (*BEFORE, *AFTER) and not re.fullmatch(r"delay:[0-9.]+", do):
                raise invalid(f"Unknown fault: {do}")
            try:
                pattern = re.compile(entry.get("match", ""))
            except re.error as error:
                raise invalid(f"Bad pattern: {error}") from error
            faults.append(Fault(pattern, int(entry.get("times", 1)), do))
        with self.lock:
            self.waiting = faults

    def take(self, method: str, path: str) -> str:
        """What to do to this request: one of contracts.md's words, empty for nothing.

        The path may be matched as it is sent or percent-decoded.
        """
        names = (f"{method} {path}", f"{method} {unquote(path)}")
        with self.lock:
            for fault in self.waiting:
                if fault.times > 0 and any(fault.match.search(name) for name in names):
                    fault.times -= 1
                    return fault.do
        return ""


def instead(do: str, path: str) -> Response | None:
    """The answer that takes the place of the real one, before (or after) it is applied."""
    drive = path.startswith("/drive/")
    if do in ("drop_before", "drop_after"):
        return Response(dropped=True)
    if do == "502html":
        return Response(502, BAD_GATEWAY, "text/html; charset=UTF-8")
    errors = DRIVE_ERRORS if drive else SHEETS_ERRORS
    return refusal(errors[do]) if do in errors else None


INTERNAL = ApiError(500, "INTERNAL", "Internal error encountered.")
UNAVAILABLE = ApiError(503, "UNAVAILABLE", "The service is currently unavailable.")
SHEETS_ERRORS = {
    "429": exhausted("Read", 60, for_user=True),
    "403": forbidden(),
    "404": not_found(),
    "500": INTERNAL,
    "500_after": INTERNAL,
    "503": UNAVAILABLE,
}
DRIVE_ERRORS = {
    "429": ApiError(
        429,
        "RESOURCE_EXHAUSTED",
        "User Rate Limit Exceeded. Rate of requests for user exceed configured project quota.",
        reason="userRateLimitExceeded",
        domain="usageLimits",
    ),
    "403": drive_forbidden(),
    "404": drive_not_found("x"),
    "500": replace(INTERNAL, reason="backendError"),
    "500_after": replace(INTERNAL, reason="backendError"),
    "503": replace(UNAVAILABLE, reason="backendError"),
}
