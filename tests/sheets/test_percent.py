"""A sheet whose only progress is a percent: the percent says the state, too."""

import pytest

from sync.emulator.server import Tab
from tests.sheets.conftest import ITEMS

PERCENT = {"numberFormat": {"type": "PERCENT", "pattern": "0%"}}


def cell(value):
    entered = {} if value is None else {"userEnteredValue": {"numberValue": value}}
    return {"userEnteredFormat": PERCENT, **entered}


@pytest.fixture
def linked(flask, emulator):
    shares = (1.0, 0.5, 0.0, None)
    rows = [["Nội dung", "Tiến độ (%)"]]
    rows += [[text, cell(share)] for text, share in zip(ITEMS, shares, strict=True)]
    emulator.seed("bang-p", "Bảng", [Tab("T", rows)])
    flask("sheet", "link", "1", "AP1", "/spreadsheets/d/bang-p/edit", "--yes")
    return flask


def told(flask):
    entries = flask("checklist", "show", "1", "AP1", "--json")["entries"]
    return {e["key"]: (e["state"], e["percent"]) for e in entries}


def test_the_percent_of_a_sheet_says_the_state(linked):
    assert told(linked) == {
        "I.1.1": ("done", 100),
        "I.1.2": ("doing", 50),
        "I.2.1": ("todo", 0),
        "I.2.2": (None, None),
        "II.1": (None, None),
    }


def test_a_tick_in_the_intranet_becomes_100_percent_in_the_sheet(linked, sheet):
    linked("checklist", "set", "1", "AP1", "I.1.2", "state", "done")
    linked("sync", "run", "--json")
    assert sheet("bang-p!B3") == 1
    linked("sync", "run", "--json")
    assert told(linked)["I.1.2"] == ("done", 100)
    quiet = linked("sync", "run", "--json")
    assert (quiet["pulled"], quiet["pushed"], quiet["conflicts"]) == (0, 0, 0)


def test_a_percent_in_the_intranet_is_written_and_says_the_state(linked, sheet):
    linked("checklist", "set", "1", "AP1", "I.2.1", "percent", "70")
    linked("sync", "run", "--json")
    assert sheet("bang-p!B4") == 0.7
    linked("sync", "run", "--json")
    assert told(linked)["I.2.1"] == ("doing", 70)


def test_a_percent_typed_in_the_sheet_comes_with_its_state(linked, sheet):
    sheet("bang-p!B5", "100%")
    linked("sync", "run", "--json")
    assert told(linked)["I.2.2"] == ("done", 100)
