from sync.core.correct import NOTHING, correct
from sync.core.inspect import inspect
from sync.core.tab import Cell, Tab

ROWS = [
    ["TT", "Nội dung", "Tình hình", "Kết quả"],
    ["1", "Tổ chức hiến máu tình nguyện", "Đã xong", "45 đơn vị"],
    ["2", "Trồng cây xanh ven đường", "Đang làm", "200 cây"],
    ["3", "Tập huấn kỹ năng số", "Chưa làm", "01 lớp"],
]
TAB = Tab("T", tuple(tuple(Cell(value=v, shown=v) for v in row) for row in ROWS))


def read():
    return inspect(TAB, [], year=2026)


def fields(found):
    return {column.index: column.field for column in found.columns}


def test_what_is_told_as_it_was_read_changes_nothing():
    found = read()
    told = {index: field or NOTHING for index, field in fields(found).items()}
    assert correct(found, TAB, told) == found


def test_a_field_moves_to_the_column_told_and_leaves_the_old_one():
    found = correct(read(), TAB, {3: "result", 4: "result"})
    assert fields(found)[3] == "result"
    assert fields(found)[4] is None


def test_a_column_may_be_left_alone():
    found = correct(read(), TAB, {4: NOTHING})
    assert found.column("result") is None


def test_a_column_taken_as_the_state_is_read_in_its_own_words():
    found = correct(read(), TAB, {3: NOTHING})
    again = correct(found, TAB, {3: "state"})
    state = again.column("state")
    assert state is not None
    assert state.index == 3
    assert dict(state.dialect.words)["done"] == "Đã xong"
