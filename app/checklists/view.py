"""A checklist as its page shows it: everything worded and decided before the template runs."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flask_babel import gettext as _

from app import entry_words
from app.checklists import rules
from app.checklists.queries import Line

DETAILS = ("lead", "partner", "result", "evidence", "note", "proposal", "comment")


class Row(NamedTuple):
    """One line; `heading` only where it opens a group; `details` are (label, text, is a link).

    `control` names the buttons it gets: its state, or `only` and its state where it gets none.
    `beside` marks a row that a tick changes elsewhere on the page: the item of a part.
    """

    id: str
    css: str
    at: str
    key: str
    text: str
    control: str
    heading: str | None
    facts: str
    details: list[tuple[str, str, bool]]
    verified: bool
    told: str | None
    beside: bool


def rows(
    lines: Sequence[Line], today: str, *, told: dict[int, str] | None = None, headings: bool = True
) -> list[Row]:
    """The lines as rows; `told` says something about single entries, by id."""
    labels = entry_words.fields() if lines else {}
    found: list[Row] = []
    heading = None
    for line in lines:
        opens = line.heading if headings and line.heading != heading else None
        heading = line.heading
        found.append(_row(line, today, labels, opens, (told or {}).get(line.id)))
    return found


def _row(
    line: Line, today: str, labels: dict[str, str], heading: str | None, told: str | None
) -> Row:
    values = line.values
    late = rules.is_late(values["due"], line.state, today, continuous=line.continuous)
    state = line.state or "none"
    return Row(
        str(line.id),
        f"{state}{' part' if line.part_of else ''}{' late' if late else ''}",
        f"/checklists/{line.checklist}/entries/{line.id}",
        line.key,
        line.text,
        f"only {state}" if line.parts else state,
        heading,
        _facts(line, late=late),
        [
            (labels[name], text, name == "evidence" and rules.is_link(text))
            for name in DETAILS
            if (text := values[name])
        ],
        values["verified"] is not None,
        told,
        False,
    )


def _facts(line: Line, *, late: bool) -> str:
    """Due day, percent, day done in one short line."""
    values, facts = line.values, []
    if line.about:
        facts.append(_("thực hiện mục %(key)s", key=line.about))
    if line.continuous:
        facts.append(_("thường xuyên"))
    if values["due"]:
        day = entry_words.shown("due", values["due"])
        facts.append(_("hạn %(day)s, đã qua", day=day) if late else _("hạn %(day)s", day=day))
    if values["percent"] is not None:
        facts.append(f"{values['percent']}%")
    if values["done_on"]:
        facts.append(_("xong %(day)s", day=entry_words.shown("done_on", values["done_on"])))
    if line.state == "dropped":
        reason = values["reason"]
        facts.append(_("vì %(why)s", why=reason) if reason else _("không thuộc đối tượng"))
    if line.parts:
        facts.append(_("gồm %(count)s phần", count=line.parts))
    return " · ".join(facts)


class Sections(NamedTuple):
    """The plan's lines, those the plan no longer holds, the unit's own."""

    plan: list[Line]
    former: list[Line]
    own: list[Line]


def sections(lines: Iterable[Line]) -> Sections:
    """A line whose item left the plan is shown only where something was said of it."""
    found = Sections([], [], [])
    for line in lines:
        if line.own:
            found.own.append(line)
        elif not line.retired:
            found.plan.append(line)
        elif any(line.values.values()):
            found.former.append(line)
    return found
