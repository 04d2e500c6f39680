"""Vietnamese first, English beside it."""

from flask import Flask, current_app, has_request_context, request
from flask_babel import Babel, get_locale

LANGUAGES = ("vi", "en")


def _language() -> str:
    asked = request.cookies.get("lang") if has_request_context() else None
    if asked in LANGUAGES:
        return asked
    default: str = current_app.config["SOVIEC"].language
    return default if default in LANGUAGES else LANGUAGES[0]


def install(app: Flask) -> None:
    app.config["BABEL_DEFAULT_LOCALE"] = "vi"
    Babel(app, locale_selector=_language)
    app.jinja_env.globals["get_locale"] = get_locale
