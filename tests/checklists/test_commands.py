import json

from tests.samples import add_plan, add_unit, assigned


def show(runner, *args):
    result = runner.invoke(args=["checklist", "show", "1", *args, "--json"])
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def entries(document):
    return {entry["key"]: entry for entry in document["entries"]}


def put(runner, *args):
    return runner.invoke(args=["checklist", "set", "1", "XTL", *args])


def test_each_unit_gets_the_items_that_concern_it(runner, db):
    assigned(db, "XTL")
    document = show(runner, "XTL")
    assert [e["key"] for e in document["entries"]] == [
        "II.1.1", "II.1.2", "II.2.1", "II.2.2", "III.2.1",
    ]  # fmt: skip
    assert document["progress"] == {"done": 0, "total": 5, "with_result": 0}


def test_nothing_reported_is_null(runner, db):
    assigned(db, "XTL")
    assert {e["state"] for e in show(runner, "XTL")["entries"]} == {None}


def test_a_day_without_a_year_falls_into_the_checklists_year(runner, db):
    assigned(db, "XTL", year=2021)
    assert entries(show(runner, "XTL"))["II.1.2"]["due"] == "2021-03-15"


def test_the_office_gets_its_own_duties(runner, db):
    plan = add_plan(db)
    add_unit(db, "VP", office=True)
    assigned(db, "VP", plan=plan)
    assert list(entries(show(runner, "VP"))) == ["III.1.1"]


def test_without_an_office_its_duties_wait(runner, db):
    add_plan(db)
    add_unit(db, "XTL")
    result = runner.invoke(args=["plan", "assign", "1", "--year", "2020"])
    assert result.exit_code == 0
    assert db.execute("SELECT COUNT(*) FROM entry WHERE key = 'III.1.1'").fetchone() == (0,)


def test_units_that_had_ended_by_the_year_are_left_out(runner, db):
    add_plan(db)
    add_unit(db, "OLD")
    db.execute("UPDATE unit SET valid_to = '2019-06-30'")
    add_unit(db, "NEW")
    runner.invoke(args=["plan", "assign", "1", "--year", "2020"])
    assert db.execute("SELECT COUNT(*) FROM checklist").fetchone() == (1,)


def test_assigning_twice_changes_nothing(runner, db):
    assigned(db, "XTL")
    put(runner, "II.1.1", "state", "done")
    runner.invoke(args=["plan", "assign", "1", "--year", "2020"])
    assert entries(show(runner, "XTL"))["II.1.1"]["state"] == "done"
    assert db.table("entry").count == 5


def test_an_edit_shows_with_its_origin(runner, db):
    assigned(db, "XTL")
    assert put(runner, "II.1.1", "state", "Hoàn thành").exit_code == 0
    entry = entries(show(runner, "XTL"))["II.1.1"]
    (change,) = entry["history"]
    assert entry["state"] == "done"
    assert (change["field"], change["old"], change["new"], change["origin"]) == (
        "state", None, "done", "cli",
    )  # fmt: skip


def test_the_same_edit_again_leaves_no_trace(runner, db):
    assigned(db, "XTL")
    put(runner, "II.1.1", "percent", "80%")
    put(runner, "II.1.1", "percent", "80")
    entry = entries(show(runner, "XTL"))["II.1.1"]
    assert entry["percent"] == 80
    assert len(entry["history"]) == 1


def test_an_empty_value_clears_the_field(runner, db):
    assigned(db, "XTL")
    put(runner, "II.1.1", "result", "2 cuộc")
    put(runner, "II.1.1", "result", "")
    assert entries(show(runner, "XTL"))["II.1.1"]["result"] is None


def test_verified_is_a_truth_value(runner, db):
    assigned(db, "XTL")
    put(runner, "II.1.1", "verified", "1")
    assert entries(show(runner, "XTL"))["II.1.1"]["verified"] is True


def test_refusals_are_one_line_and_change_nothing(runner, db):
    assigned(db, "XTL")
    for args in (
        ["II.1.1", "percent", "180"],
        ["II.9.9", "state", "done"],
        ["II.1.1", "text", "khác"],
        ["II.1.1", "reason", "không có tiền"],
    ):
        result = put(runner, *args)
        assert result.exit_code == 1, args
        assert result.stderr.count("\n") == 1
    assert db.table("history").count == 0


def test_a_closed_checklist_is_read_only(runner, db):
    assigned(db, "XTL")
    db.execute("UPDATE checklist SET closed_at = '2021-01-05T00:00:00Z'")
    result = put(runner, "II.1.1", "state", "done")
    assert result.exit_code == 1
    assert "khóa sổ" in result.stderr


def test_without_a_year_the_newest_is_meant(runner, db):
    plan = add_plan(db)
    assigned(db, "XTL", plan=plan, year=2020)
    assigned(db, "XTL", plan=plan, year=2022)
    assert show(runner, "XTL")["year"] == 2022
    assert show(runner, "XTL", "--year", "2020")["year"] == 2020


def test_own_work_stands_apart_from_the_rate(runner, db):
    assigned(db, "XTL")
    args = ["checklist", "add", "1", "XTL", "Làm đường bê tông", "--about", "II.2.1"]
    assert runner.invoke(args=args).stdout == "R.1\n"
    put(runner, "R.1", "state", "done")
    put(runner, "R.1", "text", "Làm 300 m đường")
    document = show(runner, "XTL")
    own = entries(document)["R.1"]
    assert (own["own"], own["about"], own["text"]) == (True, "II.2.1", "Làm 300 m đường")
    assert document["progress"]["total"] == 5
    assert document["progress"]["done"] == 0


def test_dropped_leaves_the_rate_unless_a_reason_says_it_was_not_done(runner, db):
    assigned(db, "XTL")
    put(runner, "II.1.1", "state", "dropped")
    assert show(runner, "XTL")["progress"]["total"] == 4
    put(runner, "II.1.1", "reason", "chưa có kinh phí")
    assert show(runner, "XTL")["progress"]["total"] == 5
    put(runner, "II.1.1", "state", "doing")
    assert entries(show(runner, "XTL"))["II.1.1"]["reason"] is None


def test_a_unit_never_given_the_plan_is_told_how_to(runner, db):
    assigned(db, "XTL")
    add_unit(db, "XDT")
    result = runner.invoke(args=["checklist", "show", "1", "XDT", "--json"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "plan assign" in result.stderr
