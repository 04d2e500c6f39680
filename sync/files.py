"""The sync of files: a checklist goes out as .xlsx, a file that comes in is merged like a sheet."""

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from io import BytesIO

from sqlite_utils import Database

from sync import base, conflicts, exports, journal, questions
from sync.conflicts import Conflict
from sync.core.plan_file import plain_rows, values_of
from sync.core.plan_layout import stand
from sync.core.plan_read import read_table
from sync.core.refusal import Refused
from sync.core.relocate import Lost
from sync.file_links import Asker, Found, allowed, find_link, headings
from sync.journal import Change
from sync.months import Months
from sync.questions import AskedQuestion
from sync.replicas.local import Edit, LocalChecklist, LocalReplica, Origin
from sync.replicas.workbook_export import Heading, Stamp, as_bytes, build, seal
from sync.replicas.workbook_layout import layout
from sync.replicas.workbook_read import Book
from sync.replicas.xlsxfile import read_xlsx
from sync.reports import RunReport, Told, UnitReport, run_json
from sync.round import DryRun
from sync.round_link import work_link
from sync.setting import Setting
from sync.transaction import write_tx

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without what is misread on paper: the version is printed above the table."""


def new_export_id() -> str:
    return "SV-" + "".join(secrets.choice(_ALPHABET) for _ in range(10))


@dataclass(frozen=True, slots=True)
class FileSetting(Setting):
    """A round's setting where the unit's side is a file."""

    @property
    def origin(self) -> Origin:
        return Origin(by=self.by, kind="xlsx", at=self.at, run=self.run)

    @property
    def waits(self) -> str:
        return "ô ở Sổ Việc mới hơn tệp"

    @property
    def lost(self) -> str:
        return "Hãy ghi lại tiêu đề, cột ấy vào tệp rồi nhập lại."


@dataclass(frozen=True, slots=True)
class Titles:
    """What the office prints above the table; unset ones are empty."""

    title: str
    issuer: str = ""
    superior: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a file in came to; `differs` and `asked` stand open, in a dry run would."""

    report: RunReport
    differs: tuple[Conflict, ...] = ()
    asked: tuple[AskedQuestion, ...] = ()

    @property
    def unit(self) -> UnitReport:
        return self.report.units[0]


def _none(_checklist: int) -> Sequence[str]:
    return ()


