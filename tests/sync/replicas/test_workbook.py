"""A checklist that goes out as .xlsx, is filled in far away, comes back."""

import datetime as dt
from io import BytesIO

import pytest
from openpyxl import load_workbook

from sync import conflicts
from sync.core.refusal import Refused
from sync.replicas.workbook_layout import COLUMNS, HEADER_ROW
from sync.reports import run_json
from tests.sync.replicas.desk import AT, edited, own_file, put, row_of, rows
from tests.sync.world import ITEMS


def test_a_checklist_goes_out_with_real_dates_shares_and_a_list_of_states(desk):
    desk.office("II.1.1", "due", "2026-03-15")
    desk.office("II.1.1", "percent", "60")
    desk.office("II.1.1", "state", "doing")
    book = load_workbook(BytesIO(desk.export()))
    sheet = book.worksheets[0]
    row = row_of(sheet, "II.1.1")
    due = sheet.cell(row, AT["due"])
    assert due.value == dt.datetime(2026, 3, 15)  # noqa: DTZ001 - as Excel keeps days
    assert due.number_format == "dd/mm/yyyy"
    assert sheet.cell(row, AT["percent"]).value == 0.6
    assert sheet.cell(row, AT["state"]).value == "Đang làm"
    (states, _shares) = sheet.data_validations.dataValidation
    assert states.formula1 == '"Chưa làm,Đang làm,Hoàn thành,Không thực hiện"'
    assert sheet.freeze_panes == f"D{HEADER_ROW + 1}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert book["_soviec"].sheet_state == "hidden"


def test_nothing_we_write_is_taken_for_a_formula(desk):
    desk.office("II.1.1", "result", "=1+1")
    data = desk.export()
    sheet = load_workbook(BytesIO(data)).worksheets[0]
    assert sheet.cell(row_of(sheet, "II.1.1"), AT["result"]).data_type == "s"
    assert desk.take(data).unit.outcome == "unchanged"
    assert desk.values("II.1.1")["result"] == "=1+1"


def test_a_file_that_comes_back_as_it_went_changes_nothing(desk):
    for field, value in (
        ("state", "done"), ("percent", "100"), ("due", "2026-03-15"), ("done_on", "2026-03-10"),
        ("lead", "Ban Tuyên giáo"), ("result", "3 buổi\n120 người"), ("verified", "1"),
        ("evidence", "https://example.org/anh?a=1&b=2"), ("note", "- ghi chú"), ("comment", "Tốt"),
    ):  # fmt: skip
        desk.office("II.1.1", field, value)
    data = desk.export()
    desk.office("II.1.2", "note", "sửa sau khi xuất")
    told = desk.take(data)
    assert (told.unit.outcome, told.unit.changes, told.asked) == ("unchanged", [], ())
    assert desk.values("II.1.2")["note"] == "sửa sau khi xuất"


def test_the_units_edits_come_in_with_where_they_come_from(desk):
    data = edited(
        desk.export(),
        put(
            "II.1.1",
            state="Hoàn thành",
            done_on=dt.date(2026, 4, 2),
            percent=0.75,
            result="Đã trồng 120 cây",
        ),
    )
    told = run_json(desk.take(data).report)
    assert (told["pulled"], told["pushed"], told["conflicts"]) == (4, 0, 0)
    values = desk.values("II.1.1")
    assert (values["state"], values["done_on"]) == ("done", "2026-04-02")
    assert (values["percent"], values["result"]) == ("75", "Đã trồng 120 cây")
    origins = desk.db.conn.execute("SELECT DISTINCT by, origin FROM history").fetchall()
    assert origins == [("Cán bộ", "xlsx")]


def test_the_office_edits_since_then_stay(desk):
    data = edited(desk.export(), put("II.1.1", result="của đơn vị"))
    desk.office("II.1.2", "result", "của cơ quan")
    desk.take(data)
    assert desk.values("II.1.1")["result"] == "của đơn vị"
    assert desk.values("II.1.2")["result"] == "của cơ quan"


def test_where_both_wrote_both_values_are_kept_and_a_person_decides(desk):
    desk.office("II.1.1", "result", "20 cây")
    data = edited(desk.export(), put("II.1.1", result="25 cây"))
    desk.office("II.1.1", "result", "30 cây")
    told = desk.take(data)
    assert told.unit.outcome == "conflict"
    (one,) = conflicts.open_conflicts(desk.db)
    assert (one.base, one.local, one.sheet) == ("20 cây", "30 cây", "25 cây")
    assert desk.values("II.1.1")["result"] == "30 cây"


