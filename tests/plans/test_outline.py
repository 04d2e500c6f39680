import pytest

from app.plans import outline
from app.plans.outline import Row
from sync.core.refusal import Refused


def row(id, depth, marker, text, role="item", **more):
    return Row(id, depth, None, role, marker, text, **more)


ROWS = outline.with_keys(
    (
        row(1, 0, "II.", "Nội dung", "section"),
        row(2, 1, "1.", "Tuyên truyền", "group"),
        row(3, 2, "-", "Bảng tin"),
        row(4, 2, "-", "Hội thi"),
        row(5, 1, "2.", "Tình nguyện", "group"),
        row(6, 2, "", "Trồng cây"),
    ),
    (),
    frozenset(),
    fixed=False,
)


def keys(rows):
    return [r.key for r in outline.with_keys(rows, ROWS, frozenset(), fixed=False)]


def test_keys_join_the_markers_and_count_levels_without_one():
    assert keys(ROWS) == ["II", "II.1", "II.1.1", "II.1.2", "II.2", "II.2.1"]


def test_a_marker_that_repeats_its_parents_number_is_joined_as_printed():
    rows = (row(1, 0, "2.", "A", "section"), row(2, 1, "2.1.", "B"), row(3, 1, "2.2.", "C"))
    found = outline.with_keys(rows, (), frozenset(), fixed=False)
    assert [r.key for r in found] == ["2", "2.2.1", "2.2.2"]


def test_a_key_the_reader_chose_stays_where_a_step_does_not_reach():
    annex = row(9, 0, "PHỤ LỤC", "Danh mục", "section")
    before = (*ROWS, outline.replace(annex, key="PL"))
    after = outline.with_keys(outline.merge(before, 3), before, frozenset(), fixed=False)
    assert [r.key for r in after] == ["II", "II.1", "II.1.1", "II.2", "II.2.1", "PL"]


def test_two_levels_numbered_alike_get_keys_of_their_own():
    rows = (row(11, 0, "I.", "A"), row(12, 0, "I.", "B"))
    assert keys(rows) == ["I", "Ib"]


def test_merging_joins_the_wording_to_the_line_above():
    merged = outline.merge(ROWS, 3)
    assert [r.text for r in merged][2] == "Bảng tin Hội thi"
    assert keys(merged) == ["II", "II.1", "II.1.1", "II.2", "II.2.1"]


def test_merging_a_group_into_the_item_above_keeps_its_items_in_reach():
    merged = outline.merge(ROWS, 4)
    assert [r.depth for r in merged] == [0, 1, 2, 2, 3]


def test_splitting_keeps_the_first_piece_where_it_was():
    split = outline.split(ROWS, 5, ["Trồng cây", "Chăm sóc", "Báo cáo"])
    assert [r.id for r in split[5:]] == [6, None, None]
    assert keys(split)[5:] == ["II.2.1", "II.2.2", "II.2.3"]


def test_indenting_puts_a_line_under_the_one_before():
    assert [r.depth for r in outline.indent(ROWS, 3)] == [0, 1, 2, 3, 1, 2]


def test_indenting_the_first_of_its_level_is_refused():
    with pytest.raises(Refused):
        outline.indent(ROWS, 2)


def test_outdenting_takes_what_is_beneath_along():
    assert [r.depth for r in outline.outdent(ROWS, 4)] == [0, 1, 2, 2, 0, 1]


def test_removing_a_group_lifts_its_items():
    assert [r.depth for r in outline.remove(ROWS, 4)] == [0, 1, 2, 2, 1]


def test_a_line_that_found_no_place_comes_in_where_it_stands_in_the_paper():
    rows = (row(1, 0, "I.", "A", "section", line=3), row(2, 1, "-", "B", line=5))
    placed = outline.insert(rows, 4, "Giữa")
    assert [r.text for r in placed] == ["A", "Giữa", "B"]
    assert placed[1].depth == 1


def test_a_heading_concerns_whom_all_its_items_do():
    units = ("units", "")
    rows = tuple(outline.replace(r, concerns=(units,)) if r.id in (3, 4) else r for r in ROWS)
    assert outline.all_concern(rows, 1, units)
    assert not outline.all_concern(rows, 0, units)


def test_fixed_keys_stay_and_new_rows_get_keys_never_used():
    moved = outline.outdent(ROWS, 4)
    split = outline.split(moved, 2, ["Bảng tin", "Mạng xã hội"])
    keyed = outline.with_keys(split, ROWS, frozenset({"II.1.3"}), fixed=True)
    assert [r.key for r in keyed] == ["II", "II.1", "II.1.1", "II.1.4", "II.1.2", "II.2", "II.2.1"]
