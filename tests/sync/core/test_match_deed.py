"""What a row says beside its deed: the occasion it is done for, how it is done."""

import pytest

from sync.core.match import RowRef, match
from sync.core.match_text import Corpus
from sync.core.tab import PlanNode

PLAN = [
    PlanNode("I", "section", "MỤC ĐÍCH"),
    PlanNode("I.1", "item", "Thi đua lập thành tích chào mừng 88 năm ngày thành lập Đoàn."),
    PlanNode("I.2", "item", "Cử mười bạn thi rung chuông vàng, tìm hiểu truyền thống."),
    PlanNode("I.3", "item", "Dự trù kinh phí, lo cơm nước, mời giám khảo."),
    PlanNode("I.4", "item", "Nắm chắc tâm tư, nguyện vọng của đoàn viên."),
]
CORPUS = Corpus(PLAN)


@pytest.mark.parametrize("deed", ["Làm báo tường", "Đắp bồn hoa"])
def test_another_deed_for_an_occasion_the_plan_names_is_the_unit_s_own(deed: str) -> None:
    (found,) = match([RowRef(5, f"{deed} mừng 88 năm thành lập Đoàn")], PLAN, CORPUS)
    assert found.own


@pytest.mark.parametrize("deed", ["Thi đua học tốt", "Tuyên truyền", "Sinh hoạt"])
def test_an_occasion_is_kept_by_what_every_unit_does_for_one(deed: str) -> None:
    (found,) = match([RowRef(5, f"{deed} chào mừng 88 năm ngày thành lập Đoàn")], PLAN, CORPUS)
    assert found.key == "I.1"


def test_strange_words_in_brackets_tell_how_and_not_what() -> None:
    plain, told = (CORPUS.row(f"Nghe nguyện vọng{how}") for how in ("", " (lương, nhà trọ)"))
    assert told.unseen == plain.unseen
    assert told.weights["trọ"] < told.weights["nghe"] / 2
    assert CORPUS.row("Nghe nguyện vọng (tâm tư)").weights["tâm tư"] > plain.weights["nghe"]


INSPECTION = [
    PlanNode("I", "section", "NỘI DUNG"),
    PlanNode("I.1", "item", "Tăng cường kiểm tra, giám sát cơ sở thực hiện chủ trương của Đảng."),
    PlanNode("I.2", "item", "Phát động phong trào thi đua “Dân vận khéo” gắn với học tập Bác."),
    PlanNode("I.3", "item", "Chào mừng Đại hội Đảng toàn quốc, nhiệm kỳ 2026 - 2031."),
    PlanNode("I.4", "item", "Nắm chắc tâm tư, nguyện vọng của đoàn viên."),
]


@pytest.mark.parametrize("whom", ["cơ sở", "các chi đoàn ấp", "2 chi đoàn phân xưởng"])
def test_a_deed_done_to_the_units_is_the_item_s(whom: str) -> None:
    (found,) = match([RowRef(5, f"Kiểm tra, giám sát {whom}")], INSPECTION)
    assert found.key == "I.1"


@pytest.mark.parametrize("what", ["nền nếp các chi đội", "hồ sơ bệnh án"])
def test_a_deed_done_to_something_else_is_asked_about(what: str) -> None:
    (found,) = match([RowRef(5, f"Kiểm tra, giám sát {what}")], INSPECTION)
    assert found.candidates == ("I.1",)


def test_its_place_in_the_sheet_does_not_make_such_a_deed_the_item_s() -> None:
    plan = [PlanNode(f"I.{n}", "item", text) for n, text in enumerate(_IN_ORDER, 1)]
    rows = [*_IN_ORDER]
    rows[2] = "Kiểm tra chéo hồ sơ bệnh án"
    found = match([RowRef(n, text) for n, text in enumerate(rows, 5)], plan)
    assert [one.key for one in found] == ["I.1", "I.2", None, "I.4", "I.5"]


_IN_ORDER = (
    "Phát tờ rơi đội mũ bảo hiểm ở chợ",
    "Trao áo phao cho hộ dân qua sông",
    "Kiểm tra cơ sở thực hiện quy ước",
    "Sơn vạch giảm tốc đường tự quản",
    "Gặp mặt tân binh lên đường nhập ngũ",
)


@pytest.mark.parametrize("text", ["Phong trào thi đua", "Đại hội chi đoàn nhiệm kỳ 2026-2029"])
def test_where_two_known_words_meet_and_a_year_tell_nothing_more(text: str) -> None:
    (found,) = match([RowRef(5, text)], INSPECTION)
    assert found.key is None


@pytest.mark.parametrize(
    ("short", "said"), [("B/c", "báo cáo"), ("Đ/đ", "địa điểm"), ("K/h", "kế hoạch")]
)
def test_initials_parted_by_a_stroke_are_an_abbreviation(short: str, said: str) -> None:
    plan = [PlanNode("I.1", "item", "Báo cáo địa điểm trong kế hoạch.")]
    assert said in Corpus(plan).row(f"{short} cắm trại").weights


def test_what_two_items_tell_alike_is_asked_about_whatever_common_words_one_has() -> None:
    plan = [
        PlanNode("I", "section", "NỘI DUNG"),
        PlanNode("I.1", "item", "Nâng cao nhận thức về công tác Dân vận trong tình hình mới."),
        PlanNode("I.2", "item", "Thực hiện sự lãnh đạo đối với tổ chức Đoàn, công tác Dân vận."),
        PlanNode("I.3", "item", "Trao áo phao cho hộ dân qua sông."),
    ]
    (found,) = match([RowRef(5, "Tổ chức cho đoàn viên học công tác Dân vận")], plan)
    assert set(found.candidates) == {"I.1", "I.2"}


def test_to_follow_uncle_ho_is_said_shortly() -> None:
    plan = [PlanNode("I.1", "item", "Học tập và làm theo tư tưởng, đạo đức, phong cách.")]
    assert "học tập" in Corpus(plan).row("Đăng ký việc làm theo Bác").weights


def test_a_matter_that_one_item_alone_has_names_it() -> None:
    asking = PlanNode("II.1", "item", "Báo cáo lãnh đạo đơn vị xin chủ trương tham gia.")
    again = PlanNode("II.2", "item", "Tuyên truyền chủ trương, nghị quyết.")
    row = RowRef(5, "Trình chủ trương tham gia")
    assert match([row], [*PLAN, asking])[0].key == "II.1"
    assert match([row], [*PLAN, asking, again])[0].key is None
