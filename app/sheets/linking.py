"""From a pasted address to a link: what the engine is asked, what staff are told."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from flask_babel import gettext as _
from sqlite_utils import Database

from app.db import write_tx
from app.papers.language import vietnamese
from app.sheets import queries
from app.sheets.address import Address
from app.sheets.queries import LinkLine
from app.sheets.words import fields
from sync import base, months
from sync.base import Link
from sync.core.plan_read import norm
from sync.core.series import ordinal
from sync.engine import Engine
from sync.linking import LinkPreview, Wish
from sync.remembered import remembered


def preview(
    engine: Engine,
    db: Database,
    wish: Wish,
    place: Address,
    rows: Sequence[tuple[int, str]] = (),
) -> LinkPreview:
    """The preview of `wish`: the tab it names, else the one the address opens where that is a
    checklist, else the first that is one.

    `rows` are corrections by row number. A layout like one already adopted is read as that was.
    """
    wish = replace(wish, other_units=tuple(queries.other_units(db, wish.checklist)))
    told = _first_look(engine, wish, place)
    better = told.wish
    if not better.fields and told.inspection is not None:
        better = replace(better, fields=tuple(remembered(db, told.inspection).items()))
    if rows:
        better = replace(better, answers=tuple(_answers(told, rows)))
    return told if better == told.wish else engine.preview(better)


def by_month(
    engine: Engine,
    db: Database,
    wish: Wish,
    place: Address,
    rows: Sequence[tuple[int, str]] = (),
) -> LinkPreview:
    """The preview as `preview` gives it; of a tab that is one of several months, as that series."""
    told = preview(engine, db, wish, place, rows)
    if not is_series(told):
        return told
    return preview(engine, db, replace(wish, months=True), place, rows)


def is_series(told: LinkPreview) -> bool:
    """Whether the tab is one of several months (quarters, weeks) of its spreadsheet."""
    here = ordinal(told.tab)
    others = [ordinal(title) for _, title in told.tabs]
    return here is not None and sum(one is not None and one.stem == here.stem for one in others) > 1


def _first_look(engine: Engine, wish: Wish, place: Address) -> LinkPreview:
    if wish.sheet_id is not None or place.gid is None:
        return engine.preview(wish)
    opened = engine.preview(replace(wish, sheet_id=place.gid))
    no_checklist = opened.inspection is None or opened.inspection.refuse
    return engine.preview(wish) if no_checklist else opened


def _answers(told: LinkPreview, rows: Sequence[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    read = {row.row: row for row in told.inspection.rows} if told.inspection else {}
    for number, answer in rows:
        if number in read:
            yield norm(read[number].text), answer


def preview_lines(told: LinkPreview) -> list[str]:
    """The preview in words, for the command line."""
    if told.refuse:
        return [told.refuse]
    known = told.inspection.columns if told.inspection else ()
    names = fields()
    lines = [
        _("Bảng “%(book)s”, trang “%(tab)s”", book=told.spreadsheet, tab=told.tab),
        _(
            "Cột: %(columns)s",
            columns=", ".join(f"{c.heading} = {names[c.field]}" for c in known if c.field),
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


def set_months(db: Database, link_id: int, *, follow: bool) -> None:
    """Let a link follow the months of its sheet, or stay on its tab; Refused for a tab that is no
    month."""
    link = base.link(db, link_id)
    if link is None or follow == (months.series_of(db, link_id) is not None):
        return
    with write_tx(db):
        if follow:
            months.follow(db, link)
        else:
            months.stay(db, link_id)


DECIDABLE = ("state", "percent", "due", "done_on", "result", "evidence", "note", "proposal")
"""The fields for which a link may say which side wins where both wrote."""


@vietnamese
def message_to_unit(link: LinkLine, kept: Link, rows: int) -> str:
    """What to paste to the unit after linking: what was read, added, how to stop."""
    added = " ".join(_added(kept))
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


def _added(link: Link) -> Iterator[str]:
    """What linking put into the sheet, as the link remembers it."""
    if link.read_only:
        yield _("Bảng chỉ được đọc, không thêm và không ghi gì vào.")
        return
    if link.own_key_column:
        yield _("Đã thêm một cột “Mã” ngay bên phải bảng và một trang ẩn “_soviec”.")
    else:
        headings = [one.heading for one in link.layout.columns if one.field == "key"]
        yield _(
            "Không thêm cột nào: mã được điền vào những ô còn trống của cột “%(column)s” sẵn có; "
            "đã thêm một trang ẩn “_soviec”.",
            column=next(filter(None, headings), _("Mã")),
        )
    if link.add_rows:
        yield _("Việc bảng chưa có được thêm thành dòng mới.")
    yield _("Ngoài ra không sửa gì khác.")


@vietnamese
def share_request(email: str) -> str:
    """What to paste to a unit whose sheet is not shared yet."""
    asked = _(
        "Nhờ đơn vị mở bảng theo dõi công tác của mình trên Google Trang tính, bấm Chia sẻ, dán "
        "địa chỉ dưới đây, chọn quyền Người chỉnh sửa rồi bấm Gửi:"
    )
    then = _(
        "Đơn vị vẫn ghi bảng như trước, không phải sửa gì. Xong thì gửi lại liên kết của bảng."
    )
    return f"{asked}\n\n{email}\n\n{then}"
