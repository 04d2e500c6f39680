"""A run is undone as far as it can be, and what stays is told with its own reason."""

from collections.abc import Sequence

import pytest

from sync import journal
from sync.core.refusal import Refused
from sync.core.tab import PlanNode
from tests.sync.world import ITEMS, SHEET, Tab, World, plain_rows

OWN_TEXT = "Làm sân bóng chuyền cho thanh niên"


def carried(world: World) -> int:
    """A run that took in a result and sent a note."""
    world.link()
    world.person(4, 5, "120 cây")
    world.office("II.1.2", "note", "gấp")
    return world.engine().run().run


def test_a_work_of_the_units_own_stays_and_all_else_of_its_run_is_undone(world: World) -> None:
    world.link()
    world.person(4, 5, "120 cây")
    world.person(10, 1, 7)
    world.person(10, 2, OWN_TEXT)
    world.person(10, 5, "một sân")
    engine = world.engine()
    report = engine.undo(engine.run().run, by="Cán bộ")
    assert (world.cell(4, 5), world.values("II.1.1")["result"]) == ("", None)
    assert (world.cell(10, 5), world.values("R.1")["result"]) == ("", None)
    assert (world.cell(10, 2), world.values("R.1")["text"]) == (OWN_TEXT, OWN_TEXT)
    assert "R.1 (nội dung): dòng đã thêm vào Sổ Việc được giữ lại" in report.units[0].message
    stored = journal.run(world.db, report.run)
    assert stored is not None
    assert stored.ended_at
    assert stored.report is not None
    assert stored.report["units"][0]["message"] == report.units[0].message


def test_where_a_sheet_is_only_read_the_undo_says_that_it_is_one_sided(world: World) -> None:
    run = carried(world)
    world.engine().set_modes(world.link_id, read_only=True, add_rows=False)
    unit = world.engine().undo(run, by="Cán bộ").units[0]
    assert (world.cell(4, 5), world.values("II.1.1")["result"]) == ("120 cây", None)
    assert "chỉ đọc" in unit.message
    assert "Đã trở lại ở Sổ Việc, bảng chưa ghi: II.1.1 (kết quả), II.1.2 (ghi chú)" in unit.message
    assert "người sửa" not in unit.message
    assert {(one.key, one.new, one.direction) for one in unit.changes} == {
        ("II.1.1", None, "in"), ("II.1.2", None, "in"),
    }  # fmt: skip


def test_rows_under_a_filter_are_told_as_waiting_and_written_later(world: World) -> None:
    run = carried(world)
    area = {"sheetId": 0, "startRowIndex": 2, "endRowIndex": 9}
    hidden = {"0": {"hiddenValues": ["1", "2"]}}
    world.batch({"setBasicFilter": {"filter": {"range": area, "criteria": hidden}}})
    unit = world.engine().undo(run, by="Cán bộ").units[0]
    assert "bộ lọc" in unit.message
    assert "người sửa" not in unit.message
    world.batch({"clearBasicFilter": {"sheetId": 0}})
    world.engine().run()
    assert (world.cell(4, 5), world.cell(5, 6)) == ("", "")


@pytest.mark.parametrize(
    ("what", "why"), [("closed", "khoá sổ"), ("unlinked", "gỡ nối"), ("gone", "không còn")]
)
def test_what_can_not_be_undone_says_why(world: World, what: str, why: str) -> None:
    run = carried(world)
    if what == "closed":
        world.db.execute("UPDATE checklist SET closed_at = '2027-01-01T00:00:00Z'")
    elif what == "unlinked":
        world.engine().unlink(world.link_id, by="Cán bộ")
    else:
        span = {"sheetId": 0, "dimension": "ROWS", "startIndex": 3, "endIndex": 5}
        world.batch({"deleteDimension": {"range": span}})
    (unit,) = world.engine().undo(run, by="Cán bộ").units
    assert why in unit.message
    assert "người sửa" not in unit.message
    assert unit.changes == []
    assert world.values("II.1.1")["result"] == "120 cây"


