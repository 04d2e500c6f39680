"""The office's own paper: its profile, its letterhead, from the settings."""

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from app.papers import profiles
from app.papers.paper import Letterhead
from app.papers.profiles import Profile
from app.settings import queries as settings

PROFILE, SYMBOL = "papers.profile", "papers.symbol"


@dataclass(frozen=True, slots=True)
class Form:
    """What a paper of the office starts from."""

    profile: Profile
    letterhead: Letterhead


def form(db: Database, kind: str, day: date, profile: str | None = None) -> Form:
    """The office's form for a paper of this kind (`BC`) on a day; number and day stay open.

    `profile` is a code, else the setting; one that no longer holds gives its successor. What is
    not set prints blank.
    """
    chosen = profiles.for_day(profile or settings.value(db, PROFILE), day)
    office = settings.office(db)
    return Form(
        chosen,
        Letterhead(
            superior=office.superior,
            issuer=office.name,
            place=office.place,
            kind=kind,
            symbol=settings.value(db, SYMBOL) or "",
        ),
    )
