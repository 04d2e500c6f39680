"""The list a plan is sent by: the printed lines until it is made, then its own rows."""

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from app.db import write_tx
from app.received import changes, queries, rules
from app.received.queries import Addressee, Dispatch, Printed


@dataclass(frozen=True, slots=True)
class Line:
    """A row as people see it; `number` is `7` for a printed line, `7.2` for what it opens into.

    `id` is 0 where the list was not made yet.
    """

    number: str
    id: int
    name: str
    purpose: str = ""
    way: str = ""
    sent_on: str | None = None
    received_on: str | None = None
    acknowledged_at: str | None = None
    acknowledged_by: str | None = None
    acknowledged_how: str | None = None
    note: str = ""
    is_archive: bool = False
    is_opened: bool = False
    unit_id: int | None = None
    unit_code: str | None = None
    has_link: bool = False

    @property
    def is_child(self) -> bool:
        return "." in self.number

    @property
    def waits(self) -> bool:
        """Someone who should have answered and has not."""
        return not (self.is_archive or self.is_opened or self.received_on)


def lines(db: Database, plan_id: int, day: date) -> list[Line]:
    """The whole list; lines not yet in it stand as printed, groups opened as of `day`."""
    rows = queries.dispatches(db, plan_id)
    made = {row.recipient_id for row in rows}
    missing = [line for line in queries.printed(db, plan_id) if line.id not in made]
    kept = _numbered(rows)
    fresh: list[Line] = []
    for place, line in enumerate(missing, sum(not each.is_child for each in kept) + 1):
        fresh += _as_printed(db, line, str(place), day)
    return kept + fresh


def _numbered(rows: list[Dispatch]) -> list[Line]:
    opened = {row.parent_id for row in rows}
    shown: list[Line] = []
    whole = part = 0
    for row in rows:
        whole, part = (whole, part + 1) if row.parent_id else (whole + 1, 0)
        number = f"{whole}.{part}" if part else str(whole)
        shown.append(_line(row, number, is_opened=row.id in opened))
    return shown


def _line(row: Dispatch, number: str, *, is_opened: bool) -> Line:
    return Line(
        number,
        row.id,
        row.name,
        row.purpose or "",
        row.way or "",
        row.sent_on,
        row.received_on,
        row.acknowledged_at,
        row.acknowledged_by,
        row.acknowledged_how,
        row.note or "",
        row.is_archive,
        is_opened,
        row.unit_id,
        row.unit_code,
        row.has_link,
    )


def _as_printed(db: Database, line: Printed, number: str, day: date) -> list[Line]:
    units = units_of(db, line.name, day) if opens_into_units(line) else []
    whole = Line(
        number, 0, line.name, line.purpose or "", is_archive=line.is_archive, is_opened=bool(units)
    )
    return [
        whole,
        *(
            Line(f"{number}.{place}", 0, unit.name, line.purpose or "", unit_id=unit.unit_id)
            for place, unit in enumerate(units, 1)
        ),
    ]


def opens_into_units(line: Printed) -> bool:
    return rules.opening(line.name, is_archive=line.is_archive) == "units"


def units_of(db: Database, name: str, day: date) -> list[Addressee]:
    """The units a group means on a day."""
    return queries.units_on(db, day.isoformat(), sorted(rules.kinds(name)))


def make(db: Database, plan_id: int, day: date) -> None:
    """Rows for every printed line that has none yet, groups of units opened as of `day`."""
    with write_tx(db):
        made = {row.recipient_id for row in queries.dispatches(db, plan_id)}
        for line in queries.printed(db, plan_id):
            if line.id in made:
                continue
            whole = changes.add_line(db, plan_id, line)
            if opens_into_units(line):
                changes.open_into(db, whole, units_of(db, line.name, day))


def proposal(db: Database, row: Dispatch, day: date) -> list[Addressee]:
    """What a line would open into: what it holds now, else units, kept names or parts."""
    standing = [Addressee(each.name, each.unit_id) for each in queries.children(db, row.id)]
    if standing:
        return standing
    kind = rules.opening(row.name, is_archive=row.is_archive)
    if kind == "units":
        return units_of(db, row.name, day)
    if kind == "parts":
        return [Addressee(name) for name in rules.parts(row.name)]
    return [Addressee(name) for name in queries.name_list(db, row.name)]


def open_line(db: Database, row: Dispatch, names: list[str], day: date, at: str) -> None:
    """Open a line into these names; a unit's name stands for the unit. People are kept."""
    known = {unit.name: unit for unit in queries.units_on(db, day.isoformat(), [])}
    with write_tx(db):
        changes.open_into(db, row.id, [known.get(name, Addressee(name)) for name in names])
        if names and rules.opening(row.name, is_archive=row.is_archive) == "people":
            changes.keep_names(db, row.name, names, at)
