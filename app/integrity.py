"""What must be true of every database: undamaged, no broken reference, the invariants."""

from pathlib import Path

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from migrations.migrations import migrations

INVARIANTS = (
    (
        _l("đơn vị trực thuộc chính mình"),
        """
        WITH RECURSIVE above (id, parent_id, steps) AS (
            SELECT id, parent_id, 1 FROM unit
            UNION ALL
            SELECT above.id, unit.parent_id, steps + 1
            FROM above JOIN unit ON unit.id = above.parent_id
            WHERE steps <= (SELECT count(*) FROM unit)
        )
        SELECT count(DISTINCT id) FROM above WHERE steps > (SELECT count(*) FROM unit)
        """,
    ),
    (
        _l("đơn vị ngừng trước khi bắt đầu"),
        "SELECT count(*) FROM unit WHERE valid_to < valid_from",
    ),
    (
        _l("đơn vị đã sáp nhập vẫn còn hoạt động"),
        """
        SELECT count(*) FROM unit WHERE valid_to IS NULL AND id IN
            (SELECT unit_id FROM unit_event WHERE kind IN ('merge', 'retire'))
        """,
    ),
    (
        _l("mục nằm dưới mục của kế hoạch khác"),
        """
        SELECT count(*) FROM node JOIN node AS parent ON parent.id = node.parent_id
        WHERE parent.plan_id <> node.plan_id
        """,
    ),
    (
        _l("dòng bảng kiểm thuộc kế hoạch khác"),
        """
        SELECT count(*) FROM entry
        JOIN checklist ON checklist.id = entry.checklist_id
        JOIN node ON node.id = entry.node_id
        WHERE node.plan_id <> checklist.plan_id
        """,
    ),
    (
        _l("phần của dòng nằm ở bảng kiểm khác"),
        """
        SELECT count(*) FROM entry JOIN entry AS whole ON whole.id = entry.part_of
        WHERE whole.checklist_id <> entry.checklist_id
        """,
    ),
    (
        _l("giá trị khác với lịch sử của nó"),
        """
        SELECT count(*) FROM history JOIN entry ON entry.id = history.entry_id
        WHERE history.chosen = 1 AND history.redacted_at IS NULL
            AND history.id = (
                SELECT max(id) FROM history AS any
                WHERE any.entry_id = entry.id AND any.field = history.field AND any.chosen = 1
            )
            AND history.new IS NOT CASE history.field
                WHEN 'state' THEN entry.state
                WHEN 'percent' THEN CAST(entry.percent AS TEXT)
                WHEN 'done_on' THEN entry.done_on
                WHEN 'due' THEN entry.due
                WHEN 'result' THEN entry.result
                WHEN 'evidence' THEN entry.evidence
                WHEN 'note' THEN entry.note
                WHEN 'proposal' THEN entry.proposal
                WHEN 'comment' THEN entry.comment
                ELSE history.new
            END
        """,
    ),
)
"""What a fault is called, the statement that counts how often it occurs."""


def faults(db: Database) -> list[str]:
    """All that is wrong, in words; the schema must be the newest."""
    found = _damage(db)
    if found:
        return found
    pending = migrations.pending(db)
    if pending:
        return [_("cơ sở dữ liệu còn cũ, cần chạy: .venv/bin/flask db migrate")]
    for name, statement in INVARIANTS:
        (count,) = db.conn.execute(statement).fetchone()
        if count:
            found.append(f"{name}: {count}")
    return found


def faults_of_file(path: Path) -> list[str]:
    """Damage of a copy, which nobody else uses; its schema may be an older one."""
    connection = sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True)
    try:
        return _damage(Database(connection))
    except sqlite3.DatabaseError as error:
        return [str(error)]
    finally:
        connection.close()


def _damage(db: Database) -> list[str]:
    found = [row[0] for row in db.conn.execute("PRAGMA integrity_check(20)").fetchall()]
    if found == ["ok"]:
        broken = db.conn.execute("PRAGMA foreign_key_check").fetchall()
        tables = sorted({row[0] for row in broken})
        return [_("%(table)s: liên kết hỏng", table=table) for table in tables]
    return found
