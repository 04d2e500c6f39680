"""Sheets as units lay them out: every column, row, match and value of each."""

import unicodedata

from sync.core.inspect import inspect
from tests.sync.core.sheets import (
    PLAN,
    YEAR,
    box,
    day,
    entry,
    fields,
    formula,
    keys,
    kinds,
    lines,
    percent,
    read,
    tab,
)


def test_a_letterhead_two_heading_rows_three_state_columns_total_and_signatures() -> None:
    found = read(
        """
HUYỆN ĐOÀN SUỐI BẠC||||||ĐOÀN TNCS HỒ CHÍ MINH|||
BCH ĐOÀN XÃ ĐỒI CHÈ||||||Đồi Chè, ngày 20 tháng 11 năm 2027|||
|||||||||
|BẢNG THEO DÕI THỰC HIỆN KẾ HOẠCH AN TOÀN GIAO THÔNG||||||||
STT|Nội dung nhiệm vụ|Đơn vị||Thời gian hoàn thành|Tiến độ|||Kết quả|Ghi chú
||Chủ trì|Phối hợp||Chưa TH|Đang TH|Đã TH||
I|TUYÊN TRUYỀN||||||||
1|Phát tờ rơi về đội mũ bảo hiểm ở cổng trường|BCH|CA xã|30/04/2027|||x|300 tờ|
2|Phiên toà giả định về đua xe trái phép|BTV|Trường|Quý III||X|||
II|ĐƯỜNG LÀNG||||||||
1|Sơn vạch giảm tốc, phát quang tuyến đường tự quản|Ấp 2||trước ngày 15/12|x||||
2|Nấu cơm cho thí sinh mùa thi|Ấp 1||26/6/2027|||x||phát sinh
|TỔNG CỘNG||||=COUNTA(F7:F12)|=COUNTA(G7:G12)|=COUNTA(H7:H12)||
|||||||||
|NGƯỜI LẬP BIỂU|||||TM. BAN CHẤP HÀNH|||
||||||BÍ THƯ|||
|Trịnh Văn Mẫu|||||Lý Thị Ví Dụ|||
"""
    )
    assert (found.header_rows, found.first_row, found.last_row) == ((5, 6), 7, 13)
    assert fields(found) == [
        *("number", "text", "lead", "partner", "due", "state", "state", "state", "result", "note"),
    ]
    assert [c.state_value for c in found.columns if c.field == "state"] == ["todo", "doing", "done"]
    assert found.columns[2].heading == "Đơn vị / Chủ trì"
    assert kinds(found) == [
        *("section", "entry", "entry", "section", "entry", "entry", "total"),
        *("blank", "signature", "signature", "signature"),
    ]
    assert keys(found) == ["II.1.1", "II.1.2", "II.2.3", None]
    assert [row.state for row in found.entries] == ["done", "doing", "todo", "done"]
    assert [row.due for row in found.entries] == ["2027-04-30", None, "2027-12-15", "2027-06-26"]
    assert entry(found, 9).due_text == "Quý III"


def test_checkboxes_months_as_bands_and_no_numbers() -> None:
    found = read(
        [
            ["VIỆC CỦA CHI ĐOÀN CHỢ"],
            ["Xong?", "Đầu việc", "Ai làm", "Hạn chót", "Link"],
            ["", "THÁNG 3"],
            [
                box(True),
                "Trao áo phao cho các hộ qua sông",
                "Lan",
                day("2027-03-20"),
                "http://a.vn/1",
            ],
            [box(False), "Tập huấn sơ cứu, phát túi thuốc", "Minh", day("2027-03-28"), ""],
            ["", "THÁNG 9"],
            [box(False), "Lập đội Cổng trường an toàn", "Lan", "đầu tháng", ""],
            [box(True), "Quét vôi nhà văn hoá (đã hủy)", "Lan", "", ""],
        ]
    )
    assert fields(found) == ["state", "text", "lead", "due", "evidence"]
    assert kinds(found) == ["section", "entry", "entry", "section", "entry", "entry"]
    assert keys(found) == ["II.2.2", "II.3.2", "II.3.1", None]
    assert [row.state for row in found.entries] == ["done", "todo", "todo", "dropped"]
    assert entry(found, 8).state_fixed
    assert [row.due for row in found.entries] == ["2027-03-20", "2027-03-28", None, None]


