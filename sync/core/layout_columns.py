"""Decides which column is what: from its heading, and from what its cells hold."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sync.core.layout_grid import Grid
from sync.core.layout_headings import Heading
from sync.core.layout_profile import Profile, profile
from sync.core.layout_states import state_columns
from sync.core.layout_words import MONTH, heading_fields, normal_heading
from sync.core.text import fold

_ENOUGH = 0.5
_KEY = re.compile(r"([ivxlc]+|[a-zđ]|\d{1,2})(\.\d{1,3}|\.[a-zđ])+(/\d{1,2})?|r\.\d+")
_UNITS = re.compile(
    r"\b(don vi|co so|(lien )?chi doan|doan|khoi|thon|xom|ap|to|khu|kdc|truong|lop|phong|bo phan|"
    r"xa|phuong|cong an|cong ty|thpt|thcs|th|benh vien|tram y te)\b"
)
_OWN = re.compile(r"r\.\d+")
_SAMPLE = 40


@dataclass(frozen=True, slots=True)
class Found:
    """What one column is; `sure` is False where only its cells, not its heading, told it."""

    index: int
    heading: str
    field: str | None = None
    state_value: str | None = None
    unit: str | None = None
    alien: str | None = None
    locked: bool = False
    sure: bool = True


def find_columns(
    grid: Grid, heading: Heading, rows: Sequence[int], keys: Collection[str] = ()
) -> list[Found]:
    """Every column of the table that has a heading or cells, left to right.

    `rows` are the rows of the body, `keys` the plan's keys: a code column is ours only where its
    filled cells hold such keys. `alien` names a known kind of column that is none of ours.
    """
    profiles = {c: profile(grid, c, rows) for c in range(1, grid.width + 1)}
    columns = [c for c in profiles if c in heading.texts or profiles[c].filled]
    most = max((cells.filled for cells in profiles.values()), default=0) or 1
    lots: dict[int, dict[str, float]] = {}
    for column in columns:
        folded = grid.fold(heading.texts.get(column, ""))
        lots[column] = _scores(folded, profiles[column], _has_keys(grid, column, rows, keys))
        if "text" in lots[column]:
            full = profiles[column].filled / most
            lots[column]["text"] += 0.15 * full if full >= 0.6 else -0.35
    states = state_columns(grid, heading, columns, rows, profiles)
    chosen = _assign({c: lot for c, lot in lots.items() if c not in states}, bool(states))
    units = {} if states else _unit_columns(grid, heading, columns, profiles, chosen)
    found = []
    for column in columns:
        one = Found(
            column,
            heading.texts.get(column, ""),
            alien=_alien(grid.fold(heading.texts.get(column, ""))),
            locked=profiles[column].share("formula") >= 0.5,
        )
        if column in states:
            one = replace(one, field="state", state_value=states[column])
        elif column in units:
            one = replace(one, field="state", unit=units[column])
        elif column in chosen:
            named = {field for field, score in _named(grid, heading, column) if score >= 0.6}
            one = replace(one, field=chosen[column], sure=chosen[column] in named)
        found.append(one)
    return _without_neighbours(found)


def _named(grid: Grid, heading: Heading, column: int) -> tuple[tuple[str, float], ...]:
    return heading_fields(grid.fold(heading.texts.get(column, "")))


def _alien(folded: str) -> str | None:
    best = heading_fields(folded)[:1]
    return best[0][0] if best and best[0][0].startswith("_") and best[0][1] >= 0.7 else None


def _has_keys(grid: Grid, column: int, rows: Sequence[int], keys: Collection[str]) -> bool:
    """Whether most filled cells hold keys of the plan, or of the unit's own entries (`R.1`)."""
    texts = (grid.text(row, column).casefold() for row in rows)
    filled = list(islice(filter(None, texts), _SAMPLE))
    if not keys:
        return bool(filled) and all(_KEY.fullmatch(text) for text in filled)
    known = {key.casefold() for key in keys}
    ours = [t for t in filled if t.split("/")[0] in known or _OWN.fullmatch(t)]
    return len(ours) * 2 > len(filled)


