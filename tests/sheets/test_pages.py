"""The pages of linked sheets, as office staff and units use them."""

import re
import time

import pytest
from openpyxl import Workbook

from sync.emulator.server import Tab
from tests.forms import form
from tests.pages import check
from tests.sheets.conftest import ITEMS, WORDS

PREVIEW = "/sheets/preview?checklist={checklist}&address=/spreadsheets/d/{book}/edit"


@pytest.fixture
def staff(app, client_as):
    return client_as("district")


def selected(page, name):
    """What a select of the page shows; None where it has no such select."""
    found = re.search(rf'<select [^>]*name="{name}".*?</select>', page, re.S)
    chosen = re.search(r'value="([^"]*)" selected', found[0]) if found else None
    return chosen[1] if chosen else None


def options(page, name):
    """The choices of a select, as (words, value)."""
    found = re.search(rf'<select [^>]*name="{name}".*?</select>', page, re.S)
    return [
        (words, value) for value, words in re.findall(r'value="([^"]*)"[^>]*>([^<]*)<', found[0])
    ]


def checklist(db, code):
    row = db.conn.execute(
        "SELECT checklist.id FROM checklist JOIN unit ON unit.id = unit_id WHERE code = ?", [code]
    ).fetchone()
    return row[0]


def wait_for_job(client, response):
    """Follow a round asked for on screen to its run's page."""
    where = response.headers["Location"]
    for _try in range(100):
        answer = client.get(where)
        if answer.status_code == 302:
            return client.get(answer.headers["Location"])
        time.sleep(0.1)
    pytest.fail("the round never ended")


def test_every_page_keeps_the_house_rules(linked, app, staff, sheet, db):
    sheet("bang-a!D5", "40 đơn vị")
    linked("checklist", "set", "1", "AP1", "I.2.1", "result", "45 đơn vị")
    run = linked("sync", "run", "--json")["run"]
    pages = [
        "/sheets/",
        "/sheets/conflicts",
        "/sheets/questions",
        "/sheets/runs",
        f"/sheets/runs/{run}",
        "/sheets/links/1",
        "/sheets/link",
        "/sheets/many",
        "/sheets/shared",
        "/sheets/account",
        PREVIEW.format(checklist=checklist(db, "AP1"), book="bang-b"),
    ]
    for page in pages:
        answer = staff.get(page)
        assert answer.status_code == 200, page
        check(app, answer.text)


def test_a_plan_without_a_symbol_is_called_by_its_title(linked, staff, db):
    db.conn.execute("UPDATE plan SET number = NULL, symbol = NULL")
    page = staff.get("/sheets/").text
    assert "Công tác thanh niên năm 2026 · 2026" in page
    assert "1 · 2026" not in page


def test_a_code_on_two_rows_is_named_with_its_rows_and_the_way_to_the_sheet(linked, staff, sheet):
    linked("sync", "run")
    sheet("bang-a!B6", ITEMS[0])
    sheet("bang-a!E6", "I.1.1")
    linked("sync", "run")
    page = staff.get("/sheets/questions").text
    assert "Mã I.1.1 có ở các dòng 3, 6." in page
    assert "/sheets/links/1" in page


def test_the_list_says_what_to_do_where_nothing_is_linked(staff, app):
    answer = staff.get("/sheets/")
    check(app, answer.text)
    assert "Chưa nối bảng nào" in answer.text
    assert "2 bảng kiểm không có bảng" in answer.text


def test_the_wizard_shows_the_sheet_as_it_is_with_what_linking_means(staff, db, sheet):
    sheet("bang-a!C3", "Hoàn thành")
    page = staff.get(PREVIEW.format(checklist=checklist(db, "AP1"), book="bang-a")).text
    assert "TIẾN ĐỘ CÔNG TÁC ĐOÀN" in page
    assert "Nhận 1 giá trị từ bảng" in page
    assert "Một trang ẩn" in page
    assert db.conn.execute("SELECT COUNT(*) FROM sync_link").fetchone()[0] == 0


