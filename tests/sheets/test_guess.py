from dataclasses import replace

import pytest

from app.sheets.guess import guess
from app.sheets.queries import Target

NAMES = ["Đoàn xã Tân Lợi", "Đoàn xã Tân Lập", "Đoàn trường THPT Đồng Phú", "Chi đoàn Công an"]


def target(at: int, name: str, contact: str | None = None) -> Target:
    return Target(at, at, name, 1, "1", "Kế hoạch", 2026, contact, None, 0)


TARGETS = [target(at, name) for at, name in enumerate(NAMES, 1)]


@pytest.mark.parametrize(
    ("told", "unit"),
    [
        ("Theo dõi KH 153 - xã Tân Lợi 2026", "Đoàn xã Tân Lợi"),
        ("TAN LAP - tien do", "Đoàn xã Tân Lập"),
        ("THPT Đồng Phú", "Đoàn trường THPT Đồng Phú"),
        ("Chi đoàn công an huyện", "Chi đoàn Công an"),
    ],
)
def test_a_title_names_the_unit_without_its_usual_words(told, unit):
    found = guess(TARGETS, told)
    assert found is not None
    assert found.unit == unit


@pytest.mark.parametrize("told", ["Bảng theo dõi", "Đoàn xã Tân", "", "Công tác Đoàn 2026"])
def test_what_could_be_several_units_or_none_is_not_guessed(told):
    assert guess(TARGETS, told) is None


def test_the_owner_tells_where_the_title_does_not():
    mine = target(9, "Đoàn xã Thuận Phú", "Bí thư, bithu.thuanphu@example.org")
    found = guess([*TARGETS, mine], "Trang tính không tên", "BiThu.ThuanPhu@example.org")
    assert found == mine


def test_the_office_is_meant_only_where_none_of_its_units_is_named():
    office = replace(TARGETS[0], unit="Đoàn xã Suối Mẫu", unit_id=99, is_office=True)
    every = [*TARGETS, office]
    assert guess(every, "ĐOÀN XÃ SUỐI MẪU CHI ĐOÀN CÔNG AN") is TARGETS[3]
    assert guess(every, "Theo dõi của Đoàn xã Suối Mẫu") is office
