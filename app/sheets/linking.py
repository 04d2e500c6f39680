"""From a pasted address to a link: what the engine is asked, what staff are told."""

from dataclasses import replace

from flask_babel import gettext as _
from sqlite_utils import Database

from app.sheets import queries
from app.sheets.address import Address
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


def message_to_unit(told: LinkPreview) -> str:
    """What to paste to the unit after linking: what was read, added, how to stop."""
    entries = told.inspection.entries if told.inspection else ()
    added = "\n".join(f"- {what}" for what in told.added) or _("- không thêm gì")
    return str(
        _(
            "Bảng “%(book)s”, trang “%(tab)s” đã được nối với Sổ Việc của cơ quan.\n"
            "Đã đọc %(rows)s dòng việc. Đã thêm:\n%(added)s\n"
            "Ngoài ra không sửa gì khác. Đơn vị cứ ghi tiếp như trước; cơ quan ghi ở Sổ Việc thì "
            "kết quả cũng hiện ở bảng này.\n"
            "Muốn xem ai đã sửa ô nào: Tệp > Nhật ký phiên bản > Xem nhật ký phiên bản.\n"
            "Muốn dừng: nhắn cơ quan gỡ bảng, hoặc bỏ chia sẻ với tài khoản Sổ Việc.",
            book=told.spreadsheet,
            tab=told.tab,
            rows=len(entries),
            added=added,
        )
    )
