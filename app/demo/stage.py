"""Fills an empty demonstration: office, units, people, plan, sheets, first round."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from flask import Flask
from sqlite_utils import Database

from app.auth import accounts
from app.checklists import assignment
from app.clock import now, today
from app.db import get_db, write_tx
from app.demo.layouts import LAYOUTS, Layout, Line
from app.demo.units import OFFICE, UNITS, Sample
from app.plans import intake
from app.plans.store import Paper
from app.settings import offices
from app.settings.queries import Office
from app.sheets import engine, linking
from app.sheets.address import Address
from app.units import changes, forms
from app.units import queries as units
from sync.emulator.messages import Request
from sync.emulator.server import Emulator, Tab
from sync.linking import Wish
from sync.replicas.local import Edit, LocalChecklist, LocalReplica, Origin

PASSWORD = "suoi-mau-thu-nghiem"  # noqa: S105 - printed at every start, on this machine only
STAFF, ADMIN, VIEWER = "can-bo", "quan-tri", "khach"
BY = "Thử nghiệm"
OFFICE_WROTE_FIRST = 2
"""The unit, by its place in UNITS, whose result both sides have written differently."""


def unit_account(sample: Sample) -> str:
    return sample.code.lower()


def load(app: Flask, emulator: Emulator, plan: Path | None) -> None:
    """Everything, in the order an office would do it; raises Refused for a plan that is none."""
    with app.app_context():
        db = get_db()
        year = today().year
        paper = _paper(plan, year)
        offices.save(db, Office(name=OFFICE, place="Suối Mẫu"), "VP")
        ids = [_add_unit(db, sample) for sample in UNITS]
        _add_people(db, ids)
        with write_tx(db):
            plan_id = intake.take_in(db, paper).plan
            office = units.office(db)
            everyone = [office.id, *ids] if office else ids
            assignment.assign(db, plan_id, year, everyone)
        for at, unit in enumerate(ids):
            _link(db, emulator, _checklist(db, plan_id, unit), at)
        with engine.online(db) as sync:
            sync.run(by=BY)


def _paper(plan: Path | None, year: int) -> Paper:
    if plan is not None:
        return Paper(plan.read_bytes(), plan.name, by=BY, at=now())
    sample = Path(__file__).with_name("ke-hoach.txt").read_text(encoding="utf-8")
    filled = sample.format(year=year, before=year - 1)
    return Paper(filled.encode(), "ke-hoach-15.txt", by=BY, at=now())


def _add_unit(db: Database, sample: Sample) -> int:
    unit = replace(forms.BLANK, code=sample.code, name=sample.name, kind=sample.kind)
    with write_tx(db):
        return changes.add(db, unit)


def _add_people(db: Database, ids: list[int]) -> None:
    for name, role in ((ADMIN, "admin"), (STAFF, "district"), (VIEWER, "viewer")):
        accounts.create(db, name, PASSWORD, role, None)
    for sample, unit in zip(UNITS, ids, strict=True):
        accounts.create(db, unit_account(sample), PASSWORD, "unit", unit)


def _checklist(db: Database, plan: int, unit: int) -> int:
    (found,) = db.conn.execute(
        "SELECT id FROM checklist WHERE plan_id = ? AND unit_id = ?", [plan, unit]
    ).fetchone()
    return int(found)


def _link(db: Database, emulator: Emulator, checklist: int, at: int) -> None:
    """Make the unit's sheet in the layout of its number, then link it."""
    spreadsheet = f"suoi-mau-{at + 1:02}-{UNITS[at].code.lower()}"
    with engine.online(db) as sync:
        lines = lines_of(sync.local.read(checklist), at)
        layout = LAYOUTS[at](lines)
        seed(emulator, spreadsheet, f"Theo dõi công tác Đoàn – {UNITS[at].name}", layout)
        if at == OFFICE_WROTE_FIRST:
            _office_writes(db, sync.local, checklist, lines)
        told = linking.preview(sync, db, Wish(checklist, spreadsheet), Address(spreadsheet))
        sync.link(told, by=BY)


def _office_writes(
    db: Database, local: LocalReplica, checklist: int, lines: Sequence[Line]
) -> None:
    """The office had noted a result by telephone; the unit's sheet says another."""
    reported = next((line for line in lines if line.result), None)
    if reported is not None:
        origin = Origin(by=STAFF, kind="web", at=now())
        edit = Edit(reported.key, "result", None, f"{reported.result} (báo qua điện thoại)")
        with write_tx(db):
            local.apply(checklist, [edit], origin)


STATES = ("done", "doing", None, "done", "todo", None, "done")
RESULTS = ("03 buổi, 120 lượt người", "45 đơn vị máu", "02 mô hình", "500 cây", "100%")


def lines_of(checklist: LocalChecklist, at: int) -> list[Line]:
    """The checklist's items with what this unit has reported; units keep not all of them."""
    headings = {node.key: node.text for node in checklist.nodes}
    lines = []
    for number, entry in enumerate(checklist.entries):
        state = STATES[(number * 3 + at) % len(STATES)]
        done = state == "done"
        due = entry.values.get("due")
        on = dt.date(checklist.year, 1 + (number * 2 + at) % 9, 5 + (number + at) % 20)
        lines.append(
            Line(
                key=entry.key,
                group=headings.get(entry.key.rpartition(".")[0], ""),
                text=entry.text,
                state=state,
                due=dt.date.fromisoformat(due) if due else None,
                done_on=on if done else None,
                result=RESULTS[(number + at) % len(RESULTS)] if done and number % 2 else "",
                link=f"https://example.org/anh/{at + 1}-{number + 1}" if done else "",
            )
        )
    return [line for number, line in enumerate(lines) if (number + at) % 9 != 8]


def seed(emulator: Emulator, spreadsheet: str, title: str, layout: Layout) -> None:
    tab = Tab(
        layout.tab,
        layout.rows,
        validations=layout.validations,
        merges=layout.merges,
        size=(200, max(26, len(layout.widths))),
    )
    emulator.seed(spreadsheet, title, [tab], locale="vi_VN")
    requests = [
        {
            "updateDimensionProperties": {
                "range": {"dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1},
                "properties": {"pixelSize": width},
                "fields": "pixelSize",
            }
        }
        for at, width in enumerate(layout.widths)
    ]
    frozen = {"gridProperties": {"frozenRowCount": layout.frozen}}
    requests.append(
        {"updateSheetProperties": {"properties": frozen, "fields": "gridProperties.frozenRowCount"}}
    )
    body = json.dumps({"requests": requests}).encode()
    path = f"/v4/spreadsheets/{spreadsheet}:batchUpdate"
    emulator.handle(Request("POST", path, {}, body))
