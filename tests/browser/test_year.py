"""The clerk's year: reports come in, the paper is sent and received, the year ends."""

import dataclasses

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlite_utils import Database

from app.db import write_tx
from tests.conftest import unit_id
from tests.reports.conftest import NODES, add_plan, assign

CODES = [f"X{letter}" for letter in "ABCDEFGHIJKL"]


@pytest.fixture
def plan(db: Database) -> int:
    """A plan that twelve units have for 2020, with three printed recipients."""
    with write_tx(db):
        plan_id: int = add_plan(db, "Kế hoạch công tác năm", NODES)
        for code in CODES:
            assign(db, plan_id, unit_id(db, code), 2020)
        db.conn.execute(
            "INSERT INTO concern (node_id, scope) SELECT id, 'units' FROM node WHERE role = 'item'"
        )
        for position, name in enumerate(("TT Huyện ủy", "Các cơ sở Đoàn trực thuộc", "Lưu VP"), 1):
            db.conn.execute(
                "INSERT INTO recipient (plan_id, position, text, name, is_archive)"
                " VALUES (?, ?, ?, ?, ?)",
                [plan_id, position, f"- {name};", name, int(name == "Lưu VP")],
            )
    return plan_id


@pytest.fixture
def site(app: Flask, site: str) -> str:
    """The intranet, known to units by its address."""
    app.config["SOVIEC"] = dataclasses.replace(app.config["SOVIEC"], public_url=site)
    return site


def hand_in(page: Page, unit: str, day: str, hour: str) -> None:
    """The clerk takes in a yearly report."""
    page.get_by_role("link", name="Báo cáo", exact=True).first.click()
    page.get_by_role("link", name=unit).click()
    card = page.locator(".card", has=page.get_by_role("heading", name="Báo cáo năm"))
    card.get_by_text("Ghi báo cáo đã nhận").click()
    card.get_by_label("Ngày nhận").fill(day)
    card.get_by_label("Giờ").fill(hour)
    card.get_by_role("button", name="Lưu").click()


def test_the_clerks_year(
    office: Page, browser: Browser, site: str, plan: int, db: Database
) -> None:
    page = office
    due_day(page)
    hand_in(page, "Đoàn xã XA", "2020-11-20", "15:30")
    expect(page.get_by_text("Đúng hạn")).to_be_visible()
    hand_in(page, "Đoàn xã XB", "2020-11-20", "16:30")
    expect(page.get_by_text("Nộp muộn")).to_be_visible()
    inspect(page)
    link = send_out(page, site, plan)
    acknowledge_on_a_phone(browser, link)
    ten_at_once(page, site, plan)
    for name in ("Word", "PDF", "Excel", "CSV"):
        page.get_by_text("Xuất danh sách").click()
        with page.expect_download() as saved:
            page.locator(".menu-body a", has_text=name).first.click()
        assert saved.value.path().stat().st_size > 100
        page.keyboard.press("Escape")
        page.goto(f"{site}/plans/{plan}/received")
    one_page(page)
    close(page)
    years = "SELECT year, COUNT(closed_at), COUNT(*) FROM checklist GROUP BY year"
    assert db.conn.execute(years).fetchall() == [(2020, 12, 12), (2021, 0, 12)]


def due_day(page: Page) -> None:
    page.get_by_role("link", name="Báo cáo", exact=True).click()
    page.get_by_role("link", name="Hạn báo cáo").click()
    year = page.get_by_role("group", name="Báo cáo năm")
    year.get_by_label("Hạn nộp").fill("2020-11-20")
    year.get_by_label("Giờ").fill("16:00")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("hạn 16 giờ 00 ngày 20/11/2020")).to_be_visible()


def inspect(page: Page) -> None:
    page.get_by_text("Thêm cuộc kiểm tra, giám sát").click()
    page.get_by_label("Số thông báo kết luận").fill("13-TB/ĐTN")
    page.get_by_label("Yêu cầu khắc phục").fill("Bổ sung sổ chi đoàn")
    page.locator("details[open]").get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Thông báo kết luận 13-TB/ĐTN")).to_be_visible()


def send_out(page: Page, site: str, plan: int) -> str:
    """Make the list; gives the personal link of one unit."""
    page.goto(f"{site}/plans/{plan}")
    page.get_by_role("link", name="Nơi nhận").click()
    page.get_by_role("button", name="Lập danh sách gửi").click()
    page.get_by_role("link", name="Đoàn xã XA").click()
    page.get_by_role("button", name="Tạo đường dẫn").click()
    expect(page.get_by_alt_text("Mã QR của đường dẫn")).to_be_visible()
    return page.locator("#link").input_value()


def acknowledge_on_a_phone(browser: Browser, link: str) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN")
    screen = phone.new_page()
    screen.goto(link)
    screen.get_by_role("button", name="Đã nhận văn bản").click()
    expect(screen.get_by_text("Đã xác nhận lúc")).to_be_visible()
    wide = screen.evaluate("document.documentElement.scrollWidth > innerWidth")
    phone.close()
    assert not wide


def ten_at_once(page: Page, site: str, plan: int) -> None:
    page.goto(f"{site}/plans/{plan}/received")
    for code in CODES[1:11]:
        page.get_by_role("checkbox", name=f"Đoàn xã {code}").check()
    page.get_by_label("Ngày nhận").first.fill("2020-02-10")
    page.get_by_role("button", name="Ghi cho dòng đã chọn").click()
    expect(page.get_by_text("Đã ghi cho 10 dòng")).to_be_visible()
    expect(page.get_by_text("11 trong 13 nơi đã nhận")).to_be_visible()


def one_page(page: Page) -> None:
    page.get_by_role("link", name="Báo cáo", exact=True).click()
    page.get_by_role("link", name="Một trang A4").click()
    expect(page.get_by_role("heading", name="TÌNH HÌNH THỰC HIỆN KẾ HOẠCH")).to_be_visible()


def close(page: Page) -> None:
    page.get_by_role("link", name="Báo cáo", exact=True).first.click()
    page.get_by_role("link", name="Kết thúc năm").click()
    page.get_by_role("button", name="Kết thúc năm 2020").click()
    expect(page.get_by_text("chỉ còn để xem").first).to_be_visible()
    page.get_by_role("link", name="Giao kế hoạch").click()
    page.get_by_role("button", name="Giao kế hoạch năm 2021").click()
    page.wait_for_load_state()
