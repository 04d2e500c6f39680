"""Takes a person's answer to a question about rows; what it leaves out stays in the history."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from sync import base, questions
from sync.base import Link
from sync.core.plan import same
from sync.core.plan_ask import (
    DIFFER,
    DROP,
    KEEP,
    OWN,
    PARTS,
    SKIP,
    Shown,
    members,
    news,
    stored_at,
)
from sync.core.plan_read import norm
from sync.core.refusal import Refused
from sync.questions import AskedQuestion
from sync.replicas.local import Edit, LocalChecklist, LocalReplica, Origin

ROW_GONE = "Dòng không còn trong bảng của đơn vị"


@dataclass(frozen=True, slots=True)
class Answering:
    """One answer on its way; every method works inside the caller's transaction."""

    db: Database
    local: LocalReplica
    link: Link
    origin: Origin

    def take(self, one: AskedQuestion, told: str) -> None:
        """Keep the answer, do what it says on the intranet's side, close the question.

        `told` by kind. match, code, text: a key, several joined by "+", "own" or "skip". twice:
        the `answer` of one of its rows, "parts" or "skip". gone: "keep" or "dropped". several:
        the key whose value all take, or "differ". News is put away whatever is told. Raises
        Refused (Vietnamese) for what does not fit.
        """
        checklist = self.local.read(self.link.checklist)
        if one.kind in ("match", "code", "text"):
            self._row(one, told, checklist)
        elif one.kind == "twice":
            self._twice(one, told, checklist)
        elif one.kind == "gone":
            self._gone(one, told, checklist)
        elif one.kind == "several":
            self._several(one, told, checklist)
        else:
            told = news(one.text)
        questions.close(self.db, one.id)
        if one.kind == "several" and told != DIFFER:
            # They agree now; should they differ again, that is another question.
            return
        words = norm(one.rows[0].text) if one.kind == "text" and one.rows else ""
        about = words or stored_at(one.kind, one.about)
        questions.answer(self.db, self.link.id, about, told, self.origin.by, self.origin.at)

    def _row(self, one: AskedQuestion, told: str, checklist: LocalChecklist) -> None:
        if told not in (OWN, SKIP):
            self._check_keys(one, members(told), checklist)
        if one.kind != "text":
            return
        shown = one.rows[0] if one.rows else Shown("", 0, "")
        if not norm(shown.text):
            if told not in (one.about, SKIP):
                raise Refused("Dòng không còn nội dung. Hãy chọn vẫn là việc này, hoặc để riêng.")
            # The wording that stands here is wanted in the sheet again.
            base.agree(self.db, self.link.id, one.about, "text", None)
        if told != one.about:
            self._remember(one.about, [shown], checklist)

    def _check_keys(
        self, one: AskedQuestion, keys: tuple[str, ...], checklist: LocalChecklist
    ) -> None:
        items = {node.key for node in checklist.nodes if node.role == "item"}
        unknown = [key for key in keys if key not in items and key != one.about]
        if unknown:
            raise Refused(f"Kế hoạch không có mục {', '.join(unknown)}.")
        rows = base.known_rows(self.db, self.link.id)
        gone = {
            q.about for q in questions.open_questions(self.db, self.link.id) if q.kind == "gone"
        }
        there = {key.split("/")[0] for row in rows if row not in gone for key in members(row)}
        joint = {key for row in rows if len(members(row)) > 1 for key in members(row)}
        clash = sorted(set(keys) & (there if len(keys) > 1 else joint) - {one.about})
        if clash:
            raise Refused(
                f"Mục {', '.join(clash)} đã có ở dòng khác của bảng nên dòng này không đứng chung "
                "được. Hãy bỏ mục đó ra, hoặc chọn một mục."
            )

    def _twice(self, one: AskedQuestion, told: str, checklist: LocalChecklist) -> None:
        if told == PARTS:
            if one.about not in {node.key for node in checklist.nodes if node.role == "item"}:
                raise Refused("Chỉ mục của kế hoạch mới chia được thành nhiều phần.")
        elif told != SKIP and told not in {row.answer for row in one.rows}:
            raise Refused("Bảng vừa được sửa. Hãy đồng bộ lại rồi trả lời.", status=409)
        else:
            rest = [row for row in one.rows if row.answer != told]
            self._remember(one.about, rest, checklist)

    def _remember(self, key: str, rows: Iterable[Shown], checklist: LocalChecklist) -> None:
        """What the rows say that were not chosen, in the history of the entry they name."""
        entries = {entry.key: entry for entry in checklist.entries}
        edits = [
            Edit(one, name, entries[one].values.get(name), value)
            for one in members(key)
            if one in entries
            for row in rows
            for name, value in row.values.items()
            if not same(value, entries[one].values.get(name))
        ]
        self.local.remember(self.link.checklist, edits, self.origin)

    def _gone(self, one: AskedQuestion, told: str, checklist: LocalChecklist) -> None:
        if told not in (KEEP, DROP):
            raise Refused("Hãy chọn vẫn giữ việc này, hoặc không thực hiện nữa.")
        if told == DROP:
            entries = {entry.key: entry for entry in checklist.entries}
            there = [entries[key] for key in members(one.about) if key in entries]
            edits = [
                edit
                for entry in there
                for edit in (
                    Edit(entry.key, "state", entry.values.get("state"), "dropped"),
                    Edit(entry.key, "reason", None, ROW_GONE),
                )
            ]
            self.local.apply(self.link.checklist, edits, self.origin)

    def _several(self, one: AskedQuestion, told: str, checklist: LocalChecklist) -> None:
        key, _, name = one.about.rpartition(" ")
        if told == DIFFER:
            return
        values = {entry.key: entry.values.get(name) for entry in checklist.entries}
        keys = [each for each in members(key) if each in values]
        if told not in keys:
            raise Refused("Hãy chọn một trong các mục của dòng này.")
        edits = [Edit(each, name, values[each], values[told]) for each in keys if each != told]
        self.local.apply(self.link.checklist, edits, self.origin)
