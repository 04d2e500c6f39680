"""What stands outside relies on: the documents, the commands, the settings."""

import json
from pathlib import Path

import pytest

from app.plans import intake
from app.plans.reader import plan_json
from app.sheets.source import file_tabs
from sync.core.inspect import inspect
from sync.core.inspection import inspection_json
from sync.core.refusal import Refused
from sync.core.tab import PlanNode
from tests.contracts import check_checklist, check_plan, check_run, check_sheet
from tests.samples import PLAN

SHARED = Path(__file__).parents[1] / "../shared"
DEMO = Path(__file__).parents[1] / "app/demo/ke-hoach.txt"

SHEET = """\
BẢNG THEO DÕI CÔNG TÁC,,,,
TT,Nội dung,Trạng thái,Hạn,Kết quả
I,Tuyên truyền,,,
1,Tuyên truyền về truyền thống của Đoàn trên bảng tin và mạng xã hội,Xong,15/3,2 bài
2,Tổ chức hội thi tìm hiểu lịch sử địa phương trước ngày 15/3,đang làm,2020-03-15,
3,Việc chỉ xã này làm,chưa,,
"""


def documents() -> list[Path]:
    folders = ("documents", "documents/originals", "seed")
    kinds = {".txt", ".docx", ".pdf", ".doc"}
    found = [path for name in folders for path in sorted((SHARED / name).glob("*"))]
    return [path for path in found if path.suffix in kinds]


def sheets() -> list[Path]:
    found = [path for name in ("sheets", "sheets/real") for path in (SHARED / name).glob("*")]
    return sorted(path for path in found if path.suffix in {".csv", ".tsv", ".xlsx"})


@pytest.fixture
def command(runner):
    """`command("plan", "list", "--json")`: stdout; the command must succeed."""

    def call(*args):
        result = runner.invoke(args=[str(arg) for arg in args])
        assert result.exit_code == 0, result.output
        return result.stdout

    return call


@pytest.fixture
def given(command, tmp_path):
    """The sample plan as number 1, given to two units for 2020; commands go on from there."""
    (tmp_path / "ke-hoach.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "don-vi.csv").write_text(
        "code,name,kind,parent,contact,sheet_url\nXTL,Xã đoàn,xa,,,\nTHPT,Đoàn trường,truong,,,\n",
        encoding="utf-8",
    )
    command("unit", "import", tmp_path / "don-vi.csv")
    assert command("plan", "import", tmp_path / "ke-hoach.txt").strip() == "1"
    command("plan", "assign", "1", "--year", "2020")
    return command


@pytest.mark.parametrize("text", [PLAN, DEMO.read_text(encoding="utf-8"), "Kính gửi: các bạn"])
def test_plan_json_is_as_written(command, tmp_path, text):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    check_plan(json.loads(command("plan", "read", tmp_path / "a.txt", "--json")))


@pytest.mark.skipif(not documents(), reason="no documents beside the checkout")
@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_plan_json_is_as_written_of_every_document_at_hand(app, path):
    with app.app_context():
        try:
            plan = plan_json(intake.read(path.read_bytes(), path.name))
        except Refused:
            return  # a scan, a paper of an old font: told by its own tests
    check_plan(plan)


def test_sheet_json_is_as_written(given, tmp_path):
    (tmp_path / "bang.csv").write_text(SHEET, encoding="utf-8")
    told = json.loads(given("sheet", "inspect", tmp_path / "bang.csv", "--plan", "1", "--json"))
    check_sheet(told)
    assert [row["key"] for row in told["rows"] if row["kind"] == "entry"] == [
        "II.1.1",
        "II.1.2",
        None,
    ]
    assert [row["state"] for row in told["rows"]] == [None, "done", "doing", "todo"]


def test_a_tab_that_is_no_checklist_is_an_answer(command, tmp_path):
    (tmp_path / "thu.csv").write_text("Kính gửi các đồng chí\n", encoding="utf-8")
    told = json.loads(command("sheet", "inspect", tmp_path / "thu.csv", "--json"))
    check_sheet(told)
    assert isinstance(told["refuse"], str)


def items(nodes):
    for node in nodes:
        yield PlanNode(node["key"], node["role"], node["text"])
        yield from items(node["children"])


@pytest.mark.skipif(not sheets(), reason="no sheets beside the checkout")
@pytest.mark.parametrize("path", sheets(), ids=lambda path: path.name)
def test_sheet_json_is_as_written_of_every_sheet_at_hand(app, path):
    with app.app_context():
        plan = plan_json(intake.read(PLAN.encode(), "ke-hoach.txt"))
    for tab in file_tabs(path):
        for nodes in ([], list(items(plan["sections"]))):
            check_sheet(json.loads(json.dumps(inspection_json(inspect(tab, nodes, year=2020)))))


def test_checklist_json_is_as_written(given):
    for field, value in (("state", "Đang làm"), ("percent", "40%"), ("done_on", "3/2/2020")):
        given("checklist", "set", "1", "XTL", "II.1.1", field, value)
    given("checklist", "set", "1", "XTL", "II.1.1", "percent", "")
    given("checklist", "set", "1", "XTL", "II.1.2", "verified", "1")
    assert given("checklist", "add", "1", "XTL", "Việc riêng").strip() == "R.1"
    given("checklist", "set", "1", "XTL", "R.1", "state", "done")
    told = json.loads(given("checklist", "show", "1", "XTL", "--json"))
    check_checklist(told)
    entries = {entry["key"]: entry for entry in told["entries"]}
    assert (told["plan"], told["unit"], told["year"]) == ("12-KH/ĐTN", "XTL", 2020)
    assert (entries["II.1.1"]["state"], entries["II.1.1"]["done_on"]) == ("doing", "2020-02-03")
    assert [change["origin"] for change in entries["II.1.1"]["history"]] == ["cli"] * 4
    assert entries["R.1"]["own"]
    assert entries["II.1.2"]["verified"] is True


def test_a_plan_is_named_by_its_number_or_its_symbol(given):
    by_id = given("checklist", "show", "1", "THPT", "--json")
    for name in ("12-KH/ĐTN", "12 – KH/ĐTN", "12-kh/đtn"):
        assert given("checklist", "show", name, "THPT", "--year", "2020", "--json") == by_id


def test_run_json_is_as_written_of_files_or_of_nothing_to_do(given, tmp_path):
    check_run(json.loads(given("sync", "run", "--json")))
    given("checklist", "export", "1", "XTL", "-o", tmp_path / "a.xlsx")
    for more in (["--dry-run"], []):
        told = given("checklist", "import", "1", "XTL", tmp_path / "a.xlsx", *more, "--json")
        check_run(json.loads(told))


def test_the_newest_year_is_meant_where_none_is_named(given):
    given("plan", "assign", "1", "--year", "2021", "--unit", "XTL")
    assert json.loads(given("checklist", "show", "1", "XTL", "--json"))["year"] == 2021
    assert json.loads(given("checklist", "show", "1", "THPT", "--json"))["year"] == 2020


def test_a_draft_in_a_database_that_was_only_migrated_is_enough_for_papers(given, tmp_path):
    for form in ("csv", "xlsx", "docx", "pdf"):
        given("received", "export", "1", "--format", form, "-o", tmp_path / f"nhan.{form}")
    for form in ("docx", "pdf"):
        year = ("--year", "2020", "--format", form)
        given("report", "export", "1", *year, "-o", tmp_path / f"chung.{form}")
        given("report", "export", "1", *year, "--unit", "XTL", "-o", tmp_path / f"xa.{form}")
    assert all(path.stat().st_size for path in tmp_path.glob("*.*"))
