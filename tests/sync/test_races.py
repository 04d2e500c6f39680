"""A person acts between our reading and our write, or the reply is lost: nothing is."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from sync.core.find import find
from sync.core.tab import Cell, Scalar, Tab
from sync.core.witness import Copies, judge
from sync.core.writes import CellChange, Debt, Group, Seen
from sync.emulator.messages import Request
from sync.reports import run_json
from tests.sync.world import World


def before_write(world: World, act: Any, times: int = 1) -> None:
    """Let a person act just before our next writes are applied."""
    left = [times]

    def hook(request: Request) -> None:
        if ":batchUpdate" in request.path and left[0]:
            left[0] -= 1
            act()

    world.emulator.before_request = hook


def fault(world: World, do: str, match: str = "POST .*batchUpdate", times: int = 1) -> None:
    world.emulator.faults.set([{"match": match, "times": times, "do": do}])


@pytest.fixture
def linked(world: World) -> World:
    world.link()
    return world


def test_an_edit_of_the_same_cell_in_the_last_second_is_kept_and_asked_about(linked: World):
    linked.office("II.1.1", "result", "của cấp trên")
    before_write(linked, lambda: linked.person(4, 5, "của đơn vị"))
    report = run_json(linked.engine().run())
    assert linked.cell(4, 5) == "của đơn vị"
    assert linked.values("II.1.1")["result"] == "của cấp trên"
    assert report["conflicts"] == 1
    assert report["requests"]["reads"] <= 3
    assert report["requests"]["writes"] <= 2


def test_a_row_inserted_above_does_not_misplace_the_write(linked: World):
    linked.person(6, 5, "kết quả cũ")
    linked.engine().run()
    linked.office("II.1.2", "result", "120 cây")
    before_write(linked, lambda: linked.insert_row(5))
    linked.engine().run()
    assert linked.cell(5, 5) == ""
    assert linked.cell(6, 5) == "120 cây"
    assert linked.cell(7, 5) == "kết quả cũ"


def test_a_row_inserted_above_then_the_reply_lost(linked: World):
    linked.person(6, 5, "kết quả cũ")
    linked.engine().run()
    linked.office("II.1.1", "result", "một")
    linked.office("II.1.2", "result", "hai")
    before_write(linked, lambda: linked.insert_row(5))
    fault(linked, "drop_after")
    linked.engine().run()
    linked.engine().run()
    rows = {row[6]: row[4] for row in linked.grid()[3:] if len(row) > 6}
    assert rows["II.1.1"] == "một"
    assert rows["II.1.2"] == "hai"
    assert rows["II.1.3"] == "kết quả cũ"


@pytest.mark.parametrize("do", ["drop_before", "drop_after", "500_after", "503", "502html", "429"])
def test_one_fault_on_the_write_is_healed_in_the_same_run(linked: World, do: str):
    linked.office("II.1.2", "result", "120 cây")
    fault(linked, do)
    report = run_json(linked.engine().run())
    assert linked.cell(5, 5) == "120 cây"
    assert report["failed"] == 0
    assert report["pushed"] == 1


def test_a_formula_typed_in_the_last_second_survives(linked: World):
    linked.office("II.1.2", "result", "120 cây")
    before_write(linked, lambda: linked.person(5, 5, "=A5*2"))
    linked.engine().run()
    path = f"/v4/spreadsheets/{linked.spreadsheet}/values/E5?valueRenderOption=FORMULA"
    assert linked.call("GET", path)["values"] == [["=A5*2"]]


def test_after_four_raced_writes_the_link_is_held_and_nothing_is_lost(linked: World):
    linked.office("II.1.2", "result", "120 cây")
    before_write(linked, lambda: linked.insert_row(4), times=5)
    report = run_json(linked.engine().run())
    assert report["units"][0]["outcome"] == "held"
    linked.emulator.before_request = None
    linked.engine().run()
    rows = {row[6]: row[4] for row in linked.grid()[3:] if len(row) > 6}
    assert {key: value for key, value in rows.items() if value} == {"II.1.2": "120 cây"}


def test_a_partial_sort_and_a_row_deleted_after_it_give_no_work_twice(linked: World):
    """The deleted row's key stands beside another's wording, whose own key went with the row."""
    for row, text in ((10, "Tập bơi cho thiếu nhi ở ấp"), (11, "Dọn kênh cùng hội nông dân")):
        linked.person(row, 2, text)
        linked.person(row, 5, f"kết quả {row}")
    linked.engine().run()
    linked.engine().run()
    keys = {linked.cell(row, 2): linked.cell(row, 7) for row in (10, 11)}
    linked.person(10, 2, "Dọn kênh cùng hội nông dân")
    linked.person(10, 5, "kết quả 11")
    gone = {"sheetId": 0, "dimension": "ROWS", "startIndex": 10, "endIndex": 11}
    linked.batch({"deleteDimension": {"range": gone}})
    linked.engine().run()
    texts = [linked.values(key)["text"] for key in linked.entry_keys() if key.startswith("R.")]
    assert Counter(texts) == Counter(list(keys))
    assert linked.cell(10, 7) == keys["Dọn kênh cùng hội nông dân"]


def test_a_partial_sort_that_gives_a_new_row_anothers_key_moves_no_value(linked: World):
    """The new row had no key yet: after the sort it stands beside that of an older one."""
    older, newer = "Tập bơi cho thiếu nhi ở ấp", "Dọn kênh cùng hội nông dân"
    linked.person(10, 2, older)
    linked.person(10, 5, "40 em")
    linked.engine().run()
    key = linked.cell(10, 7)
    linked.office(key, "note", "cấp áo phao")
    linked.person(10, 2, newer)
    linked.person(10, 5, None)
    linked.person(11, 2, older)
    linked.person(11, 5, "40 em")
    linked.engine().run()
    keys = {linked.cell(row, 2): linked.cell(row, 7) for row in (10, 11)}
    assert keys[older] == key
    assert linked.values(key)["text"] == older
    assert linked.values(keys[newer])["text"] == newer
    assert [linked.cell(row, 6) for row in (10, 11)] == ["", "cấp áo phao"]
    assert run_json(linked.engine().run())["requests"]["writes"] == 0


def test_a_key_that_stands_twice_beside_others_goes_back_to_its_wording(linked: World):
    own = "Tập bơi cho thiếu nhi ở ấp"
    linked.person(10, 2, own)
    linked.person(10, 5, "40 em")
    linked.engine().run()
    key = linked.cell(10, 7)
    for row, said in ((5, key), (10, None), (12, key)):
        linked.person(row, 7, said)
    linked.engine().run()
    assert [linked.cell(row, 7) for row in (5, 10, 12)] == ["II.1.2", key, ""]
    assert [linked.values(one)["text"] for one in linked.entry_keys()].count(own) == 1


def test_a_work_that_lost_its_key_and_looks_like_a_heading_is_known_by_its_wording(linked: World):
    own = "Tập bơi cho thiếu nhi ở ấp"
    for row, text in ((10, own), (11, "Dọn kênh cùng hội nông dân")):
        linked.person(row, 2, text)
        linked.person(row, 5, f"kết quả {row}")
    linked.engine().run()
    key = linked.cell(10, 7)
    linked.person(10, 5, None)
    linked.person(10, 7, None)
    linked.engine().run()
    assert linked.cell(10, 7) == key
    assert linked.values(key)["result"] is None


def test_a_work_that_lost_its_key_and_looks_like_a_total_is_known_by_its_wording(linked: World):
    linked.person(10, 2, "Việc riêng ở ấp")
    linked.person(10, 5, "xong một nửa")
    linked.engine().run()
    key = linked.cell(10, 7)
    linked.person(10, 5, '="cả ấp đã xong"')
    linked.person(10, 7, None)
    linked.engine().run()
    assert linked.cell(10, 7) == key
    assert linked.values(key)["result"] == "cả ấp đã xong"


def test_a_row_copied_while_a_key_was_misplaced_does_not_keep_it(linked: World):
    """Our key of a new row stood beside another's text for a second, and was copied from there."""
    older, newer = "Tập bơi cho thiếu nhi ở ấp", "Dọn kênh cùng hội nông dân"
    for row, text in ((10, older), (11, newer)):
        linked.person(row, 2, text)
        linked.person(row, 5, f"kết quả {row}")
    linked.engine().run()
    key = linked.cell(11, 7)
    linked.person(11, 7, None)
    linked.person(12, 2, older)
    linked.person(12, 5, "kết quả 10")
    linked.person(12, 7, key)
    linked.engine().run()
    assert [linked.cell(row, 7) for row in (11, 12)] == [key, ""]
    texts = [linked.values(key)["text"] for key in linked.entry_keys()]
    assert max(Counter(texts).values()) == 1
    assert [ask.kind for ask in linked.engine().questions()] == ["match"]


