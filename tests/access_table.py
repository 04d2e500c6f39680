"""Who may do what: one line for each route; the test of the whole URL map reads it.

A new route needs a line in ROUTES. A new kind of address part needs its value in `arguments`.
"""

import json
from typing import Any

from sqlite_utils import Database

from app.received.receipts import token_hash
from sync.core.layout import Layout, layout_json
from tests.conftest import unit_id

OPEN = ("anonymous", "admin", "district", "unit", "viewer")
EVERYONE = ("admin", "district", "unit", "viewer")
READERS = ("admin", "district", "viewer")
STAFF = ("admin", "district")
WRITERS = ("admin", "district", "unit")
ADMIN = ("admin",)

ROUTES: dict[str, tuple[str, ...]] = {
    "static": OPEN,
    "health.healthz": OPEN,
    "htmx.script": OPEN,
    "language.choose": OPEN,
    "auth.sign_in": OPEN,
    "auth.enter": OPEN,
    "auth.sign_out": EVERYONE,
    "auth.password": EVERYONE,
    "auth.change_password": EVERYONE,
    "users.listing": ADMIN,
    "users.new": ADMIN,
    "users.add": ADMIN,
    "users.edit": ADMIN,
    "users.save_role": ADMIN,
    "users.save_password": ADMIN,
    "users.save_active": ADMIN,
    "settings.office": ADMIN,
    "settings.save_office": ADMIN,
    "units.listing": READERS,
    "units.unit": EVERYONE,
    "units.new": STAFF,
    "units.add": STAFF,
    "units.edit": STAFF,
    "units.save": STAFF,
    "unit_changes.rename": STAFF,
    "unit_changes.save_rename": STAFF,
    "unit_changes.merge": STAFF,
    "unit_changes.save_merge": STAFF,
    "unit_changes.split": STAFF,
    "unit_changes.save_split": STAFF,
    "unit_changes.retire": STAFF,
    "unit_changes.save_retire": STAFF,
    "unit_import.choose": STAFF,
    "unit_import.look": STAFF,
    "unit_import.store": STAFF,
    "overview.home": EVERYONE,
    "overview.matrix": READERS,
    "plans.listing": EVERYONE,
    "plans.new": STAFF,
    "plans.upload": STAFF,
    "plans.plan": EVERYONE,
    "plans.paper": EVERYONE,
    "plans.discard": STAFF,
    "review.page": STAFF,
    "review.node": STAFF,
    "review.change": STAFF,
    "review.place": STAFF,
    "review.undo": STAFF,
    "review.edit_head": STAFF,
    "review.save_head": STAFF,
    "revision.difference": STAFF,
    "revision.take_over": STAFF,
    "revision.separate": STAFF,
    "assign.page": STAFF,
    "assign.assign": STAFF,
    "checklists.page": EVERYONE,
    "checklists.tick": WRITERS,
    "checklists.more": WRITERS,
    "checklists.add_own": WRITERS,
    "checklists.join": WRITERS,
    "entries.entry": EVERYONE,
    "entries.row": WRITERS,
    "entries.save": WRITERS,
    "entries.redact": ADMIN,
    "received.listing": EVERYONE,
    "received.make": STAFF,
    "received.fill": STAFF,
    "received.paste": STAFF,
    "received.export": READERS,
    "received_row.edit": STAFF,
    "received_row.save": STAFF,
    "received_row.open_line": STAFF,
    "received_row.acknowledge": ("unit",),
    "received_row.link": STAFF,
    "received_row.revoke": STAFF,
    "receipt.paper": OPEN,
    "receipt.acknowledge": OPEN,
    "reports.home": EVERYONE,
    "reports.choose": STAFF,
    "reports.save": STAFF,
    "reports.remind": STAFF,
    "reports.taken": STAFF,
    "plan_year.page": READERS,
    "plan_year.page_file": READERS,
    "plan_year.report": READERS,
    "plan_year.unit_report": EVERYONE,
    "plan_year.inspection": READERS,
    "unit_year.page": EVERYONE,
    "unit_year.own_plan": WRITERS,
    "unit_year.report": WRITERS,
    "unit_year.add_inspection": STAFF,
    "unit_year.save_inspection": STAFF,
    "unit_year.delete_inspection": STAFF,
    "year_end.page": STAFF,
    "year_end.close": STAFF,
    "year_end.carry_over": STAFF,
    "year_end.reopen": ADMIN,
    "handover.page": STAFF,
    "sheets.listing": STAFF,
    "sheets.panel": EVERYONE,
    "sheets.sync_now": STAFF,
    "sheets.job": STAFF,
    "sheets.runs": STAFF,
    "sheets.run": STAFF,
    "sheets.undo": STAFF,
    "sheet_link.paste": STAFF,
    "sheet_link.preview": STAFF,
    "sheet_link.store": STAFF,
    "sheet_link.link": STAFF,
    "sheet_link.save": STAFF,
    "sheet_link.unlink": STAFF,
    "sheet_link.message": STAFF,
    "sheet_left.clear": STAFF,
    "sheet_make.ask": STAFF,
    "sheet_make.make": STAFF,
    "sheet_many.paste": STAFF,
    "sheet_many.look": STAFF,
    "sheet_many.row": STAFF,
    "sheet_many.store": STAFF,
    "sheet_waiting.conflicts": STAFF,
    "sheet_waiting.settle": STAFF,
    "sheet_waiting.settle_all": STAFF,
    "sheet_waiting.questions": STAFF,
    "sheet_waiting.question": STAFF,
    "sheet_waiting.answer": STAFF,
    "sheet_waiting.ask_again": STAFF,
    "sheet_waiting.allow": STAFF,
    "sheet_account.page": STAFF,
    "sheet_account.shared": STAFF,
    "sheet_account.ignore": STAFF,
    "sheet_files.page": EVERYONE,
    "sheet_files.export": EVERYONE,
    "sheet_files.take": WRITERS,
    "sheet_files.many": STAFF,
    "sheet_files.take_many": STAFF,
}

