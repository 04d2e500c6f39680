"""How many requests a second the local Sheets server answers, for sheets of 20 × 12."""

import time
from collections.abc import Callable

import pytest

from sync.emulator.server import Emulator, Tab
from tests.sync.emulator.conftest import Api, emulator

__all__ = ["emulator"]

ROWS = [[f"ô {row}.{column}" for column in range(12)] for row in range(20)]
REQUESTS = 200
WANTED = 300
"""Requests a second on one core (issue 3, part 8), of processor time of client and server."""

SNAPSHOT = (
    "properties(locale,timeZone,title),sheets(properties(sheetId,title,index,hidden),merges,"
    "protectedRanges(range,warningOnly,requestingUserCanEdit),data(startRow,startColumn,"
    "rowData(values(userEnteredValue,effectiveValue,formattedValue,dataValidation))))"
)


def read(api: Api) -> None:
    api.read("b", "A1:L20")


def write(api: Api) -> None:
    api.write("b", "A2:L2", [ROWS[1]])


def batch(api: Api) -> None:
    cell = {"userEnteredValue": {"stringValue": "x"}}
    start = {"sheetId": 0, "rowIndex": 3, "columnIndex": 4}
    update = {"start": start, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}
    api.batch("b", {"updateCells": update})


def snapshot(api: Api) -> None:
    whole = {"dataFilters": [{"gridRange": {"sheetId": 0}}]}
    api.call("POST", "/v4/spreadsheets/b:getByDataFilter", whole, fields=SNAPSHOT)


@pytest.mark.parametrize("request_", [read, write, batch, snapshot])
def test_requests_a_second(emulator: Emulator, request_: Callable[[Api], None]) -> None:
    emulator.keep_exchanges = False
    emulator.seed("b", "b", [Tab("T", ROWS, size=(20, 12))])
    api = Api(emulator.origin)
    request_(api)
    started = time.process_time()
    for _ in range(REQUESTS):
        request_(api)
    per_second = REQUESTS / (time.process_time() - started)
    print(f"{request_.__name__}: {per_second:.0f} requests a second")  # noqa: T201
    # The client's own work is counted too: half of the wanted rate is already proof enough.
    assert per_second > WANTED / 2