DEBT = Debt(
    link=1, kind="value", key="II.1.2", field="result", sheet_id=0, row=1, column=2,
    ours="mới", was="cũ", formula="", source=(20, 20), row_key="",
    witness=((1, "Ra quân trồng cây xanh"), (2, "cũ"), (3, "x"), (4, 1), (5, 2), (6, 3)),
    heading=("Kết quả",), mine=(2,),
)  # fmt: skip
NAME = Cell("Ra quân trồng cây xanh")


def test_a_formula_that_shows_our_misplaced_value_is_the_units() -> None:
    assert find(DEBT, Tab("T", ((NAME, Cell("mới")),)), ()) == (1, 2)
    assert find(DEBT, Tab("T", ((NAME, Cell("mới", formula="=")),)), ()) is None


def test_a_formula_put_back_at_the_wrong_place_is_ours_to_take_away() -> None:
    owed = replace(DEBT, kind="restore", pasted="=#*2")
    tab = Tab("T", ((NAME, Cell("mới", formula="=#*2")),))
    assert find(owed, tab, ()) == (1, 2)
    assert find(owed, Tab("T", ((NAME, Cell("mới")),)), ()) is None
    assert find(replace(owed, pasted=""), tab, ()) is None
    there = Tab("T", ((Cell(), Cell("Kết quả")), (NAME, Cell("#VALUE!", formula="=#*2"))))
    assert find(owed, there, (1,)) == (2, 2)


