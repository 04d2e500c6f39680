"""Personal data taken out of a cell's history is nowhere else in the database either."""

from typing import Any

import pytest

from app.checklists import history, queries
from sync.core.refusal import Refused
from sync.files import Files, Titles
from sync.replicas.workbook_read import read_book
from sync.transaction import write_tx
from tests.sync.world import World

PHONE = "Liên hệ 0900 000 000"


def redact_all(world: World, key: str) -> None:
    """As an administrator does, line after line of the history."""
    head = queries.head(world.db, world.checklist)
    assert head is not None
    lines = [one for one in history.changes(world.db, head.id) if one.key == key]
    with write_tx(world.db):
        for line in lines:
            history.forget(world.db, head, line.id)
            history.redact(world.db, line.id, "quản trị", "2026-06-01T00:00:00Z", "yêu cầu")


def stored(world: World) -> str:
    """All that is in the database, the runs' reports included."""
    runs: list[Any] = world.db.conn.execute("SELECT report FROM sync_run").fetchall()
    return str(world.dump()) + str(runs)


def test_what_came_from_a_sheet_and_was_cleared_is_nowhere_after_its_redaction(
    world: World,
) -> None:
    world.link()
    world.person(4, 6, PHONE)
    world.person(5, 6, PHONE)
    world.engine().run(dry_run=True)
    world.engine().run()
    world.office("II.1.1", "note", None)
    world.engine().run()
    redact_all(world, "II.1.1")
    others = stored(world).count(PHONE)
    world.office("II.1.2", "note", None)
    world.engine().run()
    assert others > 0
    redact_all(world, "II.1.2")
    assert PHONE not in stored(world)
    assert world.engine().run().units[0].outcome == "unchanged"


def test_what_still_stands_in_the_sheet_is_not_redacted_lest_the_sync_bring_it_back(
    world: World,
) -> None:
    world.link()
    world.person(4, 6, PHONE)
    world.engine().run()
    world.office("II.1.1", "note", None)
    with pytest.raises(Refused, match="chạy đồng bộ"):
        redact_all(world, "II.1.1")
    world.engine().run()
    assert world.values("II.1.1")["note"] is None
    redact_all(world, "II.1.1")
    assert PHONE not in stored(world)


def test_unlinking_lets_go_of_what_a_sheet_goes_on_showing(world: World) -> None:
    world.link()
    world.person(4, 6, PHONE)
    world.engine().run()
    world.engine().unlink(world.link_id, by="Cán bộ")
    world.office("II.1.1", "note", None)
    redact_all(world, "II.1.1")
    assert PHONE not in stored(world)


def test_a_value_both_sides_wrote_differently_goes_once_it_was_decided(world: World) -> None:
    world.link()
    world.office("II.1.1", "note", "của cơ quan")
    world.person(4, 6, PHONE)
    world.engine().run()
    (open_one,) = world.engine().conflicts()
    world.engine().settle(open_one.id, "local", by="Cán bộ")
    world.engine().run()
    redact_all(world, "II.1.1")
    assert PHONE not in stored(world)
    assert world.values("II.1.1")["note"] == "của cơ quan"


def test_exports_and_files_that_came_in_forget_it_too(world: World) -> None:
    files = Files(world.db, world.engine().local)
    world.office("II.1.1", "note", PHONE)
    data = files.export(1, Titles("Kế hoạch năm"), by="Cán bộ")
    files.take(read_book(data, "bang.xlsx"), 1, by="Cán bộ")
    world.office("II.1.1", "note", None)
    redact_all(world, "II.1.1")
    assert PHONE not in stored(world)


def test_a_value_that_stands_in_the_entry_stays_where_the_sync_needs_it(world: World) -> None:
    world.link()
    world.person(4, 6, "đã gọi")
    world.engine().run()
    redact_all(world, "II.1.1")
    assert world.values("II.1.1")["note"] == "đã gọi"
    assert world.engine().run().units[0].changes == []
