"""Tables in a file: plans, letterheads and feet laid out in them, boxes around them."""

# ruff: noqa: E501 - a row of a table is one line

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.plans.reader import Signer, read_bytes, read_lines
from app.plans.reader.bars import unbarred
from app.plans.reader.files import source_lines
from app.plans.reader.ruling import bands
from tests.plans.reader import files
from tests.plans.reader.test_sources import outline

HEAD = files.paragraph("KẾ HOẠCH") + files.paragraph("Hoạt động quý III")
COLUMNS = ["TT", "Nội dung", "Phụ trách", "Thời hạn"]
COUNTED = f"""<?xml version="1.0"?><w:numbering {files.W}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


def test_the_numbers_of_a_first_column_may_be_those_of_a_list():
    rows = [["Trồng cây", "Đoàn xã", "15/7"], ["Dạy bơi", "Hội đồng Đội", "30/7"]]
    cell = f"<w:tc>{files.listed('', 1)}</w:tc>"
    told = "".join(
        files.table(["", *row]).replace("<w:tbl>", "").replace("</w:tbl>", "") for row in rows
    )
    told = told.replace(f"<w:tc>{files.paragraph('')}</w:tc>", cell)
    body = HEAD + files.table(COLUMNS).replace("</w:tbl>", f"{told}</w:tbl>")
    plan = read_bytes(files.word(body, numbering=COUNTED), "plan.docx")
    assert outline(plan.sections) == [("item", "1", "Trồng cây"), ("item", "2", "Dạy bơi")]


def test_a_table_in_a_box_is_read_as_without_it():
    table = files.table(
        COLUMNS, ["1", "Trồng cây", "Đoàn xã", "15/7"], ["2", "Dạy bơi", "", "30/7"]
    )
    boxed = f"<w:tbl><w:tr><w:tc>{table}{files.paragraph('')}</w:tc></w:tr></w:tbl>"
    heading = HEAD + files.paragraph("I. NHIỆM VỤ")
    told = read_bytes(files.word(heading + boxed), "plan.docx")
    assert outline(told.sections) == outline(
        read_bytes(files.word(heading + table), "plan.docx").sections
    )
    assert len(told.sections[0].children) == 2


def test_three_signatures_in_cells_above_the_recipients_are_three():
    signed = [
        "CÔNG AN XÃ\nTRƯỞNG CÔNG AN XÃ\n\nMai Xuân Mẫu",
        "ĐOÀN TNCS HỒ CHÍ MINH\nBÍ THƯ\n\nPhí Thu Mẫu",
        "HỘI LIÊN HIỆP PHỤ NỮ\nCHỦ TỊCH\n\nNghiêm Thị Mẫu",
    ]
    lines = ["I. NỘI DUNG", "- Tuần tra.", "- Canh gác."]
    foot = ["Nơi nhận:", "- Đảng ủy xã;", "- Lưu."]
    body = HEAD + "".join(map(files.paragraph, lines)) + files.table(signed)
    plan = read_bytes(files.word(body + "".join(map(files.paragraph, foot))), "plan.docx")
    assert [(s.authority, s.titles, s.name) for s in plan.signers] == [
        ("CÔNG AN XÃ", ("TRƯỞNG CÔNG AN XÃ",), "Mai Xuân Mẫu"),
        ("ĐOÀN TNCS HỒ CHÍ MINH", ("BÍ THƯ",), "Phí Thu Mẫu"),
        ("HỘI LIÊN HIỆP PHỤ NỮ", ("CHỦ TỊCH",), "Nghiêm Thị Mẫu"),
    ]
    assert [r.name for r in plan.recipients] == ["Đảng ủy xã", "Lưu"]
    assert outline(plan.sections)[1:] == [("item", "-", "Tuần tra."), ("item", "-", "Canh gác.")]


def test_a_signature_that_runs_on_from_the_last_recipient_is_told_from_it():
    foot = [
        "Nơi nhận:",
        "- Như Điều 4;",
        "- Lưu: VT, KT.TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "",
        "Lò Văn Mẫu",
    ]
    plan = read_lines(["KẾ HOẠCH", "Thi", "", "I. NỘI DUNG", "- Tổ chức thi.", "", *foot])
    assert [r.name for r in plan.recipients] == ["Như Điều 4", "Lưu: VT, KT"]
    assert plan.signers == (Signer("TM. ỦY BAN NHÂN DÂN", ("CHỦ TỊCH",), "Lò Văn Mẫu"),)


MARKDOWN = """| **BCH ĐOÀN XÃ SÔNG LAM**<br>\\*\\*\\*<br>Số: 05-CTr/ĐTN | **ĐOÀN TNCS HỒ CHÍ MINH**<br><br>*Sông Lam, ngày 28 tháng 01 năm 2026* |
|:--:|:--:|