def test_another_formula_than_the_one_put_back_is_the_units() -> None:
    owed = replace(DEBT, kind="restore", pasted='="cũ"')
    there = Tab("T", ((Cell(), Cell("Kết quả")), (NAME, Cell("của xã", formula='="của xã"'))))
    assert find(owed, there, (1,)) is None


def put_back_onto(*line: Scalar, under: Scalar = "Trạng thái") -> bool:
    """Whether the third cell of a row that says little else is taken for the right one."""
    read: tuple[Scalar, ...] = (None, "Ra quân trồng cây xanh", "Đang làm", None, None, "II.1.2")
    group = Group(
        link=1, kind="restore", key="II.1.2", field="state", value=None, sheet_id=0, row=4,
        cells=(CellChange(3, "Đang làm", None, restore=(20, 20)),),
        watch=(
            Seen(3, 3, "Trạng thái"),
            *(Seen(4, column, value) for column, value in enumerate(read, 1)),
        ),
        span=(1, 5), key_column=6,
    )  # fmt: skip
    values = {(0, 4, column): (9, column) for column in range(1, 7)} | {(0, 3, 3): (8, 3)}
    hidden = {(9, column): Cell(value) for column, value in enumerate(line, 1)}
    hidden[8, 3] = Cell(under)
    copies = Copies(values, {(0, 4, 3): (9, 10)})
    return bool(judge([group], copies, hidden | {(9, 10): Cell(line[2])}).good)


def test_a_row_is_not_known_by_what_it_does_not_say() -> None:
    assert put_back_onto(None, "Ra quân trồng cây xanh", "Đang làm", None, "15/10", "II.1.2")
    assert put_back_onto(None, "Ra quân trồng cây xanh", "Đang làm", None, None, None)
    assert not put_back_onto(None, "Thăm gia đình chính sách", "Đang làm", None, None, "II.1.3")


def test_the_same_value_under_another_heading_is_another_cell() -> None:
    line = (None, "Ra quân trồng cây xanh", "Đang làm", None, None, "II.1.2")
    assert put_back_onto(*line)
    assert not put_back_onto(*line, under="Ghi chú")


def test_what_we_wrote_beside_a_key_alone_is_found_when_the_key_is_back_at_its_row() -> None:
    owed = replace(DEBT, row_key="II.1.2", witness=((1, None), (2, None), (3, "II.1.2")), was=None)
    row, key, ours = (NAME, Cell("cũ"), Cell("II.1.2")), Cell("II.1.2"), Cell("mới")
    assert find(owed, Tab("T", (row, (Cell(), ours, key))), ()) == (2, 2)
    assert find(owed, Tab("T", (row, (Cell(), ours))), ()) == (2, 2)


def test_a_copied_row_does_not_hide_the_one_it_was_copied_from() -> None:
    """The row itself was edited since: by now its copy is more like what it was."""
    row = (NAME, Cell("mới"), Cell("y"), Cell(7), Cell(2), Cell(3))
    copied = (NAME, Cell("khác"), Cell("x"), Cell(1), Cell(2), Cell(3))
    assert find(DEBT, Tab("T", (copied, row)), ()) == (2, 2)


@pytest.mark.parametrize("do", ["allow", "400"])
def test_cells_merged_before_the_repair_get_the_units_words_back(linked: World, do: str):
    """Google may refuse to paste a copy into merged cells: then the words are written."""
    linked.emulator.set_options({"paste_into_merge": do})
    linked.office("II.1.1", "result", "của cấp trên")
    area = {"sheetId": 0, "startRowIndex": 3, "endRowIndex": 4}
    merged = {"range": {**area, "startColumnIndex": 4, "endColumnIndex": 6}}

    def merge() -> None:
        before_write(linked, lambda: linked.batch({"mergeCells": merged}))

    def typed() -> None:
        linked.person(4, 5, "của đơn vị")
        merge()

    before_write(linked, typed)
    linked.engine().run()
    linked.emulator.before_request = None
    linked.engine().run()
    assert linked.cell(4, 5) == "của đơn vị"
    assert linked.values("II.1.1")["result"] == "của cấp trên"
    assert [one.sheet for one in linked.engine().conflicts()] == ["của đơn vị"]
