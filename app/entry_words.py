"""How the fields of entries, their states, their values are worded for people."""

from functools import cache

from flask_babel import gettext as _

from app.i18n import language


def states() -> dict[str | None, str]:
    return _states(language())


@cache
def _states(_language: str) -> dict[str | None, str]:
    return {
        None: _("Chưa có thông tin"),
        "todo": _("Chưa làm"),
        "doing": _("Đang làm"),
        "done": _("Hoàn thành"),
        "dropped": _("Không thực hiện"),
    }


def fields() -> dict[str, str]:
    return _fields(language())


@cache
def _fields(_language: str) -> dict[str, str]:
    """Worded once for each language: every page of a checklist asks for them."""
    return {
        "text": _("Nội dung"),
        "state": _("Trạng thái"),
        "reason": _("Lý do không thực hiện"),
        "percent": _("Tỷ lệ"),
        "lead": _("Người, đơn vị chủ trì"),
        "partner": _("Phối hợp"),
        "due": _("Hạn"),
        "done_on": _("Ngày xong"),
        "result": _("Kết quả"),
        "evidence": _("Minh chứng"),
        "note": _("Ghi chú"),
        "proposal": _("Khó khăn, kiến nghị"),
        "verified": _("Cấp trên xác nhận"),
        "comment": _("Ý kiến cấp trên"),
    }


def origins() -> dict[str, str]:
    return {
        "web": _("trên trang này"),
        "sheet": _("từ bảng tính"),
        "xlsx": _("từ tệp Excel"),
        "cli": _("bằng lệnh"),
        "undo": _("hoàn tác"),
    }


def shown(field: str, value: str | None) -> str:
    """A value as people read it."""
    if field == "state":
        return states().get(value, value or "")
    if value is None:
        empty: str = _("(trống)")
        return empty
    if field == "verified":
        yes: str = _("đã xác nhận")
        return yes
    if field in ("due", "done_on"):
        return "/".join(reversed(value.split("-")))
    return f"{value}%" if field == "percent" else value
