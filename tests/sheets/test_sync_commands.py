"""`flask sheet link`, `flask sync …`, `flask google …`, end to end over HTTP."""

import json
import os
from dataclasses import replace

import pytest
import requests

from app.sheets import account


@pytest.fixture
def staff(app, client_as):
    return client_as("district")


def states(flask, unit):
    entries = flask("checklist", "show", "1", unit, "--json")["entries"]
    return {entry["key"]: entry["state"] for entry in entries}


def test_without_yes_linking_only_shows_what_it_would_add(flask, sheet):
    told = flask("sheet", "link", "1", "AP1", "bảng đây ạ: /spreadsheets/d/bang-a/edit#gid=0")
    assert "Mã" in told
    assert "--yes" in told
    assert flask("sync", "status", "--json")["links"] == []
    assert sheet("bang-a!E2") is None


def test_both_sides_edits_travel_in_one_round(linked, sheet):
    sheet("bang-a!C3", "Hoàn thành")
    sheet("bang-b!B2", True)
    linked("checklist", "set", "1", "AP1", "I.2.1", "result", "45 đơn vị máu")
    told = linked("sync", "run", "--json")
    assert (told["links"], told["failed"], told["conflicts"]) == (2, 0, 0)
    assert states(linked, "AP1")["I.1.1"] == "done"
    assert states(linked, "AP2")["I.2.2"] == "done"
    assert sheet("bang-a!D5") == "45 đơn vị máu"
    assert {unit["unit"] for unit in told["units"]} == {"AP1", "AP2"}


def test_a_round_of_one_unit_leaves_the_others_alone(linked, sheet):
    sheet("bang-a!C3", "Hoàn thành")
    sheet("bang-b!B2", True)
    told = linked("sync", "run", "--unit", "AP2", "--json")
    assert [unit["unit"] for unit in told["units"]] == ["AP2"]
    assert states(linked, "AP1")["I.1.1"] is None


def test_a_dry_run_shows_the_plan_and_changes_nothing(linked, sheet):
    sheet("bang-a!C3", "Hoàn thành")
    told = linked("sync", "run", "--dry-run", "--json")
    assert told["pulled"] == 1
    assert states(linked, "AP1")["I.1.1"] is None


def test_what_both_wrote_is_listed_and_settled(linked, sheet):
    sheet("bang-a!D5", "40 đơn vị")
    linked("checklist", "set", "1", "AP1", "I.2.1", "result", "45 đơn vị")
    assert linked("sync", "run", "--json")["conflicts"] == 1
    (open_one,) = linked("sync", "conflicts", "--json")
    assert (open_one["unit"], open_one["key"]) == ("AP1", "I.2.1")
    assert (open_one["local"], open_one["sheet"]) == ("45 đơn vị", "40 đơn vị")
    assert open_one.keys() == {
        "id",
        "unit",
        "plan",
        "key",
        "field",
        "local",
        "sheet",
        "base",
        "since",
    }
    linked("sync", "settle", str(open_one["id"]), "local")
    linked("sync", "run", "--json")
    assert sheet("bang-a!D5") == "45 đơn vị"
    assert linked("sync", "conflicts", "--json") == []


def test_a_run_is_undone_on_both_sides(linked, sheet):
    sheet("bang-a!C3", "Hoàn thành")
    linked("checklist", "set", "1", "AP1", "I.2.1", "result", "45 đơn vị")
    run = linked("sync", "run", "--json")["run"]
    linked("sync", "undo", str(run))
    assert states(linked, "AP1")["I.1.1"] is None
    assert sheet("bang-a!D5") is None


def test_an_undo_that_undid_nothing_says_why_and_exits_1(linked, app, sheet):
    sheet("bang-a!C3", "Hoàn thành")
    run = linked("sync", "run", "--json")["run"]
    linked("sheet", "unlink", "1", "AP1")
    idle = linked("sync", "run", "--json")["run"]
    for number, why in ((run, "đã gỡ nối"), (idle, "không đổi gì")):
        result = app.test_cli_runner().invoke(args=["sync", "undo", str(number)])
        assert result.exit_code == 1
        assert why in result.stderr
    assert states(linked, "AP1")["I.1.1"] == "done"


def test_what_an_undo_carries_beside_does_not_make_it_one(linked, app, staff, sheet):
    sheet("bang-a!C3", "Hoàn thành")
    run = linked("sync", "run", "--json")["run"]
    sheet("bang-a!C3", "Đang làm")
    sheet("bang-a!D5", "40 đơn vị máu")
    result = app.test_cli_runner().invoke(args=["sync", "undo", str(run)])
    assert result.exit_code == 1
    assert result.output.count("đã có người sửa sau đó") == 1
    assert states(linked, "AP1")["I.1.1"] == "doing"
    page = staff.get(f"/sheets/runs/{run}").text
    assert "đã được hoàn tác" not in page
    assert "Hoàn tác lượt này" in page


def test_an_undo_stays_the_one_that_undid_a_run_when_a_later_one_finds_nothing(
    linked, app, staff, sheet
):
    linked("checklist", "set", "1", "AP1", "I.2.1", "result", "45 đơn vị")
    run = linked("sync", "run", "--json")["run"]
    undo = linked("sync", "undo", str(run), "--json")["run"]
    result = app.test_cli_runner().invoke(args=["sync", "undo", str(run)])
    assert result.exit_code == 1
    assert result.output.count("đã như trước lượt này") == 1
    page = staff.get(f"/sheets/runs/{run}").text
    assert f'<a href="/sheets/runs/{undo}">' in page
    assert "Hoàn tác lượt này" not in page


