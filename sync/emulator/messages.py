"""Requests and responses, free of any server."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from sync.emulator.errors import ApiError, invalid
from sync.emulator.shapes import Json

GOOGLE_HEADERS = {
    "Vary": "Origin, X-Origin, Referer",
    "Cache-Control": "private",
    "Server": "ESF",
    "X-XSS-Protection": "0",
    "X-Frame-Options": "SAMEORIGIN",
    "X-Content-Type-Options": "nosniff",
    "x-l2-request-path": "l2-managed-6",
}


@dataclass
class Request:
    """One HTTP request; ``path`` is still percent-encoded and without the query."""

    method: str
    target: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def __post_init__(self) -> None:
        parts = urlsplit(self.target)
        self.path = parts.path
        self.query = parse_qs(parts.query, keep_blank_values=True)
        if self.headers.get("x-http-method-override", "").upper() == "GET":
            # Google's own client sends a GET whose address grew too long as a form.
            self.method = "GET"
            self.query |= parse_qs(self.body.decode(), keep_blank_values=True)
            self.body = b""
        self._value: Any = None

    def one(self, name: str, default: str = "") -> str:
        """The query parameter, or the default."""
        return self.query.get(name, [default])[-1]

    def flag(self, name: str) -> bool:
        """Whether the query parameter says true."""
        return self.one(name).lower() in ("true", "1")

    def json(self) -> Json:
        """The body as a JSON object; an empty body is an empty object. Raises ApiError 400."""
        value = self.value()
        if not isinstance(value, dict):
            raise invalid("Invalid JSON payload received. Expected an object.")
        return value

    def value(self) -> Any:
        """The body as JSON of any kind, read once. Raises ApiError 400."""
        if self._value is None:
            try:
                self._value = json.loads(self.body) if self.body.strip() else {}
            except ValueError:
                raise invalid("Invalid JSON payload received. Unexpected token.") from None
        return self._value

    @property
    def token(self) -> str:
        """The bearer token; empty for an anonymous caller."""
        kind, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() if kind.lower() == "bearer" else ""


def decoded(part: str) -> str:
    """A percent-encoded part of a path as text."""
    return unquote(part)


@dataclass
class Response:
    """One HTTP response. ``dropped`` closes the connection without a word."""

    status: int = 200
    body: bytes = b""
    kind: str = "application/json; charset=UTF-8"
    headers: dict[str, str] = field(default_factory=dict)
    dropped: bool = False


def answer(value: Json | list[Json], status: int = 200) -> Response:
    """A JSON answer with Google's headers."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(status, body, headers=dict(GOOGLE_HEADERS))


def refusal(error: ApiError) -> Response:
    """The answer for an error."""
    return answer(error.body(), error.code)


def nothing() -> Response:
    """204, as Drive answers a deletion."""
    return Response(204, headers=dict(GOOGLE_HEADERS))
