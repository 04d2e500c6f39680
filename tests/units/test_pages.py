from io import BytesIO

import pytest
from openpyxl import Workbook

from app.units import queries
from tests.access_table import arguments
from tests.pages import check

CSV = """code,name,kind,parent,contact,sheet_url,cluster
DX,Đoàn xã Đồng Xuân,xa,,,https://docs.google.com/spreadsheets/d/dx/edit,Cụm 1
T1,Chi đoàn Thôn 1,khac,DX,,,Cụm 1
TH,Đoàn trường THPT Số 1,truong,,0900000001,,Cụm 2
"""


@pytest.fixture
def staff(client_as):
    return client_as("district")


@pytest.fixture
def units(staff, db):
    assert store(staff, CSV).status_code == 303
    return db


def upload(client, data, name="don-vi.csv"):
    file = (BytesIO(data.encode() if isinstance(data, str) else data), name)
    return client.post("/units/-/import/", data={"file": file})


def store(client, text):
    return client.post("/units/-/import/store", data={"text": text})


def test_without_units_the_page_says_what_to_do(app, staff):
    page = staff.get("/units/")
    check(app, page.text)
    assert "Chưa có đơn vị nào" in page.text


def test_the_pages_keep_the_house_rules(app, staff, units):
    for path in ("", "DX", "T1", "-/new", "DX/edit", "-/import/"):
        page = staff.get(f"/units/{path}")
        assert page.status_code == 200, path
        check(app, page.text)
    for what in ("rename", "merge", "split", "retire"):
        check(app, staff.get(f"/units/DX/{what}").text)


def test_the_list_shows_the_tree(staff, units):
    page = staff.get("/units/").text
    assert page.index("Đoàn xã Đồng Xuân") < page.index("Chi đoàn Thôn 1")
    assert 'class="depth-1"' in page


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("words=dong+xuan", {"DX"}),
        ("kind=truong", {"TH"}),
        ("cluster=Cụm+1", {"DX", "T1"}),
        ("words=zzz", set()),
    ],
)
def test_the_list_is_narrowed_by_words_kind_or_cluster(app, staff, units, htmx, query, codes):
    rows = staff.get(f"/units/?{query}", headers=htmx).text
    check(app, rows, fragment=True)
    assert {code for code in ("DX", "T1", "TH") if f"/units/{code}" in rows} == codes
    assert "<html" not in rows


def test_the_preview_says_what_each_line_would_do_or_stores_nothing(app, staff, units):
    changed = CSV.replace("0900000001", "0900000002") + "XM,Đoàn xã Mới,xa,,,,\n"
    page = upload(staff, changed)
    check(app, page.text)
    assert page.text.count("Thêm mới") == 1
    assert page.text.count("Cập nhật<") == 2  # the village is told its superior again
    assert queries.by_code(units, "XM") is None


def test_a_wrong_line_is_shown_beside_it_or_nothing_can_be_stored(app, staff, db):
    page = upload(staff, "code,name,parent\nXA,Đoàn xã A,KHONG\n")
    check(app, page.text)
    assert "không có đơn vị cấp trên mang mã này" in page.text
    assert "/units/-/import/store" not in page.text
    assert store(staff, "code,name,parent\nXA,Đoàn xã A,KHONG\n").status_code == 422
    assert queries.by_code(db, "XA") is None


def test_an_excel_file_is_read_like_a_csv(staff, db):
    book = Workbook()
    book.active.append(["Mã", "Tên", "Loại", "Cấp trên"])
    book.active.append([12, "Đoàn xã Mười Hai", "Xã", None])
    out = BytesIO()
    book.save(out)
    page = upload(staff, out.getvalue(), "don-vi.xlsx")
    assert "Đoàn xã Mười Hai" in page.text
    assert 'data-label="Mã">12</td>' in page.text


@pytest.mark.parametrize("name", ["don-vi.pdf", "don-vi.xlsx"])
def test_a_file_that_is_no_list_is_told_why(app, staff, name):
    page = upload(staff, "không phải bảng", name)
    assert page.status_code == 422
    check(app, page.text)


def test_a_second_import_changes_nothing(staff, units):
    before = queries.units(units)
    store(staff, CSV)
    assert queries.units(units) == before


def test_a_unit_is_added_then_corrected(staff, db):
    form = {"code": "XA", "name": "Đoàn xã A", "kind": "xa", "sheet_url": ""}
    assert staff.post("/units/-/new", data=form).headers["Location"] == "/units/XA"
    staff.post("/units/XA/edit", data=form | {"name": "Đoàn xã Á", "cluster": "Cụm 3"})
    unit = queries.by_code(db, "XA")
    assert (unit.name, unit.cluster) == ("Đoàn xã Á", "Cụm 3")
    assert queries.former_names(db, unit.id) == []


def test_a_refused_form_keeps_what_was_typed(app, staff, units):
    form = {"code": "DX", "name": "Trùng mã", "kind": "xa"}
    page = staff.post("/units/-/new", data=form)
    assert page.status_code == 422
    assert 'value="Trùng mã"' in page.text
    check(app, page.text)


