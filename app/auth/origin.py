"""Every request that changes something proves that it comes from a page of this site."""

from flask import Flask, current_app, request
from flask_babel import gettext as _

from app.auth import rules
from sync.core.refusal import Refused


def check() -> None:
    """Before every request, htmx's included; 403 where the proof is missing."""
    if request.method in rules.SAFE_METHODS:
        return
    public = current_app.config["SOVIEC"].public_url
    hosts = {request.host, (public or "").partition("://")[2]}
    fetch_site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if not rules.same_origin(fetch_site, origin, hosts):
        raise Refused(
            _("Yêu cầu không đến từ trang của Sổ Việc nên không được nhận. Hãy tải lại trang."),
            status=403,
        )


def install(app: Flask) -> None:
    app.before_request(check)
