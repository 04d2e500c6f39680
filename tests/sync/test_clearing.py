"""What a closed year left in a unit's sheet goes when asked, or as the next year is linked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.reports import closing
from sync import base
from sync.core.refusal import Refused
from sync.emulator.server import Emulator
from sync.linking import Wish
from sync.reports import run_json
from tests.sync.test_links import whole
from tests.sync.world import ITEMS, SHEET, Clock, Tab, World, opened, plain_rows

AT = "2027-01-05T00:00:00Z"
KEYS = [item.key for item in ITEMS]


def next_year(world: World, *, unit: int = 1) -> None:
    """The plan of the year after: the same works under other keys, in another order."""
    db = world.db
    nodes: list[tuple[str, int | None, str, str, str]] = [
        ("I", None, "section", "VIỆC CỦA NĂM", "I.")
    ]
    nodes += [(f"I.{n}", 101, "item", i.text, "-") for n, i in enumerate(reversed(ITEMS), 1)]
    db.conn.execute(
        """
        INSERT OR IGNORE INTO plan (id, status, number, symbol, title, source_name, source,
            source_lines, created_by, created_at)
        VALUES (2, 'active', '9', 'KH/ĐTN', 'Kế hoạch năm sau', 'kh.txt', x'', '[]', 'test', 'now')
        """
    )
    for at, (key, parent, role, text, marker) in enumerate(nodes, 101):
        db.conn.execute(
            """
            INSERT OR IGNORE INTO node (id, plan_id, parent_id, position, key, role, marker, text)
            VALUES (?, 2, ?, ?, ?, ?, ?, ?)
            """,
            [at, parent, at, key, role, marker, text],
        )
    world.checklist = 100 + unit
    db.conn.execute(
        "INSERT INTO checklist (id, plan_id, unit_id, year) VALUES (?, 2, ?, 2027)",
        [world.checklist, unit],
    )
    db.conn.execute(
        """
        INSERT INTO entry (checklist_id, key, node_id, position)
        SELECT ?, key, id, position FROM node WHERE plan_id = 2 AND role = 'item'
        """,
        [world.checklist],
    )


def close(world: World) -> None:
    closing.close(world.db, 1, 2026, AT)


def left(world: World) -> list[int]:
    return [link.id for link in base.uncleared(world.db, SHEET)]


def clear(world: World) -> list[str]:
    """Clears all that is left; the outcome of each link."""
    report = world.engine().clear(left(world), by="Cán bộ")
    return [unit.outcome for unit in report.units]


def before_write(world: World, act: Any, times: int = 1) -> None:
    """The person acts just before each of our next writes."""
    todo = [act] * times

    def hook(request: Any) -> None:
        if ":batchUpdate" in request.path and todo:
            todo.pop()()

    world.emulator.before_request = hook


def column(world: World, at: int = 7) -> list[Any]:
    return [world.cell(row, at) or None for row in range(3, 10)]


@pytest.fixture
def closed(world: World) -> World:
    """A linked sheet whose year is over; `world.before` is how it was before it was linked."""
    world.link()
    close(world)
    return world


def test_a_closed_year_leaves_the_sheet_as_it_is_until_it_is_cleared(world: World) -> None:
    before = whole(world)
    world.link()
    close(world)
    assert column(world) == ["Mã", *KEYS]
    report = run_json(world.engine().clear(left(world), by="Cán bộ"))
    assert report["failed"] == 0
    assert whole(world) == before
    assert "_soviec" not in str(world.call("GET", f"/v4/spreadsheets/{SHEET}"))
    assert report["requests"] == {"drive": 0, "reads": 2, "writes": 3}
    assert left(world) == []


def test_the_hidden_tab_promises_no_more_than_what_is_taken_away(world: World) -> None:
    world.link()
    told = " ".join(str(cell) for row in world.grid("_soviec") for cell in row)
    assert "Mã của Sổ Việc sẽ được xóa, trang này sẽ được gỡ" in told
    assert "cột “Mã” sẽ được gỡ" not in told, "the column stays"


def test_what_the_unit_typed_over_our_keys_stays(closed: World) -> None:
    closed.person(5, 7, "mã của đơn vị")
    closed.person(8, 5, "120 cây")
    clear(closed)
    assert column(closed) == [None, None, "mã của đơn vị", None, None, None, None]
    assert closed.cell(8, 5) == "120 cây"
    assert closed.values("II.2.2")["result"] is None


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda w: w.insert_row(5), id="a row inserted"),
        pytest.param(lambda w: w.person(5, 7, "của đơn vị"), id="a key cell typed over"),
        pytest.param(
            lambda w: w.batch(
                {
                    "sortRange": {
                        "range": {"sheetId": 0, "startRowIndex": 3, "endRowIndex": 9},
                        "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}],
                    }
                }
            ),
            id="sorted",
        ),
        pytest.param(
            lambda w: w.batch(
                {
                    "insertDimension": {
                        "range": {
                            "sheetId": 0,
                            "dimension": "COLUMNS",
                            "startIndex": 4,
                            "endIndex": 5,
                        }
                    }
                }
            ),
            id="a column inserted",
        ),
    ],
)
@pytest.mark.parametrize("do", ["", "drop_after", "500_after"])
def test_a_person_acting_meanwhile_loses_nothing_and_our_keys_go(
    closed: World, act: Any, do: str
) -> None:
    closed.person(6, 6, "ghi chú của đơn vị")
    if do:
        closed.emulator.faults.set([{"match": "POST", "times": 1, "do": do}])
    before_write(closed, lambda: act(closed))
    assert clear(closed) == ["synced"]
    shown = [cell for row in closed.grid() for cell in row if isinstance(cell, str)]
    assert not set(shown) & {"Mã", *KEYS}
    assert "ghi chú của đơn vị" in shown
    assert [item.text for item in ITEMS if item.text not in shown] == []
    assert ("của đơn vị" in shown) == (column(closed)[2] == "của đơn vị")


def test_a_person_in_the_same_cells_again_and_again_is_told_and_cleared_the_next_time(
    closed: World,
) -> None:
    before_write(closed, lambda: closed.insert_row(4), times=20)
    assert clear(closed) == ["failed"]
    assert left(closed) == [1]
    closed.emulator.before_request = None
    assert clear(closed) == ["synced"]
    assert not {"Mã", *KEYS} & {str(cell) for row in closed.grid() for cell in row}


@pytest.mark.parametrize("step", ["read", "planned", "sent", "landed"])
def test_stopped_anywhere_it_is_cleared_the_next_time(world: World, step: str) -> None:
    before = whole(world)
    world.link()
    close(world)

    def crash(now: str) -> None:
        if now == step:
            raise KeyboardInterrupt

    world.checkpoint = crash
    with pytest.raises(KeyboardInterrupt):
        clear(world)
    assert left(world) == [1]
    world.checkpoint = lambda _step: None
    assert clear(world) == ["synced"]
    assert whole(world) == before


@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("do", ["drop_before", "drop_after", "403", "429"])
def test_a_request_that_fails_leaves_it_to_be_cleared_again(world: World, at: int, do: str) -> None:
    before = whole(world)
    world.link()
    close(world)
    posts: list[int] = []

    def hook(request: Any) -> None:
        if ":batchUpdate" in request.path:
            posts.append(1)
            if len(posts) == at:
                world.emulator.faults.set([{"match": "POST", "times": 1, "do": do}])

    world.emulator.before_request = hook
    clear(world)
    world.emulator.before_request = None
    world.emulator.faults.set([])
    if left(world):
        assert clear(world) == ["synced"]
    assert whole(world) == before
    assert left(world) == []


def test_a_sheet_that_cannot_be_opened_is_told_with_the_reason(closed: World) -> None:
    closed.emulator.faults.set([{"match": "GET", "times": 9, "do": "403"}])
    (unit,) = closed.engine().clear([1], by="Cán bộ").units
    assert "chưa xóa hết" in unit.message
    assert "chia sẻ lại" in unit.message
    assert left(closed) == [1]


def test_a_table_that_is_no_more_is_told_and_not_asked_about_again(closed: World) -> None:
    closed.batch({"updateCells": {"range": {"sheetId": 0}, "fields": "userEnteredValue"}})
    (unit,) = closed.engine().clear([1], by="Cán bộ").units
    assert "Không còn thấy bảng" in unit.message
    assert left(closed) == []


def test_unlinking_a_sheet_that_refuses_the_write_is_cleared_later(world: World) -> None:
    before = whole(world)
    world.link()
    world.emulator.faults.set([{"match": "POST", "times": 9, "do": "403"}])
    (unit,) = world.engine().unlink(world.link_id, by="Cán bộ").units
    assert "chưa xóa hết" in unit.message
    assert unit.message.endswith("Hãy nhờ đơn vị cho quyền sửa."), "no link is left to switch"
    world.emulator.faults.set([])
    assert clear(world) == ["synced"]
    assert whole(world) == before


@pytest.fixture
def two(tmp_path: Path, server: Emulator) -> Iterator[World]:
    """Two units as tabs of one spreadsheet."""
    server.reset()
    server.before_request = None
    tabs = [Tab("Một", plain_rows(), sheet_id=0), Tab("Hai", plain_rows(), sheet_id=5)]
    server.seed(SHEET, "Các chi đoàn", tabs)
    with opened(tmp_path / "two.db", units=2) as db:
        yield World(db, server, Clock(), tmp_path / "two.db")


def test_tabs_of_one_spreadsheet_are_cleared_in_one_write_and_the_hidden_tab_goes_last(
    two: World,
) -> None:
    before = whole(two)
    first = two.link(sheet_id=0)
    two.checklist = 2
    two.link(sheet_id=5)
    close(two)
    two.engine().clear([first], by="Cán bộ")
    assert two.grid("Hai")[3][6] == "II.1.1"
    assert "_soviec" in str(two.call("GET", f"/v4/spreadsheets/{SHEET}?fields=sheets.properties"))
    clear(two)
    assert whole(two) == before
    assert "_soviec" not in str(
        two.call("GET", f"/v4/spreadsheets/{SHEET}?fields=sheets.properties")
    )


def test_a_tab_deleted_meanwhile_keeps_no_other_from_being_cleared(two: World) -> None:
    two.link(sheet_id=0)
    two.checklist = 2
    two.link(sheet_id=5)
    close(two)
    before_write(two, lambda: two.batch({"deleteSheet": {"sheetId": 5}}))
    assert sorted(clear(two)) == ["failed", "synced"]
    assert not {"Mã", *KEYS} & {str(cell) for row in two.grid("Một") for cell in row}
    assert left(two) == [2]
    assert clear(two) == ["synced"]
    assert "_soviec" not in str(two.call("GET", f"/v4/spreadsheets/{SHEET}"))


def test_a_key_in_a_row_that_a_filter_hides_waits_until_it_is_seen(closed: World) -> None:
    area = {
        "sheetId": 0,
        "startRowIndex": 2,
        "endRowIndex": 9,
        "startColumnIndex": 0,
        "endColumnIndex": 6,
    }
    shown = {"range": area, "criteria": {"0": {"hiddenValues": ["2"]}}}
    closed.batch({"setBasicFilter": {"filter": shown}})
    (unit,) = closed.engine().clear([1], by="Cán bộ").units
    assert "nhờ đơn vị bỏ lọc trước khi xóa lại" in unit.message
    assert "sẽ ghi" not in unit.message
    assert column(closed) == ["Mã", None, "II.1.2", None, None, None, None]
    closed.batch({"clearBasicFilter": {"sheetId": 0}})
    assert clear(closed) == ["synced"]
    assert column(closed) == [None] * 7


def test_the_next_years_link_replaces_the_keys_and_takes_none_for_the_units_codes(
    world: World,
) -> None:
    world.person(10, 1, 7)
    world.person(10, 2, "Giải bóng chuyền mừng xuân của xã")
    before = whole(world)
    world.link()
    assert column(world)[6] == KEYS[-1]
    assert world.cell(10, 7) == "R.1"
    close(world)
    next_year(world)
    engine = world.engine()
    told = engine.preview(Wish(world.checklist, SHEET))
    assert any("lần nối trước" in warning for warning in told.warnings)
    assert told.added[0].startswith("Một cột “Mã” ở cột G")
    assert column(world) == ["Mã", *KEYS], "a preview writes nothing"
    world.link()
    assert column(world) == ["Mã", *(f"I.{n}" for n in range(6, 0, -1))]
    assert world.cell(10, 7) == "R.1"
    assert all(len(row) <= 7 for row in world.grid()), "one column of keys, not two"
    world.office("I.1", "result", "đã nộp")
    world.person(4, 5, "120 cây")
    world.engine().run()
    assert (world.cell(9, 5), world.values("I.6")["result"]) == ("đã nộp", "120 cây")
    assert world.engine().questions() == []
    world.office("I.1", "result", None)
    world.engine().run()
    world.person(4, 5, None)
    world.engine().unlink(world.link_id, by="Cán bộ")
    assert whole(world) == before
    assert left(world) == []


def test_without_the_keys_of_the_year_before_the_rows_are_not_taken_for_others(
    world: World,
) -> None:
    """I.1 of the new plan is the last row: its old key is that of the plan's last work."""
    rows = plain_rows(tuple(reversed(ITEMS)))
    world.emulator.seed(SHEET, "Đoàn xã Một", [Tab("Trang tính1", rows)])
    world.link()
    close(world)
    next_year(world)
    world.link()
    assert column(world) == ["Mã", *(f"I.{n}" for n in range(1, 7))]


