"""What the norms ask of each part, asserted from the Word file itself."""

import io
from dataclasses import replace

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn

from app.papers import profiles
from app.papers.word import to_docx
from app.reports import drafts
from app.reports.work_queries import Plan
from tests.papers.sample import DAY, paper

# Margins top/bottom/left/right in mm; sizes in points as (least, most); number as printed.
NORMS = {
    # Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục I.2, II.1-II.9 (and its size table)
    "nd30-2020": {
        "margins": ((20, 25), (20, 25), (30, 35), (15, 20)),
        "top": (12, 13),
        "superior": (12, 13),
        "issuer": (12, 13),
        "number": (13, 13),
        "day": (13, 14),
        "kind": (13, 14),
        "subject": (13, 14),
        "body": (13, 14),
        "signer": (13, 14),
        "post": (13, 14),
        "page": (13, 14),
        "recipients": (12, 12),
        "recipient": (11, 11),
        "number_line": "Số: 05/BC-ĐTN",
        "mark": "",
        "title_end": "",
        "authority": "TM. BAN THƯỜNG VỤ",
        "bold_post": True,
        "addresses_reports": True,
        "small_subject": False,
        "recipients_bold_italic": True,
        "right": ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
    },
    # Hướng dẫn 29-HD/TWĐTN-VP, 29/10/2013, mục II (khổ giấy, lề), mục III (các thành phần); what
    # it is silent about (recipients, signature, page number) as in the State's norm
    "doan-hd29-2013": {
        "margins": ((20, 20), (20, 20), (30, 30), (20, 20)),
        "top": (15, 15),
        "superior": (14, 14),
        "issuer": (14, 14),
        "number": (14, 14),
        "day": (14, 14),
        "kind": (14, 16),
        "subject": (14, 15),
        "body": (14, 14),
        "signer": (14, 14),
        "post": (14, 14),
        "page": (13, 14),
        "recipients": (12, 12),
        "recipient": (11, 11),
        "number_line": "Số: 05-BC/ĐTN",
        "mark": "***",
        "title_end": "-----",
        "authority": "TM. BAN THƯỜNG VỤ",
        "bold_post": True,
        "addresses_reports": True,
        "small_subject": False,
        "recipients_bold_italic": True,
        "right": ["ĐOÀN TNCS HỒ CHÍ MINH"],
    },
}
# Hướng dẫn 36-HD/VPTW, 03/4/2018: margins II.4.3, page number II.4.4, mark 1.2.2, title 1.5,
# body 1.6.2, recipients 1.9.2, sizes and weights Phụ lục 3. Hướng dẫn 05-HD/VPTW, 27/5/2026, in
# its place: the same measures (IV.4, IV.5, 6.2.2), post and subject as its examples print them;
# its recipients end in ";" (9.2.5) where they ended in "," before.
PARTY = {
    "margins": ((20, 20), (20, 20), (30, 30), (15, 15)),
    "top": (15, 15),
    "superior": (14, 14),
    "issuer": (14, 14),
    "number": (14, 14),
    "day": (14, 14),
    "kind": (15, 16),
    "subject": (14, 15),
    "body": (14, 15),
    "signer": (14, 14),
    "post": (14, 14),
    "page": (14, 14),
    "recipients": (14, 14),
    "recipient": (12, 12),
    "number_line": "Số 05-BC/ĐTN",
    "mark": "*",
    "title_end": "-----",
    "authority": "T/M BAN THƯỜNG VỤ",
    "bold_post": False,
    "addresses_reports": False,
    "small_subject": True,
    "recipients_bold_italic": False,
    "right": ["ĐẢNG CỘNG SẢN VIỆT NAM"],
}
NORMS["dang-hd05-2026"] = PARTY
NORMS["dang-hd36-2018"] = PARTY
STYLES = {
    "top": "Quốc hiệu",
    "superior": "Cơ quan cấp trên",
    "issuer": "Cơ quan ban hành",
    "number": "Số ký hiệu",
    "day": "Địa danh ngày tháng",
    "kind": "Tên loại",
    "subject": "Trích yếu",
    "body": "Nội dung",
    "signer": "Chữ ký",
    "post": "Chức vụ người ký",
    "page": "Header",
    "recipients": "Nơi nhận",
    "recipient": "Nơi nhận - dòng",
}
BOLD = {"top", "issuer", "kind", "subject", "signer"}
PLAN = Plan(1, "7-KH/ĐTN", "Kế hoạch công tác", "KẾ HOẠCH", "7-KH/ĐTN", "2020-01-12")


@pytest.fixture(scope="module", params=profiles.PROFILES, ids=lambda profile: profile.code)
def profile(request):
    return request.param


@pytest.fixture(scope="module")
def document(profile):
    """The printed paper; tests look at it only."""
    return docx.Document(io.BytesIO(to_docx(paper(profile, number=5, day=DAY))))


@pytest.fixture
def norm(profile):
    return NORMS[profile.code]


def test_the_page_is_a4_with_the_norms_margins(document, norm):
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    for side, (least, most) in zip(sides, norm["margins"], strict=True):
        assert least <= round(side.mm) <= most