OF_A_UNIT = {
    "sheets.panel",
    "sheet_files.page",
    "sheet_files.export",
    "sheet_files.take",
    "units.unit",
    "checklists.page",
    "checklists.tick",
    "checklists.more",
    "checklists.add_own",
    "checklists.join",
    "entries.entry",
    "entries.row",
    "entries.save",
    "received_row.acknowledge",
    "plan_year.unit_report",
    "unit_year.page",
    "unit_year.own_plan",
    "unit_year.report",
}
"""Routes whose address names one unit's things: another unit is told 404, as for nothing there."""

QUERIES: dict[str, dict[str, Any]] = {"received.export": {"format": "csv"}}
FORMS: dict[str, dict[str, str]] = {"reports.save": {"year": "2020"}}
"""What a page must be asked for with."""

BAD_REQUEST_ANSWERS = {200, 302, 303, 400, 409, 422, 429}
"""What a permitted request without its form may answer: anything but a refusal or a crash."""


def arguments(db: Database, code: str) -> dict[str, Any]:
    """The parts of addresses for things of the unit with this code, made where missing."""
    unit = unit_id(db, code)
    plan = _plan(db)
    db.conn.execute(
        "INSERT OR IGNORE INTO checklist (plan_id, unit_id, year) VALUES (?, ?, 2020)",
        [plan, unit],
    )
    (checklist,) = db.conn.execute("SELECT id FROM checklist WHERE unit_id = ?", [unit]).fetchone()
    db.conn.execute(
        """
        INSERT OR IGNORE INTO entry (checklist_id, key, node_id, position)
        SELECT ?, key, id, 1 FROM node WHERE plan_id = ?
        """,
        [checklist, plan],
    )
    (entry,) = db.conn.execute(
        "SELECT id FROM entry WHERE checklist_id = ?", [checklist]
    ).fetchone()
    (user,) = db.conn.execute("SELECT max(id) FROM user WHERE role = 'viewer'").fetchone()
    (node,) = db.conn.execute("SELECT id FROM node WHERE plan_id = ?", [plan]).fetchone()
    change = db.conn.execute(
        """
        INSERT INTO history (entry_id, field, new, by, origin, at)
        VALUES (?, 'note', 'x', 'test', 'web', '2020-01-02T03:04:05Z')
        """,
        [entry],
    ).lastrowid
    row = db.conn.execute(
        "INSERT INTO dispatch (plan_id, position, name, unit_id) VALUES (?, 1, ?, ?)",
        [plan, code, unit],
    ).lastrowid
    db.conn.execute(
        "INSERT INTO receipt_link VALUES (?, ?, 'test', '2020-01-02T03:04:05Z', NULL)",
        [token_hash(code), row],
    )
    inspection = db.conn.execute(
        "INSERT INTO inspection (unit_id, year, kind) VALUES (?, 2020, 'inspection')", [unit]
    ).lastrowid
    return {
        **_sheet(db, checklist, code),
        "inspection_id": inspection,
        "period": "year",
        "form": "docx",
        "row_id": row,
        "token": code,
        "filename": "app.css",
        "code": code,
        "user_id": user,
        "unit_id": unit,
        "plan_id": plan,
        "checklist_id": checklist,
        "entry_id": entry,
        "node_id": node,
        "change_id": change,
        "line": 1,
        "key": "II.1",
        "year": 2020,
    }