def test_percents_alone_tell_the_state() -> None:
    found = read(
        [
            ["STT", "Nội dung công việc", "Phụ trách", "Thời hạn", "% hoàn thành", "Kiến nghị"],
            [
                1,
                "Rà soát điểm đen, kiến nghị lắp gương cầu lồi",
                "A",
                day("2027-05-01"),
                percent(1),
                "",
            ],
            [
                2,
                "Đăng video ngắn về văn hoá giao thông",
                "B",
                day("2027-06-01"),
                percent(0.4),
                "Thêm",
            ],
            [3, "Dự toán riêng của đơn vị", "C", day("2027-02-01"), percent(0), ""],
            ["", "Bình quân", "", "", formula(0.47), ""],
        ]
    )
    assert fields(found) == ["number", "text", "lead", "due", "percent", "proposal"]
    assert [row.state for row in found.entries] == ["done", "doing", "todo"]
    assert [row.values["percent"] for row in found.entries] == ["100", "40", "0"]
    assert keys(found) == ["II.2.1", "II.1.3", "III.2.1"]
    assert kinds(found)[-1] == "total"


def test_english_headings_with_words_for_states() -> None:
    found = read("""
No.|Task|Owner|Support|Due date|Status|Done on|Evidence|Notes
1|Phiên toà giả định cho học sinh|Ms. Bé|Toà án|12/05/2027|Done|10/05/2027|https://drive.example/x|
2|Sơ cứu chấn thương: tập huấn đội viên|Mr. Tí||20/05/2027|In progress|||
3|Đi thực tế Cần Giờ|Mr. Tí||01/07/2027|Cancelled|||hết tiền
4|Phân luồng xe đưa đón giờ tan học|Ms. Bé||05/09/2027|Not started|||
""")
    assert fields(found) == [
        *("number", "text", "lead", "partner", "due", "state", "done_on", "evidence", "note"),
    ]
    assert [row.state for row in found.entries] == ["done", "doing", "dropped", "todo"]
    assert keys(found) == ["II.1.2", "II.3.2", None, "II.3.1"]
    assert entry(found, 2).done_on == "2027-05-10"


def test_decomposed_misspelt_and_abbreviated_headings() -> None:
    text = """
Số TT|Nôị dung côg việc|Ng.phụ trách|T.gian|T.trạng|K.quả|M.chứng|G.chú
1|Treo panô, tờ rơi về mũ bảo hiểm|Sáu|q2|HT|||
2|ktra dụng cụ nổi, trao áo phao|Bảy|q3|Chưa TH|||
3|gửi số liệu sáu tháng, cả năm về VP|Sáu|30/6|Đang TH|||
"""
    found = read(unicodedata.normalize("NFD", text))
    assert fields(found) == [
        *("number", "text", "lead", "due", "state", "result", "evidence", "note"),
    ]
    assert keys(found) == ["II.1.1", "II.2.2", "III.2.1"]
    assert [row.state for row in found.entries] == ["done", "todo", "doing"]


def test_units_as_columns_under_group_titles() -> None:
    text = """
ĐOÀN XÃ ĐỒI CHÈ – THEO DÕI CÁC CHI ĐOÀN|||||||
TT|NỘI DUNG|HẠN|CÁC CHI ĐOÀN||||GHI CHÚ
|||Khu dân cư||Khối khác||
|||Ấp 1|Ấp 2|Dân quân|Trạm y tế|
I|Việc chung||||||
1|Phát tờ rơi đội mũ bảo hiểm ở chợ|1/3|x|x|đang|x|
2|Sơn vạch giảm tốc đường tự quản|10/3|x|chưa|-||
3|Góp gạo nuôi heo đất|20/3|x|3|x|không góp|
|Số việc xong||=COUNTIF(D6:D8;"x")|=COUNTIF(E6:E8;"x")|||
"""
    found = read(text)
    assert found.orientation == "units"
    assert found.header_rows == (2, 4)
    units = {c.index: c.unit for c in found.columns if c.unit}
    assert units == {4: "Ấp 1", 5: "Ấp 2", 6: "Dân quân", 7: "Trạm y tế"}
    assert found.columns[3].heading == "CÁC CHI ĐOÀN / Khu dân cư / Ấp 1"
    assert keys(found) == ["II.1.1", "II.2.3", None]
    assert entry(found, 6).states == {4: "done", 5: "done", 6: "doing", 7: "done"}
    assert entry(found, 7).states == {4: "done", 5: "todo", 6: None, 7: None}
    assert entry(found, 8).states[5] is None
    assert all(row.state is None for row in found.entries)
    assert any(q.about == "table" for q in found.questions)


def test_one_unit_chosen_among_the_columns_gives_the_rows_their_states() -> None:
    rows = lines("""
TT|Nội dung|Hạn|Ấp 1|Ấp 2|Ấp 3|Ghi chú
1|Phát tờ rơi đội mũ bảo hiểm ở chợ|1/3|x||x|
2|Sơn vạch giảm tốc đường tự quản|10/3|x|chưa||
""")
    found = inspect(tab(rows), PLAN, year=YEAR, unit_column=5)
    assert [row.state for row in found.entries] == [None, "todo"]


