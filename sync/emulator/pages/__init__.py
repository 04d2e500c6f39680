"""The pages people use; each route's function takes the emulator, the request, its groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.emulator.messages import Request, Response
from sync.emulator.routing import Route

if TYPE_CHECKING:
    from sync.emulator.emulator import Emulator


def front(_emulator: Emulator, _request: Request) -> Response:
    """``/`` answers."""
    return Response(200, b"Google Sheets (local)", "text/plain; charset=utf-8")


ROUTES = [Route("GET", "/", front)]
