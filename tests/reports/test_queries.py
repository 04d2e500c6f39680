"""150 units, 3 plans, 20 items: the pages of a year need few queries."""

import pytest
from sqlite_utils import Database

from app.db import write_tx
from tests.conftest import unit_id
from tests.reports.conftest import add_plan, assign

NODES = (
    ("II", None, "section", "II.", "NỘI DUNG"),
    *((f"II.{g}", "II", "group", f"{g}.", f"Nhóm {g}") for g in range(1, 5)),
    *(
        (f"II.{g}.{i}", f"II.{g}", "item", "-", f"Nội dung {g}.{i}")
        for g in range(1, 5)
        for i in range(1, 6)
    ),
)

PAGES = {
    "unit page": "/reports/units/U007/2020",
    "late list": "/reports/?year=2020&show=behind",
    "A4 page": "/reports/plans/{plan}/2020/page",
}


def fill(db: Database) -> int:
    """The id of the last of three plans that 150 units have."""
    with write_tx(db):
        units = [unit_id(db, f"U{number:03}") for number in range(150)]
        for number in range(3):
            plan_id = add_plan(db, f"Kế hoạch {number}", NODES)
            for unit in units:
                assign(db, plan_id, unit, 2020)
        db.conn.execute(
            "UPDATE entry SET state = CASE id % 4 WHEN 0 THEN 'done' WHEN 1 THEN 'doing' END,"
            " result = CASE id % 4 WHEN 0 THEN 'Đã làm' END,"
            " due = CASE id % 5 WHEN 0 THEN '2020-06-01' END,"
            " proposal = CASE id % 97 WHEN 0 THEN 'Hỗ trợ kinh phí' END"
        )
    return int(plan_id)


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_takes_at_most_12_queries(app, client_as, db, path):
    client, path = client_as("district"), path.format(plan=fill(db))
    assert client.get(path).status_code == 200
    connection = app.extensions["connections"].db.conn
    statements = []
    connection.set_trace_callback(statements.append)
    client.get(path)
    connection.set_trace_callback(None)
    assert 0 < len(statements) <= 12, statements