<center>

# CHƯƠNG TRÌNH

</center>

**Kiểm tra, giám sát\\
năm 2026**

## I. NỘI DUNG

- [Kiểm tra]{.underline} Điều lệ&nbsp;Đoàn\\.

| TT | Nội dung | Phụ trách |
|--|--|--|
| 1 | Chi đoàn A<br>và chi đoàn B | Đ/c Mẫu |

| **Nơi nhận:** | **TM. ỦY BAN KIỂM TRA** |
|---|---|
| - Các chi đoàn (t/h);<br>- Lưu. | **CHỦ NHIỆM**<br><br><br>**Mang Thị Mẫu** |
"""


def test_a_markdown_letterhead_and_foot_stand_side_by_side_as_drawn():
    plan = read_bytes(MARKDOWN.encode(), "plan.md")
    assert (plan.number, plan.symbol, plan.place) == ("05", "CTr/ĐTN", "Sông Lam")
    assert (plan.issuing_body, plan.title) == (
        "BCH ĐOÀN XÃ SÔNG LAM",
        "Kiểm tra, giám sát năm 2026",
    )
    assert [(r.name, r.purpose) for r in plan.recipients] == [
        ("Các chi đoàn", "t/h"),
        ("Lưu", None),
    ]
    assert plan.signers == (Signer("TM. ỦY BAN KIỂM TRA", ("CHỦ NHIỆM",), "Mang Thị Mẫu"),)
    assert outline(plan.sections)[1:] == [
        ("item", "-", "Kiểm tra Điều lệ Đoàn."),
        ("item", "1", "Chi đoàn A và chi đoàn B"),
    ]
    assert plan.unplaced == ()


DRAWN = """
KẾ HOẠCH
Hoạt động quý III

I. NHIỆM VỤ

|STT                       |Nội dung                  |Thời gian                 |Phụ trách                 |
|I                         |CÔNG TÁC GIÁO DỤC                                                               |
|1                         |Tổ chức sinh hoạt chuyên  |Tuần 1 tháng 7            |Đ/c Mẫu                   |
|                          |đề “Tự hào truyền thống”  |                          |                          |
|2                         |Xây dựng công trình “Thắp |Tháng 8                   |Chi đoàn thôn Trung Lương,|
|                          |sáng đường quê”, dài 800  |                          |thôn Hạ                   |
|                          |mét                       |                          |                          |
|II                        |XÂY DỰNG ĐOÀN                                                                   |
|1                         |Kết nạp 25 đoàn viên mới  |Trước 30/9                |                          |
"""


def test_wrapped_cells_of_a_table_drawn_with_bars_are_whole():
    plan = read_bytes(DRAWN.encode(), "plan.txt")
    assert outline(plan.sections)[1:] == [
        ("group", "I", "CÔNG TÁC GIÁO DỤC"),
        ("item", "1", "Tổ chức sinh hoạt chuyên đề “Tự hào truyền thống”"),
        ("item", "2", "Xây dựng công trình “Thắp sáng đường quê”, dài 800 mét"),
        ("group", "II", "XÂY DỰNG ĐOÀN"),
        ("item", "1", "Kết nạp 25 đoàn viên mới"),
    ]
    assert plan.sections[0].children[0].children[1].leader == "Chi đoàn thôn Trung Lương, thôn Hạ"


MERGED = """
#align(center)[*KẾ HOẠCH* \\ *Hoạt động quý III*]

