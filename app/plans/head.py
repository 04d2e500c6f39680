"""Correcting what stands above a plan's sections."""

import json
from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _
from sqlite_utils import Database

from sync.core.refusal import Refused
from sync.core.text import clean

FIELDS = (
    "doc_type",
    "number",
    "symbol",
    "date",
    "title",
    "issuing_parent",
    "issuing_body",
    "place",
)


def save(db: Database, plan: int, typed: Mapping[str, str]) -> None:
    """Inside the caller's transaction: the head as typed; Refused for a day that is none."""
    values = {field: clean(typed.get(field)) or None for field in FIELDS}
    if values["date"]:
        try:
            date.fromisoformat(values["date"])
        except ValueError as error:
            raise Refused(_("Ngày ban hành không đúng. Hãy chọn lại ngày.")) from error
    db.conn.execute(
        """
        UPDATE plan SET doc_type = :doc_type, number = :number, symbol = :symbol, date = :date,
            title = :title, issuing_parent = :issuing_parent, issuing_body = :issuing_body,
            place = :place
        WHERE id = :id
        """,
        values | {"id": str(plan)},
    )


def drop_unplaced(db: Database, plan: int, line: int) -> None:
    """Inside the caller's transaction: the line has found a place."""
    row = db.conn.execute("SELECT unplaced FROM plan WHERE id = ?", [plan]).fetchone()
    left = [entry for entry in json.loads(row[0]) if entry[0] != line]
    db.conn.execute(
        "UPDATE plan SET unplaced = ? WHERE id = ?", [json.dumps(left, ensure_ascii=False), plan]
    )


def stand_alone(db: Database, plan: int) -> None:
    """Inside the caller's transaction: the plan revises no other."""
    db.conn.execute("UPDATE plan SET revises_id = NULL WHERE id = ?", [plan])
