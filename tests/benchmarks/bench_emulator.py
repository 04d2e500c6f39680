"""How many requests a second of one core the local Sheets server answers, for sheets of 20 × 12."""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import psutil

from tests.sync.emulator.conftest import Api
from tests.sync.emulator.test_durability import free_port, start

ROWS = [[f"ô {row}.{column}" for column in range(12)] for row in range(20)]
REQUESTS, LIMIT = 300, 300

SNAPSHOT = (
    "properties(locale,timeZone,title),sheets(properties(sheetId,title,index,hidden),merges,"
    "protectedRanges(range,warningOnly,requestingUserCanEdit),data(startRow,startColumn,"
    "rowData(values(userEnteredValue,effectiveValue,formattedValue,dataValidation))))"
)


def read(api: Api) -> None:
    """values.get of the whole table."""
    api.read("b", "A1:L20")


def write(api: Api) -> None:
    """values.update of one row."""
    api.write("b", "A2:L2", [ROWS[1]])


def batch(api: Api) -> None:
    """batchUpdate of one cell."""
    cell = {"userEnteredValue": {"stringValue": "x"}}
    at = {"sheetId": 0, "rowIndex": 3, "columnIndex": 4}
    update = {"start": at, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}
    api.batch("b", {"updateCells": update})


def snapshot(api: Api) -> None:
    """getByDataFilter of all that a round of the sync reads."""
    whole = {"dataFilters": [{"gridRange": {"sheetId": 0}}]}
    api.call("POST", "/v4/spreadsheets/b:getByDataFilter", whole, fields=SNAPSHOT)


def per_second(
    server: "subprocess.Popen[bytes]", api: Api, request: Callable[[Api], None]
) -> float:
    """Requests for each second of processor time that the server spends."""
    process = psutil.Process(server.pid)
    request(api)
    before = sum(process.cpu_times()[:2])
    for _ in range(REQUESTS):
        request(api)
    return REQUESTS / (sum(process.cpu_times()[:2]) - before)


def main() -> None:
    """Measure each kind of request against a server process with a data file."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        server = start(port, Path(folder) / "sheets.db")
        api = Api(f"http://127.0.0.1:{port}")
        tab = {"title": "T", "rows": ROWS, "size": [20, 12]}
        api.call("POST", "/_emulator/spreadsheets", {"id": "b", "title": "b", "tabs": [tab]})
        for request in (read, write, batch, snapshot):
            found = per_second(server, api, request)
            name = f"{request.__name__} ({request.__doc__})"
            sys.stdout.write(f"{name}: {found:.0f} a second (wanted {LIMIT})\n")
        server.kill()
        server.wait()


if __name__ == "__main__":
    main()
