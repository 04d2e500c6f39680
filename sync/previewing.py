"""Previews a link with its first round; everything it did is rolled back."""

from collections.abc import Callable
from dataclasses import replace

from sqlite_utils import Database

from sync import base, conflicts, copied, journal, linking, months, relinking
from sync.core.refusal import Refused
from sync.linking import LinkPreview, Wish
from sync.messages import CLEARED_FIRST
from sync.replicas.google_read import Snapshot
from sync.replicas.local import LocalReplica
from sync.reports import Told, UnitReport
from sync.round import DryRun
from sync.round_link import work_link
from sync.setting import Setting
from sync.transaction import write_tx


def preview(
    db: Database,
    local: LocalReplica,
    wish: Wish,
    seen: tuple[Snapshot, str],
    add: Callable[[LinkPreview], int],
) -> LinkPreview:
    """What linking would mean; `seen` is the spreadsheet and when it was read, `add` stores a
    link."""
    snapshot, at = seen
    found: list[LinkPreview] = []
    try:
        with write_tx(db):
            copied.inherit(db, snapshot, at)
            cleared = relinking.as_cleared(db, local, wish, snapshot)
            told = linking.look(db, wish, cleared, local.read(wish.checklist))
            if told.new is not None:
                if cleared.tabs[told.new.sheet_id] != snapshot.tabs[told.new.sheet_id]:
                    told = replace(told, warnings=(CLEARED_FIRST, *told.warnings))
                told = _first_round(db, local, told, (cleared, at), add)
            found.append(told)
            raise DryRun
    except DryRun:
        pass
    return found[0]


def _first_round(
    db: Database,
    local: LocalReplica,
    told: LinkPreview,
    seen: tuple[Snapshot, str],
    add: Callable[[LinkPreview], int],
) -> LinkPreview:
    snapshot, at = seen
    checklist = local.read(told.wish.checklist)
    report = UnitReport(0, checklist.unit, checklist.plan)
    run = journal.start_run(db, "dry", "", at)
    link_id = add(told)
    link = base.link(db, link_id)
    if link is None:
        raise Refused("Nối này không còn.")
    today = months.of_today(db, local, link, snapshot)
    work = work_link(Setting(db, local, run, at, ""), link, today, {}, report)
    return replace(
        told,
        pulls=tuple(change for change in report.changes if change.direction == "in"),
        pushes=tuple(
            Told(g.key, g.field, None, g.value, "out") for g in work.groups if g.kind == "value"
        ),
        differs=tuple(
            (one.key, one.field, one.local, one.sheet)
            for one in conflicts.open_conflicts(db, link_id)
        ),
    )
