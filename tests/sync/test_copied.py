"""A unit copies last year's file and goes on in the copy: a knowing link of it takes it over."""

import pytest

from sync import base
from sync.core.refusal import Refused
from sync.linking import Wish
from sync.replicas.google_batch import HIDDEN_ID, OWNER
from sync.reports import run_json
from tests.sync.world import ITEMS, SHEET, World

KEY = 7


@pytest.fixture
def original(world: World) -> World:
    world.link()
    world.person(4, 5, "300 cây")
    world.engine().run()
    return world


def copy(world: World) -> str:
    """A person copies the file; what follows happens in the copy."""
    answer = world.call("POST", f"/drive/v3/files/{world.spreadsheet}/copy", {"name": "Năm mới"})
    world.spreadsheet = str(answer["id"])
    return world.spreadsheet


def next_year(world: World) -> None:
    world.db.conn.execute(
        "INSERT INTO checklist (id, plan_id, unit_id, year) VALUES (9, 1, 1, 2027)"
    )
    world.db.conn.execute(
        """
        INSERT INTO entry (checklist_id, key, node_id, position)
        SELECT 9, key, id, position FROM node WHERE role = 'item'
        """
    )
    world.checklist = 9


def tabs(world: World) -> list[str]:
    told = world.call("GET", f"/v4/spreadsheets/{world.spreadsheet}")
    return [sheet["properties"]["title"] for sheet in told["sheets"]]


def keys(world: World) -> list[str]:
    return [row[KEY - 1] for row in world.grid()[3:] if len(row) >= KEY]


@pytest.mark.parametrize("year", ["same", "next"])
@pytest.mark.parametrize("unlinked", [True, False])
def test_a_copy_is_linked_in_one_go_and_given_back_without_our_keys(original, year, unlinked):
    old = original.link_id
    copied = copy(original)
    if unlinked:
        original.engine().unlink(old, by="Cán bộ")
    if year == "next":
        next_year(original)
    told = original.engine().preview(Wish(original.checklist, copied))
    assert any("bản chép" in warning for warning in told.warnings)
    original.link()
    original.office("II.1.2", "note", "gấp")
    for pushed in (1, 0):
        report = run_json(original.engine().run([original.link_id]))
        assert (report["held"], report["failed"], report["pushed"]) == (0, 0, pushed)
    assert keys(original) == [item.key for item in ITEMS]
    assert original.cell(5, 6) == "gấp"
    original.engine().unlink(original.link_id, by="Cán bộ")
    assert keys(original) == []
    assert tabs(original) == ["Trang tính1"]
    assert base.uncleared(original.db, copied) == []
    original.spreadsheet = SHEET
    assert (keys(original) == []) == unlinked


def test_codes_that_the_unit_typed_stay_in_the_copy_too(world):
    world.person(3, KEY, "Mã")
    world.person(4, KEY, ITEMS[0].key)
    world.link()
    copy(world)
    world.link()
    world.engine().run()
    world.engine().unlink(world.link_id, by="Cán bộ")
    assert [row[KEY - 1 :] for row in world.grid()[2:5]] == [["Mã"], [ITEMS[0].key], []]


def test_a_preview_of_a_copy_stores_nothing_and_writes_nothing(original):
    copied = copy(original)
    before = original.dump()
    original.emulator.log.clear()
    original.engine().preview(Wish(original.checklist, copied))
    assert original.dump() == before
    assert [asked.split()[0] for asked in original.requests()] == ["GET"]


def test_a_copy_that_may_only_be_read_is_read(original):
    copy(original)
    original.link(read_only=True)
    original.person(5, 5, "120 cây")
    for _ in range(2):
        assert run_json(original.engine().run([original.link_id]))["held"] == 0
    assert original.values("II.1.2")["result"] == "120 cây"


def test_a_copy_that_cannot_be_taken_over_is_not_linked(original):
    copied = copy(original)
    told = original.engine().preview(Wish(original.checklist, copied))
    original.emulator.faults.set([{"match": "POST", "times": 9, "do": "403"}])
    with pytest.raises(Refused, match="chỉ cho xem"):
        original.engine().link(told, by="Cán bộ")
    original.emulator.faults.set([])
    assert [link.spreadsheet_id for link in base.open_links(original.db)] == [SHEET]
    original.link()
    assert run_json(original.engine().run([original.link_id]))["held"] == 0


def test_a_linked_file_that_says_it_is_another_one_is_held(original):
    world = original
    world.person(OWNER[0], OWNER[1], "1" * 44, HIDDEN_ID)
    world.office("II.1.2", "note", "gấp")
    report = run_json(world.engine().run())
    assert report["held"] == 1
    assert "bản chép" in report["units"][0]["message"]
    world.engine().allow(world.link_id)
    assert run_json(world.engine().run())["pushed"] == 1
    assert run_json(world.engine().run())["held"] == 0
