import pytest

from app.settings import queries
from app.units import queries as units
from tests.pages import check


@pytest.fixture
def admin(client_as):
    return client_as("admin")


FORM = {
    "name": "Đoàn xã Đồng Xuân",
    "code": "VP",
    "superior": "Tỉnh đoàn",
    "committee": "Đảng ủy xã",
    "place": "Đồng Xuân",
}


def test_the_page_keeps_the_house_rules(app, admin):
    check(app, admin.get("/settings/").text)


def test_unset_settings_are_empty(db):
    assert queries.office(db) == queries.Office()


def test_saving_the_name_makes_the_offices_unit(admin, db):
    assert admin.post("/settings/", data=FORM).status_code == 303
    assert queries.office(db).superior == "Tỉnh đoàn"
    office = units.office(db)
    assert (office.name, office.code, office.kind) == ("Đoàn xã Đồng Xuân", "VP", "co-quan")


def test_saving_again_corrects_the_same_unit(admin, db):
    admin.post("/settings/", data=FORM)
    admin.post("/settings/", data=FORM | {"name": "Đoàn phường Đồng Xuân"})
    assert units.office(db).name == "Đoàn phường Đồng Xuân"
    assert len(units.units(db)) == 1


def test_without_a_name_no_unit_is_made(admin, db):
    assert admin.post("/settings/", data=FORM | {"name": ""}).status_code == 303
    assert units.office(db) is None
    assert queries.office(db).committee == "Đảng ủy xã"


def test_the_unit_keeps_its_name_where_the_papers_show_none(admin, db):
    admin.post("/settings/", data=FORM)
    admin.post("/settings/", data=FORM | {"name": ""})
    assert queries.office(db).name == ""
    assert units.office(db).name == "Đoàn xã Đồng Xuân"


def test_a_code_in_use_is_refused(app, admin, db):
    db.conn.execute("INSERT INTO unit (code, name) VALUES ('VP', 'Khác')")
    answer = admin.post("/settings/", data=FORM)
    assert answer.status_code == 422
    check(app, answer.text)
    assert queries.office(db) == queries.Office()