def test_confirming_links_once_and_offers_the_text_for_the_unit(staff, db, flask, sheet):
    sheet("bang-a!C3", "Hoàn thành")
    form = {"checklist": checklist(db, "AP1"), "address": "bảng ạ /spreadsheets/d/bang-a/edit"}
    answer = staff.post("/sheets/link", data=form)
    assert answer.status_code == 303
    page = staff.get(answer.headers["Location"]).text
    assert "Đã đọc 4 dòng việc" in page
    assert "Đã thêm một cột “Mã” ngay bên phải bảng và một trang ẩn" in page
    entries = flask("checklist", "show", "1", "AP1", "--json")["entries"]
    assert next(e for e in entries if e["key"] == "I.1.1")["state"] == "done"
    again = staff.get(PREVIEW.format(checklist=checklist(db, "AP2"), book="bang-a"))
    assert "đã được nối rồi" in again.text


def test_the_text_for_a_unit_with_codes_of_its_own_names_their_column(staff, db, emulator):
    codes = [None, "Mã việc", "I.1.1", "I.1.2", None, None]
    rows = [[*row, code] for row, code in zip(WORDS, codes, strict=True)]
    emulator.seed("bang-c", "Bảng ấp Một", [Tab("Tiến độ", rows)])
    form = {"checklist": checklist(db, "AP1"), "address": "/spreadsheets/d/bang-c/edit"}
    page = staff.get(staff.post("/sheets/link", data=form).headers["Location"]).text
    assert "Không thêm cột nào: mã được điền vào những ô còn trống của cột “Mã việc”" in page


def test_a_column_corrected_in_the_wizard_is_read_so(staff, db, flask, sheet):
    sheet("bang-a!D3", "ba buổi")
    form = {
        "checklist": checklist(db, "AP1"),
        "address": "/spreadsheets/d/bang-a/edit",
        "f4": "note",
        "r3": "I.1.2",
    }
    page = staff.get("/sheets/preview", query_string=form).text
    assert re.search(r'name="f4".*?value="note" selected', page, re.S)
    staff.post("/sheets/link", data=form)
    entries = {e["key"]: e for e in flask("checklist", "show", "1", "AP1", "--json")["entries"]}
    assert entries["I.1.2"]["note"] == "ba buổi"
    assert entries["I.1.1"]["note"] is None


def test_a_layout_like_one_adopted_before_needs_no_correction(staff, db, emulator, flask):
    emulator.seed("bang-c", "Bảng ấp Hai", [Tab("Tiến độ", WORDS)])
    form = {"checklist": checklist(db, "AP1"), "address": "/spreadsheets/d/bang-a/edit"}
    staff.post("/sheets/link", data={**form, "f4": "note"})
    page = staff.get(PREVIEW.format(checklist=checklist(db, "AP2"), book="bang-c")).text
    assert re.search(r'name="f4".*?value="note" selected', page, re.S)
    flask("sheet", "unlink", "1", "AP1")
    page = staff.get(PREVIEW.format(checklist=checklist(db, "AP2"), book="bang-c")).text
    assert re.search(r'name="f4".*?value="note" selected', page, re.S), "also once it has ended"


def test_an_address_that_is_none_comes_back_with_what_to_do(staff, app, db):
    url = f"/sheets/preview?checklist={checklist(db, 'AP1')}&address=trong nhóm Zalo"
    answer = staff.get(url)
    assert answer.status_code == 422
    check(app, answer.text)
    assert "Không thấy địa chỉ" in answer.text
    assert "trong nhóm Zalo" in answer.text


def test_sync_now_runs_beside_the_page_and_ends_at_the_run(linked, staff, app, sheet):
    sheet("bang-a!C3", "Hoàn thành")
    answer = staff.post("/sheets/sync")
    assert answer.status_code == 303
    run = wait_for_job(staff, answer)
    check(app, run.text)
    assert "Chi đoàn ấp Một" in run.text
    assert "Hoàn thành" in run.text


def test_a_round_can_be_looked_at_before_it_is_done(linked, staff, app, sheet):
    sheet("bang-a!C3", "Hoàn thành")
    page = wait_for_job(staff, staff.post("/sheets/sync", data={"dry": "1"})).text
    check(app, page)
    assert "chưa bên nào bị sửa" in page
    assert "Hoàn thành" in page
    entries = linked("checklist", "show", "1", "AP1", "--json")["entries"]
    assert next(e for e in entries if e["key"] == "I.1.1")["state"] is None


