"""A remembered layout is found again by its headings, wherever the unit moved them."""

import json

from sync.core.inspect import layout_of
from sync.core.layout import Layout, layout_from_json, layout_json
from sync.core.layout_key import key_column
from sync.core.plan_layout import is_key
from sync.core.relocate import Lost, relocate
from tests.sync.core.sheets import PLAN, lines, read, tab

SHEET = """
SỔ THEO DÕI|||||
|||||
STT|Nội dung nhiệm vụ|Đơn vị||Thời hạn|Trạng thái
||Chủ trì|Phối hợp||
1|Trao áo phao cho hộ dân qua sông|Ấp 1|Hội|30/6|Xong
2|Tập huấn sơ cứu chấn thương|Ấp 2||15/8|Chưa
"""


def remembered() -> Layout:
    return layout_of(read(SHEET))


def moved(text: str) -> Layout | Lost:
    return relocate(remembered(), tab(lines(text)))


def places(layout: Layout | Lost) -> dict[str | None, int]:
    assert isinstance(layout, Layout)
    return {column.field: column.index for column in layout.columns}


def test_an_unchanged_tab_gives_the_same_layout() -> None:
    assert moved(SHEET) == remembered()


def test_a_layout_survives_json() -> None:
    stored = json.loads(json.dumps(layout_json(remembered())))
    assert layout_from_json(stored) == remembered()


def test_rows_inserted_above_and_a_column_inserted_between_move_everything() -> None:
    found = moved("""
SỔ THEO DÕI||||||
Cập nhật hằng tuần||||||
||||||
STT|Kinh phí|Nội dung nhiệm vụ|Đơn vị||Thời hạn|Trạng thái
|||Chủ trì|Phối hợp||
1||Trao áo phao cho hộ dân qua sông|Ấp 1|Hội|30/6|Xong
""")
    assert places(found) == {"number": 1, "text": 3, "lead": 4, "partner": 5, "due": 6, "state": 7}
    assert isinstance(found, Layout)
    assert (found.header_rows, found.first_row) == ((4, 5), 6)


def test_columns_in_another_order_are_found_by_their_headings() -> None:
    found = moved("""
Trạng thái|STT|Thời hạn|Nội dung nhiệm vụ|Đơn vị|
||||Chủ trì|Phối hợp
Xong|1|30/6|Trao áo phao cho hộ dân qua sông|Ấp 1|Hội
""")
    assert places(found) == {"state": 1, "number": 2, "due": 3, "text": 4, "lead": 5, "partner": 6}


def test_a_heading_renamed_slightly_is_still_the_same_column() -> None:
    found = moved(SHEET.replace("Nội dung nhiệm vụ", "Nội dung nhiệm vụ:").replace("hạn", "hạng"))
    assert places(found)["text"] == 2
    assert places(found)["due"] == 5


def test_the_dialect_of_a_column_goes_with_it() -> None:
    found = moved(SHEET)
    assert isinstance(found, Layout)
    state = next(c for c in found.columns if c.field == "state")
    assert state.dialect is not None
    assert dict(state.dialect.words) == {"done": "Xong", "todo": "Chưa"}


def test_a_lost_column_is_told_by_its_heading() -> None:
    found = moved(SHEET.replace("Trạng thái", "Màu sắc"))
    assert found == Lost("Không còn thấy cột “Trạng thái” của bảng đã nối")


TWICE = """
STT|Nội dung nhiệm vụ|Đơn vị||Thời hạn|Trạng thái|Trạng thái
||Chủ trì|Phối hợp|||
1|Trao áo phao cho hộ dân qua sông|Ấp 1|Hội|30/6||Xong
2|Tập huấn sơ cứu chấn thương|Ấp 2||15/8||Chưa
"""


def test_a_new_empty_column_headed_as_ours_takes_nothing_over() -> None:
    assert places(moved(TWICE))["state"] == 7


def test_two_filled_columns_headed_alike_are_told() -> None:
    found = moved(TWICE.replace("15/8||", "15/8|Xong|"))
    assert found == Lost("Bảng có thêm cột cùng tên “Trạng thái”, không rõ cột nào")


def test_headings_that_are_nowhere_are_told() -> None:
    assert isinstance(moved("Họ tên|SĐT\nNgười Một|0900000001"), Lost)
    assert isinstance(moved(""), Lost)


def test_keys_go_to_the_first_free_column_right_of_the_table() -> None:
    assert key_column(tab(lines(SHEET)), remembered(), PLAN) == 7


def test_keys_do_not_go_into_a_list_beside_the_table() -> None:
    text = """
TT|Việc|Hạn|Tình trạng|Họ tên|SĐT
1|Trao áo phao cho hộ dân qua sông|Quý 2|Xong|Người Một|0909000001
2|Tập huấn sơ cứu chấn thương|Quý 3|Chưa|Người Hai|0909000002
"""
    assert key_column(tab(lines(text)), layout_of(read(text)), PLAN) == 7


def test_the_unit_s_own_code_column_is_used_only_where_it_holds_this_plan_s_keys() -> None:
    ours = """
Mã|Việc|Hạn|Tình trạng
II.2.2|Trao áo phao cho hộ dân qua sông|Quý 2|Xong
|Tập huấn sơ cứu chấn thương|Quý 3|Chưa
"""
    theirs = ours.replace("II.2.2", "AP-07")
    assert key_column(tab(lines(ours)), layout_of(read(ours)), PLAN) == 1
    assert key_column(tab(lines(theirs)), layout_of(read(theirs)), PLAN) == 5


def test_a_code_of_the_units_own_is_none_of_our_keys() -> None:
    assert [is_key(text, {"II.1.2"}) for text in ("II.1.2", "II.1.2/1", "R.3", "R.3/1")] == [
        True
    ] * 4
    assert not any(is_key(text, {"II.1.2"}) for text in ("R.1-2026", "R.1 cũ", "AP-07", ""))
