"""Protected ranges: who may edit, and the recorded refusal."""

from typing import Any

import pytest

from sync.emulator.errors import PROTECTED
from sync.emulator.server import Emulator, Tab
from tests.sync.emulator.conftest import Api
from tests.sync.emulator.test_cells import span

OWNER, ROBOT = "chu@example.org", "may@example.org"


@pytest.fixture
def robot(emulator: Emulator) -> Api:
    """A user who may edit the spreadsheet but not its first row."""
    emulator.seed("b", "b", [Tab("T", [["a"], ["b"]], size=(10, 3))], owner=OWNER)
    protect(emulator, warningOnly=False)
    return Api(emulator.origin, ROBOT)


def protect(emulator: Emulator, **more: Any) -> int:
    protected = {"range": span(0, 0, 1, 3), "editors": {"users": [OWNER]}, **more}
    reply = Api(emulator.origin, OWNER).batch(
        "b", {"addProtectedRange": {"protectedRange": protected}}
    )
    number: int = reply["replies"][0]["addProtectedRange"]["protectedRange"]["protectedRangeId"]
    return number


def test_a_write_into_a_protected_cell_gets_the_recorded_refusal(robot: Api) -> None:
    refused = robot.write("b", "A1", [["x"]], status=400)
    assert refused["error"]["message"] == PROTECTED
    assert refused["error"]["status"] == "INVALID_ARGUMENT"
    robot.write("b", "A2", [["x"]])


def test_a_batch_that_touches_it_is_refused_whole(robot: Api) -> None:
    cell = {"userEnteredValue": {"stringValue": "x"}}
    free = {"range": span(1, 0, 2, 1), "cell": cell, "fields": "userEnteredValue"}
    closed = {**free, "range": span(0, 0, 1, 1)}
    robot.batch("b", {"repeatCell": free}, {"repeatCell": closed}, status=400)
    assert robot.read("b", "A1:A2") == [["a"], ["b"]]


def test_copying_out_of_a_protected_row_is_allowed(robot: Api) -> None:
    copy = {"source": span(0, 0, 1, 3), "destination": span(5, 0, 6, 3)}
    robot.batch("b", {"copyPaste": copy})
    assert robot.read("b", "A6") == [["a"]]


def test_a_warning_stops_nobody(robot: Api, emulator: Emulator) -> None:
    number = protect(emulator, warningOnly=True)
    assert number
    owner = Api(emulator.origin, OWNER)
    first = owner.get("b")["sheets"][0]["protectedRanges"][0]["protectedRangeId"]
    owner.batch("b", {"deleteProtectedRange": {"protectedRangeId": first}})
    robot.write("b", "A1", [["x"]])


def test_only_an_editor_is_told_of_the_editors(robot: Api, emulator: Emulator) -> None:
    (seen,) = robot.get("b")["sheets"][0]["protectedRanges"]
    assert "editors" not in seen
    assert "requestingUserCanEdit" not in seen
    (own,) = Api(emulator.origin, OWNER).get("b")["sheets"][0]["protectedRanges"]
    assert own["requestingUserCanEdit"]
    assert own["editors"] == {"users": [OWNER]}


def test_sorting_and_deleting_protected_rows_does_what_the_option_says(
    robot: Api, emulator: Emulator
) -> None:
    sort = {"range": span(0, 0, 2, 1), "sortSpecs": [{"dimensionIndex": 0}]}
    robot.batch("b", {"sortRange": sort}, status=400)
    emulator.set_options({"protection_blocks_structure": False})
    robot.batch("b", {"sortRange": sort})


def test_rows_are_inserted_beside_a_protected_row_and_not_within(
    robot: Api, emulator: Emulator
) -> None:
    row = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    robot.batch("b", {"insertDimension": {"range": row}})
    column = {**row, "dimension": "COLUMNS"}
    robot.batch("b", {"insertDimension": {"range": column}}, status=400)


def test_an_unprotected_range_within_a_protected_sheet_is_open(emulator: Emulator) -> None:
    protected = {
        "range": {"sheetId": 0},
        "unprotectedRanges": [span(1, 0, 2, 3)],
        "editors": {"users": [OWNER]},
    }
    emulator.seed("b", "b", [Tab("T", [["a"], ["b"]], protected=[protected])], owner=OWNER)
    robot = Api(emulator.origin, ROBOT)
    robot.write("b", "A2", [["x"]])
    robot.write("b", "A3", [["x"]], status=400)