#table(columns: (1.2cm, 3.5cm, 3cm, 3cm, 3cm),
  table.cell(rowspan: 2)[TT], table.cell(rowspan: 2)[Nội dung công việc chủ yếu], table.cell(colspan: 2)[Phân công thực hiện], table.cell(rowspan: 2)[Thời gian],
  [Chủ trì], [Phối hợp],
  [I], table.cell(colspan: 4)[CÔNG TÁC GIÁO DỤC],
  [1], [Thăm, tặng quà gia đình chính sách trên địa bàn xã], [Đoàn xã], [Hội Phụ nữ], [25/7],
  table.cell(colspan: 5)[PHONG TRÀO HÀNH ĐỘNG],
  [2], [Dạy bơi], [Hội đồng Đội], [], [Tháng 8])
"""


def test_cells_of_a_pdf_that_are_merged_keep_their_table_whole():
    plan = read_bytes(files.pdf(MERGED), "plan.pdf")
    assert outline(plan.sections) == [
        ("section", "I", "CÔNG TÁC GIÁO DỤC"),
        ("item", "1", "Thăm, tặng quà gia đình chính sách trên địa bàn xã"),
        ("section", "", "PHONG TRÀO HÀNH ĐỘNG"),
        ("item", "2", "Dạy bơi"),
    ]
    first = plan.sections[0].children[0]
    assert (first.leader, str(first.deadline and first.deadline.text)) == ("Đoàn xã", "25/7")


BACKGROUND = """
#place(dx: -1cm, dy: -1cm, rect(width: 19cm, height: 9cm, fill: luma(250)))
#place(dx: -1cm, dy: 8cm, rect(width: 19cm, height: 9cm, fill: luma(250)))
#block(fill: luma(240), width: 17cm, below: 0pt, inset: (y: 6pt))[*KẾ HOẠCH*]
#block(fill: luma(240), width: 17cm, below: 0pt, above: 0pt, inset: (y: 6pt))[*Hoạt động quý III*]
#block(fill: luma(240), width: 17cm, below: 0pt, above: 0pt, inset: (y: 6pt))[*I. NỘI DUNG*]
#block(fill: luma(240), width: 17cm, below: 0pt, above: 0pt, inset: (y: 6pt))[1. Trồng cây tại các thôn.]
#block(fill: luma(240), width: 17cm, above: 0pt, inset: (y: 6pt))[2. Dạy bơi cho thiếu nhi.]
"""


def test_paragraphs_on_a_coloured_ground_are_no_table():
    source = source_lines(files.pdf(BACKGROUND), "plan.pdf")
    assert [line.table for line in source] == [0] * len(source)
    assert source[-1].text.strip() == "2. Dạy bơi cho thiếu nhi."


SPANNED = """
KẾ HOẠCH
Hoạt động quý III

|TT  |Nội dung công việc         |Phân công thực hiện        |Thời gian |
|    |                           |Chủ trì      |Phối hợp     |          |
|CÔNG TÁC GIÁO DỤC                                                     |
|1   |Thăm, tặng quà             |Đoàn xã      |Hội Phụ nữ   |25/7      |
|2   |Dạy bơi                    |Hội đồng Đội |             |Tháng 8   |

