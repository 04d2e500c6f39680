"""Habits of papers that each once misled the reader."""

from datetime import date

import pytest

from app.plans.reader import Node, Plan, Signer, plan_json, read_bytes, read_lines
from tests.plans.reader import kinds


def read(name: str) -> Plan:
    return read_lines(kinds.ALL[name].splitlines())


def outline(nodes: tuple[Node, ...], depth: int = 0) -> list[str]:
    """'  item -' for every node in order, indented by its depth."""
    found = []
    for node in nodes:
        found += [f"{'  ' * depth}{node.role} {node.marker}".rstrip()]
        found += outline(node.children, depth + 1)
    return found


def issuers(plan: Plan) -> list[tuple[str, str | None, str | None]]:
    return [(basis.doc_type, basis.number, basis.issuer) for basis in plan.basis]


@pytest.mark.parametrize("name", kinds.ALL)
def test_every_line_has_its_place(name):
    plan = read(name)
    assert plan.unplaced == ()
    assert plan.warnings == ()
    assert all(line.place != "blank" or not line.text.strip() for line in plan.lines)


def test_who_approves_signs_beside_who_wrote_the_plan():
    plan = read("SCHOOL")
    assert plan.signers == (
        Signer(None, ("NGƯỜI LẬP KẾ HOẠCH",), "Lâm Văn Mẫu"),
        Signer("DUYỆT CỦA BGH", ("HIỆU TRƯỞNG",), "Trịnh Thị Mẫu"),
    )
    assert plan.closing == "Trên đây là kế hoạch, đề nghị các bộ phận thực hiện."
    assert outline(plan.sections)[-4:] == ["  group 1.", "    item -", "  group 2.", "    item -"]


def test_the_sentence_of_adoption_closes_a_resolution():
    plan = read("COUNCIL")
    assert plan.closing.startswith("Nghị quyết này đã được")
    assert outline(plan.sections)[-3:] == ["section Điều 2.", "  item 1.", "  item 2."]


def test_a_law_is_named_whole_with_its_day():
    law = read("COUNCIL").basis[0]
    assert (law.doc_type, law.date, law.issuer) == ("Luật", date(2022, 6, 15), None)


def test_tabs_behind_the_signs_of_a_list_make_no_table():
    plan = read("TABBED")
    assert outline(plan.sections) == [
        "section I)",
        "  item 1)",
        "  item 2)",
        "section II)",
        "  group 1)",
        "    item -",
        "  group 2)",
        "    item -",
    ]
    assert [r.name for r in plan.recipients] == ["Công đoàn ngành", "Lưu CĐ"]
    assert plan.signers == (Signer("TM. BCH CÔNG ĐOÀN", ("P. CHỦ TỊCH",), "BSCKII. Phạm Thị Mẫu"),)


def test_a_starred_heading_below_whole_sentences_is_no_part_of_the_last_one():
    assert outline(read("TARGETS").sections)[:6] == [
        "section I.",
        "  group 1.",
        "    item (1)",
        "    item (2)",
        "    group *",
        "      item -",
    ]


def test_a_starred_remark_below_points_that_say_all_is_a_point_itself():
    assert outline(read("MEETING").sections)[:4] == [
        "section I.",
        "  item 1.",
        "  item 2.",
        "  item *",
    ]


def test_a_star_may_stand_before_the_recipients():
    plan = read("MEETING")
    assert [r.name for r in plan.recipients] == ["Các cơ sở Đoàn", "Lưu VP"]


def test_one_opening_word_may_rule_several_papers():
    assert issuers(read("MEETING")) == [
        ("Chương trình", None, "Tỉnh Đoàn"),
        ("Chương trình", None, "Ban Chấp hành Huyện Đoàn"),
    ]


def test_number_place_and_day_may_share_a_line():
    plan = read("TARGETS")
    assert (plan.number, plan.symbol, plan.place) == ("04", "CTr/ĐK", "Bắc Hà")
    assert plan.date == date(2025, 12, 18)


def test_a_purpose_at_a_brace_or_in_a_column_goes_to_its_recipients():
    assert [(r.name, r.purpose) for r in read("TARGETS").recipients] == [
        ("Thành Đoàn", "b/c"),
        ("Đảng ủy, UBND", "b/c"),
        ("Đoàn các trường", "t/h"),
        ("Lưu VP", None),
    ]


