import pytest

from app.received import rules


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Các cơ sở Đoàn trực thuộc", "units"),
        ("Các đơn vị trực thuộc", "units"),
        ("Đoàn các xã, thị trấn", "units"),
        ("Các xã, thị trấn", "units"),
        ("Các cơ sở Đảng liên quan", "people"),
        ("UVBCH Huyện đoàn", "people"),
        ("Các ban, ngành, đoàn thể huyện", "people"),
        ("Tỉnh đoàn: VP, BTG-TTNTH", "parts"),
        ("TT Huyện uỷ", "one"),
    ],
)
def test_a_line_opens_by_what_it_names(name, expected):
    assert rules.opening(name) == expected


def test_the_archive_line_never_opens():
    assert rules.opening("Lưu: VP, Website", is_archive=True) == "one"


def test_a_body_with_rooms_opens_into_its_rooms():
    assert rules.parts("Tỉnh đoàn: VP, BTG-TTNTH") == ["VP Tỉnh đoàn", "BTG-TTNTH Tỉnh đoàn"]


def test_a_group_may_name_some_kinds_of_units_only():
    assert rules.kinds("Các xã, thị trấn") == {"xa"}
    assert rules.kinds("Các cơ sở Đoàn trực thuộc") == frozenset()


def test_pasted_names_lose_their_dashes_and_are_found_in_any_case():
    rows = [rules.Named(1, ("Đoàn xã Tân Lợi", "XTL")), rules.Named(2, ("TT Huyện ủy",))]
    pasted = rules.lines("- đoàn xã Tân lợi;\n2. TT HUYỆN ỦY\n\nAi đó")
    assert rules.find_names(pasted, rows) == ([1, 2], ["Ai đó"])


def test_a_name_that_two_rows_bear_is_not_guessed():
    rows = [rules.Named(1, ("Đoàn trường",)), rules.Named(2, ("Đoàn trường",))]
    assert rules.find_names(["Đoàn trường"], rows) == ([], ["Đoàn trường"])


@pytest.mark.parametrize("text", ["=A1+1", "+84", "-1", "@x", "\tx", "\nx", "\uff1dA1"])
def test_a_cell_is_never_a_formula(text):
    assert rules.safe_cell(text) == "'" + text
