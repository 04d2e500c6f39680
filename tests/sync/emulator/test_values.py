"""The values methods: reading, writing, clearing, appending."""

from typing import Any

import pytest

from sync.emulator.server import Emulator, Tab
from tests.sync.emulator.conftest import Api


@pytest.fixture
def sheet(emulator: Emulator) -> str:
    rows: list[list[Any]] = [
        ["TT", "Nội dung", "Xong"],
        [1, "Ra quân", True],
        [],
        [2, "Tổng kết", False],
    ]
    emulator.seed("bang", "Xã Tân Lợi", [Tab("Tiến độ", rows, size=(20, 6))])
    return "bang"


def test_trailing_empties_are_trimmed_and_gaps_kept(api: Api, sheet: str) -> None:
    assert api.read(sheet, "'Tiến độ'!A1:F20") == [
        ["TT", "Nội dung", "Xong"],
        [1, "Ra quân", True],
        [],
        [2, "Tổng kết", False],
    ]


def test_an_empty_range_has_no_values_at_all(api: Api, sheet: str) -> None:
    answer = api.call("GET", f"/v4/spreadsheets/{sheet}/values/D1%3AF3")
    assert answer == {"range": "'Tiến độ'!D1:F3", "majorDimension": "ROWS"}


@pytest.mark.parametrize(
    ("text", "range_"),
    [
        ("'Tiến độ'", "'Tiến độ'!A1:F20"),
        ("Tiến độ", "'Tiến độ'!A1:F20"),
        ("B2", "'Tiến độ'!B2"),
        ("A:B", "'Tiến độ'!A1:B20"),
        ("2:3", "'Tiến độ'!A2:F3"),
        ("B5:B", "'Tiến độ'!B5:B20"),
        ("D4:A1", "'Tiến độ'!A1:D4"),
        ("A1:1", "'Tiến độ'!A1:F1"),
        ("'Tiến độ'!R2C1:R3C2", "'Tiến độ'!A2:B3"),
    ],
)
def test_a_range_is_written_back_whole_and_within_the_grid(
    api: Api, sheet: str, text: str, range_: str
) -> None:
    answer = api.call("GET", f"/v4/spreadsheets/{sheet}/values:batchGet", ranges=[text])
    assert answer["valueRanges"][0]["range"] == range_


def test_a_bare_name_is_a_named_range_before_it_is_a_sheet(api: Api, sheet: str) -> None:
    named = {"name": "Ket_qua", "range": {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 2}}
    api.batch(sheet, {"addNamedRange": {"namedRange": named}})
    assert api.read(sheet, "Ket_qua") == [[1, "Ra quân", True]]
    assert api.read(sheet, "'Tiến độ'!Ket_qua") == [[1, "Ra quân", True]]


def test_an_unknown_tab_and_a_range_beyond_the_grid_are_refused_in_googles_words(
    api: Api, sheet: str
) -> None:
    wrong = api.call("GET", f"/v4/spreadsheets/{sheet}/values/Khong!A1", status=400)
    assert wrong["error"]["message"] == "Unable to parse range: Khong!A1"
    beyond = api.call("GET", f"/v4/spreadsheets/{sheet}/values/A21", status=400)
    assert "exceeds grid limits. Max rows: 20, max columns: 6" in beyond["error"]["message"]


def test_null_skips_a_cell_and_an_empty_text_clears_it(api: Api, sheet: str) -> None:
    counts = api.write(sheet, "A2:C2", [[None, "", False]])
    assert counts["updatedCells"] == 2
    assert api.read(sheet, "A2:C2") == [[1, "", False]]


def test_raw_text_stays_text_and_json_types_stay_types(api: Api, sheet: str) -> None:
    row = ["=1+1", "'x", "007", 7.5, True, "TRUE"]
    api.write(sheet, "A6:F6", [row])
    assert api.read(sheet, "A6:F6") == [row]
    assert api.read(sheet, "A6:F6", valueRenderOption="FORMATTED_VALUE") == [
        ["=1+1", "'x", "007", "7.5", "TRUE", "TRUE"]
    ]


def test_more_values_than_the_range_holds_are_refused(api: Api, sheet: str) -> None:
    refused = api.write(sheet, "A1:B1", [[1, 2, 3]], status=400)
    assert refused["error"]["status"] == "INVALID_ARGUMENT"
    assert api.read(sheet, "A1:C1") == [["TT", "Nội dung", "Xong"]]


def test_values_that_are_no_list_get_the_recorded_refusal(emulator: Emulator, sheet: str) -> None:
    api = Api(emulator.origin)
    refused = api.write(sheet, "A1", "X", status=400)
    assert refused["error"]["message"] == (
        "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"X\""
    )


def test_an_echo_shows_the_whole_range_even_where_less_was_written(api: Api, sheet: str) -> None:
    answer = api.write(
        sheet, "A1:C2", [["STT"]], includeValuesInResponse="true",
        responseValueRenderOption="UNFORMATTED_VALUE",
    )  # fmt: skip
    assert answer["updatedRange"] == "'Tiến độ'!A1"
    assert answer["updatedData"]["values"] == [["STT", "Nội dung", "Xong"], [1, "Ra quân", True]]


def test_columns_come_and_go_as_columns(api: Api, sheet: str) -> None:
    path = f"/v4/spreadsheets/{sheet}/values/E1"
    body = {"majorDimension": "COLUMNS", "values": [["a", "b"], ["c"]]}
    api.call("PUT", path, body, valueInputOption="RAW")
    assert api.read(sheet, "E1:F2") == [["a", "c"], ["b"]]
    assert api.read(sheet, "E1:F2", majorDimension="COLUMNS") == [["a", "b"], ["c"]]


