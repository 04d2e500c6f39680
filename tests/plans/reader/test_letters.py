"""Letters, reports to a superior and talks: papers that speak without sections."""

# ruff: noqa: E501 - a paragraph of a paper is one line

from datetime import date

import pytest

from app.plans.reader import Plan, read_lines

HEAD = """UBND TỈNH BẮC HÀ
SỞ TƯ LIỆU
Số: 88/STL-TH
V/v góp ý hồ sơ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bắc Hà, ngày 12 tháng 3 năm 2026
Kính gửi: Sở Nội vụ
"""
FOOT = """Nơi nhận:
- Như trên;
- Lưu: VT.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Lâm Văn Mẫu
"""


def letter(body: str, head: str = HEAD, foot: str = FOOT) -> Plan:
    return read_lines(f"{head}{body}\n{foot}".splitlines())


def texts(plan: Plan) -> list[str]:
    return [node.text for node in plan.sections]


def test_an_opening_paragraph_tells_the_basis_where_no_heading_stands_above_the_body():
    opening = "Thực hiện Công văn số 31/SNV-CCHC ngày 02/3/2026 của Sở Nội vụ về việc lấy ý kiến, Sở Tư liệu đã gửi hồ sơ cho các phòng và nhận đủ ý kiến."
    more = "Theo Kế hoạch số 07/KH-UBND ngày 05/01/2026 của UBND tỉnh, hồ sơ gồm 05 tài liệu."
    body = "Các phòng góp ý tại Công văn số 12/STL-KT ngày 10/3/2026 của Phòng Kế toán, Sở đã sửa."
    plan = letter(f"{opening}\n{more}\n{body}\nTrân trọng cảm ơn./.")
    assert [(b.doc_type, b.number, b.symbol, b.date, b.issuer) for b in plan.basis] == [
        ("Công văn", "31", "SNV-CCHC", date(2026, 3, 2), "Sở Nội vụ"),
        ("Kế hoạch", "07", "KH-UBND", date(2026, 1, 5), "UBND tỉnh"),
    ]
    assert texts(plan) == [opening, more, body]


def test_paragraphs_without_points_are_the_body_below_the_words_that_lead_into_it():
    paragraphs = [
        "Hiện nay, tỉnh có 14 kho tư liệu; việc quản lý theo Nghị định số 08/2020/NĐ-CP ngày 08/01/2020 của Chính phủ.",
        "Tuy nhiên, Nghị định chưa quy định việc lập hội của các kho tư liệu.",
        "Đồng thời, các tỉnh bạn đã lập hội và báo cáo kết quả như sau:",
        "Căn cứ các quy định nêu trên, việc lập hội là phù hợp.",
    ]
    lead = "Qua nghiên cứu hồ sơ, Sở Tư liệu có ý kiến như sau:"
    closing = "Trên đây là ý kiến của Sở Tư liệu, kính gửi Sở Nội vụ tổng hợp./."
    asked = "Sở Tư liệu nhận được Công văn số 31/SNV-TCBC ngày 02/3/2026 của Sở Nội vụ."
    plan = letter("\n".join([asked, lead, *paragraphs, closing]))
    assert texts(plan) == paragraphs
    assert plan.lead == lead
    assert plan.closing == closing
    assert [basis.number for basis in plan.basis] == ["31"]


UNDATED = """UBND TỈNH BẮC HÀ
SỞ TƯ LIỆU
Số:          /STL-TH
{subject}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bắc Hà, ngày     tháng     năm 2026
Kính gửi: Sở Nội vụ
"""
TWO_COLUMNS = """UBND TỈNH BẮC HÀ           CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
   SỞ TƯ LIỆU                  Độc lập - Tự do - Hạnh phúc
Số:      /STL-TH           Bắc Hà, ngày     tháng     năm 2026
{subject}

Kính gửi: Sở Nội vụ
"""


@pytest.mark.parametrize("head", [UNDATED, TWO_COLUMNS])
@pytest.mark.parametrize(
    "subject",
    [
        "V/v góp ý Thông tư thay thế Thông tư số 244/2016/TT-BTC ngày 11/11/2016",
        "V/v trả lời Công văn\nsố 31/SNV-TCBC ngày 11/11/2016",
        "V/v góp ý dự thảo\nngày 11/11/2016",
        "V/v báo cáo ngày 11/11/2016",
    ],
)
def test_a_day_in_what_a_letter_is_about_is_not_its_own(head, subject):
    plan = letter("Sở Tư liệu gửi ý kiến góp ý.", head.format(subject=subject))
    assert plan.title == subject.replace("\n", " ")
    assert (plan.symbol, plan.date, plan.place) == ("STL-TH", None, "Bắc Hà")
    assert plan.unplaced == ()