|Nơi nhận:             |DUYỆT CỦA CHI BỘ      |TỔNG PHỤ TRÁCH        |
|- Chi bộ;             |BÍ THƯ                |                      |
|- Lưu.                |Hồ Thị Mẫu            |Nguyễn Hữu Mẫu        |
"""


def test_cells_drawn_with_bars_may_span_and_a_foot_may_have_three():
    plan = read_bytes(SPANNED.encode(), "plan.txt")
    assert outline(plan.sections) == [
        ("section", "", "CÔNG TÁC GIÁO DỤC"),
        ("item", "1", "Thăm, tặng quà"),
        ("item", "2", "Dạy bơi"),
    ]
    first = plan.sections[0].children[0]
    assert (first.leader, first.deadline and first.deadline.text) == ("Đoàn xã", "25/7")
    assert [r.name for r in plan.recipients] == ["Chi bộ", "Lưu"]
    assert [(s.authority, s.titles, s.name) for s in plan.signers] == [
        ("DUYỆT CỦA CHI BỘ", ("BÍ THƯ",), "Hồ Thị Mẫu"),
        (None, ("TỔNG PHỤ TRÁCH",), "Nguyễn Hữu Mẫu"),
    ]


def test_a_table_whose_rows_are_numbered_with_a_full_stop_begins_at_its_heading():
    rows = [
        "TT\tNội dung\tChủ trì",
        "I\tGIÁO DỤC\t",
        "1.\tHội thi\tĐoàn xã",
        "2.\tHội trại\tĐoàn xã",
    ]
    lead = "Ban Chấp hành xây dựng kế hoạch hoạt động quý III như sau:"
    plan = read_lines(["KẾ HOẠCH", "Hoạt động quý III", lead, *rows])
    assert outline(plan.sections) == [
        ("section", "I", "GIÁO DỤC"),
        ("item", "1.", "Hội thi"),
        ("item", "2.", "Hội trại"),
    ]


OPEN_ROW = """
#align(center)[*KẾ HOẠCH* \\ *Hoạt động quý III*]
#v(8mm)

#let upright(y, high) = for x in (0cm, 6cm, 10cm, 14cm) {
  place(dx: x, dy: y, line(angle: 90deg, length: high, stroke: 0.7pt))
}
#let across(y) = place(dy: y, line(length: 14cm, stroke: 0.7pt))
#let row(y, ..words) = for (at, word) in words.pos().enumerate() {
  place(dx: (0.2cm, 6.2cm, 10.2cm).at(at), dy: y, word)
}
#across(0cm) #upright(0cm, 3cm) #row(0.3cm)[Nội dung][Chủ trì][Thời gian]
#across(1cm) #row(1.3cm)[Tặng quà][Đoàn xã][05/02]
#across(2cm) #row(2.3cm)[Hỗ trợ vé xe cho công nhân][Công đoàn][10/02]
#pagebreak()
#upright(0cm, 1cm) #row(0.3cm)[về quê đón Tết] #across(1cm)
"""


def test_a_row_left_open_where_a_page_ends_is_whole():
    plan = read_bytes(files.pdf(OPEN_ROW), "plan.pdf")
    assert [node.text for node in plan.sections] == [
        "Tặng quà",
        "Hỗ trợ vé xe cho công nhân về quê đón Tết",
    ]


def test_cells_drawn_as_boxes_above_a_merged_one_are_cells():
    def row(bottom: float, *sides: float) -> list[tuple[float, float, float, float]]:
        return [(left, bottom, right, bottom + 30) for left, right in pairwise(sides)]

    apart = 90.0, 180.0, 270.0, 360.0
    boxes = row(500, *apart) + row(470, 90, 360) + row(440, *apart) + row(410, *apart)
    assert [len(set(band.homes)) for band in bands(boxes)] == [3, 1, 3, 3]


def test_a_column_of_single_letters_between_bars_stays_a_column():
    drawn = """KẾ HOẠCH
Hoạt động quý III

|S|Nội dung         |Đơn vị   |
|1|Trồng cây        |Chi đoàn |
|2|Thăm hỏi         |Xã đoàn  |
"""
    lines = [line.text for line in source_lines(drawn.encode(), "plan.txt")]
    assert lines[3:] == ["S\tNội dung\tĐơn vị", "1\tTrồng cây\tChi đoàn", "2\tThăm hỏi\tXã đoàn"]


ROWS_OF_CELLS = st.lists(
    st.lists(st.sampled_from(["a", "bc", "def", "ghi k", "L", ""]), min_size=1, max_size=6),
    min_size=2,
    max_size=5,
)


@given(ROWS_OF_CELLS)
def test_no_cell_between_bars_is_lost(rows):
    drawn = [f"|{'|'.join(row)}|" for row in rows if any(row)]
    told = "".join(line.text for line in unbarred(drawn))
    assert sorted(filter(str.isalpha, told)) == sorted(filter(str.isalpha, "".join(drawn)))
