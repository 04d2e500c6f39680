"""The three-way decision for one cell: the truth table of docs/sync.md as code."""

from dataclasses import dataclass
from enum import Enum

from sync.core.text import clean

OFFICE_FIELDS = frozenset({"verified", "comment"})
"""The office's own: an edit of them in the sheet is shown, never taken."""


DOUBT = "\ufffd"
"""Stands as what was last agreed of a cell of which nobody knows who wrote what it shows."""


class Action(Enum):
    """What happens to one cell; `old` and `new` of each are in docs/sync.md."""

    NOTHING = "nothing"
    PULL = "pull"
    PUSH = "push"
    AGREE = "agree"
    CONFLICT = "conflict"
    SHOW = "show"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Rule:
    """How a link treats one field: `policy` is ask, local or sheet."""

    policy: str = "ask"
    office: bool = False
    read_only: bool = False


ASK = Rule()


def same(one: str | None, other: str | None) -> bool:
    """Whether two values are one to a reader: NFC, blanks; an empty text is no value."""
    return one == other or clean(one) == clean(other)


def decide(base: str | None, local: str | None, sheet: str | None, rule: Rule = ASK) -> Action:
    """What to do with a cell whose last agreed value is `base`.

    A cell never seen before has the base None, so that a value that stands on one side only
    travels, and two different ones are a conflict.
    """
    if same(local, sheet):
        # Nobody touched it, or both made the same change.
        return Action.NOTHING if same(base, local) else Action.AGREE
    if same(local, base):
        # Only the unit changed it.
        return Action.SHOW if rule.office else Action.PULL
    if same(sheet, base):
        # Only the office changed it.
        return Action.WAIT if rule.read_only else Action.PUSH
    # Both changed it, differently.
    if rule.office or rule.policy == "local":
        return Action.WAIT if rule.read_only else Action.PUSH
    return Action.PULL if rule.policy == "sheet" else Action.CONFLICT
