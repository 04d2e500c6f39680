"""The rooms a person may enter, in the order of the menu."""

from dataclasses import dataclass

from flask import Flask, current_app, request
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from app.auth.gate import EVERYONE, STAFF


@dataclass(frozen=True, slots=True)
class Room:
    """A menu entry; `endpoint` belongs to the blueprint that keeps the room's pages.

    `also` names further blueprints of the room.
    """

    endpoint: str
    label: str
    roles: tuple[str, ...]
    also: tuple[str, ...] = ()

    @property
    def here(self) -> bool:
        return request.blueprint in (self.endpoint.split(".")[0], *self.also)


ROOMS = (
    Room("overview.home", _l("Tổng quan"), EVERYONE),
    Room("plans.listing", _l("Kế hoạch"), EVERYONE),
    Room("units.listing", _l("Đơn vị"), (*STAFF, "viewer"), ("unit_changes", "unit_import")),
    Room("sheets.listing", _l("Bảng tính"), STAFF),
    Room("reports.home", _l("Báo cáo"), EVERYONE),
    Room("settings.office", _l("Cài đặt"), ("admin",), ("users",)),
)


def rooms() -> list[Room]:
    """What the signed-in person's menu shows."""
    if not current_user.is_authenticated:
        return []
    role = current_user.viewer.role
    return [r for r in ROOMS if role in r.roles and r.endpoint in current_app.view_functions]


def install(app: Flask) -> None:
    app.jinja_env.globals["rooms"] = rooms
