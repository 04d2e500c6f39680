"""What spreadsheets.get shows of cells, lines, filters and links."""

import datetime as dt
from typing import Any

import pytest

from sync.emulator.server import Emulator, Tab, checkboxes, choices
from tests.sync.emulator.conftest import Api
from tests.sync.emulator.test_cells import cell, span

Json = dict[str, Any]


@pytest.fixture
def sheet(emulator: Emulator) -> str:
    rows = [["a", 1], ["b", 2], ["c", 3]]
    emulator.seed("b", "b", [Tab("T", rows, size=(10, 6)), Tab("Khác", sheet_id=7, size=(10, 6))])
    return "b"


def test_a_snapshot_holds_values_formats_rules_notes_and_hidden_lines(
    api: Api, emulator: Emulator
) -> None:
    tab = Tab(
        "Tiến độ",
        [["Nội dung", "Xong", "Hạn"], ["Ra quân", True, dt.date(2026, 3, 26)]],
        validations={"B2": checkboxes(), "A2": choices("Ra quân", "Tổng kết")},
        notes={"A1": "ghi"},
        merges=["A3:C3"],
        hidden_rows=[1],
        hidden_columns=[2],
        size=(3, 3),
    )
    emulator.seed("b", "b", [tab, Tab("_an", hidden=True)], locale="vi_VN")
    mask = (
        "properties(locale),sheets(properties(sheetId,title,hidden),merges,data(rowMetadata("
        "hiddenByUser),columnMetadata(hiddenByUser),rowData(values(userEnteredValue,"
        "formattedValue,note,dataValidation/condition/type,userEnteredFormat/numberFormat))))"
    )
    whole = {"dataFilters": [{"gridRange": {"sheetId": 0}}]}
    found = api.call("POST", "/v4/spreadsheets/b:getByDataFilter", whole, fields=mask)
    assert found["properties"] == {"locale": "vi_VN"}
    (shown,) = found["sheets"]
    assert shown["merges"] == [
        {"startRowIndex": 2, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 3}
    ]
    (grid,) = shown["data"]
    assert grid["rowMetadata"] == [{}, {"hiddenByUser": True}, {}]
    assert grid["columnMetadata"] == [{}, {}, {"hiddenByUser": True}]
    assert grid["rowData"][0]["values"][0]["note"] == "ghi"
    assert grid["rowData"][1]["values"][1:] == [
        {
            "userEnteredValue": {"boolValue": True},
            "formattedValue": "TRUE",
            "dataValidation": {"condition": {"type": "BOOLEAN"}},
        },
        {
            "userEnteredValue": {"numberValue": 46107},
            "formattedValue": "26/03/2026",
            "userEnteredFormat": {"numberFormat": {"type": "DATE", "pattern": "dd/mm/yyyy"}},
        },
    ]


def test_a_link_is_shown_from_a_formula_a_format_or_a_run(api: Api, emulator: Emulator) -> None:
    link = {"link": {"uri": "https://example.org/b"}}
    rows = [
        [
            '=HYPERLINK("https://example.org/a";"xem")',
            {**cell("b"), "userEnteredFormat": {"textFormat": link}},
            {**cell("c"), "textFormatRuns": [{"format": link}]},
        ]
    ]
    emulator.seed("b", "b", [Tab("T", rows)])
    found = api.get(
        "b", ranges="A1:C1", fields="sheets.data.rowData.values(hyperlink,formattedValue)"
    )
    assert found["sheets"][0]["data"][0]["rowData"][0]["values"] == [
        {"hyperlink": "https://example.org/a", "formattedValue": "xem"},
        {"hyperlink": "https://example.org/b", "formattedValue": "b"},
        {"hyperlink": "https://example.org/b", "formattedValue": "c"},
    ]


def test_a_filter_hides_rows_without_moving_them(api: Api, sheet: str) -> None:
    criteria = {"0": {"hiddenValues": ["b"]}}
    api.batch(
        sheet, {"setBasicFilter": {"filter": {"range": span(0, 0, 3, 3), "criteria": criteria}}}
    )
    found = api.get(sheet, ranges="T!A1:A3", fields="sheets.data.rowMetadata.hiddenByFilter")
    assert found["sheets"][0]["data"][0]["rowMetadata"] == [{}, {"hiddenByFilter": True}, {}]
    assert api.read(sheet, "A1:A3") == [["a"], ["b"], ["c"]]


def test_a_mask_may_use_either_separator(api: Api, sheet: str) -> None:
    slash = api.get(sheet, fields="sheets/properties/title")
    assert slash == api.get(sheet, fields="sheets(properties(title))")
    assert slash == {"sheets": [{"properties": {"title": "T"}}, {"properties": {"title": "Khác"}}]}


def test_colours_come_back_in_both_forms_and_255_steps(api: Api, sheet: str) -> None:
    form = {"userEnteredFormat": {"backgroundColor": {"red": 0.5, "green": 0}}}
    repeat = {
        "range": span(0, 0, 1, 1),
        "cell": form,
        "fields": "userEnteredFormat.backgroundColor",
    }
    api.batch(sheet, {"repeatCell": repeat})
    mask = "sheets.data.rowData.values.userEnteredFormat"
    found = api.get(sheet, ranges="A1", fields=mask)["sheets"][0]["data"][0]["rowData"][0]
    grey = {"red": 0.49803922}
    assert found["values"][0]["userEnteredFormat"] == {
        "backgroundColor": grey,
        "backgroundColorStyle": {"rgbColor": grey},
    }
