"""Which column is what, in tables that say it in unusual ways."""

import pytest

from tests.sync.core.sheets import entry, fields, keys, kinds, read


def test_months_as_columns_are_read_around_and_asked_about() -> None:
    found = read("""
TT|Nội dung công việc|Phụ trách|T1|T2|T3|T4|T5|T6|T7|T8|T9|T10|T11|T12|Kết quả
1|Phát tờ rơi đội mũ bảo hiểm ở chợ|Hoa|x|x||x||x|||||||300 tờ
2|Trao áo phao cho hộ dân qua sông|Lan||||||x|||||||40 áo
""")
    assert found.refuse is None
    assert fields(found) == ["number", "text", "lead", *[None] * 12, "result"]
    assert keys(found) == ["II.1.1", "II.2.2"]
    assert "từng kỳ (T1 … T12)" in found.questions[-1].text


def test_thirty_units_as_columns_are_found_beside_two_headings_we_know() -> None:
    names = [f"Đoàn xã {number}" for number in range(1, 31)]
    ticks = ["x"] * 20 + ["chưa"] * 10
    found = read(
        [
            ["TT", "Nội dung", *names],
            [1, "Phát tờ rơi đội mũ bảo hiểm ở chợ", *ticks],
            [2, "Sơn vạch giảm tốc đường tự quản", *ticks],
        ]
    )
    assert found.orientation == "units"
    assert [c.unit for c in found.columns if c.unit] == names


def test_two_units_side_by_side_are_units_by_their_names() -> None:
    found = read("""
STT|Nội dung|Hạn|Chi đoàn Quân sự|Chi đoàn Công an|Ghi chú
1|Phát tờ rơi đội mũ bảo hiểm ở chợ|1/3|x|x|
2|Sơn vạch giảm tốc đường tự quản|5/3|x||
""")
    assert [c.unit for c in found.columns if c.unit] == ["Chi đoàn Quân sự", "Chi đoàn Công an"]
    assert entry(found, 2).states == {4: "done", 5: "done"}


def test_a_second_level_may_stand_below_a_group_of_one_column_too() -> None:
    found = read("""
STT|Nội dung công việc|Thời gian|Khối lớp|||Khối GV|Ghi chú
|||Khối 10|Khối 11|Khối 12|Chi đoàn GV|
1|Phát tờ rơi đội mũ bảo hiểm ở chợ|1/3|✓|✓|✓|✓|
2|Sơn vạch giảm tốc đường tự quản|5/3|✓|✓|chưa||
""")
    assert found.header_rows == (1, 2)
    assert [c.unit for c in found.columns if c.unit][-1] == "Chi đoàn GV"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("ĐVTH", "lead"),
        ("Người", "lead"),
        ("Đ/c", "lead"),
        ("Ng. làm", "lead"),
        ("NPT", "lead"),
        ("CLB", None),
        ("TGHT", "due"),
        ("Mốc", "due"),
        ("Khó khăn, vướng mắc", "proposal"),
        ("Ngày thực hiện dự kiến", "due"),
        ("Biện pháp thực hiện", None),
        ("Đơn vị, cá nhân thực hiện", "lead"),
        ("Gửi Sở Tư pháp thẩm định", None),
        ("Ý kiến chấp thuận của Thường trực", None),
        ("Cấp trên xác nhận", "verified"),
        ("Ghi thêm", "note"),
    ],
)
def test_a_heading_names_its_field_or_none(heading: str, field: str | None) -> None:
    cells = {"lead": "Hoa", "due": "1/3/2027", "verified": "x"}
    found = read(f"""
STT|Nội dung công việc|Trạng thái|{heading}
1|Phát tờ rơi đội mũ bảo hiểm ở chợ|xong|{cells.get(field or "", "ít người làm")}
2|Sơn vạch giảm tốc đường tự quản|chưa|{cells.get(field or "", "thiếu sơn")}
""")
    assert fields(found)[3] == field


def test_difficulties_are_no_proposal_where_a_column_is_called_that() -> None:
    found = read("""
STT|Nội dung công việc|Trạng thái|Khó khăn, vướng mắc|Kiến nghị
1|Phát tờ rơi đội mũ bảo hiểm ở chợ|xong|ít người|thêm tờ rơi
2|Sơn vạch giảm tốc đường tự quản|chưa|mưa|
""")
    assert fields(found) == ["number", "text", "state", None, "proposal"]


def test_ticks_under_a_heading_of_other_words_are_no_state() -> None:
    found = read("""
STT|Tên nhiệm vụ|Cơ quan chủ trì|Hình thức xử lý||Ghi chú
|||Thay thế|Bãi bỏ|
1|Phát tờ rơi đội mũ bảo hiểm ở chợ|Hoa|1||
2|Sơn vạch giảm tốc đường tự quản|Lan|1||
3|Trao áo phao cho hộ dân qua sông|Lan|1||
""")
    assert "state" not in fields(found)


def test_a_total_may_stand_in_the_tick_column() -> None:
    found = read("""
☑|Việc cần làm|Hạn
TRUE|Phát tờ rơi đội mũ bảo hiểm ở chợ|1/3
FALSE|Sơn vạch giảm tốc đường tự quản|5/3
Hoàn thành 1/2||
""")
    assert fields(found)[0] == "state"
    assert kinds(found) == ["entry", "entry", "total"]


