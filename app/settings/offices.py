"""Setting up the office: its names on paper, the unit that stands for it."""

from dataclasses import replace

from sqlite_utils import Database

from app.db import write_tx
from app.settings import queries
from app.settings.queries import Office
from app.units import changes, forms
from app.units import queries as units

DEFAULT_CODE = "CQ"


def save(db: Database, office: Office, code: str, *, fallback: str = "") -> None:
    """Store the names; the office's unit is made, or its name corrected.

    Where no name is given the unit keeps its own, else it is called `fallback`; without that no
    unit is made: its duties go on waiting.
    """
    with write_tx(db):
        queries.save_office(db, office)
        standing = units.office(db)
        name = office.name or (standing.name if standing else fallback)
        if not name:
            return
        before = standing or replace(forms.BLANK, kind="co-quan", is_office=True)
        unit = replace(before, name=name, code=code or DEFAULT_CODE)
        if standing is None:
            changes.add(db, unit)
        elif unit != standing:
            changes.save(db, unit)
