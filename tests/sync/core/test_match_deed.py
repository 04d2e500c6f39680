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
