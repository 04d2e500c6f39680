"""Every sheet with a known truth: linked, one round; what the sheet held, the intranet holds."""

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests

from app.factory import create_app
from sync.emulator.server import Tab, running_emulator

SHARED = Path(__file__).parents[2] / "../shared/sheets"
NAMES = sorted(p.name.removesuffix(".truth.json") for p in SHARED.glob("*.truth.json"))
ALL = "sheets(properties,merges,data(rowData,rowMetadata,columnMetadata))"

pytestmark = pytest.mark.skipif(not NAMES, reason="the sheets with truths are not at hand")


def rows_of(name: str) -> list[list[str | None]]:
    with (SHARED / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
        return [[cell or None for cell in row] for row in csv.reader(lines)]


def whole(origin: str) -> list[dict[str, Any]]:
    url = f"{origin}/v4/spreadsheets/bang"
    answer = requests.get(url, {"includeGridData": "true", "fields": ALL}, timeout=10)
    sheets: list[dict[str, Any]] = answer.json()["sheets"]
    return sheets


def cells(sheet: dict[str, Any]) -> dict[tuple[int, int], Any]:
    lines = sheet["data"][0].get("rowData", [])
    return {
        (row, column): cell
        for row, line in enumerate(lines, 1)
        for column, cell in enumerate(line.get("values", []), 1)
        if cell
    }


def unseen(found: dict[str, Any], row: dict[str, Any]) -> list[str]:
    """What the truth says of a row and its entry does not."""
    if row.get("state_conflict") or row.get("ambiguous"):
        return []
    soft = row.get("soft", [])
    return [
        f"row {row['row']} {row['key']}: {field} {row[field]}, not {found[field]}"
        for field in ("state", "done_on", "due")
        if row.get(field) is not None and field not in soft and found[field] != row[field]
    ]


def carried_once(truth: dict[str, Any], asked: set[int]) -> list[dict[str, Any]]:
    """The rows that alone carry an item; parts, repeats and doubtful ones are left out."""
    entries = [row for row in truth["rows"] if row["kind"] == "entry"]
    rows = [row for row in entries if row["key"]]
    keys = [key for row in entries for key in (row["key"], *row.get("acceptable", ()))]
    return [row for row in rows if keys.count(row["key"]) == 1 and row["row"] not in asked]


def words_lost(
    truth: dict[str, Any],
    rows: list[dict[str, Any]],
    held: list[list[str | None]],
    entries: dict[str, dict[str, Any]],
) -> list[str]:
    """Results and links that the sheet held and the entries of these rows do not say."""
    return [
        f"row {row['row']}: {column['heading']}"
        for column in truth["columns"]
        if column["field"] in ("result", "evidence")
        for row in rows
        if entries[row["key"]][column["field"]] != held[row["row"] - 1][column["index"] - 1]
    ]


@pytest.mark.parametrize("name", NAMES)
def test_linking_takes_over_what_the_sheet_held_and_leaves_it_as_it_was(config, tmp_path, name):
    truth = json.loads((SHARED / f"{name}.truth.json").read_text("utf-8"))
    if truth["refuse"] or truth.get("orientation") == "matrix":
        pytest.skip("no checklist of one unit")
    (tmp_path / "units.csv").write_text("code,name,kind\nDV,Đơn vị,xa\n", encoding="utf-8")
    with running_emulator() as emulator:
        emulator.seed("bang", "Bảng của đơn vị", [Tab("Trang", rows_of(name))])
        before = whole(emulator.origin)[0]
        app = create_app(replace(config, sheets_origin=emulator.origin))
        flask = app.test_cli_runner()
        for args in (
            ["unit", "import", str(tmp_path / "units.csv")],
            ["plan", "import", str(SHARED / "plans" / f"{truth['plan']}.txt")],
            ["plan", "assign", "1", "--year", str(truth["year"])],
            ["sheet", "link", "1", "DV", "/spreadsheets/d/bang/edit", "--yes"],
            ["sync", "run"],
        ):
            result = flask.invoke(args=args)
            assert result.exit_code == 0, result.output
        told = json.loads(flask.invoke(args=["checklist", "show", "1", "DV", "--json"]).stdout)
        looked = ["sheet", "inspect", str(SHARED / f"{name}.csv"), "--plan", "1", "--json"]
        read = json.loads(flask.invoke(args=looked).stdout)
        after = whole(emulator.origin)

    asked = {row["row"] for row in read["rows"] if row["ambiguous"]}
    assert len(asked) <= 3
    rows = carried_once(truth, asked)
    entries = {entry["key"]: entry for entry in told["entries"]}
    missing = [row["key"] for row in rows if row["key"] not in entries]
    lost = [
        fault for row in rows if row["key"] in entries for fault in unseen(entries[row["key"]], row)
    ]
    assert missing + lost == []
    assert words_lost(truth, rows, rows_of(name), entries) == []

    assert [sheet["properties"]["title"] for sheet in after] == ["Trang", "_soviec"]
    was, now = cells(before), cells(after[0])
    touched = {place[1] for place in was.keys() | now.keys() if was.get(place) != now.get(place)}
    assert len(touched) == 1, f"only the key column may change, not {sorted(touched)}"
    assert all(place not in was for place in now.keys() - was.keys())
    assert {place for place in was if was[place] != now.get(place)} == set()
    assert before.get("merges") == after[0].get("merges")
