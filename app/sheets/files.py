"""Files of checklists: made of them, merged into them, told apart when many come at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from flask import current_app
from flask_babel import gettext as _
from sqlite_utils import Database

from app.sheets import file_queries, guess, queries
from app.sheets.queries import Target
from sync import exports
from sync.core.refusal import Refused
from sync.core.text import fold
from sync.file_links import rows_known
from sync.files import Files, Taken, Titles
from sync.replicas.workbook_read import Book, read_book

MOST = 60
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def wired(db: Database) -> Files:
    """The file side of the sync on this connection."""
    zone = current_app.config["SOVIEC"].timezone
    local = current_app.extensions["local_replica"](db)
    return Files(db, local, zone=zone, others=partial(queries.other_units, db))


def export(db: Database, checklist: int, by: str) -> bytes:
    """The checklist as .xlsx; Refused where there is none."""
    head = file_queries.head(db, checklist)
    if head is None:
        raise Refused(_("Không có bảng kiểm này. Hãy tải lại danh sách."), status=404)
    issuer, superior = file_queries.office(db)
    return wired(db).export(checklist, Titles(head.plan_title, issuer, superior), by=by)


def file_name(unit_code: str, plan: str, year: int) -> str:
    """A name any system takes: `bang-kiem-XTL-15-KH-DTN-2026.xlsx`."""
    safe = re.sub(r"[^A-Z0-9]+", "-", fold(f"{unit_code}-{plan}-{year}").upper()).strip("-")
    return f"bang-kiem-{safe}.xlsx"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: its name and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Came:
    """One of many files: whose it is taken for, what taking it in does, or why it cannot be."""

    name: str
    target: Target | None
    taken: Taken | None
    refuse: str


def take_one(
    db: Database,
    upload: Upload,
    targets: Sequence[Target],
    chosen: int | None,
    how: tuple[str, bool],
) -> Came:
    """Take a file in for the checklist chosen, else for the one it was made of, else the one its
    name and title tell; `how` is by whom, and whether only to look. Never raises Refused."""
    by, dry_run = how
    target = next((one for one in targets if one.checklist_id == chosen), None)
    try:
        book = read_book(upload.data, upload.name)
        target = target or whose(db, book, targets)
        if target is None:
            return Came(upload.name, None, None, _("Chưa rõ tệp của đơn vị nào. Hãy chọn đơn vị."))
        taken = wired(db).take(book, target.checklist_id, by=by, dry_run=dry_run)
    except Refused as refusal:
        return Came(upload.name, target, None, refusal.message)
    return Came(upload.name, target, taken, "")


def whose(db: Database, book: Book, targets: Sequence[Target]) -> Target | None:
    """The checklist a file belongs to; None if unsure."""
    made = exports.find(db, book.export) if book.export else None
    if made is not None:
        return next((one for one in targets if one.checklist_id == made[0]), None)
    name = re.sub(r"[_.-]+", " ", book.name.rsplit(".", 1)[0])
    unit = guess.whose(targets, [name], book.tabs)
    mine = [one for one in targets if unit and one.unit_id == unit.unit_id]
    local = current_app.extensions["local_replica"](db)
    return max(mine, key=lambda one: rows_known(book, local.read(one.checklist_id)), default=None)
