"""A plan of two groups given to three units for 2020, as reports start from."""

import pytest

from app.clock import now
from app.db import write_tx
from tests.conftest import unit_id

NODES = (  # key, parent's key, role, marker, text
    ("II", None, "section", "II.", "NỘI DUNG"),
    ("II.1", "II", "group", "1.", "Tuyên truyền:"),
    ("II.1.1", "II.1", "item", "-", "Tổ chức sinh hoạt chuyên đề"),
    ("II.1.2", "II.1", "item", "-", "Tham gia cuộc thi tìm hiểu"),
    ("II.2", "II", "group", "2.", "Xây dựng tổ chức:"),
    ("II.2.1", "II.2", "item", "-", "Kết nạp đoàn viên mới"),
)
UNITS = ("XA", "XB", "XC")


@pytest.fixture
def plan(db):
    """The id of the plan; every item of every unit is silent, without a due day."""
    with write_tx(db):
        plan_id = add_plan(db, "Kế hoạch mẫu", NODES)
        for code in UNITS:
            assign(db, plan_id, unit_id(db, code), 2020)
    return plan_id


def add_plan(db, title, nodes):
    cursor = db.conn.execute(
        """
        INSERT INTO plan (status, doc_type, title, number, symbol, source_name, source,
            source_lines, created_by, created_at)
        VALUES ('active', 'KẾ HOẠCH', ?, '7', 'KH/ĐTN', 'mau.txt', x'41', '[]', 'test', ?)
        """,
        [title, now()],
    )
    plan_id = int(cursor.lastrowid or 0)
    ids = {None: None}
    for position, (key, parent, role, marker, text) in enumerate(nodes, 1):
        ids[key] = db.conn.execute(
            "INSERT INTO node (plan_id, parent_id, position, key, role, marker, text)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [plan_id, ids[parent], position, key, role, marker, text],
        ).lastrowid
    return plan_id


def assign(db, plan_id, unit, year):
    """A checklist of every item; gives its id."""
    checklist = db.conn.execute(
        "INSERT INTO checklist (plan_id, unit_id, year) VALUES (?, ?, ?)", [plan_id, unit, year]
    ).lastrowid
    db.conn.execute(
        "INSERT INTO entry (checklist_id, key, node_id, position)"
        " SELECT ?, key, id, 0 FROM node WHERE plan_id = ? AND role = 'item'",
        [checklist, plan_id],
    )
    return checklist


@pytest.fixture
def say(db, plan):
    """`say("XA", "II.1.1", state="done")`: what a unit reports of an item."""

    def write(code, key, **values):
        names = ", ".join(f"{name} = :{name}" for name in values)
        db.conn.execute(
            f"UPDATE entry SET {names} WHERE key = :key AND checklist_id = ("  # noqa: S608
            " SELECT id FROM checklist WHERE plan_id = :plan AND year = 2020"
            " AND unit_id = (SELECT id FROM unit WHERE code = :code))",
            {**values, "key": key, "plan": plan, "code": code},
        )

    return write
