"""Batches that write cells, copy them, find in them."""

from typing import Any

import pytest

from sync.emulator.server import Emulator, Tab, choices
from tests.sync.emulator.conftest import Api

Json = dict[str, Any]


def span(top: int, left: int, bottom: int, right: int, sheet: int = 0) -> Json:
    return {
        "sheetId": sheet,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def cell(value: Any, **more: Any) -> Json:
    kind = {bool: "boolValue", int: "numberValue", str: "stringValue"}[type(value)]
    if isinstance(value, str) and value.startswith("="):
        kind = "formulaValue"
    return {"userEnteredValue": {kind: value}, **more}


@pytest.fixture
def sheet(emulator: Emulator) -> str:
    rows = [["a", 1, "=B1*2"], ["b", 2, "=B2*2"], ["c", 3, "=SUM(B1:B3)"]]
    emulator.seed("b", "b", [Tab("T", rows, size=(10, 6)), Tab("Khác", sheet_id=7, size=(10, 6))])
    return "b"


def test_update_cells_touches_only_the_masked_fields(api: Api, sheet: str) -> None:
    note = {"note": "xem lại", "userEnteredValue": {"stringValue": "bỏ qua"}}
    update = {"range": span(0, 0, 1, 1), "rows": [{"values": [note]}], "fields": "note"}
    api.batch(sheet, {"updateCells": update})
    assert api.read(sheet, "A1") == [["a"]]
    found = api.get(sheet, ranges="A1", fields="sheets.data.rowData.values.note")
    assert found["sheets"][0]["data"][0]["rowData"] == [{"values": [{"note": "xem lại"}]}]


def test_update_cells_clears_what_the_rows_do_not_cover(api: Api, sheet: str) -> None:
    update = {"range": span(0, 0, 2, 2), "rows": [{"values": [cell("x")]}]}
    api.batch(sheet, {"updateCells": {**update, "fields": "userEnteredValue"}})
    assert api.read(sheet, "A1:B3") == [["x"], [], ["c", 3]]


def test_update_cells_may_start_at_a_cell(api: Api, sheet: str) -> None:
    start = {"sheetId": 7, "rowIndex": 1, "columnIndex": 1}
    rows = [{"values": [cell(1)]}, {"values": [cell(2), cell(True)]}]
    api.batch(sheet, {"updateCells": {"start": start, "rows": rows, "fields": "*"}})
    assert api.read(sheet, "Khác!B2:C3") == [[1], [2, True]]


def test_a_new_value_drops_the_rich_text_of_the_old_one(api: Api, emulator: Emulator) -> None:
    runs = [{"startIndex": 1, "format": {"bold": True}}]
    emulator.seed("b", "b", [Tab("T", [[{**cell("đậm"), "textFormatRuns": runs}]])])
    start: Json = {"rowIndex": 0, "columnIndex": 0}
    rows = [{"values": [cell("mới")]}]
    api.batch("b", {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}})
    found = api.get("b", ranges="A1", fields="sheets.data.rowData.values.textFormatRuns")
    assert found["sheets"][0]["data"][0]["rowData"] == [{"values": [{}]}]


def test_one_bad_request_undoes_the_whole_batch(api: Api, sheet: str) -> None:
    good = {"updateCells": {"range": span(0, 0, 1, 1), "rows": [], "fields": "userEnteredValue"}}
    bad = {"deleteSheet": {"sheetId": 99}}
    refused = api.batch(sheet, good, bad, status=400)
    assert refused["error"]["message"] == "Invalid requests[1].deleteSheet: No sheet with id: 99"
    assert api.read(sheet, "A1") == [["a"]]


def test_an_unknown_kind_answers_501_with_its_name(api: Api, sheet: str) -> None:
    refused = api.batch(sheet, {"addTable": {"table": {"name": "t"}}}, status=501)
    assert "addTable" in refused["error"]["message"]


