import csv
import io
import re
from pathlib import Path

import docx
import openpyxl
import pytest

from app.db import write_tx
from app.received.lists import headings
from tests.conftest import unit_id


def exported(client, plan, form):
    answer = client.get(f"/plans/{plan}/received/export?format={form}")
    assert answer.status_code == 200
    return answer.get_data()


def test_csv_opens_in_excel_and_holds_how_when_by_whom(app, client_as, plan, rows):
    client = client_as("district")
    client.post(f"/plans/{plan}/received/paste", data={"names": "XA", "pasted_on": "2020-05-06"})
    content = exported(client, plan, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    with app.app_context():
        assert read[0] == headings()
    (row,) = [row for row in read if row[1] == "Đoàn xã XA"]
    assert row[:7] == ["4.1", "Đoàn xã XA", "", "", "", "06/5/2020", "Văn thư ghi"]
    assert re.fullmatch(r"\d\d/\d\d/\d{4} \d\d:\d\d", row[7])
    assert row[8:] == ["district", ""]


def test_csv_says_its_characters_once(client_as, plan, rows):
    answer = client_as("district").get(f"/plans/{plan}/received/export?format=csv")
    assert answer.content_type == "text/csv; charset=utf-8"


def test_a_formula_in_a_note_stays_text_in_csv_and_excel(client_as, plan, rows):
    client = client_as("district")
    client.post(
        f"/plans/{plan}/received/{rows['TT Huyện uỷ']}",
        data={"name": "TT Huyện uỷ", "note": "=HYPERLINK(1)"},
    )
    assert "'=HYPERLINK(1)" in exported(client, plan, "csv").decode("utf-8-sig")
    sheet = openpyxl.load_workbook(io.BytesIO(exported(client, plan, "xlsx"))).active
    (cell,) = [c for row in sheet.iter_rows() for c in row if c.value == "=HYPERLINK(1)"]
    assert cell.data_type == "s"


def test_excel_repeats_its_heading_row_and_is_read_back(client_as, plan, rows):
    sheet = openpyxl.load_workbook(io.BytesIO(exported(client_as("district"), plan, "xlsx"))).active
    names = [row[1] for row in sheet.iter_rows(min_row=5, values_only=True)]
    assert names[:2] == ["Tỉnh đoàn: VP, BTG-TTNTH", "TT Huyện uỷ"]
    assert {"Đoàn xã XA", "Đoàn xã XB"} <= set(names)
    assert sheet.print_title_rows == "$4:$4"


def test_the_command_works_on_a_draft_in_a_database_that_was_only_migrated(runner, plan, tmp_path):
    for form in ("csv", "xlsx", "docx", "pdf"):
        path = tmp_path / f"list.{form}"
        done = runner.invoke(
            args=["received", "export", "7-KH/ĐTN", "--format", form, "-o", str(path)]
        )
        assert done.exit_code == 0, done.stderr
        assert path.stat().st_size > 100


def test_the_paper_says_what_it_belongs_to_and_prints_the_recipients(client_as, plan, rows):
    document = docx.Document(io.BytesIO(exported(client_as("district"), plan, "docx")))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "DANH SÁCH NƠI NHẬN" in texts
    assert "(Kèm theo Kế hoạch số 7-KH/ĐTN ngày 03 tháng 02 năm 2020)" in texts
    ending = document.tables[-1].rows[0].cells[0].text.splitlines()
    assert ending[0] == "Nơi nhận:"
    assert ending[-1] == "- Lưu VP."


def test_a_missing_plan_is_one_clear_line(runner, tmp_path):
    done = runner.invoke(
        args=["received", "export", "99", "--format", "csv", "-o", str(tmp_path / "x.csv")]
    )
    assert done.exit_code == 1
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_paper_is_vietnamese_on_an_english_screen(client_as, plan, rows):
    client = client_as("district")
    client.post(f"/plans/{plan}/received/paste", data={"names": "XA"})
    client.set_cookie("lang", "en")
    assert "Văn thư ghi" in exported(client, plan, "csv").decode("utf-8-sig")


SEED = Path(__file__).parents[2] / "../shared/seed/ke-hoach-153.txt"


@pytest.mark.skipif(not SEED.exists(), reason="the seed is not at hand")
def test_the_seeds_eight_recipients_open_into_the_units_of_the_day(runner, db, tmp_path):
    with write_tx(db):
        for code in ("XA", "XB"):
            unit_id(db, code)
    assert runner.invoke(args=["plan", "import", str(SEED)]).exit_code == 0
    path = tmp_path / "list.csv"
    runner.invoke(args=["received", "export", "153-KH/HU", "--format", "csv", "-o", str(path)])
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))[1:]
    assert [row[0] for row in rows if "." not in row[0]] == [str(n) for n in range(1, 9)]
    assert [(row[0], row[1]) for row in rows if "." in row[0]] == [
        ("7.1", "Đoàn xã XA"),
        ("7.2", "Đoàn xã XB"),
    ]
