"""Storing a list of units: all its lines, or none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from sqlite_utils import Database

from app.db import write_tx
from app.units import importing, queries, words
from app.units.importing import WARNINGS, Line
from app.units.rules import code_key
from sync.core.refusal import Refused


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many were added, changed, left as they were; warnings by line."""

    added: int
    updated: int
    same: int
    warnings: list[str]


def preview(db: Database, table: Sequence[Sequence[str]]) -> list[Line]:
    """What each line would do; Refused where the heading names no code or no name."""
    lines = importing.read(table, queries.units(db))
    if lines is None:
        raise Refused(
            _(
                "Không thấy dòng tên cột. Hãy thêm một dòng: code, name (và kind, parent, contact, "
                "sheet_url) lên trên danh sách."
            )
        )
    if not lines:
        raise Refused(_("Tệp không có dòng nào. Hãy điền ít nhất một đơn vị dưới dòng tên cột."))
    return lines


def troubles(line: Line, *, warnings: bool) -> list[str]:
    """The line's errors, or its warnings, each as `Dòng 4: thiếu tên`."""
    return [
        _("Dòng %(number)s: %(trouble)s", number=line.number, trouble=words.trouble(trouble))
        for trouble in line.troubles
        if (trouble in WARNINGS) == warnings
    ]


def store(db: Database, table: Sequence[Sequence[str]]) -> Outcome:
    """Add and update by code; Refused, with every wrong line, where one is wrong."""
    with write_tx(db):
        lines = preview(db, table)
        wrong = [text for line in lines for text in troubles(line, warnings=False)]
        if wrong:
            raise Refused(
                _("Chưa nhập gì. %(errors)s. Hãy sửa tệp rồi nhập lại.", errors="; ".join(wrong))
            )
        changed = [line for line in lines if line.changes]
        for line in changed:
            if line.old is None:
                queries.add(db, line.unit)
            else:
                queries.save(db, line.unit)
        moved = _set_parents(db, lines)
    added = sum(line.old is None for line in lines)
    updated = len({line.number for line in changed if line.old} | moved)
    return Outcome(
        added,
        updated,
        len(lines) - added - updated,
        [text for line in lines for text in troubles(line, warnings=True)],
    )


def _set_parents(db: Database, lines: Sequence[Line]) -> set[int]:
    """After all are stored, so that a superior may stand below; gives the lines changed."""
    stored = {code_key(unit.code): unit for unit in queries.units(db)}
    moved = set()
    for line in lines:
        unit = stored[code_key(line.unit.code)]
        parent = stored[code_key(line.parent)].id if line.parent else unit.parent_id
        if parent != unit.parent_id:
            queries.save(db, replace(unit, parent_id=parent))
            if line.old is not None:
                moved.add(line.number)
    return moved