def test_the_unit_s_own_code_column_holds_plan_keys_and_the_heading_is_repeated() -> None:
    found = read("""
SỔ THEO DÕI||||||
Mã|TT|Nhiệm vụ|Thời gian|Trạng thái|Kết quả|HĐ xác nhận
|1|Tuyên truyền an toàn giao thông||||
II.1.1|1.1|Phát tờ rơi, treo pa-nô về mũ bảo hiểm|30-6-27|HT|200 tờ|x
II.1.2|1.2|Tổ chức phiên toà giả định xét xử vụ đua xe|15-8-27|Đang làm||
|||||trái phép cho học sinh|
||||||
Mã|TT|Nhiệm vụ|Thời gian|Trạng thái|Kết quả|HĐ xác nhận
|2|Đường làng||||
II.2.1|2.1|Trao áo phao, hướng dẫn chủ đò kiểm tra dụng cụ nổi|Tháng 8|HT||
|2.2|Phát quang bụi rậm tuyến đường thanh niên|15/11|Chưa||
|2.3|Ngày hội bánh dân gian|2/9|Chưa||
||||||
||Cột Mã do cấp trên gửi, chưa điền hết||||
""")
    assert fields(found) == ["key", "number", "text", "due", "state", "result", "verified"]
    assert kinds(found)[5:7] == ["header", "section"]
    assert keys(found) == ["II.1.1", "II.1.2", "?", "II.2.3", None]
    assert entry(found, 10).candidates == ("II.2.1", "II.2.2")
    assert kinds(found)[-1] == "note"
    assert entry(found, 4).values["verified"] == "1"


def test_a_sentence_that_runs_on_in_the_next_row_is_no_row_of_its_own() -> None:
    found = read("""
TT|Nhiệm vụ|Thời gian|Trạng thái
1|Tổ chức phiên toà giả định xét xử vụ đua xe trái|15/8|Đang làm
|phép cho học sinh trung học||
2|Tập huấn sơ cứu chấn thương|1/9|Chưa
""")
    tail = entry(found, 3)
    assert (tail.continues, tail.key, tail.state, tail.entry_key) == (2, "II.1.2", None, None)
    assert keys(found) == ["II.1.2", "II.1.2", "II.3.2"]
    assert entry(found, 2).part is None


def test_columns_out_of_order_from_the_second_column_on_with_a_second_table_below() -> None:
    found = read(
        """
||||||
|ĐOÀN CÔNG TY DỆT – checklist|||||
||||||
|Kết quả (1: xong, 0: chưa)|Ghi chú|Hạn|Công  việc|Ng. thực hiện|STT
|1||46142|Đăng bốn video ngắn lên trang mạng xã hội|Tuấn|01
|0|bận ca|46387|Tập huấn sơ cứu, túi thuốc trực chốt|Hạnh|02
|1||10/10/2027|Hội thao công nhân|Dũng|03
|=SUM(B5:B7)|||TỔNG SỐ VIỆC XONG||
||||||
||||DANH SÁCH LIÊN HỆ CÁC XƯỞNG||
||||Họ tên|Số ĐT|TT
||||Người Một|0900000001|1
||||Người Hai|0900000002|2
"""
    )
    assert fields(found) == ["state", "note", "due", "text", "lead", "number"]
    assert keys(found) == ["II.1.3", "II.3.2", None]
    assert [row.due for row in found.entries] == ["2026-04-30", "2026-12-31", "2027-10-10"]
    assert [row.state for row in found.entries] == ["done", "todo", "done"]
    assert found.last_row == 8
    assert [(t.header_row, t.first_row, t.last_row) for t in found.other_tables] == [(11, 12, 13)]


def test_a_phone_list_beside_the_table_is_not_read() -> None:
    found = read("""
THEO DÕI AN TOÀN GIAO THÔNG|||||||DANH BẠ||
TT|Việc|Hạn|Tình trạng|Minh chứng|||TT|Họ tên|SĐT
1|Phát tờ rơi đội mũ bảo hiểm|Quý 2|Hoàn thành|tb.docx|||1|Người Một|0909000001
2|Trao áo phao cho hộ qua sông|Quý 3|Đang làm||||2|Người Hai|0909000002
""")
    assert [c.index for c in found.columns] == [1, 2, 3, 4, 5]
    assert fields(found) == ["number", "text", "due", "state", "evidence"]
    assert "Người Một" not in str(found)


