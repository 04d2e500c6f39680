"""What a list of units in a file means, line by line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.units.rules import Unit, code_key, is_code, kind_of
from sync.core.tab import ERRORS
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

LAST_HEADING = 20
"""A list's title may stand above the names of its columns."""

Trouble = Literal[
    "no_code", "code", "no_name", "twice", "no_parent", "circle", "sheet_url", "formula", "kind"
]
WARNINGS: tuple[Trouble, ...] = ("kind",)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file (`number` counts from 1, the heading included) as a unit.

    `parent` is the superior's code, as the file writes it. `old` is the unit that the line
    updates.
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


def read(rows: Sequence[Sequence[str]], known: Iterable[Unit]) -> list[Line] | None:
    """Each filled line below the heading; None where no heading names code and name.

    `known` are today's units: a code means the same in capitals or small letters. An empty cell
    keeps what an old unit has.
    """
    heads = ((at, headings(row)) for at, row in enumerate(rows[:LAST_HEADING]))
    start, columns = next(((at, found) for at, found in heads if found), (0, None))
    if columns is None:
        return None
    units = {code_key(unit.code): unit for unit in known}
    lines: list[Line] = []
    for number, row in enumerate(rows[start + 1 :], start=start + 2):
        cells = {name: _cell(row, index) for name, index in columns.items()}
        if any(cells.values()):
            lines.append(_line(number, cells, units))
    return _with_parents(lines, units)


def _cell(row: Sequence[str], index: int) -> str:
    """On one line, without what nobody sees: marks of direction come along when pasting."""
    text = " ".join(clean(row[index]).split()) if index < len(row) else ""
    return "".join(char for char in text if char.isprintable())


def _line(number: int, cells: Mapping[str, str], known: Mapping[str, Unit]) -> Line:
    code = cells["code"]
    old = known.get(code_key(code))
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
    found: dict[Trouble, bool] = {
        "no_code": not code,
        "code": bool(code) and not is_code(code),
        "no_name": not unit.name,
        "sheet_url": bool(address) and not address.startswith(("https://", "http://")),
        "formula": not ERRORS.isdisjoint(cells.values()),
        "kind": kind is None,
    }
    troubles = tuple(trouble for trouble, there in found.items() if there)
    return Line(number, unit, cells.get("parent") or None, old, troubles)


def _with_parents(lines: Sequence[Line], known: Mapping[str, Unit]) -> list[Line]:
    """The same lines with what only the whole file tells: codes twice, superiors."""
    keys_by_id = {unit.id: key for key, unit in known.items()}
    parents = {
        key: keys_by_id.get(unit.parent_id) if unit.parent_id else None
        for key, unit in known.items()
    }
    parents.update(
        {code_key(line.unit.code): code_key(line.parent) for line in lines if line.parent}
    )
    codes = known.keys() | {code_key(line.unit.code) for line in lines}
    seen: set[str] = set()
    checked = []
    for line in lines:
        key, more = code_key(line.unit.code), list[Trouble]()
        if key and key in seen:
            more.append("twice")
        seen.add(key)
        if line.parent and code_key(line.parent) not in codes:
            more.append("no_parent")
        elif line.parent and _circles(key, parents):
            more.append("circle")
        checked.append(replace(line, troubles=(*line.troubles, *more)))
    return checked


def _circles(key: str, parents: Mapping[str, str | None]) -> bool:
    seen: set[str] = set()
    above = parents.get(key)
    while above is not None and above not in seen:
        if above == key:
            return True
        seen.add(above)
        above = parents.get(above)
    return False
