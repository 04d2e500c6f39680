"""Sessions kept in a table, so that signing out or a new password ends them."""

import hashlib
import secrets
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from flask import Flask, Response, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_login import LoginManager, UserMixin, login_user
from itsdangerous import URLSafeTimedSerializer
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from app.auth import queries
from app.auth.viewer import Viewer
from app.clock import as_stored, now
from app.db import get_db, write_tx

IDLE = timedelta(hours=8)
LONGEST = timedelta(days=7)
SEEN_EVERY = timedelta(minutes=5)


class SignedIn(UserMixin):  # type: ignore[misc]
    """What flask-login keeps as current_user; its id is the session's token."""

    def __init__(self, token: str, viewer: Viewer) -> None:
        self.id = token
        self.viewer = viewer


def token_hash(token: str) -> str:
    """What the table holds: the token itself is only in the person's cookie."""
    return hashlib.sha256(token.encode()).hexdigest()


def start(db: Database, person: Viewer) -> SignedIn:
    """A new session for this person; those that nobody can use any more go."""
    token, moment = secrets.token_urlsafe(24), datetime.now(UTC)
    with write_tx(db):
        queries.end_old_sessions(
            db,
            created_before=as_stored(moment - LONGEST),
            seen_before=as_stored(moment - IDLE),
        )
        queries.open_session(db, token_hash(token), person.id, now())
    return SignedIn(token, person)


def load(token: str) -> SignedIn | None:
    """flask-login's user loader; moves `seen_at` at most every five minutes.

    Where it cannot be moved (a full disk, a lock) people go on reading.
    """
    db, moment = get_db(), datetime.now(UTC)
    found = queries.viewer_of_session(
        db,
        token_hash(token),
        created_after=as_stored(moment - LONGEST),
        seen_after=as_stored(moment - IDLE),
    )
    if found is None:
        return None
    person, seen = found
    if seen < as_stored(moment - SEEN_EVERY):
        with suppress(sqlite3.OperationalError), write_tx(db):
            queries.touch_session(db, token_hash(token), as_stored(moment))
    return SignedIn(token, person)


def sign_in(db: Database, person: Viewer) -> None:
    """This browser is now that person; what its cookie held before is forgotten."""
    session.clear()
    login_user(start(db, person))


class Cookie(SecureCookieSessionInterface):
    """Under TLS the cookie is Secure and carries the prefix that ties it to this one host."""

    signing: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Made once, not for each request."""
        if self.signing is None:
            self.signing = super().get_signing_serializer(app)
        return self.signing

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Nothing to write on most requests; a cache must know the cookie mattered all the same."""
        if session.modified or session.permanent:
            super().save_session(app, session, response)
        else:
            response.headers.add("Vary", "Cookie")

    def get_cookie_name(self, app: Flask) -> str:
        return "__Host-soviec" if over_tls(app) else "soviec"

    def get_cookie_secure(self, app: Flask) -> bool:
        return over_tls(app)


def over_tls(app: Flask) -> bool:
    """Ours is the TLS, or that of the proxy that PUBLIC_URL names."""
    public: str = app.config["SOVIEC"].public_url or ""
    return request.is_secure or public.startswith("https://")


def install(app: Flask) -> None:
    app.session_interface = Cookie()
    manager = LoginManager(app)
    manager.session_protection = None  # it would rewrite the cookie on every request
    manager.user_loader(load)


def clear() -> None:
    """Forget everything the cookie holds."""
    session.clear()
