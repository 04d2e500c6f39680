"""Takes away what a link added to a sheet: our keys, our column, the hidden tab."""

from collections.abc import Mapping, Sequence

from sync import base, journal
from sync.base import Link
from sync.client import GoogleRefused, OutcomeUnknown
from sync.core.layout import Lost
from sync.core.plan import same
from sync.core.plan_keys import KEY_HEADING, cell_group
from sync.core.plan_layout import stand
from sync.core.plan_read import Table, read_table
from sync.core.refusal import Refused
from sync.core.tab import Tab
from sync.core.text import fold
from sync.core.writes import Debt, Group
from sync.journal import Change
from sync.months import every_tab
from sync.replicas.google_batch import HIDDEN_ID
from sync.replicas.google_read import Snapshot
from sync.replicas.local import Edit
from sync.reports import Told, UnitReport
from sync.round import Round
from sync.round_link import pay
from sync.setting import Setting, Work

LEFT = (
    "Đã gỡ nối, nhưng chưa vào được bảng nên cột “Mã” và trang ẩn “_soviec” còn ở đó; đơn vị có "
    "thể tự xoá."
)
DONE = "Đã gỡ: các mã do Sổ Việc ghi đã được xoá, mã đơn vị tự ghi còn nguyên."


class Unlinking(Round):
    """A round that clears, under guard, exactly the keys that are ours."""

    def close(self) -> None:
        """Clear what we added; the link is closed even where the sheet cannot be opened."""
        self.run()
        for link in self.links:
            report = self.reports[link.id]
            if not report.read or report.outcome == "failed":
                self._close(link, LEFT)

    def _plan(self, snapshot: Snapshot) -> dict[int, Work]:
        debts = journal.debts(self.db, self.id)
        works = {}
        for link in self.links:
            tabs = every_tab(self.db, self.setting.local, link, snapshot)
            works[link.id] = self._clear(link, tabs, debts) if tabs else Work()
        self.hidden = HIDDEN_ID in snapshot.tabs
        return works

    def _clear(self, link: Link, tabs: Sequence[Tab], debts: Mapping[int, Debt]) -> Work:
        work = Work()
        live = pay(self.setting, link, tabs[0], debts, work)
        if link.read_only or self._shared(link):
            return work
        for tab in (live, *tabs[1:]):
            work.groups += self._keys(link, tab)
        return work

    def _keys(self, link: Link, tab: Tab) -> list[Group]:
        """The cells of one tab that hold a key of ours, and our heading."""
        checklist = self.setting.local.read(link.checklist)
        layout = stand(link.layout, tab, own_key=link.own_key_column, nodes=checklist.nodes)
        if isinstance(layout, Lost):
            return []
        table = read_table(tab, layout, checklist.nodes, checklist.year, link.unit_column)
        ours = base.our_keys(self.db, link.id)
        cells = [
            cell_group(table, link.id, row.row, (row.key_cell, None))
            for row in table.rows
            if row.key_cell in ours
        ]
        return [*cells, *self._heading(link, table)]

    def _heading(self, link: Link, table: Table) -> list[Group]:
        row, column = table.layout.header_rows[1], table.key_column
        cell = table.tab.cell(row, column)
        if not link.own_key_column or fold(cell.text) != fold(KEY_HEADING):
            return []
        return [cell_group(table, link.id, row, (str(cell.value), None))]

    def _shared(self, link: Link) -> bool:
        """Another link of the same tab goes on using the keys: they become its own."""
        for other in base.links_of(self.db, self.id):
            same_tab = (other.spreadsheet_id, other.sheet_id) == (self.id, link.sheet_id)
            if same_tab and other.id != link.id:
                base.hand_keys(self.db, link.id, other.id)
                return True
        return False

    def _finish(self, works: Mapping[int, Work]) -> None:  # noqa: ARG002 - the round's own hook
        for link in self.links:
            self._close(link, DONE)
        if self.hidden and not base.links_of(self.db, self.id):
            self.remove = True

    def _close(self, link: Link, message: str) -> None:
        report = self.reports[link.id]
        report.outcome, report.message = "synced", message
        base.close_link(self.db, link.id, self.setting.at)

    hidden = False
    remove = False

    def remove_hidden(self) -> None:
        """With the last link of a spreadsheet the hidden tab goes."""
        if not self.remove:
            return
        try:
            self.google.change(self.id, [{"deleteSheet": {"sheetId": HIDDEN_ID}}])
        except (GoogleRefused, OutcomeUnknown):
            for link in self.links:
                self.reports[link.id].message = LEFT


def give_back(setting: Setting, link: Link, report: UnitReport) -> None:
    """Set what was pulled back to what stood there before, where nobody has edited since."""
    first: dict[tuple[str, str], Change] = {}
    last: dict[tuple[str, str], Change] = {}
    for change in journal.changes_of_link(setting.db, link.id):
        if change.direction == "in":
            first.setdefault((change.key, change.field), change)
            last[change.key, change.field] = change
    checklist = setting.local.read(link.checklist)
    entries = {entry.key: entry for entry in checklist.entries}
    for (key, name), change in last.items():
        entry = entries.get(key)
        old = first[key, name].old
        if entry is None or name == "text" or not same(entry.values.get(name), change.new):
            continue
        edit = Edit(key, name, change.new, old)
        try:
            setting.local.apply(link.checklist, [edit], setting.undoing)
        except Refused:
            continue
        report.changes.append(Told(key, name, change.new, old, "in"))
