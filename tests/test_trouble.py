"""A locked, full, read-only or damaged database: told honestly, nothing lost, reading goes on."""

import pytest
from sqlite_utils.utils import sqlite3

from app.db import connect, get_db, write_tx
from tests.samples import assigned


@pytest.fixture
def ticking(app, db, client_as):
    """`ticking()`: one tick by a browser of staff on a checklist that stands."""
    with app.app_context():
        (checklist,) = assigned(db, "XTL")
    client = client_as("district")
    (entry,) = db.conn.execute("SELECT min(id) FROM entry").fetchone()
    address = f"/checklists/{checklist}"

    def tick():
        return client.post(f"{address}/entries/{entry}/tick", data={"state": "done", "was": "none"})

    tick.reads = lambda: client.get(f"{address}/").status_code
    tick.state = lambda: db.conn.execute("SELECT state FROM entry WHERE id = ?", [entry]).fetchone()
    return tick


def told(answer, words):
    assert answer.status_code == 503
    assert "Chưa lưu được." in answer.text
    assert words in answer.text


def pragma(app, words):
    with app.app_context():
        return get_db().conn.execute(f"PRAGMA {words}").fetchone()


def test_a_tick_while_another_program_holds_the_database_says_it_was_not_saved(
    app, config, ticking
):
    pragma(app, "busy_timeout = 50")
    other = connect(config.database)
    other.conn.execute("BEGIN IMMEDIATE")
    told(ticking(), "đang bận")
    assert ticking.reads() == 200
    other.conn.execute("ROLLBACK")
    assert ticking.state() == (None,)
    assert ticking().status_code == 303
    assert ticking.state() == ("done",)
    other.close()


def test_a_tick_on_a_full_disk_says_it_was_not_saved(app, db, ticking):
    (pages,) = pragma(app, "page_count")
    pragma(app, f"max_page_count = {pages}")
    answer, tries = ticking(), 0
    while answer.status_code == 303 and tries < 500:  # what is free in the file's pages first
        db.conn.execute("UPDATE entry SET state = NULL")
        answer, tries = ticking(), tries + 1
    told(answer, "Ổ đĩa đã đầy")
    assert ticking.state() == (None,)
    assert ticking.reads() == 200
    pragma(app, "max_page_count = 100000")
    assert ticking().status_code == 303


def test_a_tick_in_a_database_that_may_only_be_read_says_so(app, ticking):
    pragma(app, "query_only = ON")
    told(ticking(), "chỉ đọc được")
    assert ticking.reads() == 200


def test_people_go_on_reading_where_their_session_cannot_be_renewed(app, db, ticking):
    db.conn.execute("UPDATE session SET seen_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-1 hour')")
    pragma(app, "query_only = ON")
    assert ticking.reads() == 200


def test_a_damaged_database_says_what_to_do(app, config, db, ticking):
    db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = db.conn.execute("PRAGMA page_size").fetchone()[0]
    rows = "SELECT rootpage FROM sqlite_schema WHERE tbl_name = 'entry' AND rootpage > 0"
    pages = [row[0] for row in db.conn.execute(rows).fetchall()]
    with config.database.open("rb+") as file:
        for page in pages:
            file.seek((page - 1) * size)
            file.write(b"\x55" * size)
    pragma(app, "wal_checkpoint(TRUNCATE)")
    with app.app_context():
        get_db().conn.execute("PRAGMA shrink_memory")
        get_db().conn.execute("PRAGMA cache_size = 0")
    answer = ticking()
    assert answer.status_code == 503
    assert "flask db restore" in answer.text


def test_a_transaction_that_sqlite_has_ended_tells_its_own_reason(db):
    (pages,) = db.conn.execute("PRAGMA page_count").fetchone()
    db.conn.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(sqlite3.OperationalError, match="full"), write_tx(db):
        db.conn.execute("INSERT INTO setting (key, value) VALUES ('a', ?)", ["x" * 9_000_000])
    assert not db.conn.in_transaction


@pytest.mark.parametrize("words", ["busy_timeout = 50", "query_only = ON"])
def test_a_command_that_could_not_write_says_so_in_one_line(app, config, ticking, words):
    other = connect(config.database)
    other.conn.execute("BEGIN IMMEDIATE")
    pragma(app, words)
    args = ["checklist", "set", "1", "XTL", "II.1.1", "state", "done"]
    result = app.test_cli_runner().invoke(args=args)
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    other.close()
