"""`flask google check --probe`: what the documentation leaves open, asked on a scratch tab."""

import pytest
import requests

OPTIONS = [
    ({}, {"response_ranges": "after", "filtered_rows": "yes"}),
    (
        {"response_ranges_parsed": "before", "paste_skips_filtered": True},
        {"response_ranges": "before", "filtered_rows": "no"},
    ),
]


@pytest.mark.parametrize(("options", "told"), OPTIONS)
def test_each_open_question_is_answered_and_kept(flask, emulator, client_as, options, told):
    emulator.set_options(options)
    assert flask("google", "check", "--probe", "--json")["profile"] == told
    assert flask("google", "check", "--json")["profile"] == told
    assert "tài liệu bỏ ngỏ" in client_as("district").get("/sheets/account").text


def test_the_scratch_spreadsheet_is_left_as_it_was(flask, emulator):
    url = f"{emulator.origin}/v4/spreadsheets/bang-a"
    before = requests.get(url, {"includeGridData": "true"}, timeout=10).json()
    flask("google", "check", "--scratch", "/spreadsheets/d/bang-a/edit", "--json")
    assert requests.get(url, {"includeGridData": "true"}, timeout=10).json() == before


def test_a_service_account_is_told_to_name_a_scratch_spreadsheet(app, flask, emulator):
    emulator.set_options({"service_accounts_create": False})
    result = app.test_cli_runner().invoke(args=["google", "check", "--probe"])
    assert result.exit_code == 1
    assert "--scratch" in result.stderr


@pytest.mark.parametrize(("parsed", "writes"), [("before", 2), ("after", 1)])
def test_the_sync_makes_the_hidden_tab_in_its_first_write_where_google_allows_it(
    flask, emulator, parsed, writes
):
    emulator.set_options({"response_ranges_parsed": parsed})
    flask("google", "check", "--probe", "--json")
    emulator.log.clear()
    flask("sheet", "link", "1", "AP1", "/spreadsheets/d/bang-a/edit", "--yes")
    sent = [one for one in emulator.log if ":batchUpdate" in one["path"]]
    assert [one["status"] for one in sent] == [200] * writes


def hide_second_work(emulator):
    """A filter of the unit's hides the row of its second work."""
    area = {
        "sheetId": 0,
        "startRowIndex": 1,
        "endRowIndex": 6,
        "startColumnIndex": 0,
        "endColumnIndex": 4,
    }
    shown = {"range": area, "criteria": {"0": {"hiddenValues": ["2"]}}}
    url = f"{emulator.origin}/v4/spreadsheets/bang-a:batchUpdate"
    body = {"requests": [{"setBasicFilter": {"filter": shown}}]}
    requests.post(url, json=body, timeout=10).raise_for_status()


@pytest.mark.parametrize("skips", [True, False])
@pytest.mark.parametrize("asked", [True, False])
def test_a_row_that_a_filter_hides_is_written_where_google_is_known_to_copy_it(
    linked, sheet, emulator, skips, asked
):
    emulator.set_options({"paste_skips_filtered": skips})
    if asked:
        linked("google", "check", "--probe", "--json")
    hide_second_work(emulator)
    linked("checklist", "set", "1", "AP1", "I.1.2", "result", "120 buổi")
    linked("sync", "run")
    assert sheet("bang-a!D4") == ("120 buổi" if asked and not skips else None)
