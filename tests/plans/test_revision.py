import pytest

from tests.pages import check
from tests.samples import PLAN, add_plan, assigned

AMENDED = (
    PLAN.replace("500 cây", "600 cây")
    .replace(
        "- Tổ chức hội thi",
        "- Thi ảnh đẹp về quê hương.\n\n- Tổ chức hội thi",
    )
    .replace("- Thường xuyên ra quân dọn vệ sinh môi trường.\n\n", "")
    .replace("- Lưu VP.", "- Đài Truyền thanh;\n- Lưu VP.")
)


@pytest.fixture
def revised(db):
    """The sample given to a unit that ticked two items, its amended paper as a draft."""
    (checklist,) = assigned(db, "XTL")
    db.execute("UPDATE entry SET state = 'done' WHERE key IN ('II.1.2', 'II.2.2')")
    add_plan(db, AMENDED)
    return checklist


def state(db, checklist):
    rows = db.execute("SELECT key, state FROM entry WHERE checklist_id = ?", [checklist])
    return dict(rows.fetchall())


def standing(db):
    rows = db.execute(
        "SELECT key, text FROM node WHERE plan_id = 1 AND retired_at IS NULL ORDER BY position"
    )
    return dict(rows.fetchall())


def test_the_comparison_shows_what_is_new_reworded_gone(client_as, revised, app):
    page = client_as("district").get("/plans/2/difference").text
    check(app, page)
    for words in ("thêm mới", "đổi lời", "không còn", "600 cây", "Thi ảnh đẹp"):
        assert words in page


def test_taking_over_keeps_ticks_and_keys(client_as, db, revised):
    answer = client_as("district").post("/plans/2/difference")
    assert answer.headers["Location"] == "/plans/1/assign/"
    nodes = standing(db)
    assert nodes["II.1.2"].startswith("Tổ chức hội thi")
    assert nodes["II.1.3"].startswith("Thi ảnh")
    assert "600 cây" in nodes["II.2.1"]
    assert "II.2.2" not in nodes
    assert state(db, revised)["II.1.2"] == "done"


def test_the_new_item_stands_where_the_paper_has_it(client_as, db, revised):
    client_as("district").post("/plans/2/difference")
    order = [key for key in standing(db) if key.startswith("II.1.")]
    assert order == ["II.1.1", "II.1.3", "II.1.2"]


def test_giving_it_again_adds_the_new_item(client_as, db, revised):
    client = client_as("district")
    client.post("/plans/2/difference")
    (unit,) = db.execute("SELECT id FROM unit").fetchone()
    client.post("/plans/1/assign/", data={"year": "2020", "unit": unit})
    assert state(db, revised)["II.1.3"] is None


def test_giving_it_again_moves_due_days_nobody_has_set(client_as, db, revised):
    client = client_as("district")
    add_plan(db, AMENDED.replace("ngày 15/3", "ngày 22/3"))
    client.post("/plans/3/difference")
    (unit,) = db.execute("SELECT id FROM unit").fetchone()
    give = {"year": "2020", "unit": unit}
    client.post("/plans/1/assign/", data=give)
    due = "SELECT id, due FROM entry WHERE key = 'II.1.2'"
    entry, day = db.execute(due).fetchone()
    assert day == "2020-03-22"
    client.post(f"/checklists/{revised}/entries/{entry}", data={"seen": 0, "due": "2020-03-30"})
    client.post("/plans/1/assign/", data=give)
    assert db.execute(due).fetchone() == (entry, "2020-03-30")


def test_an_item_that_left_the_plan_no_longer_counts(client_as, db, revised):
    client_as("district").post("/plans/2/difference")
    counted = db.execute("SELECT key FROM counted_entry WHERE checklist_id = ?", [revised])
    assert "II.2.2" not in {row[0] for row in counted}
    assert state(db, revised)["II.2.2"] == "done"


def test_staff_may_say_that_a_like_wording_is_another_item(client_as, db, revised):
    (new,) = db.execute(
        "SELECT id FROM node WHERE plan_id = 2 AND text LIKE '%600 cây%'"
    ).fetchone()
    client_as("district").post("/plans/2/difference", data={"apart": new})
    nodes = standing(db)
    assert "II.2.1" not in nodes
    assert "600 cây" in nodes["II.2.3"]


def test_the_former_paper_is_kept(client_as, db, revised):
    client = client_as("district")
    client.post("/plans/2/difference")
    assert client.get("/plans/2/paper").data == PLAN.encode()
    assert client.get("/plans/1/paper").data == AMENDED.encode()
    assert "Các bản trước (1)" in client.get("/plans/1").text


def test_recipients_printed_before_stay_the_same_rows(client_as, db, revised):
    before = dict(db.execute("SELECT name, id FROM recipient WHERE plan_id = 1").fetchall())
    client_as("district").post("/plans/2/difference")
    after = dict(db.execute("SELECT name, id FROM recipient WHERE plan_id = 1").fetchall())
    assert before.items() <= after.items()
    assert "Đài Truyền thanh" in after


def test_it_is_taken_over_once(client_as, db, revised):
    client = client_as("district")
    client.post("/plans/2/difference")
    assert client.post("/plans/2/difference").status_code == 409


def test_it_may_be_a_plan_of_its_own_after_all(client_as, db, revised):
    answer = client_as("district").post("/plans/2/separate")
    assert answer.headers["Location"] == "/plans/2/review"
    assert db.execute("SELECT revises_id FROM plan WHERE id = 2").fetchone() == (None,)