def test_short_lines_over_sentences_are_headings_where_numbers_are_missing():
    plan = read("UNNUMBERED")
    assert outline(plan.sections)[:6] == [
        "section I.",
        "  group",
        "    item",
        "  group",
        "    item",
        "    item",
    ]
    assert [node.text for node in plan.sections[1].children] == [
        "Tổ chuyên môn và giáo viên",
        "Tổ văn phòng",
    ]


def test_the_second_row_of_a_heading_is_no_task():
    plan = read("TWO_SIDES")
    assert [(node.marker, node.text) for node in plan.sections] == [
        ("1", "Tuyên truyền phòng dịch"),
        ("2", "Tập huấn sơ cấp cứu"),
    ]


def test_a_body_above_a_post_is_whom_the_signer_stands_for():
    assert read("TWO_SIDES").signers == (
        Signer("TRẠM Y TẾ", ("TRẠM TRƯỞNG",), "BS. Cù Thị Mẫu"),
        Signer("TM. BTV HỘI NÔNG DÂN XÃ", ("CHỦ TỊCH",), "NGUYỄN VĂN MẪU"),
    )


def test_addressees_go_on_past_a_full_stop():
    plan = read("REQUEST")
    assert plan.addressees == ("Ban Thường vụ Huyện Đoàn", "Ban Tổ chức Huyện ủy")
    assert plan.closing == "Kính mong Ban Thường vụ xem xét."


def test_a_paper_is_cited_by_its_day_alone_or_by_who_asks_in_it():
    assert issuers(read("REQUEST")) == [
        ("Thông báo kết luận", None, "UBKT Huyện Đoàn"),
        ("Quyết định", None, "Ủy ban nhân dân huyện"),
        ("Chương trình", None, "Huyện Đoàn"),
        ("Công văn", "05", "Đoàn xã Tân Mẫu"),
    ]


def test_a_law_that_amends_two_is_one_and_each_paper_has_who_sent_it():
    asked = (
        "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 255/TTr-SNV ngày 22/01/2025 và "
        "Chủ tịch Hiệp hội tại Công văn số 01/BC-HH ngày 24/12/2024."
    )
    plan = read_lines(
        [
            "QUYẾT ĐỊNH",
            "Phê duyệt Điều lệ",
            "(Kèm theo Tờ trình số 01/TTr-HH ngày 02/01/2025)",
            "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật A và Luật B ngày 22/11/2019;",
            asked,
            "Điều 1. Phê duyệt Điều lệ.",
        ]
    )
    assert issuers(plan) == [
        ("Luật", None, None),
        ("Tờ trình", "255", "Giám đốc Sở Nội vụ"),
        ("Công văn", "01", "Chủ tịch Hiệp hội"),
    ]


def test_offices_on_the_archive_line_sign_nothing():
    plan = read("REQUEST")
    assert plan.recipients[-1].name == "Lưu: VT, KT, UBKT"
    assert plan.signers == (Signer("TM. ỦY BAN KIỂM TRA", ("CHỦ NHIỆM",), None),)


def test_an_annex_has_its_own_heading_and_signature():
    plan = read("DECREED")
    assert plan.sections[2].text == (
        "QUY ĐỊNH Sử dụng nhà văn hóa (Ban hành kèm theo Quyết định số 15/QĐ-UBND"
        " của Ủy ban nhân dân xã)"
    )
    assert outline(plan.sections)[2:] == ["section", "  group Chương I", "    item Điều 1."]
    assert plan.sections[2].children[0].text == "GIỮ GÌN; BẢO VỆ"
    assert len(plan.signers) == 1
    assert [line.place for line in plan.lines[-3:]] == ["foot", "foot", "foot"]


def test_boxes_to_tick_are_signs_of_markdown():
    text = "KẾ HOẠCH\nTrồng cây\nI. Nhiệm vụ\n- [ ] Đào hố\n- [x] Mua cây giống\n- [ ] Tưới nước"
    plan = read_bytes(text.encode(), "plan.txt")
    assert [node.text for node in plan.sections[0].children] == [
        "Đào hố",
        "Mua cây giống",
        "Tưới nước",
    ]