def test_the_same_file_twice_changes_nothing(desk):
    desk.office("II.1.2", "note", "cũ")

    def change(sheet):
        put("II.1.1", state="Hoàn thành")(sheet)
        put("II.1.2", note="của đơn vị")(sheet)
        last = row_of(sheet, ITEMS[-1].key) + 1
        sheet.cell(last, AT["text"]).value = "tổ chức giải bóng đá thanh niên"

    data = edited(desk.export(), change)
    desk.office("II.1.2", "note", "của cơ quan")
    first = desk.take(data)
    assert (len(first.unit.changes), first.unit.conflicts) == (2, 1)
    before = desk.stored()
    again = desk.take(data)
    assert again.unit.changes == []
    assert desk.stored() == before


def test_a_resorted_file_with_added_lines_is_known_row_by_row(desk):
    def change(sheet):
        put("II.2.2", result="2 lớp")(sheet)
        lines = rows(sheet)
        full = [line for line in lines if line[AT["text"] - 1]]
        full.sort(key=lambda line: str(line[AT["text"] - 1]), reverse=True)
        full.insert(0, [None] * len(COLUMNS))
        full[0][AT["text"] - 1] = "Mở lớp dạy bơi cho thiếu nhi dịp hè"
        full[0][AT["state"] - 1] = "Đang làm"
        sheet.delete_rows(HEADER_ROW + 1, sheet.max_row)
        for line in full:
            sheet.append(line)

    told = desk.take(edited(desk.export(), change))
    assert told.asked == ()
    assert desk.values("II.2.2")["result"] == "2 lớp"
    own = {key: text for key, text in desk.texts().items() if key.startswith("R.")}
    assert own == {"R.1": "Mở lớp dạy bơi cho thiếu nhi dịp hè"}
    assert desk.values("R.1")["state"] == "doing"
    assert len(told.unit.changes) == 3


def test_lines_that_only_continue_in_other_tables_are_own_work_in_ours(desk):
    def change(sheet):
        last = row_of(sheet, ITEMS[-1].key)
        for offset, text in enumerate(
            ("dọn vệ sinh khu phố", "tổng vệ sinh bãi biển", "(hỗ trợ)"), 1
        ):
            sheet.cell(last + offset, AT["text"]).value = text

    desk.take(edited(desk.export(), change))
    assert [t for k, t in desk.texts().items() if k.startswith("R.")] == [
        "dọn vệ sinh khu phố",
        "tổng vệ sinh bãi biển",
        "(hỗ trợ)",
    ]


@pytest.mark.parametrize("keep", ["keywords", "printed", "nothing"])
def test_a_file_whose_hidden_sheet_was_dropped_is_still_known(desk, keep):
    desk.office("II.1.1", "result", "20 cây")
    data = desk.export()
    desk.office("II.1.1", "result", "30 cây")
    book = load_workbook(BytesIO(data))
    del book["_soviec"]
    put("II.1.2", note="mới")(book.worksheets[0])
    if keep != "keywords":
        book.properties.keywords = None
    if keep == "nothing":
        for line in book.worksheets[0].iter_rows(1, 3):
            for cell in line:
                if type(cell).__name__ == "Cell":
                    cell.value = None
    out = BytesIO()
    book.save(out)
    told = desk.take(out.getvalue())
    assert desk.values("II.1.2")["note"] == "mới"
    assert desk.values("II.1.1")["result"] == "30 cây"
    # Without its version it is a file of the unit's own: what differs is asked.
    assert told.unit.conflicts == (1 if keep == "nothing" else 0)


def test_a_second_copy_filled_in_by_another_takes_nothing_of_the_first_back(desk):
    data = desk.export()
    one = edited(data, put("II.1.1", result="của người thứ nhất", state="Hoàn thành"))
    two = edited(data, put("II.2.1", result="của người thứ hai"))
    desk.take(one)
    told = desk.take(two)
    assert [change.key for change in told.unit.changes] == ["II.2.1"]
    assert "bản khác" in told.unit.message
    assert desk.values("II.1.1")["result"] == "của người thứ nhất"
    assert desk.take(one).unit.changes == desk.take(two).unit.changes == []
    before = desk.stored()
    assert desk.take(one).unit.changes == desk.take(two).unit.changes == []
    assert desk.stored() == before


