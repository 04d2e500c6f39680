"""How plans are worded on screen."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from app.plans.outline import Concern


def kinds() -> dict[str, str]:
    return {
        "xa": _("Xã, phường"),
        "truong": _("Trường học"),
        "co-quan": _("Cơ quan"),
        "cong-an": _("Công an"),
        "doanh-nghiep": _("Doanh nghiệp"),
        "khac": _("Khác"),
    }


def roles() -> dict[str, str]:
    return {"section": _("Phần"), "group": _("Nhóm"), "item": _("Nội dung")}


def statuses() -> dict[str, str]:
    return {
        "draft": _("Bản nháp"),
        "active": _("Đang thực hiện"),
        "ended": _("Đã kết thúc"),
        "replaced": _("Bản cũ"),
    }


@dataclass(frozen=True, slots=True)
class Audience:
    """Who an item may be meant for, each with its words; `units` are id -> name."""

    clusters: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)

    def name(self, concern: Concern) -> str:
        scope, value = concern
        if scope == "kind":
            return kinds().get(value, value)
        return self.units.get(value, value) if scope == "unit" else value

    def narrower(self, concerns: tuple[Concern, ...]) -> str:
        """The kinds, clusters, single units among them, as one text."""
        return ", ".join(self.name(c) for c in concerns if c[0] not in ("units", "office"))
