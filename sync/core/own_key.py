"""The keys of the unit's own entries: `R.` and a number, counted in each checklist."""

import re

_OWN = re.compile(r"R\.\d+(?![\w.])")


def own_key(number: int) -> str:
    return f"R.{number}"


def is_own(key: str) -> bool:
    """Whether it is such a key, or begins with one (`R.1/2`, a part of it)."""
    return _OWN.match(key) is not None
