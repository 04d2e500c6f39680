"""The clerk's year on the demonstration's data: reports, an inspection, the list, the end."""

import csv
import dataclasses
import io
import json
from collections.abc import Iterator
from datetime import date, timedelta

import docx
import openpyxl
import pypdf
import pytest
import zxingcpp
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect
from sqlite_utils import Database

from app.clock import today
from app.config import Config
from app.demo import stage
from app.demo.units import UNITS
from sync.emulator.server import Emulator, running_emulator

FIRST, SECOND = UNITS[0], UNITS[1]
TITLE = "Triển khai thực hiện Kế hoạch số 08-KH/ĐU"


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with running_emulator() as running:
        yield running


@pytest.fixture
def config(config: Config, emulator: Emulator) -> Config:
    return dataclasses.replace(
        config, sheets_origin=emulator.origin, reads_per_minute=10_000, writes_per_minute=10_000
    )


@pytest.fixture
def this_day(app: Flask, emulator: Emulator) -> date:
    """The demonstration stands; its plan is of this day's year."""
    stage.load(app, emulator, None)
    with app.app_context():
        return today()


@pytest.fixture
def site(app: Flask, site: str, this_day: date) -> str:
    """The intranet, known to units by its address."""
    app.config["SOVIEC"] = dataclasses.replace(app.config["SOVIEC"], public_url=site)
    return site


