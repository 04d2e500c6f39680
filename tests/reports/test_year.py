import re


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def hand_in(client, code, period="year", **values):
    return client.post(f"/reports/units/{code}/2020/reports/{period}", data=values)


def set_due(client, **values):
    assert client.post("/reports/settings", data={"year": "2020", **values}).status_code == 303


def test_due_days_are_kept_for_each_year_with_an_hour(client_as, plan, db):
    client = client_as("district")
    set_due(client, year_day="2020-11-20", year_hour="16:00", half_day="2020-05-25")
    kept = db.conn.execute("SELECT period, due FROM report_due ORDER BY period").fetchall()
    assert kept == [("half", "2020-05-25"), ("year", "2020-11-20T16:00")]
    assert "hạn 16 giờ 00 ngày 20/11/2020" in page(client, "/reports/?year=2020")


def test_on_time_is_worked_out_from_the_due_hour(client_as, plan):
    client = client_as("district")
    set_due(client, year_day="2020-11-20", year_hour="16:00")
    hand_in(client, "XA", received="2020-11-20", hour="15:59", state="accepted", number="5-BC/ĐTN")
    hand_in(client, "XB", received="2020-11-20", hour="16:01", state="received")
    assert "Đúng hạn Đã chấp nhận" in page(client, "/reports/units/XA/2020")
    assert "Nộp muộn" in page(client, "/reports/units/XB/2020")
    assert "Quá hạn" in page(client, "/reports/units/XC/2020")


def test_a_report_is_returned_with_a_reason_only(client_as, plan, db):
    client = client_as("district")
    answer = hand_in(client, "XA", received="2020-11-20", state="returned")
    assert answer.status_code == 422
    assert "cần ghi lý do" in answer.get_data(as_text=True)
    hand_in(client, "XA", received="2020-11-20", state="returned", reason="Thiếu số liệu")
    assert "Lý do trả lại: Thiếu số liệu" in page(client, "/reports/units/XA/2020")


def test_those_without_a_plan_late_or_silent_are_one_list(client_as, plan, say):
    client = client_as("district")
    set_due(client, year_day="2020-11-20")
    for code in ("XA", "XB"):
        client.post(f"/reports/units/{code}/2020/plan", data={"has": "1", "number": "2-KH/ĐTN"})
        say(code, "II.1.1", state="done")
    hand_in(client, "XA", received="2020-11-19", state="accepted")
    behind = page(client, "/reports/?year=2020&show=behind")
    assert "Đoàn xã XA" not in behind
    assert "Đoàn xã XB" in behind  # its report is overdue
    assert "Đoàn xã XC" in behind  # no plan of its own


def test_an_inspection_is_kept_with_what_was_asked(client_as, plan, db):
    client = client_as("district")
    values = {"kind": "supervision", "held_on": "2020-09-10", "conclusion": "13-TB/ĐTN"}
    client.post("/reports/units/XA/2020/inspections", data=values | {"asked": "Bổ sung sổ"})
    shown = page(client, "/reports/units/XA/2020")
    assert "Giám sát 10/09/2020 · Thông báo kết luận 13-TB/ĐTN Chờ khắc phục" in shown
    (number,) = db.conn.execute("SELECT id FROM inspection").fetchone()
    path = f"/reports/units/XA/2020/inspections/{number}"
    client.post(path, data=values | {"asked": "Bổ sung sổ", "done": "1"})
    assert "Đã khắc phục" in page(client, "/reports/units/XA/2020")


def test_another_units_inspection_is_not_changed_through_ones_own_address(client_as, plan, db):
    client = client_as("district")
    client.post("/reports/units/XA/2020/inspections", data={"kind": "inspection"})
    (number,) = db.conn.execute("SELECT id FROM inspection").fetchone()
    client.post(
        f"/reports/units/XB/2020/inspections/{number}", data={"kind": "supervision", "done": "1"}
    )
    assert db.conn.execute("SELECT kind, done FROM inspection").fetchone() == ("inspection", 0)


def test_a_unit_goes_to_its_own_year_and_hands_in_now(client_as, plan, db):
    client = client_as("unit", unit="XA")
    assert client.get("/reports/?year=2020").headers["Location"] == "/reports/units/XA/2020"
    hand_in(client, "XA", number="5-BC/ĐTN", received="1999-01-01", state="accepted")
    number, received, state = db.conn.execute(
        "SELECT number, received, state FROM report"
    ).fetchone()
    assert (number, state) == ("5-BC/ĐTN", "received")
    assert received > "2026"


def test_a_unit_neither_sees_nor_writes_another(client_as, plan, db):
    client = client_as("unit", unit="XA")
    assert client.get("/reports/units/XB/2020").status_code == 404
    assert hand_in(client, "XB", number="1").status_code == 404
    assert client.post("/reports/units/XB/2020/plan", data={"has": "1"}).status_code == 404
    path = f"/reports/plans/{plan}/2020/units/XB/report.docx"
    assert client.get(path).status_code == 404
    assert client.post("/reports/units/XA/2020/inspections", data={}).status_code == 403


