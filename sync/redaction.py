"""Forgets a value for good: personal data that was taken out of a cell and its history."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from sqlite_utils import Database

from sync.core.refusal import Refused

STANDS = (
    "Giá trị này còn đứng trong bảng của đơn vị. Hãy xóa nó trong ô, chạy đồng bộ (hoặc gỡ bảng), "
    "rồi che lại."
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of an entry; `plan` and `unit` as the runs' reports name them, `text` is the
    entry's wording of today."""

    checklist: int
    plan: str
    unit: str
    key: str
    field: str
    text: str


def forget(db: Database, cell: Cell, values: Collection[str]) -> None:
    """Take these values of the cell out of all that the sync remembers.

    Inside the caller's transaction. Raises Refused where one stands in a sheet that is linked:
    without it as its base the next round would bring it back.
    """
    if not values:
        return
    told = {**asdict(cell), "values": json.dumps(list(values))}
    if _stands(db, told):
        raise Refused(STANDS, status=409)
    for statement in _FORGET:
        db.conn.execute(statement, told)
    _forget_exports(db, cell, values)
    _forget_reports(db, cell, values)


_FORGET = (
    """
    DELETE FROM sync_agreed
    WHERE link_id IN (SELECT id FROM sync_link WHERE checklist_id = :checklist)
        AND key = :key AND field = :field AND value IN (SELECT value FROM json_each(:values))
    """,
    """
    DELETE FROM sync_change
    WHERE link_id IN (SELECT id FROM sync_link WHERE checklist_id = :checklist)
        AND key = :key AND field = :field AND EXISTS (
            SELECT 1 FROM json_each(:values) AS one WHERE one.value IN (old, new)
        )
    """,
    """
    DELETE FROM sync_conflict
    WHERE link_id IN (SELECT id FROM sync_link WHERE checklist_id = :checklist)
        AND key = :key AND field = :field AND EXISTS (
            SELECT 1 FROM json_each(:values) AS one WHERE one.value IN (base, local, sheet)
        )
    """,
    """
    UPDATE sync_row SET text = :text
    WHERE link_id IN (SELECT id FROM sync_link WHERE checklist_id = :checklist)
        AND key = :key AND :field = 'text' AND text IN (SELECT value FROM json_each(:values))
    """,
    """
    DELETE FROM sync_question
    WHERE link_id IN (SELECT id FROM sync_link WHERE checklist_id = :checklist)
        AND :field = 'text' AND EXISTS (
            SELECT 1 FROM json_each(:values) AS one WHERE instr(sync_question.text, one.value)
        )
    """,
)


def _stands(db: Database, told: dict[str, Any]) -> bool:
    row = db.conn.execute(
        """
        WITH linked AS (
            SELECT id FROM sync_link
            WHERE checklist_id = :checklist AND closed_at IS NULL AND source = 'sheet'
        ), seen AS (
            SELECT link_id, key, field, value FROM sync_agreed
            UNION ALL
            SELECT link_id, key, field, sheet FROM sync_conflict WHERE settled_at IS NULL
            UNION ALL
            SELECT link_id, key, 'text', text FROM sync_row
        )
        SELECT 1 FROM seen
        WHERE link_id IN linked AND key = :key AND field = :field
            AND value IN (SELECT value FROM json_each(:values))
        LIMIT 1
        """,
        told,
    ).fetchone()
    return row is not None


def _forget_exports(db: Database, cell: Cell, values: Collection[str]) -> None:
    """A file that went out still holds the value: where it comes in again, it is told as new."""
    rows = db.conn.execute(
        "SELECT id, doc FROM xlsx_export WHERE checklist_id = ?", [cell.checklist]
    ).fetchall()
    for export, text in rows:
        doc = json.loads(text)
        place = [cell.key, cell.field]
        doc["values"] = [one for one in doc["values"] if one[:2] != place or one[2] not in values]
        if cell.field == "text" and doc["texts"].get(cell.key) in values:
            doc["texts"][cell.key] = cell.text
        kept = json.dumps(doc, ensure_ascii=False)
        if kept != text:
            db.conn.execute("UPDATE xlsx_export SET doc = ? WHERE id = ?", [kept, export])


def _forget_reports(db: Database, cell: Cell, values: Collection[str]) -> None:
    rows = db.conn.execute(
        """
        SELECT id, report FROM sync_run WHERE EXISTS (
            SELECT 1 FROM json_each(report, '$.units') AS unit
            WHERE unit.value ->> 'unit' = :unit AND unit.value ->> 'plan' = :plan
        )
        """,
        asdict(cell),
    ).fetchall()
    for run, text in rows:
        report = json.loads(text)
        for unit in report["units"]:
            if (unit["unit"], unit["plan"]) == (cell.unit, cell.plan):
                unit["changes"] = [one for one in unit["changes"] if not _tells(one, cell, values)]
        kept = json.dumps(report, ensure_ascii=False)
        if kept != text:
            db.conn.execute("UPDATE sync_run SET report = ? WHERE id = ?", [kept, run])


def _tells(change: dict[str, Any], cell: Cell, values: Collection[str]) -> bool:
    here = (change["key"], change["field"]) == (cell.key, cell.field)
    return here and (change["from"] in values or change["to"] in values)
