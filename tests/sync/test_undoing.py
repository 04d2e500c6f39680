"""A run is undone as far as it can be, and what stays is told with its own reason."""

import pytest

from sync import journal
from sync.core.refusal import Refused
from tests.sync.world import World

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
