"""Batches about filters, conditional formats, groups, banding, borders, tidying."""

from typing import Any

import pytest

from sync.emulator.server import Emulator, Tab
from tests.sync.emulator.conftest import Api
from tests.sync.emulator.test_cells import cell, span

Json = dict[str, Any]


@pytest.fixture
def sheet(emulator: Emulator) -> str:
    rows = [["  a  b ", 1], ["x", 2], ["X", 2], ["y", 3]]
    emulator.seed("b", "b", [Tab("T", rows, size=(10, 5))])
    return "b"


def first(api: Api) -> Json:
    found: Json = api.get("b")["sheets"][0]
    return found


def reply(answer: Json, kind: str) -> Json:
    found: Json = answer["replies"][0][kind]
    return found


def test_white_space_is_trimmed_and_counted(api: Api, sheet: str) -> None:
    answer = api.batch(sheet, {"trimWhitespace": {"range": span(0, 0, 4, 2)}})
    assert reply(answer, "trimWhitespace") == {"cellsChangedCount": 1}
    assert api.read(sheet, "A1") == [["a b"]]


def test_duplicate_rows_go_and_the_rest_moves_up(api: Api, sheet: str) -> None:
    answer = api.batch(sheet, {"deleteDuplicates": {"range": span(0, 0, 4, 2)}})
    assert reply(answer, "deleteDuplicates") == {"duplicatesRemovedCount": 1}
    assert api.read(sheet, "A2:B4") == [["x", 2], ["y", 3]]


def test_filter_views_are_made_changed_and_deleted(api: Api, sheet: str) -> None:
    view = {"title": "Của tôi", "range": span(0, 0, 4, 2)}
    made = reply(api.batch(sheet, {"addFilterView": {"filter": view}}), "addFilterView")
    number = made["filter"]["filterViewId"]
    change = {"filter": {"filterViewId": number, "title": "Khác"}, "fields": "title"}
    api.batch(sheet, {"updateFilterView": change})
    assert first(api)["filterViews"][0]["title"] == "Khác"
    api.batch(sheet, {"deleteFilterView": {"filterId": number}})
    assert "filterViews" not in first(api)


def test_conditional_formats_are_added_moved_and_deleted(api: Api, sheet: str) -> None:
    condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": "x"}]}
    form = {"backgroundColor": {"red": 1}}
    rule = {"ranges": [span(0, 0, 4, 1)], "booleanRule": {"condition": condition, "format": form}}
    api.batch(sheet, {"addConditionalFormatRule": {"rule": rule, "index": 0}})
    api.batch(sheet, {"addConditionalFormatRule": {"rule": {**rule, "ranges": [span(0, 1, 4, 2)]}}})
    moved = api.batch(sheet, {"updateConditionalFormatRule": {"index": 0, "newIndex": 1}})
    assert reply(moved, "updateConditionalFormatRule")["newIndex"] == 1
    inserted = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    api.batch(sheet, {"insertDimension": {"range": inserted}})
    assert first(api)["conditionalFormats"][0]["ranges"][0]["endRowIndex"] == 5
    api.batch(sheet, {"deleteConditionalFormatRule": {"index": 0}})
    assert len(first(api)["conditionalFormats"]) == 1


def test_groups_nest(api: Api, sheet: str) -> None:
    outer = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 4}
    inner = {**outer, "startIndex": 1, "endIndex": 3}
    api.batch(sheet, {"addDimensionGroup": {"range": outer}})
    api.batch(sheet, {"addDimensionGroup": {"range": inner}})
    assert [group["depth"] for group in first(api)["rowGroups"]] == [1, 2]
    collapse = {"dimensionGroup": {"range": inner, "depth": 2, "collapsed": True}}
    api.batch(sheet, {"updateDimensionGroup": {**collapse, "fields": "collapsed"}})
    assert first(api)["rowGroups"][1]["collapsed"]


def test_banding_comes_and_goes(api: Api, sheet: str) -> None:
    colours = {"headerColor": {"red": 1}, "firstBandColor": {"green": 1}}
    banded = {"range": span(0, 0, 4, 2), "rowProperties": colours}
    made = reply(api.batch(sheet, {"addBanding": {"bandedRange": banded}}), "addBanding")
    number = made["bandedRange"]["bandedRangeId"]
    assert first(api)["bandedRanges"][0]["bandedRangeId"] == number
    api.batch(sheet, {"deleteBanding": {"bandedRangeId": number}})
    assert "bandedRanges" not in first(api)


