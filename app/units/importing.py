"""What a list of units in a file means, line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.units.rules import Unit, kind_of
from sync.core.text import clean, fold

COLUMNS = ("code", "name", "kind", "parent", "contact", "sheet_url", "cluster")

_HEADINGS = {
    "ma": "code",
    "ma don vi": "code",
    "ten": "name",
    "ten don vi": "name",
    "don vi": "name",
    "loai": "kind",
    "loai hinh": "kind",
    "cap tren": "parent",
    "don vi cap tren": "parent",
    "truc thuoc": "parent",
    "lien he": "contact",
    "bang tinh": "sheet_url",
    "cum": "cluster",
}

Trouble = Literal[
    "no_code", "slash", "no_name", "twice", "no_parent", "circle", "sheet_url", "kind"
]
WARNINGS: tuple[Trouble, ...] = ("kind",)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file (`number` counts from 1, the heading included) as a unit.

    `parent` is the superior's code. `old` is the unit that the line updates.
    """

    number: int
    unit: Unit
    parent: str | None
    old: Unit | None
    troubles: tuple[Trouble, ...]

    @property
    def is_wrong(self) -> bool:
        return any(trouble not in WARNINGS for trouble in self.troubles)

    @property
    def changes(self) -> bool:
        """Whether there is anything to store (the superior is compared by the caller)."""
        return self.old != self.unit


def headings(row: Sequence[str]) -> dict[str, int] | None:
    """Which column holds what; None where code or name is missing."""
    found: dict[str, int] = {}
    for index, cell in enumerate(row):
        word = fold(cell)
        name = word if word in COLUMNS else _HEADINGS.get(word)
        if name is not None:
            found.setdefault(name, index)
    return found if {"code", "name"} <= found.keys() else None


def read(rows: Sequence[Sequence[str]], known: Mapping[str, Unit]) -> list[Line] | None:
    """Each filled line below the heading; None where the heading names no code or no name.

    `known` holds today's units by code. An empty cell keeps what an old unit has.
    """
    columns = headings(rows[0]) if rows else None
    if columns is None:
        return None
    lines: list[Line] = []
    for number, row in enumerate(rows[1:], start=2):
        cells = {name: _cell(row, index) for name, index in columns.items()}
        if any(cells.values()):
            lines.append(_line(number, cells, known))
    return _with_parents(lines, known)


def _cell(row: Sequence[str], index: int) -> str:
    return clean(row[index]) if index < len(row) else ""


def _line(number: int, cells: Mapping[str, str], known: Mapping[str, Unit]) -> Line:
    code = cells["code"]
    old = known.get(code)
    blank = Unit(0, code, "", "khac", False, None, None, None, None, None, None)
    before = old or blank
    kind_text, address = cells.get("kind", ""), cells.get("sheet_url", "")
    kind = kind_of(kind_text) if kind_text else before.kind
    unit = replace(
        before,
        name=cells["name"] or before.name,
        kind=kind or "khac",
        cluster=cells.get("cluster") or before.cluster,
        contact=cells.get("contact") or before.contact,
        sheet_url=address or before.sheet_url,
    )
    troubles: list[Trouble] = []
    if not code:
        troubles.append("no_code")
    if "/" in code:
        troubles.append("slash")
    if not unit.name:
        troubles.append("no_name")
    if address and not address.startswith(("https://", "http://")):
        troubles.append("sheet_url")
    if kind is None:
        troubles.append("kind")
    return Line(number, unit, cells.get("parent") or None, old, tuple(troubles))


def _with_parents(lines: Sequence[Line], known: Mapping[str, Unit]) -> list[Line]:
    """The same lines with what only the whole file tells: codes twice, superiors."""
    codes_by_id = {unit.id: code for code, unit in known.items()}
    parents = {
        code: codes_by_id.get(unit.parent_id) if unit.parent_id else None
        for code, unit in known.items()
    }
    parents.update({line.unit.code: line.parent for line in lines if line.parent})
    codes = known.keys() | {line.unit.code for line in lines}
    seen: set[str] = set()
    checked = []
    for line in lines:
        more: list[Trouble] = []
        if line.unit.code and line.unit.code in seen:
            more.append("twice")
        seen.add(line.unit.code)
        if line.parent and line.parent not in codes:
            more.append("no_parent")
        elif line.parent and _circles(line.unit.code, parents):
            more.append("circle")
        checked.append(replace(line, troubles=(*line.troubles, *more)))
    return checked


def _circles(code: str, parents: Mapping[str, str | None]) -> bool:
    seen: set[str] = set()
    above = parents.get(code)
    while above is not None and above not in seen:
        if above == code:
            return True
        seen.add(above)
        above = parents.get(above)
    return False
