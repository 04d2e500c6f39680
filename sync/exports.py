"""What the sync remembers of files: exports and their values, the links of files that came in."""

import json
from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from sync import base
from sync.base import Link, NewLink
from sync.core.layout import Layout
from sync.core.own_key import is_own
from sync.replicas.workbook_export import Stamp


def keep(db: Database, checklist: int, stamp: Stamp, by: str, at: str) -> None:
    """Remember an export, so that a file whose hidden sheet was dropped is still known."""
    doc = {
        "plan": stamp.plan,
        "unit": stamp.unit,
        "year": stamp.year,
        "values": [[*place, value] for place, value in stamp.values.items()],
        "texts": stamp.texts,
    }
    db.conn.execute(
        "INSERT INTO xlsx_export (id, checklist_id, by, at, doc) VALUES (?, ?, ?, ?, ?)",
        [stamp.id, checklist, by, at, json.dumps(doc, ensure_ascii=False)],
    )


def find(db: Database, export: str) -> tuple[int, Stamp] | None:
    """The checklist an export was made of, and what the file said then."""
    row = db.conn.execute(
        "SELECT checklist_id, doc FROM xlsx_export WHERE id = ?", [export]
    ).fetchone()
    if row is None:
        return None
    doc: dict[str, Any] = json.loads(row[1])
    values = {(key, field): value for key, field, value in doc["values"]}
    return row[0], Stamp(export, doc["plan"], doc["unit"], doc["year"], values, doc["texts"])


def made(db: Database, checklist: int) -> list[tuple[str, str, str]]:
    """(id, by, at) of a checklist's exports, the newest first."""
    rows = db.conn.execute(
        "SELECT id, by, at FROM xlsx_export WHERE checklist_id = ? ORDER BY at DESC, rowid DESC",
        [checklist],
    )
    return rows.fetchall()


def links(db: Database, place: str) -> list[Link]:
    """The links of files that came in from one place, the newest first."""
    rows = db.conn.execute(
        "SELECT id FROM sync_link WHERE spreadsheet_id = ? AND closed_at IS NULL ORDER BY id DESC",
        [place],
    ).fetchall()
    found = (base.link(db, number) for (number,) in rows)
    return [link for link in found if link is not None]


def add_link(
    db: Database, checklist: int, place: tuple[str, int], reading: tuple[Layout, bool, str | None],
    told: tuple[str, str],
) -> int:  # fmt: skip
    """A link to a file: `reading` is its layout, whether it has no key column of its own, its
    unit's column; `told` by whom, when."""
    layout, keyless, unit_column = reading
    new = NewLink(
        checklist=checklist,
        spreadsheet_id=place[0],
        sheet_id=place[1],
        unit_column=unit_column,
        title="",
        layout=layout,
        own_key_column=keyless,
        read_only=True,
        add_rows=False,
    )
    link = base.add_link(db, new, *told)
    db.conn.execute("UPDATE sync_link SET source = 'xlsx' WHERE id = ?", [link])
    return link


def seed(db: Database, link: int, stamp: Stamp) -> None:
    """What the export said is the common ancestor of both sides."""
    for (key, field), value in stamp.values.items():
        base.agree(db, link, key, field, value)
    for key, text in stamp.texts.items():
        base.see_row(db, link, key, text, keyed=True)
        if is_own(key):
            base.agree(db, link, key, "text", text)


def from_file(db: Database, run: int) -> None:
    """The run took a file in; it was no round over sheets."""
    db.conn.execute("UPDATE sync_run SET source = 'xlsx' WHERE id = ?", [run])


def is_from_file(db: Database, run: int) -> bool:
    row = db.conn.execute("SELECT source FROM sync_run WHERE id = ?", [run]).fetchone()
    return row is not None and row[0] == "xlsx"


def copies(db: Database, found: Sequence[Link]) -> dict[int, dict[tuple[str, str], str]]:
    """What each of these links last agreed on."""
    return {link.id: base.agreed(db, link.id) for link in found}
