import re

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from app.db import connect, migrate
from migrations.migrations import migrations
from migrations.write_schema import FILE, schema
from sync.core.refusal import Refused


def names():
    return [step.name for step in migrations.pending(Database(memory=True))]


def test_steps_are_numbered_without_gaps():
    assert [int(re.match(r"m(\d{4})_", name)[1]) for name in names()] == list(
        range(1, len(names()) + 1)
    )


def test_migrating_twice_does_nothing(tmp_path):
    assert migrate(tmp_path / "a.db") == names()
    assert migrate(tmp_path / "a.db") == []


def test_the_schema_file_is_current():
    assert FILE.read_text(encoding="utf-8") == schema(), "run: python -m migrations.write_schema"


def test_every_table_is_strict(db):
    lax = db.conn.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0"
    ).fetchall()
    assert {name for (name,) in lax if not name.startswith(("sqlite_", "_sqlite_"))} == set()


def test_a_broken_reference_stops_the_migration_whole(tmp_path):
    path = tmp_path / "a.db"
    migrate(path)
    connection = sqlite3.connect(path)
    connection.execute(
        "INSERT INTO session (token_hash, user_id, created_at, seen_at) VALUES ('a', 9, '', '')"
    )
    connection.execute("DELETE FROM _sqlite_migrations WHERE name = ?", [names()[-1]])
    connection.commit()
    connection.close()
    with pytest.raises((Refused, sqlite3.OperationalError)):
        migrate(path)


def test_the_office_is_one_unit(db):
    db.conn.execute("INSERT INTO unit (code, name, is_office) VALUES ('A', 'A', 1)")
    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute("INSERT INTO unit (code, name, is_office) VALUES ('B', 'B', 1)")


@pytest.mark.parametrize(("role", "unit"), [("unit", None), ("district", 1), ("king", None)])
def test_only_a_units_person_has_a_unit(db, role, unit):
    db.conn.execute("INSERT INTO unit (id, code, name) VALUES (1, 'A', 'A')")
    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute(
            "INSERT INTO user (name, password_hash, role, unit_id, created_at)"
            " VALUES ('a', '', ?, ?, '')",
            [role, unit],
        )


def test_history_is_neither_deleted_nor_rewritten(tmp_path):
    from tests.access_table import arguments

    migrate(tmp_path / "a.db")
    db = connect(tmp_path / "a.db")
    db.conn.execute(
        "INSERT INTO user (name, password_hash, role, created_at) VALUES ('v', '', 'viewer', '')"
    )
    entry = arguments(db, "XTL")["entry_id"]
    db.conn.execute(
        "INSERT INTO history (entry_id, field, new, by, origin, at)"
        " VALUES (?, 'note', 'a', 'lan', 'web', '2020-01-01T00:00:00Z')",
        [entry],
    )
    for statement in ("DELETE FROM history", "UPDATE history SET new = 'b'"):
        with pytest.raises(sqlite3.IntegrityError):
            db.conn.execute(statement)
    db.conn.execute(
        "UPDATE history SET new = NULL, redacted_at = 'now', redacted_by = 'lan',"
        " redacted_why = 'x'"
    )
    db.close()