@pytest.mark.parametrize("do", ["", "drop_after", "500_after"])
def test_a_person_who_inserts_a_row_while_the_next_year_is_linked(world: World, do: str) -> None:
    world.link()
    close(world)
    next_year(world)
    if do:
        world.emulator.faults.set([{"match": "POST", "times": 1, "do": do}])
    before_write(world, lambda: world.insert_row(6))
    world.link()
    shown = {row[1]: row[6] for row in world.grid()[3:] if len(row) > 6}
    assert shown == {item.text: f"I.{6 - n}" for n, item in enumerate(ITEMS)}


def test_where_the_old_keys_cannot_be_cleared_nothing_is_linked(closed: World) -> None:
    next_year(closed)
    engine = closed.engine()
    told = engine.preview(Wish(closed.checklist, SHEET))
    closed.emulator.faults.set([{"match": "POST", "times": 9, "do": "403"}])
    with pytest.raises(Refused, match="Chưa nối") as refused:
        engine.link(told, by="Cán bộ")
    assert "Đã gỡ nối" not in refused.value.message
    assert "Hãy nhờ đơn vị cho quyền sửa" in refused.value.message
    assert base.open_links(closed.db) == []
    closed.emulator.faults.set([])
    engine.link(engine.preview(Wish(closed.checklist, SHEET)), by="Cán bộ")
    assert column(closed) == ["Mã", *(f"I.{n}" for n in range(6, 0, -1))]


def test_a_year_opened_again_goes_on_with_its_own_keys(world: World) -> None:
    before = whole(world)
    world.link()
    close(world)
    closing.reopen(world.db, 1, 2026)
    world.emulator.log.clear()
    world.link()
    assert [line for line in world.requests() if "batchUpdate" in line] == []
    assert left(world) == []
    world.engine().unlink(world.link_id, by="Cán bộ")
    assert whole(world) == before
