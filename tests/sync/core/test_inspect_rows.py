"""Rows among the entries that are none, and entries that look like something else."""

from tests.sync.core.sheets import entry, keys, kinds, read


def test_a_section_may_be_numbered_and_in_capitals_where_its_rows_have_no_number() -> None:
    found = read("""
Việc|Phụ trách|Hạn|Trạng thái
1. TUYÊN TRUYỀN|||
Phát tờ rơi đội mũ bảo hiểm ở chợ|Lan|1/3/2027|Xong
Phiên tòa giả định về đua xe|Lan|5/3/2027|Xong
|||
2. ĐƯỜNG LÀNG|||
Sơn vạch giảm tốc đường tự quản|Tú|5/4/2027|Chưa
""")
    assert kinds(found) == ["section", "entry", "entry", "blank", "section", "entry"]
    assert keys(found) == ["II.1.1", "II.1.2", "II.2.3"]


def test_an_entry_right_above_repeated_headings_is_no_heading() -> None:
    found = read("""
TT|Nhiệm vụ|Thời gian|Người làm|Trạng thái|Ghi chú
1|Phát tờ rơi đội mũ bảo hiểm ở chợ|1/3/2027|Lan|Xong|
2.3|Gặp mặt tân binh|10/2/2027|Lan|Xong|
TT|Nhiệm vụ|Thời gian|Người làm|Trạng thái|Ghi chú
3|Sơn vạch giảm tốc đường tự quản|5/4/2027|Tú|Chưa|
""")
    assert kinds(found) == ["entry", "entry", "header", "entry"]
    assert entry(found, 3).due == "2027-02-10"


def test_whom_to_call_below_the_table_is_a_remark() -> None:
    found = read("""
Việc|Đã xong|Ai làm|Khi nào
Phát tờ rơi đội mũ bảo hiểm ở chợ|x|Lan|1/3
Sơn vạch giảm tốc đường tự quản||Tú|5/4
Chị Lan - 0900000411|||
""")
    assert kinds(found) == ["entry", "entry", "note"]


def test_a_work_that_names_a_telephone_number_is_a_work() -> None:
    found = read("""
Việc|Đã xong|Ai làm|Khi nào
Phát tờ rơi đội mũ bảo hiểm ở chợ|x|Lan|1/3
Gọi đường dây nóng 0900 000 411 báo cháy|||
Sơn vạch giảm tốc đường tự quản||Tú|5/4
""")
    assert kinds(found) == ["entry", "entry", "entry"]


def test_a_last_line_in_brackets_is_a_remark() -> None:
    found = read("""
Việc|Đã xong|Ai làm|Khi nào
Phát tờ rơi đội mũ bảo hiểm ở chợ|x|Lan|1/3
Sơn vạch giảm tốc đường tự quản||Tú|5/4
(đánh x khi đã xong)|||
""")
    assert kinds(found) == ["entry", "entry", "note"]
