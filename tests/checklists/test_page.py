import pytest

from app.clock import today
from tests.pages import check
from tests.samples import add_unit, assigned


@pytest.fixture
def checklist(db):
    return assigned(db, "XTL", "XDT")[0]


def entry(db, key, checklist=1):
    row = db.execute("SELECT id FROM entry WHERE key = ? AND checklist_id = ?", [key, checklist])
    return int(row.fetchone()[0])


def state(db, key):
    return db.execute(
        "SELECT state FROM entry WHERE key = ? AND checklist_id = 1", [key]
    ).fetchone()[0]


def tick(client, db, key, state="done", was="none", **more):
    url = f"/checklists/1/entries/{entry(db, key)}/tick"
    return client.post(url, data={"state": state, "was": was}, **more)


def test_nothing_reported_is_never_shown_as_not_done(client_as, checklist, app):
    page = client_as("unit", unit="XTL").get("/checklists/1/").text
    check(app, page)
    assert "Chưa có thông tin" in page
    assert 'aria-pressed="true"' not in page
    assert "5 chưa có thông tin" in page


def test_a_tick_sets_a_state_and_gives_one_row_with_the_progress(
    client_as, db, checklist, htmx, app
):
    answer = tick(client_as("unit", unit="XTL"), db, "II.1.1", headers=htmx)
    assert answer.status_code == 200
    assert answer.text.count("<li") == 1
    assert 'id="rate"' in answer.text
    assert 'hx-swap-oob="true"' in answer.text
    assert "<strong>1/5</strong>" in answer.text
    check(app, answer.text, fragment=True)
    assert state(db, "II.1.1") == "done"


def test_a_repeated_tick_changes_nothing(client_as, db, checklist, htmx):
    client = client_as("unit", unit="XTL")
    for _ in range(2):
        assert tick(client, db, "II.1.1", headers=htmx).status_code == 200
    assert state(db, "II.1.1") == "done"
    assert db.table("history").count == 1


def test_without_javascript_the_tick_is_a_form_that_works_the_same(client_as, db, checklist):
    answer = tick(client_as("unit", unit="XTL"), db, "II.1.1")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/checklists/1/#e{entry(db, 'II.1.1')}"
    assert state(db, "II.1.1") == "done"


def test_the_second_of_two_people_is_told_and_sees_both(client_as, db, checklist, htmx):
    tick(client_as("unit", unit="XTL"), db, "II.1.1", "doing")
    second = client_as("district")
    answer = tick(second, db, "II.1.1", "done", headers=htmx)
    assert answer.status_code == 409
    assert "unit XTL vừa đổi thành “Đang làm”; bạn chọn “Hoàn thành”" in answer.text
    assert state(db, "II.1.1") == "doing"
    assert tick(second, db, "II.1.1", "done", was="doing", headers=htmx).status_code == 200
    assert state(db, "II.1.1") == "done"


def test_without_javascript_the_second_gets_a_page_that_says_so(client_as, db, checklist):
    tick(client_as("unit", unit="XTL"), db, "II.1.1", "doing")
    answer = tick(client_as("district"), db, "II.1.1", "done")
    assert answer.status_code == 409
    assert "vừa đổi thành" in answer.text


def test_dropping_needs_the_form_that_asks_why(client_as, db, checklist):
    assert tick(client_as("district"), db, "II.1.1", "dropped").status_code == 400


def test_the_office_confirms_a_unit_may_not(client_as, db, checklist):
    url = f"/checklists/1/entries/{entry(db, 'II.1.1')}/tick"
    assert client_as("unit", unit="XTL").post(url, data={"verified": "1"}).status_code == 403
    client_as("district").post(url, data={"verified": "1"})
    assert db.execute("SELECT verified FROM entry WHERE key = 'II.1.1'").fetchone() == (1,)


def test_a_part_ticked_shows_its_item_too(client_as, db, checklist, htmx):
    item = entry(db, "III.2.1")
    db.execute(
        """
        INSERT INTO entry (checklist_id, key, node_id, part_of, text, position)
        SELECT 1, 'III.2.1/1', node_id, id, 'Kế hoạch riêng', 1 FROM entry WHERE id = ?
        """,
        [item],
    )
    answer = tick(client_as("district"), db, "III.2.1/1", headers=htmx)
    assert f'id="e{item}" hx-swap-oob="true"' in answer.text
    assert state(db, "III.2.1") == "done"


def test_a_viewer_reads_without_controls(client_as, db, checklist):
    page = client_as("viewer").get("/checklists/1/").text
    assert "<button name" not in page
    assert tick(client_as("viewer"), db, "II.1.1").status_code == 403


def test_another_units_checklist_is_not_there(client_as, db, checklist):
    client = client_as("unit", unit="XDT")
    assert client.get("/checklists/1/").status_code == 404
    assert tick(client, db, "II.1.1").status_code == 404


