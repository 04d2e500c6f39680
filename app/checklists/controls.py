"""What the rows of a checklist have in common: the buttons of each state, made once."""

from collections.abc import Mapping
from functools import cache

from flask import render_template
from markupsafe import Markup

from app.checklists import words
from app.i18n import language


def controls(*, writes: bool, staff: bool) -> Mapping[str, Markup]:
    """By state (`none` = nothing reported), by `only` and state without buttons, `verified`.

    Twenty rows that each word their own buttons cost 0.4 ms a page.
    """
    return _controls(language(), writes, staff)


@cache
def _controls(_language: str, writes: bool, staff: bool) -> Mapping[str, Markup]:
    found = {"verified": _control("verified", writes=writes, staff=staff, ticks=False)}
    for state in ("none", "todo", "doing", "done", "dropped"):
        found[state] = _control(state, writes=writes, staff=staff, ticks=writes)
        found[f"only {state}"] = _control(state, writes=writes, staff=staff, ticks=False)
    return found


def _control(state: str, *, writes: bool, staff: bool, ticks: bool) -> Markup:
    states = words.states()
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
