"""Tells formulas apart wherever they stand: by their text without the cells they name."""

import re

UNKNOWN = "="
"""A formula whose text is not known: a value that another cell spills here."""

_CELLS = (
    r"\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d*)?|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?\d+:\$?\d+|#REF!"
)
_PART = re.compile(rf'("(?:[^"]|"")*")|(?<![A-Za-z0-9_.])(?:{_CELLS})(?![A-Za-z0-9_(])')


def form(text: str) -> str:
    """The formula's text with every cell, column and row that it names left out.

    Those change where it is copied to, and where rows or columns are put in; quoted text stays.
    """
    return _PART.sub(lambda part: part[1] or "#", text)


def same_form(one: str, other: str) -> bool:
    """Whether both may be one formula; no formula ("") is only like none."""
    return one == other or (bool(one and other) and UNKNOWN in (one, other))