def _plan(db: Database) -> int:
    found = db.conn.execute("SELECT id FROM plan").fetchone()
    if found:
        return int(found[0])
    cursor = db.conn.execute(
        """
        INSERT INTO plan (status, source_name, source, source_lines, created_by, created_at)
        VALUES ('active', 'ke-hoach.txt', x'', '[]', 'test', '2020-01-02T03:04:05Z')
        """
    )
    plan = int(cursor.lastrowid or 0)
    db.conn.execute(
        """
        INSERT INTO node (plan_id, position, key, role, marker, text)
        VALUES (?, 1, 'II.1', 'item', '1.', 'Trồng cây')
        """,
        [plan],
    )
    return plan


def _sheet(db: Database, checklist: int, code: str) -> dict[str, Any]:
    """A linked sheet with something to decide, a round, a job."""
    at = "2020-01-02T03:04:05Z"
    layout = json.dumps(layout_json(Layout((1, 1), ())))
    link = db.conn.execute(
        """
        INSERT INTO sync_link (checklist_id, spreadsheet_id, sheet_id, layout, created_by,
            created_at) VALUES (?, ?, 0, ?, 'test', ?)
        """,
        [checklist, code, layout, at],
    ).lastrowid
    run = db.conn.execute(
        "INSERT INTO sync_run (kind, by, started_at) VALUES ('run', 'test', ?)", [at]
    ).lastrowid
    conflict = db.conn.execute(
        """
        INSERT INTO sync_conflict (link_id, key, field, sheet, since)
        VALUES (?, 'II.1', 'note', 'x', ?)
        """,
        [link, at],
    ).lastrowid
    question = db.conn.execute(
        """
        INSERT INTO sync_question (link_id, kind, about, text, since)
        VALUES (?, 'match', 'x', 'x', ?)
        """,
        [link, at],
    ).lastrowid
    job = db.conn.execute(
        """
        INSERT INTO sheet_job (by, started_at, ended_at, host, pid, process_started)
        VALUES ('test', :at, :at, 'here', 1, 0)
        """,
        {"at": at},
    ).lastrowid
    return {
        "link_id": link,
        "run_id": run,
        "conflict_id": conflict,
        "question_id": question,
        "job_id": job,
    }
