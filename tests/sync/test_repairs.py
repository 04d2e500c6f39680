"""A repair puts each cell back as it was, itself raced or not, and nothing where it is not sure."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest

from sync.core.find import find, find_typed_over
from sync.core.tab import PROTECTED, Cell, Tab
from sync.core.writes import CellChange, Debt, Group, Seen, group_from_json, group_json
from sync.emulator.messages import Request
from tests.sync.test_races import fault
from tests.sync.world import World

OWED = Debt(
    link=1, kind="restore", key="II.1.2", field="result", sheet_id=0, row=2, column=2,
    ours=None, was="cũ", formula="", source=(20, 20), row_key="",
    witness=((1, "Ra quân trồng cây xanh"), (2, "cũ"), (3, "x")),
    heading=("Kết quả",), mine=(2,), formats=True,
)  # fmt: skip
HEADING = (Cell("Nội dung"), Cell("Kết quả"))


def tab_with(*rows: tuple[Cell, ...]) -> Tab:
    return Tab("T", (HEADING, *rows))


def test_where_a_pasted_cell_was_typed_over_its_formats_are_ours_yet() -> None:
    row = (Cell("Ra quân trồng cây xanh"), Cell("đã trồng"), Cell("x"))
    assert find_typed_over(OWED, tab_with((), row), (1,)) == (3, 2)


@pytest.mark.parametrize(
    ("owed", "row"),
    [
        (replace(OWED, formats=False), (Cell("Ra quân trồng cây xanh"), Cell("đã trồng"))),
        (replace(OWED, source=(0, 0)), (Cell("Ra quân trồng cây xanh"), Cell("đã trồng"))),
        (OWED, (Cell("Ra quân trồng cây xanh"), Cell(45_000))),
        (OWED, (Cell("Ra quân trồng cây xanh"), Cell("đã trồng", locked=PROTECTED))),
        (OWED, (Cell("Thăm gia đình chính sách"), Cell("đã thăm"))),
    ],
    ids=["a value has no formats", "no copy", "a number has its own", "merged", "another row"],
)
def test_no_formats_are_pasted_where_that_is_not_sure(owed: Debt, row: tuple[Cell, ...]) -> None:
    assert find_typed_over(owed, tab_with(row), (1,)) is None


def test_where_formats_alone_were_pasted_no_value_is_put_back() -> None:
    row = (Cell("Ra quân trồng cây xanh"), Cell("cũ", formula="="))
    owed = replace(OWED, ours="cũ", pasted="=", bare=True)
    assert find(owed, tab_with(row), (1,)) is None
    assert find_typed_over(owed, tab_with(row), (1,)) == (2, 2)


def test_a_row_without_a_wording_is_not_taken_for_one_with_it() -> None:
    bare = replace(OWED, was=None, witness=((1, None), (2, None), (3, "x")))
    named, blank = (Cell("Ra quân trồng cây xanh"), Cell(), Cell("x")), (Cell(), Cell(), Cell("x"))
    assert find(bare, tab_with(named, blank), (1,)) == (3, 2)
    assert find(bare, tab_with(named), (1,)) is None


def test_a_key_that_is_back_tells_its_row_from_a_copy_that_is_more_like_it() -> None:
    owed = replace(
        OWED, ours="mới", mine=(2, 4),
        witness=((1, "Ra quân trồng cây xanh"), (2, "cũ"), (3, "trước 1/6"), (4, "II.1.2")),
    )  # fmt: skip
    text, ours = Cell("Ra quân trồng cây xanh"), Cell("mới")
    edited, copied = (text, ours, Cell("sau 1/6"), Cell("II.1.2")), (text, ours, Cell("trước 1/6"))
    assert find(owed, tab_with(copied, edited), (1,)) == (3, 2)


def test_of_two_rows_as_like_it_the_one_that_says_nothing_else_is_the_row_itself() -> None:
    witness = ((1, "Ra quân trồng cây xanh"), (2, "cũ"), (3, 7), (4, "40 đv"), (5, None))
    owed = replace(OWED, ours="mới", witness=witness)
    text, ours = Cell("Ra quân trồng cây xanh"), Cell("mới")
    cleared, copied = (text, ours, Cell(7), Cell()), (text, ours, Cell(8), Cell("40 đv"))
    assert find(owed, tab_with(copied, cleared), (1,)) == (3, 2)


def test_what_we_put_under_no_heading_is_not_looked_for_under_one() -> None:
    """Columns moved in between: the same value is the row's own under another heading."""
    heads = (Cell("Nội dung"), Cell("Thời gian"), Cell(), Cell("Kinh phí"))
    row = (Cell("Ra quân trồng cây xanh"), Cell("Quý IV"), Cell("Quý IV"), Cell(500))
    witness = ((2, "Ra quân trồng cây xanh"), (3, None), (5, 500))
    owed = replace(OWED, column=3, ours="Quý IV", was=None, witness=witness, heading=(None,))
    owed = replace(owed, mine=(3,))
    assert find(owed, Tab("T", (heads, row)), (1,)) == (2, 3)


