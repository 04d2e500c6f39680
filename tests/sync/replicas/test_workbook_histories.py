"""Random histories of an office and people with files: nothing is lost, nothing reverts."""

import shutil
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from openpyxl import load_workbook

from app.checklists import changes
from app.checklists.sheet import ChecklistReplica
from app.db import migrate
from sync import conflicts
from sync.files import Files, Titles
from sync.replicas.local import Edit, Origin
from sync.replicas.workbook_layout import HEADER_ROW
from sync.replicas.workbook_read import read_book
from sync.transaction import write_tx
from tests.sync.replicas.desk import AT
from tests.sync.world import ITEMS, opened

KEYS = st.sampled_from([item.key for item in ITEMS])
FIELDS = st.sampled_from(["result", "note", "lead"])
EMPTY = Path(mkdtemp()) / "empty.db"


class File:
    """A file on somebody's disk: which cells were ever touched in it, which rows added."""

    def __init__(self, data):
        self.book = load_workbook(BytesIO(data))
        self.touched = set()
        self.added = []

    @property
    def sheet(self):
        return self.book.worksheets[0]

    def row(self, key):
        rows = range(HEADER_ROW + 1, self.sheet.max_row + 1)
        return next(r for r in rows if self.sheet.cell(r, AT["key"]).value == key)

    def bytes(self):
        out = BytesIO()
        self.book.save(out)
        return out.getvalue()


class Histories(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.path = Path(mkdtemp()) / "a.db"
        if not EMPTY.exists():
            migrate(EMPTY)
        shutil.copy(EMPTY, self.path)
        self.opened = opened(self.path)
        self.db = self.opened.__enter__()
        self.local = ChecklistReplica(self.db)
        self.desk = Files(self.db, self.local)
        self.files = []
        self.exports = []
        self.count = 0

    def teardown(self):
        self.opened.__exit__(None, None, None)
        shutil.rmtree(self.path.parent)

    def word(self, who):
        self.count += 1
        return f"{who} {self.count}"

    def values(self):
        found = self.local.read(1)
        return {(e.key, f): v for e in found.entries for f, v in e.values.items()}

    def told(self, key, field):
        """Every value that is kept somewhere for a cell."""
        rows = self.db.conn.execute(
            """
            SELECT h.old, h.new FROM history h JOIN entry e ON e.id = h.entry_id
            WHERE e.key = ? AND h.field = ?
            """,
            [key, field],
        ).fetchall()
        open_ones = [
            c.sheet for c in conflicts.open_conflicts(self.db) if (c.key, c.field) == (key, field)
        ]
        return {value for row in rows for value in row} | set(open_ones)

    @initialize()
    def first(self):
        self.export()

    @rule()
    def export(self):
        data = self.desk.export(1, Titles("Kế hoạch"), by="Cán bộ")
        self.exports.append(data)
        self.files.append(File(data))

    @precondition(lambda self: len(self.files) < 5)
    @rule(data=st.data())
    def another_gets_the_same_export(self, data):
        self.files.append(File(data.draw(st.sampled_from(self.exports))))

    @rule(key=KEYS, field=FIELDS, clear=st.booleans())
    def office_writes(self, key, field, clear):
        with write_tx(self.db):
            edit = Edit(key, field, None, None if clear else self.word("cơ quan"))
            changes.apply(self.db, 1, [edit], Origin("Cán bộ", "web", "2026-01-01T00:00:00Z"))

    @rule(data=st.data(), key=KEYS, field=FIELDS)
    def person_writes(self, data, key, field):
        file = data.draw(st.sampled_from(self.files))
        file.sheet.cell(file.row(key), AT[field]).value = self.word("đơn vị")
        file.touched.add((key, field))

    @rule(data=st.data())
    def person_adds_a_row(self, data):
        file = data.draw(st.sampled_from(self.files))
        text = self.word("việc riêng thứ")
        rows = range(HEADER_ROW + 1, file.sheet.max_row + 2)
        row = next(r for r in rows if not file.sheet.cell(r, AT["text"]).value)
        file.sheet.cell(row, AT["text"]).value = text
        file.added.append(text)

    @rule(data=st.data())
    def person_sorts(self, data):
        file = data.draw(st.sampled_from(self.files))
        lines = [[c.value for c in line] for line in file.sheet.iter_rows(HEADER_ROW + 1)]
        lines.sort(
            key=lambda line: str(line[AT["text"] - 1] or "~"), reverse=data.draw(st.booleans())
        )
        for row, line in enumerate(lines, HEADER_ROW + 1):
            for column, value in enumerate(line, 1):
                file.sheet.cell(row, column).value = value

    @rule(data=st.data())
    def a_file_comes_in(self, data):
        file = data.draw(st.sampled_from(self.files))
        raw, before = file.bytes(), self.values()
        taken = self.desk.take(read_book(raw, "bang.xlsx"), 1, by="Cán bộ")
        assert taken.unit.outcome != "held", taken.unit.message
        after = self.values()
        for place, was in before.items():
            if place not in file.touched:
                assert after[place] == was, place
        for key, field in file.touched:
            said = file.sheet.cell(file.row(key), AT[field]).value
            assert said in self.told(key, field) | {after[key, field]}
        texts = [entry.text for entry in self.local.read(1).entries]
        for text in file.added:
            assert texts.count(text) == 1
        self.again(raw)

    def again(self, raw):
        """The same file at once: no history, no change, no new conflict."""
        count = "SELECT (SELECT count(*) FROM history), (SELECT count(*) FROM sync_conflict)"
        before = self.db.conn.execute(count).fetchone()
        assert self.desk.take(read_book(raw, "bang.xlsx"), 1, by="Cán bộ").unit.changes == []
        assert self.db.conn.execute(count).fetchone() == before

    @invariant()
    def no_entry_twice(self):
        keys = [entry.key for entry in self.local.read(1).entries]
        assert len(keys) == len(set(keys))


def lengths(examples, steps):
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


Histories.TestCase.settings = lengths(12, 14)
TestHistories = Histories.TestCase


@pytest.mark.slow
def test_a_hundred_and_fifty_long_histories_lose_nothing():
    run_state_machine_as_test(Histories, settings=lengths(150, 25))
