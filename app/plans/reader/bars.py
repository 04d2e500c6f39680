"""Tables drawn with bars, as antiword sets them in a text."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, groupby

from app.plans.reader.frames import is_frame
from app.plans.reader.lines import joined
from app.plans.reader.model import SourceLine
from app.plans.reader.tables import counts_rows

_GAP = " " * 4  # what parts columns in a text
_ASKEW = 2  # letters two bars of one column may stand apart


def unbarred(lines: Sequence[str]) -> list[SourceLine]:
    """The lines without their bars; a text that has no such rows keeps them.

    The cells of a letterhead or a foot stay where they stand, others are the row of a table.
    """
    if sum(map(_is_row, lines)) < 2:
        return [SourceLine(line) for line in lines]
    source: list[SourceLine] = []
    table = 0
    for drawn, group in groupby(lines, key=_is_row):
        rows = [_cells(line) if drawn else [line] for line in group]
        if max(map(len, rows)) < 3 or is_frame([[[cell] for cell in row] for row in rows]):
            source += [SourceLine(_GAP.join(row).replace("|", _GAP)) for row in rows]
        else:
            table += 1
            source += [SourceLine("\t".join(row), table=table) for row in _whole(_placed(rows))]
    return source


def _is_row(line: str) -> bool:
    bare = line.strip()
    return len(bare) > 1 and bare.startswith("|") and bare.endswith("|")


def _cells(line: str) -> list[str]:
    return line.strip()[1:-1].split("|")


def _placed(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows with a cell for each column; one that spans several stands in its first."""
    starts = [list(accumulate((len(cell) + 1 for cell in row[:-1]), initial=0)) for row in rows]
    beginning: dict[int, set[int]] = {}  # the rows with a cell that begins there
    for number, places in enumerate(starts):
        for start in places:
            beginning.setdefault(start, set()).add(number)
    columns: list[int] = []
    held: set[int] = set()  # the rows that have a cell in the last column
    for start, having in sorted(beginning.items()):
        # Two cells of one row are two columns, however narrow the first.
        if not columns or start - columns[-1] > _ASKEW or held & having:
            columns.append(start)
            held = set()
        held |= having
    placed = []
    for row, places in zip(rows, starts, strict=True):
        cells = [""] * len(columns)
        for cell, start in zip(row, places, strict=True):
            cells[bisect_right(columns, start) - 1] = cell
        placed.append(cells)
    return placed


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
