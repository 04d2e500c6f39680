"""Takes away what a link added to a sheet: our keys, their heading, the hidden tab."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from sqlite_utils import Database

from sync import base, journal
from sync.base import Link
from sync.client import GoogleRefused, OutcomeUnknown
from sync.core.plan_keys import KEY_HEADING, cell_group, keyed_at, left_behind
from sync.core.plan_layout import stand
from sync.core.plan_place import Place
from sync.core.plan_read import Table, norm, read_table
from sync.core.relocate import Lost
from sync.core.tab import Tab
from sync.core.text import fold
from sync.core.writes import Debt, Group
from sync.messages import KEYS_FILTERED, OR_READ_ONLY
from sync.months import every_tab
from sync.replicas.google_batch import HIDDEN_ID
from sync.replicas.google_read import Snapshot
from sync.replicas.local import LocalReplica
from sync.reports import UnitReport
from sync.round import Parcel, Round
from sync.round_link import pay
from sync.setting import Work
from sync.transaction import write_tx

LEFT = (
    "Đã gỡ nối, nhưng mã do Sổ Việc ghi và trang ẩn “_soviec” chưa xóa hết. Hãy xóa lại sau, ở "
    "trang Bảng tính."
)
NOT_FOUND = (
    "Đã gỡ. Không còn thấy bảng đã nối trong trang, nên mã do Sổ Việc ghi, nếu còn, thì đơn vị tự "
    "xóa."
)
DONE = "Đã gỡ: các mã do Sổ Việc ghi đã được xóa, mã đơn vị tự ghi còn nguyên."


class Unlinking(Round):
    """A round that clears, under guard, exactly the keys that are ours.

    Its links end before anything is sent: a round that comes between writes no key again. One
    that was not cleared (no access, a person in the same cells, a crash) is cleared by the next
    such round (`base.uncleared`).
    """

    hidden = False

    def run(self) -> None:
        self.columns: dict[tuple[int, int], int] = {}
        self.unfound: set[int] = set()
        with write_tx(self.db):
            for link in self.links:
                base.close_link(self.db, link.id, self.setting.at)
        super().run()
        clean = [link for link in self.links if self._clean(link)]
        others = base.uncleared(self.db, self.id)
        if all(other.id in {link.id for link in clean} for other in others):
            clean = clean if self._remove_hidden() else []
        with write_tx(self.db):
            for link in self.links:
                done = NOT_FOUND if link.id in self.unfound else DONE
                self._end(self.reports[link.id], done if link in clean else LEFT)
            for link in clean:
                base.set_cleared(self.db, link.id, self.setting.at)

    def _clean(self, link: Link) -> bool:
        report = self.reports[link.id]
        return report.read and report.outcome not in ("held", "failed")

    def _fail(self, link: Link, message: str, outcome: str = "failed") -> None:
        super()._fail(link, message.replace(OR_READ_ONLY, ""), outcome)

    def _end(self, report: UnitReport, message: str) -> None:
        if message == LEFT:
            report.outcome = "failed"
            report.message = f"{LEFT} {report.message}".strip()
        else:
            report.outcome, report.message = "synced", message

    def _plan(self, snapshot: Snapshot) -> dict[int, Work]:
        debts = self._owed()
        self.hidden = HIDDEN_ID in snapshot.tabs
        works = {
            link.id: self._clear(link, snapshot, debts)
            for link in self.links
            if self.reports[link.id].outcome != "failed"
        }
        if any(work.restores for work in works.values()):
            # What a write of ours hit by mistake is put back first; then the sheet is read again.
            return {number: replace(work, groups=[]) for number, work in works.items()}
        # Links of one tab share a column of keys: each cell is cleared once.
        seen: set[tuple[int, int, int]] = set()
        for work in works.values():
            work.groups = [group for group in work.groups if not seen.issuperset(places(group))]
            seen.update(place for group in work.groups for place in places(group))
        return works

    def _clear(self, link: Link, snapshot: Snapshot, debts: Mapping[int, Debt]) -> Work:
        work = Work()
        waiting = 0
        shared = self._shared(snapshot)
        for at, tab in enumerate(every_tab(self.db, self.setting.local, link, snapshot)):
            here = Work()
            now = pay(self.setting, link, tab, debts, here) if at == 0 else tab
            if tab.sheet_id in shared:
                # They become the other link's own.
                base.hand_keys(self.db, link.id, shared[tab.sheet_id].id)
            else:
                here.groups += self._ours(link, now)
            waiting += here.hold_back(tab)
            work.groups += here.groups
            work.restores += here.restores
        report = self.reports[link.id]
        report.outcome = "held" if waiting else "unchanged"
        report.message = KEYS_FILTERED.format(cells=waiting) if waiting else ""
        return work

    def _owed(self) -> dict[int, Debt]:
        """What must be put back; a key of ours, or our heading, that was cleared is cleared."""
        owed = {}
        keys = {link.id: {KEY_HEADING, *base.our_keys(self.db, link.id)} for link in self.links}
        for number, debt in journal.debts(self.db, self.id).items():
            if debt.field == "key" and debt.was in keys.get(debt.link, ()):
                journal.paid(self.db, number)
            else:
                owed[number] = debt
        return owed

    def _ours(self, link: Link, tab: Tab) -> list[Group]:
        if isinstance(stand(link.layout, tab, own_key=False), Lost):
            self.unfound.add(link.id)
        place = (link.id, tab.sheet_id)
        groups = ours(self.db, self.setting.local, link, tab, self.columns.get(place))
        self.columns.update((place, group.key_column) for group in groups)
        return groups

    def _shared(self, snapshot: Snapshot) -> dict[int, Link]:
        """The tabs whose keys an open link goes on using, in whichever month it is now."""
        return {
            tab.sheet_id: other
            for other in base.links_of(self.db, self.id)
            for tab in every_tab(self.db, self.setting.local, other, snapshot)
        }

    def _send(self, snapshot: Snapshot, parcel: Parcel, works: Mapping[int, Work]) -> bool:
        self.hidden = True
        more = any(group.kind != "heading" for group in parcel.flight.groups)
        again = super()._send(snapshot, parcel, works)
        return again or (more and any(map(self._clean, self.links)))

    def _finish(self, works: Mapping[int, Work]) -> None:
        """Nothing is agreed with a sheet that is let go of."""

    def _remove_hidden(self) -> bool:
        """With the last link of a spreadsheet the hidden tab goes; gives whether it may be so."""
        if not self.hidden or base.links_of(self.db, self.id):
            return True
        try:
            self.google.change(self.id, [{"deleteSheet": {"sheetId": HIDDEN_ID}}])
        except (GoogleRefused, OutcomeUnknown):
            return False
        return True


def ours(
    db: Database, local: LocalReplica, link: Link, tab: Tab, column: int | None = None
) -> list[Group]:
    """The cells of one tab that hold a key of ours, each to be emptied; after them our heading.

    Our column is known by its heading and its keys: the heading stays as long as a key stands
    under it. `column` is where keys stood before they were cleared; without it they may stand
    under another heading.
    """
    keys = base.our_keys(db, link.id)
    checklist = local.read(link.checklist)
    layout = stand(link.layout, tab, own_key=link.own_key_column, nodes=checklist.nodes)
    if not keys or isinstance(layout, Lost):
        return []
    table = read_table(tab, layout, checklist.nodes, checklist.year, link.unit_column)
    cells = [
        replace(cell_group(table, link.id, row.row, (row.key_cell, None)), kind="stale")
        for row in table.rows
        if row.key_cell in keys
    ]
    if column is not None:
        return cells or [*_heading(link, table)] or [*_heading(link, keyed_at(table, column))]
    return cells or [*_heading(link, table)] or _headless(db, link, table, keys)


def _headless(db: Database, link: Link, table: Table, keys: Collection[str]) -> list[Group]:
    """Our keys where the unit has put another heading above them."""
    known = {norm(was.text): key for key, was in base.known_rows(db, link.id).items()}
    places = [Place(known[norm(r.text)], r) for r in table.rows if norm(r.text) in known]
    return left_behind(table, link.id, places, keys) if link.own_key_column else []


def _heading(link: Link, table: Table) -> Iterator[Group]:
    row, column = table.layout.header_rows[1], table.key_column
    cell = table.tab.cell(row, column)
    if link.own_key_column and fold(cell.text) == fold(KEY_HEADING):
        yield cell_group(table, link.id, row, (str(cell.value), None))


def places(group: Group) -> list[tuple[int, int, int]]:
    """Sheet id, row, column of each cell of the group."""
    return [(group.sheet_id, group.row, change.column) for change in group.cells]