def test_borders_frame_a_range(api: Api, sheet: str) -> None:
    line = {"style": "SOLID", "color": {}}
    api.batch(sheet, {"updateBorders": {"range": span(0, 0, 2, 2), "top": line, "left": line}})
    mask = "sheets.data.rowData.values.userEnteredFormat.borders"
    rows = api.get(sheet, ranges="A1:B2", fields=mask)["sheets"][0]["data"][0]["rowData"]
    sides = [
        [sorted(c.get("userEnteredFormat", {}).get("borders", {})) for c in row["values"]]
        for row in rows
    ]
    assert sides == [[["left", "top"], ["top"]], [["left"], []]]


def test_data_validation_is_set_and_taken_away(api: Api, sheet: str) -> None:
    rule = {"condition": {"type": "BOOLEAN"}, "strict": True}
    api.batch(sheet, {"setDataValidation": {"range": span(0, 2, 2, 3), "rule": rule}})
    mask = "sheets.data.rowData.values.dataValidation"
    found = api.get(sheet, ranges="C1:C1", fields=mask)["sheets"][0]["data"][0]
    assert found == {"rowData": [{"values": [{"dataValidation": rule}]}]}
    api.batch(sheet, {"setDataValidation": {"range": span(0, 2, 2, 3)}})
    assert api.get(sheet, ranges="C1:C1", fields=mask)["sheets"][0]["data"] == [{}]


@pytest.mark.parametrize("name", ["", "Hai từ", "A1", "1a", "Q1"])
def test_a_named_range_needs_a_name_that_is_one(api: Api, sheet: str, name: str) -> None:
    named = {"name": name, "range": span(0, 0, 1, 1)}
    refused = api.batch(sheet, {"addNamedRange": {"namedRange": named}}, status=400)
    assert "The name given to this range is invalid" in refused["error"]["message"]


def test_a_merge_does_not_cross_the_frozen_edge(api: Api, sheet: str) -> None:
    freeze = {"properties": {"sheetId": 0, "gridProperties": {"frozenRowCount": 1}}}
    mask = "gridProperties.frozenRowCount"
    api.batch(sheet, {"updateSheetProperties": {**freeze, "fields": mask}})
    merge = {"range": span(0, 2, 2, 3), "mergeType": "MERGE_ALL"}
    refused = api.batch(sheet, {"mergeCells": merge}, status=400)
    assert "You can't merge frozen and non-frozen rows" in refused["error"]["message"]


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (0, 10, "You can't delete all the rows on the sheet."),
        (8, 11, "Tried to delete row index 10 but there are only 10 rows."),
        (1, 10, "Sorry, it is not possible to delete all non-frozen rows."),
    ],
)
def test_rows_that_must_stay_are_refused_in_googles_words(
    api: Api, sheet: str, start: int, end: int, words: str
) -> None:
    freeze = {"properties": {"sheetId": 0, "gridProperties": {"frozenRowCount": 1}}}
    mask = "gridProperties.frozenRowCount"
    api.batch(sheet, {"updateSheetProperties": {**freeze, "fields": mask}})
    gone = {"sheetId": 0, "dimension": "ROWS", "startIndex": start, "endIndex": end}
    refused = api.batch(sheet, {"deleteDimension": {"range": gone}}, status=400)
    assert refused["error"]["message"].endswith(words)


@pytest.mark.parametrize(
    ("area", "status"),
    [(span(9, 0, 15, 1), 200), (span(10, 0, 11, 1), 400), (span(0, 5, 1, 6), 400)],
)
def test_a_range_must_begin_within_the_grid(api: Api, sheet: str, area: Json, status: int) -> None:
    repeat = {"range": area, "cell": cell("x"), "fields": "userEnteredValue"}
    answer = api.batch(sheet, {"repeatCell": repeat}, status=status)
    if status == 400:
        assert "exceeds grid limits. Max rows: 10, max columns: 5" in answer["error"]["message"]
