"""Holds the inspection against hand-made truths, where they are at hand beside the checkout."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sync.core.inspect import inspect
from sync.core.inspection import inspection_json
from sync.core.tab import PlanNode
from sync.replicas.csvfile import read_csv

SHEETS = Path(__file__).parents[3] / "../shared/sheets"
MARKS = {"columns": 0.97, "kinds": 0.97, "matched": 0.95, "values": 0.97}
REAL = {
    "bgddt-2017-theo-doi-nhiem-vu": None,
    "budang-2015-thang-diem": "chấm điểm",
    "daklak-2026-theo-doi-noi-dung-trinh": None,
    "modelled-don-vi-co-so-2020": None,
    "nhs-2019-phan-cong-phoi-hop": None,
    "quangtri-2026-lich-tieu-chi": "chấm điểm",
    "vbpl-2026-nq-can-xu-ly": None,
}

pytestmark = pytest.mark.skipif(not SHEETS.is_dir(), reason="no shared sheets beside the checkout")


def plan_nodes(path: Path) -> list[PlanNode]:
    """The plans there, read simply: I. is a section, 1. and 1.1. groups, other lines items."""
    found: dict[str, tuple[str, str]] = {}
    section = group = ""
    for line in map(str.strip, path.read_text("utf-8").splitlines()):
        if re.match(r"Nơi nhận|Trên đây|TM\.", line):
            break
        if match := re.match(r"([IVX]+)\.\s+(.+)", line):
            section, group = match[1], ""
            found[section] = ("section", match[2])
        elif section and (match := re.match(r"(\d+)(\.\d+)?\.\s+(.+)", line)):
            top = group.split(".")[1] if match[2] else match[1]
            group = f"{section}.{top}" + (f".{match[1]}{match[2]}" if match[2] else "")
            found[group] = ("group", match[3])
        elif section and line:
            above = group or section
            place = sum(key.rpartition(".")[0] == above for key in found) + 1
            found[f"{above}.{place}"] = ("item", re.sub(r"^- ", "", line))
    return [_node(key, role, text, found) for key, (role, text) in found.items()]


def _node(key: str, role: str, text: str, found: dict[str, tuple[str, str]]) -> PlanNode:
    bare = role == "group" and not any(other.startswith(f"{key}.") for other in found)
    return PlanNode(key, "item" if bare else role, text)


def inspected(path: Path, plan: str, year: int) -> dict[str, Any]:
    nodes = plan_nodes(SHEETS / "plans" / f"{plan}.txt")
    return inspection_json(inspect(read_csv(path), nodes, year=year))


def test_every_figure_reaches_its_mark_and_no_row_is_matched_wrongly() -> None:
    scores = {name: [0, 0] for name in MARKS}
    wrong: list[str] = []
    for path in sorted(SHEETS.glob("*.truth.json")):
        truth = json.loads(path.read_text("utf-8"))
        sheet = path.with_name(path.name.replace(".truth.json", ".csv"))
        got = inspected(sheet, truth["plan"], truth["year"])
        assert not got["refuse"]
        assert (got["header_rows"], got["first_row"]) == (truth["header_rows"], truth["first_row"])
        _columns(truth, got, scores["columns"])
        _rows(truth, got, scores, wrong)
    assert wrong == []
    for name, (hits, total) in scores.items():
        assert hits / total >= MARKS[name], f"{name}: {hits} of {total}"


def _columns(truth: dict[str, Any], got: dict[str, Any], score: list[int]) -> None:
    fields = {c["index"]: (c["field"], c["state_value"]) for c in got["columns"]}
    for column in truth["columns"]:
        field = fields.get(column["index"], (None, None))
        wanted = (column["field"], column.get("state_value"))
        score[0] += field == wanted or field[0] in column.get("also", [])
        score[1] += 1


def _rows(
    truth: dict[str, Any], got: dict[str, Any], scores: dict[str, list[int]], wrong: list[str]
) -> None:
    rows = {row["row"]: row for row in got["rows"]}
    for row in truth["rows"]:
        found = rows.get(row["row"], {})
        scores["kinds"][0] += found.get("kind") == row["kind"]
        scores["kinds"][1] += 1
        if row["kind"] == "entry":
            _match(row, found, scores["matched"], wrong)
            if truth.get("orientation") != "matrix":
                _values(row, found, scores["values"])
    for row in truth["tail"]:
        if rows.get(row["row"], {}).get("kind") == "entry":
            wrong.append(f"row {row['row']} below the table read as an entry")


def _match(row: dict[str, Any], found: dict[str, Any], score: list[int], wrong: list[str]) -> None:
    key, asked = found.get("key"), found.get("ambiguous")
    good = key == row["key"] and not asked
    if row.get("ambiguous"):
        good = asked or key is None
    elif row.get("duplicate_of") or row.get("state_conflict"):
        good = good or bool(asked)
    good = good or (key is not None and key in row.get("acceptable", []))
    score[0] += bool(good)
    score[1] += 1
    if not good and key is not None and not asked:
        wrong.append(f"row {row['row']}: {key} for {row['key']}")


def _values(row: dict[str, Any], found: dict[str, Any], score: list[int]) -> None:
    for name in ("state", "due", "done_on"):
        value = found.get(name)
        soft = value is None and name in row.get("soft", [])
        state = name == "state" and value in row.get("soft_states", [])
        score[0] += value == row.get(name) or soft or state
        score[1] += 1


@pytest.mark.parametrize("name", REAL)
def test_real_sheets_of_other_offices_are_read_or_refused_sensibly(name: str) -> None:
    path = next((SHEETS / "real").glob(f"{name}.[ct]sv"))
    found = inspect(read_csv(path), (), year=2026)
    why = REAL[name]
    if why:
        assert found.refuse is not None
        assert why in found.refuse
    else:
        assert found.refuse is None
        assert len(found.entries) >= 6
