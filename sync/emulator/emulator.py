"""The local Google: one object that answers requests, without any network."""

import datetime as dt
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sync.emulator import controls, faults, oauth, sheets_api
from sync.emulator.access import Accounts, User
from sync.emulator.calls import Call
from sync.emulator.clock import Clock, stamp
from sync.emulator.drive import files_api, sharing_api
from sync.emulator.errors import ApiError, not_built
from sync.emulator.faults import Faults
from sync.emulator.files import ANYONE, File, Store, owner_of
from sync.emulator.messages import Request, Response, decoded, refusal
from sync.emulator.options import Options
from sync.emulator.pages import ROUTES as PAGES
from sync.emulator.quota import Quota
from sync.emulator.routing import Route, find
from sync.emulator.seeding import Tab, seeded
from sync.emulator.shapes import Json

GOOGLE = [*sheets_api.ROUTES, *files_api.ROUTES, *sharing_api.ROUTES]
MOST_LOGGED = 10_000

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Exchange:
    """A request and its answer, kept for tests that hold them against Google's schema."""

    request: Request
    response: Response


class Emulator:
    """The local Sheets and Drive service.

    ``before_request`` is called with each API request before it is handled: a test lets a person
    act there, between any two requests (what the hook itself sends does not call it again).
    ``exchanges`` keeps whole messages when ``keep_exchanges`` is set.
    """

    def __init__(self, data: Path | None = None, options: Json | None = None) -> None:
        self.options = Options()
        self.clock = Clock()
        self.accounts = Accounts(self.options, self.clock)
        self.quota = Quota(self.options, self.clock)
        self.faults = Faults()
        self.log: deque[Json] = deque(maxlen=MOST_LOGGED)
        self.exchanges: list[Exchange] = []
        self.keep_exchanges = False
        self.before_request: Callable[[Request], None] | None = None
        self.origin = ""
        self._hook = threading.Lock()
        self.set_options(options or {})
        self.store = Store(self.options, self.clock, data)

    def set_options(self, given: Json) -> None:
        """Set options by their names in contracts.md. Raises ApiError 400."""
        self.options.update(given)
        clock = given.get("clock")
        if clock == "real":
            self.clock.release()
        elif clock == "virtual":
            self.clock.freeze()
        elif clock is not None:
            self.clock.freeze(dt.datetime.fromisoformat(clock))

    def reset(self) -> None:
        """Forget files, log, faults, tokens, counts; options go back to their defaults."""
        self.store.clear()
        self.log.clear()
        self.exchanges.clear()
        self.faults.set([])
        self.quota.clear()
        self.accounts.tokens.clear()
        self.accounts.revoked.clear()
        self.accounts.public_keys.clear()
        self.set_options(Options().json())

    def seed(
        self,
        spreadsheet_id: str,
        title: str,
        tabs: Sequence[Tab],
        owner: str = "",
        locale: str = "",
    ) -> File:
        """Put a spreadsheet there, replacing one of the same id: see ``seeding.Tab``."""
        owner = owner or self.options.default_email
        file = seeded(spreadsheet_id, title, tabs, owner, locale or self.options.locale, self.clock)
        self.store.publish(file)
        return file

    def seed_file(self, file_id: str, name: str, content: bytes, mime_type: str) -> File:
        """Put another kind of file there, an .xlsx kept in Drive for instance."""
        now, owner = stamp(self.clock.now()), self.options.default_email
        file = File(file_id, name, mime_type, now, owner, content=content)
        file.permissions = [owner_of(owner)]
        self.store.publish(file)
        return file

    def share(self, file_id: str, role: str, email: str = "") -> None:
        """Share a file with a user as "reader" or "writer"; without e-mail with any link holder."""
        who = {"id": email, "type": "user", "emailAddress": email}
        with self.store.editing(file_id) as draft:
            draft.permissions.append({**(who if email else ANYONE), "role": role})

    def handle(self, request: Request) -> Response:
        """Answer one request."""
        control = find(controls.ROUTES, request.method, request.path)
        if control is not None:
            return self._guarded(lambda: control[0].function(self, request, *control[1]))
        page = find(PAGES, request.method, request.path)
        if page is not None:
            return self._guarded(lambda: page[0].function(self, request, *page[1]))
        self._act(request)
        started = time.perf_counter()
        response = self._with_faults(request)
        self._note(request, response, time.perf_counter() - started)
        return response

    def _guarded(self, function: Callable[[], Response]) -> Response:
        try:
            return function()
        except ApiError as error:
            return refusal(error)
        except Exception:
            log.exception("the local Sheets server failed")
            return refusal(faults.INTERNAL)

    def _act(self, request: Request) -> None:
        """Let the test's hook act, unless this request is the hook's own."""
        if self.before_request is not None and self._hook.acquire(blocking=False):
            try:
                self.before_request(request)
            finally:
                self._hook.release()

    def _with_faults(self, request: Request) -> Response:
        do = self.faults.take(request.method, request.path)
        if do.startswith("delay:"):
            time.sleep(float(do.removeprefix("delay:")))
        elif do in faults.BEFORE:
            instead = faults.instead(do, request.path)
            if instead is not None:
                return instead
        response = self._guarded(lambda: self._answer(request))
        return (faults.instead(do, request.path) if do in faults.AFTER else None) or response

    def _answer(self, request: Request) -> Response:
        if (request.method, request.path) == ("POST", "/token"):
            return oauth.token(self.accounts, request)
        found = find(GOOGLE, request.method, request.path)
        if found is None:
            raise not_built(f"{request.method} {request.path}")
        route, groups = found
        user = self.accounts.user(request.token)
        self._count(user, route)
        call = Call(request, user, self.store, self.accounts, self.origin)
        return route.function(call, *(decoded(group) for group in groups))

    def _count(self, user: User, route: Route) -> None:
        if route.quota:
            self.quota.take(user.key, route.quota)

    def _note(self, request: Request, response: Response, seconds: float) -> None:
        self.log.append(
            {
                "method": request.method,
                "path": request.path,
                "user": request.token or "anonymous",
                "status": 0 if response.dropped else response.status,
                "time": stamp(self.clock.now()),
                "seconds": round(seconds, 6),
            }
        )
        if self.keep_exchanges:
            self.exchanges.append(Exchange(request, response))
