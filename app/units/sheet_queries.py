"""The sheets of units: what their open links say, else the address in a unit's record."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from sqlite_utils import Database

from app.units.rules import Unit
from sync import moving


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """A sheet as a person opens it; `title` is empty where only an address is known."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Link:
    id: int
    unit: int
    plan: int
    year: int
    spreadsheet: str
    sheet: int
    title: str


_LINKS = """
    SELECT sync_link.id, checklist.unit_id, checklist.plan_id, checklist.year,
        sync_link.spreadsheet_id, sync_link.sheet_id, sync_link.title
    FROM sync_link JOIN checklist ON checklist.id = sync_link.checklist_id
    WHERE sync_link.closed_at IS NULL AND sync_link.source = 'sheet'
        AND checklist.closed_at IS NULL
    ORDER BY checklist.year DESC, sync_link.id DESC
"""


def of_units(db: Database, units: Sequence[Unit], origin: str | None) -> dict[int, list[UnitSheet]]:
    """By unit, the newest year first; `origin` is the local Sheets server's, None at Google."""
    start = origin or "https://docs.google.com"
    found: dict[int, list[UnitSheet]] = {}
    for link in _links(db):
        url = f"{start}/spreadsheets/d/{link.spreadsheet}/edit#gid={link.sheet}"
        sheets = found.setdefault(link.unit, [])
        if url not in {one.url for one in sheets}:
            sheets.append(UnitSheet(url, link.title))
    for unit in units:
        if unit.id not in found and unit.sheet_url:
            found[unit.id] = [UnitSheet(unit.sheet_url)]
    return found


def _links(db: Database) -> list[_Link]:
    return [_Link(*row) for row in db.conn.execute(_LINKS).fetchall()]


def go_on(
    db: Database, chosen: Unit | None, ending: Sequence[Unit], successor: int, by: str, at: str
) -> None:
    """After a merge the chosen unit's sheet is the successor's; the others are only read.

    A link whose plan the successor has no checklist of yet is closed, so that the sheet can be
    linked once it has. No sheet is touched. Edits that wait for a sheet go on with it.
    """
    of = {unit.id for unit in ending} | {successor}
    for link in _links(db):
        if link.unit not in of or (chosen is None and link.unit == successor):
            continue
        if chosen is None or link.unit != chosen.id:
            moving.only_read(db, link.id)
        elif link.unit != successor:
            target = _target(db, link, successor)
            if target is None:
                moving.close(db, link.id, at)
            else:
                local = current_app.extensions["local_replica"](db)
                moving.move(db, local, link.id, target, by, at)


def _target(db: Database, link: _Link, successor: int) -> moving.Target | None:
    row = db.conn.execute(
        """
        SELECT id FROM checklist
        WHERE unit_id = :unit AND plan_id = :plan AND year = :year AND closed_at IS NULL
        """,
        {"unit": successor, "plan": link.plan, "year": link.year},
    ).fetchone()
    if row is None:
        return None
    keys = db.conn.execute("SELECT key FROM entry WHERE checklist_id = ?", [row[0]]).fetchall()
    return moving.Target(row[0], tuple(key for (key,) in keys))
