"""What a person decides about links: conflicts, questions, modes, policies."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database

from sync import base, conflicts, questions
from sync.answering import Answering
from sync.base import Link
from sync.conflicts import Conflict
from sync.core.plan import same
from sync.core.refusal import Refused
from sync.messages import CLOSED
from sync.questions import AskedQuestion, Given
from sync.replicas.local import Edit, LocalReplica, Origin
from sync.reports import UnitReport
from sync.transaction import write_tx


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """One link as `sync status` tells it; `state` is new, ok, held or failed."""

    link: Link
    unit: str
    plan: str
    conflicts: int
    questions: int


class Deciding:
    """The part of the engine that needs no request to Google."""

    def __init__(self, db: Database, local: LocalReplica, now: Callable[[], float]) -> None:
        self.db, self.local, self.now = db, local, now

    def _at(self) -> str:
        return datetime.fromtimestamp(self.now(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _unit(self, link: Link) -> UnitReport:
        checklist = self.local.read(link.checklist)
        return UnitReport(link.id, checklist.unit, checklist.plan)

    def conflicts(self, link: int | None = None) -> list[Conflict]:
        """What both sides wrote differently and nobody decided; none of a closed year."""
        found = conflicts.open_conflicts(self.db, link)
        here = self._decidable({one.link for one in found})
        return [one for one in found if one.link in here]

    def _decidable(self, links: Iterable[int]) -> set[int]:
        """The open links of open years: nothing is decided for the others."""
        found = [base.link(self.db, one) for one in links]
        return {
            one.id
            for one in found
            if one and one.state != "closed" and not self.local.read(one.checklist).closed
        }

    def settle(self, conflict: int, side: str, *, by: str) -> None:
        """`side`: local, sheet or both (joins texts). The next round carries it to the sheet.

        Raises Refused where it is settled, a value changed since, or the field cannot be joined.
        """
        with write_tx(self.db):
            one = conflicts.conflict(self.db, conflict)
            if one is None:
                raise Refused("Ô này đã được quyết định rồi.", status=409)
            link = base.link(self.db, one.link)
            if link is None or link.state == "closed":
                raise Refused(
                    "Bảng này đã gỡ nối nên không quyết định ô này được nữa. Nối lại bảng thì ô "
                    "ấy được hỏi lại.",
                    status=409,
                )
            if self.local.read(link.checklist).closed:
                raise Refused(CLOSED, status=409)
            if side == "both" and one.field not in conflicts.JOINABLE:
                raise Refused("Chỉ nối được hai giá trị của kết quả, minh chứng, ghi chú.")
            self._settle(link, one, side, by)

    def _settle(self, link: Link, one: Conflict, side: str, by: str) -> None:
        checklist = self.local.read(link.checklist)
        entry = next((e for e in checklist.entries if e.key == one.key), None)
        now = None if entry is None else entry.text if one.field == "text" else None
        if entry is not None and one.field != "text":
            now = entry.values.get(one.field)
        if entry is None or not same(now, one.local):
            raise Refused("Giá trị vừa được sửa. Hãy đồng bộ lại rồi quyết định.", status=409)
        origin = Origin(by=by, kind="web", at=self._at())
        chosen = {"local": one.local, "sheet": one.sheet}.get(
            side, conflicts.joined(one.local, one.sheet)
        )
        if not same(chosen, now):
            edit = Edit(one.key, one.field, now, chosen)
            self.local.apply(link.checklist, [edit], origin)
        if side == "local":
            lost = Edit(one.key, one.field, one.local, one.sheet)
            self.local.remember(link.checklist, [lost], origin)
        # The person has seen the sheet's value: it is the common ancestor from here on.
        base.agree(self.db, link.id, one.key, one.field, one.sheet)
        conflicts.close(self.db, one.id, side, by, self._at())

    def settle_all(self, *, by: str, link: int | None = None) -> int:
        """Take every proposal; gives how many were settled."""
        settled = 0
        for one in self.conflicts(link):
            try:
                self.settle(one.id, conflicts.proposal(one.field), by=by)
            except Refused:
                continue
            settled += 1
        return settled

    def questions(self, link: int | None = None) -> list[AskedQuestion]:
        """Rows that are held, cells that cannot be read: what a person must decide or know.

        Those that wait for an answer first; none of a closed year.
        """
        found = questions.open_questions(self.db, link)
        here = self._decidable({one.link for one in found})
        return sorted((one for one in found if one.link in here), key=lambda one: not one.waits)

    def answer(self, question: int, told: str, *, by: str) -> None:
        """`told` as `Answering.take` says; the next rounds honour it and ask no more.

        Raises Refused where the question is answered already, or the answer does not fit.
        """
        with write_tx(self.db):
            one = questions.question(self.db, question)
            link = base.link(self.db, one.link) if one else None
            if one is None or link is None:
                raise Refused("Câu hỏi này không còn.", status=404)
            origin = Origin(by=by, kind="web", at=self._at())
            Answering(self.db, self.local, link, origin).take(one, told)

    def answered(self, link: int) -> list[Given]:
        """The answers given about a link's rows, the newest first."""
        return questions.given(self.db, link)

    def ask_again(self, link: int, about: str) -> None:
        """The next round asks this anew."""
        with write_tx(self.db):
            questions.take_back(self.db, link, about)

    def allow(self, link: int) -> None:
        """Let a held round pass once: the unit did mean it."""
        with write_tx(self.db):
            base.set_allow(self.db, link, allow=True)

    def set_modes(self, link: int, *, read_only: bool, add_rows: bool) -> None:
        with write_tx(self.db):
            base.set_modes(self.db, link, read_only=read_only, add_rows=add_rows)

    def set_policy(self, link: int, policy: Mapping[str, str]) -> None:
        """Per field: ask (the default), local or sheet."""
        with write_tx(self.db):
            base.set_policy(self.db, link, policy)

    def status(self) -> list[LinkStatus]:
        """Every open link with its health."""
        told = []
        for link in base.open_links(self.db):
            unit = self._unit(link)
            told.append(
                LinkStatus(
                    link,
                    unit.unit,
                    unit.plan,
                    len(self.conflicts(link.id)),
                    sum(one.waits for one in self.questions(link.id)),
                )
            )
        return told
