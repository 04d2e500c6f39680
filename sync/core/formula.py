"""Tells formulas apart wherever they stand: by their text without the cells they name."""

import re

UNKNOWN = "="
"""A formula whose text is not known: a value that another cell spills here."""

_COLUMN, _ROW = r"\$?[A-Z]{1,3}", r"\$?\d+"
_CELLS = rf"{_COLUMN}{_ROW}(?::{_COLUMN}(?:{_ROW})?)?|{_COLUMN}:{_COLUMN}(?:{_ROW})?|{_ROW}:{_ROW}"
_QUOTED = r"""("(?:[^"]|"")*"|'(?:[^']|'')*')"""
_PART = re.compile(rf"{_QUOTED}|(?<![A-Za-z0-9_.])(?:{_CELLS}|#REF!)(?![A-Za-z0-9_(])")


def form(text: str) -> str:
    """The formula's text with every cell, column and row that it names left out.

    Those change where it is copied to, and where rows or columns are put in; quoted text stays.
    """
    return _PART.sub(lambda part: part[1] or "#", text)


def same_form(one: str, other: str) -> bool:
    """Whether both may be one formula; no formula ("") is only like none."""
    return one == other or (bool(one and other) and UNKNOWN in (one, other))