def test_a_request_without_a_mask_is_refused(api: Api, sheet: str) -> None:
    refused = api.batch(sheet, {"updateCells": {"range": span(0, 0, 1, 1)}}, status=400)
    assert "At least one field must be listed in 'fields'" in refused["error"]["message"]


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("PASTE_NORMAL", ["b", 2, "=F5*2"]),
        ("PASTE_VALUES", ["b", 2, 4]),
        ("PASTE_FORMULA", ["b", 2, "=F5*2"]),
        ("PASTE_FORMAT", []),
    ],
)
def test_a_copied_row_keeps_its_relative_formulas_or_their_values(
    api: Api, sheet: str, kind: str, row: list[Any]
) -> None:
    copy = {"source": span(1, 0, 2, 3), "destination": span(4, 4, 5, 5), "pasteType": kind}
    api.batch(sheet, {"appendDimension": {"sheetId": 0, "dimension": "COLUMNS", "length": 2}})
    api.batch(sheet, {"copyPaste": copy})
    found = api.read(sheet, "E5:G5", valueRenderOption="FORMULA")
    assert found == ([row] if row else [])


def test_a_copy_fills_a_destination_that_is_a_multiple_of_it(api: Api, sheet: str) -> None:
    copy = {"source": span(0, 1, 1, 2), "destination": span(0, 3, 4, 4)}
    api.batch(sheet, {"copyPaste": {**copy, "pasteType": "PASTE_VALUES"}})
    assert api.read(sheet, "D1:D4") == [[1], [1], [1], [1]]


def test_a_reference_that_leaves_the_sheet_becomes_an_error(api: Api, sheet: str) -> None:
    copy = {"source": span(0, 2, 1, 3), "destination": span(0, 0, 1, 1)}
    api.batch(sheet, {"copyPaste": copy})
    assert api.read(sheet, "A1", valueRenderOption="FORMULA") == [["=#REF!*2"]]
    assert api.read(sheet, "A1") == [["#REF!"]]


def test_cut_cells_keep_their_formulas_as_they_are(api: Api, sheet: str) -> None:
    cut = {
        "source": span(0, 2, 1, 3),
        "destination": {"sheetId": 0, "rowIndex": 5, "columnIndex": 5},
    }
    api.batch(sheet, {"cutPaste": {**cut, "pasteType": "PASTE_NORMAL"}})
    assert api.read(sheet, "F6", valueRenderOption="FORMULA") == [["=B1*2"]]
    assert api.read(sheet, "C1") == []


def test_the_reply_shows_the_state_after_the_batch_within_the_response_ranges(
    api: Api, sheet: str
) -> None:
    copy = {
        "source": span(0, 0, 1, 3),
        "destination": span(0, 0, 1, 3, sheet=7),
        "pasteType": "PASTE_VALUES",
    }
    update = {
        "start": {"sheetId": 0, "rowIndex": 0, "columnIndex": 1},
        "rows": [{"values": [cell(5)]}],
        "fields": "userEnteredValue",
    }
    inner = "properties.sheetId,data(rowData(values(effectiveValue)))"
    mask = f"replies,updatedSpreadsheet.sheets({inner})"
    reply = api.batch(
        sheet,
        {"copyPaste": copy},
        {"updateCells": update},
        includeSpreadsheetInResponse=True,
        responseRanges=["'Khác'!A1:C1"],
        fields=mask,
    )
    assert reply == {
        "replies": [{}, {}],
        "updatedSpreadsheet": {
            "sheets": [
                {
                    "properties": {"sheetId": 7},
                    "data": [
                        {
                            "rowData": [
                                {
                                    "values": [
                                        {"effectiveValue": {"stringValue": "a"}},
                                        {"effectiveValue": {"numberValue": 1}},
                                        {"effectiveValue": {"numberValue": 2}},
                                    ]
                                }
                            ]
                        }
                    ],
                }
            ]
        },
    }
    assert api.read(sheet, "A1:C1") == [["a", 5, 10]]


