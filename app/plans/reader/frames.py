"""Tables without lines, which only set the parts of a paper side by side."""

from collections.abc import Sequence

from app.plans.reader.citation import NUMBER
from app.plans.reader.foot import opens_recipients
from app.plans.reader.head import date_line, is_motto
from app.plans.reader.signing import is_authority, is_post
from app.plans.reader.tables import is_heading
from app.plans.reader.title import opens_address
from sync.core.text import clean


def is_frame(rows: Sequence[Sequence[Sequence[str]]]) -> bool:
    """A table that only sets a letterhead, a stamp or the foot side by side.

    rows: of each row the cells, of each cell the lines.
    """
    heading = [clean(" ".join(cell)) for cell in rows[0]] if rows else []
    if heading and is_heading(heading):
        return False
    width = max(map(len, rows), default=0)
    words = [clean(line) for row in rows for cell in row for line in cell if line.strip()]
    if width > 4 or len(words) > 60:
        return False
    if width == 1 and len(words) < 4:
        return True
    return any(_sets(word) or (is_post(word) and len(words) < 12) for word in words)


def _sets(word: str) -> bool:
    """The words stand in a letterhead or in a foot."""
    return bool(
        is_motto(word)
        or opens_address(word)
        or date_line(word)
        or NUMBER.match(word)
        or opens_recipients(word)
        or is_authority(word)
    )
