"""Batches that change a spreadsheet's structure: tabs, rows, columns, merges, sorting."""

from typing import Any

import pytest

from sync.emulator.server import Emulator, Tab
from tests.sync.emulator.conftest import Api
from tests.sync.emulator.test_cells import span

Json = dict[str, Any]


@pytest.fixture
def sheet(emulator: Emulator) -> str:
    rows: list[list[Any]] = [["a", 1], ["b", 2], ["c", 3], ["Cộng", "=SUM(B1:B3)"]]
    emulator.seed("b", "b", [Tab("T", rows, size=(10, 5)), Tab("Khác", [["=T!B2"]], size=(5, 5))])
    return "b"


def lines(dimension: str, start: int, end: int) -> Json:
    return {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": end}


def formulas(api: Api, sheet: str, area: str) -> list[list[Any]]:
    return api.read(sheet, area, valueRenderOption="FORMULA")


def test_formulas_on_every_tab_follow_inserted_rows(api: Api, sheet: str) -> None:
    api.batch(sheet, {"insertDimension": {"range": lines("ROWS", 1, 3)}})
    assert api.read(sheet, "A1:A6") == [["a"], [], [], ["b"], ["c"], ["Cộng"]]
    assert formulas(api, sheet, "B6") == [["=SUM(B1:B5)"]]
    assert formulas(api, sheet, "Khác!A1") == [["=T!B4"]]
    assert api.read(sheet, "Khác!A1") == [[2]]


def test_a_deleted_row_leaves_an_error_where_only_it_was_meant(api: Api, sheet: str) -> None:
    api.batch(sheet, {"deleteDimension": {"range": lines("ROWS", 1, 2)}})
    assert formulas(api, sheet, "B3") == [["=SUM(B1:B2)"]]
    assert formulas(api, sheet, "Khác!A1") == [["=#REF!"]]
    grid = api.get(sheet, fields="sheets.properties.gridProperties")["sheets"][0]
    assert grid["properties"]["gridProperties"] == {"rowCount": 9, "columnCount": 5}


def test_a_moved_row_is_followed_by_what_refers_to_it(api: Api, sheet: str) -> None:
    move = {"source": lines("ROWS", 1, 2), "destinationIndex": 6}
    api.batch(sheet, {"moveDimension": move})
    assert api.read(sheet, "A1:A6") == [["a"], ["c"], ["Cộng"], [], [], ["b"]]
    assert formulas(api, sheet, "Khác!A1") == [["=T!B6"]]


def test_columns_are_inserted_moved_and_deleted_too(api: Api, sheet: str) -> None:
    api.batch(sheet, {"insertDimension": {"range": lines("COLUMNS", 0, 1)}})
    assert formulas(api, sheet, "B4:C4") == [["Cộng", "=SUM(C1:C3)"]]
    api.batch(sheet, {"moveDimension": {"source": lines("COLUMNS", 2, 3), "destinationIndex": 0}})
    assert formulas(api, sheet, "A4:C4") == [["=SUM(A1:A3)", "", "Cộng"]]
    api.batch(sheet, {"deleteDimension": {"range": lines("COLUMNS", 1, 2)}})
    assert formulas(api, sheet, "A4:B4") == [["=SUM(A1:A3)", "Cộng"]]


def test_an_inserted_row_may_inherit_the_formats_above_it(api: Api, emulator: Emulator) -> None:
    tab = Tab("T", [[1]], formats={"A1": {"type": "DATE", "pattern": "dd/mm/yyyy"}})
    emulator.seed("b", "b", [tab])
    insert = {"range": lines("ROWS", 1, 2), "inheritFromBefore": True}
    api.batch("b", {"insertDimension": insert})
    api.write("b", "A2", [[46107]])
    assert api.read("b", "A2", valueRenderOption="FORMATTED_VALUE") == [["26/03/2026"]]


def test_merges_filters_and_named_ranges_follow(api: Api, sheet: str) -> None:
    named = {"name": "N", "range": span(1, 0, 3, 2)}
    api.batch(
        sheet,
        {"mergeCells": {"range": span(5, 0, 6, 2), "mergeType": "MERGE_ALL"}},
        {"addNamedRange": {"namedRange": named}},
        {"setBasicFilter": {"filter": {"range": span(0, 0, 4, 2)}}},
        {"insertDimension": {"range": lines("ROWS", 2, 3)}},
    )
    found = api.get(sheet)
    first = found["sheets"][0]
    assert first["merges"][0]["startRowIndex"] == 6
    assert first["basicFilter"]["range"]["endRowIndex"] == 5
    assert (found["namedRanges"][0]["range"]["startRowIndex"]) == 1
    assert (found["namedRanges"][0]["range"]["endRowIndex"]) == 4


def test_sorting_puts_numbers_first_and_blanks_last_in_both_directions(
    api: Api, emulator: Emulator
) -> None:
    rows: list[list[Any]] = [["b"], [None], [2], ["a"], [True], [10]]
    emulator.seed("b", "b", [Tab("T", rows)])
    spec = {"dimensionIndex": 0, "sortOrder": "ASCENDING"}
    api.batch("b", {"sortRange": {"range": span(0, 0, 6, 1), "sortSpecs": [spec]}})
    assert api.read("b", "A1:A6") == [[2], [10], ["a"], ["b"], [True]]
    spec = {"dimensionIndex": 0, "sortOrder": "DESCENDING"}
    api.batch("b", {"sortRange": {"range": span(0, 0, 6, 1), "sortSpecs": [spec]}})
    assert api.read("b", "A1:A6") == [[True], ["b"], ["a"], [10], [2]]


def test_a_sort_of_some_columns_leaves_the_others(api: Api, sheet: str) -> None:
    spec = {"dimensionIndex": 0, "sortOrder": "DESCENDING"}
    api.batch(sheet, {"sortRange": {"range": span(0, 0, 3, 1), "sortSpecs": [spec]}})
    assert api.read(sheet, "A1:B3") == [["c", 1], ["b", 2], ["a", 3]]


def test_a_merge_keeps_the_first_value_only(api: Api, sheet: str) -> None:
    api.batch(sheet, {"mergeCells": {"range": span(0, 0, 2, 2), "mergeType": "MERGE_ALL"}})
    assert api.read(sheet, "A1:B2") == [["a"]]
    api.batch(sheet, {"unmergeCells": {"range": span(0, 0, 3, 3)}})
    assert "merges" not in api.get(sheet)["sheets"][0]


def test_rows_and_columns_can_be_merged_one_by_one(api: Api, sheet: str) -> None:
    api.batch(sheet, {"mergeCells": {"range": span(0, 0, 2, 2), "mergeType": "MERGE_ROWS"}})
    merges = api.get(sheet)["sheets"][0]["merges"]
    assert [(m["startRowIndex"], m["endRowIndex"]) for m in merges] == [(0, 1), (1, 2)]


def test_a_renamed_tab_is_renamed_in_formulas(api: Api, sheet: str) -> None:
    properties = {"sheetId": 0, "title": "Tiến độ 2026"}
    api.batch(sheet, {"updateSheetProperties": {"properties": properties, "fields": "title"}})
    assert formulas(api, sheet, "Khác!A1") == [["='Tiến độ 2026'!B2"]]
    assert api.read(sheet, "Khác!A1") == [[2]]


def test_tabs_are_added_hidden_reordered_duplicated_and_deleted(api: Api, sheet: str) -> None:
    api.batch(sheet, {"addSheet": {"properties": {"title": "_ẩn", "hidden": True, "index": 0}}})
    api.batch(sheet, {"duplicateSheet": {"sourceSheetId": 0, "newSheetName": "Bản sao"}})
    titles = [s["properties"]["title"] for s in api.get(sheet)["sheets"]]
    assert titles == ["Bản sao", "_ẩn", "T", "Khác"]
    move = {"properties": {"sheetId": 0, "index": 0}, "fields": "index"}
    api.batch(sheet, {"updateSheetProperties": move}, {"deleteSheet": {"sheetId": 1}})
    titles = [s["properties"]["title"] for s in api.get(sheet)["sheets"]]
    assert titles == ["T", "Bản sao", "_ẩn"]


def test_a_title_or_an_id_that_is_taken_is_refused(api: Api, sheet: str) -> None:
    same = api.batch(sheet, {"addSheet": {"properties": {"title": "t"}}}, status=400)
    assert 'A sheet with the name "t" already exists' in same["error"]["message"]
    taken = api.batch(sheet, {"addSheet": {"properties": {"sheetId": 0}}}, status=400)
    assert "already exists" in taken["error"]["message"]


def test_the_last_visible_tab_cannot_go(api: Api, emulator: Emulator) -> None:
    emulator.seed("b", "b", [Tab("T"), Tab("_ẩn", hidden=True)])
    api.batch("b", {"deleteSheet": {"sheetId": 0}}, status=400)
    hide = {"properties": {"sheetId": 0, "hidden": True}, "fields": "hidden"}
    refused = api.batch("b", {"updateSheetProperties": hide}, status=400)
    assert refused["error"]["message"] == (
        "Invalid requests[0].updateSheetProperties: You can't hide all the sheets in a document."
    )


def test_a_shrunk_grid_loses_what_lies_beyond(api: Api, sheet: str) -> None:
    grid = {"rowCount": 2, "columnCount": 1}
    update = {
        "properties": {"sheetId": 0, "gridProperties": grid},
        "fields": "gridProperties(rowCount,columnCount)",
    }
    api.batch(sheet, {"updateSheetProperties": update})
    update["properties"] = {"sheetId": 0, "gridProperties": {"rowCount": 9, "columnCount": 5}}
    api.batch(sheet, {"updateSheetProperties": update})
    assert api.read(sheet, "T") == [["a"], ["b"]]


def test_cells_shift_when_a_range_is_inserted_or_deleted(api: Api, sheet: str) -> None:
    api.batch(sheet, {"insertRange": {"range": span(1, 0, 2, 1), "shiftDimension": "ROWS"}})
    assert api.read(sheet, "A1:B3") == [["a", 1], ["", 2], ["b", 3]]
    api.batch(sheet, {"deleteRange": {"range": span(1, 0, 2, 1), "shiftDimension": "ROWS"}})
    assert api.read(sheet, "A1:B3") == [["a", 1], ["b", 2], ["c", 3]]


def test_the_spreadsheets_own_properties_change_and_are_checked(api: Api, sheet: str) -> None:
    update = {"properties": {"title": "Mới", "locale": "vi_VN"}, "fields": "title,locale"}
    api.batch(sheet, {"updateSpreadsheetProperties": update})
    assert api.get(sheet, fields="properties(title,locale)")["properties"]["title"] == "Mới"
    assert api.call("GET", f"/drive/v3/files/{sheet}")["name"] == "Mới"
    update = {"properties": {"locale": "xx_YY"}, "fields": "locale"}
    refused = api.batch(sheet, {"updateSpreadsheetProperties": update}, status=400)
    assert "Unsupported locale: xx_YY" in refused["error"]["message"]


def test_a_tab_can_be_copied_to_another_spreadsheet(
    api: Api, emulator: Emulator, sheet: str
) -> None:
    emulator.seed("c", "c", [Tab("T")])
    path = f"/v4/spreadsheets/{sheet}/sheets/0:copyTo"
    copied = api.call("POST", path, {"destinationSpreadsheetId": "c"})
    assert copied["title"] == "Copy of T"
    assert api.read("c", "Copy of T!A1:B1") == [["a", 1]]


def test_a_spreadsheet_is_created_with_its_tabs(api: Api) -> None:
    body = {
        "properties": {"title": "Mới", "locale": "vi_VN"},
        "sheets": [{"properties": {"title": "Một"}}, {"properties": {"title": "Hai"}}],
    }
    made = api.call("POST", "/v4/spreadsheets", body)
    found = api.get(made["spreadsheetId"], fields="properties.locale,sheets.properties.title")
    assert found == {
        "properties": {"locale": "vi_VN"},
        "sheets": [{"properties": {"title": "Một"}}, {"properties": {"title": "Hai"}}],
    }


def test_texts_are_sorted_as_the_vietnamese_alphabet_has_them(api: Api, emulator: Emulator) -> None:
    emulator.seed("b", "b", [Tab("T", [["Đoàn"], ["em"], ["dân"], ["Ấp"], ["An"]])])
    spec = {"dimensionIndex": 0, "sortOrder": "ASCENDING"}
    api.batch("b", {"sortRange": {"range": span(0, 0, 5, 1), "sortSpecs": [spec]}})
    assert api.read("b", "A1:A5") == [["An"], ["Ấp"], ["dân"], ["Đoàn"], ["em"]]


def test_a_spreadsheet_can_be_made_with_its_cells_and_merges(api: Api) -> None:
    cells = [
        {"userEnteredValue": {"stringValue": "Danh mục"}},
        {"userEnteredValue": {"numberValue": 2}},
    ]
    merge = {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 2}
    tab = {
        "properties": {"title": "Việc", "sheetId": 7},
        "data": [{"startRow": 2, "startColumn": 1, "rowData": [{"values": cells}]}],
        "merges": [merge],
    }
    made = api.call("POST", "/v4/spreadsheets", {"sheets": [tab]})
    path = f"/v4/spreadsheets/{made['spreadsheetId']}"
    assert api.call("GET", f"{path}/values/Việc!A1:C3")["values"] == [[], [], ["", "Danh mục", "2"]]
    (told,) = api.call("GET", path)["sheets"]
    assert told["merges"] == [{"sheetId": 7, **merge}]