def test_a_row_that_says_more_since_is_looked_at_after_the_others() -> None:
    owed = replace(OWED, ours="mới", witness=((1, None), (2, None), (3, "x"), (4, None)))
    alike, ours = (Cell(), Cell(), Cell("x")), (Cell(), Cell("mới"), Cell("x"), Cell("thêm"))
    assert find(owed, tab_with(alike, ours), (1,)) == (3, 2)


def test_a_column_is_known_under_its_heading_spelt_otherwise() -> None:
    heads = (Cell("Nội dung"), Cell("Ghi chú"), Cell("KẾT QUẢ *"))
    row = (Cell("Ra quân trồng cây xanh"), Cell("mới"), Cell("mới"))
    assert find(replace(OWED, ours="mới"), Tab("T", (heads, row)), (1,)) == (2, 3)


def test_what_we_put_twice_into_a_row_that_says_nothing_is_found_twice() -> None:
    bare = replace(OWED, ours="mới", was=None, heading=(None,), witness=((1, None), (2, None)))
    tab = Tab("T", ((Cell("Nội dung"), Cell("Ghi chú")), (Cell("mới"), Cell("mới"))))
    assert find(bare, tab, (1,)) == (2, 2)


def test_a_row_that_has_its_wording_back_is_known_by_what_stands_beside_it() -> None:
    owed = replace(OWED, was=300, mine=(1, 2), heading=("Kinh phí",))
    heads = (Cell("Nội dung"), Cell("Kinh phí"))
    row = (Cell("Ra quân trồng cây xanh"), Cell(), Cell("x"))
    assert find(owed, Tab("T", (heads, (), row)), (1,)) == (3, 2)


def test_a_batch_written_down_before_formats_were_pasted_can_be_read() -> None:
    group = Group(
        link=1, kind="value", key="II.1.2", field="result", value="x", sheet_id=0, row=2,
        cells=(CellChange(2, None, "x"),), watch=(Seen(2, 1, "w"),), span=(1, 3), key_column=0,
    )  # fmt: skip
    stored = json.loads(json.dumps(group_json(group)))
    del stored["cells"][0]["look"], stored["apart"]
    assert group_from_json(stored) == group


def colour(world: World, row: int) -> Any:
    fields = "sheets.data.rowData.values.userEnteredFormat.backgroundColor"
    area = quote(f"'Trang tính1'!E{row}")
    told = world.call("GET", f"/v4/spreadsheets/{world.spreadsheet}?ranges={area}&fields={fields}")
    return told["sheets"][0]["data"][0]["rowData"][0]["values"][0]


def delete_row(world: World, row: int) -> None:
    span = {"sheetId": 0, "dimension": "ROWS", "startIndex": row - 1, "endIndex": row}
    world.batch({"deleteDimension": {"range": span}})


def move_row(world: World, row: int, to: int) -> None:
    span = {"sheetId": 0, "dimension": "ROWS", "startIndex": row - 1, "endIndex": row}
    world.batch({"moveDimension": {"source": span, "destinationIndex": to - 1}})


def copied_row(world: World, note: str) -> None:
    """Below the row of II.1.2 another that says the same, but has no result, and a note."""
    world.insert_row(6)
    for column in range(1, 5):
        world.person(6, column, world.cell(5, column) or None)
    world.person(6, 6, note)


def raced(world: World, acts: Sequence[Callable[[], None]]) -> None:
    """A round before whose every write a person does the next of these, and a quiet one."""
    amid(world, acts)
    world.engine().run()


def amid(world: World, acts: Sequence[Callable[[], None]]) -> None:
    left = iter(acts)

    def hook(request: Request) -> None:
        if ":batchUpdate" in request.path:
            next(left, lambda: None)()

    world.emulator.before_request = hook
    world.engine().run()
    world.emulator.before_request = None