WRAPPED_LETTER = """BCH ĐOÀN PHƯỜNG AN MẪU
Số:37 - CV/ĐTN
“V/v tham gia hội thi tuyên truyền
phòng cháy chữa cháy”
An Mẫu, ngày 09 tháng 9 năm 2023
Kính gửi: Ban Chấp hành các Chi đoàn trực thuộc
Thực hiện Công văn số 205-CV/QĐTN ngày 05/9/2023 của Ban Thường vụ Quận
Đoàn Thanh Mẫu về việc tham gia Hội thi tuyên truyền năm 2023, Ban Thường vụ
Đoàn phường đề nghị các Chi đoàn:
- Nộp bài dự thi về Văn phòng Đoàn phường An Mẫu trước 16h30 ngày
20/9/2023.
- Cử 05 đoàn viên dự lễ.
Nơi nhận:
Như trên,
Đảng ủy phường (để báo cáo),
Lưu Văn phòng.
"""


def test_a_short_letter_that_wraps_is_put_together_before_its_parts_are_told():
    plan = read_lines(WRAPPED_LETTER.splitlines())
    assert issuers(plan) == [("Công văn", "205", "Ban Thường vụ Quận Đoàn Thanh Mẫu")]
    assert plan.lead.endswith("đề nghị các Chi đoàn:")
    assert [str(node.deadline and node.deadline.due) for node in plan.sections] == [
        "2023-09-20",
        "None",
    ]


def test_a_subject_in_quotes_is_read_in_any_column():
    lines = WRAPPED_LETTER.splitlines()
    turned = [lines[4], *lines[:4], *lines[5:]]
    told = "“V/v tham gia hội thi tuyên truyền phòng cháy chữa cháy”"
    assert read_lines(lines).title == read_lines(turned).title == told


def test_recipients_without_dashes_are_one_a_line():
    plan = read_lines(WRAPPED_LETTER.splitlines())
    assert [(r.name, r.purpose) for r in plan.recipients] == [
        ("Như trên", None),
        ("Đảng ủy phường", "để báo cáo"),
        ("Lưu Văn phòng", None),
    ]


def test_a_quoted_subject_apart_from_its_kind_is_the_title():
    plan = read_lines(["KẾ HOẠCH NGOẠI KHÓA", "", "“Văn hóa ứng xử”", "", "I. Mục đích", "- Một."])
    assert plan.title == "NGOẠI KHÓA “Văn hóa ứng xử”"


@pytest.mark.parametrize(
    "last",
    [
        "Thừa lệnh Thường trực, Văn phòng thông báo đến các đơn vị biết.",
        "Chỉ thị này được phổ biến đến các chi bộ trong toàn xã.",
        "Mọi thông tin xin liên hệ Văn phòng; điện thoại: 0900.000.000.",
    ],
)
def test_a_last_sentence_below_the_points_closes(last):
    plan = read_lines(["THÔNG BÁO", "Kết luận", "1. Giao Đoàn xã đôn đốc các chi đoàn.", last])
    assert plan.closing == last
    assert plan_json(plan)["sections"][0]["role"] == "item"


def test_a_remark_below_the_points_does_not_close():
    plan = read_lines(["KẾ HOẠCH", "Kinh phí", "I. Chi", "- Quà.", "Tổng cộng: 20 triệu đồng."])
    assert plan.closing is None


def test_a_slash_and_a_stop_may_stand_behind_the_numbers():
    head = "UBND XÃ MẪU\nLiên đội trường THCS Mẫu\nSố: … /KH\n|\n"
    text = f"{head}KẾ HOẠCH\nRung chuông vàng\nI/. NỘI DUNG\n1/. Hình thức:\n-Thi.\n2/. Luật:\n-Lệ."
    plan = read_lines(text.splitlines())
    signs = ["section I/.", "  group 1/.", "    item -", "  group 2/.", "    item -"]
    assert outline(plan.sections) == signs
    assert (plan.symbol, plan.issuing_body) == ("KH", "Liên đội trường THCS Mẫu")
    assert plan.unplaced == ()


def test_commas_may_stand_behind_the_numbers():
    text = "KẾ HOẠCH\nTổng kết\nI, Mục đích\n1, Thi đua.\n2, Biểu dương:\na, Tập thể\nb, Cá nhân"
    plan = read_lines(text.splitlines())
    signs = ["section I,", "  item 1,", "  group 2,", "    item a,", "    item b,"]
    assert outline(plan.sections) == signs


