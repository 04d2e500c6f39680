"""A plan's outline while it is reviewed: every step gives new rows, none touches a database."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from app.plans.reader.keys import bare, free
from sync.core.refusal import Refused

Concern = tuple[str, str]
Rows = tuple["Row", ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A node at its depth (0 = top); `id` and `key` are None until it is kept."""

    id: int | None
    depth: int
    key: str | None
    role: str
    marker: str
    text: str
    line: int | None = None
    continuous: bool = False
    lead: str | None = None
    partner: str | None = None
    doubt: str | None = None
    concerns: tuple[Concern, ...] = ()


def index_of(rows: Rows, node: int) -> int:
    """Where a node stands; Refused where somebody has taken it away since."""
    for index, row in enumerate(rows):
        if row.id == node:
            return index
    raise Refused(_("Dòng này không còn trong kế hoạch. Hãy tải lại trang rà soát."), status=409)


def subtree_end(rows: Rows, index: int) -> int:
    """The index after the last node beneath the one at `index`."""
    end = index + 1
    while end < len(rows) and rows[end].depth > rows[index].depth:
        end += 1
    return end


def indent(rows: Rows, index: int) -> Rows:
    """Put a node, with what is beneath it, under the one before it on its level."""
    if index == 0 or rows[index - 1].depth < rows[index].depth:
        raise Refused(_("Phía trên không có dòng cùng cấp để lùi vào. Hãy chọn dòng khác."))
    return _shift(rows, index, 1)


def outdent(rows: Rows, index: int) -> Rows:
    """Lift a node by one level; what follows it on its old level comes to stand beneath it."""
    if rows[index].depth == 0:
        raise Refused(_("Dòng này đã ở cấp cao nhất."))
    return _shift(rows, index, -1)


def _shift(rows: Rows, index: int, by: int) -> Rows:
    end = subtree_end(rows, index)
    moved = tuple(replace(row, depth=row.depth + by) for row in rows[index:end])
    return rows[:index] + moved + rows[end:]


def merge(rows: Rows, index: int) -> Rows:
    """Join a node to the one before it: wording, whom it concerns; its children follow."""
    if index == 0:
        raise Refused(_("Phía trên không có dòng nào để gộp vào."))
    above, row = rows[index - 1], rows[index]
    joined = replace(
        above,
        text=f"{above.text} {row.text}".strip(),
        concerns=tuple(dict.fromkeys(above.concerns + row.concerns)),
        continuous=above.continuous or row.continuous,
        doubt=None,
    )
    end = subtree_end(rows, index)
    by = max(0, above.depth - row.depth)
    below = tuple(replace(child, depth=child.depth + by) for child in rows[index + 1 : end])
    return _tidy((*rows[: index - 1], joined, *below, *rows[end:]))


def split(rows: Rows, index: int, texts: Sequence[str]) -> Rows:
    """Make several nodes of one: the first keeps its place in checklists, the others are new."""
    row = rows[index]
    end = subtree_end(rows, index)
    first = replace(row, text=texts[0], doubt=None)
    others = tuple(
        replace(row, id=None, key=None, marker="", text=text, doubt=None) for text in texts[1:]
    )
    return (*rows[:index], first, *rows[index + 1 : end], *others, *rows[end:])


def insert(rows: Rows, line: int, text: str) -> Rows:
    """A line of the paper that had found no place becomes an item where it stands in it."""
    index = sum(row.line is not None and row.line < line for row in rows)
    above = rows[index - 1] if index else None
    depth = above.depth + (above.role != "item") if above else 0
    new = Row(None, depth, None, "item", "", text, line, concerns=above.concerns if above else ())
    return _tidy((*rows[:index], new, *rows[index:]))


def remove(rows: Rows, index: int) -> Rows:
    """Take a node out of the plan; what stood beneath it moves up."""
    end = subtree_end(rows, index)
    below = tuple(replace(child, depth=child.depth - 1) for child in rows[index + 1 : end])
    return _tidy(rows[:index] + below + rows[end:])


def change(rows: Rows, index: int, row: Row) -> Rows:
    return (*rows[:index], row, *rows[index + 1 :])