def test_response_ranges_may_name_a_tab_made_by_the_same_batch(api: Api, sheet: str) -> None:
    add = {"addSheet": {"properties": {"sheetId": 9, "title": "Mới", "hidden": True}}}
    more: Json = {"includeSpreadsheetInResponse": True, "responseRanges": ["'Mới'!A1"]}
    reply = api.batch(sheet, add, **more)
    shown = reply["updatedSpreadsheet"]["sheets"]
    assert [entry["properties"]["title"] for entry in shown] == ["Mới"]
    assert shown[0]["properties"]["hidden"]


def test_response_ranges_parsed_beforehand_refuse_that(emulator: Emulator, sheet: str) -> None:
    emulator.set_options({"response_ranges_parsed": "before"})
    api = Api(emulator.origin)
    add = {"addSheet": {"properties": {"title": "Mới"}}}
    api.batch(
        sheet, add, status=400, includeSpreadsheetInResponse=True, responseRanges=["'Mới'!A1"]
    )
    assert len(api.get(sheet)["sheets"]) == 2


def test_repeated_cells_move_their_formulas_along(api: Api, sheet: str) -> None:
    repeat = {"range": span(0, 4, 3, 5), "cell": cell("=B1+1"), "fields": "userEnteredValue"}
    api.batch(sheet, {"repeatCell": repeat})
    assert api.read(sheet, "E1:E3", valueRenderOption="FORMULA") == [
        ["=B1+1"],
        ["=B2+1"],
        ["=B3+1"],
    ]
    assert api.read(sheet, "E1:E3") == [[2], [3], [4]]


def test_appended_cells_come_after_the_last_row_with_data(api: Api, sheet: str) -> None:
    rows = [{"values": [cell("d")]}]
    api.batch(sheet, {"appendCells": {"sheetId": 0, "rows": rows, "fields": "userEnteredValue"}})
    assert api.read(sheet, "A1:A10") == [["a"], ["b"], ["c"], ["d"]]


def test_find_and_replace_counts_what_it_changed(api: Api, sheet: str) -> None:
    body = {"find": "B", "replacement": "x", "allSheets": True}
    reply = api.batch(sheet, {"findReplace": body})["replies"][0]["findReplace"]
    assert reply == {
        "valuesChanged": 1,
        "occurrencesChanged": 1,
        "rowsChanged": 1,
        "sheetsChanged": 1,
    }
    assert api.read(sheet, "A2") == [["x"]]


def test_a_strict_rule_is_enforced_only_where_the_option_says_so(
    emulator: Emulator, api: Api
) -> None:
    tab = Tab("T", [["x"]], validations={"A1": choices("x", "y")})
    emulator.seed("b", "b", [tab])
    api.write("b", "A1", [["z"]])
    emulator.set_options({"strict_validation": True})
    refused = api.write("b", "A1", [["w"]], status=400)
    assert "violates the data validation rules" in refused["error"]["message"]
    api.write("b", "A1", [["y"]])


@pytest.mark.parametrize(
    ("option", "status", "kept"), [("drop", 200, []), ("400", 400, []), ("write", 200, [["x"]])]
)
def test_a_cell_covered_by_a_merge_does_what_the_option_says(
    emulator: Emulator, api: Api, option: str, status: int, kept: list[Any]
) -> None:
    emulator.seed("b", "b", [Tab("T", [["a"]], merges=["A1:B1"])])
    emulator.set_options({"merge_write": option})
    api.write("b", "B1", [["x"]], status=status)
    assert api.read("b", "B1") == kept


def test_a_nested_colour_is_set_by_either_name(api: Api, sheet: str) -> None:
    text = {"textFormat": {"foregroundColor": {"red": 1}, "bold": True}}
    mask = "userEnteredFormat.textFormat.foregroundColor"
    repeat = {"range": span(0, 0, 1, 1), "cell": {"userEnteredFormat": text}, "fields": mask}
    api.batch(sheet, {"repeatCell": repeat})
    found = api.get(sheet, ranges="A1", fields="sheets.data.rowData.values.userEnteredFormat")
    red = {"red": 1}
    assert found["sheets"][0]["data"][0]["rowData"][0]["values"][0]["userEnteredFormat"] == {
        "textFormat": {"foregroundColor": red, "foregroundColorStyle": {"rgbColor": red}}
    }
