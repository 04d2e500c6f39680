"""A unit's sheet stays the unit's; what goes wrong is said, and stops only its own link."""

from pathlib import Path
from typing import Any

import pytest

from sync.emulator.server import Emulator, checkboxes
from sync.linking import Wish
from sync.reports import run_json
from tests.sync.test_races import before_write
from tests.sync.world import HEADINGS, ITEMS, SHEET, Clock, Tab, World, opened, plain_rows

WRITTEN = ("userEnteredValue", "effectiveValue", "formattedValue", "effectiveFormat")


def whole(world: World) -> Any:
    """The whole file but for the hidden tab."""
    told = world.call("GET", f"/v4/spreadsheets/{world.spreadsheet}?includeGridData=true")
    told["sheets"] = [s for s in told["sheets"] if s["properties"]["title"] != "_soviec"]
    return told


def cells(told: Any, sheet: int = 0) -> dict[tuple[int, int], Any]:
    rows = told["sheets"][sheet]["data"][0].get("rowData", [])
    return {
        (r, c): cell
        for r, row in enumerate(rows, 1)
        for c, cell in enumerate(row.get("values", []), 1)
        if cell
    }


def bare(cell: dict[str, Any]) -> dict[str, Any]:
    """A cell without its value."""
    return {name: told for name, told in cell.items() if name not in WRITTEN}


def rich_tab() -> Tab:
    rows = plain_rows()
    rows[3] = [1, ITEMS[0].text, "Quý IV", None, None, "=A4*2"]
    rows.append([])
    rows.append([None, "Ghi chú: đồng chí nào làm xong thì đánh dấu"])
    return Tab(
        "Trang tính1",
        rows,
        validations={"H4:H9": checkboxes()},
        notes={"D4": "ghi chú của đơn vị", "B5": "hỏi lại"},
        merges=["A1:F1"],
        formats={"E4:E9": {"type": "TEXT"}},
        hidden_columns=[8],
    )


def test_every_cell_format_note_and_merge_that_is_not_ours_is_byte_for_byte_the_same(
    world: World,
) -> None:
    world.emulator.seed(SHEET, "Đoàn xã Một", [rich_tab()])
    before = whole(world)
    world.link()
    world.office("II.1.2", "result", "120 cây")
    world.office("II.1.1", "note", "không ghi đè công thức")
    world.office("II.1.1", "due", "2026-10-01")
    world.engine().run()
    after = whole(world)
    was, now = cells(before), cells(after)
    changed = {at for at in was.keys() | now.keys() if was.get(at) != now.get(at)}
    keys = {(row, 7) for row in range(3, 10)}
    assert (5, 5) in changed
    assert changed - {(5, 5)} <= keys
    assert bare(now[5, 5]) == bare(was[5, 5])
    for told in (before, after):
        del told["sheets"][0]["data"]
    assert before == after


def test_a_due_cell_that_says_more_than_a_day_is_left_alone(world: World) -> None:
    world.person(4, 3, "Quý IV")
    world.link()
    world.office("II.1.1", "due", "2026-10-01")
    report = run_json(world.engine().run())
    assert world.cell(4, 3) == "Quý IV"
    assert report["requests"]["writes"] == 0
    assert "Dòng 4: Ô này ghi bằng lời nên được giữ nguyên" in report["units"][0]["message"]


def test_a_day_that_is_none_is_told(world: World) -> None:
    world.person(4, 3, "06/30/2026")
    world.link()
    world.office("II.1.1", "due", "2026-10-01")
    world.engine().run()
    assert world.cell(4, 3) == "06/30/2026"
    assert [q.text for q in world.engine().questions()] == ["Dòng 4: Không có ngày “06/30/2026”."]


def test_a_cell_that_shows_an_error_takes_no_result_away(world: World) -> None:
    world.person(4, 5, 20)
    world.link()
    world.person(4, 5, "=1/0")
    world.engine().run()
    assert world.values("II.1.1")["result"] == "20"
    assert [q.kind for q in world.engine().questions()] == ["unreadable"]


def test_a_wording_that_shows_an_error_makes_no_work_of_its_own(world: World) -> None:
    world.link(add_rows=True)
    world.person(5, 2, "=1/0")
    for _ in range(2):
        world.engine().run()
        assert len(world.entry_keys()) == len(ITEMS)
        assert len([line for line in world.grid() if any(line)]) == len(ITEMS) + 2
    assert "Dòng 5: Ô này báo lỗi #DIV/0!." in [q.text for q in world.engine().questions()]
    world.person(5, 2, ITEMS[1].text)
    world.engine().run()
    assert world.engine().questions() == []


