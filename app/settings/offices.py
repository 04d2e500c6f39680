"""Setting up the office: its names on paper, the unit that stands for it."""

from dataclasses import replace

from flask_babel import gettext as _
from sqlite_utils import Database

from app.db import write_tx
from app.settings import queries
from app.settings.queries import Office
from app.units import changes, forms
from app.units import queries as units
from sync.core.refusal import Refused

DEFAULT_CODE = "CQ"


def save(db: Database, office: Office, code: str) -> None:
    """Store the names; the office's unit is made, or renamed as a correction.

    Without a name the settings are stored and no unit is made: its duties go on waiting.
    """
    with write_tx(db):
        queries.save_office(db, office)
        standing = units.office(db)
        if standing is None and not office.name:
            return
        if not office.name:
            raise Refused(_("Cơ quan đã có tên thì không để trống được. Hãy nhập tên."))
        before = standing or replace(forms.BLANK, kind="co-quan", is_office=True)
        unit = replace(before, name=office.name, code=code or DEFAULT_CODE)
        if standing is None:
            changes.add(db, unit)
        elif unit != standing:
            changes.save(db, unit)
