"""What a run tells: counts, and per unit what came, what went, what waits."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ROW = "row"
"""Stands for a field where a whole row was added to the sheet, or cleared again."""

OUTCOMES = ("unchanged", "synced", "conflict", "held", "failed")


@dataclass(frozen=True, slots=True)
class Told:
    """One value carried: `direction` is `in` to the intranet, `out` to the sheet."""

    key: str
    field: str
    old: str | None
    new: str | None
    direction: str


@dataclass(slots=True)
class UnitReport:
    """One link's round; `message` is Vietnamese, empty where there is nothing to say.

    `waiting` are the rows that are held, `added` what we put into the sheet beside values.
    """

    link: int
    unit: str
    plan: str
    outcome: str = "unchanged"
    message: str = ""
    changes: list[Told] = field(default_factory=list)
    conflicts: int = 0
    waiting: int = 0
    read: bool = False

    def carried(self, direction: str) -> int:
        return sum(change.direction == direction for change in self.changes)


@dataclass(slots=True)
class RunReport:
    """One run; `requests` counts what was sent, by drive, reads and writes."""

    run: int
    started_at: str
    ended_at: str = ""
    dry_run: bool = False
    units: list[UnitReport] = field(default_factory=list)
    requests: Mapping[str, int] = field(default_factory=dict)

    @property
    def failed(self) -> int:
        return sum(unit.outcome == "failed" for unit in self.units)


def run_json(report: RunReport) -> dict[str, Any]:
    """The Run JSON of the contracts."""
    outcomes = Counter(unit.outcome for unit in report.units)
    return {
        "run": report.run,
        "started_at": report.started_at,
        "ended_at": report.ended_at,
        "links": len(report.units),
        "read": sum(unit.read for unit in report.units),
        "changed": sum(bool(unit.changes) for unit in report.units),
        "pulled": sum(unit.carried("in") for unit in report.units),
        "pushed": sum(unit.carried("out") for unit in report.units),
        "conflicts": sum(unit.conflicts for unit in report.units),
        "held": sum(unit.waiting for unit in report.units) + outcomes["held"],
        "failed": outcomes["failed"],
        "requests": {name: report.requests.get(name, 0) for name in ("drive", "reads", "writes")},
        "units": [_unit_json(unit) for unit in report.units],
    }


def _unit_json(unit: UnitReport) -> dict[str, Any]:
    return {
        "unit": unit.unit,
        "plan": unit.plan,
        "outcome": unit.outcome,
        "message": unit.message,
        "changes": [
            {
                "key": change.key,
                "field": change.field,
                "from": change.old,
                "to": change.new,
                "direction": change.direction,
            }
            for change in unit.changes
        ],
    }
