"""What in a reading a person should look at: gaps in the numbering, broken lines, odd dates."""

from collections.abc import Iterator, Sequence
from datetime import date

from flask_babel import gettext as _

from app.plans.reader.citation import DATE
from app.plans.reader.keys import bare
from app.plans.reader.markers import split_marker
from app.plans.reader.model import Basis, Line, Node, Notice

_COUNTED = frozenset(
    {"phan", "chuong", "muc", "dieu", "roman", "number", "decimal", "step", "bracket"}
)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def doubts(sections: Sequence[Node]) -> Iterator[Notice]:
    """Notices about the tree, one for each doubtful line."""
    yield from _gaps(sections)
    for node in sections:
        if not node.marker and node.text[:1].islower():
            yield Notice(node.line, _("Dòng này có thể nối tiếp dòng ở trên."))
        yield from doubts(node.children)


def date_doubt(
    issued: date | None, basis: Sequence[Basis], lines: Sequence[Line]
) -> Iterator[Notice]:
    """A paper dated before one of the papers it rests on, at the line of its date."""
    days = [found.date for found in basis if found.date]
    if issued is None or not days or issued >= max(days):
        return
    dated = (n.number for n in lines if n.place in ("head", "foot") and DATE.search(n.text))
    message = _("Ngày ban hành đứng trước ngày của văn bản căn cứ; hãy kiểm tra lại.")
    yield Notice(next(dated, 1), message)


def _gaps(nodes: Sequence[Node]) -> Iterator[Notice]:
    last: tuple[str, int] | None = None
    for node in nodes:
        place = _place(node.marker)
        if place is None:
            continue
        if last and last[0] == place[0] and place[1] not in (last[1] + 1, 1):
            message = _(
                "Số thứ tự “%(marker)s” không nối tiếp mục ở trên; hãy xem có sót mục nào không.",
                marker=node.marker,
            )
            yield Notice(node.line, message)
        last = place


def _place(text: str) -> tuple[str, int] | None:
    """('roman', 3) for 'III.'; None for a marker that does not count."""
    marker, _rest = split_marker(f"{text} A")
    if marker is None or marker.family not in _COUNTED:
        return None
    number = bare(text).rpartition(".")[2]
    if number.isdecimal():
        return marker.family, int(number)
    return (marker.family, _roman(number)) if set(number) <= _ROMAN.keys() and number else None


def _roman(text: str) -> int:
    worth = [_ROMAN[sign] for sign in text]
    return sum(
        -one if one < following else one
        for one, following in zip(worth, [*worth[1:], 0], strict=True)
    )
