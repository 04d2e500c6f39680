"""Tabs that are no checklist are refused, in words that say what they are."""

import pytest

from sync.core.inspect import inspect
from sync.core.inspection import inspection_json
from tests.sync.core.sheets import YEAR, lines, read, tab

REFUSED = {
    "danh bạ": """
DANH BẠ BCH ĐOÀN XÃ
STT|Họ và tên|Chức vụ|Số điện thoại|Email
1|Người Một|Bí thư|0901234567|a@x.vn
2|Người Hai|Phó Bí thư|0901234568|b@x.vn
""",
    "kinh phí": """
DỰ TRÙ KINH PHÍ
TT|Nội dung|ĐVT|Số lượng|Đơn giá|Thành tiền|Ghi chú
1|Áo phao cho hộ dân qua sông|cái|45|120.000|5.400.000|
2|In tờ rơi đội mũ bảo hiểm|tờ|300|1.000|300.000|
|Tổng cộng||||=SUM(F3:F4)|
""",
    "danh sách người": """
ĐIỂM DANH ĐỘI CỔNG TRƯỜNG AN TOÀN
TT|Họ và tên|Lớp|Buổi 1|Buổi 2|Buổi 3|Ghi chú
1|Người Một|10A1|x|x|v|
2|Người Hai|10A2|x||x|P
""",
    "chấm điểm": """
BẢNG CHẤM ĐIỂM THI ĐUA
TT|Nội dung|Điểm chuẩn|Tự chấm|Cấp trên chấm|Minh chứng
1|Phát tờ rơi đội mũ bảo hiểm|10|9|9|link
2|Trao áo phao hộ dân qua sông|10|8||
|Tổng|20|17||
""",
    "bảng chấm điểm": """
TT|Tiêu chí|Điểm tối đa|Điểm tự chấm|Đã thực hiện
1|Nền nếp sinh hoạt|10|9|x
2|Đoàn phí đúng hạn|10|8|x
""",
    "chỉ tiêu": """
TT|Chỉ tiêu|ĐVT|Kế hoạch năm|Tỷ lệ
1|Kết nạp đoàn viên|người|50|80%
2|Giới thiệu đoàn viên ưu tú|người|10|40%
""",
    "một đơn vị": """
TỔNG HỢP KẾT QUẢ CÁC ĐƠN VỊ
TT|Đơn vị|Tổng số nhiệm vụ|Hoàn thành|Đang thực hiện|Tỷ lệ
1|Đoàn xã Một|18|10|5|55%
2|Đoàn xã Hai|18|12|3|67%
""",
    "Không thấy bảng": """
HƯỚNG DẪN SỬ DỤNG
Bước 1: Mở trang tính
Bước 2: Điền trạng thái vào cột F
""",
    "thời khoá biểu": """
LỊCH TRỰC
Ca|Thứ hai|Thứ ba|Thứ tư|Thứ năm|Thứ sáu
Sáng|Người Một|Người Hai|Người Ba|Người Một|Người Hai
""",
    "Trang này là bảng kinh phí": """
SỔ QUỸ
Ngày|Diễn giải|Thu|Chi|Tồn
1/6|Cấp trên cấp|2.000.000||2.000.000
""",
    "(điểm danh, đăng ký)": """
ĐIỂM DANH
TT|Họ tên|Chi đoàn|Tiết mục|10/1|14/1|18/1|22/1
1|Người Một|Ấp 1|Đơn ca|x|x||x
""",
    "trống": "",
    "chưa có dòng việc": "STT|Nội dung|Thời hạn|Trạng thái",
    "nội dung của kế hoạch": """
LỊCH TUẦN
Thời gian|Nội dung|Ai phụ trách
Thứ hai|Họp giao ban|Chánh văn phòng
Thứ ba|Tiếp đoàn khách|Chánh văn phòng
""",
}


@pytest.mark.parametrize("words", REFUSED)
def test_a_tab_of_another_kind_is_refused_with_what_it_is(words: str) -> None:
    found = read(REFUSED[words])
    assert found.refuse is not None
    assert words in found.refuse


def test_a_refusal_is_an_answer_with_empty_lists() -> None:
    told = inspection_json(read(REFUSED["danh bạ"]))
    assert told["refuse"]
    assert (told["columns"], told["rows"], told["questions"]) == ([], [], [])


def test_without_a_plan_a_table_of_tasks_is_read_and_every_row_is_the_unit_s_own() -> None:
    found = inspect(
        tab(lines("TT|Nhiệm vụ|Hạn|Phụ trách\n1|Họp giao ban|5/3|A\n2|Đi cơ sở|6/3|B")),
        (),
        year=YEAR,
    )
    assert found.refuse is None
    assert [row.own for row in found.entries] == [True, True]


def test_sheet_json_has_the_contract_s_shape() -> None:
    told = inspection_json(
        read("""
TT|Nhiệm vụ|Hạn|Trạng thái
1|Trao áo phao qua sông|Quý I|Xong
2|Trao áo phao qua sông|5/3|Chưa
""")
    )
    assert told["refuse"] is False
    assert told["header_rows"] == [1, 1]
    assert (told["first_row"], told["last_row"]) == (2, 3)
    assert told["columns"][3] == {
        "index": 4,
        "heading": "Trạng thái",
        "field": "state",
        "state_value": None,
        "dialect": "words",
    }
    first, second = told["rows"]
    assert {k: first[k] for k in ("row", "kind", "key", "own", "ambiguous", "candidates")} == {
        "row": 2,
        "kind": "entry",
        "key": "II.2.2",
        "own": False,
        "ambiguous": False,
        "candidates": [],
    }
    assert (first["state"], first["due"], first["due_text"]) == ("done", None, "Quý I")
    assert (second["ambiguous"], second["candidates"], second["duplicate_of"]) == (
        True,
        ["II.2.2"],
        2,
    )
    assert told["questions"][0]["about"] == "duplicate"
