"""What a round must not do, one case each: the cases that notice the bugs planted on purpose."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.db import connect
from sync import journal
from sync.core.plan_ask import OWN
from sync.core.plan_place import Known
from sync.core.plan_read import TableRow, norm
from sync.core.plan_rows import place_rows
from sync.core.writes import Debt
from sync.emulator.messages import Request
from sync.emulator.server import Emulator
from sync.replicas.google_batch import HIDDEN_ID
from sync.reports import run_json
from tests.sync.test_races import before_write, fault
from tests.sync.world import ITEMS, NODES, SHEET, Clock, Tab, World, opened, plain_rows

RESULT, NOTE, KEY = 5, 6, 7
TABLE = {"sheetId": 0, "startRowIndex": 3, "endRowIndex": 9, "startColumnIndex": 0}


@pytest.fixture
def linked(world: World) -> World:
    world.link()
    return world


def columns(at: int) -> dict[str, Any]:
    return {"sheetId": 0, "dimension": "COLUMNS", "startIndex": at - 1, "endIndex": at}


def rows(at: int) -> dict[str, Any]:
    return {"sheetId": 0, "dimension": "ROWS", "startIndex": at - 1, "endIndex": at}


def sort_without_keys(world: World) -> None:
    """The table sorted from the last wording to the first, our column left out."""
    area = {**TABLE, "endColumnIndex": NOTE}
    specs = [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]
    world.batch({"sortRange": {"range": area, "sortSpecs": specs}})


def told(world: World, heading: str) -> dict[str, Any]:
    """What stands under a heading beside each wording."""
    lines = world.grid()
    head = lines[2]
    at, text = head.index(heading), head.index("Nội dung")
    wide = [[*line, *[""] * (len(head) - len(line))] for line in lines[3:]]
    return {line[text]: line[at] for line in wide if line[text]}


def only(text: str, value: str) -> dict[str, Any]:
    return {item.text: value if item.text == text else "" for item in ITEMS}


def formula(world: World, cell: str) -> Any:
    path = f"/v4/spreadsheets/{world.spreadsheet}/values/{cell}?valueRenderOption=FORMULA"
    return world.call("GET", path)["values"][0][0]


def test_what_the_unit_clears_is_cleared(linked: World) -> None:
    linked.person(4, NOTE, "chờ xe")
    linked.engine().run()
    linked.person(4, NOTE, None)
    linked.engine().run()
    assert linked.values("II.1.1")["note"] is None


def test_the_same_edit_on_both_sides_is_none_that_differs(linked: World) -> None:
    linked.person(4, RESULT, "20 người")
    linked.office("II.1.1", "result", "20 người")
    report = run_json(linked.engine().run())
    assert (report["conflicts"], report["requests"]["writes"]) == (0, 0)
    assert linked.engine().conflicts() == []


def test_a_second_edit_of_one_side_alone_is_none_that_differs(linked: World) -> None:
    linked.person(4, RESULT, "20 người")
    linked.engine().run()
    linked.office("II.1.1", "result", "25 người")
    linked.engine().run()
    assert linked.cell(4, RESULT) == "25 người"
    assert linked.engine().conflicts() == []


@pytest.mark.parametrize("skips", [True, False])
def test_a_row_that_a_filter_hides_waits_until_it_is_seen(linked: World, *, skips: bool) -> None:
    """Google may not copy it: what somebody types there in the last second would be lost."""
    linked.person(5, RESULT, "10 cây")
    linked.engine().run()
    linked.emulator.set_options({"paste_skips_filtered": skips})
    area = {**TABLE, "startRowIndex": 2, "endColumnIndex": NOTE}
    shown = {"range": area, "criteria": {"0": {"hiddenValues": ["2"]}}}
    linked.batch({"setBasicFilter": {"filter": shown}})
    linked.office("II.1.1", "result", "20 người")
    linked.office("II.1.2", "result", "120 cây")
    before_write(linked, lambda: linked.person(5, NOTE, "chờ xe"))
    report = run_json(linked.engine().run())
    assert (linked.cell(4, RESULT), linked.cell(5, RESULT)) == ("20 người", "10 cây")
    assert "bộ lọc" in report["units"][0]["message"]
    linked.batch({"clearBasicFilter": {"sheetId": 0}})
    linked.engine().run()
    assert linked.cell(5, RESULT) == "120 cây"
    assert linked.values("II.1.2")["note"] == "chờ xe"


def test_a_work_that_another_sheet_numbered_alike_is_not_taken_for_ours() -> None:
    """Last year's sheet still shows R.1 beside another work of the unit's."""
    row = TableRow(10, "entry", "Dọn kênh cùng hội nông dân", "R.1", values={"result": "2 km"})
    seen = {"R.1": Known("Tập bơi cho thiếu nhi ở ấp", keyed=True, own=True)}
    new = {"R.1": Known("Tập bơi cho thiếu nhi ở ấp", keyed=False, own=True)}
    assert [place.key for place in place_rows([row], seen, ITEMS, {}, ours=True).placed] == ["R.1"]
    found = place_rows([row], new, ITEMS, {}, ours=True)
    assert (found.placed, [ask.kind for ask in found.asks]) == ((), ["text"])


FIRST, SECOND = ITEMS[:2]
SEEN = {item.key: Known(item.text, keyed=True) for item in (FIRST, SECOND)}


def entry(row: int, text: str, key: str = "") -> TableRow:
    return TableRow(row, "entry", text, key)


def test_a_heading_is_no_work_though_the_office_has_one_of_that_name() -> None:
    rows = [TableRow(4, "section", "Xây dựng tổ chức", ""), entry(5, FIRST.text, FIRST.key)]
    known = {**SEEN, "R.1": Known("Xây dựng tổ chức", keyed=False, own=True)}
    assert [place.row.row for place in place_rows(rows, known, NODES, {}, ours=True).placed] == [5]


def test_a_row_that_a_person_called_the_units_own_is_one_row() -> None:
    reworded = "Giải bóng đá"
    rows = [entry(4, reworded, FIRST.key), entry(5, FIRST.text)]
    found = place_rows(rows, SEEN, NODES, {norm(reworded): OWN}, ours=True)
    assert [(place.key, place.row.row) for place in found.placed] == [(FIRST.key, 5)]
    assert [(one.kind, one.row.row) for one in found.newcomers] == [("own", 4)]


def test_a_code_of_the_units_own_beside_other_words_stays_a_question() -> None:
    """Its column is the unit's: the code says one item, the words another, a person decides."""
    rows = [entry(4, ITEMS[2].text, FIRST.key), entry(5, FIRST.text)]
    known = {FIRST.key: Known(FIRST.text, keyed=False)}
    found = place_rows(rows, known, NODES, {}, ours=False)
    assert [(place.key, place.row.row) for place in found.placed] == [(FIRST.key, 5)]
    assert (found.newcomers, [ask.kind for ask in found.asks]) == ((), ["match"])


