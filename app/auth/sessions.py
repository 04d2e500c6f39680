"""Sessions kept in a table, so that signing out or a new password ends them."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from flask import Flask, session
from flask_login import LoginManager, UserMixin
from sqlite_utils import Database

from app.auth import queries
from app.auth.viewer import Viewer
from app.clock import now
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
    """A new session for this person; rotates by being new."""
    token = secrets.token_urlsafe(24)
    with write_tx(db):
        queries.open_session(db, token_hash(token), person.id, now())
    return SignedIn(token, person)


def load(token: str) -> SignedIn | None:
    """flask-login's user loader; moves `seen_at` at most every five minutes."""
    db, moment = get_db(), datetime.now(UTC)
    found = queries.viewer_of_session(
        db,
        token_hash(token),
        created_after=_stored(moment - LONGEST),
        seen_after=_stored(moment - IDLE),
    )
    if found is None:
        return None
    person, seen = found
    if seen < _stored(moment - SEEN_EVERY):
        with write_tx(db):
            queries.touch_session(db, token_hash(token), _stored(moment))
    return SignedIn(token, person)


def _stored(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def install(app: Flask) -> None:
    manager = LoginManager(app)
    manager.session_protection = None  # it would rewrite the cookie on every request
    manager.user_loader(load)


def clear() -> None:
    """Forget everything the cookie holds."""
    session.clear()
