"""What stands on the pages of a PDF or beside the text of a Word document."""

# ruff: noqa: E501 - the sources of the files stand as they are

import pytest

from app.plans.reader import UnreadableDocument, read_bytes
from app.plans.reader.files import source_lines
from tests.plans.reader import files

TITLE = "#align(center)[*KẾ HOẠCH* \\ *Ra quân tình nguyện hè*]\n"
JUSTIFIED = "#set par(justify: true, spacing: 1.4em, leading: 0.7em)\n"


def lines(markup: str) -> list[str]:
    return [line.text.strip() for line in source_lines(files.pdf(markup), "plan.pdf")]


def test_a_point_that_hangs_beside_its_number_is_one_paragraph():
    long = "Chủ trì, phối hợp với các đơn vị liên quan kiểm tra những điểm có nguy cơ cao, báo cáo kết quả trước ngày 15/5."
    printed = lines(
        f'{TITLE}{JUSTIFIED}#enum(numbering: "a)", body-indent: 1cm, [{long}], [{long}])'
    )
    assert printed[-1] == f"b) {long}"


def test_paragraphs_apart_are_not_joined_though_the_line_above_is_full():
    first = "Trong thời gian qua công tác phòng, chống đuối nước trẻ em trên toàn huyện Sông Lam rất được các đơn vị, nhà trường và gia đình quan tâm chỉ đạo."
    printed = lines(
        f"{TITLE}{JUSTIFIED}{first}\n\nPhát huy kết quả đó, các đơn vị tiếp tục thực hiện."
    )
    assert printed[-1] == "Phát huy kết quả đó, các đơn vị tiếp tục thực hiện."
    assert first in printed


TABLE = """
*I. TIẾN ĐỘ*

#table(columns: (3.5cm, 6cm, 5cm), stroke: none, row-gutter: 6pt,
  [Thời gian], [Nội dung], [Người thực hiện],
  [Tháng 6/2026], [Mở lớp dạy bơi miễn phí cho thiếu nhi có hoàn cảnh khó khăn], [Các chi đoàn],
  [Tháng 7/2026], [Sửa nhà văn hóa], [Đoàn xã])

*II. TỔ CHỨC THỰC HIỆN*

Các chi đoàn báo cáo kết quả về Đoàn xã trước ngày 30/7/2026.
"""


def test_a_table_without_lines_is_told_by_the_white_between_its_columns():
    plan = read_bytes(files.pdf(TITLE + TABLE), "plan.pdf")
    tasks = [(n.text, n.leader, str(n.deadline.due)) for n in plan.sections[0].children]
    assert tasks == [
        (
            "Mở lớp dạy bơi miễn phí cho thiếu nhi có hoàn cảnh khó khăn",
            "Các chi đoàn",
            "2026-06-30",
        ),
        ("Sửa nhà văn hóa", "Đoàn xã", "2026-07-31"),
    ]
    assert [s.marker for s in plan.sections] == ["I.", "II."]


NOTED = """
#let raised(sign) = text(size: 6.5pt, baseline: -6pt, sign)
*I. NỘI DUNG*

Các cơ sở Đoàn thực hiện Nghị định số 126/2024/NĐ-CP#raised[1] về tổ chức, hoạt động của các hội trên
địa bàn toàn huyện.

#place(bottom)[#raised[1]#text(9pt)[Ngày 08/10/2024 của Chính phủ.]]
"""


def test_a_footnote_breaks_no_sentence_and_is_told():
    plan = read_bytes(files.pdf(TITLE + NOTED), "plan.pdf")
    (item,) = plan.sections[0].children
    assert item.text.endswith("hoạt động của các hội trên địa bàn toàn huyện.")
    assert plan.unplaced[-1].text.strip() == "Ngày 08/10/2024 của Chính phủ."
    assert any("Chú thích" in notice.message for notice in plan.warnings)


