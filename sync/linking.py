"""Shows what linking a tab would mean, before anything is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sqlite_utils import Database

from sync import base
from sync.base import NewLink
from sync.copied import original
from sync.core.correct import correct
from sync.core.inspect import inspect, layout_of
from sync.core.inspection import Inspection
from sync.core.layout import Layout
from sync.core.plan_layout import free_column
from sync.core.plan_read import norm
from sync.core.tab import Tab
from sync.core.text import fold
from sync.messages import COPY
from sync.replicas.google import column_name
from sync.replicas.google_batch import HIDDEN_ID
from sync.replicas.google_read import Snapshot
from sync.replicas.google_room import free_title
from sync.replicas.local import LocalChecklist
from sync.reports import Told


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks to link; `unit_column` counts from 1, `sheet_id` None means the first fit.

    `other_units` are the names of the office's other units: a tab that carries one is warned of.
    `fields` are a person's corrections, column (from 1) to field; `answers` say which item a row
    carries, its normed text to a key, "own" or "skip". `months`: the link follows the series of
    tabs that the one linked belongs to.
    """

    checklist: int
    spreadsheet_id: str
    sheet_id: int | None = None
    unit_column: int | None = None
    read_only: bool = False
    add_rows: bool = False
    other_units: tuple[str, ...] = ()
    fields: tuple[tuple[int, str], ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    months: bool = False


@dataclass(frozen=True, slots=True)
class LinkPreview:
    """All texts are Vietnamese. `refuse` says why it cannot be linked; then `new` is None.

    `added` is what we would put into the sheet, `pulls` and `pushes` what would travel in the
    first round, `differs` where both sides have a value and differ: both are kept. `copied` says
    that it is a copy of another spreadsheet, which is taken over when it is linked.
    """

    wish: Wish
    spreadsheet: str
    tab: str
    tabs: tuple[tuple[int, str], ...]
    inspection: Inspection | None = None
    refuse: str | None = None
    copied: bool = False
    warnings: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    pulls: tuple[Told, ...] = ()
    pushes: tuple[Told, ...] = ()
    differs: tuple[tuple[str, str, str | None, str | None], ...] = ()
    new: NewLink | None = field(default=None, repr=False)


def look(db: Database, wish: Wish, snapshot: Snapshot, checklist: LocalChecklist) -> LinkPreview:
    """The preview without its first round; nothing is stored."""
    tabs = [tab for tab in snapshot.tabs.values() if tab.sheet_id != HIDDEN_ID]
    titles = tuple((tab.sheet_id, tab.title) for tab in tabs)
    told = LinkPreview(wish, snapshot.title, "", titles)
    chosen = _choose(wish, tabs, checklist)
    if chosen is None:
        return _refused(told, "Không thấy trang đó trong bảng. Hãy chép lại địa chỉ của trang.")
    tab, found = chosen
    found = correct(found, tab, dict(wish.fields))
    told = LinkPreview(wish, snapshot.title, tab.title, titles, found)
    if found.refuse:
        return _refused(told, found.refuse)
    unit_column, why = _unit_column(wish, found)
    why = why or _taken(db, wish, tab.sheet_id, unit_column)
    if why:
        return _refused(told, why)
    copy = original(db, snapshot) is not None
    layout, own_key = _layout(db, wish, tab.sheet_id, found, unit_column)
    new = NewLink(
        checklist=wish.checklist,
        spreadsheet_id=wish.spreadsheet_id,
        sheet_id=tab.sheet_id,
        unit_column=unit_column,
        title=tab.title,
        layout=layout,
        own_key_column=own_key,
        read_only=wish.read_only,
        add_rows=wish.add_rows,
    )
    return LinkPreview(
        wish,
        snapshot.title,
        tab.title,
        titles,
        found,
        copied=copy,
        warnings=(*([COPY] if copy else []), *_warnings(wish, snapshot, tab, found)),
        added=() if wish.read_only else tuple(_added(new, snapshot, tab, found)),
        new=new,
    )


def _layout(
    db: Database, wish: Wish, sheet_id: int, found: Inspection, unit_column: str | None
) -> tuple[Layout, bool]:
    """What to remember of the table, and whether its key column is ours to take away.

    It is where we add one, where we have added it for another unit's column, and where a link of
    this checklist that has ended added it.
    """
    layout = layout_of(found, unit_column)
    if found.column("key") is None:
        return layout, True
    ended = (
        one
        for one in base.uncleared(db, wish.spreadsheet_id)
        if one.checklist == wish.checklist and base.our_keys(db, one.id)
    )
    ours = any(
        one.own_key_column
        for one in (*base.links_of(db, wish.spreadsheet_id), *ended)
        if one.sheet_id == sheet_id
    )
    if ours:
        kept = tuple(column for column in layout.columns if column.field != "key")
        layout = replace(layout, columns=kept)
    return layout, ours


def _choose(
    wish: Wish, tabs: Sequence[Tab], checklist: LocalChecklist
) -> tuple[Tab, Inspection] | None:
    """The tab asked for, else the first that is a checklist of this plan, else the first."""
    asked = [tab for tab in tabs if wish.sheet_id in (None, tab.sheet_id)]
    read = [
        (
            tab,
            inspect(tab, checklist.nodes, year=checklist.year, unit_column=wish.unit_column),
        )
        for tab in asked
    ]
    fits = [pair for pair in read if not pair[1].refuse]
    return next(iter(fits or read), None)


def _refused(told: LinkPreview, why: str) -> LinkPreview:
    return LinkPreview(told.wish, told.spreadsheet, told.tab, told.tabs, told.inspection, why)


def _unit_column(wish: Wish, found: Inspection) -> tuple[str | None, str | None]:
    units = [column for column in found.columns if column.unit is not None]
    if not units:
        return None, None
    chosen = next((c for c in units if c.index == wish.unit_column), None)
    if chosen is None:
        names = ", ".join(f"{c.index} ({c.unit})" for c in units)
        return None, f"Mỗi cột là một đơn vị. Hãy chọn cột của đơn vị này: {names}."
    return chosen.heading, None


def _taken(db: Database, wish: Wish, sheet_id: int, unit_column: str | None) -> str | None:
    for one in base.links_of(db, wish.spreadsheet_id):
        if one.sheet_id != sheet_id:
            continue
        if one.unit_column == unit_column or one.unit_column is None or unit_column is None:
            return (
                "Trang (hoặc cột) này đã được nối rồi. Hãy gỡ nối cũ trước, hoặc chọn trang khác."
            )
    return None


def _warnings(wish: Wish, snapshot: Snapshot, tab: Tab, found: Inspection) -> Iterable[str]:
    yield from strangers(wish.other_units, snapshot.title, tab, found.header_rows[0])
    decided = dict(wish.answers)
    answered = {row.row for row in found.rows if norm(row.text) in decided}
    for question in found.questions:
        if question.about == "state" or question.row not in answered:
            yield question.text


def strangers(others: Iterable[str], title: str, tab: Tab, heading_row: int) -> Iterable[str]:
    """A warning for each of the other units whose name stands in a title or above the table."""
    above = [cell.text for row in tab.rows[: heading_row - 1] for cell in row if not cell.empty]
    told = fold(" | ".join([title, tab.title, *above]))
    for name in others:
        if fold(name) in told:
            yield f"Trong bảng có tên đơn vị khác: {name}. Hãy xem lại có đúng bảng không."


def _added(new: NewLink, snapshot: Snapshot, tab: Tab, found: Inspection) -> Iterable[str]:
    if found.column("key") is None:
        name = column_name(free_column(new.layout, tab))
        yield f"Một cột “Mã” ở cột {name}, ngay bên phải bảng"
    else:
        yield "Mã của những dòng còn trống trong cột mã sẵn có"
    if HIDDEN_ID not in snapshot.tabs:
        yield f"Một trang ẩn “{free_title(snapshot)}” để ghi an toàn"
    if new.add_rows:
        yield "Dòng mới cho những việc bảng chưa có"
