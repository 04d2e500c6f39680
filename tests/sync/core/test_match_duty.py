"""The paper in which a unit says how it carries the plan out."""

import pytest

from sync.core.match import RowRef, match
from sync.core.tab import PlanNode

PLAN = [
    PlanNode("I", "section", "NỘI DUNG"),
    PlanNode("I.1", "item", "Xây dựng Chương trình, Kế hoạch phối hợp với Ủy ban nhân dân."),
    PlanNode("II", "section", "TỔ CHỨC THỰC HIỆN"),
    PlanNode("II.1", "group", "Huyện Đoàn"),
    PlanNode("II.1.1", "item", "Xây dựng Kế hoạch triển khai phù hợp với tình hình."),
    PlanNode("II.2", "group", "Các cơ sở Đoàn trực thuộc"),
    PlanNode("II.2.1", "item", "Xây dựng kế hoạch riêng hợp với đặc thù; báo cáo hàng năm."),
]


@pytest.mark.parametrize(
    "text",
    [
        "KH của Đoàn trường theo KH 153",
        "Kế hoạch của Đoàn xã",
        "Gửi kế hoạch của chi đoàn",
        "Lập kế hoạch của đơn vị",
        "KH của trường thực hiện KH 153",
        "Lập kế hoạch thực hiện KH 153 của Liên đội - Chi đoàn GV",
        "Soạn kế hoạch của Đoàn GDNN-GDTX theo KH 153",
    ],
)
def test_the_paper_a_unit_writes_to_carry_the_plan_out_is_its_duty(text: str) -> None:
    own, joint = match([RowRef(5, text), RowRef(6, "Kế hoạch phối hợp với UBND xã")], PLAN)
    assert own.key == "II.2.1"
    assert joint.key == "I.1"


@pytest.mark.parametrize("whose", ["trường tiểu học", "đơn vị bạn đến thăm", "cơ quan cấp trên"])
def test_the_paper_of_another_body_is_not_the_unit_s(whose: str) -> None:
    (found,) = match([RowRef(5, f"KH của {whose}")], PLAN)
    assert found.key is None