def test_a_repair_raced_twice_leaves_every_cell_its_colour(world: World) -> None:
    world.link()
    for row in (4, 5, 6):
        world.paint(row, 5, row / 100)
    colours = [colour(world, row) for row in (4, 5, 6)]
    world.office("II.1.2", "result", "120 cây")
    acts = [
        lambda: world.insert_row(4),
        lambda: delete_row(world, 4),
        lambda: world.person(5, 5, "của đơn vị"),
    ]
    raced(world, acts)
    assert [colour(world, row) for row in (4, 5, 6)] == colours
    assert [world.cell(row, 5) for row in (4, 5)] == ["", "của đơn vị"]
    assert world.values("II.1.2")["result"] == "120 cây"


def test_what_a_repair_wiped_stays_in_the_history_where_somebody_typed_over_it(
    world: World,
) -> None:
    world.link()
    world.office("II.1.2", "result", "120 cây")

    def typed_while_the_row_goes() -> None:
        delete_row(world, 4)
        world.person(5, 5, "chưa ai đọc")

    raced(
        world,
        [
            lambda: world.insert_row(4),
            typed_while_the_row_goes,
            lambda: world.person(5, 5, '=""'),
        ],
    )
    assert world.cell(5, 5) == ""
    kept = {new for _, _, new, chosen in world.history("II.1.2") if not chosen}
    assert "chưa ai đọc" in kept


def test_a_value_is_not_put_back_into_a_copy_of_its_row(world: World) -> None:
    copied_row(world, note="bản chép")
    world.person(4, 5, "3 cuộc")
    world.person(5, 5, "120 cây")
    world.link()
    world.office("II.1.1", "result", None)
    raced(world, [lambda: move_row(world, 5, 4), lambda: move_row(world, 6, 4)])
    told = {(world.cell(row, 2)[:7], world.cell(row, 6)): world.cell(row, 5) for row in (4, 5, 6)}
    assert told == {("Tổ chức", ""): "", ("Ra quân", ""): "120 cây", ("Ra quân", "bản chép"): ""}


def test_a_formula_typed_where_one_was_pasted_by_mistake_stays_after_it_was_typed_over(
    world: World,
) -> None:
    world.link()
    world.office("II.1.2", "result", "120 cây")

    def moves_while_we_cannot_read() -> None:
        move_row(world, 5, 8)
        fault(world, "403", "GET")

    amid(world, [lambda: world.person(5, 5, '="đơn vị ghi"'), moves_while_we_cannot_read])
    assert world.grid(render="FORMULA")[4][4] == '="đơn vị ghi"'
    world.person(5, 5, "của xã")
    raced(world, [lambda: world.person(5, 5, '="của xã"')])
    assert world.grid(render="FORMULA")[4][4] == '="của xã"'


def test_a_heading_we_hit_goes_back_before_what_stood_under_it(world: World) -> None:
    world.person(5, 5, "120 cây")
    world.link()
    world.office("II.1.1", "result", "3 cuộc")
    world.office("II.1.2", "result", None)

    def everything_moves_while_we_cannot_read() -> None:
        world.person(4, 5, "2 buổi")
        world.insert_row(1)
        fault(world, "403", "GET")

    amid(world, [everything_moves_while_we_cannot_read])
    assert [world.cell(row, 5) for row in (4, 5)] == ["3 cuộc", ""]
    span = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 4, "endIndex": 5}
    world.batch({"insertDimension": {"range": span, "inheritFromBefore": False}})
    world.engine().run()
    world.engine().run()
    stand = [[world.cell(row, column) for row in (4, 5, 6)] for column in (5, 6)]
    assert stand == [["", "", ""], ["Kết quả", "2 buổi", ""]]


def test_a_row_that_shows_an_error_is_put_right_too(world: World) -> None:
    copied_row(world, note="=1/0")
    world.link()
    world.office("II.1.2", "result", "120 cây")
    raced(world, [lambda: move_row(world, 4, 8)])
    assert [world.cell(row, 5) for row in (4, 5)] == ["120 cây", ""]
    assert world.engine().status()[0].link.state == "ok"


def test_a_formula_pasted_over_a_heading_is_known_there() -> None:
    owed = replace(
        OWED, ours=200, was="Kết quả", pasted="=#*2", row=1,
        witness=((1, "Nội dung công việc"), (2, "Kết quả"), (3, "Ghi chú")),
    )  # fmt: skip
    hit = (Cell("Nội dung công việc"), Cell("#VALUE!", formula="=#*2"), Cell("Ghi chú"))
    assert find(owed, Tab("T", (hit,)), (1,)) == (1, 2)
    theirs = (hit[0], Cell("của xã", formula='="của xã"'), hit[2])
    assert find(owed, Tab("T", (theirs,)), (1,)) is None
