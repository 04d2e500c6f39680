"""What the end of a page, a narrow column or another font breaks in two."""

# ruff: noqa: E501 - the sources of the files stand as they are

from datetime import date

import pytest

from app.plans.reader import Plan, Signer, read_bytes, read_lines
from tests.plans.reader import files

TITLE = "#align(center)[*KẾ HOẠCH* \\ *Ra quân tình nguyện hè*]\n"
BODY = "\n*I. NỘI DUNG*\n\nCác lực lượng tổ chức tuần tra trên địa bàn.\n\n"
THREE = (
    Signer("TM. BAN CHỈ HUY QUÂN SỰ", ("CHỈ HUY TRƯỞNG",), "Trương Văn Mẫu"),
    Signer("CÔNG AN XÃ", ("TRƯỞNG CÔNG AN",), "Thiếu tá Bế Quốc Mẫu"),
    Signer("TM. BTV HỘI NÔNG DÂN XÃ", ("PHÓ BÍ THƯ THƯỜNG TRỰC",), "Điểu Thị Mẫu"),
)
NARROW = """
#grid(columns: (3.4cm, 3.4cm, 3.4cm, 3.6cm), column-gutter: 8mm,
  [Nơi nhận: \\ - Đảng ủy xã; \\ - Các thôn; \\ - Lưu: QS, CA.],
  [TM. BAN CHỈ \\ HUY QUÂN SỰ \\ CHỈ HUY \\ TRƯỞNG \\ \\ Trương Văn \\ Mẫu],
  [CÔNG AN XÃ \\ TRƯỞNG CÔNG \\ AN \\ \\ Thiếu tá \\ Bế Quốc \\ Mẫu],
  [TM. BTV HỘI \\ NÔNG DÂN \\ XÃ \\ PHÓ BÍ THƯ \\ THƯỜNG TRỰC \\ \\ Điểu Thị Mẫu])
"""


def test_posts_and_names_wrapped_in_narrow_columns_are_whole():
    plan = read_bytes(files.pdf(TITLE + BODY + NARROW), "plan.pdf")
    assert plan.signers == THREE
    assert [r.name for r in plan.recipients] == ["Đảng ủy xã", "Các thôn", "Lưu: QS, CA"]
    assert plan.unplaced == ()


def test_three_signatures_in_a_row_above_the_recipients_open_the_foot():
    rows = [
        ("TM. BAN CHỈ HUY QUÂN SỰ", "CÔNG AN XÃ", "TM. BTV HỘI NÔNG DÂN XÃ"),
        ("CHỈ HUY TRƯỞNG", "TRƯỞNG CÔNG AN", "PHÓ BÍ THƯ THƯỜNG TRỰC"),
        ("", "", ""),
        ("Trương Văn Mẫu", "Thiếu tá Bế Quốc Mẫu", "Điểu Thị Mẫu"),
    ]
    foot = ["".join(cell.center(32) for cell in row).rstrip() for row in rows]
    body = ["KẾ HOẠCH", "Tuần tra", "", "I. NỘI DUNG", "1. Tuần tra.", "2. Canh gác."]
    plan = read_lines([*body, "", *foot, "", "Nơi nhận:", "- Đảng ủy xã;", "- Lưu."])
    assert plan.signers == THREE
    assert [node.text for node in plan.sections[0].children] == ["Tuần tra.", "Canh gác."]


TOUCHING = """
#grid(columns: (5cm, 7cm), column-gutter: 1mm,
  [DUYỆT CỦA CHI BỘ \\ BÍ THƯ \\ \\ Hồ Thị Mẫu], [TỔNG PHỤ TRÁCH \\ \\ \\ Nguyễn Hữu Mẫu])
"""
APPROVED = (
    Signer("DUYỆT CỦA CHI BỘ", ("BÍ THƯ",), "Hồ Thị Mẫu"),
    Signer(None, ("TỔNG PHỤ TRÁCH",), "Nguyễn Hữu Mẫu"),
)


def test_signatures_that_touch_on_a_page_are_two():
    plan = read_bytes(files.pdf(TITLE + BODY + TOUCHING), "plan.pdf")
    assert plan.signers == APPROVED


def test_signatures_two_blanks_apart_are_two():
    foot = [
        "DUYỆT CỦA CHI BỘ  TỔNG PHỤ TRÁCH",
        "     BÍ THƯ",
        "",
        "   Hồ Thị Mẫu     Nguyễn Hữu Mẫu",
    ]
    plan = read_lines(["KẾ HOẠCH", "Hội trại", "I. NỘI DUNG", "1. Cắm trại.", "2. Thi.", "", *foot])
    assert plan.signers == APPROVED


CUT = """
*I. TIẾN ĐỘ*

#v(19.8cm)
#table(columns: (1.5cm, 6cm, 4cm, 4cm), table.header[TT][Nội dung][Thời gian][Chủ trì],
  [1], [Ban hành điều lệ], [Tháng 10], [Văn phòng],
  [2], [Tiếp nhận phiếu đăng ký, danh sách vận động viên và giấy khám sức khỏe của các đơn vị trên toàn địa bàn], [Tháng 11], [Văn phòng],
  [3], [Tổng kết], [Tháng 12], [Ban Tổ chức])

*II. KINH PHÍ*

Từ nguồn xã hội hóa và kinh phí hoạt động của công đoàn ngành giáo dục.
"""


