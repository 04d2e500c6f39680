"""What is read from papers of many kinds."""

from datetime import date

import pytest

from app.plans.reader import Basis, Node, Plan, Recipient, Signer, plan_json, read_lines
from tests.plans.reader import papers


def read(name: str) -> Plan:
    return read_lines(papers.ALL[name].splitlines())


def tree(nodes: tuple[Node, ...]) -> list[str]:
    """'key role' of every node in order."""
    found = []
    for node in nodes:
        found += [f"{node.key} {node.role}", *tree(node.children)]
    return found


HEADS = {
    "PARTY": ("HƯỚNG DẪN", "05", "HD/HU", "2026-02-03", "Sông Lam"),
    "DECISION": ("QUYẾT ĐỊNH", "07", "QĐ-THPTSL", "2025-09-05", "Sông Lam"),
    "PARTS": ("CHƯƠNG TRÌNH", "21", "CTr/TĐTN-VP", "2025-01-10", "Bắc Hà"),
    "STEPS": ("KẾ HOẠCH", "11", "KH/ĐTN", "2026-03-02", "An Bình"),
    "BARE": ("KẾ HOẠCH", None, None, None, None),
    "LETTER": ("CÔNG VĂN", "49", "CV/ĐTN", "2019-05-20", "Sông Lam"),
    "LETTER_OF_PARAGRAPHS": ("CÔNG VĂN", "268", "PNV-CCHC", "2024-08-02", "Sông Lam"),
    "WRAPPED": ("KẾ HOẠCH", "18", "KH/ĐTN", "2026-04-12", "Tân Hòa"),
    "JOINT": ("CHƯƠNG TRÌNH LIÊN TỊCH", "01", "CTLT/ĐTN-ĐBP", "2019-03-15", "Sông Lam"),
}


@pytest.mark.parametrize("name", HEADS)
def test_number_symbol_place_and_date_are_read_in_all_their_spellings(name):
    told = plan_json(read(name))
    assert tuple(told[k] for k in ("doc_type", "number", "symbol", "date", "place")) == HEADS[name]


@pytest.mark.parametrize("name", papers.ALL)
def test_no_paper_leaves_a_line_unplaced_or_a_doubt(name):
    plan = read(name)
    assert plan.unplaced == ()
    assert plan.warnings == ()


def test_a_party_paper_counts_with_a_hyphen_and_signs_with_a_slash():
    plan = read("PARTY")
    assert [s.marker for s in plan.sections] == ["I-", "II-", "III-"]
    assert plan.sections[1].children[0].children[1].key == "II.1.b"
    assert plan.signers == (Signer("T/M BAN THƯỜNG VỤ", ("PHÓ BÍ THƯ",), "Lê Văn Mẫu"),)
    assert plan.recipients[0] == Recipient(
        "- Thường trực Tỉnh ủy (để b/c),", "Thường trực Tỉnh ủy", "để b/c", is_archive=False
    )
    assert plan.basis[1] == Basis(
        "Quy định",
        "12",
        "QĐ/TW",
        date(2025, 2, 6),
        "Ban Bí thư",
        "Quy định số 12-QĐ/TW, ngày 06/02/2025 của Ban Bí thư về tổ chức học tập nghị quyết",
    )


def test_articles_clauses_and_points_nest():
    plan = read("DECISION")
    assert tree(plan.sections) == [
        "1 section",
        "2 section",
        "2.1 group",
        "2.1.a item",
        "2.1.b item",
        "2.2 group",
        "2.2.a item",
        "2.2.b item",
        "3 section",
    ]
    assert [b.doc_type for b in plan.basis] == ["Luật", "Thông tư"]
    assert plan.lead is None


def test_parts_letters_and_numerals_nest_in_the_order_the_paper_keeps():
    plan = read("PARTS")
    assert tree(plan.sections)[:11] == [
        "1 section",
        "1.A group",
        "1.A.1 group",
        "1.A.1.1 item",
        "1.A.2 group",
        "1.A.2.1 item",
        "1.A.2.1.1 item",
        "1.A.2.1.2 item",
        "1.A.2.2 item",
        "1.B group",
        "1.B.a group",
    ]
    assert plan.sections[1].children[0].children[1].text == "Giáo dục truyền thống"
    assert [s.kind for s in plan.sections] == ["aims", "content", "implementation"]


