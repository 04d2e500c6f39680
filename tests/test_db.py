import os
import sqlite3 as stdlib_sqlite3
import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils.utils import sqlite3

from app import backups, integrity, weekly
from app.db import SAFE_SQLITE, connect, get_db, migrate, write_tx
from sync.core.refusal import Refused
from tests.access_table import arguments


def put(db, key, value="x"):
    db.conn.execute("INSERT INTO setting (key, value) VALUES (?, ?)", [key, value])


def keys(db):
    return [row[0] for row in db.conn.execute("SELECT key FROM setting ORDER BY key").fetchall()]


def test_the_sqlite_in_use_has_no_wal_reset_bug():
    assert sqlite3.sqlite_version_info >= SAFE_SQLITE
    assert sqlite3 is not stdlib_sqlite3


def test_connections_have_our_pragmas(db):
    pragmas = {
        name: db.conn.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "mmap_size")
    }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "mmap_size": 0,
    }


def test_a_table_named_by_a_typo_is_not_made(db):
    with pytest.raises(sqlite3.DatabaseError):
        db.table("untis").insert({"code": "XTL"})
    assert "untis" not in db.table_names()


def test_a_missing_database_is_not_made_by_looking(tmp_path):
    with pytest.raises(Refused, match="flask db migrate"):
        connect(tmp_path / "no.db")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_refused(tmp_path):
    path = tmp_path / "letter.db"
    path.write_text("Kính gửi các đồng chí, " * 50, encoding="utf-8")
    with pytest.raises(Refused, match="không phải là cơ sở dữ liệu"):
        connect(path)


@pytest.mark.parametrize(
    "folder", ["OneDrive - Cong ty", "Google Drive", "My Drive", "Dropbox", "ONEDRIVE"]
)
def test_a_database_in_a_cloud_folder_is_refused(tmp_path, folder):
    with pytest.raises(Refused, match="thư mục đồng bộ"):
        migrate(tmp_path / folder / "soviec" / "soviec.db")


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_the_database_is_for_its_owner_only(tmp_path):
    migrate(tmp_path / "soviec.db")
    assert stat.S_IMODE((tmp_path / "soviec.db").stat().st_mode) == 0o600


def fail_after(db, *, nested):
    with write_tx(db):
        if nested:
            with write_tx(db):
                put(db, "inner")
        put(db, "outer")
        raise InterruptedError


@pytest.mark.parametrize("nested", [False, True])
def test_a_transaction_that_fails_leaves_nothing(db, nested):
    with pytest.raises(InterruptedError):
        fail_after(db, nested=nested)
    assert keys(db) == []


def test_two_writers_take_turns(config, db):
    def write(name):
        own = connect(config.database)
        for i in range(20):
            with write_tx(own):
                own.conn.execute("SELECT count(*) FROM setting").fetchone()
                put(own, f"{name}{i}")
        own.close()

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys(db)) == 40


def test_requests_of_one_thread_share_a_connection(app):
    with app.app_context():
        first = get_db()
    with app.app_context():
        assert get_db() is first


def test_what_a_crashed_request_began_is_rolled_back(app, db):
    with app.app_context():
        get_db().conn.execute("BEGIN IMMEDIATE")
        put(get_db(), "half")
    with app.app_context():
        assert keys(get_db()) == []


def test_a_copy_holds_what_was_committed_while_another_writes(config, db, tmp_path):
    put(db, "a")
    db.conn.execute("BEGIN IMMEDIATE")
    put(db, "b")
    backups.copy(config.database, tmp_path / "copy.db")
    db.conn.execute("COMMIT")
    assert keys(connect(tmp_path / "copy.db")) == ["a"]


def test_a_copy_never_replaces_a_file(config, db, tmp_path):
    (tmp_path / "copy.db").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match="đã có"):
        backups.copy(config.database, tmp_path / "copy.db")


def test_restoring_brings_back_what_was_or_ends_sessions(config, db, client_as, tmp_path):
    put(db, "before")
    client_as("district")
    backups.copy(config.database, tmp_path / "copy.db")
    put(db, "later")
    aside = backups.restore(config, tmp_path / "copy.db")
    assert keys(db) == ["before"]
    assert db.table("session").count == 0
    assert keys(connect(aside)) == ["before", "later"]


def test_restoring_replaces_a_damaged_database(config, db, tmp_path):
    put(db, "before")
    backups.copy(config.database, tmp_path / "copy.db")
    db.close()
    config.database.write_bytes(b"\0" * 9000)
    backups.restore(config, tmp_path / "copy.db")
    assert keys(connect(config.database)) == ["before"]