def test_emoji_states_and_days_within_the_state_cell() -> None:
    found = read("""
Trạng thái|Việc|Phụ trách|Khi nào|Link
✅ 14/01|Phát tờ rơi đội mũ bảo hiểm|Ba|15/1|
⏳|Đăng video văn hoá giao thông|Ba|20/1|fb.com/a
⬜|Trao áo phao hộ dân qua sông|Tư|15/2 - 20/2|
12/01/2027|Rà soát điểm đen, gương cầu lồi|Tư|sau Tết|
||||
🟢 Hoàn thành|Chụp ảnh kỷ yếu|Ba|31/11/2027|
""")
    assert fields(found) == ["state", "text", "lead", "due", "evidence"]
    assert [row.state for row in found.entries] == ["done", "doing", "todo", "done", "done"]
    assert [row.done_on for row in found.entries] == ["2027-01-14", None, None, "2027-01-12", None]
    assert [row.due for row in found.entries] == ["2027-01-15", "2027-01-20", None, None, None]
    assert entry(found, 7).due_text == "31/11/2027"


def test_yes_and_no_columns_and_a_done_date() -> None:
    found = read("""
STT|NỘI DUNG CÔNG VIỆC|CÓ|KHÔNG|NGƯỜI CHỊU TRÁCH NHIỆM|NGÀY XONG
1|Thành lập đội hình Cổng trường an toàn|x||Nam|01/3
2|Trao áo phao||x|Hà|
3|Sơn vạch giảm tốc|x|x|Hà|
""")
    assert [c.state_value for c in found.columns if c.field == "state"] == ["done", "todo"]
    assert [row.state for row in found.entries] == ["done", "todo", None]
    assert "nhiều cột" in entry(found, 4).unreadable["state"]
    assert any(q.about == "state" and q.row == 4 for q in found.questions)


def test_no_number_column_and_numbering_within_the_text() -> None:
    found = read("""
|SỔ TAY AN TOÀN GIAO THÔNG|||
Việc|Ai|Bao giờ|Xong chưa|Ghi
1. Tuyên truyền||||
- Phát tờ rơi về mũ bảo hiểm ở chợ|Hoa|cả năm|đang|
- Phiên toà giả định|Hoa|30/9|rồi|
2. Đường làng||||
- Phát quang bụi rậm, sơn vạch giảm tốc|Nam|15.8.2027|rồi|
- Cắm trại|Nam|2/9|chưa|
Người lập: Hoa||||
""")
    assert fields(found) == ["text", "lead", "due", "state", "note"]
    assert kinds(found) == [
        *("section", "entry", "entry", "section", "entry", "entry", "signature"),
    ]
    assert keys(found) == ["II.1.1", "II.1.2", "II.2.3", None]


def test_merged_cells_give_the_levels_of_the_headings() -> None:
    rows = lines("""
TT|Nội dung|Tiến độ|||Ghi chú
||Chưa|Đang|Xong|
1|Trao áo phao cho hộ dân qua sông|x|||
2|Tập huấn sơ cứu|||x|
""")
    merges = [(1, 2, 1, 1), (1, 2, 2, 2), (1, 1, 3, 5), (1, 2, 6, 6)]
    found = inspect(tab(rows, merges), PLAN, year=YEAR)
    assert found.header_rows == (1, 2)
    assert [c.heading for c in found.columns] == [
        *("TT", "Nội dung", "Tiến độ / Chưa", "Tiến độ / Đang", "Tiến độ / Xong", "Ghi chú"),
    ]
    assert [row.state for row in found.entries] == ["todo", "done"]


def test_the_row_that_numbers_the_columns_belongs_to_the_headings() -> None:
    found = read("""
TT|Nhiệm vụ|Đơn vị thực hiện|Thời gian|Kết quả
(1)|(2)|(3)|(4)|(5)
1|Trao áo phao cho hộ dân qua sông|Ấp 1|Quý I|40 áo
""")
    assert found.header_rows == (1, 2)
    assert found.columns[1].heading == "Nhiệm vụ"
    assert keys(found) == ["II.2.2"]


def test_a_column_of_formulas_is_never_ours_to_write() -> None:
    found = read(
        [
            ["TT", "Nhiệm vụ", "Hạn", "Trạng thái", "Kết quả"],
            [formula(1), "Trao áo phao qua sông", "Quý I", "Xong", formula("40 áo")],
            [formula(2), "Tập huấn sơ cứu", "Quý II", "Chưa", formula("0")],
        ]
    )
    locked = {column.field: column.locked for column in found.columns}
    assert [field for field, one in locked.items() if one] == ["number", "result"]