class Files:
    """The file side of the sync, on one connection; `local` is the intranet's side on the same.

    `others` gives the names of the units that a checklist is not of: a file with one is warned of.
    """

    def __init__(
        self,
        db: Database,
        local: LocalReplica,
        *,
        zone: tzinfo = UTC,
        now: Callable[[], float] = time.time,
        new_id: Callable[[], str] = new_export_id,
        others: Callable[[int], Sequence[str]] = _none,
    ) -> None:
        self.db, self.local, self.zone = db, local, zone
        self.now, self.new_id, self.others = now, new_id, others

    def export(self, checklist: int, titles: Titles, *, by: str) -> bytes:
        """The checklist as .xlsx, carrying the version it was made from.

        The base is what our own reader sees in the very file: what a cell cannot hold is no edit.
        """
        with write_tx(self.db):
            told = self.local.read(checklist)
            export = self.new_id()
            made = datetime.fromtimestamp(self.now(), self.zone).strftime("%H:%M ngày %d/%m/%Y")
            book = build(told, Heading(titles.issuer, titles.superior, titles.title, made), export)
            stamp = _stamp(told, export, as_bytes(book))
            exports.keep(self.db, checklist, stamp, by, self._at())
        return seal(book, stamp)

    def take(
        self,
        book: Book,
        checklist: int,
        *,
        by: str,
        dry_run: bool = False,
        allow: bool = False,
        unit_column: int | None = None,
    ) -> Taken:
        """Merge a file into a checklist; nothing is written back into the file.

        Raises Refused for a closed year, another unit's file, a file that is no checklist.
        `allow` lets a file pass that the guards would hold.
        """
        told = self.local.read(checklist)
        if told.closed:
            raise Refused(f"Năm {told.year} đã khóa sổ nên không nhận tệp.", status=409)
        at = self._at()
        asker = Asker(by, at, unit_column, self.others(checklist))
        report = RunReport(0, at, dry_run=dry_run, units=[UnitReport(0, told.unit, told.plan)])
        taken = Taken(report)
        try:
            with write_tx(self.db):
                found = find_link(self.db, book, told, asker)
                report.run = self._start("dry" if dry_run else "run", f"{by} ({book.name})")
                taken = self._merge(allowed(found) if allow else found, book, by, taken)
                report.ended_at = self._at()
                journal.end_run(self.db, report.run, report.ended_at, run_json(report))
                if dry_run:
                    raise DryRun
        except DryRun:
            pass
        return taken

    def _merge(self, found: Found, book: Book, by: str, taken: Taken) -> Taken:
        unit, report = taken.unit, taken.report
        unit.link, unit.read = found.link.id, True
        setting = FileSetting(self.db, self.local, report.run, report.started_at, by)
        work_link(setting, found.link, Months(replace(found.tab, title=book.name)), {}, unit)
        if unit.outcome != "held":
            unit.outcome = (
                "conflict" if unit.conflicts else "synced" if unit.changes else "unchanged"
            )
            base.set_health(self.db, found.link.id, "ok", unit.message)
            base.set_allow(self.db, found.link.id, allow=False)
        unit.message = "; ".join(part for part in (found.message, unit.message) if part)
        return Taken(
            report,
            tuple(conflicts.open_conflicts(self.db, found.link.id)),
            tuple(questions.open_questions(self.db, found.link.id)),
        )

    def undo(self, run: int, *, by: str) -> RunReport:
        """Take back what a file brought, where nobody has edited since; the file stays as it is.

        Raises Refused where there is no such run of a file.
        """
        done = journal.run(self.db, run)
        if done is None or done.kind != "run" or not exports.is_from_file(self.db, run):
            raise Refused(f"Không có lượt nhập tệp số {run} để hoàn tác.", status=404)
        with write_tx(self.db):
            at = self._at()
            number = self._start("undo", by, undone=run)
            report = RunReport(number, at)
            origin = Origin(by=by, kind="undo", at=at, run=number)
            for change in journal.changes(self.db, run):
                self._take_back(change, origin, report)
            report.ended_at = self._at()
            journal.end_run(self.db, number, report.ended_at, run_json(report))
        return report

    def _take_back(self, change: Change, origin: Origin, report: RunReport) -> None:
        link = base.link(self.db, change.link)
        if link is None:
            return
        told = self.local.read(link.checklist)
        unit = next((one for one in report.units if one.link == link.id), None)
        if unit is None:
            unit = UnitReport(link.id, told.unit, told.plan)
            report.units.append(unit)
        entry = next((one for one in told.entries if one.key == change.key), None)
        now = None if entry is None else {**entry.values, "text": entry.text}.get(change.field)
        if now != change.new or (change.field == "text" and change.old is None):
            unit.message = "Ô đã có người sửa sau đó, và dòng đã thêm, được giữ nguyên"
            return
        edit = Edit(change.key, change.field, now, change.old)
        self.local.apply(link.checklist, [edit], origin)
        unit.outcome = "synced"
        unit.changes.append(Told(change.key, change.field, now, change.old, "in"))
        back = Change(link.id, change.key, change.field, now, change.old, "in")
        journal.add_change(self.db, report.run, back)

    def _start(self, kind: str, by: str, undone: int | None = None) -> int:
        run = journal.start_run(self.db, kind, by, self._at(), undone)
        exports.from_file(self.db, run)
        return run

    def _at(self) -> str:
        return datetime.fromtimestamp(self.now(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _stamp(told: LocalChecklist, export: str, data: bytes) -> Stamp:
    """What the file says as it goes out, read back by the code that will read its return."""
    tab = read_xlsx(BytesIO(data))[0]
    here = stand(layout(), tab, own_key=False)
    if isinstance(here, Lost):
        raise TypeError(here.reason)
    tab = plain_rows(tab, here, headings(told))
    table = read_table(tab, here, told.nodes, told.year)
    texts = {row.key_cell: row.text for row in table.rows if row.key_cell}
    values = {
        (key, name): value
        for (key, name), value in values_of(table).items()
        if value is not None and name != "text"
    }
    return Stamp(export, told.plan, told.unit, told.year, values, texts)
