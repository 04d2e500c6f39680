"""One cell that says the percent and, for want of a column of its own, the state."""

from collections.abc import Sequence

from sync.core.inspection import Column
from sync.core.plan import DOUBT, Action, Rule, decide, same

_SAID = {"done": "100", "todo": "0"}


def one_cell(states: Sequence[Column]) -> bool:
    """Whether the percent's own column is the one that says the state."""
    return any(column.field == "percent" and column.unit is None for column in states)


def decide_state(
    base: str | None,
    local: str | None,
    sheet: str | None,
    percents: tuple[str | None, str | None],
    rule: Rule,
) -> Action:
    """As `decide`; `percents` are the one last shared and the sheet's.

    30 % that became 60 % is "under way" as before: the cell was edited all the same.
    """
    found = decide(base, local, sheet, rule)
    edited = found is Action.PUSH and not same(*percents)
    return decide(DOUBT, local, sheet, rule) if edited else found


def percent_of(state: str | None) -> str | None:
    """What the cell says once the state is written into it: the state goes before the percent."""
    return _SAID.get(state or "")