def sign_in(page: Page, site: str, name: str) -> Page:
    page.set_default_timeout(8000)
    page.goto(f"{site}/sign-in")
    page.locator('[name="name"]').fill(name)
    page.locator('[name="password"]').fill(stage.PASSWORD)
    page.locator("main button").click()
    expect(page.get_by_role("link", name="Báo cáo", exact=True).first).to_be_visible()
    return page


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """Somebody's telephone; nothing on it is wider than its screen."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN")
    screen = context.new_page()
    yield screen
    wide = screen.evaluate("document.documentElement.scrollWidth > innerWidth")
    context.close()
    assert not wide


def test_the_clerks_year(
    app: Flask, page: Page, phone: Page, site: str, this_day: date, db: Database
) -> None:
    year = this_day.year
    sign_in(page, site, stage.STAFF)
    set_due_day(page, this_day - timedelta(days=1))
    take_in(page, this_day - timedelta(days=1), "15:30")
    hand_in(phone, site)
    see_who_is_late(page, site)
    inspect(page)
    print_one_page(page)
    link = send_out(page, site)
    acknowledge(phone, link)
    enter_ten(page, site, this_day)
    export_the_list(page)
    close(page, year)
    open_the_next(page, year + 1)
    kept = "SELECT year, COUNT(closed_at), COUNT(*) FROM checklist GROUP BY year"
    everyone = len(UNITS) + 1  # the office has a checklist of its own
    assert db.conn.execute(kept).fetchall() == [(year, everyone, everyone), (year + 1, 0, everyone)]
    told = app.test_cli_runner().invoke(args=["sync", "run", "--json"])
    assert json.loads(told.stdout)["links"] == 1  # of the new year; no link writes to the old one


def card(page: Page, heading: str) -> Locator:
    return page.locator(".card", has=page.get_by_role("heading", name=heading, exact=True))


def set_due_day(page: Page, day: date) -> None:
    page.get_by_role("link", name="Báo cáo", exact=True).click()
    page.get_by_role("link", name="Hạn báo cáo").click()
    due = page.get_by_role("group", name="Báo cáo năm")
    due.get_by_label("Hạn nộp").fill(day.isoformat())
    due.get_by_label("Giờ").fill("16:00")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text(f"hạn 16 giờ 00 ngày {day:%d/%m/%Y}")).to_be_visible()


def take_in(page: Page, day: date, hour: str) -> None:
    """The clerk notes a report that came on paper."""
    page.get_by_role("link", name=FIRST.name).click()
    report = card(page, "Báo cáo năm")
    report.get_by_text("Ghi báo cáo đã nhận").click()
    report.get_by_label("Số, ký hiệu").fill("05-BC/CĐ")
    report.get_by_label("Ngày nhận").fill(day.isoformat())
    report.get_by_label("Giờ").fill(hour)
    report.get_by_label("Tình trạng").select_option("accepted")
    report.get_by_role("button", name="Lưu").click()
    expect(card(page, "Báo cáo năm").get_by_text("Đúng hạn")).to_be_visible()


def hand_in(phone: Page, site: str) -> None:
    """A unit hands its report in by itself, after the hour."""
    sign_in(phone, site, stage.unit_account(SECOND))
    phone.get_by_role("link", name="Báo cáo", exact=True).click()
    expect(card(phone, "Báo cáo năm").get_by_text("Quá hạn")).to_be_visible()
    report = card(phone, "Báo cáo năm")
    report.get_by_text("Nộp báo cáo").click()
    report.get_by_label("Số, ký hiệu").fill("06-BC/CĐ")
    report.get_by_role("button", name="Nộp").click()
    expect(card(phone, "Báo cáo năm").get_by_text("Nộp muộn")).to_be_visible()


def see_who_is_late(page: Page, site: str) -> None:
    page.goto(f"{site}/reports/?show=behind")
    late = page.get_by_role("row", name=SECOND.name)
    expect(late.get_by_text("Nộp muộn")).to_be_visible()
    expect(page.get_by_role("row", name=UNITS[2].name).get_by_text("Quá hạn")).to_be_visible()


def inspect(page: Page) -> None:
    page.get_by_role("link", name=FIRST.name).click()
    page.get_by_text("Thêm cuộc kiểm tra, giám sát").click()
    page.get_by_label("Số thông báo kết luận").fill("13-TB/ĐTN")
    page.get_by_label("Yêu cầu khắc phục").fill("Bổ sung sổ chi đoàn")
    page.locator("details[open]").get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Thông báo kết luận 13-TB/ĐTN")).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Phiếu kiểm tra (Word)").click()
    sheet = docx.Document(str(saved.value.path())).tables[1]
    assert sheet.rows[0].cells[-1].text == "Nhận xét của đoàn kiểm tra"


def print_one_page(page: Page) -> None:
    page.get_by_role("link", name="Báo cáo", exact=True).first.click()
    page.get_by_role("link", name="Một trang A4").click()
    expect(page.get_by_role("heading", name="TÌNH HÌNH THỰC HIỆN KẾ HOẠCH")).to_be_visible()
    expect(page.get_by_text("Báo cáo năm quá hạn, chưa nộp")).to_be_visible()
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert [TITLE in one.extract_text() for one in printed] == [True]
    with page.expect_download() as saved:
        page.get_by_role("link", name="Word").click()
    assert any(TITLE in p.text for p in docx.Document(str(saved.value.path())).paragraphs)


def send_out(page: Page, site: str) -> str:
    """Make the list; gives the personal link of one unit."""
    page.goto(f"{site}/plans/1")
    page.get_by_role("link", name="Nơi nhận").click()
    page.get_by_role("button", name="Lập danh sách gửi").click()
    page.get_by_role("link", name=FIRST.name).click()
    page.get_by_role("button", name="Tạo đường dẫn").click()
    link: str = page.locator("#link").input_value()
    assert scan(page.get_by_alt_text("Mã QR của đường dẫn")) == [link]
    return link


GREY = """picture => {
    const canvas = document.createElement("canvas");
    const [wide, high] = [canvas.width, canvas.height] = [picture.width, picture.height];
    const brush = canvas.getContext("2d");
    brush.drawImage(picture, 0, 0, wide, high);
    const pixels = brush.getImageData(0, 0, wide, high).data;
    return [wide, high, Array.from({ length: wide * high }, (_, at) => pixels[4 * at])];
}"""


def scan(picture: Locator) -> list[str]:
    """What a telephone's camera reads from the picture as it stands on the screen."""
    expect(picture).to_be_visible()
    wide, high, grey = picture.evaluate(GREY)
    image = memoryview(bytes(grey)).cast("B", shape=[high, wide])
    return [code.text for code in zxingcpp.read_barcodes(image)]


