"""A plan given to two units, whose sheets stand on a local Sheets server."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests
from flask import Flask

from app.config import Config
from app.factory import create_app
from sync.emulator.server import Emulator, Tab, checkboxes, running_emulator

PLAN = """ĐOÀN TNCS HỒ CHÍ MINH
BCH XÃ SUỐI MẪU
***
Số: 15-KH/ĐTN
Suối Mẫu, ngày 10 tháng 01 năm 2026
KẾ HOẠCH
Công tác thanh niên năm 2026

I. NHIỆM VỤ
1. Tuyên truyền
- Tổ chức ba buổi sinh hoạt chuyên đề về chuyển đổi số
- Phát thanh măng non mỗi tuần một lần
2. Tình nguyện
- Vận động hiến máu tình nguyện hai đợt trong năm
- Trồng 500 cây xanh dọc tuyến đường liên ấp
II. TỔ CHỨC THỰC HIỆN
1. Các cơ sở Đoàn xây dựng kế hoạch riêng trước ngày 15/02/2026

Nơi nhận:
- Các cơ sở Đoàn;
- Lưu: VP.

TM. BAN CHẤP HÀNH
BÍ THƯ
"""

ITEMS = [
    "Tổ chức ba buổi sinh hoạt chuyên đề về chuyển đổi số",
    "Phát thanh măng non mỗi tuần một lần",
    "Vận động hiến máu tình nguyện hai đợt trong năm",
    "Trồng 500 cây xanh dọc tuyến đường liên ấp",
]

WORDS: list[list[Any]] = [
    ["TIẾN ĐỘ CÔNG TÁC ĐOÀN", None, None, None],
    ["TT", "Nội dung", "Trạng thái", "Kết quả"],
    *[[number, text, None, None] for number, text in enumerate(ITEMS, 1)],
]
TICKS: list[list[Any]] = [
    ["Việc", "Xong", "Ghi chú"],
    *[[text, False, None] for text in reversed(ITEMS)],
]


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with running_emulator() as running:
        running.seed("bang-a", "Bảng ấp Một", [Tab("Tiến độ", WORDS)])
        running.seed(
            "bang-b", "Bảng ấp Hai", [Tab("T1", TICKS, validations={"B2:B5": checkboxes()})]
        )
        yield running


@pytest.fixture
def config(config: Config, emulator: Emulator) -> Config:
    return replace(
        config,
        sheets_origin=emulator.origin,
        reads_per_minute=10_000,
        writes_per_minute=10_000,
    )


@pytest.fixture(scope="session")
def given(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which the plan has been given to both units; each test copies it."""
    folder = tmp_path_factory.mktemp("given")
    shutil.copy(migrated, folder / "soviec.db")
    (folder / "ke-hoach.txt").write_text(PLAN, encoding="utf-8")
    units = "code,name,kind\nAP1,Chi đoàn ấp Một,khac\nAP2,Chi đoàn ấp Hai,khac\n"
    (folder / "don-vi.csv").write_text(units, encoding="utf-8")
    application = create_app(Config(secret_key="x", database=folder / "soviec.db"))
    runner = application.test_cli_runner()
    for args in (
        ["unit", "import", str(folder / "don-vi.csv")],
        ["plan", "import", str(folder / "ke-hoach.txt")],
        ["plan", "assign", "1", "--year", "2026"],
    ):
        result = runner.invoke(args=args)
        assert result.exit_code == 0, result.output
    application.extensions["connections"].db.close()  # so that one file holds it all
    return folder / "soviec.db"


@pytest.fixture
def app(config: Config, given: Path) -> Flask:
    shutil.copy(given, config.database)
    application = create_app(config)
    application.testing = True
    return application


Call = Callable[..., Any]


@pytest.fixture
def flask(app: Flask) -> Call:
    """`flask("sync", "run", "--json")`: the command's JSON, or its text; it must succeed."""
    runner = app.test_cli_runner()

    def call(*args: str) -> Any:
        result = runner.invoke(args=list(args))
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout) if "--json" in args else result.stdout

    return call


@pytest.fixture
def linked(flask: Call) -> Call:
    """Both units' sheets are linked and were read once."""
    flask("sheet", "link", "1", "AP1", "/spreadsheets/d/bang-a/edit", "--yes")
    flask("sheet", "link", "1", "AP2", "/spreadsheets/d/bang-b/edit", "--yes")
    return flask


@pytest.fixture
def sheet(emulator: Emulator) -> Callable[..., Any]:
    """`sheet("bang-a!C3")` reads a cell; `sheet("bang-a!C3", "Xong")` types into it."""

    def cell(place: str, value: Any = None) -> Any:
        book, _, name = place.partition("!")
        url = f"{emulator.origin}/v4/spreadsheets/{book}/values/{name}"
        if value is not None:
            params = {"valueInputOption": "USER_ENTERED"}
            answer = requests.put(url, json={"values": [[value]]}, params=params, timeout=10)
            answer.raise_for_status()
        params = {"valueRenderOption": "UNFORMATTED_VALUE"}
        told = requests.get(url, params=params, timeout=10).json()
        return told["values"][0][0] if "values" in told else None

    return cell