def _scores(folded: str, cells: Profile, has_keys: bool) -> dict[str, float]:
    """A score per field from the heading, moved by what the cells hold."""
    if MONTH.fullmatch(folded.rsplit(" / ", 1)[-1]):
        return {}
    scores = dict(_last_level(folded))
    if scores and max(scores, key=lambda f: scores[f]).startswith("_"):
        top = max(scores.values())
        keep = ("lead",) if "_unit" in scores else ()
        scores = {
            f: s for f, s in scores.items() if f.startswith("_") or f in keep or s > top - 0.1
        }
    if scores.pop("_unit", None):
        scores["lead"] = max(scores.get("lead", 0), 0.7)
    for field, score in _by_cells(scores, cells, known=bool(normal_heading(folded))).items():
        scores[field] = max(scores.get(field, 0), score)
    if cells.filled:
        for field in scores:
            scores[field] += _agreement(field, cells)
    if "key" in scores and not has_keys:
        del scores["key"]
    return scores


def _last_level(folded: str) -> tuple[tuple[str, float], ...]:
    """The lowest heading names the field; the titles above it help where it says nothing."""
    levels = folded.split(" / ")
    found = heading_fields(levels[-1])
    if len(levels) == 1 or (found and found[0][1] >= 0.7):
        return found
    return tuple((f, s * 0.8) for f, s in heading_fields(folded.replace(" / ", " ")))