def test_two_who_tick_the_same_item_undo_nothing_of_each_other(desk):
    data = desk.export()
    done = {"state": "Hoàn thành"}
    one = edited(edited(data, put("II.1.1", **done)), put("II.1.2", **done))
    two = edited(edited(data, put("II.1.1", **done)), put("II.2.1", **done))
    three = edited(edited(data, put("II.1.1", **done)), put("II.2.2", result="2 lớp"))
    for file in (one, two, three, one):
        desk.take(file)
    assert [desk.values(k)["state"] for k in ("II.1.1", "II.1.2", "II.2.1")] == ["done"] * 3
    assert desk.values("II.2.2")["result"] == "2 lớp"


def test_a_file_edited_further_takes_its_own_values_back(desk):
    data = edited(desk.export(), put("II.1.1", result="100 cây", state="Hoàn thành", note="a"))
    data = edited(data, put("II.1.2", result="3 buổi"))
    desk.take(data)
    desk.take(edited(data, put("II.1.1", result=None, note="b")))
    values = desk.values("II.1.1")
    assert (values["result"], values["state"], values["note"]) == (None, "done", "b")


def test_an_emptied_file_is_held_with_the_reason(desk):
    def change(sheet):
        sheet.delete_rows(HEADER_ROW + 2, sheet.max_row)

    data = edited(desk.export(), change)
    before = desk.texts()
    told = desk.take(data)
    assert told.unit.outcome == "held"
    assert "không còn trong bảng" in told.unit.message
    assert desk.texts() == before
    assert desk.take(data, allow=True).unit.outcome != "held"


def test_a_lost_column_holds_the_file(desk):
    data = edited(desk.export(), lambda sheet: sheet.delete_cols(AT["result"]))
    told = desk.take(data)
    assert told.unit.outcome == "held"
    assert "Kết quả thực hiện" in told.unit.message


def test_ticks_taken_back_by_the_dozen_hold_the_file(desk):
    for item in ITEMS:
        desk.office(item.key, "state", "done")

    def change(sheet):
        for item in ITEMS:
            put(item.key, state=None)(sheet)

    told = desk.take(edited(desk.export(), change))
    assert told.unit.outcome == "held"
    assert "năm mới" in told.unit.message
    assert desk.values("II.1.1")["state"] == "done"


def test_a_dry_run_shows_the_plan_and_does_nothing(desk):
    data = edited(desk.export(), put("II.1.1", state="Hoàn thành"))
    before = desk.stored()
    told = desk.take(data, dry_run=True)
    assert [(c.key, c.field, c.new) for c in told.unit.changes] == [("II.1.1", "state", "done")]
    assert desk.stored() == before


def test_another_units_file_is_refused(desk):
    with pytest.raises(Refused, match="xa-2"):
        desk.take(desk.export(2))


def test_a_closed_year_takes_no_file(desk):
    data = desk.export()
    desk.db.conn.execute("UPDATE checklist SET closed_at = '2027-01-01T00:00:00Z' WHERE id = 1")
    with pytest.raises(Refused, match="khóa sổ"):
        desk.take(data)


def test_what_a_file_brought_is_taken_back_where_nobody_edited_since(desk):
    data = edited(desk.export(), put("II.1.1", state="Hoàn thành", result="100 cây"))
    run = desk.take(data).report.run
    desk.office("II.1.1", "result", "110 cây")
    report = desk.files.undo(run, by="Cán bộ")
    assert desk.values("II.1.1")["state"] is None
    assert desk.values("II.1.1")["result"] == "110 cây"
    assert len(report.units[0].changes) == 1


def test_a_file_of_the_units_own_overwrites_neither_side_at_first(desk):
    desk.office("II.1.1", "result", "20 cây")
    desk.office("II.1.3", "result", "5 gia đình")
    lines = [[item.text, None, None] for item in ITEMS]
    lines[0][2], lines[1][1] = "25 cây", "Đã xong"
    told = desk.take(own_file(*lines))
    assert told.unit.conflicts == 1
    assert desk.values("II.1.1")["result"] == "20 cây"
    assert desk.values("II.1.2")["state"] == "done"
    assert desk.values("II.1.3")["result"] == "5 gia đình"
    lines[2][1] = "x"
    later = desk.take(own_file(*lines))
    assert [(c.key, c.field) for c in later.unit.changes] == [("II.1.3", "state")]
    before = desk.stored()
    desk.take(own_file(*lines))
    assert desk.stored() == before


def test_an_own_file_that_lost_a_column_is_held(desk):
    lines = [[item.text, "Đã xong", "x"] for item in ITEMS]
    desk.take(own_file(*lines))
    data = edited(own_file(*lines), lambda sheet: sheet.delete_cols(4))
    told = desk.take(data)
    assert told.unit.outcome == "held"
    assert "Kết quả" in told.unit.message
