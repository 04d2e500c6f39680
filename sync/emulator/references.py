"""References inside formulas: found, moved along with copies and structural edits."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from sync.emulator import a1
from sync.emulator.areas import Edit

CORNER = re.compile(r"(\$?)([A-Za-z]{1,3})?(\$?)([0-9]+)?\Z")
OPEN = 1 << 40
"""Stands for the grid's edge where a reference such as A:A leaves the end open."""


@dataclass(frozen=True)
class Corner:
    """One corner: row and column from 0 (None where open), each fixed by ``$`` or not."""

    row: int | None
    column: int | None
    row_fixed: bool
    column_fixed: bool

    def text(self) -> str:
        letters = "" if self.column is None else a1.column_name(self.column)
        digits = "" if self.row is None else str(self.row + 1)
        return "$" * self.column_fixed + letters + "$" * self.row_fixed + digits


@dataclass(frozen=True)
class Reference:
    """A reference as written: the sheet's title when it names one, one or two corners."""

    title: str | None
    first: Corner
    last: Corner | None

    def text(self) -> str:
        where = "" if self.title is None else a1.quoted(self.title) + "!"
        last = "" if self.last is None else ":" + self.last.text()
        return where + self.first.text() + last


def _corner(text: str) -> Corner | None:
    match = CORNER.match(text)
    if not match or not (match[2] or match[4]) or match[4] == "0":
        return None
    column = a1.column_index(match[2]) if match[2] else None
    row = int(match[4]) - 1 if match[4] else None
    fixed_before_digits = bool(match[3]) or (column is None and bool(match[1]))
    return Corner(row, column, fixed_before_digits, column is not None and bool(match[1]))


@lru_cache(maxsize=4096)
def parse(text: str) -> Reference | None:
    """The reference of an operand such as ``'Đội 1'!$A$1:B2``; None for a name or an error."""
    title, rest, _ = a1.split_title(text)
    first_text, colon, last_text = rest.partition(":")
    first = _corner(first_text)
    last = _corner(last_text) if colon else None
    if first is None or (colon and last is None):
        return None
    if not colon and (first.row is None or first.column is None):
        return None
    return Reference(title, first, last)


@lru_cache(maxsize=4096)
def tokens(formula: str) -> tuple[Token, ...]:
    """The tokens of a formula; none when it cannot be read."""
    try:
        return tuple(Tokenizer(formula).items)
    except (TokenizerError, IndexError):
        return ()


def rewritten(formula: str, change: Callable[[Reference], Reference | None]) -> str:
    """The formula with each reference changed; ``#REF!`` where nothing is left of one."""
    pieces = ["="]
    for token in tokens(formula):
        reference = None
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            reference = parse(token.value)
        if reference is None:
            pieces.append(token.value)
        else:
            changed = change(reference)
            pieces.append("#REF!" if changed is None else changed.text())
    return "".join(pieces) if len(pieces) > 1 else formula


def copied(formula: str, down: int, right: int) -> str:
    """The formula as it reads when its cell is copied so far down and to the right."""

    def moved(corner: Corner) -> Corner | None:
        row, column = corner.row, corner.column
        if row is not None and not corner.row_fixed:
            row += down
        if column is not None and not corner.column_fixed:
            column += right
        if (row or 0) < 0 or (column or 0) < 0:
            return None
        return replace(corner, row=row, column=column)

    def change(reference: Reference) -> Reference | None:
        first = moved(reference.first)
        last = moved(reference.last) if reference.last else None
        if first is None or (reference.last and last is None):
            return None
        return replace(reference, first=first, last=last)

    return rewritten(formula, change) if down or right else formula


def restructured(formula: str, own_title: str, edited_title: str, edit: Edit) -> str:
    """The formula of a cell on ``own_title`` after an edit of the sheet ``edited_title``."""
    axis = "row" if edit.dimension == "ROWS" else "column"

    def change(reference: Reference) -> Reference | None:
        title = own_title if reference.title is None else reference.title
        if title.casefold() != edited_title.casefold():
            return reference
        first: int | None = getattr(reference.first, axis)
        if reference.last is None:
            index = None if first is None else edit.index(first)
            moved = {axis: index}
            return (
                None
                if index is None
                else replace(
                    reference,
                    first=replace(reference.first, **moved),  # type: ignore[arg-type]
                )
            )
        last: int | None = getattr(reference.last, axis)
        if first is None and last is None:
            return reference
        span = edit.span((first or 0, OPEN if last is None else last + 1))
        if span is None:
            return None
        start = {axis: None if first is None else span[0]}
        end = {axis: None if last is None else span[1] - 1}
        return replace(
            reference,
            first=replace(reference.first, **start),  # type: ignore[arg-type]
            last=replace(reference.last, **end),  # type: ignore[arg-type]
        )

    return rewritten(formula, change)


def renamed(formula: str, old: str, new: str) -> str:
    """The formula after a sheet got another title."""

    def change(reference: Reference) -> Reference:
        if reference.title is None or reference.title.casefold() != old.casefold():
            return reference
        return replace(reference, title=new)

    return rewritten(formula, change)