def test_an_entry_of_another_checklist_is_not_reached_through_ones_own(client_as, db, checklist):
    url = f"/checklists/2/entries/{entry(db, 'II.1.1', 1)}"
    client = client_as("unit", unit="XDT")
    assert client.get(url).status_code == 404
    assert client.post(f"{url}/tick", data={"state": "done", "was": "none"}).status_code == 404


def test_a_closed_year_is_shown_and_refuses_ticks(client_as, db, checklist, app):
    db.execute("UPDATE checklist SET closed_at = '2021-01-05T00:00:00Z'")
    client = client_as("district")
    page = client.get("/checklists/1/").text
    check(app, page)
    assert "đã khóa sổ" in page
    assert "<button name" not in page
    assert tick(client, db, "II.1.1").status_code == 409


def test_own_work_is_added_and_stands_apart(client_as, db, checklist):
    client = client_as("unit", unit="XTL")
    answer = client.post("/checklists/1/own", data={"text": "Làm đường", "about": "II.2.1"})
    assert answer.status_code == 303
    page = client.get("/checklists/1/").text
    apart = page.index("Việc riêng của đơn vị")
    assert page.index("Làm đường", apart) > apart
    assert "thực hiện mục II.2.1" in page
    assert "<strong>0/5</strong>" in page


def test_own_work_needs_words(client_as, checklist):
    client = client_as("unit", unit="XTL")
    assert client.post("/checklists/1/own", data={"text": " "}).status_code == 422


def test_another_item_of_the_plan_can_join(client_as, db, checklist):
    client = client_as("unit", unit="XTL")
    assert client.post("/checklists/1/join", data={"key": "I.1"}).status_code == 303
    assert entry(db, "I.1")


def test_the_entries_of_a_merged_unit_stand_beneath_its_successors(client_as, db, checklist, app):
    (old,) = db.execute("SELECT id FROM unit WHERE code = 'XTL'").fetchone()
    (new,) = db.execute("SELECT id FROM unit WHERE code = 'XDT'").fetchone()
    db.execute(
        """
        INSERT INTO unit_event (kind, unit_id, successor_id, on_date, by, at)
        VALUES ('merge', ?, ?, '2020-07-01', 'test', '2020-07-01T00:00:00Z')
        """,
        [old, new],
    )
    client = client_as("unit", unit="XDT")
    db.execute("UPDATE entry SET result = '300 cây' WHERE checklist_id = 1 AND key = 'II.2.1'")
    page = client.get("/checklists/2/").text
    check(app, page)
    assert page.index("300 cây") > page.index("Trước khi sáp nhập")
    assert "<strong>0/5</strong>" in page
    assert client.get("/checklists/1/").status_code == 200
    assert tick(client, db, "II.1.1").status_code == 403


def test_an_old_checklist_bears_the_name_of_its_day(client_as, db, checklist):
    db.execute("INSERT INTO unit_name VALUES (1, 'Đoàn xã Cũ', '2024-07-01')")
    assert "Đoàn xã Cũ" in client_as("district").get("/checklists/1/").text


@pytest.mark.parametrize("address", ["/checklists/1/", "/checklists/1/entries/{entry}"])
def test_a_page_takes_at_most_six_queries(client_as, db, checklist, app, statements, address):
    client = client_as("unit", unit="XTL")
    url = address.format(entry=entry(db, "II.1.1"))
    client.get(url)
    assert len(statements(lambda: client.get(url))) <= 6


def test_a_tick_takes_at_most_ten_statements(client_as, db, checklist, statements, htmx):
    client = client_as("unit", unit="XTL")
    client.get("/checklists/1/")
    assert len(statements(lambda: tick(client, db, "II.1.1", headers=htmx))) <= 10


def test_giving_a_plan_to_units_page_by_page(client_as, db, checklist, app):
    add_unit(db, "NEW")
    client = client_as("district")
    page = client.get("/plans/1/assign/?year=2021").text
    check(app, page)
    assert page.count("sẽ tạo") == 3
    (unit,) = db.execute("SELECT id FROM unit WHERE code = 'NEW'").fetchone()
    assert client.post("/plans/1/assign/", data={"year": "2021", "unit": unit}).status_code == 303
    assert client.post("/plans/1/assign/", data={"year": "2021"}).status_code == 422
    assert client.post("/plans/1/assign/", data={"year": "xx", "unit": unit}).status_code == 422


def test_a_year_that_is_not_this_one_is_said_beside_its_field(client_as, checklist, app):
    client = client_as("district")
    with app.app_context():
        now = today().year
    assert f"Kế hoạch là của năm 2020; năm nay là {now}." in client.get("/plans/1/assign/").text
    chosen = client.get("/plans/1/assign/?year=2021").text
    assert f"Đang chọn năm 2021; năm nay là {now}." in chosen
    assert "năm nay là" not in client.get(f"/plans/1/assign/?year={now}").text
