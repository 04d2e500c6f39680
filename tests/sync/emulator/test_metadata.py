"""Developer metadata: made, found, carried along by structural edits."""

from typing import Any

import pytest

from sync.emulator.server import Emulator, Tab
from tests.sync.emulator.conftest import Api
from tests.sync.emulator.test_cells import span

Json = dict[str, Any]
SEARCH = "/v4/spreadsheets/b/developerMetadata:search"


@pytest.fixture
def anchored(emulator: Emulator, api: Api) -> Api:
    """Rows a, b, c with metadata 1, 2, 3; the sheet and the spreadsheet with 10 and 11."""
    emulator.seed("b", "b", [Tab("T", [["a", 3], ["b", 2], ["c", 1]], size=(10, 4))])
    rows = [create(row + 1, location=row_at(row)) for row in range(3)]
    api.batch("b", *rows, create(10, location={"sheetId": 0}), create(11, location=BOOK))
    return api


BOOK: Json = {"spreadsheet": True}


def row_at(row: int, end: int | None = None) -> Json:
    end = row + 1 if end is None else end
    return {
        "dimensionRange": {"sheetId": 0, "dimension": "ROWS", "startIndex": row, "endIndex": end}
    }


def create(number: int, location: Json) -> Json:
    entry = {"metadataKey": "k", "visibility": "DOCUMENT", "location": location}
    return {"createDeveloperMetadata": {"developerMetadata": {"metadataId": number, **entry}}}


def rows_of(api: Api) -> dict[int, str]:
    """Which metadata stands at the row with which first value."""
    values = api.read("b", "A:A")
    found = api.call(
        "POST", SEARCH, {"dataFilters": [{"developerMetadataLookup": {"locationType": "ROW"}}]}
    )
    result = {}
    for match in found.get("matchedDeveloperMetadata", []):
        entry = match["developerMetadata"]
        row = entry["location"]["dimensionRange"]["startIndex"]
        result[entry["metadataId"]] = values[row][0] if row < len(values) and values[row] else ""
    return result


@pytest.mark.parametrize(
    "edit",
    [
        {"insertDimension": {"range": row_at(0, 2)["dimensionRange"]}},
        {"moveDimension": {"source": row_at(2)["dimensionRange"], "destinationIndex": 0}},
        {
            "sortRange": {
                "range": span(0, 0, 3, 2),
                "sortSpecs": [{"dimensionIndex": 1, "sortOrder": "ASCENDING"}],
            }
        },
    ],
)
def test_metadata_stays_with_its_row(anchored: Api, edit: Json) -> None:
    anchored.batch("b", edit)
    assert rows_of(anchored) == {1: "a", 2: "b", 3: "c"}


def test_a_sort_may_leave_metadata_where_it_was(anchored: Api, emulator: Emulator) -> None:
    emulator.set_options({"sort_moves_metadata": False})
    spec = {"dimensionIndex": 1, "sortOrder": "ASCENDING"}
    anchored.batch("b", {"sortRange": {"range": span(0, 0, 3, 2), "sortSpecs": [spec]}})
    assert rows_of(anchored) == {1: "c", 2: "b", 3: "a"}


def test_a_deleted_row_takes_its_metadata_along(anchored: Api) -> None:
    anchored.batch("b", {"deleteDimension": {"range": row_at(1)["dimensionRange"]}})
    assert rows_of(anchored) == {1: "a", 3: "c"}


def test_a_copied_row_does_not_copy_metadata(anchored: Api) -> None:
    copy = {"source": span(0, 0, 1, 4), "destination": span(5, 0, 6, 4)}
    anchored.batch("b", {"copyPaste": copy})
    assert rows_of(anchored) == {1: "a", 2: "b", 3: "c"}


def test_an_id_is_taken_once(anchored: Api) -> None:
    refused = anchored.batch("b", create(1, location=row_at(5)), status=400)
    assert "already exists" in refused["error"]["message"]


def test_two_rows_are_no_place_for_metadata(anchored: Api) -> None:
    refused = anchored.batch("b", create(9, location=row_at(5, 7)), status=400)
    assert "single row or column" in refused["error"]["message"]


def test_a_lookup_by_place_is_exact_or_intersecting(anchored: Api) -> None:
    def found(strategy: str, place: Json, status: int = 200) -> list[int]:
        lookup = {"metadataLocation": place, "locationMatchingStrategy": strategy}
        body = {"dataFilters": [{"developerMetadataLookup": lookup}]}
        matches = anchored.call("POST", SEARCH, body, status).get("matchedDeveloperMetadata", [])
        return sorted(match["developerMetadata"]["metadataId"] for match in matches)

    assert found("INTERSECTING_LOCATION", {"sheetId": 0}) == [1, 2, 3, 10]
    assert found("EXACT_LOCATION", {"sheetId": 0}) == [10]
    assert found("EXACT_LOCATION", row_at(1)) == [2]
    assert found("EXACT_LOCATION", BOOK) == [11]
    found("INTERSECTING_LOCATION", BOOK, status=400)