TWICE = """
#set par(justify: true, leading: 0.9em, spacing: 1.2em)
#let raised(sign) = text(size: 8pt, baseline: -6pt, sign)
#let note(sign, words) = [#text(size: 6pt, baseline: -4pt, sign)#text(9pt, words)]
*I. NỘI DUNG*

Các cơ sở Đoàn gửi kế hoạch lấy ý kiến các ngành của huyện và các xã trước khi ban
hành cho các ngành#raised[1] biết và tiếp thu các ý kiến góp ý#raised[2], hoàn chỉnh trước khi
trình Ban Thường vụ Huyện Đoàn xem xét, ký ban hành trong tháng.

- Các chi đoàn báo cáo. \\
- Các liên đội báo cáo. \\
- Các câu lạc bộ báo cáo. \\
- Các đội nhóm báo cáo.

#place(bottom)[#set par(leading: 0.4em, spacing: 0.4em)
  #note("1", [Các ngành được giao chủ trì theo dõi từng nội dung của phong trào trên địa bàn toàn huyện, gồm: Phòng Nội vụ, Phòng Tài chính, Phòng Tư pháp, Phòng Y tế, Công an và Ban Chỉ huy quân sự các xã.])

  #note("2", [Công văn của Phòng Tài chính, Công văn của Phòng Tư pháp, Công văn của Phòng Y tế, Công văn của Công an các xã, Công văn của Ban Chỉ huy quân sự các xã và ý kiến của các tổ chức cơ sở Đoàn.])]
"""


def test_two_calls_above_one_line_break_no_sentence_though_small_print_fills_the_page():
    plan = read_bytes(files.pdf(TITLE + TWICE), "plan.pdf")
    item, *reports = plan.sections[0].children
    assert len(reports) == 4
    assert item.text.startswith("Các cơ sở Đoàn gửi")
    assert item.text.endswith("trong tháng.")


FOOT = """
*I. NỘI DUNG*

Các cơ sở Đoàn tổ chức thực hiện nghiêm túc kế hoạch này trên địa bàn.

#grid(columns: (7.2cm, 1fr), column-gutter: 3pt,
  [Nơi nhận: \\ - Ban Thường vụ Tỉnh Đoàn (để báo cáo); \\ - Các cơ sở Đoàn; \\ - Lưu VP.],
  [TM. BAN THƯỜNG VỤ \\ PHÓ BÍ THƯ THƯỜNG TRỰC \\ \\ Đoàn Thị Mẫu])
"""


def test_columns_of_the_foot_that_nearly_touch_stay_apart():
    plan = read_bytes(files.pdf(TITLE + FOOT), "plan.pdf")
    assert [r.name for r in plan.recipients] == [
        "Ban Thường vụ Tỉnh Đoàn",
        "Các cơ sở Đoàn",
        "Lưu VP",
    ]
    (signer,) = plan.signers
    assert (signer.titles, signer.name) == (("PHÓ BÍ THƯ THƯỜNG TRỰC",), "Đoàn Thị Mẫu")


LONG_FOOT = """
*I. NỘI DUNG*

Các cơ sở Đoàn tổ chức thực hiện nghiêm túc kế hoạch này trên địa bàn.

Nơi nhận: #h(7cm) CHỦ TỊCH \\
\\- Như trên; \\
\\- Lưu: VT, văn phòng, phòng nội vụ, phòng kinh tế. \\
#h(9cm) Đoàn Thị Mẫu
"""


def test_a_name_below_the_last_recipient_is_no_part_of_it():
    plan = read_bytes(files.pdf(TITLE + LONG_FOOT), "plan.pdf")
    assert plan.recipients[-1].name == "Lưu: VT, văn phòng, phòng nội vụ, phòng kinh tế"
    assert [(s.titles, s.name) for s in plan.signers] == [(("CHỦ TỊCH",), "Đoàn Thị Mẫu")]


SIDE_BY_SIDE = """
*I. NỘI DUNG*

Tổ chức hội trại và lễ kết nạp đoàn viên mới vào cuối tháng.

#v(4mm)
#grid(columns: (7cm, 7cm), column-gutter: 1cm,
  [DUYỆT CỦA CHI BỘ \\ BÍ THƯ], [TM. BAN CHẤP HÀNH \\ PHÓ BÍ THƯ])
#v(4mm)
#h(8cm) Nguyễn Văn Mẫu
#v(4mm)
Hồ Thị Mẫu
"""


def test_signatures_side_by_side_keep_their_columns():
    plan = read_bytes(files.pdf(TITLE + SIDE_BY_SIDE), "plan.pdf")
    assert [(s.authority, s.titles, s.name) for s in plan.signers] == [
        ("DUYỆT CỦA CHI BỘ", ("BÍ THƯ",), "Hồ Thị Mẫu"),
        ("TM. BAN CHẤP HÀNH", ("PHÓ BÍ THƯ",), "Nguyễn Văn Mẫu"),
    ]


