"""One spreadsheet's round: read, plan, write under guard, look at what was replaced, remember."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from sync import base, journal
from sync.base import Link
from sync.client import GoogleRefused, OutcomeUnknown
from sync.copied import original
from sync.core.plan_ask import members
from sync.core.tab import Cell, Tab
from sync.core.writes import INSERTED, Group
from sync.journal import Flight
from sync.landing import copies_lost, land
from sync.messages import (
    COPIED,
    FILTERED,
    RACED,
    TAB_GONE,
    UNKNOWN,
    refused_reading,
    refused_writing,
)
from sync.months import of_today
from sync.replicas.google import Google
from sync.replicas.google_batch import (
    HIDDEN_ID,
    OPERATION,
    Batch,
    build,
)
from sync.replicas.google_read import Snapshot
from sync.replicas.google_room import make_room
from sync.reports import Told, UnitReport
from sync.round_link import stop, work_link
from sync.setting import Setting, Work
from sync.transaction import write_tx

TRIES = 4
"""Guarded batches that may fail to meet what we had read before the link is held (rule 6)."""


CHANGED_MEANWHILE = (str(HIDDEN_ID), "exceeds grid limits", "already exists")
"""Somebody took the hidden tab away, made it or another smaller, or gave its name to another: once
read again, the spreadsheet is written as it is now."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What a round needs from outside: `checkpoint` is called after each step with its name."""

    db: Database
    google: Google
    new_id: Callable[[], str]
    checkpoint: Callable[[str], None]


Restore = tuple[tuple[int, ...], Group]
"""The debts that a restoring group pays, and the group."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A batch about to be sent, and what it is made of."""

    flight: Flight
    batch: Batch
    groups: tuple[Group, ...]
    restores: tuple[Restore, ...]


class DryRun(Exception):  # noqa: N818 - not an error: it rolls the plan back
    """Ends the transaction of a dry run without a trace."""


