"""What a round does for one link, as plain data."""

from dataclasses import dataclass

from sync.core.plan_ask import Ask
from sync.core.writes import Group


@dataclass(frozen=True, slots=True)
class Step:
    """One value's way: `old` is what it replaces on the side it goes to."""

    key: str
    field: str
    old: str | None
    new: str | None
    lost: str | None = None
    """The value of the other side that a policy did not choose."""
    why: str | None = None
    """The reason that goes with a state of dropped."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Both sides wrote, differently."""

    key: str
    field: str
    base: str | None
    local: str | None
    sheet: str | None


@dataclass(frozen=True, slots=True)
class LinkPlan:
    """Everything one round does for one link."""

    pulls: tuple[Step, ...] = ()
    pushes: tuple[Step, ...] = ()
    agreed: tuple[Step, ...] = ()
    clashes: tuple[Clash, ...] = ()
    waits: tuple[Step, ...] = ()
    asks: tuple[Ask, ...] = ()
    groups: tuple[Group, ...] = ()
    follows: tuple[Step, ...] = ()  # values of ours that go with another one of the same cell
