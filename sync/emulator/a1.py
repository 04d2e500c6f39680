"""A1 and R1C1 notation: names of cells, columns and ranges."""

import re
from dataclasses import dataclass

PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
A1_CORNER = re.compile(r"(\$?)([A-Za-z]{1,3})?(\$?)([0-9]{1,8})?\Z")
R1C1_CORNER = re.compile(r"(?:R([0-9]+))?(?:C([0-9]+))?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span2:
    """A range as written: counted from 0, ends exclusive, None where the text leaves it open."""

    top: int | None
    left: int | None
    bottom: int | None
    right: int | None


def column_name(index: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    if index < 0:
        raise ValueError(f"no column {index}")
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_index(name: str) -> int:
    """The column of these letters, counted from 0."""
    index = 0
    for letter in name.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def quoted(title: str) -> str:
    """The title as Google writes it before ``!``: in quotes unless it is a plain word."""
    plain = PLAIN_TITLE.match(title) and not span(title)
    return title if plain else "'" + title.replace("'", "''") + "'"


def split_title(text: str) -> tuple[str | None, str, bool]:
    """Title (None without one), the rest, and whether the title stood in quotes."""
    if text.startswith("'"):
        match = re.match(r"'((?:[^']|'')*)'(?:!(.*))?\Z", text, re.DOTALL)
        if match:
            return match[1].replace("''", "'"), match[2] or "", True
    if "!" in text:
        title, _, rest = text.rpartition("!")
        return title.replace("''", "'"), rest, False
    return None, text, False


def _corner(text: str) -> tuple[int | None, int | None] | None:
    """Row and column of one corner, counted from 0; None when the text is no corner."""
    if not text:
        return None
    match = A1_CORNER.match(text)
    if match and (match[2] or match[4]) and match[4] != "0":
        column = column_index(match[2]) if match[2] else None
        return (int(match[4]) - 1 if match[4] else None), column
    match = R1C1_CORNER.match(text)
    if match and "0" not in (match[1], match[2]):
        row = int(match[1]) - 1 if match[1] else None
        return row, (int(match[2]) - 1 if match[2] else None)
    return None


def _low(a: int | None, b: int | None) -> int | None:
    return min((x for x in (a, b) if x is not None), default=None)


def _high(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else max(a, b) + 1


def span(text: str) -> Span2 | None:
    """``A1``, ``A1:B2``, ``A:B``, ``2:3``, ``A5:A``, ``D4:A1`` or ``R1C1:R2C2``; None for others.

    >>> span("D4:A1")
    Span2(top=0, left=0, bottom=4, right=4)
    """
    first, colon, second = text.partition(":")
    one = _corner(first)
    two = _corner(second) if colon else one
    if one is None or two is None or (not colon and None in one):
        return None
    (row1, column1), (row2, column2) = one, two
    if (row1 is None and row2 is None) and (column1 is None or column2 is None):
        return None
    if (column1 is None and column2 is None) and (row1 is None or row2 is None):
        return None
    return Span2(
        _low(row1, row2), _low(column1, column2), _high(row1, row2), _high(column1, column2)
    )


def written(top: int, left: int, bottom: int, right: int) -> str:
    """A bounded rectangle in A1 notation; a single cell without a colon."""
    start = f"{column_name(left)}{top + 1}"
    if bottom - top == 1 and right - left == 1:
        return start
    return f"{start}:{column_name(right - 1)}{bottom}"
