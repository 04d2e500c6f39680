import pytest

from app.checklists.sheet import ChecklistReplica
from app.db import write_tx
from sync.core.refusal import Refused
from sync.replicas.local import Edit, NewEntry, Origin
from tests.samples import assigned

BY_SHEET = Origin(by="bảng tính", kind="sheet", at="2020-05-06T07:08:09Z", run=7)


@pytest.fixture
def checklist(db):
    return assigned(db, "XTL")[0]


@pytest.fixture
def replica(db):
    with write_tx(db):
        yield ChecklistReplica(db)


def states(replica, checklist):
    return {e.key: e.values["state"] for e in replica.read(checklist).entries}


def history(db):
    return db.execute("SELECT field, old, new, origin, run, chosen FROM history").fetchall()


def test_it_reads_all_nodes_of_the_plan_for_matching(replica, checklist):
    read = replica.read(checklist)
    assert [node.key for node in read.nodes][:3] == ["I", "I.1", "II"]
    assert (read.unit, read.year, read.closed) == ("XTL", 2020, False)


def test_an_edit_is_kept_with_its_run(db, replica, checklist):
    replica.apply(checklist, [Edit("II.1.1", "state", None, "done")], BY_SHEET)
    assert states(replica, checklist)["II.1.1"] == "done"
    assert history(db) == [("state", None, "done", "sheet", 7, 1)]


def test_an_edit_that_changes_nothing_leaves_no_trace(db, replica, checklist):
    for _ in range(2):
        replica.apply(checklist, [Edit("II.1.1", "result", None, "2 cuộc")], BY_SHEET)
    assert len(history(db)) == 1


@pytest.mark.parametrize("field", ["verified", "comment", "reason"])
def test_what_is_the_offices_is_not_taken_from_a_sheet(replica, checklist, field):
    with pytest.raises(Refused):
        replica.apply(checklist, [Edit("II.1.1", field, None, "1")], BY_SHEET)


def test_a_row_with_another_item_makes_it_join(replica, checklist):
    assert replica.add(checklist, NewEntry("join", "", "I.1"), BY_SHEET) == "I.1"
    assert replica.add(checklist, NewEntry("join", "", "I.1"), BY_SHEET) == "I.1"
    assert replica.read(checklist).entries[0].key == "I.1"


def test_a_row_with_an_unknown_item_is_refused(replica, checklist):
    with pytest.raises(Refused):
        replica.add(checklist, NewEntry("join", "", "IX.1"), BY_SHEET)


def test_an_item_of_several_rows_is_done_when_all_are(replica, checklist):
    for text, state in (("Kế hoạch riêng", "done"), ("Báo cáo", "todo")):
        part = NewEntry("part", text, "III.2.1", values={"state": state})
        replica.add(checklist, part, BY_SHEET)
    assert states(replica, checklist)["III.2.1"] == "doing"
    replica.apply(checklist, [Edit("III.2.1/2", "state", "todo", "done")], BY_SHEET)
    assert states(replica, checklist)["III.2.1"] == "done"
    parts = [e for e in replica.read(checklist).entries if e.part_of]
    assert [(e.key, e.part_of, e.text) for e in parts] == [
        ("III.2.1/1", "III.2.1", "Kế hoạch riêng"),
        ("III.2.1/2", "III.2.1", "Báo cáo"),
    ]


def test_what_was_said_of_an_item_goes_to_parts_that_say_nothing(replica, checklist):
    replica.apply(checklist, [Edit("III.2.1", "state", None, "done")], BY_SHEET)
    for text in ("Kế hoạch riêng", "Báo cáo"):
        replica.add(checklist, NewEntry("part", text, "III.2.1"), BY_SHEET)
    assert states(replica, checklist)["III.2.1/2"] == "done"
    replica.apply(checklist, [Edit("III.2.1/1", "state", "done", "doing")], BY_SHEET)
    replica.add(checklist, NewEntry("part", "Sơ kết", "III.2.1"), BY_SHEET)
    assert states(replica, checklist)["III.2.1/3"] is None


def test_a_part_that_says_something_is_not_spoken_for_by_the_others(replica, checklist):
    replica.add(checklist, NewEntry("part", "A", "III.2.1", values={"state": "done"}), BY_SHEET)
    replica.add(checklist, NewEntry("part", "B", "III.2.1"), BY_SHEET)
    assert states(replica, checklist)["III.2.1/2"] is None


def test_an_item_with_parts_has_no_state_of_its_own_to_set(replica, checklist):
    replica.add(checklist, NewEntry("part", "A", "III.2.1"), BY_SHEET)
    with pytest.raises(Refused, match="từng phần"):
        replica.apply(checklist, [Edit("III.2.1", "state", None, "done")], BY_SHEET)


def test_own_rows_get_keys_never_used_before(replica, checklist):
    keys = [
        replica.add(checklist, NewEntry("own", text, about="II.2.1"), BY_SHEET)
        for text in ("Làm đường", "Làm cầu")
    ]
    assert keys == ["R.1", "R.2"]
    own = replica.read(checklist).entries[-1]
    assert (own.own, own.text) == (True, "Làm cầu")


def test_the_wording_of_an_own_row_travels(replica, checklist):
    replica.add(checklist, NewEntry("own", "Làm đường"), BY_SHEET)
    replica.apply(checklist, [Edit("R.1", "text", "Làm đường", "Làm 300 m đường")], BY_SHEET)
    assert replica.read(checklist).entries[-1].text == "Làm 300 m đường"


def test_a_value_not_chosen_stays_in_the_history_alone(db, replica, checklist):
    replica.remember(checklist, [Edit("II.1.1", "result", "2 cuộc", "3 cuộc")], BY_SHEET)
    assert replica.read(checklist).entries[0].values["result"] is None
    assert history(db) == [("result", "2 cuộc", "3 cuộc", "sheet", 7, 0)]


def test_a_value_left_again_by_a_repeated_round_is_told_once(db, replica, checklist):
    for new in ("3 cuộc", "3 cuộc", "4 cuộc", "3 cuộc"):
        replica.remember(checklist, [Edit("II.1.1", "result", "2 cuộc", new)], BY_SHEET)
    replica.apply(checklist, [Edit("II.1.1", "result", None, "5 cuộc")], BY_SHEET)
    replica.remember(checklist, [Edit("II.1.1", "result", "5 cuộc", "3 cuộc")], BY_SHEET)
    told = [new for _, _, new, *_ in history(db)]
    assert told == ["3 cuộc", "4 cuộc", "3 cuộc", "5 cuộc", "3 cuộc"]


def test_a_closed_year_takes_nothing(db, replica, checklist):
    db.execute("UPDATE checklist SET closed_at = '2021-01-05T00:00:00Z'")
    assert replica.read(checklist).closed
    with pytest.raises(Refused, match="khóa sổ"):
        replica.apply(checklist, [Edit("II.1.1", "state", None, "done")], BY_SHEET)
    with pytest.raises(Refused, match="khóa sổ"):
        replica.add(checklist, NewEntry("own", "Làm đường"), BY_SHEET)


def test_history_is_neither_deleted_nor_rewritten(db, replica, checklist):
    replica.apply(checklist, [Edit("II.1.1", "state", None, "done")], BY_SHEET)
    for statement in ("DELETE FROM history", "UPDATE history SET new = 'todo'"):
        with pytest.raises(Exception, match="history is never"):
            db.conn.execute(statement)
