"""A unit types in its sheet, the office ticks in the intranet, one round joins both."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlite_utils import Database
from werkzeug.serving import make_server

from app.auth import accounts
from tests.sheets.conftest import app, config, emulator, flask, sheet

__all__ = ["app", "config", "emulator", "flask", "sheet"]

PASSWORD = "hoa phuong no do"


@pytest.fixture
def site(app: Flask, db: Database) -> Iterator[str]:
    """The intranet on a port of its own."""
    with app.app_context():
        accounts.create(db, "can-bo", PASSWORD, "district", None)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def sign_in(page: Page, site: str) -> None:
    page.goto(f"{site}/sign-in")
    page.locator('[name="name"]').fill("can-bo")
    page.locator('[name="password"]').fill(PASSWORD)
    page.locator("main button").click()
    expect(page.get_by_role("link", name="Bảng tính")).to_be_visible()


def link_by_hand(page: Page) -> None:
    page.get_by_role("link", name="Bảng tính").click()
    page.get_by_role("link", name="Nối bảng", exact=True).first.click()
    page.get_by_label("Địa chỉ bảng tính").fill("bảng em đây /spreadsheets/d/bang-b/edit#gid=0 ạ")
    page.get_by_label("Bảng của đơn vị nào").select_option(label="Chi đoàn ấp Hai · 2026")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_label("Cột B là")).to_have_value("state")
    page.get_by_label("Cột C là").select_option("result")
    expect(page.get_by_label("Cột C là")).to_have_value("result")
    page.get_by_role("button", name="Nối bảng này").click()
    expect(page.locator("#letter")).to_be_visible()


def test_both_sides_hold_both_edits_after_one_press(page, site, emulator, sheet):
    sign_in(page, site)
    link_by_hand(page)
    grid = page.context.new_page()
    grid.goto(f"{emulator.origin}/spreadsheets/d/bang-b/edit")
    grid.locator('td[data-row="1"][data-column="1"] input').click()
    grid.locator('td[data-row="2"][data-column="2"]').click()
    grid.keyboard.type("45 đơn vị máu")
    grid.keyboard.press("Enter")
    expect(grid.locator('td[data-row="2"][data-column="2"]')).to_have_text("45 đơn vị máu")

    page.get_by_role("link", name="Bảng kiểm").click()
    first = page.locator("li.entry").first
    first.get_by_role("button", name="Hoàn thành").click()
    expect(first.get_by_role("button", name="Hoàn thành")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Đồng bộ ngay").click()
    expect(page.get_by_role("heading", name="Đồng bộ 2")).to_be_visible()
    expect(page.locator("main")).to_contain_text("45 đơn vị máu")
    assert sheet("bang-b!B5") is True
    expect(grid.locator('td[data-row="4"][data-column="1"] input')).to_be_checked()
