import re

from tests.pages import check
from tests.samples import add_plan, add_unit, assigned


def test_a_new_office_is_led_step_by_step(client_as, db, app):
    client = client_as("admin")
    page = client.get("/").text
    check(app, page)
    assert "Đặt tên cơ quan" in page
    assert "xong</span>" not in page
    add_unit(db, "VP", office=True)
    add_unit(db, "XTL")
    assert client.get("/").text.count("xong</span>") == 2
    add_plan(db)
    assert client.get("/").text.count("xong</span>") == 3


def test_the_office_sees_progress_silence_lateness(client_as, db, app):
    assigned(db, "XTL", "XDT")
    db.execute("UPDATE entry SET state = 'done' WHERE key = 'II.1.1' AND checklist_id = 1")
    page = client_as("district").get("/").text
    check(app, page)
    assert "1/10" in page
    assert "2 bảng kiểm" in page
    assert "1 chưa có thông tin" in page
    assert "hạn 15/03/2020" in page
    assert "Chưa có bản sao dữ liệu nào" in page


def test_a_continuous_item_is_never_listed_as_late(client_as, db):
    assigned(db, "XTL")
    db.execute("UPDATE entry SET due = '2020-01-01' WHERE key = 'II.2.2'")
    assert "II.2.2" not in client_as("district").get("/").text


def test_values_written_differently_on_both_sides_are_counted(client_as, db):
    assigned(db, "XTL")
    db.execute(
        """
        INSERT INTO sync_link (id, checklist_id, spreadsheet_id, sheet_id, layout, created_by,
            created_at)
        VALUES (1, 1, 's', 0, '{}', 'test', '2020-01-02T00:00:00Z')
        """
    )
    db.execute(
        """
        INSERT INTO sync_conflict (link_id, key, field, local, sheet, since)
        VALUES (1, 'II.1.1', 'result', 'a', 'b', '2020-01-02T00:00:00Z')
        """
    )
    assert "chỗ hai bên ghi khác nhau" in client_as("district").get("/").text


def test_a_unit_sees_its_own_checklists(client_as, db, app):
    assigned(db, "XTL", "XDT")
    page = client_as("unit", unit="XTL").get("/").text
    check(app, page)
    assert "/checklists/1/" in page
    assert "/checklists/2/" not in page
    assert re.search(r"chưa có thông tin\s+· \d nội dung đã qua hạn", page)


def test_a_unit_without_a_checklist_is_told_so(client_as, app):
    page = client_as("unit", unit="XTL").get("/").text
    check(app, page)
    assert "Chưa có bảng kiểm nào" in page


def test_the_matrix_shows_every_unit_by_every_item(client_as, db, app):
    add_plan(db)
    add_unit(db, "VP", office=True)
    assigned(db, "VP", "XTL", plan=1)
    db.execute("UPDATE entry SET state = 'doing' WHERE key = 'II.1.1'")
    db.execute("UPDATE entry SET state = 'dropped' WHERE key = 'II.1.2'")
    page = client_as("viewer").get("/overview/1").text
    check(app, page)
    assert "mark doing" in page
    assert "0/4" in page
    assert page.count('scope="row"') == 2


def test_the_matrix_of_a_plan_nobody_was_given_says_so(client_as, db, app):
    add_plan(db)
    page = client_as("district").get("/overview/1").text
    check(app, page)
    assert "chưa giao cho đơn vị nào" in page
    assert client_as("district").get("/overview/9").status_code == 404
