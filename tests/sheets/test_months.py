"""A sheet with a tab for each month, linked by command line and on the pages."""

import pytest
from flask.testing import FlaskClient

from sync.emulator.server import Tab
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
