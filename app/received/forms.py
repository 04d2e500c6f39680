"""What the forms of the received-by list may send."""

from collections.abc import Mapping
from datetime import date

from app import days
from app.received import rules
from sync.core.text import clean


def day(form: Mapping[str, str], name: str) -> str:
    """An ISO day, or empty; Refused for anything else."""
    return _stored(days.day(form.get(name)))


def past_day(form: Mapping[str, str], name: str, today: date) -> str:
    """The same for a day of receipt, which cannot be to come."""
    return _stored(days.past_day(form.get(name), today))


def _stored(found: date | None) -> str:
    return found.isoformat() if found else ""


def short(form: Mapping[str, str], name: str) -> str:
    """One line, cut where a name would be."""
    return " ".join(clean(form.get(name)).split())[: rules.LONGEST]
