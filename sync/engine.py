"""The sync as the intranet uses it: link, run, settle, undo."""

import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from sync import (
    base,
    copied,
    giving_back,
    hints,
    journal,
    months,
    previewing,
    questions,
    relinking,
    undoing,
)
from sync.base import Link, NewLink
from sync.client import GoogleRefused
from sync.core.refusal import Refused
from sync.deciding import Deciding, LinkStatus
from sync.lease import leased
from sync.linking import LinkPreview, Wish
from sync.messages import BUSY, NOT_CLEARED, refused_reading
from sync.replicas.google import Drive, Google
from sync.replicas.local import LocalReplica
from sync.reports import RunReport, run_json
from sync.round import Round, Tools
from sync.setting import Setting, Undo
from sync.transaction import write_tx
from sync.unlinking import LEFT, Unlinking

__all__ = ["Engine", "LinkStatus", "Progress"]

READS_PER_MINUTE = 55

Progress = Callable[[int, int, float], None]
"""Called with (spreadsheets done, spreadsheets in all, seconds left as far as the quota tells)."""


def _nothing(_step: str) -> None:
    return


class Engine(Deciding):
    """All of the sync on one connection; `local` is the intranet's side on the same connection.

    `now` gives seconds since the epoch, `new_id` operation ids; `checkpoint` is called after each
    step of a round with its name (tests crash there).
    """

    def __init__(
        self,
        db: Database,
        local: LocalReplica,
        google: Google,
        *,
        now: Callable[[], float] = time.time,
        new_id: Callable[[], str] = lambda: uuid.uuid4().hex,
        checkpoint: Callable[[str], None] = _nothing,
    ) -> None:
        super().__init__(db, local, now)
        self.google = google
        self.tools = Tools(db, google, new_id, checkpoint)

    # Linking

    def preview(self, wish: Wish) -> LinkPreview:
        """What linking would mean: one read of the spreadsheet, nothing stored or written.

        Raises Refused where the spreadsheet cannot be read.
        """
        try:
            snapshot = self.google.read(wish.spreadsheet_id)
        except GoogleRefused as error:
            raise Refused(refused_reading(error)) from error
        add = partial(self._add, by="")
        return previewing.preview(self.db, self.local, wish, (snapshot, self._at()), add)

    def link(self, preview: LinkPreview, *, by: str) -> tuple[int, RunReport]:
        """Store the link (raises like `store`); its first round, which overwrites neither side."""
        link_id = self.store(preview, by=by)
        return link_id, self.first_round([link_id], by=by)

    def store(self, preview: LinkPreview, *, by: str) -> int:
        """Store the link; its first round is still to come.

        A copy of a linked spreadsheet is taken over, keys that a link of an earlier year left there
        are cleared first. Raises Refused where that could not be, the preview was refused, or the
        tab was linked meanwhile.
        """
        if preview.new is not None:
            if preview.copied:
                copied.take_over(self.db, self.google, preview.new, self._at())
            self._clear_for(preview.new, preview.wish, by)
        try:
            with write_tx(self.db):
                return self._add(preview, by)
        except sqlite3.IntegrityError as error:
            raise Refused("Trang (hoặc cột) này đã được nối rồi.", status=409) from error

    def first_round(
        self, links: Sequence[int], *, by: str, progress: Progress | None = None
    ) -> RunReport:
        """The first round of links just stored, as one run."""
        return self._go("link", links, by, progress=progress)

    def _clear_for(self, new: NewLink, wish: Wish, by: str) -> None:
        others = relinking.in_the_way(self.db, new, wish)
        for one in self.clear(others, by=by).units if others else ():
            if one.outcome != "synced":
                raise Refused(f"{NOT_CLEARED} {one.message.removeprefix(LEFT).strip()}", status=409)

    def _add(self, preview: LinkPreview, by: str) -> int:
        if preview.new is None:
            raise Refused(preview.refuse or "Bảng này chưa nối được.")
        link_id = base.add_link(self.db, preview.new, by, self._at())
        relinking.go_on(self.db, link_id, preview.new, self._at())
        link = base.link(self.db, link_id)
        if preview.wish.months and link is not None:
            months.follow(self.db, link)
        for about, told in preview.wish.answers:
            questions.answer(self.db, link_id, about, told, by, self._at())
        return link_id

    def unlink(self, link: int, *, by: str, give_back: bool = False) -> RunReport:
        """Clear the keys we wrote that still hold our key, then forget the link.

        The hidden tab goes with the last link of a spreadsheet. `give_back` sets what was pulled
        back to what stood there before, where nobody has edited since. Raises Refused where there
        is no such link.
        """
        one = base.link(self.db, link)
        if one is None or one.state == "closed":
            raise Refused("Nối này không còn.", status=404)
        report = self.clear([link], by=by)
        (unit,) = report.units
        if unit.outcome == "held":
            raise Refused(BUSY, status=409)
        if give_back:
            setting = Setting(self.db, self.local, report.run, self._at(), by)
            with write_tx(self.db):
                giving_back.give_back(setting, one, unit)
                journal.end_run(self.db, report.run, report.ended_at, run_json(report))
        return report

    def clear(
        self, links: Sequence[int], *, by: str, progress: Progress | None = None
    ) -> RunReport:
        """End these links where they have not ended; take what they added out of their sheets.

        A link whose sheet could not be cleared is told as failed and can be cleared again.
        """
        return self._go("unlink", links, by, progress=progress)

    def _ended(self, report: RunReport, before: Mapping[str, int]) -> RunReport:
        sent = self.google.client.counts
        report.requests = {name: sent[name] - before.get(name, 0) for name in sent}
        report.ended_at = self._at()
        journal.end_run(self.db, report.run, report.ended_at, run_json(report))
        return report

    # Running

    def run(
        self,
        links: Sequence[int] | None = None,
        *,
        dry_run: bool = False,
        by: str = "Đồng bộ",
        progress: Progress | None = None,
    ) -> RunReport:
        """One round over the links given, or all; never raises for one link's trouble."""
        return self._go("dry" if dry_run else "run", links, by, progress=progress)

    def undo(self, run: int, *, by: str) -> RunReport:
        """Bring both sides back where nobody has edited since; the report says where somebody has.

        Raises Refused where there is no such run, or it was a dry one or took links off.
        """
        done = journal.run(self.db, run)
        if done is None:
            raise Refused(f"Không có lượt đồng bộ số {run} để hoàn tác.", status=404)
        if done.kind == "dry":
            raise Refused(f"Lượt {run} chỉ xem trước, chưa ghi gì nên không có gì để hoàn tác.")
        if done.kind == "unlink":
            raise Refused("Lượt gỡ bảng không hoàn tác được. Muốn dùng lại thì nối lại bảng.")
        undo = Undo(undoing.carried(self.db, run))
        links = sorted({link for link, _, _ in undo.changes})
        report = self._go("undo", links, by, undo=undo, undone=run)
        setting = Setting(self.db, self.local, report.run, report.started_at, by, undo)
        here = {unit.link for unit in report.units}
        gone = [base.link(self.db, link) for link in links if link not in here]
        with write_tx(self.db):
            undoing.say(setting, report, [self._unit(one) for one in gone if one])
            journal.end_run(self.db, report.run, report.ended_at, run_json(report))
        return report

    def _go(
        self,
        kind: str,
        links: Sequence[int] | None,
        by: str,
        *,
        progress: Progress | None = None,
        undo: Undo | None = None,
        undone: int | None = None,
    ) -> RunReport:
        dry = kind == "dry"
        at = self._at()
        run = journal.start_run(self.db, kind, by, at, undone)
        report = RunReport(run, at, dry_run=dry)
        before = dict(self.google.client.counts)
        ending = kind == "unlink"
        wanted = base.open_links(self.db) if links is None else self._named(links, ended=ending)
        setting = Setting(self.db, self.local, run, at, by, undo or Undo())
        sheets: dict[str, list[Link]] = defaultdict(list)
        for one in wanted:
            sheets[one.spreadsheet_id].append(one)
        order = list(sheets) if links is not None else self._worth_reading(sheets)
        unread = [one for name in sheets if name not in order for one in sheets[name]]
        report.units += [self._unit(one) for one in unread]
        for done, spreadsheet_id in enumerate(order):
            if progress:
                progress(done, len(order), (len(order) - done) * 60 / READS_PER_MINUTE)
            job = Unlinking if ending else Round
            read = self._spreadsheet(job, setting, sheets[spreadsheet_id], report)
            if read and not dry and not ending and len(sheets) > hints.FEW:
                hints.was_read(self.db, spreadsheet_id, self.now())
        return self._ended(report, before)

    def _named(self, links: Sequence[int], *, ended: bool) -> list[Link]:
        found = [base.link(self.db, number) for number in dict.fromkeys(links)]
        return [one for one in found if one is not None and (ended or one.state != "closed")]

    def _worth_reading(self, sheets: Mapping[str, Sequence[Link]]) -> list[str]:
        """Few spreadsheets are all read; of many those that may have changed, or are due."""
        if len(sheets) <= hints.FEW:
            return list(sheets)
        try:
            drive = Drive(self.google.client)
            return hints.candidates(self.db, self.local, drive, sheets, self.now())
        except GoogleRefused:
            return list(sheets)

    def _spreadsheet(
        self, kind: type[Round], setting: Setting, links: Sequence[Link], report: RunReport
    ) -> bool:
        """The round of the links of one spreadsheet; gives whether it was read."""
        spreadsheet_id = links[0].spreadsheet_id
        units = {one.id: self._unit(one) for one in links}
        report.units += units.values()
        holder = f"{setting.run}"
        with leased(self.db, spreadsheet_id, holder, self.now()) as ours:
            if not ours:
                for unit in units.values():
                    unit.outcome, unit.message = "held", BUSY
                return False
            job = kind(self.tools, setting, spreadsheet_id, links, units)
            if report.dry_run:
                job.dry()
            else:
                job.run()
        return any(unit.read for unit in units.values())
