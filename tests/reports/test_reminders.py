import html
import re


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


def test_after_a_sync_each_unit_written_to_has_its_text(client_as, plan, db):
    checklist = db.conn.execute("SELECT id FROM checklist ORDER BY id").fetchone()[0]
    link = db.conn.execute(
        "INSERT INTO sync_link (checklist_id, spreadsheet_id, sheet_id, layout, created_by,"
        " created_at) VALUES (?, 'abc', 0, '{}', 'test', '2020-01-01T00:00:00Z')",
        [checklist],
    ).lastrowid
    run = db.conn.execute(
        "INSERT INTO sync_run (kind, by, started_at, ended_at)"
        " VALUES ('run', 'test', '2020-01-01T00:00:00Z', '2020-01-01T00:01:00Z')"
    ).lastrowid
    for key, field, way in (
        ("II.1.1", "result", "out"),
        ("II.1.2", "state", "out"),
        ("x", "note", "in"),
    ):
        db.conn.execute(
            "INSERT INTO sync_change (run_id, link_id, key, field, new, direction)"
            " VALUES (?, ?, ?, ?, 'v', ?)",
            [run, link, key, field, way],
        )
    texts = messages(client_as("district"), plan)
    assert texts[-1] == "Đã ghi 2 ô vào bảng của đơn vị: II.1.1 (kết quả); II.1.2 (trạng thái)."
