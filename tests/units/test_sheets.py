"""A unit's sheet is the one that is linked; a merge takes the chosen one along."""

import re

import pytest

from tests.sheets.conftest import app, config, emulator, flask, given, linked, sheet

__all__ = ["app", "config", "emulator", "flask", "given", "linked", "sheet"]


@pytest.fixture
def staff(client_as):
    return client_as("district")


def links(db):
    """Unit, spreadsheet, whether it is only read, whether it is closed."""
    return db.conn.execute(
        """
        SELECT unit.code, sync_link.spreadsheet_id, sync_link.read_only,
            sync_link.closed_at IS NOT NULL
        FROM sync_link JOIN checklist ON checklist.id = sync_link.checklist_id
            JOIN unit ON unit.id = checklist.unit_id
        ORDER BY sync_link.id
        """
    ).fetchall()


def test_a_sheet_linked_later_is_shown_with_its_unit(linked, staff, emulator):
    url = f"{emulator.origin}/spreadsheets/d/bang-a/edit#gid=0"
    assert url in staff.get("/units/").text
    assert url in staff.get("/units/AP1").text
    offered = re.findall(r"Bảng của (Chi đoàn ấp \w+)", staff.get("/units/AP1/merge").text)
    assert sorted(offered) == ["Chi đoàn ấp Hai", "Chi đoàn ấp Một"]


def test_after_a_merge_the_chosen_sheet_is_the_successors(linked, staff, sheet, db, flask):
    sheet("bang-b!B2", True)
    sheet("bang-b!C3", "hai đợt")
    flask("sync", "run")
    flask("checklist", "set", "1", "AP1", "I.2.1", "note", "đã báo cáo")
    form = {"other": ["AP2"], "into": "AP1", "sheet_of": "AP2", "on": "2026-07-01"}
    answer = staff.post("/units/AP1/merge", data=form)
    assert answer.status_code == 303, answer.text
    assert links(db) == [
        ("AP1", "bang-a", 1, 0),
        ("AP2", "bang-b", 0, 1),
        ("AP1", "bang-b", 0, 0),
    ]
    before = flask("checklist", "show", "1", "AP2", "--json")["entries"]
    flask("sync", "run")
    entries = {e["key"]: e for e in flask("checklist", "show", "1", "AP1", "--json")["entries"]}
    assert entries["I.2.2"]["state"] == "done"
    differ = flask("sync", "conflicts", "--json")
    assert [(one["unit"], one["local"], one["sheet"]) for one in differ] == [
        ("AP1", "đã báo cáo", "hai đợt")
    ]
    assert sheet("bang-b!C3") == "hai đợt"
    assert flask("checklist", "show", "1", "AP2", "--json")["entries"] == before


def test_what_the_office_wrote_for_a_sheet_goes_on_with_it(linked, staff, sheet, db, flask):
    flask("sync", "run")
    flask("checklist", "set", "1", "AP2", "I.2.2", "note", "gửi danh sách")
    flask("checklist", "set", "1", "AP2", "I.2.1", "note", "của ấp Hai")
    flask("checklist", "set", "1", "AP1", "I.2.1", "note", "của ấp Một")
    form = {"other": ["AP2"], "into": "AP1", "sheet_of": "AP2", "on": "2026-07-01"}
    assert staff.post("/units/AP1/merge", data=form).status_code == 303
    flask("sync", "run")
    entries = {e["key"]: e for e in flask("checklist", "show", "1", "AP1", "--json")["entries"]}
    assert entries["I.2.2"]["note"] == "gửi danh sách" == sheet("bang-b!C2")
    assert entries["I.2.1"]["note"] == "của ấp Một"
    assert "của ấp Hai" in [line["new"] for line in entries["I.2.1"]["history"]]


def test_a_successor_without_a_checklist_can_link_the_sheet_once_it_has_one(
    linked, staff, db, flask
):
    form = {"other": [], "into": "", "code": "AP9", "name": "Chi đoàn ấp Chín"}
    more = {"sheet_of": "AP1", "on": "2026-07-01"}
    assert staff.post("/units/AP1/merge", data={**form, **more}).status_code == 303
    assert ("AP1", "bang-a", 0, 1) in links(db)
    assert "bang-a" in staff.get("/units/AP9").text
    flask("plan", "assign", "1", "--year", "2026", "--unit", "AP9")
    flask("sheet", "link", "1", "AP9", "/spreadsheets/d/bang-a/edit", "--yes")
    assert ("AP9", "bang-a", 0, 0) in links(db)
