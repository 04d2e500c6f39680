import html
import re

import pytest


def messages(client, plan):
    page = client.get(f"/reports/plans/{plan}/2020/reminders").get_data(as_text=True)
    return [
        html.unescape(text) for text in re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)
    ]


def test_each_unit_is_told_its_own_late_items_and_the_group_no_name(client_as, plan, say):
    say("XA", "II.1.1", due="2020-01-15")
    say("XB", "II.2.1", due="2020-01-16", state="doing")
    say("XC", "II.2.1", due="2020-01-16", state="done")
    client = client_as("district")
    for code in ("XA", "XB", "XC"):
        client.post(f"/reports/units/{code}/2020/plan", data={"has": "1"})
    group, *units = messages(client, plan)
    assert "còn 2 đơn vị" in group
    assert "XA" not in group
    assert len(units) == 2
    assert "Đoàn xã XA" in units[0]
    assert "II.1.1" in units[0]
    assert "XB" not in units[0]
    assert "II.2.1" in units[1]


def test_what_goes_on_all_year_is_never_late(client_as, plan, say, db):
    say("XA", "II.1.1", due="2020-01-15")
    db.conn.execute("UPDATE node SET continuous = 1")
    _group, *units = messages(client_as("district"), plan)
    assert not any("II.1.1" in text for text in units)


@pytest.fixture
def link(db, plan):
    """The link of the first unit's checklist to a spreadsheet."""
    checklist = db.conn.execute("SELECT id FROM checklist ORDER BY id").fetchone()[0]
    return db.conn.execute(
        "INSERT INTO sync_link (checklist_id, spreadsheet_id, sheet_id, layout, created_by,"
        " created_at) VALUES (?, 'abc', 0, '{}', 'test', '2020-01-01T00:00:00Z')",
        [checklist],
    ).lastrowid


@pytest.fixture
def write(db, link):
    """`write(("II.1.1", "result"))`: a round that wrote these cells into the unit's sheet."""

    def run(*cells, way="out"):
        number = db.conn.execute(
            "INSERT INTO sync_run (kind, by, started_at, ended_at)"
            " VALUES ('run', 'test', '2020-01-01T00:00:00Z', '2020-01-01T00:01:00Z')"
        ).lastrowid
        for key, field in cells:
            db.conn.execute(
                "INSERT INTO sync_change (run_id, link_id, key, field, new, direction)"
                " VALUES (?, ?, ?, ?, 'v', ?)",
                [number, link, key, field, way],
            )
        return number

    return run


def told(client, plan):
    return [text for text in messages(client, plan) if text.startswith("Đã ghi")]


def test_after_a_sync_each_unit_written_to_has_its_text(client_as, plan, write):
    write(("II.1.1", "result"), ("II.1.2", "state"))
    write(("x", "note"), way="in")
    assert told(client_as("district"), plan) == [
        "Đã ghi 2 ô vào bảng của đơn vị: II.1.1 (kết quả); II.1.2 (trạng thái)."
    ]


def test_texts_are_gathered_over_rounds_until_they_were_sent(client_as, plan, write):
    client, path = client_as("district"), f"/reports/plans/{plan}/2020/reminders"
    write(("II.1.1", "result"))
    shown = write(("II.1.1", "result"), ("II.1.2", "note"))  # the same cell again
    assert told(client, plan) == [
        "Đã ghi 2 ô vào bảng của đơn vị: II.1.1 (kết quả); II.1.2 (ghi chú)."
    ]
    write(("II.2.1", "note"))  # after the page was shown
    client.post(path, data={"round": shown})
    assert told(client, plan) == ["Đã ghi 1 ô vào bảng của đơn vị: II.2.1 (ghi chú)."]
    client.post(path, data={"round": "999"})  # no such round
    client.post(path, data={"round": shown - 1})  # an old page
    assert len(told(client, plan)) == 1


def test_a_long_text_names_twenty_cells(client_as, plan, write):
    write(*((f"II.{number}", "note") for number in range(25)))
    (text,) = told(client_as("district"), plan)
    assert text.startswith("Đã ghi 25 ô")
    assert text.count("(ghi chú)") == 20
    assert text.endswith("và 5 ô khác.")


def test_a_units_text_says_where_its_linked_sheet_is(client_as, plan, link):
    unit = next(text for text in messages(client_as("district"), plan) if "Đoàn xã XA" in text)
    assert "https://docs.google.com/spreadsheets/d/abc/edit" in unit
