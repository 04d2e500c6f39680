import io

import docx
import pypdf
import pytest
from docx.enum.section import WD_ORIENT

from tests.conftest import unit_id
from tests.reports.conftest import NODES, add_plan, assign

COMMAND = ("report", "export")


def download(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return io.BytesIO(answer.get_data())


def words(document):
    return "\n".join(p.text for p in document.paragraphs)


def cells(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_a4_page_counts_units_by_group(client_as, plan, say):
    say("XA", "II.1.1", state="done", result="3 buổi", verified=1)
    say("XA", "II.1.2", state="done", verified=1)
    say("XB", "II.1.1", state="doing", result="1 buổi", proposal="Hỗ trợ kinh phí")
    say("XB", "II.2.1", state="done", due="2020-01-01")
    say("XC", "II.2.1", state="todo", due="2020-01-01")
    client = client_as("viewer")
    page = client.get(f"/reports/plans/{plan}/2020/page").get_data(as_text=True)
    document = docx.Document(download(client, f"/reports/plans/{plan}/2020/page.docx"))
    rows = cells(document.tables[1])
    #                                        units results done verified silent
    assert rows[1] == ["II.1. Tuyên truyền", "3", "2", "1", "1", "1"]
    assert rows[2] == ["II.2. Xây dựng tổ chức", "3", "0", "1", "0", "1"]
    for text in (page, words(document)):
        assert "Đoàn xã XC (1)" in text  # late
        assert "Hỗ trợ kinh phí" in text
        assert "Đoàn xã XB (" not in text  # it is done
    assert "tính đến" in words(document)


@pytest.mark.parametrize("groups", [1, 5, 9, 13])
def test_the_a4_page_is_one_page(client_as, db, groups):
    """Sixty units with long names: late, silent, without reports, asking for much."""
    nodes = [("II", None, "section", "II.", "NỘI DUNG")]
    for number in range(1, groups + 1):
        key, text = (
            f"II.{number}",
            "Tăng cường giáo dục chính trị, tư tưởng, đạo đức, lối sống " * 3,
        )
        nodes.append((key, "II", "group", f"{number}.", text))
        nodes.append((f"{key}.1", key, "item", "-", "Sinh hoạt chuyên đề"))
    plan = add_plan(db, "Đổi mới nội dung, phương thức hoạt động " * 6, nodes)
    for number in range(60):
        assign(db, plan, unit_id(db, f"U{number:02}"), 2020)
    db.conn.execute("UPDATE unit SET name = 'Chi đoàn Cơ quan Mặt trận Tổ quốc xã số ' || code")
    db.conn.execute(
        "UPDATE entry SET due = '2020-01-01', proposal = ? || id", ["Đề nghị hỗ trợ kinh phí " * 9]
    )
    client = client_as("district")
    due = {"year": "2020", "year_day": "2020-11-20", "half_day": "2020-05-25"}
    client.post("/reports/settings", data=due)
    pages = pypdf.PdfReader(download(client, f"/reports/plans/{plan}/2020/page.pdf")).pages
    assert len(pages) == 1
    text = " ".join(pages[0].extract_text().split())
    for part in ("Có nội dung quá hạn", "6 tháng quá hạn", "Báo cáo năm quá hạn", "Chưa có thông"):
        assert part in text
    assert "kiến nghị khác" in text


def test_a_units_report_is_drafted_from_its_checklist(client_as, plan, say):
    say("XA", "II.1.1", state="done", result="Đã tổ chức 3 buổi")
    say("XA", "II.1.2", state="dropped", reason="Thi bị hoãn")
    say("XA", "II.2.1", state="todo", proposal="Cần hướng dẫn kết nạp")
    path = f"/reports/plans/{plan}/2020/units/XA/report.docx"
    document = docx.Document(download(client_as("unit", unit="XA"), path))
    text = words(document)
    assert "Trong 3 nội dung của kế hoạch, đơn vị đã hoàn thành 1 nội dung" in text
    assert "- Tổ chức sinh hoạt chuyên đề: Đã tổ chức 3 buổi" in text
    assert "Tham gia cuộc thi tìm hiểu: không thực hiện. Lý do: Thi bị hoãn" in text
    assert "- Cần hướng dẫn kết nạp" in text
    assert document.tables[0].rows[1].cells[0].text.strip().startswith("Số:")
    assert document.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    first = cells(document.tables[-1])[1]
    assert first[:3] == ["II.1.1", "Tổ chức sinh hoạt chuyên đề", "Hoàn thành"]


def test_the_groups_of_a_units_report_are_numbered_as_they_are_told(client_as, plan, say):
    say("XA", "II.2.1", state="done")
    path = f"/reports/plans/{plan}/2020/units/XA/report.docx"
    text = words(docx.Document(download(client_as("unit", unit="XA"), path)))
    assert "1. Xây dựng tổ chức:" in text
    assert "Tuyên truyền:" not in text


def test_the_consolidated_report_has_its_table_across(client_as, plan, say, db):
    say("XA", "II.1.1", state="done")
    other = add_plan(db, "Kế hoạch khác", NODES)
    assign(db, other, unit_id(db, "XA"), 2020)  # another plan's items do not count here
    client = client_as("district")
    client.post("/reports/units/XA/2020/plan", data={"number": "2-KH/ĐTN"})
    document = docx.Document(download(client, f"/reports/plans/{plan}/2020/report.docx"))
    table = cells(document.tables[-1])
    assert table[1][1:3] == ["Đoàn xã XA", "2-KH/ĐTN"]
    assert table[1][5] == "1/3"
    assert len(table) == 1 + 3
    assert document.sections[-1].orientation == WD_ORIENT.LANDSCAPE


def test_the_inspection_sheet_has_an_empty_column_for_remarks(client_as, plan, say):
    say("XA", "II.1.1", state="done", result="3 buổi")
    path = f"/reports/plans/{plan}/2020/units/XA/inspection.docx"
    table = cells(docx.Document(download(client_as("district"), path)).tables[1])
    assert table[0][-1] == "Nhận xét của đoàn kiểm tra"
    assert table[1][2] == "Hoàn thành\n3 buổi"
    assert {row[-1] for row in table[1:]} == {""}


@pytest.mark.parametrize("unit", [[], ["--unit", "XA"], ["--unit", "xa"]])
@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_command_drafts_the_same(runner, plan, tmp_path, unit, form):
    path = tmp_path / f"report.{form}"
    done = runner.invoke(
        args=(*COMMAND, str(plan), "--year", "2020", "--format", form, "-o", str(path), *unit)
    )
    assert done.exit_code == 0, done.stderr
    assert path.read_bytes()[:2] in (b"PK", b"%P")


def test_a_year_without_checklists_is_one_clear_line(runner, plan, tmp_path):
    done = runner.invoke(
        args=(*COMMAND, str(plan), "--year", "2031", "--format", "pdf", "-o", str(tmp_path / "x"))
    )
    assert done.exit_code == 1
    assert "không có bảng kiểm năm 2031" in done.stderr


def test_the_a4_page_names_whose_report_is_overdue(client_as, plan):
    client = client_as("district")
    client.post("/reports/settings", data={"year": "2020", "year_day": "2020-11-20"})
    client.post("/reports/units/XA/2020/reports/year", data={"received": "2020-11-25"})
    page = client.get(f"/reports/plans/{plan}/2020/page").get_data(as_text=True)
    assert "Báo cáo năm quá hạn, chưa nộp:</strong> Đoàn xã XB, Đoàn xã XC." in page
    for name in ("page", "report"):
        text = words(docx.Document(download(client, f"/reports/plans/{plan}/2020/{name}.docx")))
        assert "Báo cáo năm quá hạn, chưa nộp: Đoàn xã XB, Đoàn xã XC." in text
        assert "6 tháng quá hạn" not in text


@pytest.mark.parametrize("code", ["", "XX", "²"])
def test_a_unit_that_is_none_is_one_clear_line(runner, plan, tmp_path, code):
    where = ("--year", "2020", "--unit", code, "--format", "pdf", "-o", str(tmp_path / "x"))
    done = runner.invoke(args=(*COMMAND, str(plan), *where))
    assert done.exit_code == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "x").exists()
