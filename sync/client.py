"""The one way to Google: pacing, bounded retries, timeouts, outcomes that stay unknown."""

import json as jsonlib
from collections import Counter
from collections.abc import Mapping, MutableMapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import gspread
import requests
from google.auth.exceptions import GoogleAuthError, RefreshError
from requests.exceptions import ConnectTimeout, RequestException
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt
from tenacity.wait import wait_exponential_jitter

from sync.pace import Pace

GOOGLE_HOSTS = frozenset({"sheets.googleapis.com", "www.googleapis.com"})
TIMEOUT = (5.0, 185.0)
"""Seconds to connect and to answer: Google itself gives up after 180."""
ATTEMPTS = 5
_WAIT_REASONS = frozenset({"userRateLimitExceeded", "rateLimitExceeded"})


class GoogleRefused(Exception):  # noqa: N818 - Google's answer, not our failure
    """A definite no. `kind`: invalid, key, forbidden, missing, storage, rate, down."""

    def __init__(self, kind: str, detail: str, status: int = 0) -> None:
        super().__init__(f"{kind} {status}: {detail}")
        self.kind, self.detail, self.status = kind, detail, status


class OutcomeUnknown(Exception):  # noqa: N818 - neither done nor not done
    """A write was sent and nobody knows whether it was applied; it is never sent again blindly."""


class _Again(Exception):  # noqa: N818 - carries a refusal that is worth another try
    def __init__(self, refused: GoogleRefused) -> None:
        super().__init__(str(refused))
        self.refused = refused


class SyncHTTPClient(gspread.HTTPClient):
    """gspread's client with our manners; every request of the sync passes `request`.

    `origin` sends everything to a local Sheets server. `counts` holds the requests sent, by
    drive, reads and writes.
    """

    def __init__(self, auth: Any, pace: Pace, origin: str | None = None) -> None:
        super().__init__(auth)
        self.pace, self.origin = pace, origin
        self.timeout = TIMEOUT
        self.counts: Counter[str] = Counter()

    def request(  # noqa: PLR0913 - gspread's own signature
        self,
        method: str,
        endpoint: str,
        params: Any = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: Any = None,
        headers: MutableMapping[str, str] | None = None,
    ) -> requests.Response:
        """One request, repeated only where that is safe.

        Raises GoogleRefused for a definite no, OutcomeUnknown where a write may have been applied.
        """
        bucket = bucket_of(method, endpoint)
        sent = {"params": params, "data": data, "json": json, "files": files, "headers": headers}
        retrying = Retrying(
            retry=retry_if_exception(lambda error: isinstance(error, _Again)),
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_exponential_jitter(initial=1, max=32, jitter=1),
            sleep=self.pace.sleep,
            before_sleep=self._slow_down,
            reraise=True,
        )
        try:
            return retrying(self._once, bucket, method, self._rebased(endpoint), sent)
        except _Again as error:
            raise error.refused from error

    def _once(self, bucket: str, method: str, url: str, sent: dict[str, Any]) -> requests.Response:
        self.pace.take(bucket)
        self.counts[bucket] += 1
        writing = bucket == "writes"
        try:
            response = self.session.request(
                method, url, timeout=self.timeout, allow_redirects=False, **sent
            )
        except RefreshError as error:
            raise GoogleRefused("key", str(error)) from error
        except ConnectTimeout as error:
            raise _Again(GoogleRefused("down", str(error))) from error
        except (RequestException, GoogleAuthError) as error:
            if writing:
                raise OutcomeUnknown(str(error)) from error
            raise _Again(GoogleRefused("down", str(error))) from error
        if response.ok and response.status_code < 300:
            return response
        if response.status_code >= 500 and writing:
            raise OutcomeUnknown(f"HTTP {response.status_code}")
        refused = refusal(response)
        if refused.kind in ("rate", "down"):
            raise _Again(refused)
        raise refused

    def _rebased(self, endpoint: str) -> str:
        url = urlsplit(endpoint)
        if not self.origin or url.netloc not in GOOGLE_HOSTS:
            return endpoint
        local = urlsplit(self.origin)
        return urlunsplit((local.scheme, local.netloc, url.path, url.query, ""))

    def _slow_down(self, state: RetryCallState) -> None:
        """A quota refusal slows everybody who uses this key."""
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, _Again) and error.refused.kind == "rate" and state.next_action:
            self.pace.hold(state.next_action.sleep)


def bucket_of(method: str, endpoint: str) -> str:
    """Which quota a request counts against: drive, reads or writes."""
    path = urlsplit(endpoint).path
    if "/drive/" in path:
        return "drive"
    reading = method.lower() == "get" or path.endswith((":getByDataFilter", "ByDataFilter:get"))
    return "reads" if reading else "writes"


def refusal(response: requests.Response) -> GoogleRefused:
    """An answer that is no success, by HTTP status and Drive's reason (sheets-api.md 4.8)."""
    status = response.status_code
    message, reasons = _told(response)
    if status == 429 or (status == 403 and reasons & _WAIT_REASONS):
        return GoogleRefused("rate", message, status)
    if "storageQuotaExceeded" in reasons:
        return GoogleRefused("storage", message, status)
    kinds = {400: "invalid", 401: "key", 403: "forbidden", 404: "missing"}
    return GoogleRefused(kinds.get(status, "down" if status >= 500 else "invalid"), message, status)


def _told(response: requests.Response) -> tuple[str, frozenset[str]]:
    """The message and the reasons of an error; its body may be JSON of any shape, or HTML."""
    try:
        error = response.json()["error"]
    except (jsonlib.JSONDecodeError, ValueError, KeyError, TypeError):
        return response.text[:200], frozenset()
    if not isinstance(error, dict):
        return str(error), frozenset()
    reasons = frozenset(one.get("reason", "") for one in error.get("errors", ()))
    return str(error.get("message", "")), reasons
