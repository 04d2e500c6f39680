"""The keys of the unit's own entries: `R.` and a number, counted in each checklist."""

import re

_OWN = re.compile(r"R\.\d+(/\d+)?")


def own_key(number: int) -> str:
    return f"R.{number}"


def is_own(key: str) -> bool:
    """Whether it is such a key, or that of a part (`R.1/2`)."""
    return _OWN.fullmatch(key) is not None
