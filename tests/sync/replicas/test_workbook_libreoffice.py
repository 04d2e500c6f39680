"""Files that LibreOffice has saved come in as what they say, ours and the units' own."""

import datetime as dt
import shutil
import subprocess

import pytest
from openpyxl.styles import Font

from sync.replicas.workbook_layout import COLUMNS, HEADER_ROW
from tests.sync.replicas.desk import AT, edited, own_file, put, row_of, rows
from tests.sync.world import ITEMS

pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


@pytest.fixture(scope="module")
def profile(tmp_path_factory):
    """One profile of LibreOffice's: making it takes longer than saving a file."""
    return f"-env:UserInstallation={(tmp_path_factory.mktemp('profile')).as_uri()}"


@pytest.fixture
def resaved(tmp_path, profile):
    """`resaved(data)`: the file as LibreOffice opens and saves it."""

    def save(data):
        source, out = tmp_path / "bang.xlsx", tmp_path / "out"
        source.write_bytes(data)
        shutil.rmtree(out, ignore_errors=True)
        done = subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir",  # noqa: S607
             str(out), str(source)],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        saved = out / "bang.xlsx"
        if not saved.exists():
            pytest.skip(f"LibreOffice converts no spreadsheets here: {done.stderr[-80:]}")
        return saved.read_bytes()

    return save


def filled(desk):
    for field, value in (
        ("state", "done"), ("percent", "60"), ("due", "2026-03-15"), ("done_on", "2026-03-10"),
        ("lead", "Ban Tuyên giáo"), ("result", "3 buổi\n120 người"), ("verified", "1"),
        ("evidence", "https://example.org/anh?a=1&b=2"), ("note", "=1+1"), ("comment", "Tốt"),
    ):  # fmt: skip
        desk.office("II.1.1", field, value)
    desk.office("II.1.2", "result", "- 5 buổi;\n- 1.200 lượt người")
    desk.office("II.1.3", "note", "0042")


def test_what_libreoffice_only_opened_and_saved_changes_nothing(desk, resaved):
    filled(desk)
    data = desk.export()
    desk.office("II.1.2", "note", "sửa sau khi xuất")
    once = resaved(data)
    for file in (once, resaved(once)):
        told = desk.take(file)
        assert (told.unit.outcome, told.unit.changes, told.asked) == ("unchanged", [], ())
    assert desk.values("II.1.2")["note"] == "sửa sau khi xuất"


def test_edits_come_in_and_the_same_file_twice_changes_nothing(desk, resaved):
    filled(desk)
    made = put("II.2.1", state="Hoàn thành", done_on=dt.date(2026, 5, 19), percent=1)
    data = resaved(edited(desk.export(), made))
    told = desk.take(data)
    assert {(c.key, c.field, c.new) for c in told.unit.changes} == {
        ("II.2.1", "state", "done"),
        ("II.2.1", "done_on", "2026-05-19"),
        ("II.2.1", "percent", "100"),
    }
    assert told.asked == ()
    before = desk.stored()
    for again in (data, resaved(data)):
        assert desk.take(again).unit.changes == []
    assert desk.stored() == before


def test_a_table_re_sorted_with_lines_added_is_known_row_by_row(desk, resaved):
    desk.office("II.1.1", "result", "3 buổi\n120 người")
    desk.office("II.1.3", "due", "2026-07-27")

    def change(sheet):
        put("II.2.2", result="2 lớp")(sheet)
        lines = [line for line in rows(sheet) if line[AT["text"] - 1]]
        lines.sort(key=lambda line: str(line[AT["text"] - 1]))
        new = [None] * len(COLUMNS)
        new[AT["text"] - 1], new[AT["state"] - 1] = "Mở lớp dạy bơi cho thiếu nhi", "Đang làm"
        lines.insert(3, new)
        sheet.delete_rows(HEADER_ROW + 1, sheet.max_row)
        for line in lines:
            sheet.append(line)

    told = desk.take(resaved(edited(desk.export(), change)))
    assert told.asked == ()
    assert {(c.key, c.field) for c in told.unit.changes} == {
        ("II.2.2", "result"), ("R.1", "text"), ("R.1", "state"),
    }  # fmt: skip
    assert desk.values("R.1")["state"] == "doing"
    assert desk.values("II.1.1")["result"] == "3 buổi\n120 người"


def test_a_file_that_goes_to_and_fro_keeps_what_each_side_wrote(desk, resaved):
    data = desk.export()
    for month, item in enumerate(ITEMS[:3], 1):
        data = resaved(edited(data, put(item.key, result=f"tháng {month}", state="Đang làm")))
        desk.take(data)
        desk.office(item.key, "note", f"đã xem {month}")
    for month, item in enumerate(ITEMS[:3], 1):
        values = desk.values(item.key)
        assert (values["result"], values["note"]) == (f"tháng {month}", f"đã xem {month}")
        assert values["state"] == "doing"
    assert desk.take(data).unit.changes == []


def test_a_file_of_the_units_own_is_adopted_and_merged_the_same_way(desk, resaved):
    lines = [[item.text, None, None] for item in ITEMS]
    lines[0][1], lines[1][2] = "Đã xong", "120 cây"

    def dress(sheet):
        sheet.merge_cells("A1:D1")
        sheet["A1"].font = Font(bold=True)

    data = resaved(edited(own_file(*lines), dress))
    desk.take(data)
    assert desk.values("II.1.1")["state"] == "done"
    assert desk.values("II.1.2")["result"] == "120 cây"
    before = desk.stored()
    desk.take(resaved(data))
    assert desk.stored() == before

    def go_on(sheet):
        sheet["D4"].value = "135 cây"
        sheet.insert_rows(3)
        sheet["B3"].value, sheet["D3"].value = "Thăm trại trẻ mồ côi", "1 chuyến"

    told = desk.take(resaved(edited(data, go_on)))
    assert desk.values("II.1.2")["result"] == "135 cây"
    assert desk.values("R.1")["result"] == "1 chuyến"
    assert told.unit.conflicts == 0


def test_a_column_moved_and_the_hidden_sheet_shown_lose_nothing(desk, resaved):
    filled(desk)

    def change(sheet):
        sheet.parent["_soviec"].sheet_state = "visible"
        row = row_of(sheet, "II.2.3")
        sheet.cell(row, AT["result"]).value = "đã nộp"
        sheet.insert_cols(3)
        sheet.cell(HEADER_ROW, 3).value = "Ghi riêng"

    told = desk.take(resaved(edited(desk.export(), change)))
    assert [(c.key, c.field, c.new) for c in told.unit.changes] == [("II.2.3", "result", "đã nộp")]