class Round:
    """The round of one spreadsheet; `reports` are filled as it goes."""

    def __init__(
        self,
        tools: Tools,
        setting: Setting,
        spreadsheet_id: str,
        links: Sequence[Link],
        reports: Mapping[int, UnitReport],
    ) -> None:
        self.tools, self.setting = tools, setting
        self.db, self.google = tools.db, tools.google
        self.id, self.links, self.reports = spreadsheet_id, list(links), reports

    def dry(self) -> None:
        """The very plan that would run; nothing is kept, nothing is sent."""
        snapshot = self._read()
        if snapshot is None:
            return
        try:
            with write_tx(self.db):
                self._land_all(snapshot)
                works = self._plan(snapshot)
                self._tell(works)
                raise DryRun
        except DryRun:
            return

    def run(self) -> None:
        """Until nothing is left to write, or four batches in a row met other cells."""
        for _ in range(TRIES + 1):
            snapshot = self._read()
            if snapshot is None or not self._pass(snapshot):
                return
        with write_tx(self.db):
            for link in self.links:
                self._fail(link, RACED, outcome="held")

    def _read(self) -> Snapshot | None:
        try:
            snapshot = self.google.read(self.id)
        except GoogleRefused as error:
            with write_tx(self.db):
                for link in self.links:
                    self._fail(link, refused_reading(error))
            return None
        for link in self.links:
            self.reports[link.id].read = True
        self.tools.checkpoint("read")
        return snapshot

    def _fail(self, link: Link, message: str, outcome: str = "failed") -> None:
        report = self.reports[link.id]
        report.outcome, report.message = outcome, message
        base.set_health(self.db, link.id, outcome, message)

    def _pass(self, snapshot: Snapshot) -> bool:
        """One plan and at most one write; gives whether another reading is needed."""
        with write_tx(self.db):
            self._land_all(snapshot)
            works = self._plan(snapshot)
            for flight in journal.flights(self.db, self.id):
                # Its witness is gone; what the sheet tells of it was looked at.
                journal.land(self.db, flight.operation)
            groups = [group for work in works.values() for group in work.groups]
            restores = [pair for work in works.values() for pair in work.restores]
            parcel = self._pack(groups, restores) if groups or restores else None
            if parcel is None:
                self._finish(works)
        self.tools.checkpoint("planned")
        if parcel is None:
            return self._add_rows(snapshot, works)
        # Rows are added beside what the sheet shows after the write: it is read again.
        return self._send(snapshot, parcel, works) or bool(self._additions(works))

    def _add_rows(self, snapshot: Snapshot, works: Mapping[int, Work]) -> bool:
        """Rows that the sheet does not have, in one write of their own; gives as `_pass` does."""
        groups = self._additions(works)
        if not groups:
            return False
        with write_tx(self.db):
            parcel = self._pack(groups, ())
        return self._send(snapshot, parcel, works)

    def _additions(self, works: Mapping[int, Work]) -> list[Group]:
        stopped = {number for number, one in self.reports.items() if one.outcome == "failed"}
        return [g for number, w in works.items() if number not in stopped for g in w.additions]

    def _pack(self, groups: Sequence[Group], restores: Sequence[Restore]) -> Parcel:
        """Commit what is about to be sent, together with what was pulled."""
        owed = journal.debts(self.db, self.id).values()
        below = max((debt.source[0] for debt in owed), default=0)
        every = [*(group for _, group in restores), *groups]
        batch = build(self.tools.new_id(), every, below=below)
        flight = journal.flight_of(batch, self.setting.run, [some for some, _ in restores])
        journal.take_off(self.db, self.id, flight, self.setting.at)
        return Parcel(flight, batch, tuple(groups), tuple(restores))

    def _plan(self, snapshot: Snapshot) -> dict[int, Work]:
        debts = journal.debts(self.db, self.id)
        works: dict[int, Work] = {}
        copied = original(self.db, snapshot) is not None
        for link in self.links:
            report = self.reports[link.id]
            months = of_today(self.db, self.setting.local, link, snapshot)
            if months.why:
                stop(self.setting, link, report, months.why)
            elif months.tab is None:
                self._fail(link, TAB_GONE)
            elif copied and not (link.state == "new" or link.read_only or link.allow_once):
                stop(self.setting, link, report, COPIED)
            else:
                work = works[link.id] = work_link(self.setting, link, months, debts, report)
                if waiting := work.hold_back(months.tab):
                    told = FILTERED.format(cells=waiting)
                    report.message = "; ".join(part for part in (report.message, told) if part)
        return works

    def _finish(self, works: Mapping[int, Work]) -> None:
        for link in self.links:
            report = self.reports[link.id]
            if link.id not in works or report.outcome in ("held", "failed"):
                continue
            if report.conflicts:
                report.outcome = "conflict"
            elif report.changes:
                report.outcome = "synced"
            base.set_health(self.db, link.id, "ok", report.message)
            base.set_allow(self.db, link.id, allow=False)

    def _send(self, snapshot: Snapshot, parcel: Parcel, works: Mapping[int, Work]) -> bool:
        try:
            title = make_room(self.google, snapshot, parcel.batch)
            hidden = self.google.send(self.id, parcel.batch, title)
        except OutcomeUnknown:
            self.tools.checkpoint("unknown")
            self._note(parcel.flight, UNKNOWN)
            return True
        except GoogleRefused as error:
            return self._refused(snapshot, parcel, works, error)
        self.tools.checkpoint("sent")
        with write_tx(self.db):
            clean = self._land(parcel.flight, hidden)
            if clean:
                self._finish(works)
        self.tools.checkpoint("landed")
        return not clean

    def _note(self, flight: Flight, message: str) -> None:
        for link in {group.link for group in flight.groups}:
            self.reports[link].message = message

    def _refused(
        self,
        snapshot: Snapshot,
        parcel: Parcel,
        works: Mapping[int, Work],
        error: GoogleRefused,
    ) -> bool:
        """Nothing was applied: a shared write is repeated link by link, so that one locked cell
        does not keep the others from writing; a link alone says why.
        """
        wanted = sorted({group.link for group in parcel.flight.groups})
        with write_tx(self.db):
            journal.land(self.db, parcel.flight.operation)
            if any(words in error.detail for words in CHANGED_MEANWHILE):
                return True
            if len(wanted) == 1:
                link = next(one for one in self.links if one.id == wanted[0])
                self._fail(link, refused_writing(error))
                self._finish(works)
                return False
        again = False
        for number in wanted:
            with write_tx(self.db):
                groups = [group for group in parcel.groups if group.link == number]
                restores = [pair for pair in parcel.restores if pair[1].link == number]
                alone = self._pack(groups, restores)
            again = self._send(snapshot, alone, works) or again
            if journal.flights(self.db, self.id):
                # Its outcome is unknown: another write would hide whether it was applied.
                break
        return again

    def _land_all(self, snapshot: Snapshot) -> None:
        """Settle what earlier writes left unknown: our operation id there means applied.

        Where the hidden tab was taken away, or emptied, the sheet itself must tell (`doubt`).
        """
        hidden = snapshot.tabs.get(HIDDEN_ID)
        copies_lost(self.db, self.id, hidden)
        last = None if hidden is None else hidden.cell(*OPERATION).value
        for flight in journal.flights(self.db, self.id):
            if hidden is not None and last == flight.operation:
                self._land(flight, cells(hidden))
            elif last:
                journal.land(self.db, flight.operation)

    def _land(self, flight: Flight, hidden: Mapping[tuple[int, int], Cell]) -> bool:
        return land(self.db, self.id, flight, hidden, self.reports)

    def _tell(self, works: Mapping[int, Work]) -> None:
        """A dry run tells what it would write."""
        for work in works.values():
            for group in (*work.groups, *work.additions):
                if group.kind not in ("value", *INSERTED):
                    continue
                agreed = base.agreed(self.db, group.link)
                self.reports[group.link].changes += [
                    Told(key, group.field, agreed.get((key, group.field)), group.value, "out")
                    for key in members(group.key)
                ]
        self._finish(works)


def cells(tab: Tab) -> dict[tuple[int, int], Cell]:
    """A tab's cells by position."""
    return {
        (row, column): cell
        for row, line in enumerate(tab.rows, 1)
        for column, cell in enumerate(line, 1)
    }