def test_sync_now_of_one_checklist_leaves_the_others(linked, staff, db, sheet):
    answer = staff.post("/sheets/sync", data={"checklist": checklist(db, "AP2")})
    wait_for_job(staff, answer)
    (report,) = db.conn.execute(
        "SELECT report FROM sync_run WHERE kind = 'run' ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert '"links": 1' in report


def test_a_run_is_undone_from_its_page(linked, staff, sheet):
    linked("checklist", "set", "1", "AP1", "I.2.1", "result", "45 đơn vị")
    run = linked("sync", "run", "--json")["run"]
    assert sheet("bang-a!D5") == "45 đơn vị"
    wait_for_job(staff, staff.post(f"/sheets/runs/{run}/undo"))
    assert sheet("bang-a!D5") is None
    assert "đã được hoàn tác" in staff.get(f"/sheets/runs/{run}").text


def test_what_both_wrote_is_decided_by_one_click(linked, staff, htmx, sheet, db):
    sheet("bang-a!D5", "40 đơn vị")
    linked("checklist", "set", "1", "AP1", "I.2.1", "result", "45 đơn vị")
    linked("sync", "run", "--json")
    page = staff.get("/sheets/conflicts").text
    assert "40 đơn vị" in page
    assert "45 đơn vị" in page
    (conflict,) = db.conn.execute("SELECT id FROM sync_conflict").fetchone()
    answer = staff.post(f"/sheets/conflicts/{conflict}", data={"side": "both"}, headers=htmx)
    assert "Nhận cả hai" in answer.text
    linked("sync", "run", "--json")
    assert sheet("bang-a!D5") == "45 đơn vị\n40 đơn vị"


def test_all_proposals_are_taken_at_once(linked, staff, sheet):
    sheet("bang-a!D5", "40 đơn vị")
    linked("checklist", "set", "1", "AP1", "I.2.1", "result", "45 đơn vị")
    linked("sync", "run", "--json")
    staff.post("/sheets/conflicts/all")
    linked("sync", "run", "--json")
    assert linked("sync", "conflicts", "--json") == []
    entries = linked("checklist", "show", "1", "AP1", "--json")["entries"]
    assert next(e for e in entries if e["key"] == "I.2.1")["result"] == "40 đơn vị"


def test_many_addresses_are_looked_at_each_on_its_own_and_linked_together(staff, app, htmx, db):
    lines = "Chi đoàn ấp Một https://x/spreadsheets/d/bang-a/edit#gid=0\nhttps://x/spreadsheets/d/bang-b"
    listed = staff.post("/sheets/many", data={"addresses": lines})
    check(app, listed.text)
    rows = [url.replace("&amp;", "&") for url in re.findall(r'hx-get="([^"]+)"', listed.text)]
    assert len(rows) == 2
    for row in rows:
        answer = staff.get(row, headers=htmx)
        check(app, answer.text, fragment=True)
        assert "4 dòng việc" in answer.text
        (asked,) = re.findall(r'<ul id="([^"]+)" hx-swap-oob="true"', answer.text)
        assert f'<ul id="{asked}">' in listed.text
    form = {
        "link": ["bang-a.0", "bang-b"],
        "checklist-bang-a.0": checklist(db, "AP1"),
        "checklist-bang-b": checklist(db, "AP2"),
    }
    run = wait_for_job(staff, staff.post("/sheets/many/link", data=form)).text
    assert "Chi đoàn ấp Một" in run
    assert "Chi đoàn ấp Hai" in run
    assert db.conn.execute("SELECT COUNT(*) FROM sync_link").fetchone()[0] == 2


def test_of_many_those_that_cannot_be_linked_are_told_and_the_others_are_linked(
    staff, app, emulator, flask, db
):
    emulator.set_options({"foreign_ids": ["bang-b"]})
    form = {
        "link": ["bang-b", "bang-a"],
        "checklist-bang-b": checklist(db, "AP2"),
        "checklist-bang-a": checklist(db, "AP1"),
    }
    where = staff.post("/sheets/many/link", data=form).headers["Location"]
    while "every 1s" in (page := staff.get(where).text):
        time.sleep(0.05)
    check(app, page)
    assert "Chi đoàn ấp Hai: " in page
    assert "chia sẻ lại bảng" in page
    assert "Chi đoàn ấp Một: " not in page
    assert [one["unit"] for one in flask("sync", "status", "--json")["links"]] == ["AP1"]
    run = re.search(r'href="(/sheets/runs/\d+)"', page)
    assert run
    assert "Chi đoàn ấp Một" in staff.get(run[1]).text


def test_a_checklist_gets_one_sheet_of_a_list_and_another_one_only_when_asked_for(
    staff, app, emulator, flask, db
):
    emulator.seed("bang-c", "Bảng ấp Một, bản mới", [Tab("T", WORDS)])
    mine = checklist(db, "AP1")
    form = {"link": ["bang-a", "bang-c"], "checklist-bang-a": mine, "checklist-bang-c": mine}
    where = staff.post("/sheets/many/link", data=form).headers["Location"]
    while "every 1s" in (page := staff.get(where).text):
        time.sleep(0.05)
    assert "đã nối bảng đứng trước" in page
    assert len(flask("sync", "status", "--json")["links"]) == 1
    row = staff.get("/sheets/many/row?name=bang-c").text
    check(app, row, fragment=True)
    assert "Đã nối một bảng khác" in row
    assert 'value="bang-c" >' in row


def test_newly_shared_sheets_appear_with_their_unit_guessed(linked, staff, emulator, db):
    db.conn.execute("INSERT INTO unit (code, name, kind) VALUES ('AP3', 'Chi đoàn ấp Ba', 'xa')")
    linked("plan", "assign", "1", "--year", "2026", "--unit", "AP3")
    emulator.seed("bang-c", "Theo dõi việc – Chi đoàn ấp Ba", [Tab("T", WORDS)])
    page = staff.get("/sheets/shared").text
    assert "Theo dõi việc" in page
    assert "Bảng ấp Một" not in page
    assert re.search(r"selected>Chi đoàn ấp Ba", page)
    assert "nhờ đơn vị chia sẻ" in page
    staff.post("/sheets/shared/ignore", data={"spreadsheet": "bang-c"})
    assert "Theo dõi việc" not in staff.get("/sheets/shared").text


def test_all_that_were_shared_are_looked_at_together(staff, app, db):
    page = staff.get("/sheets/shared").text
    check(app, page)
    listed = form(page, "/sheets/many").send(staff).text
    assert "Xem trước 2 bảng" in listed
    assert "Chi đoàn ấp Một · đang đọc…" in listed


def test_whose_a_sheet_is_may_stand_in_the_sheet_alone(staff, app, db, emulator):
    for book, head in (("bang-c", "CHI ĐOÀN ẤP HAI"), ("bang-d", "CHI ĐOÀN")):
        emulator.seed(book, "Theo dõi 2026", [Tab("T", [[head], *WORDS[1:]])])
    known = staff.get("/sheets/preview?address=/spreadsheets/d/bang-c", follow_redirects=True).text
    assert "Xem trước: Chi đoàn ấp Hai" in known
    unknown = staff.get("/sheets/preview?address=/spreadsheets/d/bang-d")
    assert unknown.status_code == 422
    assert "Chưa rõ bảng của đơn vị nào" in unknown.text
    assert "selected>Chi đoàn ấp Hai" in staff.get("/sheets/many/row?name=bang-c").text


def test_an_address_that_opens_the_first_tab_is_not_guessed_by_another_tab(staff, emulator):
    titles = ("Chi đoàn ấp Một", "Chi đoàn ấp Hai")
    tabs = [Tab(title, WORDS[1:], sheet_id=7 * (at == 0)) for at, title in enumerate(titles)]
    emulator.seed("bang-c", "Theo dõi 2026", tabs)
    row = staff.get("/sheets/many/row?name=bang-c.0").text
    assert "selected>Chi đoàn ấp Hai" in row


def test_the_text_that_asks_to_share_holds_the_address_on_a_line_of_its_own(staff, app, emulator):
    emulator.set_options({"default_email": "so-viec@doan.example"})
    for page in ("/sheets/link", "/sheets/shared", "/sheets/account"):
        assert 'href="/sheets/message"' in staff.get(page).text, page
    page = staff.get("/sheets/message").text
    check(app, page)
    assert "\n\nso-viec@doan.example\n\n" in page


def test_what_was_said_of_one_tab_is_not_said_of_another(staff, db, emulator):
    other = [["Việc", "Kết quả", "Trạng thái"], *[[text, None, None] for text in ITEMS]]
    emulator.seed("hai", "Bảng ấp Một", [Tab("Tiến độ", WORDS), Tab("Kết quả", other)])
    page = staff.get(PREVIEW.format(checklist=checklist(db, "AP1"), book="hai")).text
    said = form(page, "/sheets/preview").send(staff, f4="note", r3="own").text
    assert selected(said, "f4") == "note"
    tab = next(number for name, number in options(said, "tab") if name == "Kết quả")
    moved = form(said, "/sheets/preview").send(staff, tab=tab).text
    assert [selected(moved, f"f{column}") for column in (1, 2, 3)] == ["text", "result", "state"]
    assert selected(moved, "r3") in (None, "")


def test_modes_and_policies_of_a_link_are_kept(linked, staff, db):
    staff.post("/sheets/links/1", data={"read_only": "on", "policy-result": "sheet"})
    page = staff.get("/sheets/links/1").text
    assert re.search(r'name="read_only" checked', page)
    (policy,) = db.conn.execute("SELECT policy FROM sync_link WHERE id = 1").fetchone()
    assert policy == '{"result": "sheet"}'


def test_a_unit_sees_its_own_sheet_beside_its_checklist(linked, app, client_as, db):
    unit = client_as("unit", unit="AP1")
    own = unit.get(f"/sheets/panel/{checklist(db, 'AP1')}")
    check(app, own.text, fragment=True)
    assert "bang-a" in own.text
    assert "Đồng bộ ngay" not in own.text
    assert unit.get(f"/sheets/panel/{checklist(db, 'AP2')}").status_code == 404


def test_a_failing_account_is_one_banner_with_its_cause(linked, staff, emulator):
    emulator.set_options({"foreign_ids": ["bang-a", "bang-b"]})
    wait_for_job(staff, staff.post("/sheets/sync"))
    page = staff.get("/sheets/").text
    assert page.count("chia sẻ lại bảng") == 1


def test_a_sheet_is_made_for_a_unit_that_has_none(staff, app, db, flask, emulator, sheet):
    place = f"/sheets/make/{checklist(db, 'AP1')}"
    check(app, staff.get(place).text)
    db.conn.execute("UPDATE unit SET contact = 'Bí thư, ap1@example.org' WHERE code = 'AP1'")
    page = staff.post(place, follow_redirects=True).text
    assert "chia sẻ cho ap1@example.org" in page
    (book,) = db.conn.execute("SELECT spreadsheet_id FROM sync_link").fetchone()
    assert sheet(f"{book}!B2") == "Tổ chức ba buổi sinh hoạt chuyên đề về chuyển đổi số"
    sheet(f"{book}!D2", "Hoàn thành")
    flask("sync", "run", "--json")
    entries = flask("checklist", "show", "1", "AP1", "--json")["entries"]
    assert next(e for e in entries if e["key"] == "I.1.1")["state"] == "done"


def test_a_service_account_adds_a_tab_to_the_offices_own_spreadsheet(staff, db, emulator):
    emulator.set_options({"service_accounts_create": False})
    place = f"/sheets/make/{checklist(db, 'AP1')}"
    refused = staff.post(place)
    assert refused.status_code == 422
    assert "tự tạo một bảng tính" in refused.text
    for code in ("AP1", "AP2"):
        made = staff.post(f"/sheets/make/{checklist(db, code)}", data={"into": "bang-a"})
        assert made.status_code == 303
    rows = db.conn.execute("SELECT spreadsheet_id, title FROM sync_link ORDER BY id").fetchall()
    assert rows == [("bang-a", "Chi đoàn ấp Một"), ("bang-a", "Chi đoàn ấp Hai")]


def test_units_as_tabs_of_one_spreadsheet_are_linked_together(staff, app, db, emulator, htmx):
    tabs = [Tab(name, WORDS) for name in ("ấp Một", "ấp Hai", "ấp Ba")]
    emulator.seed("chung", "Bảng chung", tabs)
    page = staff.get(PREVIEW.format(checklist=checklist(db, "AP1"), book="chung")).text
    check(app, page)
    lines = re.search(r'name="addresses" value="([^"]+)"', page)
    assert lines
    listed = staff.post("/sheets/many", data={"addresses": lines[1]}).text
    rows = [url.replace("&amp;", "&") for url in re.findall(r'hx-get="([^"]+)"', listed)]
    told = [staff.get(row, headers=htmx).text for row in rows]
    assert ["selected>Chi đoàn ấp Một" in told[0], "selected>Chi đoàn ấp Hai" in told[1]] == [1, 1]
    form = {
        "link": ["chung.0", "chung.1"],
        "checklist-chung.0": checklist(db, "AP1"),
        "checklist-chung.1": checklist(db, "AP2"),
    }
    wait_for_job(staff, staff.post("/sheets/many/link", data=form))
    rows = db.conn.execute("SELECT sheet_id FROM sync_link ORDER BY id").fetchall()
    assert rows == [(0,), (1,)]


def test_units_as_columns_are_linked_one_column_each(flask, emulator, sheet):
    rows = [["TT", "Nội dung", "ấp Một", "ấp Hai", "ấp Ba", "Ghi chú"]]
    for at, text in enumerate(ITEMS, 1):
        rows.append([at, text, "x" if at < 3 else None, "x", "x" if at == 1 else None, None])
    emulator.seed("cot", "Bảng chung", [Tab("T", rows)])
    flask("sheet", "link", "1", "AP1", "/spreadsheets/d/cot/edit", "--column", "3", "--yes")
    flask("sheet", "link", "1", "AP2", "/spreadsheets/d/cot/edit", "--column", "4", "--yes")
    done = {
        unit: flask("checklist", "show", "1", unit, "--json")["progress"]["done"]
        for unit in ("AP1", "AP2")
    }
    assert done == {"AP1": 2, "AP2": 4}
    flask("checklist", "set", "1", "AP1", "I.2.2", "state", "done")
    assert flask("sync", "run", "--json")["pushed"] == 1
    assert sheet("cot!C5") == "x"


def test_addresses_in_the_units_records_are_offered(staff, db):
    url = "https://docs.google.com/spreadsheets/d/bang-a/edit"
    db.conn.execute("UPDATE unit SET sheet_url = ? WHERE code = 'AP1'", [url])
    assert url in staff.get(f"/sheets/link?checklist={checklist(db, 'AP1')}").text
    assert f"Chi đoàn ấp Một {url}" in staff.get("/sheets/many").text


def test_where_no_plan_was_given_yet_the_wizard_says_what_comes_first(staff, app, db):
    db.conn.execute("UPDATE checklist SET closed_at = '2026-12-31T00:00:00Z'")
    for page in ("/sheets/link", "/sheets/many"):
        told = staff.get(page).text
        check(app, told)
        assert "Giao kế hoạch trước" in told


OTHER = """KẾ HOẠCH
Ra quân mùa hè năm 2026

I. NỘI DUNG
1. Tổ chức lớp học hè cho thiếu nhi ở nhà văn hóa ấp
2. Tặng quà thân nhân liệt sĩ dịp ngày 27/7

Nơi nhận:
- Các cơ sở Đoàn trực thuộc;
- Lưu: VP.
"""


def test_of_a_units_plans_the_one_is_meant_whose_work_stands_in_the_sheet(
    flask, staff, app, db, tmp_path
):
    mine = str(checklist(db, "AP1"))
    (tmp_path / "he.txt").write_text(OTHER, encoding="utf-8")
    newest = flask("plan", "import", str(tmp_path / "he.txt")).strip()
    flask("plan", "assign", newest, "--year", "2026")
    row = staff.get("/sheets/many/row?name=bang-a&beside=Chi đoàn ấp Một").text
    assert selected(row, "checklist-bang-a") == mine
    said = staff.get("/sheets/preview?address=Chi đoàn ấp Một /spreadsheets/d/bang-a")
    assert f"checklist={mine}" in said.headers["Location"]
    shared = staff.get("/sheets/shared").text
    check(app, shared)
    assert "Chi đoàn ấp Một · đoán kế hoạch theo bảng" in shared
    book = Workbook()
    for line in WORDS:
        book.active.append(line)
    book.save(tmp_path / "chi doan ap mot.xlsx")
    (came,) = flask("sheet", "adopt", str(tmp_path), "--json")
    assert came["refuse"] is False
    flask("sheet", "adopt", str(tmp_path), "--yes")
    (link,) = db.conn.execute("SELECT checklist_id FROM sync_link").fetchall()
    assert str(link[0]) == mine
