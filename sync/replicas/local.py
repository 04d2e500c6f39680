"""What the sync asks of the intranet's side of a checklist."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sync.core.tab import PlanNode

Value = str | None
"""A field's value in canonical text: ISO dates, percent "0".."100", a state word; None is empty."""

SHARED_FIELDS = (
    "state",
    "percent",
    "lead",
    "partner",
    "due",
    "done_on",
    "result",
    "evidence",
    "note",
    "proposal",
)
"""Written on both sides, as is the `text` of an own entry. `verified`, `comment`: the office's."""


@dataclass(frozen=True, slots=True)
class LocalEntry:
    """One line of a checklist; `part_of` is the item's key where the line carries part of it."""

    key: str
    text: str
    own: bool
    values: Mapping[str, Value]
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class LocalChecklist:
    """A checklist as the sync sees it; `nodes` are all nodes of its plan, for matching rows."""

    checklist: int
    plan: str
    unit: str
    unit_name: str
    year: int
    closed: bool
    nodes: tuple[PlanNode, ...]
    entries: tuple[LocalEntry, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """One value to set on the intranet's side; `old` is what it replaces."""

    key: str
    field: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class Origin:
    """Who set a value, where (`sheet`, `xlsx`, `undo`), when (ISO, UTC), in which run."""

    by: str
    kind: str
    at: str
    run: int | None = None


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry that a row brings: an item of the plan that joins, a part of one, or an own one.

    `key` is the plan item's key for `join`, the item's key for `part`, None for `own`;
    `about` is the item an own entry carries out, where one is named.
    """

    kind: str
    text: str
    key: str | None = None
    about: str | None = None
    values: Mapping[str, Value] = field(default_factory=dict)


class LocalReplica(Protocol):
    """Every method works inside the caller's transaction, on the caller's connection."""

    def read(self, checklist: int) -> LocalChecklist:
        """The checklist now."""

    def apply(self, checklist: int, edits: Sequence[Edit], origin: Origin) -> None:
        """Set the values and keep each in the history; an edit whose field already holds `new`
        changes nothing."""

    def add(self, checklist: int, entry: NewEntry, origin: Origin) -> str:
        """Make the entry and give its key (`II.1.3`, `III.2.1/1`, `R.4`), never used before."""

    def remember(self, checklist: int, edits: Sequence[Edit], origin: Origin) -> None:
        """Keep a value that was not chosen in the history without setting it."""
