import dataclasses

import pytest

from app.factory import create_app
from app.received.receipts import token_hash
from app.received.rules import only_nearby


def answered(db, row):
    return db.conn.execute(
        "SELECT acknowledged_how, acknowledged_by, received_on FROM dispatch WHERE id = ?", [row]
    ).fetchone()


@pytest.fixture
def config(config):
    return dataclasses.replace(config, public_url="https://sv.example")


@pytest.fixture
def link(db, plan, rows, client_as):
    """The path of a fresh link for the unit XA."""
    page = client_as("district").post(f"/plans/{plan}/received/{rows['Đoàn xã XA']}/link")
    text = page.get_data(as_text=True)
    start = text.index("https://sv.example/r/") + len("https://sv.example")
    return text[start : text.index('"', start)]


def test_a_link_shows_the_paper_and_one_button_without_an_account(client, link):
    page = client.get(link)
    text = page.get_data(as_text=True)
    assert page.status_code == 200
    assert "KẾ HOẠCH MẪU" in text
    assert "Đoàn xã XA" in text
    assert "Đoàn xã XB" not in text
    main = text[text.index("<main") : text.index("</main>")]
    assert main.count("<button") == 1
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_crawlers_get_or_head_acknowledges_nothing(client, link, db, rows):
    client.get(link)
    client.head(link)
    assert answered(db, rows["Đoàn xã XA"]) == (None, None, None)


def test_the_button_acknowledges_for_its_own_recipient_only(client, link, db, rows):
    body = {"row": rows["Đoàn xã XB"], "id": rows["Đoàn xã XB"]}
    assert client.post(link, data=body).status_code == 303
    assert answered(db, rows["Đoàn xã XA"])[:2] == ("link", "Đoàn xã XA")
    assert answered(db, rows["Đoàn xã XB"]) == (None, None, None)


def test_pressing_twice_changes_nothing(client, link, db, rows):
    client.post(link)
    db.conn.execute(
        "UPDATE dispatch SET acknowledged_at = '2020-01-01T00:00:00Z'"
        " WHERE acknowledged_at IS NOT NULL"
    )
    client.post(link)
    row = db.conn.execute(
        "SELECT acknowledged_at FROM dispatch WHERE id = ?", [rows["Đoàn xã XA"]]
    ).fetchone()
    assert row == ("2020-01-01T00:00:00Z",)


def test_a_guess_finds_nothing(client, link):
    assert client.get("/r/" + "A" * 32).status_code == 404
    assert client.post("/r/" + "A" * 32).status_code == 404
    assert client.get(link[:-1] + ("A" if link[-1] != "A" else "B")).status_code == 404


def test_the_database_does_not_hold_the_link_itself(db, link):
    stored = [row[0] for row in db.conn.execute("SELECT token_hash FROM receipt_link")]
    token = link.rsplit("/", 1)[1]
    assert stored == [token_hash(token)]
    assert len(token) == 32


def test_a_revoked_link_cannot_be_replayed(client, client_as, link, db, plan, rows):
    row = rows["Đoàn xã XA"]
    client_as("district").post(f"/plans/{plan}/received/{row}/link/revoke")
    assert client.get(link).status_code == 404
    assert client.post(link).status_code == 404
    assert answered(db, row) == (None, None, None)


def test_a_new_link_ends_the_one_before(client, client_as, link, plan, rows):
    client_as("district").post(f"/plans/{plan}/received/{rows['Đoàn xã XA']}/link")
    assert client.get(link).status_code == 404


def test_a_post_from_another_site_is_refused(app, link, db, rows):
    foreign = app.test_client()
    answer = foreign.post(link, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert answered(db, rows["Đoàn xã XA"]) == (None, None, None)


def test_links_are_offered_only_where_units_can_open_them(config, client_as, plan, rows, link):
    closed = create_app(dataclasses.replace(config, public_url=None))
    assert closed.test_client().get(link).status_code == 404


def test_a_units_account_answers_for_itself(client_as, plan, rows, db):
    client = client_as("unit", unit="XA")
    client.post(f"/plans/{plan}/received/{rows['Đoàn xã XA']}/acknowledge")
    assert answered(db, rows["Đoàn xã XA"])[:2] == ("account", "unit XA")


def test_a_unit_cannot_answer_for_another(client_as, plan, rows, db):
    client = client_as("unit", unit="XA")
    for name in ("Đoàn xã XB", "TT Huyện uỷ"):
        path = f"/plans/{plan}/received/{rows[name]}/acknowledge"
        assert client.post(path).status_code == 404
        assert answered(db, rows[name]) == (None, None, None)


def test_the_clerk_does_not_overwrite_an_answer(client_as, plan, rows, db):
    row = rows["Đoàn xã XA"]
    client_as("unit", unit="XA").post(f"/plans/{plan}/received/{row}/acknowledge")
    client_as("district").post(
        f"/plans/{plan}/received/{row}", data={"name": "Đoàn xã XA", "received_on": ""}
    )
    assert answered(db, row)[0] == "account"
    assert answered(db, row)[2] is not None


def test_a_clerks_stale_page_does_not_take_another_clerks_note_back(client_as, plan, rows, db):
    row = rows["Đoàn xã XA"]
    path, client = f"/plans/{plan}/received/{row}", client_as("district")
    client.post(path, data={"name": "Đoàn xã XA", "received_on": "2020-05-06"})
    stale = {"name": "Đoàn xã XA", "note": "gửi lại", "received_on": "", "shown_received_on": ""}
    client.post(path, data=stale)
    assert answered(db, row)[2] == "2020-05-06"
    client.post(path, data=stale | {"shown_received_on": "2020-05-06"})  # now it was seen
    assert answered(db, row)[2] is None


def test_a_line_that_is_no_one_recipient_has_no_link(client_as, plan, rows, db):
    client = client_as("district")
    for name in ("Lưu VP", "Các cơ sở Đoàn trực thuộc"):
        path = f"/plans/{plan}/received/{rows[name]}"
        assert "Tạo đường dẫn" not in client.get(path).get_data(as_text=True)
        assert client.post(f"{path}/link").status_code == 422
    assert db.conn.execute("SELECT COUNT(*) FROM receipt_link").fetchone() == (0,)


def test_a_receipt_to_come_is_refused(client_as, plan, rows, db):
    client, row = client_as("district"), rows["Đoàn xã XA"]
    day = {"received_on": "2199-01-01"}
    for path, values in (
        (f"{row}", {"name": "Đoàn xã XA"} | day),
        ("fill", {"row": row} | day),
        ("paste", {"names": "XA", "pasted_on": "2199-01-01"}),
    ):
        answer = client.post(f"/plans/{plan}/received/{path}", data=values)
        assert answer.status_code == 422
        assert "chưa đến" in answer.get_data(as_text=True)
    assert answered(db, row) == (None, None, None)


def test_an_address_of_the_office_s_network_is_told_to_the_clerk(config, client_as, plan, rows):
    path = f"/plans/{plan}/received/{rows['Đoàn xã XA']}"
    assert "trong mạng của cơ quan" not in client_as("district").get(path).get_data(as_text=True)


def test_which_addresses_only_the_office_opens():
    for near in ("http://192.168.1.10:5000", "http://127.0.0.1", "http://may-chu:5000"):
        assert only_nearby(near), near
    for far in ("https://so-viec.example.vn", "http://8.8.8.8:5000"):
        assert not only_nearby(far), far
