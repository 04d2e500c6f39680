"""Many units whose sheets are linked and quiet: one is linked, the others are made like it."""

from sync.emulator.server import Tab
from sync.replicas.google_batch import HIDDEN_ID, HIDDEN_TITLE
from sync.transaction import write_tx
from tests.sync.world import World, plain_rows

SIZE = (1300, 60)
"""Of a hidden tab that has room for every copy."""


def name(number: int) -> str:
    """The spreadsheet of a unit."""
    return f"s{number}"


def link_many(world: World, count: int) -> None:
    """The spreadsheets `s1` to `s{count}`, each linked to the checklist of its number."""
    world.emulator.seed(name(1), "Đơn vị 1", [Tab("Trang tính1", plain_rows())])
    world.checklist, world.spreadsheet = 1, name(1)
    world.link()
    table = world.grid()
    for number in range(2, count + 1):
        hidden = [["Trang ẩn"], ["Mã của tệp", name(number)], ["Lượt ghi gần nhất", ""]]
        tabs = [
            Tab("Trang tính1", table),
            Tab(HIDDEN_TITLE, hidden, hidden=True, sheet_id=HIDDEN_ID, size=SIZE),
        ]
        world.emulator.seed(name(number), f"Đơn vị {number}", tabs)
    with write_tx(world.db):
        for number in range(2, count + 1):
            world.db.conn.execute(
                """
                INSERT INTO sync_link (checklist_id, spreadsheet_id, sheet_id, title, layout,
                    own_key_column, read_only, add_rows, policy, state, created_by, created_at)
                SELECT :unit, :name, sheet_id, title, layout, own_key_column, read_only, add_rows,
                    policy, state, created_by, created_at
                FROM sync_link WHERE id = :first
                """,
                {"unit": number, "name": name(number), "first": world.link_id},
            )
        world.db.conn.execute(
            """
            INSERT INTO sync_row (link_id, key, text, keyed, ours)
            SELECT link.id, key, text, keyed, ours FROM sync_row
                JOIN sync_link AS link ON link.id <> :first
            WHERE link_id = :first
            """,
            {"first": world.link_id},
        )