def test_an_address_that_runs_a_script_is_refused(staff, units):
    form = {"code": "DX", "name": "A", "sheet_url": "javascript:alert(1)"}
    assert staff.post("/units/DX/edit", data=form).status_code == 422


def test_a_new_name_shows_with_the_old_one(app, staff, units):
    form = {"name": "Đoàn phường Đồng Xuân", "on": "2025-07-01", "note": "NQ 1"}
    assert staff.post("/units/DX/rename", data=form).status_code == 303
    page = staff.get("/units/DX").text
    check(app, page)
    assert "đến trước ngày 01/07/2025" in page


def test_units_are_merged_on_the_page(app, staff, units):
    form = {
        "other": ["TH"],
        "into": "",
        "code": "MOI",
        "name": "Đoàn xã Mới",
        "sheet_of": "DX",
        "on": "2025-07-01",
    }
    answer = staff.post("/units/DX/merge", data=form)
    assert answer.headers["Location"] == "/units/MOI"
    page = staff.get("/units/MOI").text
    check(app, page)
    assert "Sáp nhập" in page
    assert queries.by_code(units, "MOI").sheet_url.endswith("/dx/edit")
    assert queries.by_code(units, "T1").parent_id == queries.by_code(units, "MOI").id


def test_the_sheet_that_goes_on_is_one_of_those_merged(staff, units):
    store(staff, "code,name,sheet_url\nKH,Đơn vị khác,https://docs.google.com/x\n")
    form = {"other": ["TH"], "into": "DX", "sheet_of": "KH", "on": "2025-07-01"}
    assert staff.post("/units/DX/merge", data=form).status_code == 422


def test_a_unit_is_split_on_the_page(app, staff, units):
    form = {"code": ["A1", "", "A2"], "name": ["Một", "", "Hai"], "on": "2025-07-01"}
    assert staff.post("/units/TH/split", data=form).status_code == 303
    check(app, staff.get("/units/TH").text)
    assert queries.by_code(units, "A2").kind == "truong"


def test_a_unit_is_retired_on_the_page(app, staff, units):
    assert staff.post("/units/TH/retire", data={"on": "2025-07-01"}).status_code == 303
    assert "TH" not in staff.get("/units/").text
    assert "/units/TH" in staff.get("/units/?ended=1").text


@pytest.mark.parametrize("what", ["rename", "merge", "split", "retire"])
def test_a_change_without_its_day_shows_the_form_again(app, staff, units, what):
    page = staff.post(f"/units/DX/{what}", data={"on": ""})
    assert page.status_code == 422
    check(app, page.text)


def test_a_unit_sees_its_own_page_or_no_other(client_as, units):
    own = client_as("unit", unit="DX")
    assert own.get("/units/DX").status_code == 200
    assert own.get("/units/TH").status_code == 404
    assert own.get("/units/KHONG").status_code == 404
    assert "Sửa" not in own.get("/units/DX").text


def test_units_are_imported_by_command(runner, db, tmp_path):
    path = tmp_path / "don-vi.csv"
    path.write_text(CSV.replace("khac", "tổ dân phố"), encoding="utf-8-sig")
    result = runner.invoke(args=["unit", "import", str(path)])
    assert result.exit_code == 0, result.stderr
    assert "Thêm 3" in result.stdout
    assert "Dòng 3: không rõ loại hình" in result.stderr
    assert queries.by_code(db, "T1").parent_id == queries.by_code(db, "DX").id
    assert "giữ nguyên 3" in runner.invoke(args=["unit", "import", str(path)]).stdout


def test_a_wrong_file_is_refused_by_command_with_its_lines(runner, db, tmp_path):
    path = tmp_path / "don-vi.csv"
    path.write_text("code,name\nXA,\n,B\n", encoding="utf-8")
    result = runner.invoke(args=["unit", "import", str(path)])
    assert result.exit_code == 1
    assert "Dòng 2: thiếu tên; Dòng 3: thiếu mã" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert runner.invoke(args=["unit", "import", str(tmp_path / "no.csv")]).exit_code == 1


def test_the_page_of_a_unit_lists_its_checklists_then_its_predecessors(app, staff, units):
    arguments(units, "DX")
    page = staff.get("/units/DX").text
    assert "0/1" in page
    form = {"into": "", "code": "MOI", "name": "Đoàn xã Mới", "on": "2025-07-01"}
    staff.post("/units/DX/merge", data=form | {"other": ["TH"]})
    page = staff.get("/units/MOI").text
    check(app, page)
    assert "Đơn vị tiền thân" in page
    assert "2020 · Đoàn xã Đồng Xuân" in page


def test_a_checklist_of_an_earlier_year_bears_the_name_of_that_year(staff, units):
    arguments(units, "DX")
    staff.post("/units/DX/rename", data={"name": "Tên mới", "on": "2025-07-01"})
    unit = queries.by_code(units, "DX")
    assert [each.unit for each in queries.checklists(units, [unit.id])] == ["Đoàn xã Đồng Xuân"]