def concern_all(rows: Rows, index: int, edit: Callable[[Row], Row]) -> Rows:
    """Change whom a node concerns; on a heading that means every item beneath it."""
    end = subtree_end(rows, index)
    if rows[index].role == "item":
        return change(rows, index, edit(rows[index]))
    items = tuple(edit(row) if row.role == "item" else row for row in rows[index + 1 : end])
    return rows[: index + 1] + items + rows[end:]


def all_concern(rows: Rows, index: int, concern: Concern) -> bool:
    """Whether the item at `index`, or every item beneath the heading there, concerns someone."""
    beneath = (
        rows[index : subtree_end(rows, index)] if rows[index].role != "item" else [rows[index]]
    )
    items = [row for row in beneath if row.role == "item"]
    return bool(items) and all(concern in row.concerns for row in items)


def _tidy(rows: Rows) -> Rows:
    """No node stands more than one level below the one before it."""
    tidy: list[Row] = []
    for row in rows:
        deepest = tidy[-1].depth + 1 if tidy else 0
        tidy.append(replace(row, depth=max(0, min(row.depth, deepest))))
    return tuple(tidy)


def parents(rows: Rows) -> list[int | None]:
    """For each row the index of the row it stands under."""
    path: list[int] = []
    found: list[int | None] = []
    for index, row in enumerate(rows):
        del path[row.depth :]
        found.append(path[-1] if path else None)
        path.append(index)
    return found


def with_keys(rows: Rows, before: Rows, taken: frozenset[str], *, fixed: bool) -> Rows:
    """Each row with its key; `before` is the outline the step started from.

    Until the plan is given to units keys follow the markers as the reader makes them (`II.1.3`);
    a row the step did not touch keeps the one it has. After that (`fixed`) a key stays for ever:
    only new rows get one, never one of `taken`.
    """
    kept = _kept(rows, before, fixed=fixed)
    used = (set(taken) if fixed else set()) | {key for key in kept if key}
    keyed: list[Row] = []
    for row, key, parent, step in zip(rows, kept, parents(rows), _steps(rows), strict=True):
        if key is None:
            stem = f"{keyed[parent].key}." if parent is not None else ""
            key = _free(stem, step, used, counts=fixed and not _number(row.marker))
        keyed.append(replace(row, key=key))
    return tuple(keyed)


def _kept(rows: Rows, before: Rows, *, fixed: bool) -> list[str | None]:
    """The keys that stay; in a draft those of rows whose path through the outline is the same."""
    if fixed:
        return [row.key for row in rows]
    known = {row.id: path for row, path in zip(before, _paths(before), strict=True)}
    return [
        row.key if row.id is not None and known.get(row.id) == path else None
        for row, path in zip(rows, _paths(rows), strict=True)
    ]


def _paths(rows: Rows) -> list[str]:
    """The steps from the top to each row."""
    found: list[str] = []
    for parent, step in zip(parents(rows), _steps(rows), strict=True):
        found.append(step if parent is None else f"{found[parent]}.{step}")
    return found


def _steps(rows: Rows) -> list[str]:
    """The last part of each row's key: its letter or number, else its place among its siblings."""
    siblings: dict[int | None, list[int]] = {}
    for index, parent in enumerate(parents(rows)):
        siblings.setdefault(parent, []).append(index)
    found = [_number(row.marker) for row in rows]
    for group in siblings.values():
        used: set[str] = set()
        for index in group:
            if found[index]:
                found[index] = free(found[index], used)
        for place, index in enumerate(group, 1):
            if not found[index]:
                found[index] = free(str(place), used)
    return found


def _free(stem: str, step: str, used: set[str], *, counts: bool) -> str:
    """A key nobody has: with `counts` the next free number, else with a letter (1b)."""
    if counts:
        number = int(step) if step.isdecimal() else 1
        while f"{stem}{number}" in used:
            number += 1
        step = str(number)
    return free(f"{stem}{step}", used)


def _number(marker: str) -> str:
    """A marker's letter or number without punctuation; empty for a dash or no marker."""
    return bare(marker) if re.search(r"\w", marker) else ""
