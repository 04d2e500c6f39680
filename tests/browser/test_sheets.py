"""A unit types in its sheet, the office ticks in the intranet, one round joins both."""

from typing import Any

from flask import Flask
from playwright.sync_api import Page, Playwright, expect

from app.auth import accounts
from app.db import get_db
from sync.emulator.server import Tab
from tests.sheets.conftest import WORDS, app, config, emulator, flask, given, sheet

__all__ = ["app", "config", "emulator", "flask", "given", "sheet"]


PREVIEW = "/sheets/preview?address=/spreadsheets/d/bang-dai"


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


def test_both_sides_hold_both_edits_after_one_press(office, emulator, sheet):
    page = office
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


def test_a_choice_far_down_in_the_sheet_leaves_it_where_it_was_looked_at(office, site, emulator):
    page = office
    rows = [["TT", "Nội dung", "Trạng thái"]]
    rows += [[n, f"Việc riêng số {n} của chi đoàn", "Đang làm"] for n in range(1, 90)]
    rows[40:40] = [row[:3] for row in WORDS[2:]]
    emulator.seed("bang-dai", "Chi đoàn ấp Hai", [Tab("T", rows)])
    page.goto(site + PREVIEW)
    line = page.get_by_label("Dòng 60 là")
    line.scroll_into_view_if_needed()
    line.select_option("skip")
    page.wait_for_url("**r60=skip**")
    expect(page.get_by_label("Dòng 60 là")).to_be_in_viewport()


def test_the_text_for_sharing_is_copied_on_a_plain_http_name_of_the_lan(
    app: Flask, site: str, playwright: Playwright, browser_type_launch_args: dict[str, Any]
) -> None:
    """Browsers give no clipboard to scripts there."""
    password = "hoa phuong no do"
    with app.app_context():
        accounts.create(get_db(), "can-bo", password, "district", None)
    arguments = ["--no-sandbox", "--host-resolver-rules=MAP so-viec.lan 127.0.0.1"]
    browser = playwright.chromium.launch(**browser_type_launch_args | {"args": arguments})
    page = browser.new_page(locale="vi-VN")
    page.goto(site.replace("127.0.0.1", "so-viec.lan") + "/sign-in")
    page.locator('[name="name"]').fill("can-bo")
    page.locator('[name="password"]').fill(password)
    page.locator("main button").click()
    page.get_by_role("link", name="Bảng tính").click()
    page.get_by_role("link", name="Nối bảng", exact=True).first.click()
    page.get_by_role("link", name="Tin nhắn nhờ đơn vị chia sẻ").click()
    address = page.locator("#email").inner_text()
    page.get_by_role("button", name="Chỉ chép địa chỉ").click()
    expect(page.get_by_role("button", name="Đã chép")).to_be_visible()
    page.get_by_role("link", name="Bảng tính").first.click()
    page.get_by_role("link", name="Nối nhiều bảng").click()
    page.locator("textarea").press("ControlOrMeta+V")
    expect(page.locator("textarea")).to_have_value(address)
    browser.close()
