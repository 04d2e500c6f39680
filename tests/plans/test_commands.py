import json

import pytest

from tests.samples import PLAN, add_unit


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_read_prints_the_plan_as_json_and_stores_nothing(runner, db, file):
    result = runner.invoke(args=["plan", "read", str(file), "--json"])
    document = json.loads(result.stdout)
    assert (document["number"], document["symbol"]) == ("12", "KH/ĐTN")
    assert [node["key"] for node in document["sections"]] == ["I", "II", "III"]
    assert db.table("plan").count == 0


def test_import_prints_the_new_id_alone(runner, db, file):
    result = runner.invoke(args=["plan", "import", str(file)])
    assert result.stdout == "1\n"
    assert db.execute("SELECT status, created_by <> '' FROM plan").fetchone() == ("draft", 1)


def test_the_same_paper_again_gives_the_plan_that_is_there(runner, db, file):
    runner.invoke(args=["plan", "import", str(file)])
    again = runner.invoke(args=["plan", "import", str(file)])
    assert again.stdout == "1\n"
    assert "đã được nhập" in again.stderr
    assert db.table("plan").count == 1


def test_an_amended_paper_waits_as_a_revision(runner, db, file):
    runner.invoke(args=["plan", "import", str(file)])
    file.write_text(PLAN.replace("500 cây", "600 cây"), encoding="utf-8")
    result = runner.invoke(args=["plan", "import", str(file)])
    assert result.stdout == "2\n"
    assert "sửa đổi kế hoạch 1" in result.stderr
    assert db.execute("SELECT revises_id FROM plan WHERE id = 2").fetchone() == (1,)


def test_an_amendment_is_taken_over_under_the_old_id(runner, db, file):
    runner.invoke(args=["plan", "import", str(file)])
    file.write_text(PLAN.replace("500 cây", "600 cây"), encoding="utf-8")
    runner.invoke(args=["plan", "import", str(file)])
    assert runner.invoke(args=["plan", "update", "2"]).stdout == "1\n"
    (text,) = db.execute("SELECT text FROM node WHERE plan_id = 1 AND key = 'II.2.1'").fetchone()
    assert "600 cây" in text
    again = runner.invoke(args=["plan", "update", "1"])
    assert (again.exit_code, again.stderr.count("\n")) == (1, 1)


def test_a_secret_paper_is_refused_with_why(runner, db, file):
    file.write_text(f"MẬT\n\n{PLAN}", encoding="utf-8")
    result = runner.invoke(args=["plan", "import", str(file)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "mật" in result.stderr.lower()
    assert db.table("plan").count == 0


def test_a_missing_file_is_one_line_on_stderr(runner):
    result = runner.invoke(args=["plan", "read", "nowhere.txt", "--json"])
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1


def test_list_names_each_plan(runner, file):
    runner.invoke(args=["plan", "import", str(file)])
    assert "12-KH/ĐTN" in runner.invoke(args=["plan", "list"]).stdout
    (listed,) = json.loads(runner.invoke(args=["plan", "list", "--json"]).stdout)
    assert (listed["id"], listed["symbol"], listed["items"]) == (1, "12-KH/ĐTN", 7)


@pytest.mark.parametrize("name", ["1", "12-KH/ĐTN", "12 – kh/đtn"])
def test_a_draft_is_assigned_by_id_or_symbol(runner, db, file, name):
    runner.invoke(args=["plan", "import", str(file)])
    add_unit(db, "XTL")
    add_unit(db, "XDT")
    result = runner.invoke(args=["plan", "assign", name, "--year", "2020"])
    assert result.exit_code == 0, result.stderr
    assert db.table("checklist").count == 2


def test_a_plan_without_number_is_found_by_the_one_it_carries_out(runner, db, file):
    file.write_text(PLAN.replace("Số: 12-KH/ĐTN\n", ""), encoding="utf-8")
    runner.invoke(args=["plan", "import", str(file)])
    add_unit(db, "XTL")
    result = runner.invoke(args=["plan", "assign", "45-KH/TĐTN", "--year", "2020"])
    assert result.exit_code == 0, result.stderr


def test_an_unknown_plan_says_where_to_look(runner):
    result = runner.invoke(args=["plan", "assign", "99-KH/XX", "--year", "2020"])
    assert result.exit_code == 1
    assert "flask plan list" in result.stderr


def test_units_can_be_named(runner, db, file):
    runner.invoke(args=["plan", "import", str(file)])
    for code in ("A", "B", "C"):
        add_unit(db, code)
    runner.invoke(args=["plan", "assign", "1", "--year", "2020", "--unit", "A", "B"])
    runner.invoke(args=["plan", "assign", "1", "--year", "2020", "--unit", "B", "--unit", "C"])
    assert db.table("checklist").count == 3