CLOSE = """
*I. NỘI DUNG*

Các bộ môn phân công giảng viên hướng dẫn sinh viên.

#grid(columns: (4.5cm, 5.1cm, 5cm), column-gutter: 3pt,
  [Nơi nhận: \\ - Ban Giám hiệu; \\ - Lưu: VPK.],
  [XÁC NHẬN CỦA BAN \\ GIÁM HIỆU \\ PHÓ HIỆU TRƯỞNG \\ \\ PGS.TS. Lò Văn Mẫu],
  [TRƯỞNG KHOA \\ \\ \\ TS. Cầm Thị Mẫu])
"""


def test_signatures_that_nearly_touch_stay_apart():
    plan = read_bytes(files.pdf(TITLE + CLOSE), "plan.pdf")
    assert [(s.authority, s.titles, s.name) for s in plan.signers] == [
        ("XÁC NHẬN CỦA BAN GIÁM HIỆU", ("PHÓ HIỆU TRƯỞNG",), "PGS.TS. Lò Văn Mẫu"),
        (None, ("TRƯỞNG KHOA",), "TS. Cầm Thị Mẫu"),
    ]


def test_a_title_that_fills_its_line_takes_in_no_sentence_below():
    title = "#align(center)[*KẾ HOẠCH* \\ HOẠT ĐỘNG THÁNG BA – TIẾN BƯỚC LÊN ĐOÀN]\n"
    text = "Thực hiện chương trình công tác Đội năm học 2025 - 2026 của Liên đội, nhà trường tổ chức các hoạt động sau:\n\n*I. NỘI DUNG*\n\nHội trại."
    plan = read_bytes(files.pdf(title + text), "plan.pdf")
    assert plan.title == "HOẠT ĐỘNG THÁNG BA – TIẾN BƯỚC LÊN ĐOÀN"
    assert plan.basis[0].issuer == "Liên đội"


def word(*blocks: str, **parts: str) -> bytes:
    return files.word("".join(blocks), **parts)


def test_a_footnote_in_word_is_told():
    notes = f"<w:footnotes {files.W}><w:footnote>{files.paragraph('Theo báo cáo quý I.')}</w:footnote></w:footnotes>"
    body = [
        files.paragraph(text)
        for text in ("KẾ HOẠCH", "Hè", "I. NỘI DUNG", "Dạy bơi cho thiếu nhi.")
    ]
    plan = read_bytes(word(*body, footnotes=notes), "plan.docx")
    assert [line.text for line in plan.unplaced] == ["Theo báo cáo quý I."]
    assert len(plan.sections[0].children) == 1


def test_addressees_set_in_a_table_are_no_table():
    data = word(
        files.paragraph("Số: 12-CV/ĐTN"),
        files.paragraph("V/v báo cáo số liệu"),
        files.table(["Kính gửi:", "- Đoàn xã A;\n- Đoàn xã B."]),
        files.paragraph("Huyện Đoàn đề nghị các đơn vị:"),
        files.paragraph("1. Gửi báo cáo trước ngày 08/6/2026."),
    )
    plan = read_bytes(data, "plan.docx")
    assert plan.addressees == ("Đoàn xã A", "Đoàn xã B")


def test_a_schedule_with_approvals_and_days_is_a_table():
    data = word(
        files.paragraph("KẾ HOẠCH"),
        files.paragraph("Tổ chức hội diễn"),
        files.paragraph("I. TIẾN ĐỘ"),
        files.table(
            ["Thời gian", "Nội dung", "Người thực hiện"],
            ["Ngày 17/11/2025", "Duyệt văn nghệ", "Bí thư"],
            ["Ngày 20/11/2025", "Lễ kỷ niệm", "Ban Giám hiệu"],
        ),
    )
    plan = read_bytes(data, "plan.docx")
    assert [node.text for node in plan.sections[0].children] == ["Duyệt văn nghệ", "Lễ kỷ niệm"]


def test_a_letterhead_without_number_in_a_table_is_read_cell_by_cell():
    data = word(
        files.table(["LIÊN ĐỘI THCS HOA MẪU", "ĐỘI TNTP HỒ CHÍ MINH\nSông Lam, ngày 10/02/2025"]),
        files.paragraph("KẾ HOẠCH"),
        files.paragraph("Hoạt động tháng 3"),
        files.paragraph("I. NỘI DUNG"),
        files.paragraph("- Hội trại."),
    )
    plan = read_bytes(data, "plan.docx")
    assert (plan.issuing_body, plan.motto) == ("LIÊN ĐỘI THCS HOA MẪU", "ĐỘI TNTP HỒ CHÍ MINH")
    assert (plan.place, str(plan.date)) == ("Sông Lam", "2025-02-10")