def test_a_cell_holds_fifty_thousand_characters_and_no_more(api: Api, sheet: str) -> None:
    api.write(sheet, "A1", [["x" * 50_000]])
    assert "50000" in api.write(sheet, "A1", [["x" * 50_001]], status=400)["error"]["message"]


def test_clearing_leaves_notes_and_validation(api: Api, emulator: Emulator) -> None:
    tab = Tab("T", [["x"]], notes={"A1": "ghi chú"}, validations={"A1": {"strict": True}})
    emulator.seed("b", "b", [tab])
    assert api.call("POST", "/v4/spreadsheets/b/values/T:clear")["clearedRange"] == "T!A1:Z1000"
    cell = api.get("b", fields="sheets.data.rowData.values(note,dataValidation,userEnteredValue)")
    assert cell["sheets"][0]["data"][0]["rowData"][0]["values"] == [
        {"note": "ghi chú", "dataValidation": {"strict": True}}
    ]


def test_append_continues_the_table_that_the_range_falls_in(api: Api, emulator: Emulator) -> None:
    rows: list[list[Any]] = [["a", None, "x"], ["b", None, "y"], [], ["c"]]
    emulator.seed("b", "b", [Tab("T", rows)])
    path = "/v4/spreadsheets/b/values/{}:append"
    body = {"values": [["mới"]]}
    first = api.call("POST", path.format("A1"), body, valueInputOption="RAW")
    assert first["tableRange"] == "T!A1:A2"
    assert first["updates"]["updatedRange"] == "T!A3"
    last = api.call("POST", path.format("T"), body, valueInputOption="RAW")
    assert last["updates"]["updatedRange"] == "T!A5", "the whole sheet means its last block"


def test_append_on_an_empty_sheet_names_no_table(api: Api, emulator: Emulator) -> None:
    emulator.seed("b", "b", [Tab("T", size=(2, 2))])
    path = "/v4/spreadsheets/b/values/T:append"
    answer = api.call("POST", path, {"values": [[1], [2], [3]]}, valueInputOption="RAW")
    assert "tableRange" not in answer
    assert answer["updates"]["updatedRange"] == "T!A1:A3"
    grid = api.get("b", fields="sheets.properties.gridProperties.rowCount")
    assert grid == {"sheets": [{"properties": {"gridProperties": {"rowCount": 3}}}]}


def test_append_may_insert_rows_instead_of_overwriting(api: Api, emulator: Emulator) -> None:
    emulator.seed("b", "b", [Tab("T", [["a"], [], ["z"]], size=(5, 2))])
    path = "/v4/spreadsheets/b/values/A1:append"
    body = {"values": [["b"], ["c"]]}
    api.call("POST", path, body, valueInputOption="RAW", insertDataOption="INSERT_ROWS")
    assert api.read("b", "A1:A5") == [["a"], ["b"], ["c"], [], ["z"]]


def test_several_ranges_are_written_all_or_none(api: Api, sheet: str) -> None:
    path = f"/v4/spreadsheets/{sheet}/values:batchUpdate"
    data = [{"range": "A1", "values": [["mới"]]}, {"range": "Khong!A1", "values": [[1]]}]
    api.call("POST", path, {"valueInputOption": "RAW", "data": data}, status=400)
    assert api.read(sheet, "A1") == [["TT"]]
    answer = api.call("POST", path, {"valueInputOption": "RAW", "data": data[:1]})
    assert answer["totalUpdatedCells"] == 1
    assert answer["totalUpdatedSheets"] == 1


def test_several_ranges_are_cleared_at_once(api: Api, sheet: str) -> None:
    path = f"/v4/spreadsheets/{sheet}/values:batchClear"
    answer = api.call("POST", path, {"ranges": ["A1:B1", "C4"]})
    assert answer["clearedRanges"] == ["'Tiến độ'!A1:B1", "'Tiến độ'!C4"]
    assert api.read(sheet, "A1:C4") == [["", "", "Xong"], [1, "Ra quân", True], [], [2, "Tổng kết"]]


def test_a_missing_input_option_is_refused(emulator: Emulator, sheet: str) -> None:
    api = Api(emulator.origin)
    refused = api.call("PUT", f"/v4/spreadsheets/{sheet}/values/A1", {"values": []}, status=400)
    assert "valueInputOption" in refused["error"]["message"]


def test_values_by_data_filter_survive_a_renamed_tab(api: Api, sheet: str) -> None:
    api.batch(
        sheet,
        {"updateSheetProperties": {"properties": {"sheetId": 0, "title": "X"}, "fields": "title"}},
    )
    area = {"gridRange": {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 2}}
    base = f"/v4/spreadsheets/{sheet}/values"
    read = api.call("POST", f"{base}:batchGetByDataFilter", {"dataFilters": [area]})
    assert read["valueRanges"][0]["valueRange"]["values"] == [["1", "Ra quân", "TRUE"]]
    data = [{"dataFilter": area, "majorDimension": "ROWS", "values": [[None, None, False]]}]
    body = {"valueInputOption": "RAW", "data": data, "includeValuesInResponse": True}
    wrote = api.call("POST", f"{base}:batchUpdateByDataFilter", body)
    assert wrote["responses"][0]["updatedData"]["values"] == [["1", "Ra quân", "FALSE"]]
    api.call("POST", f"{base}:batchClearByDataFilter", {"dataFilters": [area]})
    assert api.read(sheet, "A2:C2") == []


def test_a_range_that_only_ends_beyond_the_grid_is_cut_off(api: Api, sheet: str) -> None:
    answer = api.call("GET", f"/v4/spreadsheets/{sheet}/values/A4%3AZ99")
    assert answer["range"] == "'Tiến độ'!A4:F20"
    assert answer["values"] == [["2", "Tổng kết", "FALSE"]]
