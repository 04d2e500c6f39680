"""Rows to items by wording: a doubtful row is a question, never a guess."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.match import Match, RowRef, match
from sync.core.match_text import Corpus
from sync.core.tab import PlanNode
from tests.sync.core.sheets import PLAN

WORDINGS = [
    ("II.1.1", "Phát tờ rơi tuyên truyền đội mũ bảo hiểm"),
    ("II.1.1", "Treo panô ở chợ trung tâm"),
    ("II.1.2", "Phiên tòa giả định về đua xe"),
    ("II.1.3", "Làm 4 video ngắn đăng MXH"),
    ("II.2.1", "Rà soát điểm đen giao thông, kiến nghị biển cảnh báo"),
    ("II.2.2", "Kiểm tra dụng cụ nổi của các chủ đò"),
    ("II.2.3", "Phát quang bụi rậm tuyến đường tự quản của ấp"),
    ("II.3.1", "Phân luồng xe đưa đón học sinh giờ tan học"),
    ("II.3.2", "Cấp túi thuốc, tập huấn sơ cứu"),
    ("III.2.1", "Gửi số liệu 6 tháng"),
    (None, "Hiến máu nhân đạo"),
    (None, "Giải bóng chuyền mừng Xuân"),
    (None, "Tặng quà gia đình chính sách 27/7"),
    (None, "Đại hội chi đoàn nhiệm kỳ 2027-2029"),
    (None, "Thu đoàn phí quý 3"),
    (None, "Trồng 500 cây keo"),
]


CORPUS = Corpus(PLAN)
unhurried = settings(deadline=None, max_examples=40)


def of(*texts: str) -> list[Match]:
    return match([RowRef(number, text) for number, text in enumerate(texts, 5)], PLAN, CORPUS)


@pytest.mark.parametrize(("key", "text"), WORDINGS)
def test_a_paraphrase_finds_its_item_and_an_own_task_finds_none(key: str | None, text: str) -> None:
    (found,) = of(text)
    assert (found.key, found.candidates) == (key, ())
    assert found.own is (key is None)


def test_one_row_for_two_items_is_a_question_that_names_both() -> None:
    (found,) = of("Phát tờ rơi đội mũ bảo hiểm; tập huấn sơ cứu, cấp túi thuốc")
    assert found.merged
    assert set(found.candidates) == {"II.1.1", "II.3.2"}


def test_two_rows_of_one_item_are_its_parts() -> None:
    first, second = of("Lập dự toán riêng của đơn vị", "Gửi số liệu sáu tháng và cả năm")
    assert (first.key, first.part) == ("III.2.1", "1/2")
    assert (second.key, second.part) == ("III.2.1", "2/2")


def test_the_same_line_twice_is_asked_about_the_second_time() -> None:
    first, second = of("Trao áo phao cho hộ dân", "Trao áo phao cho hộ dân")
    assert (first.key, first.part) == ("II.2.2", None)
    assert (second.key, second.duplicate_of, second.candidates) == (None, 5, ("II.2.2",))


def test_a_heading_of_several_items_is_a_question() -> None:
    (found,) = of("Đội hình Cổng trường an toàn")
    assert found.candidates == ("II.3", "II.3.1")


def test_tones_case_spacing_numbering_and_normal_form_change_nothing() -> None:
    plain = of("Tổ chức phiên toà giả định xét xử vụ đua xe")[0]
    for text in (
        "2.1  TỔ CHỨC PHIÊN TÒA GIẢ ĐỊNH  XÉT XỬ VỤ ĐUA XE",
        "- to chuc phien toa gia dinh xet xu vu dua xe",
        "Tổ chức phiên toà giả định xét xử vụ đua xe",
    ):
        assert of(text)[0].key == plain.key == "II.1.2"


def test_a_key_holds_against_a_vague_text_but_not_against_another_item_s_text() -> None:
    rows = [
        RowRef(5, "Trao áo phao, kiểm tra dụng cụ nổi", key_cell="II.2.2"),
        RowRef(6, "Sơn vạch giảm tốc, phát quang bụi rậm", key_cell="II.2.1"),
        RowRef(7, "Video văn hoá giao thông", key_cell="ii.1.3"),
        RowRef(8, "Hội thao", key_cell="II.1.1"),
    ]
    keyed, clash, small, nothing = match(rows, PLAN)
    assert keyed.key == "II.2.2"
    assert (clash.key_clash, clash.candidates) == (True, ("II.2.1", "II.2.3"))
    assert small.key == "II.1.3"
    assert (nothing.key_clash, nothing.candidates) == (True, ("II.1.1",))


def test_two_rows_with_one_key_are_both_held() -> None:
    rows = [
        RowRef(5, "Trao áo phao", key_cell="II.2.2"),
        RowRef(6, "Kiểm tra dụng cụ nổi của chủ đò", key_cell="II.2.2"),
    ]
    assert [one.key_clash for one in match(rows, PLAN)] == [True, True]


@unhurried
@given(st.permutations([text for _, text in WORDINGS]))
def test_the_order_of_the_rows_decides_nothing(texts: list[str]) -> None:
    expected = {text: key for key, text in WORDINGS}
    for text, found in zip(texts, of(*texts), strict=True):
        assert found.key in (expected[text], None)


@unhurried
@given(st.text(max_size=80))
def test_any_text_at_all_is_answered(text: str) -> None:
    (found,) = of(text)
    assert found.row == 5


def test_a_word_with_another_tone_is_another_word() -> None:
    # "vách" is not "vạch", "giảm" not "giám", "sơn" not "sớn": only the last is a slip of the hand.
    own, slip = of("Làm vách ngăn, giám định máy", "Sớn vạch giảm tốc")
    assert own.own
    assert slip.key == "II.2.3"


def test_one_word_that_only_one_item_uses_is_enough_where_little_else_is_said() -> None:
    assert of("Treo pa-nô")[0].key == "II.1.1"
    assert of("Làm video cho vui")[0].candidates == ("II.1.3",)


def test_what_is_said_in_several_ways_is_one_thing() -> None:
    assert of("Phát tờ rơi cho bà con ở chợ")[0].key == "II.1.1"
    kept, done = (CORPUS.row(f"{said} pháp luật").weights for said in ("Chấp hành", "Thực hiện"))
    assert kept == done


@pytest.mark.parametrize("text", ["Kiểm tra", "Báo cáo", "Kế hoạch", "Tham gia", "Hướng dẫn"])
def test_a_row_of_words_that_fit_any_task_is_never_matched_unasked(text: str) -> None:
    assert of(text)[0].key is None


@pytest.mark.parametrize(
    "text", ["Công tác kiểm tra", "Tham gia các phong trào", "Hỗ trợ kinh phí", "Chăm lo"]
)
def test_what_is_done_without_what_it_is_done_to_is_asked_about_at_most(text: str) -> None:
    plan = [
        PlanNode("I", "section", "NHIỆM VỤ"),
        PlanNode("I.1", "item", "Kiểm tra chất lượng nước giếng."),
        PlanNode("I.2", "item", "Phát động phong trào nuôi heo đất."),
        PlanNode("I.3", "item", "Dự trù kinh phí đêm hội trăng rằm."),
        PlanNode("I.4", "item", "Chăm lo bữa ăn của công nhân."),
    ]
    assert match([RowRef(5, text)], plan)[0].key is None


def test_a_row_typed_without_tones_is_read_as_a_whole_line() -> None:
    plan = [
        PlanNode("I", "section", "NHIỆM VỤ"),
        PlanNode("I.1", "item", "Nâng cao nhận thức về bảo vệ rừng cho nhân dân."),
        PlanNode("I.2", "item", "Báo cáo kết quả trồng rừng, thực hiện bảo hiểm y tế."),
    ]
    said = Corpus(plan).row("nang cao nhan thuc, bao cao ket qua").weights
    assert {"nhận thức", "báo cáo", "kết quả"} <= said.keys()


def test_the_number_of_the_plan_in_a_row_says_nothing_of_the_item() -> None:
    plain = CORPUS.row("Lập dự toán riêng")
    for named in (
        "Lập dự toán riêng thực hiện Kế hoạch số 27-KH/HU",
        "Lập dự toán riêng theo KH 27",
    ):
        assert CORPUS.row(named).weights == plain.weights


def test_a_joining_word_counts_where_it_is_half_of_another() -> None:
    plan = [PlanNode("I", "section", "VIỆC"), PlanNode("I.1", "item", "Lo hậu cần cho đội.")]
    assert match([RowRef(5, "Hậu cần: nước, cơm trưa")], plan)[0].key == "I.1"


@pytest.mark.parametrize("text", ["Công tác khác", "Các nhiệm vụ khác", "Việc phát sinh", "Khác"])
def test_other_work_is_the_unit_s_own(text: str) -> None:
    assert of(text)[0].own


def test_a_clause_of_its_own_is_another_item() -> None:
    (found,) = of("Trao áo phao, sơn vạch")
    assert found.merged
    assert set(found.candidates) == {"II.2.2", "II.2.3"}


IN_ORDER = [
    "Treo pa-nô ở cổng chợ",
    "Phiên tòa giả định",
    "Rà soát điểm đen",
    "Phân luồng xe đưa đón",
]


def test_a_doubtful_row_between_its_neighbours_of_the_plan_is_theirs() -> None:
    doubtful = "Làm video cho vui"
    assert of(doubtful)[0].candidates == ("II.1.3",)
    rows = of(*IN_ORDER[:2], doubtful, *IN_ORDER[2:])
    assert [one.key for one in rows] == ["II.1.1", "II.1.2", "II.1.3", "II.2.1", "II.3.1"]


def test_a_doubtful_row_elsewhere_or_in_a_sheet_of_another_order_stays_a_question() -> None:
    doubtful = "Làm video cho vui"
    assert of(*IN_ORDER, doubtful)[-1].candidates == ("II.1.3",)
    mixed = [IN_ORDER[place] for place in (3, 1, 2, 0)]
    assert of(*mixed[:2], doubtful, *mixed[2:])[2].candidates == ("II.1.3",)


def test_an_own_task_between_two_items_of_the_plan_stays_the_unit_s_own() -> None:
    assert of(*IN_ORDER[:2], "Giải bóng chuyền mừng Xuân", *IN_ORDER[2:])[2].own


def test_an_item_that_has_all_of_a_heading_and_more_is_meant_before_it() -> None:
    plan = [
        PlanNode("I", "section", "VIỆC"),
        PlanNode("I.1", "group", "Chương trình gây quỹ"),
        PlanNode("I.1.1", "item", "Bán hoa giấy ở cổng chợ."),
        PlanNode("I.1.2", "item", "Rửa xe cho khách qua đường."),
        PlanNode("I.2", "group", "Truyền thông"),
        PlanNode("I.2.1", "item", "Dựng standee nói rõ mục đích của chương trình gây quỹ."),
        PlanNode("I.2.2", "item", "Quay video ở cổng chợ."),
    ]
    assert match([RowRef(5, "In standee chương trình gây quỹ")], plan)[0].key == "I.2.1"


@pytest.mark.parametrize(
    "text", ["Đối thoại với thanh niên", "Lắng nghe tâm tư công nhân", "Nắm bắt nguyện vọng"]
)
def test_dialogue_is_how_wishes_are_heard(text: str) -> None:
    plan = [
        PlanNode("I", "section", "NHIỆM VỤ"),
        PlanNode("I.1", "item", "Nắm chắc tâm tư, nguyện vọng của đoàn viên thanh niên."),
        PlanNode("I.2", "item", "Sơn cầu khỉ, dặm vá đường làng."),
    ]
    assert match([RowRef(5, text)], plan)[0].key == "I.1"


def test_a_congress_of_the_unit_s_own_is_not_the_one_the_plan_greets() -> None:
    plan = [
        PlanNode("I", "section", "MỤC ĐÍCH"),
        PlanNode("I.1", "item", "Hướng tới Đại hội Đảng toàn quốc, nhiệm kỳ 2026 - 2031."),
        PlanNode("I.2", "item", "Sơn cầu khỉ, dặm vá đường làng."),
    ]
    assert match([RowRef(5, "Đại hội chi đoàn nhiệm kỳ mới")], plan)[0].key is None


@pytest.mark.parametrize("text", ["Chăm lo Tết cho thợ nghèo", "Quản lý trang mạng của ấp"])
def test_a_deed_done_to_something_else_is_never_matched_unasked(text: str) -> None:
    plan = [
        PlanNode("I", "section", "NHIỆM VỤ"),
        PlanNode("I.1", "item", "Chăm lo bữa ăn của công nhân."),
        PlanNode("I.2", "item", "Nghe nói về cơ chế quản lý của xã."),
    ]
    assert match([RowRef(5, text)], plan)[0].key is None


def test_what_is_gathered_and_reported_is_said_in_several_ways() -> None:
    plan = [
        PlanNode("I", "section", "NHIỆM VỤ"),
        PlanNode("I.1", "item", "Đặt thùng gây quỹ, giữ công khai, minh bạch."),
        PlanNode("I.2", "item", "Sơn cầu khỉ, dặm vá đường làng."),
    ]
    assert match([RowRef(5, "Công khai tiền quyên góp")], plan)[0].key == "I.1"


def test_an_hour_and_a_place_of_two_items_in_one_row_are_a_question() -> None:
    plan = [
        PlanNode("I", "section", "THỜI GIAN, ĐỊA ĐIỂM"),
        PlanNode("I.1", "item", "Thời gian: từ 6h45 đến 10h00 ngày 9/8."),
        PlanNode("I.2", "item", "Địa điểm: UBND phường Bến Tràm."),
    ]
    (found,) = match([RowRef(5, "Đúng 6h45 có mặt tại UBND phường Bến Tràm")], plan)
    assert (found.merged, set(found.candidates)) == (True, {"I.1", "I.2"})


def test_what_two_items_say_alike_is_asked_about_unless_the_row_opens_with_one_s_deed() -> None:
    theme = "tiết mục theo chủ đề “Biển gọi, đảo chờ”"
    plan = [
        PlanNode("I", "section", "HỘI DIỄN"),
        PlanNode("I.1", "item", f"Dựng sân khấu hội diễn, các {theme}."),
        PlanNode("I.2", "item", f"Bồi dưỡng hạt nhân, lo {theme}; học vai trò của già làng."),
        PlanNode("I.3", "item", "Học vai trò, vị trí của công tác dân vận, quét sân, xếp ghế."),
        PlanNode("I.4", "item", "Vai trò của ban nhạc: nấu cơm cho diễn viên, khách mời."),
    ]
    rows = [
        RowRef(5, "Tập của Biển gọi tiết mục chủ đề hội diễn"),
        RowRef(6, "Bồi dưỡng 02 tiết mục chủ đề “Biển gọi, đảo chờ”"),
    ]
    torn, told = match(rows, plan)
    assert set(torn.candidates) == {"I.1", "I.2"}
    assert told.key == "I.2"


def test_what_one_item_is_about_and_another_only_mentions_is_the_first_s() -> None:
    theme = "tiết mục theo chủ đề “Biển gọi, đảo chờ”"
    plan = [
        PlanNode("I", "section", "HỘI DIỄN"),
        PlanNode("I.1", "item", f"Dựng sân khấu ngoài bãi nhằm gây quỹ khuyến học với các {theme}"),
        PlanNode("I.2", "item", f"Bồi dưỡng, tuyển lựa các {theme}; số lượng: tám."),
    ]
    assert match([RowRef(5, "Gửi 01 tiết mục chủ đề “Biển gọi, đảo chờ”")], plan)[0].key == "I.2"


def test_what_another_item_only_mentions_makes_a_row_no_surer_an_item_s() -> None:
    plan = [
        PlanNode("I", "section", "NHIỆM VỤ"),
        PlanNode("I.1", "item", "Chuyển đổi mô hình chi hội; lập tổ phát triển kinh tế, vay vốn."),
        PlanNode("I.2", "item", "Vận động bà con đào giếng để phát triển kinh tế của bản."),
        PlanNode("I.3", "item", "Sơn cầu khỉ, dặm vá đường làng, quét vôi trụ sở."),
        PlanNode("I.4", "item", "Quan tâm hình ảnh của già làng trên báo."),
    ]
    assert match([RowRef(5, "Xem mô hình kinh tế ở Bù Gia")], plan)[0].key is None


def test_what_one_item_opens_with_and_another_ends_with_is_the_first_s() -> None:
    plan = [
        PlanNode("I", "section", "NHIỆM VỤ"),
        PlanNode("I.1", "item", "Giữ gìn giếng làng và bến nước, hàng cây cổ thụ; ghi sổ ý dân."),
        PlanNode("I.2", "item", "Mở lớp dạy nghề, cho vay vốn. Cùng dân giữ gìn giếng làng."),
    ]
    assert match([RowRef(5, "Giữ gìn giếng làng của xóm ta")], plan)[0].key == "I.1"


def test_a_word_is_not_put_right_into_a_name_the_plan_has() -> None:
    plan = [
        PlanNode("I", "section", "BAN TỔ CHỨC"),
        PlanNode("I.1", "item", "Bà: Đặng Thị Oanh - Trưởng ban"),
    ]
    said = Corpus(plan).row("Lập danh sách tặng quà Tết").weights
    assert {"danh", "tặng"} <= said.keys()


def test_who_is_met_is_not_what_is_done() -> None:
    plan = [
        PlanNode("I", "section", "NHIỆM VỤ"),
        PlanNode("I.1", "item", "Giữ liên hệ gần gũi với gia đình học sinh để chia sẻ thông tin."),
        PlanNode("I.2", "item", "Tuyên truyền nâng cao nhận thức của giáo viên, học sinh."),
    ]
    meeting, told = match(
        [RowRef(5, "Họp phụ huynh"), RowRef(6, "Nâng cao nhận thức của học sinh, phụ huynh")], plan
    )
    assert meeting.key is None
    assert told.key == "I.2"


def test_a_row_that_opens_with_another_item_s_own_deed_is_a_question() -> None:
    plan = [
        PlanNode("I", "section", "TRUYỀN THÔNG"),
        PlanNode("I.1", "item", "Dựng biển quảng cáo; quay video, ghi âm, phỏng vấn già làng."),
        PlanNode("I.2", "item", "Báo tin qua loa; đăng bài lên trang Tuổi trẻ Bến Tràm."),
    ]
    (found,) = match([RowRef(5, "Quay video buổi diễn đăng trang Tuổi trẻ Bến Tràm")], plan)
    assert set(found.candidates) == {"I.1", "I.2"}


def test_a_place_the_plan_names_is_no_task_unless_the_row_says_it_is_the_place() -> None:
    plan = [
        PlanNode("I", "section", "THỜI GIAN, ĐỊA ĐIỂM"),
        PlanNode("I.1", "item", "Thời gian: từ 6h45 đến 10h00 ngày 9/8."),
        PlanNode("I.2", "item", "Địa điểm: UBND phường Bến Tràm."),
    ]
    loan, place = match(
        [RowRef(5, "Mượn sân UBND phường Bến Tràm"), RowRef(6, "Địa điểm: UBND phường")], plan
    )
    assert loan.key is None
    assert place.key == "I.2"


def test_work_near_a_place_the_plan_names_is_the_unit_s_own_being_there_is_a_question() -> None:
    plan = [
        PlanNode("I", "section", "THỜI GIAN, ĐỊA ĐIỂM"),
        PlanNode("I.1", "item", "Thời gian: từ 6h45 đến 10h00 ngày 9/8."),
        PlanNode("I.2", "item", "Địa điểm: UBND phường Bến Tràm."),
    ]
    guard, there = match(
        [RowRef(5, "Giữ xe ở UBND phường Bến Tràm"), RowRef(6, "Điểm danh tại UBND phường")], plan
    )
    assert guard.own
    assert there.candidates == ("I.2",)


def test_an_abbreviation_in_brackets_parts_no_statement() -> None:
    plan = [
        PlanNode("I", "section", "NHIỆM VỤ"),
        PlanNode("I.1", "item", "Vận động hội viên (HV) giữ gìn giếng làng; ghi sổ ý dân."),
        PlanNode("I.2", "item", "Mở lớp dạy nghề, cho vay vốn. Cùng dân giữ gìn giếng làng."),
    ]
    assert match([RowRef(5, "Giữ gìn giếng làng của xóm ta")], plan)[0].key == "I.1"


def test_whom_a_unit_does_it_with_weighs_little_and_is_no_strange_word() -> None:
    plain, said = (CORPUS.row(f"Phát tờ rơi{whom}") for whom in ("", " cho phụ huynh, sinh viên"))
    assert said.unseen == plain.unseen == 0
    assert said.weights["phụ huynh"] < said.weights["tờ rơi"] / 4


def test_an_own_task_is_no_item_s_for_its_place_among_the_others() -> None:
    plan = [
        PlanNode("I", "section", "NHIỆM VỤ"),
        PlanNode("I.1", "item", "Treo pa-nô ở cổng chợ."),
        PlanNode("I.2", "item", "Phiên tòa giả định."),
        PlanNode("I.3", "item", "Tuyên truyền, vận động đoàn viên theo pháp luật của Nhà nước."),
        PlanNode("I.4", "item", "Rà soát điểm đen."),
        PlanNode("I.5", "item", "Phân luồng xe đưa đón."),
    ]
    texts = [*IN_ORDER[:2], "Tuyên truyền Luật Đất đai ở xã", *IN_ORDER[2:]]
    found = match([RowRef(row, text) for row, text in enumerate(texts, 5)], plan)
    assert [one.key for one in found] == ["I.1", "I.2", None, "I.4", "I.5"]


def test_a_report_of_something_else_is_not_the_one_the_unit_owes() -> None:
    plan = [
        PlanNode("I", "section", "TỔ CHỨC THỰC HIỆN"),
        PlanNode("I.1", "group", "Quận Đoàn"),
        PlanNode("I.1.1", "item", "Dựng sân khấu, mời giám khảo."),
        PlanNode("I.2", "group", "Các cơ sở Đoàn"),
        PlanNode("I.2.1", "item", "Các chi đoàn báo cáo lãnh đạo xin ý cho tham gia."),
    ]
    assert match([RowRef(5, "Báo cáo kết quả tham gia")], plan)[0].key is None
    assert match([RowRef(5, "Báo cáo lãnh đạo để tham gia")], plan)[0].key == "I.2.1"


def test_awareness_of_something_else_is_never_matched_unasked() -> None:
    plan = [
        PlanNode("I", "section", "NHIỆM VỤ"),
        PlanNode("I.1", "item", "Tiếp tục chỉ đạo nhận thức sâu sắc vị trí của công tác dân vận."),
        PlanNode("I.2", "item", "Theo tư tưởng, đạo đức Hồ Chí Minh; quy chế công tác dân vận."),
        PlanNode("I.3", "item", "Xây dựng kế hoạch công tác dân vận cùng ủy ban."),
    ]
    assert match([RowRef(5, "Nhận thức về rác nhựa")], plan)[0].key is None
    assert match([RowRef(5, "Sinh hoạt tư tưởng về công tác dân vận")], plan)[0].key == "I.1"


def test_initials_of_the_plan_s_own_words_are_read() -> None:
    plan = [
        PlanNode("I", "section", "NHIỆM VỤ"),
        PlanNode("I.1", "item", "Tuyên truyền chủ trương, đường lối của Đảng tới bà con bến nước."),
        PlanNode("I.2", "item", "Sơn cầu khỉ, dặm vá đường làng."),
    ]
    corpus = Corpus(plan)
    assert {"chủ trương", "đường lối"} <= corpus.row("Phổ biến CTĐL").weights.keys()
    assert "cầu khỉ" not in corpus.row("SCK").weights, "three letters are many words' initials"


def test_a_number_between_two_words_does_not_part_them() -> None:
    corpus = Corpus([PlanNode("I.1", "item", "Trồng cây xanh ven kênh, thu gom rác.")])
    counted, plain = (corpus.row(f"Trồng {many}cây phượng") for many in ("50 ", ""))
    assert "trồng cây" in counted.weights
    assert counted.opening >= {"trồng cây"}
    assert plain.opening == counted.opening


def test_a_row_opens_as_its_item_does_with_a_word_of_common_syllables_too() -> None:
    plan = [
        PlanNode("I", "section", "NỘI DUNG"),
        PlanNode("I.1", "item", "Thông báo về buổi diễn tới các bạn; treo áp phích ở chợ."),
        PlanNode("I.2", "item", "Bán vé buổi diễn tại cổng chợ, ghi sổ thu."),
    ]
    corpus = Corpus(plan)
    scores = corpus.scores(corpus.row("Thông báo buổi diễn cho cả xóm"))
    assert scores[1].opens
    assert not scores[2].opens


@pytest.mark.parametrize("deed", ["Lễ", "Buổi lễ", "Mít tinh", "Họp mặt"])
def test_to_celebrate_may_be_the_task_itself(deed: str) -> None:
    plan = [
        PlanNode("I", "section", "NHIỆM VỤ"),
        PlanNode(
            "I.1", "item", "Tổ chức các hoạt động kỷ niệm 95 năm Ngày thành lập Đoàn Thanh niên."
        ),
        PlanNode("I.2", "item", "Trồng cây xanh tại các tuyến đường nông thôn."),
    ]
    told = match([RowRef(5, f"{deed} kỷ niệm 95 năm Ngày thành lập Đoàn Thanh niên")], plan)[0]
    assert "I.1" in (told.key, *told.candidates)


def test_a_row_that_says_a_fact_whole_is_no_unit_s_own() -> None:
    plan = [
        PlanNode("I", "section", "TỔ CHỨC"),
        PlanNode("I.1", "item", "Thời gian: 7 giờ 30 ngày 17 tháng 3."),
        PlanNode("I.2", "item", "Địa điểm: sân Ủy ban nhân dân xã Sông Lam."),
    ]
    told = match([RowRef(5, "Sân Ủy ban nhân dân xã Sông Lam")], plan)[0]
    assert "I.2" in (told.key, *told.candidates)
