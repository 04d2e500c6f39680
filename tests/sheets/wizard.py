"""The way from a pasted address to a linked sheet and a round, by the forms of the screens."""

import time
from typing import Any

import pytest
import requests
from flask.testing import FlaskClient

from tests.forms import form

Json = dict[str, Any]


def link(staff: FlaskClient, checklist: int, address: str, **said: Any) -> str:
    """Paste, look, say what the preview asks, confirm; gives the link's page."""
    pasted = form(staff.get("/sheets/link").text, "/sheets/preview")
    looked = pasted.send(staff, address=address, checklist=checklist)
    if said:
        looked = form(looked.text, "/sheets/preview").send(staff, **said)
    confirmed = form(looked.text, "/sheets/link").send(staff)
    assert confirmed.status_code == 303, confirmed.text
    page: str = staff.get(confirmed.headers["Location"]).text
    return page


def sync_now(staff: FlaskClient) -> str:
    """Press "Đồng bộ ngay" and follow it to the page of its run."""
    begun = form(staff.get("/sheets/").text, "/sheets/sync").send(staff)
    where = begun.headers["Location"]
    for _try in range(200):
        answer = staff.get(where)
        if answer.status_code == 302:
            page: str = staff.get(answer.headers["Location"]).text
            return page
        time.sleep(0.05)
    pytest.fail("the round never ended")


def whole(origin: str, spreadsheet: str) -> Json:
    """All that the Sheets API tells of a spreadsheet, and of its hidden tabs."""
    url = f"{origin}/v4/spreadsheets/{spreadsheet}"
    told: Json = requests.get(url, {"includeGridData": "true"}, timeout=20).json()
    return told


def added(before: Json, after: Json) -> int:
    """The column in which cells were filled; no cell that held something may have changed."""
    old, new = _cells(before["sheets"][0]), _cells(after["sheets"][0])
    assert {place: new.get(place) for place in old} == old
    (ours,) = {column for _row, column in new.keys() - old.keys()}
    return ours


def beside(ours: int, told: Json) -> Json:
    """The only tab that people see, without our column; our hidden tab may stand beside it."""
    seen, *hidden = told["sheets"]
    assert [tab["properties"]["title"] for tab in hidden] in ([], ["_soviec"])
    assert all(tab["properties"]["hidden"] for tab in hidden)
    return _without(seen, ours)


def _cells(sheet: Json) -> dict[tuple[int, int], Json]:
    lines = sheet["data"][0].get("rowData", [])
    return {
        (row, column): cell
        for row, line in enumerate(lines)
        for column, cell in enumerate(line.get("values", []))
        if cell
    }


def _without(sheet: Json, ours: int) -> Json:
    data = dict(sheet["data"][0])
    lines = [list(line.get("values", [])) for line in data.pop("rowData", [])]
    widths = data.pop("columnMetadata", [])
    kept = [[cell or {} for at, cell in enumerate(line) if at != ours] for line in lines]
    for line in kept:
        while line and not line[-1]:
            line.pop()
    while kept and not kept[-1]:
        kept.pop()
    beside = [width for at, width in enumerate(widths) if at != ours]
    return {**sheet, "data": {**data, "rowData": kept, "columnMetadata": beside}}
