"""A sheet with a tab for each month, linked by command line and on the pages."""

import time

import pytest
from flask.testing import FlaskClient

from sync.emulator.server import Tab
from tests.forms import form
from tests.pages import check
from tests.sheets.conftest import WORDS


@pytest.fixture
def monthly(emulator):
    tabs = [Tab("Tháng 1", WORDS), Tab("Tháng 2", WORDS)]
    emulator.seed("bang-thang", "Bảng ấp Một", tabs)


def state(flask, key="I.1.1"):
    entries = flask("checklist", "show", "1", "AP1", "--json")["entries"]
    return next(one["state"] for one in entries if one["key"] == key)


def test_a_link_follows_the_months_of_its_sheet(monthly, flask, sheet):
    sheet("bang-thang!'Tháng 1'!C3", "Đang làm")
    flask("sheet", "link", "1", "AP1", "/spreadsheets/d/bang-thang/edit", "--months", "--yes")
    assert state(flask) == "doing"
    sheet("bang-thang!'Tháng 2'!C3", "Hoàn thành")
    assert flask("sync", "run", "--json")["conflicts"] == 0
    assert state(flask) == "done"
    (link,) = flask("sync", "status", "--json")["links"]
    assert link["tab"] == "Tháng 2"


def test_the_first_round_of_a_series_reads_every_month_and_writes_to_the_newest_alone(
    monthly, flask, sheet, emulator
):
    sheet("bang-thang!'Tháng 1'!C3", "Đang làm")
    sheet("bang-thang!'Tháng 2'!C4", "Hoàn thành")
    emulator.log.clear()
    flask("sheet", "link", "1", "AP1", "/spreadsheets/d/bang-thang/edit", "--months", "--yes")
    assert [state(flask), state(flask, "I.1.2")] == ["doing", "done"]
    (link,) = flask("sync", "status", "--json")["links"]
    assert link["tab"] == "Tháng 2"
    reads = [one for one in emulator.log if one["method"] == "GET"]
    assert sheet("bang-thang!'Tháng 1'!E2:E6") is None
    assert sheet("bang-thang!'Tháng 2'!E3") == "I.1.1"
    assert len(reads) == 2, "one for the preview, one for the round"


def test_a_tab_that_is_no_month_is_refused(flask, app):
    result = app.test_cli_runner().invoke(
        args=["sheet", "link", "1", "AP1", "/spreadsheets/d/bang-a/edit", "--months", "--yes"]
    )
    assert result.exit_code == 1
    assert "không phải là tháng" in result.stderr
    assert flask("sync", "status", "--json")["links"] == []


def test_staff_choose_it_on_the_links_page(monthly, flask, app, client_as, sheet):
    staff: FlaskClient = client_as("district")
    flask("sheet", "link", "1", "AP1", "/spreadsheets/d/bang-thang/edit", "--yes")
    page = staff.get("/sheets/links/1").text
    check(app, page)
    assert "Mỗi tháng một trang" in page
    staff.post("/sheets/links/1", data={"months": "on"})
    sheet("bang-thang!'Tháng 2'!C3", "Hoàn thành")
    flask("sync", "run")
    assert state(flask) == "done"
    staff.post("/sheets/links/1", data={})
    sheet("bang-thang!'Tháng 1'!C4", "Hoàn thành")
    flask("sync", "run")
    assert state(flask, "I.1.2") is None


def test_the_wizard_sees_the_months_and_links_them_as_a_series(
    monthly, flask, app, client_as, sheet
):
    staff = client_as("district")
    sheet("bang-thang!'Tháng 1'!C3", "Đang làm")
    sheet("bang-thang!'Tháng 2'!C4", "Hoàn thành")
    page = staff.get("/sheets/preview?address=/spreadsheets/d/bang-thang", follow_redirects=True)
    check(app, page.text)
    assert 'name="months" data-submit checked' in page.text
    assert "Nhận 2 giá trị từ bảng" in page.text
    assert "Mỗi trang là một đơn vị" not in page.text
    form(page.text, "/sheets/link").send(staff)
    (link,) = flask("sync", "status", "--json")["links"]
    assert link["tab"] == "Tháng 2"
    assert [state(flask), state(flask, "I.1.2")] == ["doing", "done"]
    assert sheet("bang-thang!'Tháng 1'!E3") is None


def test_one_who_wants_only_the_tab_says_so(monthly, flask, client_as, sheet):
    staff = client_as("district")
    page = staff.get("/sheets/preview?address=/spreadsheets/d/bang-thang", follow_redirects=True)
    reading = form(page.text, "/sheets/preview")
    reading.values.remove(("months", "on"))
    page = reading.send(staff)
    assert 'name="months" data-submit checked' not in page.text
    form(page.text, "/sheets/link").send(staff)
    sheet("bang-thang!'Tháng 2'!C3", "Hoàn thành")
    flask("sync", "run")
    assert state(flask) is None


def test_of_many_a_sheet_with_months_is_linked_as_a_series(monthly, flask, client_as, db, emulator):
    staff = client_as("district")
    assert "mỗi tháng một trang" in staff.get("/sheets/many/row?name=bang-thang").text
    (number,) = db.conn.execute(
        "SELECT checklist.id FROM checklist JOIN unit ON unit.id = unit_id WHERE code = 'AP1'"
    ).fetchone()
    emulator.log.clear()
    told = {"link": "bang-thang", "checklist-bang-thang": number}
    job = staff.post("/sheets/many/link", data=told).headers["Location"]
    while staff.get(job).status_code != 302:
        time.sleep(0.05)
    assert db.conn.execute("SELECT series FROM sync_link").fetchall() == [("thang",)]
    reads = [one for one in emulator.log if one["method"] == "GET" and "values" not in one["path"]]
    assert len(reads) == 2, "one for the preview, one for the round"
