"""A person's form for one entry: what it changes, what someone else has changed meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlite_utils import Database

from app.checklists import changes, history, rules
from app.checklists.history import Change
from app.checklists.queries import Line
from app.checklists.rules import Value
from sync.core.refusal import Refused
from sync.replicas.local import SHARED_FIELDS, Edit, Origin

UNIT_FIELDS = tuple(name for name in SHARED_FIELDS if name != "state")
NOT_CONCERNED = "na"
"""The form's word for an item dropped because it does not concern the unit."""


@dataclass(slots=True)
class Submitted:
    """What a form asks for: edits to make, errors by field, clashes by field."""

    edits: list[Edit] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    clashes: dict[str, Change] = field(default_factory=dict)

    @property
    def accepted(self) -> bool:
        return not self.errors and not self.clashes


def submit(db: Database, line: Line, typed: Mapping[str, str], *, office: bool) -> Submitted:
    """Compare a form with what stands now; `typed["seen"]` is the history the person had seen."""
    asked = Submitted()
    since = history.changes_since(db, line.id, _number(typed.get("seen")))
    for name, value in _values(line, typed, office=office, errors=asked.errors).items():
        current = line.text if name == "text" else line.values[name]
        others = [change for change in since if change.field == name]
        was = others[0].old if others else current
        if value != was and rules.decide(was, current, value) == "clash":
            asked.clashes[name] = others[-1]
        elif value not in (was, current):
            asked.edits.append(Edit(line.key, name, current, value))
    return asked


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _values(
    line: Line, typed: Mapping[str, str], *, office: bool, errors: dict[str, str]
) -> dict[str, Value]:
    """The fields the form holds, parsed; what cannot be parsed goes to `errors`."""
    names = [
        *UNIT_FIELDS,
        *(rules.OFFICE_FIELDS if office else ()),
        *(("text",) if line.own else ()),
    ]
    values: dict[str, Value] = {}
    for name in names:
        if name in typed:
            try:
                values[name] = rules.parse(name, typed[name])
            except Refused as refusal:
                errors[name] = refusal.message
    if line.own and "text" in values and values["text"] is None:
        errors["text"] = _("Việc riêng cần có nội dung. Hãy ghi nội dung công việc.")
    if "state" in typed and not line.parts:
        values |= _state(typed, errors)
    return values


def _state(typed: Mapping[str, str], errors: dict[str, str]) -> dict[str, Value]:
    """State with its reason: work that was not done needs one, work of others has none."""
    chosen = typed["state"]
    if chosen == NOT_CONCERNED:
        return {"state": "dropped", "reason": None}
    state = rules.parse("state", chosen)
    reason = rules.parse("reason", typed.get("reason")) if state == "dropped" else None
    if state == "dropped" and reason is None:
        errors["reason"] = _("Hãy ghi vì sao không thực hiện được.")
    return {"state": state, "reason": reason}


def tick(db: Database, line: Line, state: Value, was: Value, origin: Origin) -> bool:
    """Inside the caller's transaction: set a state seen as `was`; False where it had changed.

    Setting what stands there already changes nothing, however often it is asked.
    """
    if rules.decide(was, line.state, state) == "clash":
        return False
    changes.set_one(db, line, "state", state, origin)
    return True
