"""Checklists as Excel files: out and in by command line and on the pages."""

import json
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from sync.replicas.workbook_layout import COLUMNS
from tests.pages import check
from tests.sheets.conftest import ITEMS

AT = {column.field: index for index, column in enumerate(COLUMNS, 1)}


def fill(path, key, **values):
    """Somebody writes into a row of the file and saves it."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    row = next(r for r in range(1, 60) if sheet.cell(r, AT["key"]).value == key)
    for field, value in values.items():
        sheet.cell(row, AT[field]).value = value
    book.save(path)


def own_file(path, title="CHI ĐOÀN ẤP HAI", state="Đã xong"):
    book = Workbook()
    sheet = book.active
    sheet.append([title])
    sheet.append(["TT", "Nội dung", "Trạng thái", "Kết quả"])
    for number, text in enumerate(ITEMS, 1):
        sheet.append([number, text, state if number == 1 else None, None])
    book.save(path)


def entry(flask, key, unit="AP1"):
    found = flask("checklist", "show", "1", unit, "--json")["entries"]
    return next(one for one in found if one["key"] == key)


def refused(app, *args):
    result = app.test_cli_runner().invoke(args=list(args))
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1
    return result.stderr


def checklist(db, code):
    row = db.conn.execute(
        "SELECT checklist.id FROM checklist JOIN unit ON unit.id = unit_id WHERE code = ?", [code]
    ).fetchone()
    return row[0]


def upload(path, act, **more):
    return {"file": (BytesIO(path.read_bytes()), path.name), "act": act, **more}


def test_a_file_goes_out_and_its_edits_come_in(flask, tmp_path):
    path = tmp_path / "bang.xlsx"
    flask("checklist", "export", "1", "AP1", "-o", str(path))
    fill(path, "I.1.1", state="Hoàn thành", result="3 buổi")
    told = flask("checklist", "import", "1", "AP1", str(path), "--dry-run", "--json")
    assert (told["pulled"], told["conflicts"], told["failed"]) == (2, 0, 0)
    assert entry(flask, "I.1.1")["state"] is None
    told = flask("checklist", "import", "1", "AP1", str(path), "--json")
    assert told["units"][0]["outcome"] == "synced"
    came = entry(flask, "I.1.1")
    assert (came["state"], came["result"]) == ("done", "3 buổi")
    assert {line["origin"] for line in came["history"]} == {"xlsx"}
    again = flask("checklist", "import", "1", "AP1", str(path), "--json")
    assert (again["pulled"], again["units"][0]["outcome"]) == (0, "unchanged")
    assert len(entry(flask, "I.1.1")["history"]) == 2


def test_what_both_wrote_is_settled_where_sheets_are(flask, tmp_path):
    path = tmp_path / "bang.xlsx"
    flask("checklist", "export", "1", "AP1", "-o", str(path))
    fill(path, "I.2.1", result="40 đơn vị máu")
    flask("checklist", "set", "1", "AP1", "I.2.1", "result", "45 đơn vị máu")
    assert flask("checklist", "import", "1", "AP1", str(path), "--json")["conflicts"] == 1
    (one,) = flask("sync", "conflicts", "--json")
    assert (one["local"], one["sheet"], one["base"]) == ("45 đơn vị máu", "40 đơn vị máu", None)
    flask("sync", "settle", str(one["id"]), "both")
    assert entry(flask, "I.2.1")["result"] == "45 đơn vị máu\n40 đơn vị máu"
    flask("checklist", "import", "1", "AP1", str(path))
    assert flask("sync", "conflicts", "--json") == []
    assert entry(flask, "I.2.1")["result"] == "45 đơn vị máu\n40 đơn vị máu"


def test_a_round_over_sheets_never_asks_google_for_a_file(linked, tmp_path):
    path = tmp_path / "bang.xlsx"
    linked("checklist", "export", "1", "AP1", "-o", str(path))
    linked("checklist", "import", "1", "AP1", str(path))
    told = linked("sync", "run", "--json")
    assert (told["links"], told["failed"]) == (2, 0)
    assert len(linked("sync", "status", "--json")["links"]) == 2


def test_a_run_of_a_file_is_undone_like_any_other(flask, tmp_path):
    path = tmp_path / "bang.xlsx"
    flask("checklist", "export", "1", "AP1", "-o", str(path))
    fill(path, "I.1.1", state="Hoàn thành")
    run = flask("checklist", "import", "1", "AP1", str(path), "--json")["run"]
    flask("sync", "undo", str(run))
    assert entry(flask, "I.1.1")["state"] is None


def test_a_file_of_the_units_own_is_adopted(flask, tmp_path):
    path = tmp_path / "theo-doi.xlsx"
    own_file(path)
    told = flask("checklist", "import", "1", "AP2", str(path), "--json")
    assert told["pulled"] == 1
    assert entry(flask, "I.1.1", "AP2")["state"] == "done"


def test_files_that_are_none_are_refused_in_one_line(app, flask, tmp_path):
    path = tmp_path / "bang.xlsx"
    path.write_bytes(b"%PDF-1.7")
    assert "PDF" in refused(app, "checklist", "import", "1", "AP1", str(path))
    assert "Không mở được" in refused(app, "checklist", "import", "1", "AP1", "khong-co.xlsx")
    flask("checklist", "export", "1", "AP2", "-o", str(path))
    assert "AP2" in refused(app, "checklist", "import", "1", "AP1", str(path))


def test_a_folder_of_files_is_adopted_at_once(app, flask, tmp_path):
    folder = tmp_path / "gửi về"
    folder.mkdir()
    flask("checklist", "export", "1", "AP1", "-o", str(folder / "a.xlsx"))
    fill(folder / "a.xlsx", "I.2.2", state="Đang làm")
    own_file(folder / "ap hai.xlsx")
    (folder / "~$a.xlsx").write_bytes(b"")
    seen = flask("sheet", "adopt", str(folder), "--json")
    assert [(one["unit"], one["run"]["pulled"]) for one in seen] == [("AP1", 1), ("AP2", 1)]
    assert entry(flask, "I.2.2")["state"] is None
    assert "Sẽ nhận" in flask("sheet", "adopt", str(folder))
    assert "Sẽ nhận" not in flask("sheet", "adopt", str(folder), "--yes")
    assert entry(flask, "I.2.2")["state"] == "doing"
    assert entry(flask, "I.1.1", "AP2")["state"] == "done"
    own_file(folder / "khac.xlsx", title="THEO DÕI")
    result = app.test_cli_runner().invoke(args=["sheet", "adopt", str(folder), "--json"])
    assert result.exit_code == 1
    assert "Chưa rõ" in json.loads(result.stdout)[2]["refuse"]


def test_a_file_laid_out_like_a_sheet_adopted_before_is_read_as_that_was(
    staff, flask, db, tmp_path
):
    form = {"checklist": checklist(db, "AP1"), "address": "/spreadsheets/d/bang-a/edit"}
    assert staff.post("/sheets/link", data={**form, "f4": "note"}).status_code == 303
    path = tmp_path / "ap hai.xlsx"
    own_file(path)
    book = load_workbook(path)
    book.worksheets[0].cell(3, 4).value = "ba buổi"
    book.save(path)
    flask("sheet", "adopt", str(tmp_path), "--yes")
    told = entry(flask, "I.1.1", "AP2")
    assert (told["note"], told["result"]) == ("ba buổi", None)


@pytest.fixture
def staff(app, client_as):
    return client_as("district")


def test_the_page_gives_the_file_and_takes_it_back(staff, app, db, flask, tmp_path, htmx):
    url = f"/sheets/excel/{checklist(db, 'AP1')}"
    answer = staff.get(url)
    check(app, answer.text)
    answer = staff.get(f"{url}/file")
    assert "bang-kiem-AP1-15-KH-DTN-2026.xlsx" in answer.headers["Content-Disposition"]
    path = tmp_path / "bang.xlsx"
    path.write_bytes(answer.data)
    fill(path, "I.1.1", state="Hoàn thành", percent=1)
    seen = staff.post(url, data=upload(path, "look"), headers=htmx)
    assert "chưa ghi gì" in seen.text
    assert "100%" in seen.text
    assert entry(flask, "I.1.1")["state"] is None
    whole = staff.post(url, data=upload(path, "look"))
    check(app, whole.text)
    assert staff.post(url, data=upload(path, "take")).status_code == 303
    assert entry(flask, "I.1.1")["state"] == "done"
    assert staff.post(url, data={"act": "take"}).status_code == 422


def test_a_unit_takes_its_own_file_and_no_others(client_as, db, flask, tmp_path):
    unit = client_as("unit", unit="AP1")
    url = f"/sheets/excel/{checklist(db, 'AP1')}"
    path = tmp_path / "bang.xlsx"
    path.write_bytes(unit.get(f"{url}/file").data)
    fill(path, "I.1.1", result="2 buổi")
    assert unit.post(url, data=upload(path, "take")).status_code == 303
    assert entry(flask, "I.1.1")["result"] == "2 buổi"
    assert unit.get(f"/sheets/excel/{checklist(db, 'AP2')}/file").status_code == 404


def test_many_files_are_looked_at_and_taken_together(staff, app, db, flask, tmp_path, htmx):
    check(app, staff.get("/sheets/files").text)
    flask("checklist", "export", "1", "AP1", "-o", str(tmp_path / "a.xlsx"))
    fill(tmp_path / "a.xlsx", "I.1.1", state="Hoàn thành")
    own_file(tmp_path / "b.xlsx", title="THEO DÕI")

    def form(act, **more):
        names = ("a.xlsx", "b.xlsx")
        given = [(BytesIO((tmp_path / name).read_bytes()), name) for name in names]
        return {"files": given, "act": act, **more}

    seen = staff.post("/sheets/files", data=form("look"), headers=htmx).text
    assert "Chưa rõ tệp của đơn vị nào" in seen
    check(app, staff.post("/sheets/files", data=form("look")).text)
    whose = {"whose-1": str(checklist(db, "AP2"))}
    told = staff.post("/sheets/files", data=form("take", **whose), headers=htmx).text
    assert "Đã nhận 2 tệp" in told
    assert entry(flask, "I.1.1")["state"] == "done"
    assert entry(flask, "I.1.1", "AP2")["state"] == "done"


def test_a_held_file_passes_once_when_staff_say_so(staff, db, flask, tmp_path, htmx):
    url = f"/sheets/excel/{checklist(db, 'AP1')}"
    path = tmp_path / "bang.xlsx"
    path.write_bytes(staff.get(f"{url}/file").data)
    book = load_workbook(path)
    book.worksheets[0].delete_rows(10, 40)
    book.save(path)
    held = staff.post(url, data=upload(path, "take"), headers=htmx).text
    assert "cho qua một lần" in held
    passed = staff.post(url, data=upload(path, "take", allow="1"), headers=htmx).text
    assert "cho qua một lần" not in passed


def test_an_own_file_with_another_units_name_is_warned_of(app, flask, tmp_path):
    path = tmp_path / "own.xlsx"
    for title, warned in (("CHI ĐOÀN ẤP MỘT", True), ("CHI ĐOÀN ẤP HAI", False)):
        own_file(path, title=title)
        for dry in (["--dry-run"], []):
            args = ["checklist", "import", "1", "AP2", str(path), *dry]
            said = app.test_cli_runner().invoke(args=args).stdout
            assert ("tên đơn vị khác: Chi đoàn ấp Một" in said) is warned


def test_an_export_that_lost_its_column_of_keys_is_taken_as_the_units_own(app, flask, tmp_path):
    path = tmp_path / "bang.xlsx"
    flask("checklist", "export", "1", "AP1", "-o", str(path))
    fill(path, "I.1.1", result="3 buổi")
    book = load_workbook(path)
    book.worksheets[0].delete_cols(AT["key"])
    book.save(path)
    args = ["checklist", "import", "1", "AP1", str(path)]
    said = app.test_cli_runner().invoke(args=args).stdout
    assert "nhận như tệp riêng của đơn vị" in said
    assert "gỡ bảng" not in said
    assert entry(flask, "I.1.1")["result"] == "3 buổi"
    assert flask(*args, "--json")["units"][0]["changes"] == []
