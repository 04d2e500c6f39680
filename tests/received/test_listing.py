import re


def listing(client, plan, **query):
    return client.get(f"/plans/{plan}/received", query_string=query).get_data(as_text=True)


def test_the_printed_lines_show_before_the_list_is_made(client_as, plan):
    page = listing(client_as("district"), plan)
    assert "Danh sách gửi chưa lập" in page
    assert "Đoàn xã XA" in page
    assert "Đoàn xã XC" not in page  # it ended in 2019


def test_making_the_list_opens_the_units_valid_that_day_once(client_as, plan, db):
    client = client_as("district")
    for _ in range(2):
        assert client.post(f"/plans/{plan}/received/make").status_code == 303
    names = [name for (name,) in db.conn.execute("SELECT name FROM dispatch ORDER BY id")]
    assert names.count("Đoàn xã XA") == names.count("Đoàn xã XB") == 1
    assert "Đoàn xã XC" not in names
    assert len(names) == 5 + 2


def test_dates_are_filled_for_many_rows_at_once(client_as, plan, rows, db):
    client_as("district").post(
        f"/plans/{plan}/received/fill",
        data={
            "row": [rows["Đoàn xã XA"], rows["TT Huyện uỷ"], "999"],
            "sent_on": "2020-05-04",
            "received_on": "2020-05-06",
            "way": "Bản giấy",
        },
    )
    filled = db.conn.execute(
        "SELECT name, way, sent_on, received_on, acknowledged_how, acknowledged_by FROM dispatch"
        " WHERE sent_on IS NOT NULL ORDER BY name"
    ).fetchall()
    assert [row[0] for row in filled] == ["TT Huyện uỷ", "Đoàn xã XA"]
    assert filled[0][1:] == ("Bản giấy", "2020-05-04", "2020-05-06", "clerk", "district")


def test_pasted_names_are_noted_and_unknown_ones_told(client_as, plan, rows, db):
    client = client_as("district")
    names = "XA\nĐoàn xã XB;\nĐoàn xã Không Có"
    client.post(f"/plans/{plan}/received/paste", data={"names": names, "pasted_on": "2020-05-06"})
    page = listing(client, plan)
    assert "Đã ghi nhận cho 2 nơi" in page
    assert "Không rõ là nơi nào: Đoàn xã Không Có" in page


def test_who_has_not_answered_is_a_list_of_its_own(client_as, plan, rows):
    client = client_as("district")
    client.post(f"/plans/{plan}/received/paste", data={"names": "XA"})
    page = listing(client, plan, waiting=1)
    table = page[page.index("<tbody>") :]
    assert "Đoàn xã XB" in table
    assert "Đoàn xã XA" not in table
    assert "Lưu VP" not in table


def test_a_line_opens_into_two_and_people_are_kept_for_the_next_plan(client_as, plan, rows, db):
    client = client_as("district")
    page = client.get(f"/plans/{plan}/received/{rows[LINE]}").get_data(as_text=True)
    assert "VP Tỉnh đoàn\nBTG-TTNTH Tỉnh đoàn" in page
    people = rows["UVBCH Huyện đoàn"]
    client.post(f"/plans/{plan}/received/{people}/open", data={"names": "- Đ/c A;\n- Đ/c B."})
    kept = db.conn.execute("SELECT name, names FROM name_list").fetchall()
    assert kept == [("UVBCH Huyện đoàn", '["Đ/c A", "Đ/c B"]')]
    shown = re.sub(r"<[^>]+>|\s+", " ", listing(client, plan))
    assert re.search(r"3\s+UVBCH Huyện đoàn.*3\.1\s+Đ/c A.*3\.2\s+Đ/c B", shown)


LINE = "Tỉnh đoàn: VP, BTG-TTNTH"


def test_opening_again_keeps_what_is_known_of_those_who_stay(client_as, plan, rows, db):
    client = client_as("district")
    client.post(f"/plans/{plan}/received/paste", data={"names": "XA", "pasted_on": "2020-05-06"})
    group = rows["Các cơ sở Đoàn trực thuộc"]
    client.post(f"/plans/{plan}/received/{group}/open", data={"names": "Đoàn xã XA\nNơi khác"})
    children = db.conn.execute(
        "SELECT name, received_on FROM dispatch WHERE parent_id = ? ORDER BY position", [group]
    ).fetchall()
    assert children == [("Đoàn xã XA", "2020-05-06"), ("Nơi khác", None)]


def test_a_wrong_day_is_refused_in_words(client_as, plan, rows):
    answer = client_as("district").post(
        f"/plans/{plan}/received/{rows['TT Huyện uỷ']}", data={"name": "x", "sent_on": "31/02"}
    )
    assert answer.status_code == 422
    assert "Hãy chọn lại ngày" in answer.get_data(as_text=True)


def test_a_unit_sees_its_own_row_alone(client_as, plan, rows):
    page = listing(client_as("unit", unit="XA"), plan)
    assert "Đoàn xã XA" in page
    assert "Đoàn xã XB" not in page
    assert client_as("unit", unit="XC").get(f"/plans/{plan}/received").status_code == 404


def test_a_unit_with_the_plan_is_told_that_nothing_was_sent_yet(client_as, plan, db):
    client = client_as("unit", unit="XC")
    db.conn.execute(
        "INSERT INTO checklist (plan_id, unit_id, year)"
        " SELECT ?, id, 2020 FROM unit WHERE code = 'XC'",
        [plan],
    )
    assert "chưa được gửi cho đơn vị" in listing(client, plan)


def test_links_are_not_offered_where_units_cannot_open_them(client_as, plan, rows):
    client, path = client_as("district"), f"/plans/{plan}/received/{rows['Đoàn xã XA']}"
    assert "Tạo đường dẫn" not in client.get(path).get_data(as_text=True)
    answer = client.post(f"{path}/link")
    assert answer.status_code == 422
    assert "PUBLIC_URL" in answer.get_data(as_text=True)


HOSTILE = (
    'Chi đoàn "Hai Bà" & <b>Trưng</b>',
    "Đ/c O'Brien \U0001f600",
    "=HYPERLINK(1)",
    "x" * 5000,
    "Ẫẵỡựỹ Đđ",
)


def test_odd_names_are_kept_as_they_are_and_never_longer_than_a_line(client_as, plan, rows, db):
    client, group = client_as("district"), rows["UVBCH Huyện đoàn"]
    names = [*HOSTILE, *(f"Đ/c {number}" for number in range(300))]
    client.post(f"/plans/{plan}/received/{group}/open", data={"names": "\n".join(names)})
    kept = [
        name
        for (name,) in db.conn.execute(
            "SELECT name FROM dispatch WHERE parent_id = ? ORDER BY position", [group]
        )
    ]
    assert kept == [name[:300] for name in names]
    page = listing(client, plan)
    assert "&lt;b&gt;Trưng" in page
    assert "<b>Trưng" not in page
    for form in ("csv", "xlsx", "docx", "pdf"):
        answer = client.get(f"/plans/{plan}/received/export?format={form}")
        assert answer.status_code == 200, form
        assert len(answer.get_data()) > 1000


def test_rows_that_are_none_are_passed_over(client_as, plan, rows, db):
    answer = client_as("district").post(
        f"/plans/{plan}/received/fill", data={"row": ["²", "9" * 40, "-1", ""], "way": "Zalo"}
    )
    assert answer.status_code == 303
    assert db.conn.execute("SELECT COUNT(*) FROM dispatch WHERE way = 'Zalo'").fetchone() == (0,)