def test_a_lost_sheet_is_told_and_exit_status_is_1(linked, app, emulator):
    emulator.set_options({"foreign_ids": ["bang-b"]})
    result = app.test_cli_runner().invoke(args=["sync", "run", "--json"])
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["failed"] == 1
    assert len(result.stderr.strip().splitlines()) == 1
    failed = next(
        one for one in linked("sync", "status", "--json")["links"] if one["unit"] == "AP2"
    )
    assert failed["state"] == "failed"
    assert "chia sẻ" in failed["message"]


def test_the_account_check_says_who_we_are(flask, emulator):
    told = flask("google", "check", "--json")
    assert told["works"] is True
    assert told["origin"] == emulator.origin


def test_a_key_file_is_taken_into_use_and_works(flask, emulator, app, tmp_path):
    key = emulator_key(emulator)
    (tmp_path / "khoa.json").write_text(json.dumps(key), encoding="utf-8")
    assert key["client_email"] in flask("google", "use", str(tmp_path / "khoa.json"))
    told = flask("google", "check", "--json")
    assert (told["kind"], told["email"], told["works"]) == ("service", key["client_email"], True)
    kept = app.config["SOVIEC"].database.parent / "google-key.json"
    assert os.name != "posix" or kept.stat().st_mode & 0o077 == 0


def emulator_key(emulator):
    answer = requests.post(f"{emulator.origin}/_emulator/service-accounts", json={}, timeout=10)
    return answer.json()


def test_a_file_that_is_no_key_is_refused_in_one_line(app, tmp_path):
    (tmp_path / "khac.json").write_text("{}", encoding="utf-8")
    result = app.test_cli_runner().invoke(args=["google", "use", str(tmp_path / "khac.json")])
    assert result.exit_code == 1
    assert "không phải là tệp khóa" in result.stderr


def test_a_wrong_clock_is_named_as_the_cause(flask, emulator, app, tmp_path):
    (tmp_path / "khoa.json").write_text(json.dumps(emulator_key(emulator)), encoding="utf-8")
    flask("google", "use", str(tmp_path / "khoa.json"))
    requests.post(
        f"{emulator.origin}/_emulator/clock", json={"now": "2031-01-01T00:00:00+00:00"}, timeout=10
    )
    result = app.test_cli_runner().invoke(args=["google", "check", "--json"])
    assert result.exit_code == 1
    assert "Đồng hồ" in json.loads(result.stdout)["message"]


def test_the_offices_own_account_signs_in_with_what_login_kept(flask, emulator, app, tmp_path):
    user = {
        "type": "authorized_user",
        "client_id": "so-viec",
        "client_secret": "x",
        "refresh_token": "co-quan@example.org",
        "token_uri": f"{emulator.origin}/token",
    }
    (tmp_path / "khoa.json").write_text(json.dumps(user), encoding="utf-8")
    said = flask("google", "use", str(tmp_path / "khoa.json"))
    told = flask("google", "check", "--json")
    assert (told["kind"], told["works"]) == ("user", True)
    assert told["email"] in said
    assert account.account(app.config["SOVIEC"]).email == told["email"]


def test_a_revoked_key_names_its_cause(flask, emulator, app, tmp_path):
    key = emulator_key(emulator)
    (tmp_path / "khoa.json").write_text(json.dumps(key), encoding="utf-8")
    flask("google", "use", str(tmp_path / "khoa.json"))
    emulator.accounts.revoke(key["client_email"])
    result = app.test_cli_runner().invoke(args=["google", "check", "--json"])
    assert result.exit_code == 1
    assert json.loads(result.stdout)["works"] is False


def test_unlinking_takes_away_what_we_added_and_nothing_else(linked, sheet, emulator):
    assert sheet("bang-a!E2") == "Mã"
    linked("sheet", "unlink", "1", "AP1")
    assert sheet("bang-a!E2") is None
    assert sheet("bang-a!B3") == "Tổ chức ba buổi sinh hoạt chuyên đề về chuyển đổi số"
    assert [link["unit"] for link in linked("sync", "status", "--json")["links"]] == ["AP2"]
    book = requests.get(f"{emulator.origin}/v4/spreadsheets/bang-a", timeout=10).json()
    assert [tab["properties"]["title"] for tab in book["sheets"]] == ["Tiến độ"]


def test_unlinking_can_give_back_what_was_pulled(linked, sheet):
    sheet("bang-a!C3", "Hoàn thành")
    linked("sync", "run", "--json")
    linked("sheet", "unlink", "1", "AP1", "--give-back")
    assert states(linked, "AP1")["I.1.1"] is None
    assert sheet("bang-a!C3") == "Hoàn thành"


def test_a_round_over_nothing_needs_no_account(runner, app):
    app.config["SOVIEC"] = replace(app.config["SOVIEC"], sheets_origin=None)
    told = runner.invoke(args=["sync", "run", "--json"])
    assert told.exit_code == 0
    assert json.loads(told.stdout)["links"] == 0
