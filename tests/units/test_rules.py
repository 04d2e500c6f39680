from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.units import importing, rules, table_file
from app.units.forms import BLANK


def unit(id, name, parent=None, **more):
    return replace(BLANK, id=id, code=f"U{id}", name=name, parent_id=parent, **more)


def test_a_unit_without_dates_is_valid_always():
    assert unit(1, "A").valid_on(date(1931, 3, 26))


def test_the_first_day_counts_as_does_the_last():
    merged = unit(1, "A", valid_from="2020-01-01", valid_to="2025-06-30")
    days = ["2019-12-31", "2020-01-01", "2025-06-30", "2025-07-01"]
    assert [merged.valid_on(date.fromisoformat(day)) for day in days] == [False, True, True, False]


def test_the_tree_puts_units_beneath_their_superior_in_vietnamese_order():
    units = [
        unit(1, "Đoàn xã Đồng Tiến"),
        unit(2, "Đoàn xã An Bình"),
        unit(3, "Chi đoàn Thôn 2", parent=1),
        unit(4, "Chi đoàn Thôn 1", parent=1),
        unit(5, "Văn phòng", is_office=True),
        unit(6, "Lạc lõng", parent=99),
    ]
    shown = [(branch.depth, branch.unit.name) for branch in rules.tree(units)]
    assert shown == [
        (0, "Văn phòng"),
        (0, "Đoàn xã An Bình"),
        (0, "Đoàn xã Đồng Tiến"),
        (1, "Chi đoàn Thôn 1"),
        (1, "Chi đoàn Thôn 2"),
        (0, "Lạc lõng"),
    ]


def test_a_unit_cannot_come_to_stand_beneath_itself():
    parents = {1: None, 2: 1, 3: 2}
    assert rules.would_circle(1, 3, parents)
    assert rules.would_circle(1, 1, parents)
    assert not rules.would_circle(3, 1, parents)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("xa", "xa"),
        ("Xã", "xa"),
        ("Phường", "xa"),
        ("Trường học", "truong"),
        ("co-quan", "co-quan"),
        ("Cơ quan", "co-quan"),
        ("Công an", "cong-an"),
        ("doanh nghiệp", "doanh-nghiep"),
        ("hợp tác xã", None),
    ],
)
def test_a_kind_is_known_by_its_code_or_its_word(text, kind):
    assert rules.kind_of(text) == kind


def test_search_needs_no_tones():
    found = unit(1, "Đoàn trường THPT Lê Lợi", kind="truong", cluster="Cụm 2")
    assert rules.matches(found, words="le loi", kind="truong", cluster="Cụm 2")
    assert not rules.matches(found, words="le lai", kind="", cluster="")
    assert not rules.matches(found, words="", kind="xa", cluster="")


def read(text, known=()):
    lines = importing.read(table_file.parse(text), known)
    assert lines is not None
    return lines


def test_a_file_is_read_by_its_headings_in_any_order():
    (line,) = read("name,code,cụm,kind\nĐoàn xã A,XA,Cụm 1,xa\n")
    assert (line.unit.code, line.unit.name, line.unit.cluster) == ("XA", "Đoàn xã A", "Cụm 1")
    assert not line.is_wrong


def test_excel_in_vietnamese_separates_by_semicolons():
    (line,) = read("Mã;Tên\nXA;Đoàn xã A, B\n")
    assert line.unit.name == "Đoàn xã A, B"


def test_a_file_without_code_or_name_is_no_list():
    assert importing.read([["tên", "loại"]], []) is None


@pytest.mark.parametrize(
    ("row", "trouble"),
    [
        (",Đoàn xã A,xa,,", "no_code"),
        ("A/B,Đoàn xã A,xa,,", "code"),
        ("..,Đoàn xã A,xa,,", "code"),
        ("-,Đoàn xã A,xa,,", "code"),
        (f"{'A' * 41},Đoàn xã A,xa,,", "code"),
        ("XA,#N/A,xa,,", "formula"),
        ("XA,,xa,,", "no_name"),
        ("XA,Đoàn xã A,xa,KHONG,", "no_parent"),
        ("XA,Đoàn xã A,xa,XA,", "circle"),
        ("XA,Đoàn xã A,xa,,docs.google.com/x", "sheet_url"),
        ("XA,Đoàn xã A,xa,,javascript:alert(1)", "sheet_url"),
    ],
)
def test_a_wrong_line_says_what_is_wrong(row, trouble):
    (line,) = read(f"code,name,kind,parent,sheet_url\n{row}\n")
    assert line.is_wrong
    assert line.troubles == (trouble,)


def test_a_code_written_twice_is_wrong_the_second_time():
    first, second = read("code,name\nXA,A\nXA,B\n")
    assert not first.is_wrong
    assert second.troubles == ("twice",)


def test_an_unknown_kind_is_a_warning():
    (line,) = read("code,name,kind\nHTX,Hợp tác xã,hợp tác xã\n")
    assert line.unit.kind == "khac"
    assert line.troubles == ("kind",)
    assert not line.is_wrong


def test_an_empty_cell_keeps_what_is_known():
    old = replace(unit(7, "Cũ"), code="XA", contact="0123", kind="truong", cluster="Cụm 1")
    (line,) = read("code,name,kind,contact\nXA,Mới,,\n", [old])
    assert line.old == old
    assert line.unit == replace(old, name="Mới")
    assert line.changes


def test_a_line_that_says_what_is_known_changes_nothing():
    old = replace(unit(7, "Cũ"), code="XA")
    (line,) = read("code,name\nXA,Cũ\n", [old])
    assert not line.changes


def test_line_numbers_are_those_of_the_file():
    assert [line.number for line in read("code,name\nA,A\n,\n\nB,B\n")] == [2, 5]


@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=5), max_size=6))
def test_whatever_a_file_holds_reading_it_does_not_crash(rows):
    importing.read([["code", "name", "kind", "parent", "sheet_url"], *rows], [])


def test_a_code_in_small_letters_is_the_known_unit():
    old = replace(unit(7, "Cũ"), code="ĐTN")
    above = replace(unit(8, "Trên"), code="TREN")
    (line,) = read("code,name,parent\nđtn,Mới,tren\n", [old, above])
    assert (line.old, line.unit.code, line.troubles) == (old, "ĐTN", ())
    _first, second = read("code,name\nXA,A\nxa,B\n")
    assert second.troubles == ("twice",)


def test_a_title_may_stand_above_the_names_of_the_columns():
    (line,) = read("DANH SÁCH ĐƠN VỊ,,\n,,\nTT,Mã,Tên\n1,XA,Đoàn xã A\n")
    assert (line.number, line.unit.code) == (4, "XA")


def test_what_nobody_sees_is_not_taken_into_a_cell():
    row = ["XA\u200b", "Đoàn xã\nA\x00", "\u202a0900 000 001\u202c"]
    (line,) = importing.read([["code", "name", "contact"], row], [])
    assert (line.unit.code, line.unit.name) == ("XA", "Đoàn xã A")
    assert line.unit.contact == "0900 000 001"


@pytest.mark.parametrize("name", ["²", "Đoàn xã ½ ² ①", "", "٣"])
def test_any_name_has_its_place_in_the_tree(name):
    assert len(rules.tree([unit(1, name), unit(2, "Đoàn xã 12")])) == 2
