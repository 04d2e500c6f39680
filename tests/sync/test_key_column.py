"""Our key column is ours alone: a unit's own column of the same name stays what it is."""

from typing import Any

import pytest

from sync.reports import run_json
from tests.sync.world import ITEMS, SHEET, Tab, World, plain_rows

CODES = ["Mã", "CV01", "CV02", None, "CV04", None, "CV06"]
KEYS = ["Mã", *(item.key for item in ITEMS)]
OWN = ["Mục", *KEYS[1:]]


def beside(*columns: list[Any]) -> list[list[Any]]:
    """The plain sheet with more columns beside its table, from the heading row down."""
    rows = plain_rows()
    return [*rows[:2], *([*row, *more] for row, *more in zip(rows[2:], *columns, strict=True))]


def column(world: World, at: int) -> list[Any]:
    return [world.cell(row, at) or None for row in range(3, 10)]


@pytest.mark.parametrize(
    ("rows", "theirs", "ours"),
    [
        pytest.param(beside(CODES), 7, 8, id="the last column of the table"),
        pytest.param(beside([None] * 7, CODES, ["Họ tên", *"abcdef"]), 8, 7, id="a list beside it"),
    ],
)
def test_a_units_own_codes_headed_as_ours_are_never_written_nor_taken_away(
    world: World, rows: list[list[Any]], theirs: int, ours: int
) -> None:
    world.emulator.seed(SHEET, "Đoàn xã Một", [Tab("Trang tính1", rows)])
    before = world.grid()
    world.link()
    world.office("II.1.2", "result", "120 cây")
    world.engine().run()
    assert column(world, theirs) == CODES
    assert column(world, ours) == KEYS
    world.office("II.1.2", "result", None)
    world.engine().run()
    world.engine().unlink(world.link_id, by="Cán bộ")
    assert world.grid() == before


def test_our_column_is_known_by_its_keys_wherever_both_columns_are_moved(world: World) -> None:
    world.emulator.seed(SHEET, "Đoàn xã Một", [Tab("Trang tính1", beside(CODES))])
    world.link()
    world.batch(
        {
            "moveDimension": {
                "source": {
                    "sheetId": 0,
                    "dimension": "COLUMNS",
                    "startIndex": 7,
                    "endIndex": 8,
                },
                "destinationIndex": 2,
            }
        }
    )
    world.engine().run()
    assert column(world, 3) == KEYS
    assert column(world, 8) == CODES
    assert all(len(row) <= 8 for row in world.grid())


def test_our_column_stays_the_one_where_the_unit_takes_its_own_away(world: World) -> None:
    world.emulator.seed(SHEET, "Đoàn xã Một", [Tab("Trang tính1", beside(CODES))])
    world.link()
    span = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 6, "endIndex": 7}
    world.batch({"deleteDimension": {"range": span}})
    assert run_json(world.engine().run())["requests"]["writes"] == 0
    assert column(world, 7) == KEYS


def test_what_a_person_types_over_a_key_stays_and_the_row_is_known_by_its_wording(
    world: World,
) -> None:
    world.link()
    world.person(5, 7, "của đơn vị")
    world.office("II.1.2", "result", "120 cây")
    world.engine().run()
    report = run_json(world.engine().run())
    assert (world.cell(5, 7), world.cell(5, 5)) == ("của đơn vị", "120 cây")
    assert report["requests"]["writes"] == 0
    assert report["units"][0]["message"] == ""
    assert world.engine().questions() == []
    world.person(5, 7, None)
    world.engine().run()
    assert column(world, 7) == KEYS


def reuse(world: World, cells: dict[int, Any]) -> None:
    """The unit puts our column to use of its own: another heading, some cells typed over."""
    world.person(3, 7, "Điện thoại")
    for row, value in cells.items():
        world.person(row, 7, value)


@pytest.mark.parametrize("seen", [True, False])
def test_keys_left_in_a_column_the_unit_has_put_to_other_use_go(world: World, seen: bool) -> None:
    world.link()
    reuse(world, {4: "091", 5: "092"})
    if seen:
        report = run_json(world.engine().run())
        assert "ghi lại ở cột H" in report["units"][0]["message"]
        assert column(world, 7) == ["Điện thoại", "091", "092", *[None] * 4]
        assert column(world, 8) == KEYS
        assert run_json(world.engine().run())["requests"]["writes"] == 0
    world.engine().unlink(world.link_id, by="Cán bộ")
    assert [row[6:] for row in world.grid()[2:]] == [["Điện thoại"], ["091"], ["092"], *[[]] * 4]


def test_codes_of_the_units_beside_our_column_are_not_ours(world: World) -> None:
    world.link()
    for row, key in enumerate(OWN, 3):
        world.person(row, 8, key)
    world.engine().run()
    world.engine().unlink(world.link_id, by="Cán bộ")
    assert column(world, 8) == OWN
    assert all(not code for code in column(world, 7))


def test_where_two_columns_may_be_ours_both_stay(world: World) -> None:
    world.link()
    for row, key in enumerate(OWN, 3):
        world.person(row, 8, key)
    reuse(world, {4: "091"})
    world.engine().run()
    assert column(world, 7) == ["Điện thoại", "091", *KEYS[2:]]
    assert column(world, 8) == OWN
    assert column(world, 9) == KEYS
