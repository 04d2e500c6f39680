"""A plan with its printed lines and a few units, as the received-by list starts from."""

import pytest

from app.clock import now
from app.db import write_tx
from tests.conftest import unit_id

LINES = (
    "Tỉnh đoàn: VP, BTG-TTNTH",
    "TT Huyện uỷ",
    "UVBCH Huyện đoàn",
    "Các cơ sở Đoàn trực thuộc",
    "Lưu VP",
)


@pytest.fixture
def plan(db):
    """The id of a plan of five printed lines; three units, one of which ended in 2019."""
    with write_tx(db):
        cursor = db.conn.execute(
            """
            INSERT INTO plan (doc_type, title, number, symbol, date, source_name, source,
                source_lines, created_by, created_at)
            VALUES ('KẾ HOẠCH', 'Kế hoạch mẫu', '7', 'KH/ĐTN', '2020-02-03', 'mau.txt', x'41',
                '[[1, "head", "KẾ HOẠCH MẪU"]]', 'test', ?)
            """,
            [now()],
        )
        plan_id = int(cursor.lastrowid or 0)
        for position, name in enumerate(LINES, 1):
            db.conn.execute(
                "INSERT INTO recipient (plan_id, position, text, name, is_archive)"
                " VALUES (?, ?, ?, ?, ?)",
                [plan_id, position, f"- {name};", name, int(name.startswith("Lưu"))],
            )
        for code in ("XA", "XB", "XC"):
            unit_id(db, code)
        db.conn.execute("UPDATE unit SET valid_to = '2019-12-31' WHERE code = 'XC'")
    return plan_id


@pytest.fixture
def rows(db, plan, client_as):
    """The list as made: name -> id of its row."""
    client_as("district").post(f"/plans/{plan}/received/make")
    return dict(db.conn.execute("SELECT name, id FROM dispatch").fetchall())