def test_a_key_dragged_over_the_next_rows_takes_no_row_away() -> None:
    rows = [entry(4, f"{FIRST.text} năm nay", FIRST.key), entry(5, SECOND.text, FIRST.key)]
    found = place_rows(rows, SEEN, NODES, {}, ours=True)
    assert {place.key: place.row.row for place in found.placed} == {FIRST.key: 4, SECOND.key: 5}
    assert (found.gone, found.asks) == ((), ())


def test_a_row_beside_its_own_key_shares_it_with_none_that_a_sort_left_there() -> None:
    own = {
        "R.1": Known("Tập bơi ở ấp Một", True, True),
        "R.2": Known("Tập bơi ở ấp Hai", True, True),
    }
    rows = [
        entry(4, FIRST.text, "R.1"),
        entry(5, "Tập bơi ở ấp Một", "R.1"),
        entry(6, "Tập bơi ở ấp Hai", "R.2"),
        entry(7, "Tập bơi ở ấp Hai", "R.1"),
    ]
    found = place_rows(rows, {**SEEN, **own}, NODES, {}, ours=True)
    assert [place.row.row for place in found.placed if place.key == "R.1"] == [5]


def test_a_row_that_looks_like_the_end_of_the_one_above_is_known_though_its_key_stands_alone() -> (
    None
):
    bare = replace(entry(5, SECOND.text), continues=4)
    rows = [entry(4, FIRST.text, FIRST.key), bare, TableRow(9, "note", "", SECOND.key)]
    found = place_rows(rows, SEEN, NODES, {}, ours=True)
    assert {place.key: place.row.row for place in found.placed} == {FIRST.key: 4, SECOND.key: 5}


