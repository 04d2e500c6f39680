"""The JSON documents that scripts outside the program rely on, as JSON Schemas.

Each name must be there with its type; more names may stand beside them.
"""

import re
from typing import Any

from jsonschema import Draft202012Validator

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
WORDS: Schema = {"type": "string", "minLength": 1}
TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
COUNT: Schema = {"type": "integer", "minimum": 0}
PLACE: Schema = {"type": "integer", "minimum": 1}
PLACE_OR_NULL: Schema = {"type": ["integer", "null"], "minimum": 1}
YES_NO: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
DAY_OR_NULL: Schema = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\d$"}
MOMENT: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"}
KEY: Schema = {"type": "string", "pattern": r"^\S+$"}


def one_of(*values: str | None) -> Schema:
    return {"enum": list(values)}


def many(each: Schema) -> Schema:
    return {"type": "array", "items": each}


def record(**names: Schema) -> Schema:
    return {"type": "object", "properties": names, "required": list(names)}


STATE = one_of("todo", "doing", "done", "dropped", None)
FIELDS = (
    "number", "key", "text", "lead", "partner", "due", "state", "done_on", "percent", "result",
    "evidence", "note", "proposal", "verified", "comment",
)  # fmt: skip

NODE = record(
    role=one_of("section", "group", "item"),
    marker=TEXT,
    key=KEY,
    text=TEXT,
    line=PLACE,
    children=many({"$ref": "#/$defs/node"}),
)
PLAN = record(
    doc_type=TEXT_OR_NULL,
    title=TEXT_OR_NULL,
    issuing_parent=TEXT_OR_NULL,
    issuing_body=TEXT_OR_NULL,
    place=TEXT_OR_NULL,
    number={"type": ["string", "null"], "pattern": r"^\d+\w*(/\d{4})?$"},
    symbol={"type": ["string", "null"], "pattern": r"^[^\s\d-]\S*$"},
    date=DAY_OR_NULL,
    basis=many(
        record(
            doc_type=TEXT_OR_NULL,
            number=TEXT_OR_NULL,
            symbol=TEXT_OR_NULL,
            date=DAY_OR_NULL,
            issuer=TEXT_OR_NULL,
            text=WORDS,
        )
    ),
    lead=TEXT_OR_NULL,
    closing=TEXT_OR_NULL,
    sections=many({"$ref": "#/$defs/node"}),
    recipients=many(record(text=WORDS, name=TEXT, purpose=TEXT_OR_NULL, is_archive=YES_NO)),
    signers=many(record(authority=TEXT_OR_NULL, titles=many(WORDS), name=TEXT_OR_NULL)),
    warnings=many(record(line=PLACE, message=WORDS)),
    unplaced=many(record(line=PLACE, text=TEXT)),
) | {"$defs": {"node": NODE}}

SHEET = record(
    refuse={"anyOf": [{"const": False}, WORDS]},
    tab=TEXT,
    header_rows=many(PLACE),
    first_row=PLACE_OR_NULL,
    last_row=PLACE_OR_NULL,
    columns=many(
        record(
            index=PLACE,
            heading=TEXT,
            field=one_of(*FIELDS, None),
            state_value=one_of("todo", "doing", "done", None),
            dialect=TEXT_OR_NULL,
        )
    ),
    rows=many(
        record(
            row=PLACE,
            kind=one_of("entry", "section", "header", "blank", "total", "note", "signature"),
            key={"type": ["string", "null"], "pattern": r"^[^\s/]+$"},
            own=YES_NO,
            ambiguous=YES_NO,
            candidates=many(KEY),
            state=STATE,
            due=DAY_OR_NULL,
            due_text=TEXT_OR_NULL,
            done_on=DAY_OR_NULL,
        )
    ),
    questions={"type": "array"},
)

CHECKLIST = record(
    plan=WORDS,
    unit=WORDS,
    year={"type": "integer"},
    entries=many(
        record(
            key=KEY,
            text=WORDS,
            own=YES_NO,
            state=STATE,
            percent={"type": ["integer", "null"], "minimum": 0, "maximum": 100},
            lead=TEXT_OR_NULL,
            partner=TEXT_OR_NULL,
            due=DAY_OR_NULL,
            done_on=DAY_OR_NULL,
            result=TEXT_OR_NULL,
            evidence=TEXT_OR_NULL,
            note=TEXT_OR_NULL,
            proposal=TEXT_OR_NULL,
            verified=YES_NO,
            comment=TEXT_OR_NULL,
            history=many(
                record(
                    field=WORDS,
                    old=TEXT_OR_NULL,
                    new=TEXT_OR_NULL,
                    by=WORDS,
                    origin=one_of("web", "sheet", "xlsx", "cli", "undo"),
                    at=MOMENT,
                )
            ),
        )
    ),
    progress=record(done=COUNT, total=COUNT),
)

