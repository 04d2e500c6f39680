"""What a new link does about the keys that links before it left in the same sheet."""

from collections.abc import Sequence
from dataclasses import replace

from sqlite_utils import Database

from sync import base
from sync.base import Link, NewLink
from sync.core.series import ordinal
from sync.core.tab import EMPTY, Tab
from sync.core.writes import Group
from sync.months import every_tab, series_of
from sync.replicas.google_read import Snapshot
from sync.replicas.local import LocalReplica
from sync.unlinking import ours, places


def left_on(db: Database, new: NewLink) -> list[Link]:
    """The links that have ended and may have left keys on the tab that is linked now.

    One that followed a series may have left them on any tab of that series.
    """
    place = ordinal(new.title)
    stem = place.stem if place else None
    return [
        link
        for link in base.uncleared(db, new.spreadsheet_id)
        if link.sheet_id == new.sheet_id or (stem and series_of(db, link.id) == stem)
    ]


def as_cleared(db: Database, local: LocalReplica, checklist: int, snapshot: Snapshot) -> Snapshot:
    """The spreadsheet as it will be once what links of other checklists left there is cleared.

    Keys of an earlier year are no codes of the unit's, nor this year's keys.
    """
    tabs = dict(snapshot.tabs)
    for link in base.uncleared(db, snapshot.spreadsheet_id):
        if link.checklist == checklist:
            continue
        for tab in every_tab(db, local, link, replace(snapshot, tabs=tabs)):
            column = None
            while groups := ours(db, local, link, tabs[tab.sheet_id], column):
                column = groups[0].key_column
                tabs[tab.sheet_id] = _emptied(tabs[tab.sheet_id], groups)
    return replace(snapshot, tabs=tabs)


def _emptied(tab: Tab, groups: Sequence[Group]) -> Tab:
    away = {(row, column) for group in groups for _, row, column in places(group)}
    rows = tuple(
        tuple(EMPTY if (row, column) in away else cell for column, cell in enumerate(line, 1))
        for row, line in enumerate(tab.rows, 1)
    )
    return replace(tab, rows=rows)


def go_on(db: Database, link_id: int, new: NewLink, at: str) -> None:
    """A link made again takes over the keys that an ended one of the same checklist left."""
    for was in left_on(db, new):
        if was.checklist == new.checklist:
            base.hand_rows(db, was.id, link_id)
            base.set_cleared(db, was.id, at)