def test_of_two_rows_with_one_wording_neither_is_taken_while_one_is_in_question() -> None:
    own = "Tập bơi cho thiếu nhi ở ấp"
    rows = [entry(4, own, FIRST.key), entry(5, FIRST.text, FIRST.key), entry(6, own)]
    known = {**SEEN, "R.1": Known(own, keyed=True, own=True)}
    found = place_rows(rows, known, NODES, {}, ours=False)
    assert "R.1" not in {place.key for place in found.placed}
    assert "twice" in {ask.kind for ask in found.asks}


def test_a_formula_that_shows_the_very_value_it_replaces_survives(linked: World) -> None:
    linked.person(5, RESULT, "10")
    linked.engine().run()
    linked.office("II.1.2", "result", "120 cây")
    before_write(linked, lambda: linked.person(5, RESULT, '="10"'))
    linked.engine().run()
    assert formula(linked, "E5") == '="10"'


def test_a_column_put_in_or_moved_between_rounds_misleads_nobody(linked: World) -> None:
    linked.batch(
        {"insertDimension": {"range": columns(RESULT), "inheritFromBefore": False}},
        {"moveDimension": {"source": columns(NOTE + 1), "destinationIndex": 2}},
    )
    linked.office("II.1.1", "result", "120 cây")
    linked.office("II.1.2", "note", "gấp")
    linked.engine().run()
    assert told(linked, "Kết quả") == only(ITEMS[0].text, "120 cây")
    assert told(linked, "Ghi chú") == only(ITEMS[1].text, "gấp")


def test_a_column_moved_while_we_write_misplaces_nothing(linked: World) -> None:
    linked.office("II.1.1", "result", "120 cây")
    move = {"moveDimension": {"source": columns(NOTE), "destinationIndex": RESULT - 1}}
    before_write(linked, lambda: linked.batch(move))
    linked.engine().run()
    assert told(linked, "Kết quả") == only(ITEMS[0].text, "120 cây")
    assert told(linked, "Ghi chú") == only(ITEMS[0].text, "")


def test_a_sort_that_leaves_our_column_while_we_write_misplaces_nothing(linked: World) -> None:
    linked.office("II.1.2", "result", "120 cây")
    before_write(linked, lambda: sort_without_keys(linked))
    linked.engine().run()
    linked.engine().run()
    assert told(linked, "Kết quả") == only(ITEMS[1].text, "120 cây")


def test_after_a_sort_that_left_our_column_the_wording_decides(linked: World) -> None:
    sort_without_keys(linked)
    linked.office("II.1.2", "result", "120 cây")
    linked.engine().run()
    assert told(linked, "Kết quả") == only(ITEMS[1].text, "120 cây")
    assert told(linked, "Mã") == {item.text: item.key for item in ITEMS}


def test_two_rows_with_one_key_are_left_alone_until_one_of_them_is_cleared(linked: World) -> None:
    source = {**TABLE, "endRowIndex": 4, "endColumnIndex": KEY}
    target = {**source, "startRowIndex": 9, "endRowIndex": 10}
    linked.batch(
        {"insertDimension": {"range": rows(10), "inheritFromBefore": False}},
        {"copyPaste": {"source": source, "destination": target}},
    )
    linked.person(10, RESULT, "của dòng chép")
    linked.office("II.1.1", "note", "gấp")
    linked.engine().run()
    assert linked.values("II.1.1")["result"] is None
    assert (linked.cell(4, NOTE), linked.cell(10, NOTE)) == ("", "")
    linked.person(10, KEY, None)
    linked.person(10, 2, "Việc khác hẳn của riêng đơn vị")
    linked.engine().run()
    assert linked.cell(4, NOTE) == "gấp"


def test_a_key_that_was_lost_is_given_again(linked: World) -> None:
    linked.person(6, KEY, None)
    linked.engine().run()
    assert linked.cell(6, KEY) == "II.1.3"


def test_an_edit_outlives_the_row_that_was_deleted(linked: World) -> None:
    linked.person(4, NOTE, "chờ xe")
    linked.engine().run()
    linked.batch({"deleteDimension": {"range": rows(4)}})
    linked.office("II.1.1", "result", "120 cây")
    linked.engine().run()
    now = linked.values("II.1.1")
    assert (now["result"], now["note"]) == ("120 cây", "chờ xe")
    assert [ask.about for ask in linked.engine().questions() if ask.kind == "gone"] == ["II.1.1"]
    assert "120 cây" not in told(linked, "Kết quả").values()


