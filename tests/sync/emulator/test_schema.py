"""The check against Google's discovery documents sees what it should."""

import json
from typing import Any

import pytest

from sync.emulator.emulator import Exchange
from sync.emulator.messages import Request, Response
from tests.sync.discovery import checked, deviations

BATCH = "/v4/spreadsheets/b:batchUpdate"


def exchange(method: str, target: str, body: Any = None, answer: Any = None) -> Exchange:
    sent = b"" if body is None else json.dumps(body).encode()
    return Exchange(
        Request(method, target, body=sent), Response(200, json.dumps(answer or {}).encode())
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (exchange("GET", "/v4/spreadsheets/b?field=x"), "unknown parameter field"),
        (exchange("GET", "/v4/spreadsheets/b?fields=sheet.title"), "no field sheet"),
        (exchange("GET", "/v4/spreadsheets/b/nothing"), "no such method"),
        (exchange("POST", BATCH, {"request": []}), "'request' was unexpected"),
        (exchange("POST", BATCH, {"requests": [{"addSheets": {}}]}), "'addSheets' was unexpected"),
        (
            exchange("POST", BATCH, {"requests": [{"updateCells": {"fields": "value"}}]}),
            "updateCells.fields: no field value",
        ),
        (
            exchange("PUT", "/v4/spreadsheets/b/values/A1?valueInputOption=PLAIN", {}),
            "has no choice 'PLAIN'",
        ),
        (exchange("GET", "/v4/spreadsheets/b", answer={"sheet": []}), "'sheet' was unexpected"),
        (exchange("GET", "/drive/v3/files?pageSize=many"), "is no integer"),
    ],
)
def test_a_deviation_is_told(wrong: Exchange, said: str) -> None:
    (found,) = checked(wrong)
    assert said in found


def test_nulls_and_what_is_explained_are_let_through() -> None:
    null = exchange("POST", BATCH, {"requests": [{"addSheet": {"properties": {"title": None}}}]})
    gspread = exchange("GET", "/drive/v3/files/b?includeItemsFromAllDrives=True")
    assert deviations([null, gspread]) == []


def test_a_refused_request_is_not_held_against_the_schema() -> None:
    refused = exchange("POST", BATCH, {"nonsense": 1}, {"error": {"code": 400, "message": "no"}})
    refused.response.status = 400
    assert deviations([refused]) == []
