"""The deny-by-default gate: who may reach which view."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.auth.viewer import Viewer

STAFF = ("admin", "district")
EVERYONE = ("admin", "district", "unit", "viewer")
OPEN = ("open",)

_View = TypeVar("_View", bound=Callable[..., object])


def access(*roles: str) -> Callable[[_View], _View]:
    """Say who may call a view: `@access(*STAFF)`; a view without it is closed to all."""

    def mark(view: _View) -> _View:
        view.access = roles  # type: ignore[attr-defined]
        return view

    return mark


def viewer() -> Viewer:
    """The signed-in person; only for views that are not open."""
    person: Viewer = g.viewer
    return person


def roles_of(endpoint: str) -> tuple[str, ...]:
    """Who may reach an endpoint; empty where nobody decided."""
    view = current_app.view_functions[endpoint]
    return getattr(view, "access", OPEN if endpoint == "static" else ())


def guard() -> Response | None:
    """Before every request: open, or signed in with a fitting role, or refused."""
    if request.endpoint is None:
        return None
    roles = roles_of(request.endpoint)
    if roles == OPEN:
        return None
    person = current_user._get_current_object()
    if not person.is_authenticated:
        return sign_in_first()
    g.viewer = person.viewer
    if person.viewer.role not in roles:
        abort(403)
    return None


def sign_in_first() -> Response:
    """To the sign-in page and back; htmx is told to load it whole."""
    if request.headers.get("HX-Request"):
        answer = Response(status=401)
        answer.headers["HX-Redirect"] = url_for("auth.sign_in")
        return answer
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("auth.sign_in", next=wanted))


def install(app: Flask) -> None:
    app.before_request(guard)
