"""The end of a plan's year: its checklists close, links end, own items may go on."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlite_utils import Database

from app.db import write_tx
from sync import base
from sync.core.refusal import Refused


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing did."""

    checklists: int
    links: int


@dataclass(frozen=True, slots=True)
class LinkAgain:
    """A sheet that served the closed year, for the new year's checklist to be linked to."""

    unit_code: str
    unit: str
    checklist_id: int
    spreadsheet_id: str
    sheet_id: int
    linked: bool

    @property
    def address(self) -> str:
        """Enough for the linking page to find the sheet again."""
        return f"/spreadsheets/d/{self.spreadsheet_id}/edit#gid={self.sheet_id}"


@dataclass(frozen=True, slots=True)
class Open:
    """What the year's sheets still ask: nobody is asked once the year is closed."""

    conflicts: int
    questions: int
    held: int


def still_open(db: Database, plan_id: int, year: int) -> Open:
    row = db.conn.execute(
        """
        WITH link AS (
            SELECT sync_link.id, sync_link.state
            FROM sync_link JOIN checklist ON checklist.id = sync_link.checklist_id
            WHERE checklist.plan_id = :plan AND checklist.year = :year
                AND checklist.closed_at IS NULL AND sync_link.closed_at IS NULL
        )
        SELECT
            (
                SELECT COUNT(*) FROM sync_conflict
                WHERE settled_at IS NULL AND link_id IN (SELECT id FROM link)
            ),
            (SELECT COUNT(*) FROM sync_question WHERE link_id IN (SELECT id FROM link)),
            (SELECT COUNT(*) FROM link WHERE state IN ('held', 'failed'))
        """,
        {"plan": plan_id, "year": year},
    ).fetchone()
    return Open(*row)


def to_clear(db: Database, plan_id: int, year: int) -> int:
    """The year's sheets in which keys of ours, or the hidden tab, may still stand."""
    return len(base.uncleared_ids(db, plan=plan_id, year=year))


def close(db: Database, plan_id: int, year: int, at: str) -> Closed:
    """Make the year's checklists read-only, end their links; the sheets stay as they are.

    Refused where the plan has no checklist in that year. Again it changes nothing.
    """
    where = {"plan": plan_id, "year": year, "at": at, "message": "Năm đã kết thúc."}
    with write_tx(db):
        if not _exists(db, plan_id, year):
            raise Refused(
                _("Kế hoạch không có bảng kiểm năm %(year)s. Hãy xem lại năm.", year=year),
                status=404,
            )
        closed = db.conn.execute(
            """
            UPDATE checklist SET closed_at = :at
            WHERE plan_id = :plan AND year = :year AND closed_at IS NULL
            """,
            where,
        )
        links = db.conn.execute(
            """
            UPDATE sync_link SET state = 'closed', closed_at = :at, message = :message
            WHERE closed_at IS NULL AND checklist_id IN (
                SELECT id FROM checklist WHERE plan_id = :plan AND year = :year
            )
            """,
            where,
        )
    return Closed(closed.rowcount, links.rowcount)


def _exists(db: Database, plan_id: int, year: int) -> bool:
    return (
        db.conn.execute(
            "SELECT 1 FROM checklist WHERE plan_id = ? AND year = ? LIMIT 1", [plan_id, year]
        ).fetchone()
        is not None
    )


def reopen(db: Database, plan_id: int, year: int) -> int:
    """A year closed by mistake is written to again; links stay ended. Counts checklists."""
    with write_tx(db):
        return db.conn.execute(
            "UPDATE checklist SET closed_at = NULL WHERE plan_id = ? AND year = ?",
            [plan_id, year],
        ).rowcount


def links_to_offer(db: Database, plan_id: int, year: int) -> list[LinkAgain]:
    """The year's last sheet of each unit that has a checklist in the year after."""
    rows = db.conn.execute(
        """
        SELECT unit.code, unit.name, next.id, old_link.spreadsheet_id, old_link.sheet_id,
            EXISTS (
                SELECT 1 FROM sync_link
                WHERE sync_link.checklist_id = next.id AND sync_link.closed_at IS NULL
            )
        FROM checklist
            JOIN unit ON unit.id = checklist.unit_id
            JOIN checklist AS next ON next.plan_id = checklist.plan_id
                AND next.unit_id = checklist.unit_id AND next.year = checklist.year + 1
            JOIN sync_link AS old_link ON old_link.id = (
                SELECT MAX(sync_link.id) FROM sync_link
                WHERE sync_link.checklist_id = checklist.id AND sync_link.source = 'sheet'
            )
        WHERE checklist.plan_id = ? AND checklist.year = ?
        ORDER BY unit.code
        """,
        [plan_id, year],
    )
    return [LinkAgain(*(*row[:5], bool(row[5]))) for row in rows.fetchall()]


_UNFINISHED = """
    FROM checklist
        JOIN entry ON entry.checklist_id = checklist.id AND entry.node_id IS NULL
            AND entry.part_of IS NULL AND (entry.state IS NULL OR entry.state IN ('todo', 'doing'))
        JOIN checklist AS next ON next.plan_id = checklist.plan_id
            AND next.unit_id = checklist.unit_id AND next.year = checklist.year + 1
            AND next.closed_at IS NULL
    WHERE checklist.plan_id = :plan AND checklist.year = :year
        AND NOT EXISTS (
            SELECT 1 FROM entry AS there
            WHERE there.checklist_id = next.id AND there.node_id IS NULL
                AND there.text = entry.text
        )
"""


def unfinished(db: Database, plan_id: int, year: int) -> int:
    """Own items that could go on into the year after and have not yet."""
    row = db.conn.execute(
        "SELECT COUNT(*)" + _UNFINISHED, {"plan": plan_id, "year": year}
    ).fetchone()
    return int(row[0])


def carry_over(db: Database, plan_id: int, year: int, by: str, at: str) -> int:
    """Units' own items that were not finished stand in the year after too, told in its history."""
    with write_tx(db):
        rows = db.conn.execute(
            "SELECT next.id, entry.text, entry.about_id, entry.lead, entry.partner" + _UNFINISHED,
            {"plan": plan_id, "year": year},
        ).fetchall()
        for checklist, text, about, lead, partner in rows:
            _add(db, checklist, (text, about, lead, partner), by, at)
    return len(rows)


def _add(
    db: Database,
    checklist: int,
    values: tuple[str, int | None, str | None, str | None],
    by: str,
    at: str,
) -> None:
    text, about, lead, partner = values
    cursor = db.conn.execute(
        """
        INSERT INTO entry (checklist_id, key, position, text, about_id, lead, partner)
        SELECT :checklist, 'R.' || number, number, :text, :about, :lead, :partner
        FROM (
            SELECT COALESCE(MAX(CAST(SUBSTR(key, 3) AS INTEGER)), 0) + 1 AS number
            FROM entry WHERE checklist_id = :checklist AND node_id IS NULL
        )
        """,
        {
            "checklist": checklist,
            "text": text,
            "about": about,
            "lead": lead,
            "partner": partner,
        },
    )
    for field, value in (("text", text), ("lead", lead), ("partner", partner)):
        if value is not None:
            db.conn.execute(
                """
                INSERT INTO history (entry_id, field, new, by, origin, at)
                VALUES (?, ?, ?, ?, 'web', ?)
                """,
                [cursor.lastrowid, field, value, by, at],
            )
