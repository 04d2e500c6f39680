import dataclasses
import os
import sqlite3 as stdlib_sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from app.factory import create_app
from tests.samples import PLAN, assigned

ROOT = Path(__file__).parents[1]


def refused(result):
    """The one line of a command that was refused, which is all it may say."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line


def with_database(config, path):
    return create_app(dataclasses.replace(config, database=path)).test_cli_runner()


@pytest.mark.parametrize(
    "plan", ["0", "9" * 30, "²", "١٢", "153-KH", "nhiều\ndòng", "", "'; DROP TABLE plan"]
)
def test_a_plan_that_is_not_there_is_one_line_however_it_is_named(runner, plan):
    assert refused(runner.invoke(args=["checklist", "show", plan, "XTL", "--json"]))


def test_a_name_of_two_lines_is_quoted_in_one(runner):
    args = ["plan", "read", "không có\ntệp này.txt"]
    assert "không có tệp này.txt" in refused(runner.invoke(args=args))
    assert refused(runner.invoke(args=["unit", "import", "không có\ntệp này.csv"]))


def test_letters_that_are_none_are_one_line(runner):
    assert refused(runner.invoke(args=["checklist", "show", "1", "\udcff"]))


def test_a_folder_as_database_is_refused(config, tmp_path):
    runner = with_database(config, tmp_path)
    for args in (["plan", "list", "--json"], ["db", "migrate"], ["db", "check"]):
        assert "không phải là cơ sở dữ liệu" in refused(runner.invoke(args=args))


def test_the_database_of_another_program_is_refused(config, tmp_path):
    path = tmp_path / "other.db"
    with stdlib_sqlite3.connect(path) as other:
        other.execute("CREATE TABLE unit (x)")
    other.close()
    runner = with_database(config, path)
    assert refused(runner.invoke(args=["db", "migrate"]))
    assert refused(runner.invoke(args=["plan", "list"]))


def test_the_database_of_a_newer_version_is_left_alone(config, db):
    with db.conn:
        db.conn.execute(
            """
            INSERT INTO _sqlite_migrations (migration_set, name, applied_at)
            VALUES ('soviec', 'm9999_from_the_future', '2099-01-01')
            """
        )
    runner = with_database(config, config.database)
    for args in (["plan", "list"], ["db", "migrate"], ["db", "check"], ["serve", "--port", "1"]):
        assert "phiên bản mới hơn" in refused(runner.invoke(args=args))


def test_a_damaged_page_is_one_line(config, db):
    db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    page = db.conn.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'unit'").fetchone()[0]
    size = db.conn.execute("PRAGMA page_size").fetchone()[0]
    db.close()
    with config.database.open("rb+") as file:
        file.seek((page - 1) * size)
        file.write(b"\x55" * size)
    runner = with_database(config, config.database)
    assert refused(runner.invoke(args=["checklist", "show", "1", "XTL"]))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk to write to is Linux's")
def test_a_full_disk_is_one_line(config):
    environment = {**os.environ, "DATABASE": str(config.database), "SECRET_KEY": "x"}
    command = [sys.executable, "-m", "flask", "plan", "list", "--json"]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1, ended.stderr


def test_an_address_no_row_can_have_is_not_found(client_as):
    assert client_as("district").get(f"/plans/{'9' * 30}").status_code == 404


def test_json_alone_is_on_stdout(runner, tmp_path):
    paper = tmp_path / "kế hoạch.txt"
    paper.write_text(PLAN, encoding="utf-8")
    result = runner.invoke(args=["plan", "read", str(paper), "--json"])
    assert result.stdout.startswith("{")
    assert result.stdout.rstrip().endswith("}")
    assert result.stderr == ""


def test_a_unit_is_meant_in_capitals_or_small_letters(runner, db):
    assigned(db, "ĐTN")
    assert runner.invoke(args=["checklist", "show", "1", "đtn", "--json"]).exit_code == 0
    args = ["user", "add", "dtn", "--role", "unit", "--unit", "đtn"]
    assert runner.invoke(args=args, input="ba con mèo đen 7\n").exit_code == 0
