"""What units are, on plain values: kinds, validity, the tree, dates of a change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sync.core.text import fold, nfc, sort_key

KINDS = ("xa", "truong", "co-quan", "cong-an", "doanh-nghiep", "khac")

_OTHER_WORDS = {
    "phuong": "xa",
    "thi-tran": "xa",
    "dac-khu": "xa",
    "xa-phuong": "xa",
    "truong-hoc": "truong",
    "thpt": "truong",
    "doanh-nghiep-tu-nhan": "doanh-nghiep",
    "cong-ty": "doanh-nghiep",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """`valid_from` is its first day, `valid_to` its last (ISO); without them it is valid always."""

    id: int
    code: str
    name: str
    kind: str
    is_office: bool
    parent_id: int | None
    cluster: str | None
    contact: str | None
    sheet_url: str | None
    valid_from: str | None
    valid_to: str | None

    def valid_on(self, day: date) -> bool:
        iso = day.isoformat()
        return (self.valid_from or "") <= iso <= (self.valid_to or "9999")


LONGEST_CODE = 40


def code_key(code: str) -> str:
    """The same for codes that differ in capitals alone: commands take either for the unit."""
    return nfc(code).casefold()


def is_code(code: str) -> bool:
    """Whether it can stand in an address and be typed: `..` and `a/b` lead elsewhere."""
    typed = len(code) <= LONGEST_CODE and code.isprintable() and "/" not in code
    return typed and any(char.isalnum() for char in code)


def kind_of(text: str) -> str | None:
    """The kind a file names (`xa`, `Xã`, `Công an`); None where it is none of ours."""
    word = fold(text).replace(" ", "-")
    word = _OTHER_WORDS.get(word, word)
    return word if word in KINDS else None


def day_before(iso: str) -> str:
    return (date.fromisoformat(iso) - timedelta(days=1)).isoformat()


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit at its depth in the tree."""

    depth: int
    unit: Unit


def tree(units: Iterable[Unit]) -> list[Branch]:
    """Units beneath their superior, siblings in Vietnamese order, the office first.

    One whose superior is not among them stands at the top.
    """
    ordered = sorted(units, key=lambda unit: (not unit.is_office, sort_key(unit.name), unit.code))
    known = {unit.id for unit in ordered}
    below: dict[int | None, list[Unit]] = {}
    for unit in ordered:
        parent = unit.parent_id if unit.parent_id in known else None
        below.setdefault(parent, []).append(unit)

    def walk(parent: int | None, depth: int) -> list[Branch]:
        branches = []
        for unit in below.get(parent, []):
            branches.append(Branch(depth, unit))
            branches.extend(walk(unit.id, depth + 1))
        return branches

    return walk(None, 0)


def would_circle(unit_id: int, parent_id: int | None, parents: Mapping[int, int | None]) -> bool:
    """Whether a unit would come to stand beneath itself."""
    above = parent_id
    seen: set[int] = set()
    while above is not None and above not in seen:
        if above == unit_id:
            return True
        seen.add(above)
        above = parents.get(above)
    return False


def matches(unit: Unit, *, words: str, kind: str, cluster: str) -> bool:
    """Whether a unit fits what a list is asked for; empty means any."""
    text = fold(f"{unit.code} {unit.name} {unit.contact or ''}")
    return (
        all(word in text for word in fold(words).split())
        and kind in ("", unit.kind)
        and cluster in ("", unit.cluster or "")
    )