@pytest.mark.parametrize("do", ["drop_before", "drop_after"])
def test_a_row_of_the_units_own_is_taken_in_once_whatever_becomes_of_its_key(
    linked: World, do: str
) -> None:
    linked.person(10, 2, "Tổ chức hội trại hè cho thiếu nhi trên địa bàn xã")
    linked.person(10, RESULT, "60 em")
    fault(linked, do)
    linked.engine().run()
    linked.engine().run()
    assert [key for key in linked.entry_keys() if key.startswith("R.")] == ["R.1"]
    assert linked.cell(10, KEY) == "R.1"
    assert linked.values("R.1")["result"] == "60 em"


def test_of_two_cells_we_owe_the_later_one_goes_back_first(linked: World) -> None:
    """The wording that our later write hid is what the earlier damage is known by."""
    linked.person(5, RESULT, "12 cây")
    linked.office("II.1.1", "note", "để có trang ẩn")
    linked.engine().run()
    wording = ITEMS[1].text
    first = owed(linked, RESULT, ("A", "12 cây"), {1: 2, 2: wording, RESULT: "12 cây"}, 40)
    second = owed(linked, 2, ("B", wording), {1: 2, 2: wording, RESULT: "A"}, 41)
    for debt in (first, second):
        linked.person(*debt.source, debt.was, HIDDEN_ID)
        linked.person(5, debt.column, debt.ours)
        journal.owe(linked.db, SHEET, debt)
    linked.engine().run()
    assert (linked.cell(5, 2), linked.cell(5, RESULT)) == (wording, "12 cây")
    assert linked.values("II.1.2")["result"] == "12 cây"
    assert journal.debts(linked.db, SHEET) == {}


def owed(
    world: World, column: int, change: tuple[str, str], witness: dict[int, Any], at: int
) -> Debt:
    """A cell of row 5 that a write of ours replaced: what we put there, what had stood there."""
    ours, was = change
    return Debt(
        link=world.link_id, kind="value", key="II.1.2", field="result", sheet_id=0, row=5,
        column=column, ours=ours, was=was, formula="", source=(at, 20), row_key="",
        witness=tuple(witness.items()), heading=(plain_rows()[2][column - 1],), mine=(column,),
    )  # fmt: skip


def test_a_second_run_at_the_same_moment_touches_nothing(linked: World) -> None:
    linked.office("II.1.1", "result", "120 cây")
    found: list[Any] = []

    def hook(_request: Request) -> None:
        linked.emulator.before_request = None
        db = connect(linked.path)
        try:
            other = World(db, linked.emulator, linked.clock, linked.path)
            found.append(run_json(other.engine().run()))
        finally:
            db.close()

    linked.emulator.before_request = hook
    linked.engine().run()
    assert found[0]["units"][0]["outcome"] == "held"
    assert found[0]["requests"] == {"drive": 0, "reads": 0, "writes": 0}
    assert linked.cell(4, RESULT) == "120 cây"


@contextmanager
def two_tabs(server: Emulator, folder: Path) -> Iterator[World]:
    server.reset()
    server.before_request = None
    tabs = [Tab("Một", plain_rows(), sheet_id=0), Tab("Hai", plain_rows(), sheet_id=5)]
    server.seed(SHEET, "Các chi đoàn", tabs)
    with opened(folder / "tabs.db", units=2) as db:
        world = World(db, server, Clock(), folder / "tabs.db")
        world.link(sheet_id=0)
        world.checklist = 2
        world.link(sheet_id=5)
        yield world


def test_a_tab_that_goes_while_we_write_keeps_no_other_from_its_edits(
    server: Emulator, tmp_path: Path
) -> None:
    with two_tabs(server, tmp_path) as world:
        world.office("II.1.1", "note", "cho đơn vị hai")
        world.checklist = 1
        world.office("II.1.2", "note", "cho đơn vị một")
        before_write(world, lambda: world.batch({"deleteSheet": {"sheetId": 5}}))
        report = world.engine().run()
        assert [unit.outcome for unit in report.units] == ["synced", "failed"]
        assert world.grid("Một")[4][5] == "cho đơn vị một"