@pytest.mark.parametrize("column", [4, 5])
def test_what_a_merge_covers_is_not_taken_back(world: World, column: int) -> None:
    for row in (4, 5, 6):
        world.person(row, column, "Đã xong")
    world.link()
    area = {"startRowIndex": 3, "endRowIndex": 6}
    span = {"sheetId": 0, **area, "startColumnIndex": column - 1, "endColumnIndex": column}
    world.batch({"mergeCells": {"range": span, "mergeType": "MERGE_ALL"}})
    for _ in range(2):
        world.engine().run()
        told = [world.values(item.key) for item in ITEMS[:3]]
        assert len({(one["state"], one["result"]) for one in told}) == 1


def test_lines_that_break_as_on_windows_are_not_written_anew(world: World) -> None:
    world.person(4, 5, "một\r\nhai")
    world.link()
    assert world.values("II.1.1")["result"] == "một\nhai"
    assert run_json(world.engine().run())["requests"]["writes"] == 0


def test_a_value_that_a_merge_swallowed_stays_and_is_told(world: World) -> None:
    world.link()
    world.office("II.1.2", "result", "120 cây")

    def merges() -> None:
        area = {"startRowIndex": 3, "endRowIndex": 5, "startColumnIndex": 4, "endColumnIndex": 5}
        world.batch({"mergeCells": {"range": {"sheetId": 0, **area}, "mergeType": "MERGE_ALL"}})

    before_write(world, merges)
    for _ in range(3):
        report = world.engine().run()
        assert world.values("II.1.2")["result"] == "120 cây"
    assert "Dòng 5: Ô này gộp với ô khác nên được giữ nguyên" in report.units[0].message


def test_a_closed_year_is_neither_read_into_nor_written(world: World) -> None:
    world.link()
    world.office("II.1.1", "note", "gấp")
    world.db.conn.execute("UPDATE checklist SET closed_at = '2027-01-01T00:00:00Z'")
    world.person(5, 5, "120 cây")
    report = run_json(world.engine().run())
    assert report["requests"]["writes"] == 0
    assert world.values("II.1.2")["result"] is None
    assert world.cell(4, 6) == ""


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda w: w.batch({"deleteSheet": {"sheetId": 0}}), "Trang đã nối không còn"),
        (lambda w: w.person(3, 5, "gì đó khác hẳn thế này"), "Không còn thấy cột “Kết quả”"),
        (
            lambda w: w.batch(
                {"updateCells": {"range": {"sheetId": 0}, "fields": "userEnteredValue"}}
            ),
            "Không còn thấy dòng tiêu đề",
        ),
    ],
)
def test_a_lost_tab_column_or_an_emptied_tab_stops_the_link(
    world: World, act: Any, words: str
) -> None:
    world.link()
    world.batch({"addSheet": {"properties": {"title": "Khác", "sheetId": 77}}})
    world.office("II.1.1", "note", "gấp")
    act(world)
    before = world.values("II.1.1")
    report = run_json(world.engine().run())
    assert words in report["units"][0]["message"]
    assert report["units"][0]["outcome"] in ("held", "failed")
    assert report["requests"]["writes"] == 0
    assert world.values("II.1.1") == before


def test_rows_gone_are_a_question_and_a_third_of_them_gone_stop_the_link(world: World) -> None:
    world.link()
    span = {"sheetId": 0, "dimension": "ROWS", "startIndex": 3, "endIndex": 4}
    world.batch({"deleteDimension": {"range": span}})
    report = world.engine().run()
    assert report.units[0].outcome != "held"
    assert [q.kind for q in world.engine().questions()] == ["gone"]
    assert world.values("II.1.1")["text"] == ITEMS[0].text
    world.batch({"deleteDimension": {"range": {**span, "endIndex": 6}}})
    assert world.engine().run().units[0].outcome == "held"


@pytest.mark.parametrize(("do", "words"), [("403", "chia sẻ lại"), ("404", "Không tìm thấy bảng")])
def test_a_sheet_that_cannot_be_opened_says_what_to_do(world: World, do: str, words: str) -> None:
    world.link()
    world.emulator.faults.set([{"match": "GET", "times": 9, "do": do}])
    report = run_json(world.engine().run())
    assert report["units"][0]["outcome"] == "failed"
    assert words in report["units"][0]["message"]
    world.emulator.faults.set([])
    assert world.engine().run().units[0].outcome == "unchanged"


def test_a_sheet_shared_for_viewing_only_still_gives_what_it_says(world: World) -> None:
    world.link()
    world.person(4, 5, "120 cây")
    world.office("II.1.2", "note", "gấp")
    world.emulator.faults.set([{"match": "POST", "times": 9, "do": "403"}])
    report = run_json(world.engine().run())
    assert "chỉ cho xem" in report["units"][0]["message"]
    assert world.values("II.1.1")["result"] == "120 cây"