def test_taking_a_link_off_is_not_undone_but_said(world: World) -> None:
    carried(world)
    engine = world.engine()
    run = engine.unlink(world.link_id, by="Cán bộ", give_back=True).run
    with pytest.raises(Refused, match="nối lại bảng"):
        engine.undo(run, by="Cán bộ")


def percents(world: World, items: Sequence[PlanNode] = ITEMS) -> None:
    """A linked sheet whose one column says the percent, and so the state; it gets lacking rows."""
    rows = plain_rows(items)
    rows[2][3], rows[3][3] = "% hoàn thành", 0.5
    world.emulator.seed(SHEET, "Đoàn xã Một", [Tab("Trang tính1", rows)])
    world.link()
    world.engine().set_modes(world.link_id, read_only=False, add_rows=True)


def test_added_rows_whose_cell_says_percent_and_state_are_cleared(world: World) -> None:
    percents(world, ITEMS[1:5])
    world.office("II.1.1", "state", "done")
    world.office("II.2.3", "percent", "40")
    run = world.engine().run().run
    assert (world.cell(4, 4), world.cell(9, 4)) == (1, 0.4)
    unit = world.engine().undo(run, by="Cán bộ").units[0]
    assert [row[1] for row in world.grid()[3:] if row] == [item.text for item in ITEMS[1:5]]
    assert unit.message == ""


def test_an_added_row_whose_percent_was_written_over_stays(world: World) -> None:
    percents(world, ITEMS[1:])
    world.office("II.1.1", "state", "done")
    run = world.engine().run().run
    world.person(4, 4, 0.8)
    unit = world.engine().undo(run, by="Cán bộ").units[0]
    assert world.grid()[3][1:4] == [ITEMS[0].text, "", 0.8]
    assert "dòng II.1.1: đã có người sửa sau đó" in unit.message


def test_a_cell_that_says_percent_and_state_is_told_as_written_for_both(world: World) -> None:
    percents(world)
    world.person(4, 4, 1)
    world.person(5, 4, 0.3)
    run = world.engine().run().run
    unit = world.engine().undo(run, by="Cán bộ").units[0]
    assert (world.cell(4, 4), world.cell(5, 4)) == (0.5, "")
    assert {world.values("II.1.1")[name] for name in ("state", "percent")} == {"doing", "50"}
    assert {world.values("II.1.2")[name] for name in ("state", "percent")} == {None}
    assert "bảng chưa ghi" not in unit.message


@pytest.mark.parametrize(
    ("field", "was", "typed", "why"),
    [
        ("result", "120 cây", "=1/0", "báo lỗi #DIV/0!"),
        ("due", "2026-06-01", "cuối quý", "đã có người sửa sau đó"),
    ],
)
def test_a_cell_that_can_not_be_read_any_more_is_not_told_as_a_lost_column(
    world: World, field: str, was: str, typed: str, why: str
) -> None:
    world.link()
    world.office("II.1.1", field, was)
    run = world.engine().run().run
    world.person(4, {"due": 3, "result": 5}[field], typed)
    message = world.engine().undo(run, by="Cán bộ").units[0].message
    assert why in message
    assert "cột không còn" not in message
    assert world.values("II.1.1")[field] == was


def test_a_cell_merged_into_another_is_not_told_as_a_lost_column(world: World) -> None:
    world.link()
    world.office("II.1.2", "result", "120 cây")
    run = world.engine().run().run
    area = {"sheetId": 0, "startRowIndex": 3, "endRowIndex": 5}
    area |= {"startColumnIndex": 4, "endColumnIndex": 5}
    world.batch({"mergeCells": {"range": area, "mergeType": "MERGE_ALL"}})
    message = world.engine().undo(run, by="Cán bộ").units[0].message
    assert "II.1.2 (kết quả): gộp" in message
    assert "cột không còn" not in message