def test_the_third_of_three_ticked_columns_is_the_state_that_is_left() -> None:
    found = read("""
STT|Nội dung|Tiến độ|||Ghi chú
||Chưa làm|Đang làm|Kết thúc|
1|Phát tờ rơi đội mũ bảo hiểm ở chợ|||x|
2|Sơn vạch giảm tốc đường tự quản||x||
3|Tập huấn sơ cứu, cấp túi thuốc|x|||
""")
    assert [c.state_value for c in found.columns] == [None, None, "todo", "doing", "done", None]
    assert [entry(found, row).state for row in (3, 4, 5)] == ["done", "doing", "todo"]


def test_three_checkboxes_are_three_states() -> None:
    found = read("""
STT|Nội dung|Tiến độ|||Ghi chú
||Chưa làm|Đang làm|Kết thúc|
1|Phát tờ rơi đội mũ bảo hiểm ở chợ|FALSE|FALSE|TRUE|
2|Sơn vạch giảm tốc đường tự quản|FALSE|TRUE|FALSE|
3|Tập huấn sơ cứu, cấp túi thuốc|TRUE|FALSE|FALSE|
""")
    assert [c.state_value for c in found.columns] == [None, None, "todo", "doing", "done", None]


def test_a_total_of_each_state_does_not_part_the_third_from_the_two_beside_it() -> None:
    found = read("""
STT|Nội dung|Tiến độ|||Ghi chú
||Chưa làm|Đang làm|Kết thúc|
1|Phát tờ rơi đội mũ bảo hiểm ở chợ|||x|
2|Sơn vạch giảm tốc đường tự quản||x||
3|Tập huấn sơ cứu, cấp túi thuốc|x|||
|Tổng cộng|1|1|1|
""")
    assert [c.state_value for c in found.columns] == [None, None, "todo", "doing", "done", None]


def test_a_day_to_be_done_by_beside_the_states_is_no_state() -> None:
    found = read("""
STT|Nội dung|Hoàn thành trước|Tiến độ|||Ghi chú
|||Chưa|Đang|Xong|
1|Phát tờ rơi đội mũ bảo hiểm ở chợ|1/3|||x|
2|Sơn vạch giảm tốc đường tự quản|5/3||x||
3|Tập huấn sơ cứu, cấp túi thuốc|9/3|x|||
""")
    assert fields(found) == ["number", "text", "due", "state", "state", "state", "note"]
    assert [c.state_value for c in found.columns][3:6] == ["todo", "doing", "done"]


def test_a_percent_sign_in_a_heading_is_no_state_s() -> None:
    found = read("""
STT|Nội dung|Mức độ HT (%)
1|Phát tờ rơi đội mũ bảo hiểm ở chợ|100
2|Sơn vạch giảm tốc đường tự quản|60
3|Tập huấn sơ cứu, cấp túi thuốc|0
""")
    assert fields(found) == ["number", "text", "percent"]
    assert [entry(found, row).state for row in (2, 3, 4)] == ["done", "doing", "todo"]


def test_a_column_called_a_judgement_is_a_state_only_where_it_holds_states() -> None:
    held = read("""
STT|Nội dung|Cùng thực hiện|Người đảm nhiệm|Đánh giá
1|Phát tờ rơi đội mũ bảo hiểm ở chợ|Chi bộ|Lan|Đã xong
2|Sơn vạch giảm tốc đường tự quản||Hùng|Đang làm
3|Tập huấn sơ cứu, cấp túi thuốc|Trạm y tế|Minh|Chưa làm
""")
    praised = read("""
STT|Nội dung|Trạng thái|Đánh giá
1|Phát tờ rơi đội mũ bảo hiểm ở chợ|Đã xong|Tốt
2|Sơn vạch giảm tốc đường tự quản|Đang làm|Khá
3|Tập huấn sơ cứu, cấp túi thuốc|Chưa làm|
""")
    assert fields(held) == ["number", "text", "partner", "lead", "state"]
    assert fields(praised)[:3] == ["number", "text", "state"]
    assert fields(praised)[3] != "state"


def test_a_column_of_what_is_done_may_be_called_by_how_it_was_done() -> None:
    found = read("""
STT|Nội dung|Chưa làm|Làm xong|Ghi chú
1|Phát tờ rơi đội mũ bảo hiểm ở chợ||x|
2|Sơn vạch giảm tốc đường tự quản|x||
""")
    assert [c.state_value for c in found.columns] == [None, None, "todo", "done", None]


@pytest.mark.parametrize("title", ["Khác", ""])
def test_a_tick_column_of_something_else_is_no_third_state(title: str) -> None:
    """It stands under another title, or a row is ticked in it and in a state."""
    found = read(f"""
STT|Nội dung|Tiến độ||{title}|Ghi chú
||Chưa|Xong|Nộp ảnh|
1|Phát tờ rơi đội mũ bảo hiểm ở chợ||x|x|
2|Sơn vạch giảm tốc đường tự quản|x|||
3|Tập huấn sơ cứu, cấp túi thuốc|x|||
""")
    assert [c.state_value for c in found.columns] == [None, None, "todo", "done", None, None]
