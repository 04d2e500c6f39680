"""What stood in a database before a step stands in it afterwards, in its new shape."""

from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from migrations.migrations import migrations


@pytest.fixture
def before(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database as it was before the step the test names, with a linked sheet and its runs."""
    db = Database(memory=True)
    migrations.apply(db, stop_before=request.param)
    db.conn.executescript(
        """
        INSERT INTO plan (id, status, source_name, source, source_lines, created_by, created_at)
        VALUES (1, 'active', 'kh.txt', x'', '[]', 'test', 'now');
        INSERT INTO unit (id, code, name, kind) VALUES (1, 'A', 'A', 'xa'), (2, 'B', 'B', 'xa');
        INSERT INTO checklist (id, plan_id, unit_id, year, closed_at)
        VALUES (1, 1, 1, 2025, '2026-01-01'), (2, 1, 1, 2026, NULL), (3, 1, 2, 2026, NULL);
        INSERT INTO sync_link (id, checklist_id, spreadsheet_id, sheet_id, layout, created_by,
            created_at, state, closed_at)
        VALUES
            (1, 1, 'bang-a', 0, '{}', 'lan', 'now', 'closed', '2026-01-01'),
            (2, 2, 'bang-b', 0, '{}', 'lan', 'now', 'closed', '2026-02-02'),
            (3, 1, 'bang-c', 0, '{}', 'lan', 'now', 'closed', '2026-01-01'),
            (4, 3, 'bang-c', 0, '{}', 'lan', 'now', 'ok', NULL);
        INSERT INTO sync_run (id, kind, by, started_at) VALUES (1, 'unlink', 'lan', '2026-02-02');
        INSERT INTO sync_question (id, link_id, kind, about, text, candidates, since)
        VALUES (1, 4, 'match', 'trồng cây', 'Dòng 4 thuộc mục nào?', '["II.1.1"]', 'now');
        """
    )
    yield db
    db.close()


def only(db: Database, step: str) -> None:
    """The step, and none after it."""
    later = [one.name for one in migrations.pending(db)]
    following = later[later.index(step) + 1 :]
    migrations.apply(db, stop_before=following[0] if following else None)


@pytest.mark.parametrize("before", ["m0008_files"], indirect=True)
def test_links_and_runs_of_before_are_those_of_sheets(before: Database) -> None:
    only(before, "m0008_files")
    links = before.conn.execute("SELECT id, source, series FROM sync_link").fetchall()
    assert links == [(number, "sheet", None) for number in (1, 2, 3, 4)]
    assert before.conn.execute("SELECT source FROM sync_run").fetchall() == [("sheet",)]


@pytest.mark.parametrize("before", ["m0009_question_rows"], indirect=True)
def test_a_question_asked_before_keeps_its_words_and_shows_no_rows(before: Database) -> None:
    only(before, "m0009_question_rows")
    rows = before.conn.execute("SELECT about, text, candidates, rows FROM sync_question").fetchall()
    assert rows == [("trồng cây", "Dòng 4 thuộc mục nào?", '["II.1.1"]', "[]")]


@pytest.mark.parametrize("before", ["m0010_cleared_sheets"], indirect=True)
def test_sheets_of_closed_years_are_still_to_be_cleared_those_unlinked_are_not(
    before: Database,
) -> None:
    """bang-a: its year was closed; bang-b was unlinked; bang-c has another link that goes on."""
    only(before, "m0010_cleared_sheets")
    rows = before.conn.execute("SELECT id, cleared_at FROM sync_link ORDER BY id").fetchall()
    assert rows == [(1, None), (2, "2026-02-02"), (3, "2026-01-01"), (4, None)]
    assert before.conn.execute("PRAGMA foreign_key_check").fetchall() == []
