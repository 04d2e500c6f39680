"""A day as a form sends it."""

from datetime import date, time

from flask_babel import gettext as _

from sync.core.refusal import Refused
from sync.core.text import clean

YEARS = range(1990, 2201)
"""Typing two digits of a year makes browsers send the year 26."""


def day(text: str | None) -> date | None:
    """None for an empty text; Refused for a day that is none, or of another century."""
    given = clean(text)
    if not given:
        return None
    try:
        found = date.fromisoformat(given)
    except ValueError as error:
        raise Refused(_("Ngày %(text)s không có. Hãy chọn lại ngày.", text=given)) from error
    if found.year not in YEARS:
        raise Refused(_("Năm %(year)s không đúng. Hãy ghi đủ bốn chữ số của năm.", year=found.year))
    return found


def past_day(text: str | None, today: date) -> date | None:
    """The same for something that has happened already."""
    found = day(text)
    if found is not None and found > today:
        raise Refused(
            _("Ngày %(day)s chưa đến. Hãy chọn lại ngày.", day=found.strftime("%d/%m/%Y"))
        )
    return found


def hour(text: str | None) -> str:
    """`16:00`; empty for none; Refused for an hour that is none."""
    given = clean(text)
    try:
        return time.fromisoformat(given).strftime("%H:%M") if given else ""
    except ValueError as error:
        raise Refused(_("Giờ %(text)s không có. Hãy chọn lại giờ.", text=given)) from error
