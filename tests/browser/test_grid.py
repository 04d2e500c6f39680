"""The local Sheets server's grid, as a person uses it."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from playwright.sync_api import Page, expect

from sync.emulator.server import Emulator, Tab, checkboxes, choices, running_emulator

ROWS: list[list[Any]] = [
    ["TT", "Nội dung", "Xong", "Ghi chú"],
    [3, "Trồng cây", False, None],
    [1, "Hiến máu", True, None],
    [2, "Tập huấn", False, "Quý II"],
]


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with running_emulator() as running:
        running.seed(
            "bang",
            "Đoàn xã Suối Mẫu",
            [
                Tab(
                    "Tiến độ",
                    ROWS,
                    validations={"C2:C4": checkboxes(), "D2:D4": choices("Quý I", "Quý II")},
                ),
                Tab("Nháp", [["Riêng", None], [None, "x"]], merges=["A1:B1"]),
                Tab("_soviec", [["ẩn"]], hidden=True),
            ],
        )
        yield running


@pytest.fixture
def grid(page: Page, emulator: Emulator) -> Page:
    page.goto(f"{emulator.origin}/spreadsheets/d/bang/edit")
    expect(cell(page, "B2")).to_have_text("Trồng cây")
    return page


def cell(page: Page, name: str) -> Any:
    column, row = ord(name[0]) - ord("A"), int(name[1:]) - 1
    return page.locator(f'td[data-row="{row}"][data-column="{column}"]')


def values(emulator: Emulator, name: str = "Tiến độ") -> list[list[Any]]:
    url = f"{emulator.origin}/v4/spreadsheets/bang/values/{name}"
    answer = requests.get(url, {"valueRenderOption": "UNFORMATTED_VALUE"}, timeout=10)
    rows: list[list[Any]] = answer.json()["values"]
    return rows


def choose_rows(page: Page, first: int, last: int) -> None:
    page.locator(f'tbody th[data-row="{first - 1}"]').click()
    page.locator(f'tbody th[data-row="{last - 1}"]').click(modifiers=["Shift"])


def test_typing_replaces_and_enter_goes_down(grid, emulator):
    cell(grid, "D2").click()
    grid.keyboard.type("40 cây")
    grid.keyboard.press("Enter")
    grid.keyboard.type("31/12/2026")
    grid.keyboard.press("Tab")
    expect(cell(grid, "D2")).to_have_text("40 cây")
    expect(cell(grid, "D3")).to_have_text("31/12/2026")
    assert values(emulator)[1][3] == "40 cây"


def test_double_click_and_f2_edit_what_stands_there(grid):
    cell(grid, "B2").dblclick()
    grid.keyboard.type(" xanh")
    grid.keyboard.press("Enter")
    expect(cell(grid, "B2")).to_have_text("Trồng cây xanh")
    cell(grid, "B3").click()
    grid.keyboard.press("F2")
    grid.keyboard.type("!")
    grid.keyboard.press("Escape")
    expect(cell(grid, "B3")).to_have_text("Hiến máu")


def test_delete_clears_the_chosen_cells(grid, emulator):
    cell(grid, "A2").click()
    cell(grid, "B3").click(modifiers=["Shift"])
    grid.keyboard.press("Delete")
    expect(cell(grid, "B3")).to_have_text("")
    expect(cell(grid, "A2")).to_have_text("")
    assert values(emulator)[1] == ["", "", False]


def test_a_checkbox_is_ticked_by_click_or_by_space(grid, emulator):
    cell(grid, "C2").locator("input").click()
    expect(cell(grid, "C2").locator("input")).to_be_checked()
    cell(grid, "B4").click()
    grid.keyboard.press("ArrowRight")
    grid.keyboard.press(" ")
    expect(cell(grid, "C4").locator("input")).to_be_checked()
    assert [row[2] for row in values(emulator)[1:]] == [True, True, True]


def test_a_list_offers_its_words(grid, emulator):
    cell(grid, "D2").click()
    grid.get_by_label("Chọn giá trị").select_option("Quý I")
    expect(cell(grid, "D2")).to_have_text("Quý I")


def test_a_row_is_inserted_moved_and_deleted(grid, emulator):
    cell(grid, "B3").click()
    grid.get_by_text("Hàng", exact=True).click()
    grid.get_by_role("button", name="Chèn hàng phía trên").click()
    expect(cell(grid, "B4")).to_have_text("Hiến máu")
    grid.keyboard.type("Việc mới")
    grid.keyboard.press("Enter")
    expect(cell(grid, "B3")).to_have_text("Việc mới")
    cell(grid, "B3").click()
    grid.get_by_text("Hàng", exact=True).click()
    grid.get_by_role("button", name="Chuyển hàng lên").click()
    expect(cell(grid, "B2")).to_have_text("Việc mới")
    grid.get_by_text("Hàng", exact=True).click()
    grid.get_by_role("button", name="Xóa hàng").click()
    expect(cell(grid, "B2")).to_have_text("Trồng cây")
    assert values(emulator)[1:] == [row[: 3 if row[3] is None else 4] for row in ROWS[1:]]


def test_a_column_is_inserted(grid, emulator):
    grid.locator('thead th[data-column="1"]').click()
    grid.get_by_text("Cột", exact=True).click()
    grid.get_by_role("button", name="Chèn cột bên trái").click()
    expect(cell(grid, "C2")).to_have_text("Trồng cây")
    assert values(emulator)[0][:3] == ["TT", "", "Nội dung"]


def test_the_chosen_rows_are_sorted(grid, emulator):
    choose_rows(grid, 2, 4)
    grid.get_by_text("Sắp xếp", exact=True).click()
    grid.locator("#sort-column").select_option("A")
    grid.get_by_role("button", name="A → Z").click()
    expect(cell(grid, "B2")).to_have_text("Hiến máu")
    assert [row[0] for row in values(emulator)[1:]] == [1, 2, 3]


def test_what_another_window_changed_appears(grid, emulator):
    second = grid.context.new_page()
    second.goto(f"{emulator.origin}/spreadsheets/d/bang/edit#gid=0")
    cell(second, "B2").click()
    second.keyboard.type("Trồng rừng")
    second.keyboard.press("Enter")
    expect(cell(grid, "B2")).to_have_text("Trồng rừng")


def test_what_is_being_typed_follows_its_row_when_another_window_inserts_one(grid, emulator):
    cell(grid, "D3").dblclick()
    grid.keyboard.type("60 đơn vị")
    row = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    url = f"{emulator.origin}/v4/spreadsheets/bang:batchUpdate"
    body = {"requests": [{"insertDimension": {"range": row}}]}
    requests.post(url, json=body, timeout=10).raise_for_status()
    grid.keyboard.press("Enter")
    expect(cell(grid, "D4")).to_have_text("60 đơn vị")
    assert values(emulator)[3] == [1, "Hiến máu", True, "60 đơn vị"]


def test_hidden_tabs_are_not_shown_and_merges_span(grid, emulator):
    expect(grid.locator("#tabs a")).to_have_text(["Tiến độ", "Nháp"])
    grid.get_by_role("link", name="Nháp").click()
    expect(cell(grid, "A1")).to_have_attribute("colspan", "2")
    cell(grid, "A1").click()
    grid.keyboard.press("ArrowRight")
    expect(grid.locator("#place")).to_have_text("C1")


def test_a_refused_edit_is_told_and_taken_back(grid, emulator):
    emulator.set_options({"sharing": True})
    cell(grid, "B2").click()
    grid.keyboard.type("lạ")
    grid.keyboard.press("Enter")
    expect(grid.locator("#message")).to_contain_text("chưa được chia sẻ")
    expect(cell(grid, "B2")).to_have_text("Trồng cây")


def test_the_list_makes_shares_and_unshares(page, emulator):
    page.goto(emulator.origin)
    expect(page.locator(".mark")).to_have_text("Máy chủ Sheets cục bộ")
    entry = page.locator("#bang")
    entry.get_by_text("Chia sẻ (1)").click()
    entry.get_by_label("Chia sẻ Đoàn xã Suối Mẫu cho").fill("so@co-quan.vn")
    entry.get_by_role("button", name="Chia sẻ", exact=True).click()
    expect(entry).to_contain_text("so@co-quan.vn · được sửa")
    entry.get_by_role("button", name="Thôi chia sẻ").click()
    expect(entry).not_to_contain_text("so@co-quan.vn")
    page.get_by_label("Tên bảng tính mới").fill("Bảng của tôi")
    page.get_by_role("button", name="Tạo").click()
    expect(page.locator("#title")).to_have_text("Bảng của tôi")