def test_a_symbol_parted_at_its_hyphen_in_what_a_letter_is_about_is_one():
    subject = "V/v trả lời Công văn số 31/SNV-\nTCBC của Sở Nội vụ"
    plan = letter("Sở Tư liệu gửi ý kiến góp ý.", UNDATED.format(subject=subject))
    assert plan.title == "V/v trả lời Công văn số 31/SNV-TCBC của Sở Nội vụ"


INVITATION = """ĐOÀN XÃ SÔNG LAM
Số: 03/GM-ĐTN
Sông Lam, ngày 06 tháng 01 năm 2026
GIẤY MỜI
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện Chương trình công tác tháng 01/2026, Đoàn xã tổ chức họp đánh giá phong trào năm 2025.",
        "Ban Thường vụ Đoàn xã trân trọng kính mời các đồng chí bí thư chi đoàn đến dự hội nghị đánh giá phong trào năm 2025 và bàn việc năm 2026.",
        "Đoàn xã kính mời các đồng chí dự hội nghị như sau:",
    ],
)
def test_the_opening_sentence_of_a_paper_without_a_subject_is_not_its_title(sentence):
    plan = letter(f"{sentence}\n1. Thời gian: 8 giờ.\n2. Địa điểm: Nhà văn hóa xã.", INVITATION)
    assert (plan.doc_type, plan.title) == ("GIẤY MỜI", None)
    assert plan.lead == sentence
    assert [node.marker for node in plan.sections] == ["1.", "2."]


@pytest.mark.parametrize("subject", ["Họp ban tổ chức.", "Triển khai thực hiện Tháng Thanh niên."])
def test_a_full_stop_behind_a_subject_is_no_sentence(subject):
    assert letter(f"{subject}\n1. Thời gian: 8 giờ.", INVITATION).title == subject


SPEECH = """Kính thưa các đồng chí,
Năm 2025 là năm có nhiều khó khăn, xã ta vừa sắp xếp thôn, vừa làm đường.
Thực hiện Chỉ thị số 36-CT/TU ngày 16/8/2025 của Tỉnh ủy, các thôn đã làm xong 12 km đường.
Tôi đề nghị các thôn tập trung những việc trọng tâm sau đây:
I. LÀM ĐƯỜNG
Các thôn làm xong đường trước ngày 30/6/2026.
II. TRỒNG CÂY
Mỗi hộ trồng một cây."""


def test_a_talk_without_a_letterhead_speaks_from_its_greeting_on():
    plan = letter(SPEECH, "BÀI PHÁT BIỂU KẾT LUẬN\nHỌP TỔNG KẾT NĂM 2025\n", foot="")
    assert (plan.doc_type, plan.title) == ("BÀI PHÁT BIỂU", "KẾT LUẬN HỌP TỔNG KẾT NĂM 2025")
    assert (plan.issuing_body, plan.symbol, plan.unplaced) == (None, None, ())
    assert [node.marker for node in plan.sections] == ["I.", "II."]
    assert [basis.number for basis in plan.basis] == ["36"]


@pytest.mark.parametrize("heading", ["TRẢ LỜI Ý KIẾN\n", ""])
@pytest.mark.parametrize("greeting", [0, 1])
def test_a_letterhead_ends_at_the_first_whole_sentence(heading, greeting):
    speech = SPEECH.split("\n", greeting)[-1]
    plan = letter(speech, heading, foot="")
    assert plan.unplaced == ()
    assert [p.text for p in plan.lines if p.place == "preamble"] == speech.splitlines()[:-4]
    assert [node.marker for node in plan.sections] == ["I.", "II."]


def test_a_sentence_broken_into_lines_is_whole_from_its_first_line_on():
    plan = letter(
        "Năm 2025 là năm có nhiều khó khăn, xã ta vừa sắp xếp thôn\nvừa làm đường, vừa trồng cây ven sông.\n"
        "I. LÀM ĐƯỜNG\nCác thôn làm xong đường trước ngày 30/6/2026.",
        "TRẢ LỜI Ý KIẾN\n",
        foot="",
    )
    assert plan.unplaced == ()
    assert plan.lead.startswith("Năm 2025 là năm")


def test_a_full_stop_behind_what_a_letter_is_about_ends_no_letterhead():
    head = HEAD.replace(
        "V/v góp ý hồ sơ",
        "V/v góp ý hồ sơ đề nghị công nhận ban vận động\nthành lập hội của các kho tư liệu tỉnh Bắc Hà.",
    )
    plan = letter("Sở Tư liệu gửi ý kiến góp ý.", head)
    assert plan.title.endswith("các kho tư liệu tỉnh Bắc Hà.")
    assert texts(plan) == ["Sở Tư liệu gửi ý kiến góp ý."]


def recipients(lines: str) -> list[tuple[str, str | None]]:
    signed = "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nLâm Văn Mẫu"
    plan = letter("Sở Tư liệu gửi ý kiến góp ý.", foot=f"Nơi nhận:\n{lines}\n{signed}\n")
    assert plan.unplaced == ()
    assert [signer.name for signer in plan.signers] == ["Lâm Văn Mẫu"]
    return [(r.name, r.purpose) for r in plan.recipients]


def test_a_purpose_in_a_column_of_its_own_is_told_of_each_recipient_beside_it():
    assert recipients(
        "- Như trên;\n"
        "- Cổng thông tin điện tử tỉnh;       Để đăng dự thảo\n"
        "- Cổng thông tin điện tử Sở Tư liệu;  lấy ý kiến\n"
        "- Báo Bắc Hà;\t\tĐể đưa tin\n"
        "- Lưu: VT."
    ) == [
        ("Như trên", None),
        ("Cổng thông tin điện tử tỉnh", "Để đăng dự thảo lấy ý kiến"),
        ("Cổng thông tin điện tử Sở Tư liệu", "Để đăng dự thảo lấy ý kiến"),
        ("Báo Bắc Hà", "Để đưa tin"),
        ("Lưu: VT", None),
    ]


def test_blanks_left_open_in_brackets_part_no_columns():
    assert recipients("- Như trên;\n- Lưu: VT, TH (HTM) (    b).") == [
        ("Như trên", None),
        ("Lưu: VT, TH (HTM) ( b)", None),
    ]


def test_a_paragraph_that_says_all_is_no_lead_though_it_tells_its_basis():
    says_all = "Căn cứ khoản 3 Điều 4 Nghị định số 12/2024/NĐ-CP ngày 08/10/2024 của Chính phủ, Sở Tư liệu đề nghị Sở Nội vụ báo cáo tình hình trước ngày 31/12/2026."
    plan = letter(f"{says_all}\nSở Tư liệu thông báo để Sở Nội vụ biết, thực hiện./.")
    assert texts(plan) == [says_all]
    assert plan.closing.startswith("Sở Tư liệu thông báo")
    assert [basis.number for basis in plan.basis] == ["12/2024"]


def test_a_post_between_the_words_and_the_list_of_recipients_ends_no_list():
    foot = "Nơi nhận:\nGIÁM ĐỐC\n- Như trên;\n- Lưu: VT.\nLâm Văn Mẫu\n"
    plan = letter("Sở Tư liệu gửi ý kiến góp ý.", foot=foot)
    assert [r.name for r in plan.recipients] == ["Như trên", "Lưu: VT"]
    assert [(s.titles, s.name) for s in plan.signers] == [(("GIÁM ĐỐC",), "Lâm Văn Mẫu")]
    assert plan.unplaced == ()


def test_a_number_and_a_day_broken_over_two_lines_are_whole():
    head = HEAD.replace("Số: 88/STL-TH", "Số: 88/KH-\nTH").replace(
        "12 tháng 3 năm", "12 tháng 3\nnăm"
    )
    plan = letter("Sở Tư liệu gửi ý kiến góp ý.", head)
    assert (plan.number, plan.symbol, plan.date) == ("88", "KH-TH", date(2026, 3, 12))
    assert (plan.issuing_body, plan.title) == ("SỞ TƯ LIỆU", "V/v góp ý hồ sơ")


def test_recipients_set_side_by_side_are_each_told():
    foot = [
        "Nơi nhận:                                KT. CHỦ TỊCH",
        "- Bộ Nội vụ;          - Tỉnh ủy;         PHÓ CHỦ TỊCH",
        "- HĐND tỉnh (b/c);    - Các xã;",
        "- Lưu: VT.                               Lò Văn Mẫu",
    ]
    plan = read_lines(["KẾ HOẠCH", "Thi", "I. NỘI DUNG", "1. Tổ chức thi.", "2. Trao giải.", *foot])
    names = [(r.name, r.purpose) for r in plan.recipients]
    assert names == [
        ("Bộ Nội vụ", None),
        ("Tỉnh ủy", None),
        ("HĐND tỉnh", "b/c"),
        ("Các xã", None),
        ("Lưu: VT", None),
    ]
    assert [(s.authority, s.titles, s.name) for s in plan.signers] == [
        ("KT. CHỦ TỊCH", ("PHÓ CHỦ TỊCH",), "Lò Văn Mẫu")
    ]