def test_a_recipient_wrapped_on_two_lines_is_one():
    names = [(r.name, r.purpose) for r in read("PARTS").recipients]
    assert names[1] == ("Thường trực Tỉnh ủy", "để báo cáo")
    assert names[2][0] == "Các đồng chí UVBCH Tỉnh Đoàn, Ủy viên UBKT Tỉnh Đoàn"
    assert len(names) == 5


def test_steps_are_groups_and_the_closing_words_stand_apart():
    plan = read("STEPS")
    steps = plan.sections[1].children
    assert [(s.marker, s.role) for s in steps] == [
        ("Bước 1:", "group"),
        ("Bước 2:", "group"),
        ("Bước 3:", "item"),
    ]
    assert plan.closing == "Yêu cầu các chi đoàn nghiêm túc thực hiện./."


def test_paragraphs_without_any_sign_are_items():
    plan = read("BARE")
    assert tree(plan.sections) == ["1 item", "2 item", "3 item"]
    assert plan.issuing_body == "Đoàn xã Biển Xanh"


def test_a_letter_has_its_subject_for_a_title_and_its_addressees():
    plan = read("LETTER")
    assert plan.title == "V/v báo cáo số liệu đoàn viên 6 tháng đầu năm 2019"
    assert plan.addressees == ("Ban Chấp hành các cơ sở Đoàn", "Chi đoàn trực thuộc")
    assert plan.basis[0].number == "112"
    assert plan.closing.startswith("Nhận được công văn này")
    assert read("LETTER_OF_PARAGRAPHS").basis[0].symbol == "KH-UBND"


def test_rows_of_a_table_are_items_under_its_section_rows():
    section = read("TABLE").sections[1]
    assert tree(section.children) == [
        "II.I group",
        "II.I.1 item",
        "II.I.2 item",
        "II.II group",
        "II.II.1 item",
    ]
    first = section.children[0].children[0]
    assert (first.leader, first.partner) == ("Văn phòng UBND", "Các thôn")
    assert section.children[1].children[0].deadline.continuous


def test_hard_wrapped_text_becomes_paragraphs_again():
    plan = read("WRAPPED")
    assert plan.title == "Tổ chức các hoạt động hè cho thanh thiếu nhi trên địa bàn xã năm 2026"
    assert plan.sections[0].children[0].text == (
        "Tạo môi trường vui chơi lành mạnh cho thanh thiếu nhi, phòng ngừa tai nạn đuối nước "
        "trong dịp hè năm nay."
    )
    assert plan.sections[1].children[1].children[0].text.endswith("tại địa phương.")
    assert plan.lead.startswith("Thực hiện Kế hoạch số 44-KH/HĐTN")


def test_a_signature_beside_the_recipients_is_told_from_them():
    plan = read("WRAPPED")
    assert [r.name for r in plan.recipients] == [
        "Ban Thường vụ Huyện Đoàn",
        "Đảng ủy, UBND xã",
        "Các chi đoàn",
        "Lưu VP",
    ]
    assert plan.signers == (Signer("TM. BAN THƯỜNG VỤ ĐOÀN XÃ", ("BÍ THƯ",), "Đinh Văn Mẫu"),)


def test_a_joint_paper_has_two_signers():
    assert read("JOINT").signers == (
        Signer("TM. BAN CHỈ HUY ĐỒN", ("CHÍNH TRỊ VIÊN",), "Thiếu tá Lý Văn Mẫu"),
        Signer("TM. BAN THƯỜNG VỤ HUYỆN ĐOÀN", ("BÍ THƯ",), "Mai Thị Mẫu"),
    )


