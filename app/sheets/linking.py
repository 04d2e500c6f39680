"""From a pasted address to a link: what the engine is asked, what staff are told."""

from dataclasses import replace

from flask_babel import gettext as _
from sqlite_utils import Database

from app.sheets import queries
from app.sheets.address import Address
from app.sheets.queries import LinkLine
from sync.engine import Engine
from sync.linking import LinkPreview, Wish


def preview(engine: Engine, db: Database, wish: Wish, place: Address) -> LinkPreview:
    """The preview of `wish`: the tab it names, else the one the address opens where that is a
    checklist, else the first that is one."""
    wish = replace(wish, other_units=tuple(queries.other_units(db, wish.checklist)))
    if wish.sheet_id is not None or place.gid is None:
        return engine.preview(wish)
    opened = engine.preview(replace(wish, sheet_id=place.gid))
    no_checklist = opened.inspection is None or opened.inspection.refuse
    return engine.preview(wish) if no_checklist else opened


def preview_lines(told: LinkPreview) -> list[str]:
    """The preview in words, for the command line."""
    if told.refuse:
        return [told.refuse]
    known = told.inspection.columns if told.inspection else ()
    lines = [
        _("Bảng “%(book)s”, trang “%(tab)s”", book=told.spreadsheet, tab=told.tab),
        _(
            "Cột: %(columns)s",
            columns=", ".join(f"{c.heading} = {c.field}" for c in known if c.field),
        ),
        *(_("Sẽ thêm: %(what)s", what=what) for what in told.added),
        _(
            "Nhận từ bảng %(pulls)s giá trị, gửi sang bảng %(pushes)s, khác nhau %(differs)s.",
            pulls=len(told.pulls),
            pushes=len(told.pushes),
            differs=len(told.differs),
        ),
        *(_("Lưu ý: %(warning)s", warning=warning) for warning in told.warnings),
    ]
    return [str(line) for line in lines]


DECIDABLE = ("state", "percent", "due", "done_on", "result", "evidence", "note", "proposal")
"""The fields for which a link may say which side wins where both wrote."""


def message_to_unit(link: LinkLine, rows: int) -> str:
    """What to paste to the unit after linking: what was read, added, how to stop."""
    added = (
        _("Bảng chỉ được đọc, không thêm và không ghi gì vào.")
        if link.read_only
        else _(
            "Đã thêm một cột hẹp “Mã” bên phải bảng (trừ khi bảng có sẵn cột mã) và một trang ẩn "
            "“_soviec”. Ngoài ra không sửa gì khác."
        )
    )
    return str(
        _(
            "Trang “%(tab)s” trong bảng của %(unit)s đã được nối với Sổ Việc của cơ quan.\n"
            "Đã đọc %(rows)s dòng việc. %(added)s\n"
            "Đơn vị cứ ghi tiếp như trước; điều cơ quan ghi ở Sổ Việc cũng sẽ hiện ở bảng này.\n"
            "Xem ai đã sửa ô nào: Tệp > Nhật ký phiên bản > Xem nhật ký phiên bản.\n"
            "Muốn dừng: nhắn cơ quan gỡ bảng, hoặc bỏ chia sẻ với tài khoản của Sổ Việc.",
            tab=link.title,
            unit=link.unit,
            rows=rows,
            added=added,
        )
    )
