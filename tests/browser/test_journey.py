"""The main job, from a paper to the list of who received it, as an office and a unit do it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.config import Config
from app.factory import create_app
from sync.emulator.server import Emulator, Tab, running_emulator

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "app" / "demo" / "ke-hoach.txt"
SEED = ROOT.parent / "shared" / "seed" / "ke-hoach-153.txt"
ROWS: list[list[Any]] = [
    ["SỔ THEO DÕI CỦA ĐƠN VỊ", None, None, None],
    ["TT", "Nội dung công việc", "Tình trạng", "Kết quả"],
]


@pytest.fixture(params=[SAMPLE, SEED], ids=["sample", "seed"])
def paper(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    if not path.exists():
        pytest.skip(f"the real plan is not here: {path}")
    return path


@pytest.fixture
def emulator(paper: Path) -> Iterator[Emulator]:
    """The unit's own sheet: the first five dashes of the plan, as words of the unit's list."""
    lines = paper.read_text(encoding="utf-8").splitlines()
    items = [line[2:].strip() for line in lines if line.startswith("- ")][:5]
    rows = [[number, text, None, None] for number, text in enumerate(items, 1)]
    with running_emulator() as running:
        running.seed("bang-cua-don-vi", "Bảng chi đoàn ấp Một", [Tab("Theo dõi", [*ROWS, *rows])])
        yield running


@pytest.fixture
def app(config: Config, emulator: Emulator) -> Flask:
    quick = replace(config, reads_per_minute=10_000, writes_per_minute=10_000)
    return create_app(replace(quick, sheets_origin=emulator.origin))


def import_units(page: Page, site: str) -> None:
    page.goto(f"{site}/units/-/import/")
    table = "code,name,kind\nAP1,Chi đoàn ấp Một,khac\nAP2,Chi đoàn ấp Hai,khac\n".encode()
    page.locator('input[type="file"]').set_input_files(
        {"name": "don-vi.csv", "mimeType": "text/csv", "buffer": table}
    )
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name="Nhập 2 dòng").click()
    expect(page.locator("main")).to_contain_text("Chi đoàn ấp Một")


def bring_in(page: Page, paper: Path) -> None:
    """Upload, look at what was read, give it to the units for 2020."""
    page.get_by_role("link", name="Kế hoạch", exact=True).first.click()
    page.get_by_role("link", name="Đưa văn bản vào").first.click()
    page.get_by_label("Tệp văn bản").set_input_files(paper)
    page.get_by_role("button", name="Đọc văn bản").click()
    expect(page.locator(".o-row").first).to_be_visible()
    page.get_by_role("link", name="Xong, giao cho đơn vị").click()
    page.get_by_label("Năm thực hiện").fill("2020")
    page.get_by_role("button", name="Xem năm này").click()
    page.get_by_role("button", name="Giao kế hoạch năm 2020").click()
    expect(page.locator("main")).to_contain_text("Chi đoàn ấp Hai")


def write_a_line(page: Page) -> None:
    """Tick one line; write its result, a note, a link to evidence."""
    page.get_by_role("link", name="Chi đoàn ấp Một").first.click()
    line = page.locator("li.entry").first
    line.get_by_role("button", name="Hoàn thành").click()
    expect(line.get_by_role("button", name="Hoàn thành")).to_have_attribute("aria-pressed", "true")
    line.get_by_role("link", name="Ghi kết quả").click()
    form = page.locator("li.entry.open")
    form.get_by_label("Kết quả").fill("Ba buổi, 120 lượt người")
    form.get_by_label("Minh chứng").fill("https://example.vn/bai-viet")
    form.get_by_label("Ghi chú").fill("ghi từ cơ quan")
    form.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("li.entry").first).to_contain_text("Ba buổi, 120 lượt người")


def link_its_sheet(page: Page) -> None:
    page.get_by_role("link", name="Nối bảng").first.click()
    page.get_by_label("Địa chỉ bảng tính").fill("Bảng đây ạ /spreadsheets/d/bang-cua-don-vi/edit")
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name="Nối bảng này").click()
    expect(page.locator("#letter")).to_be_visible()


def type_as_the_unit(page: Page, emulator: Emulator) -> Page:
    grid = page.context.new_page()
    grid.goto(f"{emulator.origin}/spreadsheets/d/bang-cua-don-vi/edit")
    for column, words in ((2, "Đang làm"), (3, "Mới được một đợt")):
        grid.locator(f'td[data-row="3"][data-column="{column}"]').click()
        grid.keyboard.type(words)
        grid.keyboard.press("Enter")
        cell = grid.locator(f'td[data-row="3"][data-column="{column}"]')
        expect(cell).to_have_text(words)
    return grid


def received_list(page: Page) -> list[list[str]]:
    page.get_by_role("link", name="Kế hoạch", exact=True).first.click()
    page.locator("main a[href^='/plans/']:not([href$='/new'])").first.click()
    page.get_by_role("link", name="Nơi nhận").first.click()
    page.get_by_role("button", name="Lập danh sách gửi").click()
    page.get_by_text("Xuất danh sách").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_from_a_paper_to_the_list_of_who_received_it(
    office: Page, app: Flask, site: str, emulator: Emulator, paper: Path
) -> None:
    page = office
    import_units(page, site)
    bring_in(page, paper)
    write_a_line(page)
    link_its_sheet(page)
    grid = type_as_the_unit(page, emulator)
    page.get_by_role("link", name="Bảng kiểm").first.click()
    page.get_by_role("button", name="Đồng bộ ngay").click()
    expect(page.locator("main")).to_contain_text("Mới được một đợt")
    expect(grid.locator('td[data-row="2"][data-column="3"]')).to_have_text(
        "Ba buổi, 120 lượt người"
    )
    shown = app.test_cli_runner().invoke(args=["checklist", "show", "1", "AP1", "--json"])
    assert '"new": "Mới được một đợt"' in shown.stdout
    assert '"origin": "sheet"' in shown.stdout
    assert '"origin": "web"' in shown.stdout
    names = [row[1] for row in received_list(page)]
    assert {"Chi đoàn ấp Một", "Chi đoàn ấp Hai"} < set(names)
    checked = app.test_cli_runner().invoke(args=["db", "check"])
    assert checked.exit_code == 0, checked.output
