"""The matrix of a plan: one row for each checklist, one column for each item."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from flask_babel import gettext as _
from sqlite_utils import Database

from app.overview import queries
from app.overview.queries import Cell, Item


class Mark(NamedTuple):
    """A cell: its state (`none` = nothing reported, `absent` = not given), where it leads."""

    state: str
    entry: int | None
    verified: bool
    counts: bool


@dataclass(slots=True)
class Row:
    """A unit with its cells in the order of the columns."""

    checklist: int
    unit: str
    cells: list[Mark] = field(default_factory=list)
    done: int = 0
    total: int = 0


class Table(NamedTuple):
    """`done` says for each column in how many checklists its item is done."""

    items: list[Item]
    rows: list[Row]
    done: list[int]


ABSENT = Mark("absent", None, verified=False, counts=False)


def marks() -> list[tuple[str, str, str]]:
    """(state, sign, words) for each cell there can be; the legend of the page."""
    return [
        ("done", "✓", _("hoàn thành")),
        ("doing", "◐", _("đang làm")),
        ("todo", "○", _("chưa làm")),
        ("dropped", "–", _("không thực hiện")),
        ("none", "·", _("chưa có thông tin")),
        ("absent", "", _("không giao")),
    ]


def table(db: Database, plan: int, year: int) -> Table:
    items = queries.matrix_items(db, plan, year)
    rows = _rows(queries.matrix_cells(db, plan, year), items)
    done = [sum(row.cells[i].state == "done" for row in rows) for i in range(len(items))]
    return Table(items, rows, done)


def _rows(cells: Sequence[Cell], items: Sequence[Item]) -> list[Row]:
    marked: dict[int, dict[int | None, Mark]] = {}
    rows: dict[int, Row] = {}
    for cell in cells:
        rows.setdefault(cell.checklist, Row(cell.checklist, cell.unit))
        mark = Mark(cell.state or "none", cell.entry, cell.verified, cell.counts)
        marked.setdefault(cell.checklist, {})[cell.node] = mark
    for checklist, row in rows.items():
        row.cells = [marked[checklist].get(item.node, ABSENT) for item in items]
        row.done = sum(mark.state == "done" for mark in row.cells)
        row.total = sum(mark.counts for mark in row.cells)
    return list(rows.values())