def test_restoring_is_refused_while_served(config, db, tmp_path):
    backups.copy(config.database, tmp_path / "copy.db")
    with backups.not_served(config.database), pytest.raises(Refused, match="đang chạy"):
        backups.restore(config, tmp_path / "copy.db")


def test_a_foreign_or_newer_or_cut_file_is_not_restored(config, db, tmp_path):
    foreign = sqlite3.connect(tmp_path / "foreign.db")
    foreign.execute("CREATE TABLE a (b)")
    foreign.close()
    newer = tmp_path / "newer.db"
    backups.copy(config.database, newer)
    cut = tmp_path / "cut.db"
    cut.write_bytes(newer.read_bytes()[:50_000])
    connection = sqlite3.connect(newer)
    connection.execute("UPDATE _sqlite_migrations SET name = 'm9999_later' WHERE id = 1")
    connection.commit()
    connection.close()
    for path in (tmp_path / "foreign.db", newer, cut, tmp_path / "missing.db"):
        with pytest.raises(Refused):
            backups.restore(config, path)
    assert backups.kept(config) == []


def test_eight_copies_are_kept(config, db):
    folder = backups.directory(config)
    folder.mkdir()
    for day in range(1, 12):
        (folder / f"soviec-2020-01-{day:02}T060000Z.db").touch()
    (folder / "soviec-của tôi.db").touch()
    backups.make(config)
    kept = [backup.path.name for backup in backups.kept(config)]
    assert len(kept) == 8
    assert kept[-1] == "soviec-2020-01-05T060000Z.db"
    assert (folder / "soviec-của tôi.db").exists()


def test_a_sound_database_has_no_faults(db):
    assert integrity.faults(db) == []


def test_a_broken_reference_is_found(config, db):
    db.conn.execute("PRAGMA foreign_keys = OFF")
    db.conn.execute(
        "INSERT INTO session (token_hash, user_id, created_at, seen_at) VALUES ('a', 9, '', '')"
    )
    assert integrity.faults(db) == ["session: liên kết hỏng"]


def test_units_that_stand_beneath_each_other_are_found(db):
    db.conn.execute("INSERT INTO unit (id, code, name) VALUES (1, 'A', 'A')")
    db.conn.execute("INSERT INTO unit (id, code, name, parent_id) VALUES (2, 'B', 'B', 1)")
    db.conn.execute("INSERT INTO unit (id, code, name, parent_id) VALUES (3, 'C', 'C', 2)")
    assert integrity.faults(db) == []
    db.conn.execute("UPDATE unit SET parent_id = 2 WHERE id = 1")
    assert integrity.faults(db) == ["đơn vị trực thuộc chính mình: 3"]


def test_commands_check_copy_or_put_back(runner, db, tmp_path):
    copy = str(tmp_path / "copy.db")
    for args in (["db", "migrate"], ["db", "check"], ["db", "backup", copy]):
        assert runner.invoke(args=args).exit_code == 0
    put(db, "later")
    assert runner.invoke(args=["db", "restore", copy]).exit_code == 0
    assert keys(db) == []


def test_a_command_that_is_refused_says_so_in_one_line(runner, db, tmp_path):
    result = runner.invoke(args=["db", "restore", str(tmp_path / "no.db")])
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1


def test_the_weekly_job_copies_once_then_does_each_part(app, config, db):
    done = []
    app.extensions["weekly"] = (done.append, lambda app: done.append("second"))
    monday = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
    weekly.begin(app, monday - timedelta(days=3))
    assert len(backups.kept(config)) == 1
    assert done == []
    weekly.look(app, monday)
    weekly.look(app, monday + timedelta(hours=1))
    assert done == [app, "second"]


def test_a_part_that_fails_leaves_the_week_to_be_done(app, config, db):
    def fails(_app):
        raise ConnectionError

    app.extensions["weekly"] = (fails,)
    monday = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
    weekly.begin(app, monday - timedelta(days=3))
    with pytest.raises(ConnectionError):
        weekly.look(app, monday)
    assert weekly.is_due(app, monday + timedelta(minutes=15))


def test_backups_lie_beside_the_database_unless_said_otherwise(config):
    import dataclasses

    unset = dataclasses.replace(config, backup_dir=None)
    assert backups.directory(unset) == Path(config.database).parent / "backups"


def test_a_value_that_changed_without_its_history_is_found(db, client_as):
    client_as("viewer")
    arguments(db, "XTL")
    assert integrity.faults(db) == ["giá trị khác với lịch sử của nó: 1"]
    db.conn.execute("UPDATE entry SET note = 'x'")
    assert integrity.faults(db) == []
