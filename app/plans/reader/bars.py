"""Tables drawn with bars, as antiword sets them in a text."""

from collections.abc import Sequence
from itertools import groupby

from app.plans.reader.lines import joined
from app.plans.reader.model import SourceLine
from app.plans.reader.tables import counts_rows

_GAP = " " * 4  # what parts columns in a text


def unbarred(lines: Sequence[str]) -> list[SourceLine]:
    """The lines without their bars; a text that has no such rows keeps them.

    Two cells are a letterhead or a foot and stay where they stand, more are the row of a table.
    """
    if sum(map(_is_row, lines)) < 2:
        return [SourceLine(line) for line in lines]
    source: list[SourceLine] = []
    table = 0
    for drawn, group in groupby(lines, key=_is_row):
        rows = [line.strip()[1:-1].split("|") if drawn else [line] for line in group]
        if max(map(len, rows)) > 2:
            table += 1
            source += [SourceLine("\t".join(row), table=table) for row in _whole(rows)]
        else:
            source += [SourceLine(_GAP.join(row).replace("|", _GAP)) for row in rows]
    return source


def _is_row(line: str) -> bool:
    bare = line.strip()
    return bare.startswith("|") and bare.endswith("|") and bare.count("|") > 2


def _whole(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows of a table with the cells that wrap joined again."""
    counted = counts_rows(rows[0][0].strip())
    whole: list[list[str]] = []
    last: Sequence[str] = ()
    for row in rows:
        cells = [cell.strip() for cell in row]
        if len(row) == len(last) and _goes_on(last, row, counted):
            pairs = zip(whole[-1], cells, strict=True)
            whole[-1] = [joined(above, cell).strip() for above, cell in pairs]
        else:
            whole.append(cells)
        last = row
    return whole


def _goes_on(last: Sequence[str], row: Sequence[str], counted: bool) -> bool:
    """The line is the rest of the row above: its words had no room there.

    counted: the first column numbers the rows, so that a number begins one; a line without a
    number may also hold paragraphs of its own.
    """
    filled = [(above, cell) for above, cell in zip(last, row, strict=True) if cell.strip()]
    wrapped = [_is_full(above, cell) or cell.strip()[0].islower() for above, cell in filled]
    if counted:
        return not row[0].strip() and (not filled or any(wrapped))
    return all(wrapped)


def _is_full(above: str, cell: str) -> bool:
    bare = above.strip()
    return bool(bare) and len(bare) + 1 + len(cell.split()[0]) > len(above)
