"""The pages for people, built on the public API alone: spreadsheets listed, a grid to type in."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from sync.emulator.messages import Request, Response
from sync.emulator.routing import Route

if TYPE_CHECKING:
    from sync.emulator.emulator import Emulator

KINDS = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:"
)


def _file(name: str) -> Response:
    source = files(__name__) / name
    if not source.is_file():
        return Response(404, b"", KINDS["html"])
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
    return Response(200, source.read_bytes(), KINDS[name.rpartition(".")[2]], headers)


def listing(_emulator: Emulator, _request: Request) -> Response:
    return _file("list.html")


def grid(_emulator: Emulator, _request: Request, _spreadsheet: str) -> Response:
    return _file("grid.html")


def part(_emulator: Emulator, _request: Request, name: str) -> Response:
    return _file(name)


ROUTES = [
    Route("GET", "/", listing),
    Route("GET", r"/spreadsheets/d/([^/]+)(?:/(?:edit|view)?)?", grid),
    Route("GET", r"/pages/([a-z]+\.(?:js|css))", part),
]
