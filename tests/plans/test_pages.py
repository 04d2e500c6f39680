import io

from tests.pages import check
from tests.samples import PLAN, add_plan, add_unit, assigned


def upload(client, text=PLAN, **more):
    data = {"paper": (io.BytesIO(text.encode()), "ke-hoach.txt"), **more}
    return client.post("/plans/new", data=data, content_type="multipart/form-data")


def test_an_upload_leads_to_its_review(client_as):
    answer = upload(client_as("district"))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/plans/1/review")


def test_a_paper_is_kept_under_its_name_alone(client_as):
    client = client_as("district")
    client.post("/plans/new", data={"paper": (io.BytesIO(PLAN.encode()), "../../kế hoạch.txt")})
    sent = client.get("/plans/1/paper").headers["Content-Disposition"]
    assert sent.endswith("filename*=UTF-8''k%E1%BA%BF%20ho%E1%BA%A1ch.txt")


def test_without_a_file_the_form_comes_back_with_what_to_do(client_as, app):
    answer = client_as("district").post("/plans/new")
    assert answer.status_code == 422
    assert "Hãy chọn một tệp" in answer.text
    check(app, answer.text)


def test_a_secret_paper_is_refused_on_the_form(client_as, db):
    answer = upload(client_as("district"), f"TUYỆT MẬT\n\n{PLAN}")
    assert answer.status_code == 422
    assert "mật" in answer.text.lower()
    assert db.table("plan").count == 0


def test_the_same_paper_again_leads_to_the_plan_that_is_there(client_as, db):
    client = client_as("district")
    upload(client)
    assert upload(client).headers["Location"] == "/plans/1"
    assert db.table("plan").count == 1


def test_an_amended_paper_leads_to_the_comparison(client_as):
    client = client_as("district")
    upload(client)
    answer = upload(client, PLAN.replace("500 cây", "600 cây"))
    assert answer.headers["Location"] == "/plans/2/difference"


def test_a_paper_may_be_kept_as_a_plan_of_its_own(client_as):
    client = client_as("district")
    upload(client)
    answer = upload(client, PLAN.replace("500 cây", "600 cây"), as_new="1")
    assert answer.headers["Location"] == "/plans/2/review"


def test_the_plan_page_shows_the_paper_and_where_each_item_stands(client_as, db, app):
    assigned(db, "XTL", "XDT")
    db.execute("UPDATE entry SET state = 'done' WHERE key = 'II.1.1' AND checklist_id = 1")
    page = client_as("district").get("/plans/1").text
    check(app, page)
    assert "1/2 hoàn thành" in page
    assert "45-KH/TĐTN" in page
    assert "Tỉnh Đoàn (b/c)" in page


def test_a_unit_sees_its_own_state_alone(client_as, db):
    assigned(db, "XTL", "XDT")
    db.execute("UPDATE entry SET state = 'done' WHERE checklist_id = 1")
    page = client_as("unit", unit="XDT").get("/plans/1").text
    assert "Hoàn thành</span>" not in page
    assert "Đơn vị XTL" not in page


def test_a_unit_is_told_nothing_of_a_plan_it_was_not_given(client_as, db):
    assigned(db, "XTL")
    assert client_as("unit", unit="XDT").get("/plans/1").status_code == 404
    assert "Tháng Thanh niên" not in client_as("unit", unit="XDT").get("/plans/").text


def test_an_empty_list_says_what_to_do(client_as, app):
    page = client_as("district").get("/plans/").text
    assert "Chưa có kế hoạch nào" in page
    check(app, page)


def test_the_uploaded_file_comes_back_as_it_was(client_as):
    client = client_as("district")
    upload(client)
    answer = client.get("/plans/1/paper")
    assert answer.data == PLAN.encode()
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_draft_can_be_discarded(client_as, db):
    add_plan(db)
    assert client_as("district").post("/plans/1/discard").status_code == 303
    assert db.table("plan").count == db.table("node").count == 0


def test_a_plan_that_was_given_cannot(client_as, db):
    assigned(db, "XTL")
    assert client_as("district").post("/plans/1/discard").status_code == 422
    assert db.table("plan").count == 1


def test_number_and_day_can_be_filled_in_later(client_as, db):
    add_plan(db)
    client = client_as("district")
    form = {"number": "13", "symbol": "KH/ĐTN", "date": "2020-02-01", "title": "Tháng Thanh niên"}
    assert client.post("/plans/1/head", data=form).status_code == 303
    assert db.execute("SELECT number, date FROM plan").fetchone() == ("13", "2020-02-01")
    assert client.post("/plans/1/head", data=form | {"date": "1/2/20"}).status_code == 422


def test_every_page_of_a_plan_keeps_the_house_rules(client_as, db, app):
    add_plan(db)
    add_unit(db, "XTL")
    client = client_as("district")
    (item,) = db.execute("SELECT id FROM node WHERE key = 'III.2.1'").fetchone()
    for address in (
        "/plans/",
        "/plans/new",
        "/plans/1",
        "/plans/1/review",
        "/plans/1/head",
        f"/plans/1/nodes/{item}",
        "/plans/1/assign/",
    ):
        check(app, client.get(address).text)
