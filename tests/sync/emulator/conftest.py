"""A running local Sheets server for each test, and a plain client of its API."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
import requests

from sync.emulator.server import Emulator, running_emulator
from tests.sync.discovery import deviations

Json = dict[str, Any]


class Api:
    """Calls the API as one user and checks the status of each answer."""

    def __init__(self, origin: str, token: str = "") -> None:
        self.origin = origin
        self.session = requests.Session()
        if token:
            self.session.headers["Authorization"] = f"Bearer {token}"

    def call(
        self, method: str, path: str, body: Any = None, status: int = 200, **query: Any
    ) -> Any:
        """The JSON (or the text) of the answer, which must have that status."""
        answer = self.session.request(
            method, self.origin + path, json=body, params=query or None, timeout=20
        )
        assert answer.status_code == status, answer.text[:500]
        if "json" not in answer.headers.get("Content-Type", ""):
            return answer.content
        return answer.json()

    def read(self, sheet: str, area: str, **query: Any) -> list[list[Any]]:
        """The values of a range, unformatted unless asked otherwise."""
        query = {"valueRenderOption": "UNFORMATTED_VALUE", **query}
        path = f"/v4/spreadsheets/{sheet}/values/{quote(area, safe='')}"
        found: list[list[Any]] = self.call("GET", path, **query).get("values", [])
        return found

    def write(
        self, sheet: str, area: str, rows: Any, option: str = "RAW", status: int = 200, **query: Any
    ) -> Json:
        path = f"/v4/spreadsheets/{sheet}/values/{quote(area, safe='')}"
        query = {"valueInputOption": option, **query}
        answer: Json = self.call("PUT", path, {"values": rows}, status, **query)
        return answer

    def batch(self, sheet: str, *wanted: Json, status: int = 200, **more: Any) -> Json:
        """One spreadsheets.batchUpdate; a `fields` keyword goes into the address."""
        query = {"fields": more.pop("fields")} if "fields" in more else {}
        body = {"requests": list(wanted), **more}
        path = f"/v4/spreadsheets/{sheet}:batchUpdate"
        answer: Json = self.call("POST", path, body, status, **query)
        return answer

    def get(self, sheet: str, status: int = 200, **query: Any) -> Json:
        answer: Json = self.call("GET", f"/v4/spreadsheets/{sheet}", None, status, **query)
        return answer


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    """A server of the test's own; at the end all that went over it must fit Google's schema."""
    with running_emulator() as running:
        running.keep_exchanges = True
        yield running
    assert deviations(running.exchanges) == []


@pytest.fixture
def api(emulator: Emulator) -> Api:
    return Api(emulator.origin)
