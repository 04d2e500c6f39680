"""Tables drawn with bars, as antiword sets them in a text."""

from collections.abc import Sequence

from app.plans.reader.model import SourceLine

_GAP = " " * 4  # what parts columns in a text


def unbarred(lines: Sequence[str]) -> list[SourceLine]:
    """The lines without their bars; a text that has no such rows keeps them.

    Two cells are a letterhead or a foot and stay where they stand, more are the row of a table.
    """
    if sum(map(_is_row, lines)) < 2:
        return [SourceLine(line) for line in lines]
    return [SourceLine(_row(line) if _is_row(line) else line.replace("|", _GAP)) for line in lines]


def _is_row(line: str) -> bool:
    bare = line.strip()
    return bare.startswith("|") and bare.endswith("|") and bare.count("|") > 2


def _row(line: str) -> str:
    cells = line.strip()[1:-1].split("|")
    return _GAP.join(cells) if len(cells) == 2 else "\t".join(cell.strip() for cell in cells)
