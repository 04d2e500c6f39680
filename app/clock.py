"""What time it is: stored in UTC, shown in the office's time zone."""

from datetime import UTC, date, datetime

from flask import current_app


def now() -> str:
    """This moment as stored: ISO 8601, UTC, whole seconds (`2026-11-24T04:25:29Z`)."""
    return as_stored(datetime.now(UTC))


def as_stored(moment: datetime) -> str:
    """An aware moment in that form; such texts sort in the order of time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def today() -> date:
    """Today in the office's time zone."""
    return datetime.now(current_app.config["SOVIEC"].timezone).date()


def local_time(stored: str) -> datetime:
    """A stored moment in the office's time zone."""
    moment = datetime.fromisoformat(stored)
    return moment.astimezone(current_app.config["SOVIEC"].timezone)
