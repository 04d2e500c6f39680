"""The local minute, as due days with an hour are compared."""

from app.clock import local_time, now


def local_minute() -> str:
    """This minute in the office's time zone: `2020-11-20T16:05`."""
    return local_time(now()).strftime("%Y-%m-%dT%H:%M")
