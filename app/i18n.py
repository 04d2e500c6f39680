"""Vietnamese first, English beside it; how templates print time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from babel import Locale
from babel.support import Translations
from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel, force_locale, get_locale, get_translations
from markupsafe import Markup

from app.clock import local_time

LOCALES = {"vi": Locale("vi"), "en": Locale("en")}
"""Made once: flask-babel parses a language's name anew for each request, at 60 µs."""

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
"""Each under its own name, for those who read no other."""


def _locale() -> Locale:
    asked = request.cookies.get("lang") if has_request_context() else None
    default: str = current_app.config["SOVIEC"].language
    return LOCALES.get(asked or "") or LOCALES.get(default) or LOCALES["vi"]


def language() -> str:
    """The request's language: `vi` or `en`."""
    kept = vars(g._get_current_object())
    name: str = kept.get("language") or get_locale().language
    kept["language"] = name
    return name


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Within it every word is of that language, whatever the reader's own is."""
    kept = vars(g._get_current_object())
    readers = {name: kept.pop(name) for name in ("language", "catalogue") if name in kept}
    try:
        with force_locale(code):
            yield
    finally:
        for name in ("language", "catalogue"):
            kept.pop(name, None)
        kept.update(readers)


def other_language() -> tuple[str, str]:
    """(code, name) of the language that the page could be in instead."""
    return next((code, name) for code, name in LANGUAGES.items() if code != language())


def day(iso: str | None) -> str:
    """`2026-11-24` as `24/11/2026`; nothing for None; what a form got that is no day, as it is."""
    try:
        return date.fromisoformat(iso).strftime("%d/%m/%Y") if iso else ""
    except ValueError:
        return iso or ""


def moment(stored: str | None) -> str:
    """A stored moment as `24/11/2026 11:25` in the office's time zone."""
    return local_time(stored).strftime("%d/%m/%Y %H:%M") if stored else ""


def _catalogue() -> Translations:
    """The request's translations; flask-babel looks for them at every word, at 12 µs each."""
    kept = vars(g._get_current_object())
    catalogue: Translations | None = kept.get("catalogue")
    if catalogue is None:
        catalogue = kept["catalogue"] = get_translations()
    return catalogue


def _gettext(text: str, **values: object) -> Markup:
    """For templates: the words are ours, so marked safe; what is put into them is escaped."""
    words = Markup(_catalogue().ugettext(text))  # noqa: S704
    return words % values if values else words


def install(app: Flask) -> None:
    app.jinja_env.filters.update(day=day, moment=moment)
    app.config["BABEL_DEFAULT_LOCALE"] = "vi"
    Babel(app, locale_selector=_locale)
    app.jinja_env.globals.update(language=language, other_language=other_language)
    app.jinja_env.globals.update(_=_gettext, gettext=_gettext)
