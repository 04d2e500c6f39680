"""The server's own controls under /_emulator/: log, reset, faults, options, users, seeds."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sync.emulator import oauth
from sync.emulator.errors import invalid
from sync.emulator.messages import Request, Response, answer, decoded
from sync.emulator.routing import Route
from sync.emulator.seeding import tab_of

if TYPE_CHECKING:
    from sync.emulator.emulator import Emulator


def requests(emulator: Emulator, _request: Request) -> Response:
    """GET: the log, oldest first."""
    return answer(list(emulator.log))


def reset(emulator: Emulator, _request: Request) -> Response:
    emulator.reset()
    return answer({})


def faults(emulator: Emulator, request: Request) -> Response:
    """POST: a list of faults replaces those set before."""
    given = request.value()
    if not isinstance(given, list):
        raise invalid("A list of faults is expected.")
    emulator.faults.set(given)
    return answer({})


def options(emulator: Emulator, request: Request) -> Response:
    """POST sets options, GET shows them."""
    if request.method == "POST":
        emulator.set_options(request.json())
    return answer(emulator.options.json())


def clock(emulator: Emulator, request: Request) -> Response:
    """POST {"advance": seconds} or {"now": RFC 3339}: the clock becomes virtual."""
    given = request.json()
    if "now" in given:
        emulator.clock.freeze(dt.datetime.fromisoformat(given["now"]))
    emulator.clock.advance(float(given.get("advance", 0)))
    emulator.options.clock = "virtual"
    return answer({"now": emulator.clock.now().isoformat()})


def revoke(emulator: Emulator, _request: Request, token: str) -> Response:
    """POST: refuse a token, or all tokens of an e-mail, from now on."""
    emulator.accounts.revoke(decoded(token))
    return answer({})


def service_account(emulator: Emulator, request: Request) -> Response:
    """POST {"email"}: a new key file for that service account."""
    email = request.json().get("email") or "may-chu@local.iam.gserviceaccount.com"
    return answer(oauth.service_account(emulator.accounts, email, emulator.origin))


def seed(emulator: Emulator, request: Request) -> Response:
    """POST {"id", "title", "tabs": [{"title", "rows", …}], "owner", "locale"}."""
    given = request.json()
    spreadsheet_id = str(given.get("id") or "")
    if not spreadsheet_id:
        raise invalid("An id is needed.")
    tabs = [tab_of(entry) for entry in given.get("tabs", [])]
    emulator.seed(
        spreadsheet_id,
        given.get("title", spreadsheet_id),
        tabs,
        given.get("owner", ""),
        given.get("locale", ""),
    )
    return answer({"id": spreadsheet_id})


ROUTES = [
    Route("GET", "/_emulator/requests", requests),
    Route("POST", "/_emulator/reset", reset),
    Route("POST", "/_emulator/faults", faults),
    Route("GET", "/_emulator/options", options),
    Route("POST", "/_emulator/options", options),
    Route("POST", "/_emulator/clock", clock),
    Route("POST", "/_emulator/users/([^/]+)/revoke", revoke),
    Route("POST", "/_emulator/service-accounts", service_account),
    Route("POST", "/_emulator/spreadsheets", seed),
]
