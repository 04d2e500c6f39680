"""`flask sheet inspect`: a file or an address, nothing stored."""

import json
from pathlib import Path

import pytest
import requests
from openpyxl import Workbook

from app.config import Config
from app.factory import create_app
from sync.emulator.server import Tab, running_emulator

ROWS: list[list[object]] = [
    ["THEO DÕI CÔNG TÁC ĐOÀN", None, None, None],
    ["TT", "Nội dung công việc", "Thời gian", "Kết quả thực hiện"],
    [1, "Tổ chức hiến máu tình nguyện đợt một", "15/06/2026", "Đã xong"],
    [2, "Trồng 200 cây xanh tại khu tái định cư", "20/08/2026", "Đang làm"],
    [3, "Tập huấn kỹ năng số cho đoàn viên", "10/10/2026", None],
]


def csv_of(path: Path) -> Path:
    lines = [",".join("" if cell is None else str(cell) for cell in row) for row in ROWS]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def read(runner, source, *options):
    result = runner.invoke(args=["sheet", "inspect", str(source), "--json", *options])
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_a_csv_file_is_read_without_a_database(tmp_path):
    app = create_app(Config(database=tmp_path / "none.db"))
    found = read(app.test_cli_runner(), csv_of(tmp_path / "bang.csv"))
    assert found["header_rows"] == [2, 2]
    assert [row["row"] for row in found["rows"] if row["kind"] == "entry"] == [3, 4, 5]
    assert not (tmp_path / "none.db").exists()


def test_an_xlsx_file_is_read_and_the_checklist_among_its_tabs_found(runner, tmp_path):
    book = Workbook()
    book.active.title = "Danh bạ"
    book.active.append(["Họ tên", "Điện thoại"])
    sheet = book.create_sheet("Tiến độ")
    for row in ROWS:
        sheet.append(row)
    book.create_sheet("_soviec").append(["x"])
    book.save(tmp_path / "bang.xlsx")
    assert read(runner, tmp_path / "bang.xlsx")["tab"] == "Tiến độ"


def test_an_address_is_read_from_the_local_server(tmp_path):
    with running_emulator() as emulator:
        emulator.seed("bang-01", "Đoàn xã", [Tab("Khác", [["a"]]), Tab("Việc", ROWS)])
        app = create_app(Config(database=tmp_path / "none.db", sheets_origin=emulator.origin))
        found = read(app.test_cli_runner(), "bảng đây ạ: /spreadsheets/d/bang-01/edit#gid=0")
    assert found["tab"] == "Việc"


def test_a_tab_that_is_no_checklist_is_an_answer(runner, tmp_path):
    path = tmp_path / "danh-ba.csv"
    path.write_text("Họ tên,Điện thoại\nA,1\n", encoding="utf-8")
    found = read(runner, path)
    assert found["refuse"]
    assert found["rows"] == []


@pytest.mark.parametrize("name", ["hong.xlsx", "khong-co.csv", "bang.docx"])
def test_a_source_that_cannot_be_opened_is_one_line_and_exit_1(runner, tmp_path, name):
    (tmp_path / "hong.xlsx").write_bytes(b"PK not a workbook")
    (tmp_path / "bang.docx").write_bytes(b"PK")
    result = runner.invoke(args=["sheet", "inspect", str(tmp_path / name), "--json"])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1


def test_without_an_account_an_address_is_refused_with_what_to_do(tmp_path):
    app = create_app(Config(database=tmp_path / "none.db"))
    result = app.test_cli_runner().invoke(
        args=["sheet", "inspect", "/spreadsheets/d/bang-01/edit", "--json"]
    )
    assert result.exit_code == 1
    assert "flask google use" in result.stderr


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"a\x00b", b'"' + b"x" * 200_000, b"\x81\x8d"])
def test_bytes_that_are_no_csv_are_one_line_and_exit_1(runner, tmp_path, data):
    (tmp_path / "la.csv").write_bytes(data)
    result = runner.invoke(args=["sheet", "inspect", str(tmp_path / "la.csv"), "--json"])
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1


def test_an_xlsx_kept_in_drive_is_told_what_to_do(tmp_path):
    with running_emulator() as emulator:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        made = requests.post(
            f"{emulator.origin}/drive/v3/files",
            json={"name": "bang.xlsx", "mimeType": kind},
            timeout=10,
        ).json()
        app = create_app(Config(database=tmp_path / "none.db", sheets_origin=emulator.origin))
        result = app.test_cli_runner().invoke(args=["sheet", "inspect", made["id"], "--json"])
    assert result.exit_code == 1
    assert "Google Trang tính" in result.stderr