def test_a_request_above_the_last_courtesy_closes():
    text = (
        "TỜ TRÌNH\nĐề nghị công nhận\n“Trường học thân thiện”\nKính gởi: Phòng Giáo dục huyện Mẫu\n"
        "Căn cứ Quyết định số 17/QĐ-BGD ngày 05/3/2009 của Bộ, nhà trường tự chấm như sau:\n"
        "1. Trường lớp: 18/20 điểm.\n2. Dạy và học: 23/25 điểm.\n"
        "Với kết quả nêu trên, nhà trường kính đề nghị Phòng về kiểm tra, công nhận danh hiệu.\n"
        "Trân trọng kính trình.\nHIỆU TRƯỞNG\nCao Văn Mẫu"
    )
    plan = read_lines(text.splitlines())
    assert plan.title == "Đề nghị công nhận “Trường học thân thiện”"
    assert plan.addressees == ("Phòng Giáo dục huyện Mẫu",)
    assert outline(plan.sections) == ["item 1.", "item 2."]
    assert plan.closing.startswith("Với kết quả")


def test_what_a_column_of_tasks_is_about_may_be_added():
    rows = [
        "TT\tNội dung giám sát\tĐơn vị được giám sát\tCơ quan chủ trì\tThời gian",
        "1\tDân chủ cơ sở\tUBND xã\tBan Thường trực\tQuý II",
        "2\tBếp ăn bán trú\tCác trường\tHội LHPN\tQuý IV",
    ]
    plan = read_lines(["KẾ HOẠCH", "Giám sát", "I. NỘI DUNG", *rows])
    tasks = [(node.text, node.leader) for node in plan.sections[0].children]
    assert tasks == [("Dân chủ cơ sở", "Ban Thường trực"), ("Bếp ăn bán trú", "Hội LHPN")]


def test_who_concludes_stands_in_the_title_above_what_it_is_about():
    text = (
        "TỈNH ỦY MẪU\nĐẢNG CỘNG SẢN VIỆT NAM\n*\nSố 45-KL/TU\nKẾT LUẬN\nHỘI NGHỊ LẦN THỨ BẢY\n"
        "BAN CHẤP HÀNH ĐẢNG BỘ TỈNH\nvề kết cấu hạ tầng\n-----\nI. TÌNH HÌNH\n1. Tốt."
    )
    plan = read_lines(text.splitlines())
    assert plan.title == "HỘI NGHỊ LẦN THỨ BẢY BAN CHẤP HÀNH ĐẢNG BỘ TỈNH về kết cấu hạ tầng"
    assert plan.issuing_body == "TỈNH ỦY MẪU"


def test_a_list_that_starts_anew_below_a_few_words_is_theirs():
    aims = ["1. Mục đích.", "1. Làm cho dân hiểu.", "2. Nâng cao ý thức."]
    demands = ["2. Yêu cầu.", "1. Kịp thời.", "2. Tiết kiệm."]
    sections = ["I. MỤC ĐÍCH, YÊU CẦU", *aims, *demands, "II. NỘI DUNG", "1. Tuyên truyền."]
    plan = read_lines(["KẾ HOẠCH", "Tuyên truyền", "", *sections])
    assert outline(plan.sections[:1]) == [
        "section I.",
        "  group 1.",
        "    item 1.",
        "    item 2.",
        "  group 2.",
        "    item 1.",
        "    item 2.",
    ]


def test_a_number_typed_apart_is_one():
    first = [
        "1. Nội dung",
        "1.1. Tham mưu:",
        "- Chương trình năm.",
        "1. 2. Kiểm tra:",
        "- Đoàn phí.",
    ]
    second = ["2. Thực hiện", "- Các chi đoàn báo cáo."]
    plan = read_lines(["CHƯƠNG TRÌNH", "Kiểm tra năm 2026", "", *first, *second])
    assert outline(plan.sections) == [
        "section 1.",
        "  group 1.1.",
        "    item -",
        "  group 1. 2.",
        "    item -",
        "section 2.",
        "  item -",
    ]
    assert plan.sections[0].children[1].key == "1.1.2"
