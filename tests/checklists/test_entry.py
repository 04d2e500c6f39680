import pytest

from tests.pages import check
from tests.samples import assigned


@pytest.fixture
def entry(db):
    """The id of II.1.1 in the checklist of XTL."""
    assigned(db, "XTL")
    return int(db.execute("SELECT id FROM entry WHERE key = 'II.1.1'").fetchone()[0])


def values(db, entry):
    return dict(db.query("SELECT * FROM entry WHERE id = ?", [entry]).__next__())


def save(client, entry, seen=0, **form):
    return client.post(f"/checklists/1/entries/{entry}", data={"seen": seen} | form)


def seen(db):
    return int(db.execute("SELECT COALESCE(MAX(id), 0) FROM history").fetchone()[0])


def test_the_form_is_a_page_and_a_fragment(client_as, entry, htmx, app):
    client = client_as("unit", unit="XTL")
    check(app, client.get(f"/checklists/1/entries/{entry}").text)
    fragment = client.get(f"/checklists/1/entries/{entry}", headers=htmx).text
    assert fragment.lstrip().startswith("<li")
    check(app, fragment, fragment=True)


def test_everything_can_be_written_at_once(client_as, db, entry):
    answer = save(
        client_as("unit", unit="XTL"),
        entry,
        state="done",
        percent="100",
        done_on="2020-03-10",
        result="2 buổi",
        evidence="https://example.org/anh.jpg",
        note="tốt",
        proposal="thêm tài liệu",
        lead="BCH",
        partner="Hội",
    )
    assert answer.status_code == 303
    stored = values(db, entry)
    assert (stored["state"], stored["percent"], stored["done_on"]) == ("done", 100, "2020-03-10")
    assert stored["proposal"] == "thêm tài liệu"
    assert db.table("history").count == 9


def test_a_day_stands_under_its_field_as_we_write_it(client_as, entry):
    client = client_as("unit", unit="XTL")
    save(client, entry, state="done", done_on="2020-03-10")
    said = '<output class="day">10/03/2020</output>'
    assert said in client.get(f"/checklists/1/entries/{entry}").text
    wrong = save(client, entry, state="done", done_on="hôm qua")
    assert wrong.status_code == 422
    assert "hôm qua" in wrong.text


def test_evidence_is_a_link_only_where_it_is_one(client_as, db, entry):
    client = client_as("unit", unit="XTL")
    save(client, entry, evidence="https://example.org/a.jpg")
    assert 'href="https://example.org/a.jpg"' in client.get("/checklists/1/").text
    save(client, entry, seen(db), evidence="javascript:alert(1)")
    assert 'href="javascript' not in client.get("/checklists/1/").text


def test_a_wrong_value_comes_back_with_what_was_typed(client_as, db, entry, app):
    answer = save(client_as("unit", unit="XTL"), entry, percent="180", result="2 buổi")
    assert answer.status_code == 422
    assert "không phải là tỷ lệ" in answer.text
    assert 'value="180"' in answer.text
    check(app, answer.text)
    assert values(db, entry)["result"] is None


def test_work_that_was_not_done_needs_a_reason(client_as, db, entry):
    client = client_as("unit", unit="XTL")
    assert save(client, entry, state="dropped", reason="").status_code == 422
    assert save(client, entry, state="dropped", reason="chưa có kinh phí").status_code == 303
    assert values(db, entry)["reason"] == "chưa có kinh phí"


def test_work_of_others_needs_none(client_as, db, entry):
    assert save(client_as("unit", unit="XTL"), entry, state="na", reason="x").status_code == 303
    stored = values(db, entry)
    assert (stored["state"], stored["reason"]) == ("dropped", None)


def test_a_state_can_be_taken_back_to_nothing_reported(client_as, db, entry):
    client = client_as("unit", unit="XTL")
    save(client, entry, state="done")
    save(client, entry, seen(db), state="")
    assert values(db, entry)["state"] is None


def test_two_people_on_one_field_the_second_sees_both(client_as, db, entry, htmx, app):
    save(client_as("unit", unit="XTL"), entry, result="2 buổi")
    second = client_as("district")
    answer = second.post(
        f"/checklists/1/entries/{entry}", data={"seen": 0, "result": "3 buổi"}, headers=htmx
    )
    assert answer.status_code == 409
    assert "unit XTL ghi lúc" in answer.text
    assert "2 buổi" in answer.text
    assert "3 buổi</textarea>" in answer.text
    check(app, answer.text, fragment=True)
    assert values(db, entry)["result"] == "2 buổi"
    assert save(second, entry, seen(db), result="3 buổi").status_code == 303
    assert values(db, entry)["result"] == "3 buổi"


def test_two_people_on_two_fields_do_not_meet(client_as, db, entry):
    save(client_as("unit", unit="XTL"), entry, result="2 buổi", note="")
    assert save(client_as("district"), entry, 0, result="", note="xem lại").status_code == 303
    stored = values(db, entry)
    assert (stored["result"], stored["note"]) == ("2 buổi", "xem lại")


def test_the_offices_fields_are_not_a_units_to_write(client_as, db, entry):
    save(client_as("unit", unit="XTL"), entry, comment="tốt", verified="1")
    assert values(db, entry)["comment"] is None
    save(client_as("district"), entry, comment="tốt", verified="1")
    stored = values(db, entry)
    assert (stored["comment"], stored["verified"]) == ("tốt", 1)


def test_history_tells_who_where_when(client_as, db, entry):
    save(client_as("unit", unit="XTL"), entry, result="2 buổi")
    page = client_as("viewer").get(f"/checklists/1/entries/{entry}").text
    assert "unit XTL · trên trang này" in page
    assert "2 buổi" in page


def test_a_line_of_history_can_be_redacted_which_is_told(client_as, db, entry):
    save(client_as("unit", unit="XTL"), entry, note="SĐT 0900 000 000")
    save(client_as("unit", unit="XTL"), entry, seen(db), note="")
    admin = client_as("admin")
    for change in (1, 2):
        url = f"/checklists/1/history/{change}/redact"
        assert admin.post(url, data={"why": "người liên quan yêu cầu"}).status_code == 303
    page = admin.get(f"/checklists/1/entries/{entry}").text
    assert "0900" not in page
    assert "đã che theo yêu cầu" in page
    assert "người liên quan yêu cầu" in page
    assert b"0900" not in b"".join(
        str(row).encode() for row in db.execute("SELECT old, new FROM history").fetchall()
    )


def test_redaction_is_the_administrators_and_needs_a_reason(client_as, db, entry):
    save(client_as("unit", unit="XTL"), entry, note="x")
    url = "/checklists/1/history/1/redact"
    assert client_as("district").post(url, data={"why": "x"}).status_code == 403
    assert client_as("admin").post(url).status_code == 422
    assert client_as("admin").post("/checklists/1/history/99/redact").status_code == 404


def test_closing_the_form_brings_the_row_back(client_as, entry, htmx):
    row = client_as("unit", unit="XTL").get(f"/checklists/1/entries/{entry}/row", headers=htmx)
    assert f'id="e{entry}"' in row.text
    assert "entry-form" not in row.text
