"""How units are worded on screen."""

from flask_babel import gettext as _

from app.units.importing import Trouble


def kinds() -> dict[str, str]:
    return {
        "xa": _("Xã, phường"),
        "truong": _("Trường học"),
        "co-quan": _("Cơ quan"),
        "cong-an": _("Công an"),
        "doanh-nghiep": _("Doanh nghiệp"),
        "khac": _("Khác"),
    }


def events() -> dict[str, str]:
    return {
        "rename": _("Đổi tên"),
        "merge": _("Sáp nhập"),
        "split": _("Chia tách"),
        "retire": _("Ngừng hoạt động"),
    }


def trouble(which: Trouble) -> str:
    words: dict[Trouble, str] = {
        "no_code": _("thiếu mã"),
        "code": _("mã cần có chữ hoặc số, không có dấu “/”, dài nhất 40 ký tự"),
        "no_name": _("thiếu tên"),
        "twice": _("mã này đã có ở dòng trên"),
        "no_parent": _("không có đơn vị cấp trên mang mã này"),
        "circle": _("đơn vị cấp trên lại trực thuộc chính đơn vị này"),
        "sheet_url": _("địa chỉ bảng tính phải bắt đầu bằng https://"),
        "formula": _("có ô công thức bị lỗi hoặc chưa tính"),
        "kind": _("không rõ loại hình, ghi là “Khác”"),
    }
    return words[which]