@pytest.fixture
def two(tmp_path: Path, server: Emulator) -> Any:
    """Two units as tabs of one spreadsheet."""
    server.reset()
    server.before_request = None
    tabs = [
        Tab("Một", plain_rows(), sheet_id=0),
        Tab("Hai", plain_rows(), sheet_id=5),
    ]
    server.seed(SHEET, "Các chi đoàn", tabs)
    with opened(tmp_path / "two.db", units=2) as db:
        world = World(db, server, Clock(), tmp_path / "two.db")
        world.link(sheet_id=0)
        world.checklist = 2
        world.link(sheet_id=5)
        yield world


def test_tabs_of_one_spreadsheet_share_one_read_and_one_write(two: World) -> None:
    two.office("II.1.1", "note", "cho đơn vị hai")
    two.checklist = 1
    two.office("II.1.2", "note", "cho đơn vị một")
    report = run_json(two.engine().run())
    assert report["requests"] == {"drive": 0, "reads": 1, "writes": 1}
    assert two.grid("Hai")[3][5] == "cho đơn vị hai"
    assert two.grid("Một")[4][5] == "cho đơn vị một"


def test_a_tab_deleted_before_our_write_stops_only_its_own_link(two: World) -> None:
    two.office("II.1.1", "note", "cho đơn vị hai")
    two.checklist = 1
    two.office("II.1.2", "note", "cho đơn vị một")

    def delete(request: Any) -> None:
        if ":batchUpdate" in request.path:
            two.emulator.before_request = None
            two.batch({"deleteSheet": {"sheetId": 5}})

    two.emulator.before_request = delete
    report = two.engine().run()
    assert [unit.outcome for unit in report.units] == ["synced", "failed"]
    assert two.grid("Một")[4][5] == "cho đơn vị một"


def test_a_tab_that_is_linked_already_or_names_another_unit_is_told(world: World) -> None:
    world.link()
    engine = world.engine()
    again = engine.preview(Wish(1, SHEET, other_units=("Đoàn xã Một",)))
    assert again.refuse is not None
    assert "đã được nối" in again.refuse
    engine.unlink(world.link_id, by="Cán bộ")
    told = engine.preview(Wish(1, SHEET, other_units=("Đoàn xã Một",)))
    assert any("Đoàn xã Một" in warning for warning in told.warnings)
    assert len(HEADINGS) == 6


def test_a_code_the_unit_wrote_on_another_row_is_never_ours_to_write_or_take(world: World) -> None:
    rows = plain_rows()
    codes = ["Mã", "II.1.1", "II.1.3", None, "II.2.1", None, None]
    rows = [*rows[:2], *([*row, code] for row, code in zip(rows[2:], codes, strict=True))]
    world.emulator.seed(SHEET, "Đoàn xã Một", [Tab("Trang tính1", rows)])

    def shown() -> list[str]:
        return [world.cell(row, 7) or "" for row in range(3, 10)]

    before = shown()
    world.link()
    world.engine().run()
    assert shown().count("II.1.3") == 1
    world.engine().unlink(world.link_id, by="Cán bộ")
    assert shown() == before


def test_a_tab_that_ends_with_its_table_gets_one_column_more(world: World) -> None:
    world.emulator.seed(SHEET, "Đoàn xã Một", [Tab("Trang tính1", plain_rows(), size=(9, 6))])
    world.link()
    world.office("II.1.2", "result", "120 cây")
    report = run_json(world.engine().run())
    assert report["requests"] == {"drive": 0, "reads": 1, "writes": 1}
    assert [row[6] for row in world.grid()[3:]] == [item.key for item in ITEMS]
    assert world.cell(5, 5) == "120 cây"


def widths(world: World) -> list[int]:
    (sheet, *_) = whole(world)["sheets"]
    return [column["pixelSize"] for column in sheet["data"][0]["columnMetadata"]]


def test_the_column_that_we_add_is_narrow_and_no_other_width_changes(world: World) -> None:
    tab = Tab("Trang tính1", plain_rows(), size=(9, 6))
    world.emulator.seed(SHEET, "Đoàn xã Một", [tab])
    before = whole(world)
    world.link()
    assert widths(world) == [100] * 6 + [70]
    world.engine().unlink(world.link_id, by="Cán bộ")
    after = whole(world)
    assert cells(after) == cells(before)
    assert widths(world) == [100] * 6 + [70], "an empty column stays: nothing is ever deleted"


def test_a_column_of_the_units_that_our_keys_stand_in_keeps_its_width(world: World) -> None:
    place = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 6, "endIndex": 7}
    size = {"properties": {"pixelSize": 180}, "fields": "pixelSize"}
    world.batch({"updateDimensionProperties": {"range": place, **size}})
    world.link()
    assert world.cell(4, 7) == "II.1.1"
    assert widths(world)[6] == 180
