import re

from tests.conftest import unit_id
from tests.reports.conftest import assign


def close(runner, plan, year="2020"):
    return runner.invoke(args=["year", "close", str(plan), year])


def own(db, code, text, state=None):
    db.conn.execute(
        "INSERT INTO entry (checklist_id, key, position, text, state)"
        " SELECT id, 'R.1', 1, ?, ? FROM checklist WHERE year = 2020 AND unit_id = ?",
        [text, state, unit_id(db, code)],
    )


def test_a_closed_years_checklists_are_read_only(runner, plan, db, client_as):
    assert close(runner, plan).exit_code == 0
    done = runner.invoke(args=["checklist", "set", str(plan), "XA", "II.1.1", "state", "done"])
    assert done.exit_code == 1
    assert db.conn.execute("SELECT COUNT(*) FROM entry WHERE state IS NOT NULL").fetchone() == (0,)
    assert "chỉ còn để xem" in client_as("district").get(
        f"/reports/plans/{plan}/2020/close"
    ).get_data(as_text=True)


def test_closing_again_changes_nothing_and_a_year_without_checklists_is_refused(runner, plan, db):
    close(runner, plan)
    before = db.conn.execute("SELECT id, closed_at FROM checklist").fetchall()
    assert "0 bảng kiểm" in close(runner, plan).stdout
    assert db.conn.execute("SELECT id, closed_at FROM checklist").fetchall() == before
    assert close(runner, plan, "2031").exit_code == 1


def test_links_end_and_are_offered_for_the_new_year(runner, plan, db, client_as):
    checklist = db.conn.execute(
        "SELECT id FROM checklist WHERE unit_id = ?", [unit_id(db, "XA")]
    ).fetchone()[0]
    db.conn.execute(
        "INSERT INTO sync_link (checklist_id, spreadsheet_id, sheet_id, layout, created_by,"
        " created_at) VALUES (?, 'abc', 0, '{}', 'test', '2020-01-01T00:00:00Z')",
        [checklist],
    )
    assert "1 bảng đã gỡ nối" in close(runner, plan).stdout
    assert db.conn.execute("SELECT state FROM sync_link").fetchone() == ("closed",)
    new = assign(db, plan, unit_id(db, "XA"), 2021)
    page = client_as("district").get(f"/reports/plans/{plan}/2020/close").get_data(as_text=True)
    assert f"/sheets/preview?checklist={new}&amp;address=/spreadsheets/d/abc" in page
    db.conn.execute(  # the same tab may be linked again
        "INSERT INTO sync_link (checklist_id, spreadsheet_id, sheet_id, layout, created_by,"
        " created_at) VALUES (?, 'abc', 0, '{}', 'test', '2021-01-01T00:00:00Z')",
        [new],
    )
    page = client_as("district").get(f"/reports/plans/{plan}/2020/close").get_data(as_text=True)
    assert f"checklist={new}" not in page


def test_unfinished_own_items_go_on_once_with_their_history(plan, db, client_as):
    own(db, "XA", "Làm sân bóng", "doing")
    own(db, "XB", "Đã xong rồi", "done")
    for code in ("XA", "XB"):
        assign(db, plan, unit_id(db, code), 2021)
    client = client_as("district")
    for _ in range(2):
        client.post(f"/reports/plans/{plan}/2020/carry-over")
    rows = db.conn.execute(
        "SELECT entry.key, entry.text, entry.state, history.new, history.by FROM entry"
        " JOIN checklist ON checklist.id = entry.checklist_id AND checklist.year = 2021"
        " JOIN history ON history.entry_id = entry.id WHERE entry.node_id IS NULL"
    ).fetchall()
    assert rows == [("R.1", "Làm sân bóng", None, "Làm sân bóng", "district")]


def test_only_an_administrator_opens_a_closed_year_again(runner, plan, db, client_as):
    close(runner, plan)
    path = f"/reports/plans/{plan}/2020/reopen"
    assert client_as("district").post(path).status_code == 403
    assert client_as("admin").post(path).status_code == 303
    assert db.conn.execute("SELECT COUNT(closed_at) FROM checklist").fetchone() == (0,)


def test_the_hand_over_page_says_who_what_and_where(client_as, plan, config):
    page = client_as("district").get("/handover/").get_data(as_text=True)
    assert "Cán bộ cơ quan" in page
    assert str(config.backup_dir) in page
    assert "Chưa có khóa Google" in page
    assert client_as("viewer").get("/handover/").status_code == 403


def test_the_hand_over_page_counts_who_has_not_answered_sent_to_or_not(client_as, plan, db):
    def waits():
        page = client_as("district").get("/handover/").get_data(as_text=True)
        facts = re.findall(r"<dt>([^<]+)</dt>\s*<dd>([^<]+)</dd>", page)
        return [dict(facts)[name] for name in (UNLISTED, UNANSWERED, UNSENT)]

    for position, name in enumerate(("TT Huyện ủy", "UBND", "Lưu VP"), 1):
        db.conn.execute(
            "INSERT INTO recipient (plan_id, position, text, name, is_archive)"
            " VALUES (?, ?, ?, ?, ?)",
            [plan, position, name, name, int(name == "Lưu VP")],
        )
    assert waits() == ["1", "không có", "không có"]
    client_as("district").post(f"/plans/{plan}/received/make")
    assert waits() == ["không có", "2", "2"]
    db.conn.execute("UPDATE dispatch SET sent_on = '2020-02-03' WHERE name = 'UBND'")
    assert waits() == ["không có", "2", "1"]
    db.conn.execute("UPDATE dispatch SET received_on = '2020-02-04' WHERE name = 'UBND'")
    assert waits() == ["không có", "1", "1"]


UNLISTED, UNANSWERED, UNSENT = (
    "Kế hoạch chưa lập danh sách gửi",
    "Nơi nhận chưa xác nhận",
    "trong đó chưa ghi ngày gửi",
)


def test_what_the_sheets_still_ask_is_told_before_the_year_is_closed(runner, plan, db, client_as):
    def page():
        path = f"/reports/plans/{plan}/2020/close"
        return client_as("district").get(path).get_data(as_text=True)

    assert "Nên xem trước khi kết thúc" not in page()
    checklist = db.conn.execute("SELECT MIN(id) FROM checklist").fetchone()[0]
    link = db.conn.execute(
        "INSERT INTO sync_link (checklist_id, spreadsheet_id, sheet_id, layout, created_by,"
        " created_at, state) VALUES (?, 'abc', 0, '{}', 'test', '2020-01-01T00:00:00Z', 'held')",
        [checklist],
    ).lastrowid
    db.conn.execute(
        "INSERT INTO sync_conflict (link_id, key, field, since) VALUES (?, 'II.1.1', 'note', 'x')",
        [link],
    )
    assert "1 ô hai bên ghi khác nhau" in page()
    assert "1 bảng đang tạm giữ" in page()
    assert close(runner, plan).exit_code == 0
    assert "Nên xem trước khi kết thúc" not in page()
