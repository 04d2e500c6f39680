"""How columns, links, runs are worded on screen."""

import math

from flask_babel import gettext as _
from flask_babel import ngettext

from app import entry_words
from sync.reports import ROW


def fields() -> dict[str, str]:
    """What a column can be, in the words of its list."""
    return {"number": _("Số thứ tự"), "key": _("Mã"), **entry_words.fields()}


def carried() -> dict[str, str]:
    """What a run carries: a column's value, or a whole row."""
    return {**fields(), ROW: _("Cả dòng")}


def health(state: str, *, read_only: bool) -> tuple[str, str]:
    """A link's state: its name and the tone of its label."""
    names = {
        "new": (_("Mới nối"), "accent"),
        "ok": (_("Chỉ đọc"), "plain") if read_only else (_("Đang nối"), "ok"),
        "held": (_("Tạm giữ"), "warn"),
        "failed": (_("Chưa đọc được"), "error"),
        "unlinking": (_("Đang gỡ"), "plain"),
    }
    return names.get(state, (state, "plain"))


def outcomes() -> dict[str, tuple[str, str]]:
    return {
        "unchanged": (_("Không có gì mới"), "plain"),
        "synced": (_("Đã đồng bộ"), "ok"),
        "conflict": (_("Hai bên ghi khác nhau"), "warn"),
        "held": (_("Tạm giữ"), "warn"),
        "failed": (_("Chưa được"), "error"),
    }


def kinds() -> dict[str, str]:
    return {
        "run": _("Đồng bộ"),
        "undo": _("Hoàn tác"),
        "link": _("Nối bảng"),
        "unlink": _("Gỡ bảng"),
        "dry": _("Xem trước"),
    }


def time_left(seconds: float, per_minute: int) -> str:
    """An honest estimate of what is left of a round."""
    minutes = math.ceil(seconds / 60)
    if minutes <= 1:
        return str(_("còn dưới một phút"))
    return str(
        ngettext(
            "còn khoảng %(num)s phút: Google cho %(rate)s lượt mỗi phút",
            "còn khoảng %(num)s phút: Google cho %(rate)s lượt mỗi phút",
            minutes,
            rate=per_minute,
        )
    )
