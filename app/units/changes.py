"""What can happen to units: edited, renamed, merged, split, retired; no record is ever lost."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import gettext as _
from sqlite_utils import Database

from app.clock import now, today
from app.db import write_tx
from app.units import event_queries as events
from app.units import queries, rules
from app.units import sheet_queries as sheets
from app.units.event_queries import Event
from app.units.rules import Unit
from sync.core.refusal import Refused


@dataclass(frozen=True, slots=True)
class Change:
    """When something happened, on whose word."""

    on: date
    note: str | None
    by: str


def add(db: Database, unit: Unit) -> int:
    """A new unit; gives its id."""
    with write_tx(db):
        check(db, unit)
        return queries.add(db, unit)


def save(db: Database, unit: Unit) -> None:
    """Correct what is written of a unit; a new name by decision is `rename`."""
    with write_tx(db):
        check(db, unit)
        queries.save(db, unit)


def check(db: Database, unit: Unit) -> None:
    """Refused where the unit cannot be stored as it is."""
    if not unit.code or not unit.name:
        raise Refused(_("Đơn vị cần có mã và tên. Hãy nhập đủ hai ô này."))
    if not rules.is_code(unit.code):
        raise Refused(_("Mã cần có chữ hoặc số, không có dấu “/”, dài nhất 40 ký tự. Hãy sửa mã."))
    known = queries.units(db)
    key = rules.code_key(unit.code)
    same = next((each for each in known if rules.code_key(each.code) == key), None)
    if same is not None and same.id != unit.id:
        raise Refused(
            _(
                "Mã “%(code)s” đã dùng cho %(name)s. Hãy nhập mã khác.",
                code=unit.code,
                name=same.name,
            )
        )
    parents = {each.id: each.parent_id for each in known}
    if unit.parent_id is not None and unit.parent_id not in parents:
        raise Refused(_("Đơn vị cấp trên này không còn. Hãy chọn lại."))
    if rules.would_circle(unit.id, unit.parent_id, parents):
        raise Refused(_("Đơn vị không thể trực thuộc chính mình. Hãy chọn đơn vị cấp trên khác."))
    if unit.valid_from and unit.valid_to and unit.valid_from > unit.valid_to:
        raise Refused(_("Ngày ngừng đứng trước ngày bắt đầu. Hãy sửa lại một trong hai ngày."))


def rename(db: Database, unit: Unit, name: str, change: Change) -> None:
    """From that day the unit has a new name; what is older keeps the old one."""
    _check_day(change)
    if not name or name == unit.name:
        raise Refused(_("Hãy nhập tên mới, khác tên đang dùng."))
    with write_tx(db):
        events.keep_name(db, unit.id, unit.name, change.on.isoformat())
        events.set_name(db, unit.id, name)
        events.add_event(db, _event("rename", unit, None, change))


def merge(
    db: Database,
    merged: Sequence[Unit],
    into: Unit,
    change: Change,
    *,
    sheet_of: Unit | None,
) -> Unit:
    """`merged` end the day before and go on in `into`, which is made where it has no id yet.

    `sheet_of` is the unit whose sheet goes on as the successor's; none: it starts without one.
    Sheets that do not go on are only read from then on.
    """
    _check_day(change)
    ending = [unit for unit in merged if unit.id != into.id]
    if not ending:
        raise Refused(_("Hãy chọn ít nhất một đơn vị để nhập vào."))
    for unit in ending:
        _check_still_there(unit, change)
    with write_tx(db):
        successor = _successor(db, into, change, sheet_of.sheet_url if sheet_of else None)
        for unit in ending:
            _end(db, unit, successor.id, change)
            event = _event("merge", unit, successor, change)
            events.add_event(db, replace(event, sheet_of=sheet_of.id if sheet_of else None))
            events.move_users(db, unit.id, successor.id)
        sheets.go_on(db, sheet_of, ending, successor.id, change.by, now())
    return successor


def split(
    db: Database, unit: Unit, parts: Sequence[Unit], change: Change, *, stays: bool
) -> list[Unit]:
    """New units come out of one, which goes on beside them (`stays`) or ends the day before."""
    _check_day(change)
    _check_still_there(unit, change)
    if not parts:
        raise Refused(_("Hãy ghi mã và tên của ít nhất một đơn vị mới."))
    with write_tx(db):
        made = [_successor(db, part, change, None) for part in parts]
        for part in made:
            events.add_event(db, _event("split", unit, part, change))
        if not stays:
            _end(db, unit, unit.parent_id, change)
    return made


def retire(db: Database, unit: Unit, change: Change) -> None:
    """The unit ends the day before; those beneath it come to stand beneath its superior."""
    _check_day(change)
    _check_still_there(unit, change)
    if unit.is_office:
        raise Refused(_("Đây là chính cơ quan, không ngừng được. Hãy đổi cơ quan ở Cài đặt."))
    with write_tx(db):
        _end(db, unit, unit.parent_id, change)
        events.add_event(db, _event("retire", unit, None, change))


def _successor(db: Database, unit: Unit, change: Change, sheet_url: str | None) -> Unit:
    """The unit that goes on: made on the day, or one that stands, with the chosen sheet."""
    if unit.id:
        events.set_sheet(db, unit.id, sheet_url)
        return replace(unit, sheet_url=sheet_url)
    unit = replace(unit, valid_from=change.on.isoformat(), sheet_url=sheet_url)
    return replace(unit, id=add(db, unit))


def _end(db: Database, unit: Unit, heir: int | None, change: Change) -> None:
    events.end_unit(db, unit.id, rules.day_before(change.on.isoformat()))
    events.move_children(db, unit.id, heir)


def _event(kind: str, unit: Unit, successor: Unit | None, change: Change) -> Event:
    return Event(
        kind=kind,
        unit_id=unit.id,
        successor_id=successor.id if successor else None,
        sheet_of=None,
        on_date=change.on.isoformat(),
        note=change.note,
        by=change.by,
        at=now(),
    )


def _check_day(change: Change) -> None:
    if change.on > today():
        raise Refused(_("Ngày này chưa đến. Hãy ghi khi việc đã có hiệu lực."))


def _check_still_there(unit: Unit, change: Change) -> None:
    first = unit.valid_from or ""
    if unit.valid_to is not None or first >= change.on.isoformat():
        raise Refused(_("%(name)s không hoạt động vào ngày này. Hãy xem lại ngày.", name=unit.name))


def by_codes(db: Database, codes: Collection[str]) -> list[Unit]:
    """The units with these codes; Refused where one is missing."""
    found = [queries.by_code(db, code) for code in codes]
    if None in found:
        raise Refused(_("Có đơn vị vừa bị đổi mã. Hãy tải lại trang rồi chọn lại."))
    return [unit for unit in found if unit is not None]
