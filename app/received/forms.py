"""What the forms of the received-by list may send."""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _

from sync.core.refusal import Refused
from sync.core.text import clean


def day(form: Mapping[str, str], name: str) -> str:
    """An ISO day, or empty; Refused for anything else."""
    text = clean(form.get(name))
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise Refused(_("Ngày %(text)s không có. Hãy chọn lại ngày.", text=text)) from error


def short(form: Mapping[str, str], name: str) -> str:
    """One line of at most 300 characters."""
    return " ".join(clean(form.get(name)).split())[:300]
