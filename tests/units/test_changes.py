from dataclasses import replace
from datetime import date

import pytest

from app.auth import user_queries as users
from app.units import changes, queries
from app.units.changes import Change
from app.units.forms import BLANK
from sync.core.refusal import Refused

JULY = Change(date(2025, 7, 1), "Nghị quyết 1", "lan")


@pytest.fixture
def db(app, db):
    """Within the app: changes read its clock."""
    with app.test_request_context():
        yield db


def add(db, code, **more):
    unit = replace(BLANK, **({"code": code, "name": f"Đoàn xã {code}"} | more))
    return replace(unit, id=changes.add(db, unit))


def again(db, unit):
    found = queries.by_id(db, unit.id)
    assert found is not None
    return found


def test_after_a_new_name_older_things_keep_the_old_one(db):
    unit = add(db, "A")
    changes.rename(db, unit, "Đoàn phường A", JULY)
    assert again(db, unit).name == "Đoàn phường A"
    assert queries.name_on(db, unit.id, date(2025, 6, 30)) == "Đoàn xã A"
    assert queries.name_on(db, unit.id, date(2025, 7, 1)) == "Đoàn phường A"


def test_each_of_several_names_has_its_time(db):
    unit = add(db, "A")
    for year, name in ((2010, "Hai"), (2020, "Ba")):
        changes.rename(db, again(db, unit), name, Change(date(year, 1, 1), None, "lan"))
    names = [queries.name_on(db, unit.id, date(year, 6, 1)) for year in (2009, 2015, 2021)]
    assert names == ["Đoàn xã A", "Hai", "Ba"]


def test_units_merge_into_a_new_one_with_the_sheet_staff_chose(db):
    a = add(db, "A", sheet_url="https://docs.google.com/spreadsheets/d/a")
    b = add(db, "B", sheet_url="https://docs.google.com/spreadsheets/d/b")
    new = replace(BLANK, code="AB", name="Đoàn xã AB")
    successor = changes.merge(db, [a, b], new, JULY, sheet_of=b)
    stored = again(db, successor)
    assert stored.sheet_url == "https://docs.google.com/spreadsheets/d/b"
    assert stored.valid_from == "2025-07-01"
    assert [again(db, unit).valid_to for unit in (a, b)] == ["2025-06-30"] * 2
    assert [unit.code for unit in queries.predecessors(db, successor.id)] == ["A", "B"]


def test_a_unit_merges_into_one_that_stands(db):
    a, b = add(db, "A"), add(db, "B")
    changes.merge(db, [a, b], b, JULY, sheet_of=None)
    assert again(db, a).valid_to == "2025-06-30"
    assert again(db, b).valid_to is None
    assert queries.predecessors(db, b.id) == [again(db, a)]


def test_predecessors_of_predecessors_are_there_too(db):
    a, b, c = add(db, "A"), add(db, "B"), add(db, "C")
    changes.merge(db, [a], b, Change(date(2020, 1, 1), None, "lan"), sheet_of=None)
    changes.merge(db, [b], c, JULY, sheet_of=None)
    assert [unit.code for unit in queries.predecessors(db, c.id)] == ["A", "B"]


def test_what_stood_beneath_a_merged_unit_stands_beneath_its_successor(db):
    a, b = add(db, "A"), add(db, "B")
    village = add(db, "V", parent_id=a.id)
    changes.merge(db, [a], b, JULY, sheet_of=None)
    assert again(db, village).parent_id == b.id


def test_people_of_a_merged_unit_tick_for_its_successor(db):
    a, b = add(db, "A"), add(db, "B")
    users.add_user(db, "xã A", "-", "unit", a.id, "2020-01-01T00:00:00Z")
    changes.merge(db, [a], b, JULY, sheet_of=None)
    assert users.account_by_name(db, "xã A").viewer.unit_id == b.id


def test_records_of_a_merged_unit_stay_its_own(db):
    from tests.access_table import arguments

    users.add_user(db, "v", "-", "viewer", None, "2020-01-01T00:00:00Z")
    a, b = add(db, "A"), add(db, "B")
    checklist = arguments(db, "A")["checklist_id"]
    changes.merge(db, [a], b, JULY, sheet_of=None)
    owner = db.conn.execute("SELECT unit_id FROM checklist WHERE id = ?", [checklist]).fetchone()
    assert owner == (a.id,)


def test_a_unit_is_split_into_new_ones_which_know_where_they_come_from(db):
    a = add(db, "A", kind="truong")
    parts = [replace(BLANK, code=code, name=code, kind="truong") for code in ("A1", "A2")]
    made = changes.split(db, a, parts, JULY, stays=False)
    assert again(db, a).valid_to == "2025-06-30"
    assert [again(db, part).valid_from for part in made] == ["2025-07-01"] * 2
    assert [unit.code for unit in queries.predecessors(db, made[0].id)] == ["A"]


def test_a_unit_may_go_on_beside_what_split_off(db):
    a = add(db, "A")
    changes.split(db, a, [replace(BLANK, code="A1", name="A1")], JULY, stays=True)
    assert again(db, a).valid_to is None


def test_a_retired_unit_is_not_among_the_valid_ones_from_that_day(db):
    a, b = add(db, "A"), add(db, "B")
    changes.retire(db, a, JULY)
    assert queries.valid_units(db, date(2025, 7, 1)) == [b]
    assert len(queries.valid_units(db, date(2025, 6, 30))) == 2


def test_the_office_is_no_unit_among_units(db):
    add(db, "CQ", is_office=True)
    assert queries.valid_units(db, date(2025, 7, 1)) == []


@pytest.mark.parametrize("stays_wrong", ["twice", "future", "office", "before it began"])
def test_what_cannot_have_happened_is_refused(db, stays_wrong):
    unit = add(db, "A", is_office=stays_wrong == "office", valid_from="2020-01-01")
    change = JULY
    if stays_wrong == "twice":
        changes.retire(db, unit, JULY)
        unit = again(db, unit)
    if stays_wrong == "future":
        change = replace(JULY, on=date(2199, 1, 1))
    if stays_wrong == "before it began":
        change = replace(JULY, on=date(2019, 1, 1))
    with pytest.raises(Refused):
        changes.retire(db, unit, change)


def test_a_refused_merge_leaves_everything_as_it_was(db):
    a, b = add(db, "A"), add(db, "B")
    taken = replace(BLANK, code="B", name="Mã đã dùng")
    with pytest.raises(Refused, match="đã dùng"):
        changes.merge(db, [a], taken, JULY, sheet_of=None)
    assert queries.units(db) == [a, b]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"code": ""}, "mã và tên"),
        ({"code": "a/b"}, "/"),
        ({"code": "B"}, "đã dùng"),
        ({"parent_id": 99}, "không còn"),
        ({"valid_from": "2025-01-02", "valid_to": "2025-01-01"}, "Ngày ngừng"),
    ],
)
def test_a_unit_that_cannot_be_is_not_stored(db, fields, words):
    add(db, "B")
    with pytest.raises(Refused, match=words):
        add(db, **({"code": "A"} | fields))