def test_a_row_that_a_page_cuts_is_one_and_the_heading_printed_again_is_no_task():
    pages = f'#set page(numbering: "1")\n{TITLE}{CUT}'
    plan = read_bytes(files.pdf(pages), "plan.pdf")
    assert [(n.marker, n.text[-20:]) for n in plan.sections[0].children] == [
        ("1", "Ban hành điều lệ"),
        ("2", "vị trên toàn địa bàn"),
        ("3", "Tổng kết"),
    ]
    assert plan.sections[1].marker == "II."


def test_a_day_wrapped_beside_the_star_of_a_party_letterhead_is_whole():
    head = [
        "ĐẢNG BỘ THÀNH PHỐ MẪU           ĐẢNG CỘNG SẢN VIỆT NAM",
        "ĐẢNG ỦY PHƯỜNG MẪU",
        "                                Phường Mẫu Thượng, ngày 06 tháng 01",
        "       *                        năm 2026",
        "   Số 11-NQ/ĐU",
    ]
    plan = read_lines([*head, "", "NGHỊ QUYẾT", "về nhiệm vụ", "", "I- CHỈ TIÊU", "1- Kết nạp."])
    assert (plan.date, plan.place) == (date(2026, 1, 6), "Phường Mẫu Thượng")
    assert plan.unplaced == ()


def ticked(plan: Plan) -> list[tuple[str, str]]:
    return [(node.marker, node.text) for node in plan.sections[0].children]


@pytest.mark.parametrize(
    ("sign", "marker"), [("☐", "☐"), ("□", "□"), ("[ ]", "[ ]"), ("- [x]", "-"), ("\uf0a8", "□")]
)
def test_a_box_to_tick_is_the_sign_of_a_point(sign, marker):
    text = f"KẾ HOẠCH\nTrồng cây\nI. NỘI DUNG\n{sign} Đào hố\n{sign} Tưới nước"
    expected = [(marker, "Đào hố"), (marker, "Tưới nước")]
    assert ticked(read_lines(text.splitlines())) == expected
    assert ticked(read_bytes(files.plain_word(text), "plan.docx")) == expected


def test_a_sign_of_a_picture_font_is_read_in_word():
    box = '<w:r><w:sym w:font="Wingdings" w:char="{}"/></w:r>'
    lines = [
        f"<w:p>{box.format(code)}<w:r><w:t> Đào hố</w:t></w:r></w:p>" for code in ("F0A8", "A8")
    ]
    body = "".join(files.paragraph(text) for text in ("KẾ HOẠCH", "Trồng cây", "I. NỘI DUNG"))
    plan = read_bytes(files.word(body + "".join(lines)), "plan.docx")
    assert ticked(plan) == [("□", "Đào hố"), ("□", "Đào hố")]


def test_a_symbol_broken_at_its_hyphen_is_whole():
    lead = "Để phong trào tình nguyện hè được nêu ra, thực hiện Quyết định số 12/QĐ-UBND, ngày 06/01/2026 của Ủy ban nhân dân xã, các thôn tổ chức tuần tra:"
    printed = files.pdf(f"{TITLE}{lead}{BODY}")
    (basis,) = read_bytes(printed, "plan.pdf").basis
    assert (basis.number, basis.symbol) == ("12", "QĐ-UBND")


def test_years_that_part_over_two_lines_are_no_list():
    title = "            Tổ chức Hội nghị nghiên cứu khoa học sinh viên năm học 2023"
    lines = [" " * 40 + "KẾ HOẠCH", title, " " * 40 + "- 2024", "", "I. MỤC ĐÍCH", "1. Thi đua."]
    plan = read_lines(lines)
    assert plan.title == "Tổ chức Hội nghị nghiên cứu khoa học sinh viên năm học 2023 - 2024"
    assert plan.lead is None


def test_the_year_a_title_ends_with_may_stand_apart():
    lines = [
        "KẾ HOẠCH",
        "",
        "CÔNG TÁC ĐỘI",
        "",
        "NĂM HỌC 2025 - 2026",
        "",
        "I. MỤC ĐÍCH",
        "1. Thi.",
    ]
    assert read_lines(lines).title == "CÔNG TÁC ĐỘI NĂM HỌC 2025 - 2026"


SET_IN = """KẾ HOẠCH
Trồng cây ven sông

      Thực hiện Kế hoạch số 9/KH-UBND ngày 2/2/2026 của Ủy ban nhân dân xã Sông
Lam về việc phát động phong trào trồng cây xanh ở hai bên bờ sông và các tuyến đường thôn
xóm, Đoàn xã xây dựng kế hoạch như sau:
      I. NỘI DUNG
      - Các chi đoàn nhận cây giống tại nhà văn hóa, trồng ở hai bờ sông.
Chăm sóc cây đến hết năm, báo cáo kết quả về Đoàn xã theo mẫu gửi kèm công văn của
huyện.
      - Mỗi đoàn viên trồng ít nhất một cây trong Tháng Thanh niên và chăm sóc thường
xuyên.
"""