def test_an_empty_lookup_finds_everything(anchored: Api) -> None:
    found = anchored.call("POST", SEARCH, {"dataFilters": [{"developerMetadataLookup": {}}]})
    ids = [m["developerMetadata"]["metadataId"] for m in found["matchedDeveloperMetadata"]]
    assert sorted(ids) == [1, 2, 3, 10, 11]


def test_one_entry_is_read_by_its_id(anchored: Api) -> None:
    path = "/v4/spreadsheets/b/developerMetadata/{}"
    assert anchored.call("GET", path.format(2))["location"]["locationType"] == "ROW"
    anchored.call("GET", path.format(77), status=404)


def test_a_snapshot_with_grid_data_carries_the_rows_metadata(anchored: Api) -> None:
    inner = "developerMetadata.metadataId"
    mask = f"{inner},sheets({inner},data.rowMetadata.{inner})"
    found = anchored.get("b", fields=mask, ranges="T!A1:B2")
    assert found == {
        "developerMetadata": [{"metadataId": 11}],
        "sheets": [
            {
                "developerMetadata": [{"metadataId": 10}],
                "data": [
                    {
                        "rowMetadata": [
                            {"developerMetadata": [{"metadataId": 1}]},
                            {"developerMetadata": [{"metadataId": 2}]},
                        ]
                    }
                ],
            }
        ],
    }


def test_values_are_written_by_metadata_and_the_whole_row_is_echoed(anchored: Api) -> None:
    lookup = {"developerMetadataLookup": {"metadataId": 2}}
    data = [{"dataFilter": lookup, "majorDimension": "ROWS", "values": [[None, 9]]}]
    body = {
        "valueInputOption": "RAW",
        "data": data,
        "includeValuesInResponse": True,
        "responseValueRenderOption": "UNFORMATTED_VALUE",
    }
    anchored.batch("b", {"insertDimension": {"range": row_at(0)["dimensionRange"]}})
    wrote = anchored.call("POST", "/v4/spreadsheets/b/values:batchUpdateByDataFilter", body)
    assert wrote["responses"][0]["updatedData"] == {
        "range": "T!A3:D3",
        "majorDimension": "ROWS",
        "values": [["b", 9]],
    }


def test_a_lookup_that_matches_nothing_is_empty_or_an_error(
    anchored: Api, emulator: Emulator
) -> None:
    lookup = {"developerMetadataLookup": {"metadataId": 99}}
    path, body = "/v4/spreadsheets/b/values:batchGetByDataFilter", {"dataFilters": [lookup]}
    assert "valueRanges" not in anchored.call("POST", path, body)
    emulator.set_options({"lookup_no_match": "400"})
    anchored.call("POST", path, body, status=400)


def test_metadata_is_changed_and_deleted_by_filter(anchored: Api) -> None:
    filters = [{"developerMetadataLookup": {"metadataId": 1}}]
    change = {"dataFilters": filters, "developerMetadata": {"metadataValue": "v"}}
    anchored.batch("b", {"updateDeveloperMetadata": {**change, "fields": "metadataValue"}})
    assert anchored.call("GET", "/v4/spreadsheets/b/developerMetadata/1")["metadataValue"] == "v"
    anchored.batch("b", {"deleteDeveloperMetadata": {"dataFilter": filters[0]}})
    assert rows_of(anchored) == {2: "b", 3: "c"}


def test_a_duplicated_tab_leaves_metadata_behind_and_a_copied_file_keeps_it(
    anchored: Api, emulator: Emulator
) -> None:
    anchored.batch("b", {"duplicateSheet": {"sourceSheetId": 0}})
    assert rows_of(anchored) == {1: "a", 2: "b", 3: "c"}
    twin = anchored.call("POST", "/drive/v3/files/b/copy", {})["id"]
    path = f"/v4/spreadsheets/{twin}/developerMetadata/1"
    anchored.call("GET", path)
    emulator.set_options({"copy_keeps_metadata": False})
    twin = anchored.call("POST", "/drive/v3/files/b/copy", {})["id"]
    anchored.call("GET", f"/v4/spreadsheets/{twin}/developerMetadata/1", status=404)