def test_a_chain_of_offices_is_kept_in_one_signature():
    (signer,) = read("TABLE").signers
    assert signer.authority == "TM. ỦY BAN NHÂN DÂN"
    assert signer.titles == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def test_decimal_numbers_and_stars_nest():
    assert tree(read("DECIMALS").sections)[3:12] == [
        "2 section",
        "2.2.1 group",
        "2.2.1.2.1.1 group",
        "2.2.1.2.1.1.1 item",
        "2.2.1.2.1.2 group",
        "2.2.1.2.1.2.1 item",
        "2.2.2 group",
        "2.2.2.1 group",
        "2.2.2.1.1 item",
    ]


def test_capitals_head_sections_where_nothing_else_does():
    assert [s.text for s in read("CAPITALS").sections] == [
        "MỤC ĐÍCH, YÊU CẦU",
        "NỘI DUNG THỰC HIỆN",
        "TỔ CHỨC THỰC HIỆN",
    ]


def test_an_annex_after_the_signature_is_a_section():
    annex = read("ANNEXED").sections[-1]
    assert (annex.marker, annex.key, annex.role) == ("PHỤ LỤC I", "PLI", "section")
    assert [n.text for n in annex.children] == ["Kiểm tra đê bao", "Diễn tập"]
    assert read("ANNEXED").signers[0].name == "Tạ Văn Mẫu"


def test_an_annex_above_the_signature_takes_none_of_the_plan():
    plan = read_lines(
        [
            "KẾ HOẠCH",
            "Thi",
            "I. NỘI DUNG",
            "1. Tổ chức thi.",
            "2. Trao giải.",
            "PHỤ LỤC",
            "DANH SÁCH",
            "1. Ông Lò A.",
            "2. Bà Lò B.",
            "TM. BAN CHẤP HÀNH",
            "BÍ THƯ",
            "Lò Văn Mẫu",
        ]
    )
    assert [len(node.children) for node in plan.sections] == [2, 2]
    assert (plan.sections[1].marker, plan.sections[1].text) == ("PHỤ LỤC", "DANH SÁCH")
    assert plan.signers[0].name == "Lò Văn Mẫu"


def test_a_gap_in_the_numbering_is_doubtful():
    plan = read_lines(["KẾ HOẠCH", "Thử", "I. MỘT", "- a.", "III. BA", "- b."])
    assert [n.line for n in plan.warnings] == [5]


def test_a_paper_older_than_its_basis_is_doubtful():
    text = papers.STEPS.replace(
        "I. MỤC ĐÍCH\n",
        "Thực hiện Kế hoạch số 5-KH/TĐTN ngày 09/3/2026 của Tỉnh Đoàn, Đoàn phường xây dựng "
        "kế hoạch như sau:\nI. MỤC ĐÍCH\n",
    )
    plan = read_lines(text.splitlines())
    assert [n.line for n in plan.warnings] == [4]


def test_a_line_in_the_foot_that_is_neither_is_unplaced_with_a_warning():
    text = papers.STEPS.replace("- Lưu VP.\n", "- Lưu VP.\nBản này có 02 trang, in một mặt.\n")
    plan = read_lines(text.splitlines())
    assert [line.text for line in plan.unplaced] == ["Bản này có 02 trang, in một mặt."]
    assert plan.signers[0].name == "Đỗ Văn Mẫu"


def test_plan_json_has_the_shape_of_the_contract():
    told = plan_json(read("TABLE"))
    assert {
        "doc_type", "title", "issuing_parent", "issuing_body", "place", "number", "symbol", "date",
        "basis", "lead", "closing", "sections", "recipients", "signers", "warnings", "unplaced",
    } <= told.keys()  # fmt: skip
    assert {"role", "marker", "key", "text", "line", "children"} <= told["sections"][0].keys()
    assert told["signers"][0].keys() == {"authority", "titles", "name"}
    assert told["recipients"][0].keys() == {"text", "name", "purpose", "is_archive"}


def test_keys_are_never_given_twice():
    for name in papers.ALL:
        keys = [step.split()[0] for step in tree(read(name).sections)]
        assert len(keys) == len(set(keys))
