"""The office reviews a paper by mouse, by keyboard; two people tick one checklist."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlite_utils import Database

from app.auth import sessions
from tests.conftest import person
from tests.samples import add_plan, assigned

SignIn = Callable[..., None]


@pytest.fixture
def sign_in(app: Flask, db: Database, site: str) -> SignIn:
    """`sign_in(page, "unit", "XTL")`: the page's browser is that person's from now on."""

    def enter(page: Page, role: str, unit: str | None = None) -> None:
        token = sessions.start(db, person(db, role, unit)).id
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = token, True
        kept = client.get_cookie("soviec")
        assert kept is not None
        page.context.add_cookies([{"name": kept.key, "value": kept.value, "url": site}])

    return enter


def test_a_paper_is_reviewed_by_mouse_and_keyboard(
    page: Page, db: Database, site: str, sign_in: SignIn
) -> None:
    add_plan(db)
    sign_in(page, "district")
    page.goto(f"{site}/plans/1/review")
    rows = page.locator(".o-row")
    expect(rows).to_have_count(14)
    page.get_by_role("button", name="Tách thành").click()
    expect(rows).to_have_count(16)
    page.keyboard.press("Control+z")
    expect(rows).to_have_count(14)
    page.locator(".o-words", has_text="Tổ chức hội thi").focus()
    expect(page.locator(".paper .here")).to_contain_text("Tổ chức hội thi")
    page.keyboard.press("Alt+ArrowUp")
    expect(rows).to_have_count(13)
    page.get_by_role("button", name="Hoàn tác").click()
    expect(rows).to_have_count(14)
    page.locator(".o-words", has_text="Trồng mới").click()
    expect(page.get_by_label("Lời của mục")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("form.o-edit")).to_have_count(0)


def test_whom_a_line_concerns_is_one_click(
    page: Page, db: Database, site: str, sign_in: SignIn
) -> None:
    add_plan(db)
    sign_in(page, "district")
    page.goto(f"{site}/plans/1/review")
    row = page.locator(".o-row.item", has_text="Trồng mới")
    row.get_by_role("button", name="Cơ quan mình").click()
    expect(row.get_by_role("button", name="Cơ quan mình")).to_have_attribute("aria-pressed", "true")
    expect(row.get_by_role("button", name="Đơn vị")).to_have_attribute("aria-pressed", "true")


def test_a_tick_is_one_request_that_swaps_one_row(
    page: Page, db: Database, site: str, sign_in: SignIn
) -> None:
    assigned(db, "XTL")
    sign_in(page, "unit", "XTL")
    page.goto(f"{site}/checklists/1/")
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    row = page.locator("li.entry").first
    row.get_by_role("button", name="Hoàn thành").click()
    expect(page.locator("#rate strong")).to_have_text("1/5")
    expect(row.get_by_role("button", name="Hoàn thành")).to_have_attribute("aria-pressed", "true")
    assert [line.split(site)[0] for line in asked] == ["POST "]
    assert page.url == f"{site}/checklists/1/"


def test_the_day_chosen_is_said_as_we_write_it(
    page: Page, db: Database, site: str, sign_in: SignIn
) -> None:
    assigned(db, "XTL")
    sign_in(page, "district")
    page.goto(f"{site}/checklists/1/")
    page.locator("li.entry").first.get_by_role("link", name="Ghi kết quả").click()
    page.get_by_label("Ngày xong").fill("2020-03-10")
    page.get_by_label("Tỷ lệ").focus()
    expect(page.locator("#f-done_on + output")).to_have_text("10/03/2020")


def test_of_two_people_the_second_sees_both_values(
    page: Page, browser: Browser, db: Database, site: str, sign_in: SignIn
) -> None:
    assigned(db, "XTL")
    sign_in(page, "district")
    page.goto(f"{site}/checklists/1/")
    page.locator("li.entry").first.get_by_role("link", name="Ghi kết quả").click()
    page.get_by_label("Kết quả", exact=True).fill("3 buổi")
    other = browser.new_page()
    sign_in(other, "unit", "XTL")
    other.goto(f"{site}/checklists/1/")
    other.locator("li.entry").first.get_by_role("link", name="Ghi kết quả").click()
    other.get_by_label("Kết quả", exact=True).fill("2 buổi")
    other.get_by_role("button", name="Lưu").click()
    expect(other.locator("li.entry").first).to_contain_text("2 buổi")
    page.get_by_role("button", name="Lưu").click()
    told = page.get_by_role("alert")
    expect(told).to_contain_text("2 buổi")
    expect(told).to_be_in_viewport()
    expect(page.get_by_label("Kết quả", exact=True)).to_have_value("3 buổi")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator("li.entry").first).to_contain_text("3 buổi")
    other.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_no_page_is_wider_than_its_window(
    page: Page, db: Database, site: str, sign_in: SignIn, width: int
) -> None:
    assigned(db, "XTL", "XDT")
    sign_in(page, "district")
    page.set_viewport_size({"width": width, "height": 844})
    for address in (
        "/",
        "/plans/",
        "/plans/1",
        "/plans/1/review",
        "/plans/1/assign/",
        "/checklists/1/",
        "/checklists/1/entries/1",
        "/overview/1",
    ):
        page.goto(f"{site}{address}")
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, address
