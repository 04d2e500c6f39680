"""Sheets with a known truth go through the wizard: they stay as they were, nothing is missed."""

import csv
import json
import re
from pathlib import Path

import pytest
import requests

from app.db import get_db
from app.demo import layouts, stage
from app.factory import create_app
from sync.core.text import fold
from sync.emulator.server import Tab
from tests.forms import form
from tests.sheets.wizard import added, beside, link, sync_now, whole

DEMO = Path(__file__).parents[2] / "app/demo/ke-hoach.txt"
SHARED = Path(__file__).parents[2] / "../shared/sheets"
TRUTHS = {
    path.name.removesuffix(".truth.json"): json.loads(path.read_text("utf-8"))
    for path in sorted(SHARED.glob("*.truth.json"))
}
OF_ONE_UNIT = [
    name
    for name, truth in TRUTHS.items()
    if not truth["refuse"] and truth.get("orientation") != "matrix"
]
OF_MANY = [name for name, truth in TRUTHS.items() if truth.get("orientation") == "matrix"]
SHOWN = {
    layouts.checkbox: ("done", "done_on"),
    layouts.crosses: ("done", "evidence"),
    layouts.words: ("state", "result"),
    layouts.percents: ("state", "result"),
    layouts.three_columns: ("state",),
    layouts.letterhead: ("state", "due", "result"),
    layouts.two_headings: ("state", "result"),
    layouts.sections: ("done", "done_on", "result"),
    layouts.backwards: ("state", "result"),
    layouts.messy: ("state", "result", "evidence"),
    layouts.abbreviated: ("done", "done_on", "result", "evidence"),
    layouts.with_formulas: ("state", "due", "result"),
}
"""What each layout of the demonstration shows; "done" where it marks only what is done."""
WAITING = r'<li class="line">\s*<p>Dòng (\d+).*?action="(/sheets/questions/\d+)"'


@pytest.fixture
def app(config):
    """An office that has nothing yet."""
    application = create_app(config)
    application.testing = True
    return application


@pytest.fixture
def staff(client_as):
    return client_as("district")


@pytest.fixture
def given(flask, tmp_path):
    """`given(plan, year, *names)`: the plan given to a unit of each name."""

    def give(plan, year, *names):
        units = "\n".join(f'DV{at},"{name}",xa' for at, name in enumerate(names, 1))
        (tmp_path / "units.csv").write_text(f"code,name,kind\n{units}\n", encoding="utf-8")
        flask("unit", "import", str(tmp_path / "units.csv"))
        flask("plan", "import", str(plan))
        flask("plan", "assign", "1", "--year", str(year))

    return give


