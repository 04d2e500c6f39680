"""What a round, its conflicts and a sheet look like to scripts outside the program."""

from tests.contracts import CONFLICTS, check_checklist, check_run, check_sheet, fits


def test_run_json_is_as_written(linked, sheet):
    sheet("bang-a!C3", "Hoàn thành")
    sheet("bang-a!D5", "40 đơn vị")
    linked("checklist", "set", "1", "AP1", "I.2.1", "result", "45 đơn vị")
    linked("checklist", "set", "1", "AP2", "I.1.2", "state", "done")
    check_run(linked("sync", "run", "--dry-run", "--json"))
    told = linked("sync", "run", "--json")
    check_run(told)
    assert (told["pulled"], told["pushed"], told["conflicts"]) == (1, 1, 1)
    outcomes = {unit["unit"]: unit["outcome"] for unit in told["units"]}
    assert outcomes == {"AP1": "conflict", "AP2": "synced"}
    fits(linked("sync", "conflicts", "--json"), CONFLICTS)
    check_run(linked("sync", "undo", str(told["run"]), "--json"))
    check_checklist(linked("checklist", "show", "1", "AP1", "--json"))


def test_a_round_that_failed_or_was_held_is_told_in_the_same_form(linked, app, emulator):
    import json

    emulator.set_options({"foreign_ids": ["bang-b"]})
    result = app.test_cli_runner().invoke(args=["sync", "run", "--json"])
    assert result.exit_code == 1
    check_run(json.loads(result.stdout))


def test_the_json_of_a_sheet_at_google_is_as_written(linked):
    check_sheet(linked("sheet", "inspect", "/spreadsheets/d/bang-a/edit", "--plan", "1", "--json"))
