"""What one round works with, and what each of its links wants written."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlite_utils import Database

from sync import journal
from sync.core.tab import Tab
from sync.core.writes import Group
from sync.journal import Change
from sync.replicas.local import LocalReplica, Origin
from sync.reports import Told, UnitReport


@dataclass(slots=True)
class Work:
    """What one link wants written; `restores` name the debts that each of their groups pays.

    `additions` are rows that the sheet does not have.
    """

    groups: list[Group] = field(default_factory=list)
    additions: list[Group] = field(default_factory=list)
    restores: list[tuple[tuple[int, ...], Group]] = field(default_factory=list)

    def hold_back(self, tab: Tab) -> int:
        """What stands in rows that a filter hides waits until they are seen; gives how many cells.

        Google may not copy such a row, so that nobody would see what we replace there.
        """
        groups = [one for one in self.groups if one.row not in tab.filtered]
        restores = [one for one in self.restores if one[1].row not in tab.filtered]
        waiting = len(self.groups) - len(groups) + len(self.restores) - len(restores)
        self.groups, self.restores = groups, restores
        kept = [g for g in self.additions if not tab.filtered & {seen.row for seen in g.watch}]
        waiting += sum(g.kind == "row" for g in self.additions if g not in kept)
        self.additions = kept
        return waiting


Cell = tuple[int, str, str]
"""A link, an entry's key, a field."""


@dataclass(slots=True)
class Undo:
    """What an undo takes back; what it could set back on the intranet (`back`), and why the rest
    `stayed` (Vietnamese)."""

    changes: Mapping[Cell, Change] = field(default_factory=dict)
    back: set[Cell] = field(default_factory=set)
    stayed: dict[Cell, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a round works with: the run's number, its moment, what an undo takes back."""

    db: Database
    local: LocalReplica
    run: int
    at: str
    by: str
    undo: Undo = field(default_factory=Undo)

    @property
    def origin(self) -> Origin:
        return Origin(by="Bảng của đơn vị", kind="sheet", at=self.at, run=self.run)

    @property
    def waits(self) -> str:
        """Why a value of ours is not written where it is read from."""
        return "ô chờ vì bảng chỉ đọc"

    @property
    def lost(self) -> str:
        """What to do where the table that was agreed is not found any more."""
        return "Hãy hỏi đơn vị, hoặc gỡ bảng rồi nối lại."

    @property
    def undoing(self) -> Origin:
        return replace(self.origin, by=self.by, kind="undo")


def tell(setting: Setting, report: UnitReport, change: Change) -> None:
    """Keep what the round carried, and report it."""
    journal.add_change(setting.db, setting.run, change)
    report.changes.append(Told(change.key, change.field, change.old, change.new, change.direction))