def test_every_part_has_the_norms_size_weight_and_font(document, norm):
    for part, name in STYLES.items():
        style = document.styles[name]
        least, most = norm[part]
        assert least <= style.font.size.pt <= most, part
        assert style.font.name == "Times New Roman"
        assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == "Times New Roman"
        if part in BOLD:
            assert style.font.bold, part
    assert document.styles["Địa danh ngày tháng"].font.italic
    assert not document.styles["Cơ quan cấp trên"].font.bold
    assert bool(document.styles["Chức vụ người ký"].font.bold) is norm["bold_post"]


def test_the_opening_stands_left_and_right_in_order(document, norm):
    (left, right), (number, day) = (row.cells for row in document.tables[0].rows)
    assert [p.text for p in left.paragraphs] == ["TỈNH ĐOÀN MẪU", "HUYỆN ĐOÀN MẪU", norm["mark"]]
    assert [p.text for p in right.paragraphs if p.text] == norm["right"]
    assert number.text == norm["number_line"]
    assert day.text == "Mẫu Sơn, ngày 03 tháng 02 năm 2026"


def test_an_office_without_a_superior_stands_on_the_first_line(profile):
    made = paper(profile)
    alone = replace(made, letterhead=replace(made.letterhead, superior=""))
    opening = docx.Document(io.BytesIO(to_docx(alone))).tables[0]
    assert opening.rows[0].cells[0].paragraphs[0].text == "HUYỆN ĐOÀN MẪU"


def test_a_subject_and_a_report_s_address_are_worded_as_the_norm_has_them(profile, norm):
    words = drafts.subject(PLAN, 2020, profile)
    assert words.startswith("kết quả" if norm["small_subject"] else "Kết quả")
    asked = "Kính gửi: Tỉnh Đoàn Mẫu" if norm["addresses_reports"] else ""
    assert drafts.address("Tỉnh Đoàn Mẫu", profile) == asked


def test_title_address_and_body_follow(document, norm):
    texts = [(p.style.name, p.text) for p in document.paragraphs if p.text]
    assert ("-----" in [text for _name, text in texts]) is bool(norm["title_end"])
    names = [name for name, _text in texts]
    order = [names.index(name) for name in ("Tên loại", "Trích yếu", "Heading 1", "Nội dung")]
    assert order == sorted(order)
    assert ("Heading 1", "I. KẾT QUẢ") in texts


def test_the_body_is_justified_indented_and_evenly_spaced(document, profile):
    form = document.styles["Nội dung"].paragraph_format
    assert form.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert 10 <= round(form.first_line_indent.mm, 1) <= 12.7
    assert form.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert 18 <= form.line_spacing.pt <= 22
    assert form.space_after.pt >= 6


def test_the_ending_has_recipients_left_and_signature_right(document, norm, profile):
    left, right = document.tables[2].rows[0].cells
    end = profile.recipients.end
    assert [p.text for p in left.paragraphs] == [
        "Nơi nhận:",
        f"- Tỉnh Đoàn Mẫu (b/c){end}",
        f"- Các cơ sở Đoàn trực thuộc{end}",
        "- Lưu VP.",
    ]
    head = document.styles["Nơi nhận"].font
    assert (head.bold, head.italic) == (norm["recipients_bold_italic"],) * 2
    assert bool(head.underline) is not norm["recipients_bold_italic"]
    assert [(p.style.name, p.text) for p in right.paragraphs] == [
        ("Chữ ký", norm["authority"]),
        ("Chức vụ người ký", "BÍ THƯ"),
        ("Chữ ký", "Nguyễn Văn Mẫu"),
    ]


def test_the_end_stays_on_the_page_of_the_last_row(document):
    """Nobody signs a page that holds nothing but the signature."""
    *others, last = document.tables[1].rows
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in last.cells)
    assert not any(row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in others)


def test_the_number_stands_top_centre_from_page_2(document):
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert round(section.header_distance.mm) == 10
    assert section.first_page_header.paragraphs[0].text == ""
    paragraph = section.header.paragraphs[0]
    (field,) = paragraph._p.findall(qn("w:fldSimple"))
    assert field.get(qn("w:instr")) == "PAGE"
    assert document.styles["Header"].paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER


def test_the_annex_lies_across_counts_its_own_pages_and_names_its_paper(document, norm):
    section = document.sections[1]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    texts = [p.text for p in document.paragraphs]
    head = texts.index("PHỤ LỤC")
    number = norm["number_line"].removeprefix("Số").lstrip(": ")
    assert texts[head + 1 : head + 3] == [
        "Số liệu",
        f"(Kèm theo Báo cáo số {number} ngày 03 tháng 02 năm 2026 của Huyện Đoàn Mẫu)",
    ]


def test_table_headings_are_repeated_and_rows_stay_whole(document):
    for table in (document.tables[1], document.tables[3]):
        first, *others = table._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in others)


def test_a_profile_that_no_longer_holds_gives_its_successor():
    old = profiles.for_day("dang-hd36-2018", DAY.replace(month=5, day=26))
    new = profiles.for_day("dang-hd36-2018", DAY.replace(month=5, day=27))
    assert (old.code, new.code) == ("dang-hd36-2018", "dang-hd05-2026")
    assert profiles.for_day(None, DAY).code == "doan-hd29-2013"