def rows_of(name):
    with (SHARED / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
        return [[cell or None for cell in row] for row in csv.reader(lines)]


def seed(emulator, name, year, typed):
    """The sheet as imported text, or as somebody in Vietnam typed it in the plan's year."""
    rows = rows_of(name)
    emulator.set_options({"locale": "vi_VN", "clock": f"{year}-12-20T08:00:00+07:00"})
    emulator.seed("bang", "Bảng của đơn vị", [Tab("Trang", [] if typed else rows)])
    if typed:
        url = f"{emulator.origin}/v4/spreadsheets/bang/values/Trang!A1"
        params = {"valueInputOption": "USER_ENTERED"}
        told = requests.put(url, params=params, json={"values": rows}, timeout=20)
        told.raise_for_status()


def held(truth, rows):
    """What the sheet held, by the row's number: the truth's fields, results and links as typed."""
    columns = [one for one in truth["columns"] if one["field"] in ("result", "evidence", "text")]
    for row in truth["rows"]:
        if row["kind"] != "entry" or row.get("continues"):
            continue
        line = rows[row["row"] - 1]
        told = {field: row.get(field) for field in ("state", "due", "done_on")}
        told |= {one["field"]: line[one["index"] - 1] for one in columns}
        soft = row.get("soft", [])
        yield row, {name: value for name, value in told.items() if value and name not in soft}


def missed(row, told, entries):
    """What the entries that a row stands for do not say of it, at best."""
    lacks = [
        [
            f"row {row['row']} {entry['key']}: {name} {said!r}, not {entry[name]!r}"
            for entry in found
            for name, said in told.items()
            if name != "text" and entry[name] != said
        ]
        for found in standing_for(row, told["text"], entries)
    ]
    return min(lacks, key=len, default=[f"row {row['row']}: nothing stands for {told['text']!r}"])


def standing_for(row, text, entries):
    """An entry of the row's own, or a part with its words; else the items it carries together."""
    keys = row["candidates"] if row.get("merged") else [row["key"] or decided(row)]
    worded = [
        [entry]
        for entry in entries
        if fold(entry["text"]) == fold(text) and (entry["own"] or "/" in entry["key"])
    ]
    carried = [entry for entry in entries if entry["key"] in keys]
    return worded or [carried] * bool(carried)


def decided(row):
    """What a person of the office answers when a row is asked about."""
    if row["key"] or row["own"]:
        return row["key"] or "own"
    return "+".join(row["candidates"]) if row.get("merged") else row["candidates"][-1]


def waiting(staff):
    """The questions page without what it only tells."""
    return staff.get("/sheets/questions").text.partition('<details class="more"')[0]


def answer(staff, truth):
    """Answer every question on its page; gives the rows that were asked about."""
    rows = {row["row"]: row for row in truth["rows"]}
    asked = []
    while found := re.search(WAITING, waiting(staff), re.S):
        number, where = int(found[1]), found[2]
        asked.append(number)
        said = form(staff.get(where).text, where).send(staff, answer=decided(rows[number]))
        assert said.status_code == 303
    return asked


def one_more_round_changes_nothing(flask, staff):
    """What was asked stays asked until somebody answers, and nothing is taken in the meantime."""
    asked, entries = re.findall(WAITING, waiting(staff), re.S), entries_of(flask)
    sync_now(staff)
    assert re.findall(WAITING, waiting(staff), re.S) == asked
    assert entries_of(flask) == entries


def entries_of(flask, unit="DV1"):
    return flask("checklist", "show", "1", unit, "--json")["entries"]


@pytest.mark.parametrize("typed", [False, True], ids=["imported", "typed"])
@pytest.mark.parametrize("name", OF_ONE_UNIT)
def test_a_sheet_linked_by_the_wizard_stays_as_it_was_and_is_held(
    emulator, flask, staff, given, name, typed
):
    truth = TRUTHS[name]
    given(SHARED / "plans" / f"{truth['plan']}.txt", truth["year"], "Đơn vị")
    seed(emulator, name, truth["year"], typed)
    before = whole(emulator.origin, "bang")
    link(staff, 1, "bảng em đây ạ /spreadsheets/d/bang/edit#gid=0")
    one_more_round_changes_nothing(flask, staff)
    linked = whole(emulator.origin, "bang")
    ours = added(before, linked)
    assert beside(ours, linked) == beside(ours, before)

    read = entries_of(flask)
    asked = answer(staff, truth)
    assert len(asked) <= 3
    sync_now(staff)
    after = entries_of(flask)
    for row, told in held(truth, rows_of(name)):
        if row["row"] not in asked:
            assert missed(row, told, read) == []
        assert missed(row, told, after) == []
    assert flask("sync", "conflicts", "--json") == []
    assert beside(ours, whole(emulator.origin, "bang")) == beside(ours, before)


@pytest.mark.parametrize("name", OF_MANY)
def test_a_sheet_with_a_column_for_each_unit_is_linked_column_by_column(
    emulator, flask, staff, given, name
):
    truth = TRUTHS[name]
    units = [one for one in truth["columns"] if one.get("unit")]
    given(SHARED / "plans" / f"{truth['plan']}.txt", truth["year"], *(u["unit"] for u in units))
    seed(emulator, name, truth["year"], typed=True)
    before = whole(emulator.origin, "bang")
    for number, unit in enumerate(units, 1):
        link(staff, number, "/spreadsheets/d/bang/edit#gid=0", column=unit["index"])
    sync_now(staff)
    linked = whole(emulator.origin, "bang")
    ours = added(before, linked)
    assert beside(ours, linked) == beside(ours, before)

    for number, unit in enumerate(units, 1):
        entries = {entry["key"]: entry for entry in entries_of(flask, f"DV{number}")}
        for row in truth["rows"]:
            if row["kind"] != "entry" or row["own"] or row["ambiguous"]:
                continue
            (said,) = (cell for cell in row["cells"] if cell["column"] == unit["index"])
            entry = entries[row["key"]]
            for field in ("state", "done_on"):
                assert entry[field] == said.get(field), (row["row"], unit["unit"], field)


@pytest.mark.parametrize("number", range(len(SHOWN)), ids=[one.__name__ for one in SHOWN])
def test_each_layout_of_the_demonstration_goes_the_same_way(
    app, emulator, flask, staff, given, tmp_path, number
):
    layout, shown = list(SHOWN.items())[number]
    paper = tmp_path / "ke-hoach.txt"
    paper.write_text(DEMO.read_text("utf-8").format(year=2026, before=2025), encoding="utf-8")
    given(paper, 2026, "Chi đoàn ấp Đồng Xanh")
    with app.app_context():
        checklist = app.extensions["local_replica"](get_db()).read(1)
    lines = stage.lines_of(checklist, number)
    stage.seed(emulator, "bang", "Bảng của đơn vị", layout(lines))
    before = whole(emulator.origin, "bang")
    link(staff, 1, "/spreadsheets/d/bang/edit")
    one_more_round_changes_nothing(flask, staff)
    linked = whole(emulator.origin, "bang")
    ours = added(before, linked)
    assert beside(ours, linked) == beside(ours, before)

    entries = {entry["key"]: entry for entry in entries_of(flask, "DV1")}
    twice = layout is layouts.messy  # its first line stands there again, so both are asked about
    for line in lines[int(twice) :]:
        told = said(line, shown)
        assert {name: entries[line.key][name] for name in told} == told, line.key


def said(line, shown):
    """What the unit's line says in a layout that shows these fields."""
    whole_line = {
        "state": line.state,
        "due": line.due and line.due.isoformat(),
        "done_on": line.done_on and line.done_on.isoformat(),
        "result": line.result or None,
        "evidence": line.link or None,
    }
    told = {name: whole_line[name] for name in shown if name != "done"}
    return {"state": "done", **told} if line.state == "done" else told
