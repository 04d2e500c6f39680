import dataclasses
import os
import stat
import sys
from pathlib import Path

import pytest
from dotenv import dotenv_values

from app.auth import user_queries as users
from app.config import Config
from app.db import connect
from app.factory import create_app
from app.settings import queries as settings
from app.setup import answers, autostart, env_file
from app.units import queries as units


@pytest.fixture
def run(tmp_path, monkeypatch):
    """`flask setup` in an empty folder; gives the result."""
    monkeypatch.chdir(tmp_path)

    def setup(*args, typed=""):
        runner = create_app(Config()).test_cli_runner()
        return runner.invoke(args=["setup", *args], input=typed)

    return setup


def test_with_defaults_nothing_is_asked_or_missing(run):
    result = run("--defaults")
    assert result.exit_code == 0, result.stderr
    env = dotenv_values(".env")
    assert len(env["SECRET_KEY"]) >= 32
    db = connect(Path(env["DATABASE"]))
    assert units.office(db).is_office
    assert settings.office(db) == settings.Office()
    account = users.account_by_name(db, "admin")
    assert account.viewer.role == "admin"
    db.close()
    assert "Mật khẩu: " in result.stdout
    assert env["PUBLIC_URL"] in result.stdout


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_the_secret_is_for_its_owner_only(run):
    run("--defaults")
    assert stat.S_IMODE(Path(".env").stat().st_mode) == 0o600


def test_the_printed_password_opens_the_site(run):
    printed = run("--defaults").stdout.split("Mật khẩu: ")[1].split()[0]
    env = dotenv_values(".env")
    config = dataclasses.replace(Config.from_env(env), public_url=None)
    client = create_app(config).test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    answer = client.post("/sign-in", data={"name": "admin", "password": printed})
    assert answer.status_code == 303


def test_a_second_setup_keeps_the_secret_or_the_administrator(run):
    run("--defaults")
    before = dotenv_values(".env")
    result = run("--defaults")
    assert dotenv_values(".env") == before
    assert "mật khẩu giữ nguyên" in result.stdout


def test_what_is_answered_is_what_stands(run):
    typed = [
        "data/so-viec.db",
        "copies",
        "Đoàn xã Đồng Xuân",
        "Tỉnh đoàn",
        "Đảng ủy xã",
        "Đồng Xuân",
        "VP",
        "quan-tri",
        "ba con mèo đen 7",
        "http://so-viec.lan:8000",
    ]
    result = run(typed="\n".join(typed) + "\n")
    assert result.exit_code == 0, result.output
    env = dotenv_values(".env")
    assert env["PUBLIC_URL"] == "http://so-viec.lan:8000"
    assert env["BACKUP_DIR"] == "copies"
    db = connect(Path("data/so-viec.db"))
    assert settings.office(db).superior == "Tỉnh đoàn"
    assert units.office(db).code == "VP"
    assert users.account_by_name(db, "quan-tri") is not None
    db.close()


def test_the_office_is_asked_for_its_name_until_it_says_one(run):
    typed = ["so-viec.db", "copies", "", "  ", "Đoàn xã Đồng Xuân", *[""] * 7]
    result = run(typed="\n".join(typed) + "\n")
    assert result.exit_code == 0, result.output
    assert result.stdout.count("Cần có tên cơ quan") == 2
    db = connect(Path("so-viec.db"))
    assert settings.office(db).name == "Đoàn xã Đồng Xuân"
    db.close()


def test_with_nobody_to_answer_one_line_says_what_to_do(run):
    result = run()
    assert result.exit_code == 1
    (line,) = result.stderr.strip().splitlines()
    assert line.startswith("Chưa cài đặt gì")
    assert "--defaults" in line
    assert not Path(".env").exists()


def test_the_end_says_how_the_server_is_started(run):
    flask = Path(sys.executable).parent / "flask"
    assert f"Chạy máy chủ: {flask} serve." in run("--defaults").stdout


def test_a_database_in_a_cloud_folder_is_refused_before_anything_is_written(run):
    result = run(typed="OneDrive/so-viec.db\n" + "\n" * 9)
    assert result.exit_code == 1
    assert "thư mục đồng bộ" in result.stderr
    assert not Path(".env").exists()


def test_other_lines_of_the_env_file_stay(tmp_path):
    path = tmp_path / ".env"
    path.write_text("# của văn phòng\nSYNC_AT='Fri 17:00'\n", encoding="utf-8")
    env_file.write(path, {"DATABASE": "a.db"})
    assert path.read_text(encoding="utf-8").startswith("# của văn phòng\n")
    assert dotenv_values(path)["SYNC_AT"] == "Fri 17:00"


def test_the_service_names_this_folder(tmp_path):
    lines = autostart.steps(tmp_path, tmp_path / "soviec.service")
    assert any("systemctl" in line or "windows.md" in line for line in lines)
    if os.name == "posix":
        text = (tmp_path / "soviec.service").read_text(encoding="utf-8")
        assert f"WorkingDirectory={tmp_path}" in text
        assert "/opt/soviec" not in text


def test_this_machine_has_an_address():
    assert answers.lan_address().count(".") == 3
