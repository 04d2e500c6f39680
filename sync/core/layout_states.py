"""Finds the columns that each stand for one state: "Chưa | Đang | Xong", ticked."""

from collections.abc import Mapping, Sequence

from sync.core.layout_grid import Grid
from sync.core.layout_headings import Heading, state_heading
from sync.core.layout_profile import Profile
from sync.core.layout_words import heading_fields


def state_columns(
    grid: Grid,
    heading: Heading,
    columns: Sequence[int],
    rows: Sequence[int],
    profiles: Mapping[int, Profile],
) -> dict[int, str]:
    """Two or more neighbouring columns whose headings are different states, holding ticks.

    `rows` are the rows of the body, as for `profiles`.
    """
    runs: list[dict[int, str]] = [{}]
    for column in columns:
        folded = grid.fold(heading.texts.get(column, ""))
        state = state_heading(folded) if folded and not _names_a_day(folded) else None
        cells = profiles[column]
        ticked = not cells.filled or cells.share("state", "day") >= 0.5
        if not (state and ticked):
            runs.append({})
        elif state in runs[-1].values():
            runs.append({column: state})
        else:
            runs[-1][column] = state
    best = max(runs, key=len)
    return best | _third_state(grid, heading, best, rows, profiles) if len(best) >= 2 else {}


def _names_a_day(folded: str) -> bool:
    """ "Hoàn thành trước" is when it is due, no state."""
    best = heading_fields(folded.rsplit(" / ", 1)[-1])[:1]
    return bool(best) and best[0][0] in ("due", "done_on") and best[0][1] >= 0.95


def _third_state(
    grid: Grid,
    heading: Heading,
    states: Mapping[int, str],
    rows: Sequence[int],
    profiles: Mapping[int, Profile],
) -> dict[int, str]:
    """A third column of ticks under the title of two states is the state that is left.

    Not where a row is ticked in it and beside it: of two states a row has one.
    """
    left = {"todo", "doing", "done"} - set(states.values())
    titles = {grid.fold(heading.texts[column]).rpartition(" / ")[0] for column in states}
    beside = [
        column
        for column in (min(states) - 1, max(states) + 1)
        if grid.fold(heading.texts.get(column, "")).rpartition(" / ")[0] in titles - {""}
        and profiles[column].share("state") >= 0.5
        and not any(
            _ticked(grid, row, column) and any(_ticked(grid, row, state) for state in states)
            for row in rows
        )
    ]
    return {beside[0]: left.pop()} if len(left) == len(beside) == 1 else {}


def _ticked(grid: Grid, row: int, column: int) -> bool:
    return grid.folded(row, column) not in ("", "false")