def test_a_line_not_set_in_goes_on_with_the_paragraph_that_is():
    plan = read_lines(SET_IN.splitlines())
    assert plan.basis[0].issuer == "Ủy ban nhân dân xã Sông Lam"
    first, second = plan.sections[0].children
    assert first.text.endswith("công văn của huyện.")
    assert second.text.endswith("chăm sóc thường xuyên.")


def test_a_signature_that_begins_below_the_words_of_the_recipients_is_one():
    foot = """
#v(4mm)
Nơi nhận:\\
#h(10.2cm) KT. CHỦ TỊCH \\
\\- Như Điều 4; \\
\\- Chi hội trưởng, chi hội phó, tổ trưởng (Đ/c Lý); #h(0.9cm) PHÓ CHỦ TỊCH \\
\\- Lưu: VT.
#v(6mm)
#h(10.2cm) Đinh Văn Mẫu
"""
    plan = read_bytes(files.pdf(TITLE + BODY + foot), "plan.pdf")
    assert plan.signers == (Signer("KT. CHỦ TỊCH", ("PHÓ CHỦ TỊCH",), "Đinh Văn Mẫu"),)
    assert [r.name for r in plan.recipients][1].startswith("Chi hội trưởng")


def test_a_post_broken_before_words_like_a_surname_is_one():
    foot = ["TM. HỘI ĐỒNG", "CHỦ TỊCH", "GIÁM ĐỐC SỞ GIÁO DỤC VÀ", "ĐÀO TẠO", "Lê Văn Mẫu"]
    plan = read_lines(["KẾ HOẠCH", "Thi", "", "I. NỘI DUNG", "- Tổ chức thi.", "", *foot])
    posts = ("CHỦ TỊCH", "GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO")
    assert plan.signers == (Signer("TM. HỘI ĐỒNG", posts, "Lê Văn Mẫu"),)


def test_a_department_below_a_post_is_no_name():
    foot = ["TL. BỘ TRƯỞNG", "VỤ TRƯỞNG", "VỤ CẢI CÁCH HÀNH CHÍNH", "Phạm Văn Mẫu"]
    plan = read_lines(["KẾ HOẠCH", "Tuần tra", "", "I. NỘI DUNG", "- Tuần tra.", "", *foot])
    assert plan.signers == (
        Signer("TL. BỘ TRƯỞNG", ("VỤ TRƯỞNG VỤ CẢI CÁCH HÀNH CHÍNH",), "Phạm Văn Mẫu"),
    )


@pytest.mark.parametrize(
    "line", ["ơLò Văn Mẫu", "(Đã ký) Lò Văn Mẫu", "Lò Văn Mẫu (đã ký)", "(ký, đóng dấu) Lò Văn Mẫu"]
)
def test_a_letter_of_the_seal_or_a_note_beside_a_name_is_no_part_of_it(line):
    foot = ["Nơi nhận:", "- Lưu VP.", "TM. BAN CHẤP HÀNH", "BÍ THƯ", line]
    plan = read_lines(["KẾ HOẠCH", "Thi", "", "I. NỘI DUNG", "- Tổ chức thi.", "", *foot])
    assert plan.signers == (Signer("TM. BAN CHẤP HÀNH", ("BÍ THƯ",), "Lò Văn Mẫu"),)
    assert plan.unplaced == ()


JOINT = """
#grid(columns: (5.2cm, 5.2cm, 5.2cm), column-gutter: 2mm,
  [CÔNG AN XÃ \\ \\ TRƯỞNG CÔNG AN XÃ \\ SÔNG LAM \\ \\ Thượng tá Mai Xuân \\ Khởi],
  [ĐOÀN TNCS HỒ CHÍ \\ MINH \\ BÍ THƯ \\ \\ \\ Phí Thu Mẫu],
  [HỘI LIÊN HIỆP PHỤ \\ NỮ \\ CHỦ TỊCH \\ \\ \\ Nghiêm Thị Mẫu])

Nơi nhận: \\
\\- Công an tỉnh, Tỉnh Đoàn, Hội Liên hiệp Phụ nữ tỉnh (để báo cáo); \\
\\- Lưu: CA, ĐTN, HPN.
"""


def test_bodies_side_by_side_on_a_page_each_sign_in_their_column():
    plan = read_bytes(files.pdf(TITLE + BODY + JOINT), "plan.pdf")
    assert plan.signers == (
        Signer("CÔNG AN XÃ", ("TRƯỞNG CÔNG AN XÃ SÔNG LAM",), "Thượng tá Mai Xuân Khởi"),
        Signer("ĐOÀN TNCS HỒ CHÍ MINH", ("BÍ THƯ",), "Phí Thu Mẫu"),
        Signer("HỘI LIÊN HIỆP PHỤ NỮ", ("CHỦ TỊCH",), "Nghiêm Thị Mẫu"),
    )
    assert len(plan.recipients) == 2
    assert plan.unplaced == ()