def _by_cells(scores: Mapping[str, float], cells: Profile, *, known: bool) -> dict[str, float]:
    """Fields that the cells themselves suggest, whatever the heading says."""
    if not cells.filled:
        return {}
    told: dict[str, float] = {}
    states = cells.share("state")
    few = len(cells.distinct) <= max(6, cells.filled // 3)
    if states >= 0.7 and few and cells.filled >= 3 and cells.share("percent") < 0.6:
        likely = {"result", "percent", "state", "done_on"} & set(scores)
        told["state"] = 0.8 if likely else 0.0 if known else 0.5
    if cells.share("percent") >= 0.6:
        told["percent"] = 0.85 if {"state", "result", "percent"} & set(scores) else 0.5
    if cells.share("day") >= 0.7:
        told["done_on"] = 0.82 if scores.get("state", 0) >= 0.8 else 0.0
        told["due"] = 0.75 if "state" in scores and scores["state"] < 0.9 else 0.0
    if "result" in scores and cells.share("link", "file") >= 0.5:
        told["evidence"] = 0.92
    if cells.share("when", "day") >= 0.6 and cells.share("when") >= 0.2 and "state" in scores:
        told["due"] = 0.85
    return told | _by_shape(cells, known=known) if not known or not scores else told


def _by_shape(cells: Profile, *, known: bool) -> dict[str, float]:
    """For a column whose heading is missing or, where `known`, says nothing we know.

    Ticks and days under a heading of other words are something else than our state and deadline.
    """
    told: dict[str, float] = {}
    if cells.length >= 25:
        told["text"] = 0.5 + min(cells.length, 100) / 1000
    if cells.share("numbering") >= 0.8 and cells.length <= 5:
        told["number"] = 0.5
    if cells.share("link") >= 0.6:
        told["evidence"] = 0.5
    if cells.share("day") >= 0.7 and not known:
        told["due"] = 0.5
    if cells.share("state") >= 0.7 and cells.filled >= 2 and not known:
        told["state"] = 0.5
    return told


def _agreement(field: str, cells: Profile) -> float:
    """How far the cells bear out a field, about -0.6 to 0.25."""
    states, days = cells.share("state"), cells.share("day", "serial")
    enough = cells.filled >= 2
    when = min(1.0, days + cells.share("when"))
    ticks = cells.share("tick", "checkbox")
    rules: dict[str, float] = {
        "text": 0.15 if cells.length >= 15 else -0.5 if cells.length < 6 and enough else 0,
        "number": 0.15 if cells.share("numbering") >= 0.6 else -0.35 if enough else 0,
        "state": 0.2 if states >= 0.5 else -0.4 if enough and states + days < 0.2 else 0,
        "percent": 0.2 if cells.share("percent", "number") >= 0.5 else -0.4 if enough else 0,
        "due": 0.15 if when >= 0.4 else -0.5 if enough and ticks >= 0.6 else 0,
        "done_on": 0.15 if days >= 0.5 else -0.4 if enough and states >= 0.6 else 0,
        "result": -0.5 if enough and states >= 0.8 and len(cells.distinct) <= 6 else 0,
        "verified": -0.4 if enough and cells.length >= 12 and states < 0.3 else 0,
        "evidence": 0.15 if cells.share("link", "file", "paper") >= 0.3 else 0,
        "lead": -0.6 if enough and (ticks >= 0.6 or days >= 0.6) else 0.05,
        "partner": -0.6 if enough and (ticks >= 0.6 or days >= 0.6) else 0.05,
    }
    return rules.get(field, 0.0)


def _assign(lots: Mapping[int, Mapping[str, float]], states_taken: bool) -> dict[int, str]:
    """One field a column and one column a field, the surest first."""
    offers = sorted(
        (
            (-score, column, field)
            for column, lot in lots.items()
            for field, score in lot.items()
            if score >= _ENOUGH
        ),
    )
    chosen: dict[int, str] = {}
    taken = {"state"} if states_taken else set()
    closed: set[int] = set()
    for _, column, field in offers:
        if column in closed or field in taken:
            continue
        closed.add(column)
        if not field.startswith("_"):
            chosen[column] = field
            taken.add(field)
    return chosen


def _unit_columns(
    grid: Grid,
    heading: Heading,
    columns: Sequence[int],
    profiles: Mapping[int, Profile],
    chosen: Mapping[int, str],
) -> dict[int, str]:
    """Neighbouring columns of ticks whose headings are no field: the units, by name."""
    runs: list[list[int]] = [[]]
    for column in columns:
        if _may_be_unit(grid, heading, column, profiles[column], chosen.get(column)):
            runs[-1].append(column)
        elif runs[-1]:
            runs.append([])
    best = max(runs, key=len)
    ticked = [c for c in best if profiles[c].share("state", "percent") >= 0.4]
    names = [grid.fold(heading.texts[column]).rpartition(" / ") for column in best]
    grouped = len({title for title, _, _ in names}) == 1 and bool(_UNITS.search(names[0][0]))
    named = all(_UNITS.match(name) for _, _, name in names)
    if len(best) < (2 if grouped or named else 3) or len(ticked) * 2 < len(best):
        return {}
    return {column: heading.texts[column].rsplit(" / ", 1)[-1] for column in best}


def _may_be_unit(
    grid: Grid, heading: Heading, column: int, cells: Profile, field: str | None
) -> bool:
    text = heading.texts.get(column, "")
    last = grid.fold(text.rsplit(" / ", 1)[-1])
    if not last or MONTH.fullmatch(last) or last[0].isdigit():
        return False
    named = heading_fields(last)
    if named and named[0][1] >= 0.85 and named[0][0] not in ("_post", "_unit"):
        return False
    if field in ("text", "due", "number", "note", "evidence", "result"):
        return False
    return not cells.filled or cells.share("state", "percent") >= 0.3


def _without_neighbours(found: list[Found]) -> list[Found]:
    """Drops the columns of a table that stands beside ours, behind an empty column."""
    text = next((one.index for one in found if one.field == "text"), None)
    if text is None:
        return found
    blocks: list[list[Found]] = []
    for one in found:
        if blocks and one.index - blocks[-1][-1].index == 1:
            blocks[-1].append(one)
        else:
            blocks.append([one])
    own = next(block for block in blocks if any(one.index == text for one in block))
    kept = []
    for block in blocks:
        foreign = block is not own and _is_foreign(block)
        kept += [replace(one, field=None, alien="_beside") if foreign else one for one in block]
    return kept


def _is_foreign(block: Sequence[Found]) -> bool:
    aliens = {one.alien for one in block} & {"_name", "_phone", "_post", "_money", "_unit"}
    if aliens & {"_name", "_phone"} or len(aliens) >= 2:
        return True
    fields = {field for one in block for field, _ in heading_fields(fold(one.heading))[:1]}
    return len(block) >= 2 and bool(fields & {"number", "text"})