RUN = record(
    run=PLACE,
    started_at=MOMENT,
    ended_at=MOMENT,
    **dict.fromkeys(
        ("links", "read", "changed", "pulled", "pushed", "conflicts", "held", "failed"), COUNT
    ),
    requests=record(drive=COUNT, reads=COUNT, writes=COUNT),
    units=many(
        record(
            unit=WORDS,
            plan=WORDS,
            outcome=one_of("unchanged", "synced", "conflict", "held", "failed"),
            message=TEXT,
            changes=many(
                {
                    "type": "object",
                    "properties": {
                        "key": KEY,
                        "field": WORDS,
                        "from": TEXT_OR_NULL,
                        "to": TEXT_OR_NULL,
                        "direction": one_of("in", "out"),
                    },
                    "required": ["key", "field", "from", "to", "direction"],
                }
            ),
        )
    ),
)

CONFLICTS = many(
    record(
        id=PLACE,
        unit=WORDS,
        plan=WORDS,
        key=KEY,
        field=WORDS,
        local=TEXT_OR_NULL,
        sheet=TEXT_OR_NULL,
        base=TEXT_OR_NULL,
        since=MOMENT,
    )
)


def fits(document: Any, schema: Schema) -> None:
    """Raises with the place and the fault where a document is not what its schema says."""
    faults = [
        f"{fault.json_path}: {fault.message[:200]}"
        for fault in Draft202012Validator(schema).iter_errors(document)
    ]
    assert not faults, "\n".join(faults)


def check_plan(plan: dict[str, Any]) -> None:
    """Plan JSON; keys are unique and join the markers from the top; lines come in order."""
    fits(plan, PLAN)
    nodes = list(_below(plan["sections"], ""))
    keys = [node["key"] for node in nodes]
    assert len(keys) == len(set(keys)), keys
    lines = [node["line"] for node in nodes]
    assert lines == sorted(lines)
    assert all(node["children"] for node in nodes if node["role"] == "group")
    warned = {warning["line"] for warning in plan["warnings"]}
    assert {one["line"] for one in plan["unplaced"]} <= warned


def _below(nodes: list[dict[str, Any]], above: str) -> Any:
    for node in nodes:
        assert node["key"].startswith(above), node["key"]
        assert re.search(r"[^\W_]$", node["key"]), node["key"]
        yield node
        yield from _below(node["children"], f"{node['key']}.")


def check_sheet(sheet: dict[str, Any]) -> None:
    """Sheet JSON; a refusal has empty lists, a doubtful row candidates and no key."""
    fits(sheet, SHEET)
    if sheet["refuse"]:
        assert (sheet["columns"], sheet["rows"], sheet["questions"]) == ([], [], [])
        return
    first, last = sheet["header_rows"]
    assert first <= last < sheet["first_row"] <= sheet["last_row"]
    rows = [row["row"] for row in sheet["rows"]]
    assert rows == sorted(set(rows))
    for row in sheet["rows"]:
        assert not (row["own"] and row["key"]), row
        assert not (row["ambiguous"] and (row["key"] or not row["candidates"])), row


def check_checklist(checklist: dict[str, Any]) -> None:
    """Checklist JSON; the history ends with what stands; the rate is one of its entries."""
    fits(checklist, CHECKLIST)
    keys = [entry["key"] for entry in checklist["entries"]]
    assert len(keys) == len(set(keys))
    assert checklist["progress"]["done"] <= checklist["progress"]["total"] <= len(keys)


def check_run(run: dict[str, Any]) -> None:
    """Run JSON; the counts are those of its units."""
    fits(run, RUN)
    changes = [change for unit in run["units"] for change in unit["changes"]]
    assert run["links"] == len(run["units"])
    assert run["pulled"] == sum(change["direction"] == "in" for change in changes)
    assert run["pushed"] == sum(change["direction"] == "out" for change in changes)
    assert run["changed"] == sum(bool(unit["changes"]) for unit in run["units"])
    assert run["failed"] == sum(unit["outcome"] == "failed" for unit in run["units"])
