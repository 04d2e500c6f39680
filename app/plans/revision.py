"""Taking an amended paper into the plan it amends: keys, checklists, ticks stay."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace

from flask_babel import gettext as _
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from app.plans import queries, review
from app.plans.outline import Row
from app.plans.rules import Difference, compare
from sync.core.refusal import Refused
from sync.core.text import fold


def differences(db: Database, draft: int, plan: int) -> list[Difference]:
    """How the draft's outline differs from the plan's, in the draft's order."""
    return compare(queries.pieces(db, plan), queries.pieces(db, draft))


def take_over(
    db: Database, draft: int, plan: int, apart: Collection[int], hand: review.Hand
) -> None:
    """Inside the caller's transaction: the plan becomes what the draft says.

    `apart` are draft nodes that staff hold for new items although their wording is like an old
    one. The plan keeps its id, every node its key; the former paper is kept under the draft's id.
    """
    if not _belongs(db, draft, plan):
        raise Refused(_("Bản sửa đổi này đã được nhận trước đó. Hãy tải lại trang."), status=409)
    pairs = {
        line.new.id: line.old.id
        for line in differences(db, draft, plan)
        if line.new and line.old and line.new.id not in apart
    }
    before = {row.id: row for row in review.load(db, plan)}
    wanted = tuple(
        _as_old(row, before.get(pairs.get(row.id or 0))) for row in review.load(db, draft)
    )
    db.conn.execute("DELETE FROM node WHERE plan_id = ?", [draft])
    review.save(db, plan, wanted, hand.at)
    db.conn.execute("DELETE FROM review_step WHERE plan_id IN (?, ?)", [plan, draft])
    _swap_papers(db, draft, plan)
    _take_recipients(db, draft, plan)


def _as_old(new: Row, old: Row | None) -> Row:
    """The new wording in the old node; whom it concerns stays as staff had decided."""
    if old is None:
        return replace(new, id=None, key=None)
    continuous = old.continuous or new.continuous
    return replace(new, id=old.id, key=old.key, concerns=old.concerns, continuous=continuous)


def _belongs(db: Database, draft: int, plan: int) -> bool:
    row = db.conn.execute(
        "SELECT 1 FROM plan WHERE id = ? AND revises_id = ? AND status = 'draft'", [draft, plan]
    ).fetchone()
    return row is not None


_PAPER = (
    "doc_type, title, issuing_parent, issuing_body, place, number, symbol, date, lead, closing,"
    " source_name, source, source_lines, warnings, unplaced, created_by, created_at"
)


def _swap_papers(db: Database, draft: int, plan: int) -> None:
    """The plan takes the new paper; the draft's row keeps the former one."""
    old, new = (
        db.conn.execute(f"SELECT {_PAPER} FROM plan WHERE id = ?", [which]).fetchone()  # noqa: S608 - a constant
        for which in (plan, draft)
    )
    for which, paper in ((plan, new), (draft, old)):
        places = ", ".join("?" * len(paper))
        db.conn.execute(
            f"UPDATE plan SET ({_PAPER}) = ({places}) WHERE id = ?",  # noqa: S608 - a constant
            [*paper, which],
        )
    db.conn.execute("UPDATE plan SET status = 'replaced' WHERE id = ?", [draft])
    for table in ("basis", "signer"):
        db.conn.execute(f"DELETE FROM {table} WHERE plan_id = ?", [plan])  # noqa: S608 - named above
        db.conn.execute(
            f"UPDATE {table} SET plan_id = ? WHERE plan_id = ?",  # noqa: S608 - named above
            [plan, draft],
        )


def _take_recipients(db: Database, draft: int, plan: int) -> None:
    """Recipients printed before stay the same rows: what was sent to them hangs on these."""
    known = {
        fold(row[1]): row[0]
        for row in db.conn.execute("SELECT id, name FROM recipient WHERE plan_id = ?", [plan])
    }
    db.conn.execute("UPDATE recipient SET position = position + 10000 WHERE plan_id = ?", [plan])
    new = db.conn.execute(
        "SELECT id, name, position, text, purpose FROM recipient WHERE plan_id = ?", [draft]
    ).fetchall()
    for draft_row, name, position, text, purpose in new:
        if fold(name) in known:
            db.conn.execute("DELETE FROM recipient WHERE id = ?", [draft_row])
            db.conn.execute(
                "UPDATE recipient SET position = ?, text = ?, purpose = ? WHERE id = ?",
                [position, text, purpose, known.pop(fold(name))],
            )
        else:
            db.conn.execute("UPDATE recipient SET plan_id = ? WHERE id = ?", [plan, draft_row])
    for gone in known.values():
        with suppress(sqlite3.IntegrityError):  # it was sent the paper, so it stays on the list
            db.conn.execute("DELETE FROM recipient WHERE id = ?", [gone])
