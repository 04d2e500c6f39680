"""The rooms a person may enter, in the order of the menu."""

from dataclasses import dataclass
from typing import NamedTuple

from flask import Flask, current_app, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from app.auth.gate import EVERYONE, STAFF
from app.i18n import language


@dataclass(frozen=True, slots=True)
class Room:
    """A menu entry; `endpoint` belongs to the blueprint that keeps the room's pages.

    `also` names further blueprints of the room.
    """

    endpoint: str
    label: str
    roles: tuple[str, ...]
    also: tuple[str, ...] = ()


ROOMS = (
    Room("overview.home", _l("Tổng quan"), EVERYONE),
    Room(
        "plans.listing",
        _l("Kế hoạch"),
        EVERYONE,
        (
            "review",
            "revision",
            "assign",
            "checklists",
            "entries",
            "received",
            "received_row",
        ),
    ),
    Room("units.listing", _l("Đơn vị"), (*STAFF, "viewer"), ("unit_changes", "unit_import")),
    Room(
        "sheets.listing",
        _l("Bảng tính"),
        STAFF,
        ("sheet_link", "sheet_make", "sheet_many", "sheet_waiting", "sheet_account", "sheet_files"),
    ),
    Room(
        "reports.home",
        _l("Báo cáo"),
        EVERYONE,
        ("unit_year", "plan_year", "year_end", "handover"),
    ),
    Room("settings.office", _l("Cài đặt"), ("admin",), ("users",)),
)


class Door(NamedTuple):
    """A menu entry in the reader's language; `here` marks the room the page belongs to."""

    url: str
    label: str
    here: bool


def rooms() -> list[Door]:
    """What the signed-in person's menu shows."""
    person = current_user._get_current_object()
    if not person.is_authenticated:
        return []
    blueprint = request.blueprint
    doors = _doors(person.viewer.role, language())
    return [Door(url, label, blueprint in blueprints) for url, label, blueprints in doors]


def _doors(role: str, words: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """(address, label, blueprints) of a role's rooms, worded once: every page asks for them."""
    kept: dict[tuple[str, str], list[tuple[str, str, tuple[str, ...]]]]
    kept = current_app.extensions.setdefault("doors", {})
    if (role, words) not in kept:
        kept[role, words] = [
            (url_for(r.endpoint), str(r.label), (r.endpoint.split(".")[0], *r.also))
            for r in ROOMS
            if role in r.roles and r.endpoint in current_app.view_functions
        ]
    return kept[role, words]


def fixed_addresses() -> dict[str, str]:
    """The addresses every page names, built once: each costs 10 µs to build."""
    kept: dict[str, str] = current_app.extensions.setdefault("fixed_addresses", {})
    if not kept:
        kept |= {
            "icon": url_for("static", filename="icon.svg"),
            "style": url_for("static", filename="app.css"),
            "script": url_for("static", filename="app.js"),
            "htmx": url_for("htmx.script"),
            "plans": url_for("plans.listing"),
            "password": url_for("auth.password"),
            "sign_out": url_for("auth.sign_out"),
            "language": url_for("language.choose"),
        }
    return kept


def install(app: Flask) -> None:
    app.jinja_env.globals["fixed_addresses"] = fixed_addresses
    app.jinja_env.globals["rooms"] = rooms