def test_the_number_and_day_stamped_on_a_signed_paper_are_read():
    head = "Số: #h(2cm)/KH-ĐTN #h(1cm) Sông Lam, ngày #h(1cm) tháng 3 năm 2026\n"
    body = "*I. NỘI DUNG*\n\nCác cơ sở Đoàn tổ chức thực hiện nghiêm túc kế hoạch này."
    stamps = {"58": (115, 67), "09": (362, 67), "Người ký: UBND xã": (300, 30)}
    plan = read_bytes(files.stamped(files.pdf(f"{head}{TITLE}{body}"), stamps), "plan.pdf")
    assert (plan.number, plan.symbol, str(plan.date)) == ("58", "KH-ĐTN", "2026-03-09")
    assert plan.unplaced == ()


def test_a_scan_that_bears_the_words_of_a_signature_is_a_scan():
    stamps = {
        "SAO Y; CONG AN XA SONG LAM; Thoi gian ky: 2025-08-20T15:14:49+07:00 Can bo": (90, 60)
    }
    with pytest.raises(UnreadableDocument, match="bản chụp"):
        read_bytes(files.stamped(files.pdf(""), stamps), "plan.pdf")


def test_a_sentence_in_the_style_of_a_heading_is_no_heading():
    styles = (
        f'<w:styles {files.W}><w:style w:type="paragraph" w:styleId="Heading6">'
        '<w:name w:val="heading 6"/></w:style></w:styles>'
    )
    lead = "Thực hiện Công văn số 46/UBND-VP ngày 02/7/2026 của UBND huyện về việc báo cáo số liệu trẻ em, Đoàn xã báo cáo."
    data = word(
        *map(files.paragraph, ("Số: 12-CV/ĐTN", "V/v báo cáo số liệu", "Kính gửi: UBND huyện")),
        files.paragraph(lead, '<w:pStyle w:val="Heading6"/>'),
        files.paragraph("Toàn xã có 120 trẻ em, đã dạy bơi cho 80 em trong hè này."),
        files.paragraph("Trân trọng báo cáo./."),
        styles=styles,
    )
    plan = read_bytes(data, "plan.docx")
    assert [basis.number for basis in plan.basis] == ["46"]
    assert [node.role for node in plan.sections] == ["item", "item"]


SHADED = """
*KẾ HOẠCH*

*Công tác quý I*

*I. NỘI DUNG*

#set par(justify: true, first-line-indent: 1cm)
#let marked(body) = {
  show regex("\\S+"): word => box(fill: luma(240), outset: (y: 3pt), word)
  body
}
1. #marked[Sở Nội vụ phối hợp với các cơ quan, đơn vị có liên quan tổ chức tập huấn nghiệp vụ cho cán bộ của các xã, phường, đặc khu trên địa bàn tỉnh trong quý I năm 2026.]

2. #marked[Các xã báo cáo kết quả thực hiện về Sở Nội vụ trước ngày 20 tháng 3 năm 2026 để tổng hợp.]

#let filled(body) = table.cell(fill: luma(230), body)
#table(columns: (1.5cm, 7cm, 4cm), stroke: none, gutter: 0pt,
  filled[TT], filled[Nội dung], filled[Chủ trì],
  filled[1], filled[Mở lớp tập huấn], filled[Văn phòng],
  filled[2], filled[Kiểm tra], filled[Ban Tổ chức])
"""


def test_words_that_are_shaded_are_no_cells_and_cells_that_are_filled_are():
    first, second = read_bytes(files.pdf(SHADED), "plan.pdf").sections[0].children
    assert first.text.endswith(
        "tập huấn nghiệp vụ cho cán bộ của các xã, phường, đặc khu trên địa bàn tỉnh trong quý I năm 2026."
    )
    assert second.text.startswith("Các xã báo cáo kết quả thực hiện về Sở Nội vụ trước ngày 20")
    assert [(task.marker, task.text, task.leader) for task in second.children] == [
        ("1", "Mở lớp tập huấn", "Văn phòng"),
        ("2", "Kiểm tra", "Ban Tổ chức"),
    ]