def test_a_viewer_reads_and_writes_nothing(client_as, plan):
    client = client_as("viewer")
    assert client.get("/reports/units/XA/2020").status_code == 200
    assert hand_in(client, "XA", received="2020-11-20").status_code == 403


def test_a_link_that_is_no_web_address_is_refused(client_as, plan):
    answer = client_as("district").post(
        "/reports/units/XA/2020/plan", data={"link": "javascript:alert(1)"}
    )
    assert answer.status_code == 422


def test_a_report_of_a_day_to_come_or_of_a_day_that_is_none_is_refused(client_as, plan, db):
    client = client_as("district")
    for values in (
        {"received": "2199-01-01"},
        {"received": "0020-11-20"},
        {"received": "2020-02-30"},
        {"received": "2020-11-20", "hour": "25:61"},
    ):
        answer = hand_in(client, "XA", **values)
        assert answer.status_code == 422, values
        assert "Hãy" in answer.get_data(as_text=True)
    assert db.conn.execute("SELECT COUNT(*) FROM report").fetchone() == (0,)


def test_due_days_of_a_year_that_is_none_are_refused(client_as, plan, db):
    client = client_as("district")
    for year in ("0", "99999", "", "năm nay"):
        answer = client.post("/reports/settings", data={"year": year, "year_day": "2020-11-20"})
        assert answer.status_code == 422, year
    assert db.conn.execute("SELECT COUNT(*) FROM report_due").fetchone() == (0,)


def test_a_button_pressed_twice_notes_one_inspection(client_as, plan, db):
    client = client_as("district")
    for _ in range(2):
        client.post(
            "/reports/units/XA/2020/inspections", data={"kind": "inspection", "asked": "Sổ"}
        )
    assert db.conn.execute("SELECT COUNT(*) FROM inspection").fetchone() == (1,)


def test_an_inspection_noted_by_mistake_is_deleted_by_its_own_unit_s_address(client_as, plan, db):
    client = client_as("district")
    client.post("/reports/units/XA/2020/inspections", data={"kind": "inspection"})
    (number,) = db.conn.execute("SELECT id FROM inspection").fetchone()
    client.post(f"/reports/units/XB/2020/inspections/{number}/delete")
    assert db.conn.execute("SELECT COUNT(*) FROM inspection").fetchone() == (1,)
    client.post(f"/reports/units/XA/2020/inspections/{number}/delete")
    assert db.conn.execute("SELECT COUNT(*) FROM inspection").fetchone() == (0,)


def test_a_plan_of_its_own_is_taken_away_by_its_box(client_as, plan, db):
    client = client_as("district")
    client.post("/reports/units/XA/2020/plan", data={"number": "2-KH/ĐTN"})
    client.post("/reports/units/XA/2020/plan", data={"has": "1", "number": "3-KH/ĐTN"})
    assert db.conn.execute("SELECT number FROM own_plan").fetchall() == [("3-KH/ĐTN",)]
    client.post("/reports/units/XA/2020/plan", data={"number": "3-KH/ĐTN"})
    assert db.conn.execute("SELECT number FROM own_plan").fetchall() == []


def test_nothing_is_asked_of_a_unit_that_has_ended_since(client_as, plan, db):
    client = client_as("district")
    set_due(client, half_day="2020-05-25", year_day="2020-11-20")
    db.conn.execute("UPDATE unit SET valid_to = '2020-06-30' WHERE code = 'XB'")
    behind = page(client, "/reports/?year=2020&show=behind")
    assert "Đoàn xã XA" in behind
    assert "Đoàn xã XB" not in behind
    everyone = page(client, "/reports/?year=2020")
    assert "Đoàn xã XB đến 30/06/2020" in everyone
    own = page(client, "/reports/units/XB/2020")
    assert "Báo cáo 6 tháng Quá hạn" in own  # it stood on that day
    assert "Báo cáo năm Chưa có" in own
    reminders = page(client, f"/reports/plans/{plan}/2020/reminders")
    assert "Đoàn xã XA" in reminders
    assert "Đoàn xã XB" not in reminders
    one_page = page(client, f"/reports/plans/{plan}/2020/page")
    assert "Báo cáo năm quá hạn, chưa nộp: Đoàn xã XA, Đoàn xã XC." in one_page


def test_a_renamed_unit_keeps_its_name_of_the_year(client_as, plan, db):
    db.conn.execute(
        "INSERT INTO unit_name (unit_id, name, until)"
        " SELECT id, 'Đoàn xã Cũ', '2021-03-01' FROM unit WHERE code = 'XA'"
    )
    client = client_as("district")
    assert "Đoàn xã Cũ" in page(client, "/reports/?year=2020")
    assert "Đoàn xã Cũ" in page(client, "/reports/units/XA/2020")
    assert "Đoàn xã Cũ" not in page(client, "/reports/units/XA/2021")
