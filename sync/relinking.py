"""What a new link does about the keys that links before it left in the same sheet."""

from collections.abc import Sequence
from dataclasses import replace

from sqlite_utils import Database

from sync import base
from sync.base import Link, NewLink
from sync.core.series import ordinal
from sync.core.tab import EMPTY, Tab
from sync.core.writes import Group
from sync.linking import Wish
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


def goes_on(db: Database, wish: Wish, was: Link) -> bool:
    """Whether a link made so goes on with the keys that one that ended left; else they go first.

    Keys of an earlier year are no codes of the unit's, nor this year's keys. One that followed a
    series left keys on tabs that a link to one tab never looks at.
    """
    return was.checklist == wish.checklist and (wish.months or series_of(db, was.id) is None)


def as_cleared(db: Database, local: LocalReplica, wish: Wish, snapshot: Snapshot) -> Snapshot:
    """The spreadsheet as it will be once the keys that this link does not go on with are gone."""
    tabs = dict(snapshot.tabs)
    for link in base.uncleared(db, snapshot.spreadsheet_id):
        if goes_on(db, wish, link):
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


def in_the_way(db: Database, new: NewLink, wish: Wish) -> list[int]:
    """The links that ended whose keys are to be cleared before this one is made."""
    return [one.id for one in left_on(db, new) if not goes_on(db, wish, one)]


def go_on(db: Database, link_id: int, new: NewLink, at: str) -> None:
    """A link made again takes over the keys that an ended one of the same checklist left."""
    for was in left_on(db, new):
        if was.checklist == new.checklist:
            base.hand_rows(db, was.id, link_id)
            base.set_cleared(db, was.id, at)