def acknowledge(phone: Page, link: str) -> None:
    """By the link alone: the telephone is nobody's who is signed in."""
    phone.context.clear_cookies()
    phone.goto(link)
    expect(phone.get_by_text(TITLE).first).to_be_visible()
    phone.get_by_role("button", name="Đã nhận văn bản").click()
    expect(phone.get_by_text("Đã xác nhận lúc")).to_be_visible()


def enter_ten(page: Page, site: str, day: date) -> None:
    page.goto(f"{site}/plans/1/received")
    for unit in UNITS[1:11]:
        page.get_by_role("checkbox", name=unit.name, exact=True).check()
    page.get_by_label("Ngày nhận").first.fill(day.isoformat())
    page.get_by_role("button", name="Ghi cho dòng đã chọn").click()
    expect(page.get_by_text("Đã ghi cho 10 dòng")).to_be_visible()
    expect(page.get_by_text("11 trong 16 nơi đã nhận")).to_be_visible()
    page.get_by_role("link", name="Chưa xác nhận").click()
    expect(page.get_by_role("row", name=UNITS[11].name)).to_be_visible()
    expect(page.get_by_role("row", name=UNITS[10].name)).not_to_be_visible()


def export_the_list(page: Page) -> None:
    """Each format is opened by a program that is not ours."""
    page.get_by_text("Xuất danh sách").click()
    files = {}
    for name in ("Word · Đoàn", "PDF · Đảng", "Excel", "CSV"):
        with page.expect_download() as saved:
            page.locator(".menu-body a", has_text=name).first.click()
        files[name] = saved.value.path()
    read = list(csv.reader(files["CSV"].read_text(encoding="utf-8-sig").splitlines()))
    assert [row[6] for row in read if row[1] == FIRST.name] == ["Đường dẫn riêng"]
    assert sum(row[6] == "Văn thư ghi" for row in read) == 10
    with files["Excel"].open("rb") as file:
        sheet = openpyxl.load_workbook(file).active
        assert sheet is not None
        names = [row[1] for row in sheet.iter_rows(min_row=5, values_only=True)]
    assert {unit.name for unit in UNITS} <= set(names)
    table = docx.Document(str(files["Word · Đoàn"])).tables[1]
    assert len(table.rows) == 1 + 6 + len(UNITS)
    pages = pypdf.PdfReader(files["PDF · Đảng"]).pages
    text = " ".join(" ".join(one.extract_text() for one in pages).split())
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert UNITS[11].name in text


def close(page: Page, year: int) -> None:
    page.get_by_role("link", name="Báo cáo", exact=True).click()
    page.get_by_role("link", name="Kết thúc năm").click()
    expect(page.get_by_text("1 ô hai bên ghi khác nhau")).to_be_visible()
    page.get_by_role("button", name=f"Kết thúc năm {year}").click()
    expect(page.get_by_text("chỉ còn để xem").first).to_be_visible()


def open_the_next(page: Page, year: int) -> None:
    """The plan is given again; the sheets of the year before are offered, one is linked."""
    page.get_by_role("link", name="Giao kế hoạch").click()
    page.get_by_role("button", name=f"Giao kế hoạch năm {year}").click()
    page.get_by_role("link", name="Báo cáo", exact=True).click()
    page.get_by_role("link", name=str(year - 1), exact=True).click()
    page.get_by_role("link", name="Kết thúc năm").click()
    offered = page.get_by_role("link", name=f"Xem trước để nối cho năm {year}")
    expect(offered).to_have_count(len(UNITS))
    offered.first.click()
    page.get_by_role("button", name="Nối bảng").click()
    expect(page.get_by_text("Đã nối")).to_be_visible()
