"""`flask google check --probe`: what the documentation leaves open, asked on a scratch tab."""

import pytest
import requests


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            {},
            {
                "response_ranges": "after",
                "strict_list": "no",
                "covered_cell": "dropped",
                "paste_covered": "written",
            },
        ),
        (
            {
                "response_ranges_parsed": "before",
                "strict_validation": True,
                "merge_write": "400",
                "paste_into_merge": "400",
            },
            {
                "response_ranges": "before",
                "strict_list": "yes",
                "covered_cell": "refused",
                "paste_covered": "refused",
            },
        ),
    ],
)
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
