"""What the rows of a checklist have in common: the buttons of each state, made once."""

from collections.abc import Mapping
from functools import cache

from flask import render_template
from markupsafe import Markup

from app import entry_words
from app.i18n import language


def controls(*, writes: bool, staff: bool) -> Mapping[str, Markup]:
    """What ends a row's form, by its state (`none` = nothing reported, `only …` = no buttons).

    `verified` and `detail` are there too: the office's confirmation, the link's words.
    Twenty rows that each word their own buttons cost 0.4 ms a page.
    """
    return _controls(language(), writes, staff)


@cache
def _controls(_language: str, writes: bool, staff: bool) -> Mapping[str, Markup]:
    found = {
        name: _control(name, writes=writes, staff=staff, ticks=False)
        for name in ("verified", "detail")
    }
    for state in ("none", "todo", "doing", "done", "dropped"):
        found[state] = _control(state, writes=writes, staff=staff, ticks=writes)
        found[f"only {state}"] = _control(state, writes=writes, staff=staff, ticks=False)
    return found


def _control(state: str, *, writes: bool, staff: bool, ticks: bool) -> Markup:
    states = entry_words.states()
    return Markup(  # noqa: S704 - our own template, escaped there
        render_template(
            "checklists/_controls_of_state.html",
            state=state,
            name=states.get(None if state == "none" else state),
            states=states,
            writes=writes,
            staff=staff,
            ticks=ticks,
        ).strip()
    )
