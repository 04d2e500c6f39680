"""Says which link a file that comes in belongs to: an export's copy, the unit's own table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from sync import exports
from sync.base import Link, agree, link
from sync.core.correct import correct
from sync.core.inspect import inspect, layout_of
from sync.core.inspection import Column, Inspection
from sync.core.layout import Layout
from sync.core.own_key import is_own
from sync.core.plan_file import UNMOVED, continues, plain_rows, values_of
from sync.core.plan_layout import stand
from sync.core.plan_read import read_table
from sync.core.refusal import Refused
from sync.core.relocate import Lost
from sync.core.tab import Tab
from sync.core.text import fold
from sync.linking import strangers
from sync.remembered import remembered
from sync.replicas.local import LocalChecklist
from sync.replicas.workbook_export import OWN_WORK, Stamp
from sync.replicas.workbook_layout import layout as our_layout
from sync.replicas.workbook_read import Book

KEYLESS = "Tệp đã xuất không còn cột “Mã” nên được nhận như tệp riêng của đơn vị"


@dataclass(frozen=True, slots=True)
class Found:
    """The link of a file, the tab to read; `message` tells what was seen (Vietnamese)."""

    link: Link
    tab: Tab
    message: str = ""


@dataclass(frozen=True, slots=True)
class Asker:
    """On whose behalf a file is taken: by whom, when; `unit_column` (from 1) where units are
    columns; `other_units` are the names of the office's other units: a file with one is warned of.
    """

    by: str
    at: str
    unit_column: int | None = None
    other_units: Sequence[str] = ()


def find_link(db: Database, book: Book, checklist: LocalChecklist, asker: Asker) -> Found:
    """The link, made where the file is the first of its kind; Refused for another's file."""
    stamp = _stamp(db, book, checklist)
    if stamp is None:
        return _own_file(db, book, checklist, asker)
    return _our_file(db, book, (checklist, stamp), asker)


def headings(checklist: LocalChecklist) -> set[str]:
    """The folded headings of our own table: the plan's, and the one above own work."""
    texts = [
        f"{node.marker} {node.text}".strip() for node in checklist.nodes if node.role != "item"
    ]
    return {fold(text).strip(" :.") for text in (*texts, OWN_WORK)}


def _stamp(db: Database, book: Book, checklist: LocalChecklist) -> Stamp | None:
    """What the file was made from; None where it is none of ours, or nothing is known of it."""
    known = exports.find(db, book.export) if book.export else None
    if known is not None:
        if known[0] != checklist.checklist:
            raise Refused(_others(known[1]))
        return known[1]
    stamp = book.stamp
    if stamp is not None and (stamp.plan, stamp.unit, stamp.year) != (
        checklist.plan, checklist.unit, checklist.year,
    ):  # fmt: skip
        raise Refused(_others(stamp))
    return stamp


def _others(stamp: Stamp) -> str:
    return (
        f"Tệp này được xuất cho đơn vị {stamp.unit}, kế hoạch {stamp.plan}, năm {stamp.year}. "
        "Hãy nhập vào đúng bảng kiểm đó."
    )


def _our_file(
    db: Database, book: Book, made: tuple[LocalChecklist, Stamp], asker: Asker
) -> Found:  # fmt: skip
    checklist, stamp = made
    layout = our_layout()
    tab, here = _standing(book, layout)
    place = f"xlsx:{stamp.id}"
    known = exports.links(db, place)
    if not isinstance(here, Lost):
        tab = plain_rows(tab, here, headings(checklist))
        table = read_table(tab, here, checklist.nodes, checklist.year)
        copy = _copy(db, known, stamp, values_of(table))
    elif _keyless(layout, tab):
        found = _own_file(db, book, checklist, asker)
        return replace(found, message="; ".join(filter(None, (KEYLESS, found.message))))
    else:
        copy = known[0] if known else None
    if copy is not None:
        return Found(copy, tab)
    reading = (layout, False, None)
    number = exports.add_link(
        db, checklist.checklist, (place, len(known)), reading, (asker.by, asker.at)
    )
    exports.seed(db, number, stamp)
    told = "Đây là một bản khác của cùng lần xuất đã nhận trước đó" if known else ""
    return Found(_require(db, number), tab, told)


def _copy(
    db: Database, known: Sequence[Link], stamp: Stamp, seen: dict[tuple[str, str], str | None]
) -> Link | None:
    """The copy of this export that the file goes on from; None for a first, or a second one."""
    texts = {(key, "text"): text for key, text in stamp.texts.items() if is_own(key)}
    exported = {**stamp.values, **texts}
    agreed = exports.copies(db, known)
    found = [(continues(exported, agreed[one.id], seen), one) for one in known]
    best = max(found, key=lambda pair: pair[0].share, default=None)
    if best is None or best[0].share < UNMOVED:
        return None
    for key, field in best[0].unsure:
        # As at a first link: neither side is overwritten.
        agree(db, best[1].id, key, field, None)
    return best[1]


def _keyless(layout: Layout, tab: Tab) -> bool:
    """Whether nothing but our column of keys is gone: then rows are told by their wording."""
    rest = tuple(column for column in layout.columns if column.field != "key")
    return not isinstance(stand(replace(layout, columns=rest), tab, own_key=False), Lost)


def _standing(book: Book, layout: Layout) -> tuple[Tab, Layout | Lost]:
    """The tab our table stands in and its layout of today; the first tab where it is lost."""
    read = [(tab, stand(layout, tab, own_key=False)) for tab in book.tabs]
    return next((one for one in read if not isinstance(one[1], Lost)), read[0])


def _own_file(db: Database, book: Book, checklist: LocalChecklist, asker: Asker) -> Found:
    place = f"xlsx:own:{checklist.checklist}"
    known = exports.links(db, place)
    for one in known:
        for tab in book.tabs:
            here = stand(one.layout, tab, own_key=one.own_key_column)
            if not isinstance(here, Lost):
                return Found(one, tab, _warned(book, tab, here.header_rows[0], asker))
    tab, found = _inspected(book, checklist)
    kin = next((one for one in known if _kin(one.layout, found)), None)
    warned = _warned(book, tab, found.header_rows[0], asker)
    if kin is not None:
        return Found(kin, tab, warned)
    if found.refuse:
        raise Refused(f"Tệp {book.name}: {found.refuse}")
    found = correct(found, tab, remembered(db, found))
    unit_column = _unit_column(found.columns, checklist, asker.unit_column)
    keyless = found.column("key") is None
    reading = (layout_of(found, unit_column), keyless, unit_column)
    number = exports.add_link(
        db, checklist.checklist, (place, len(known)), reading, (asker.by, asker.at)
    )
    return Found(_require(db, number), tab, warned)


def _warned(book: Book, tab: Tab, heading_row: int, asker: Asker) -> str:
    """Whose names stand in the file's name or above its table, but the unit's own."""
    name = re.sub(r"[_.-]+", " ", book.name)
    return "; ".join(
        told.rstrip(".") for told in strangers(asker.other_units, name, tab, heading_row)
    ).replace("Trong bảng có", "Trong tệp có")


def rows_known(book: Book, checklist: LocalChecklist) -> int:
    """How many rows of the file are of the checklist's plan."""
    return sum(row.key is not None for row in _inspected(book, checklist)[1].entries)


def _inspected(book: Book, checklist: LocalChecklist) -> tuple[Tab, Inspection]:
    """The tab that holds the checklist, else the first, with its reading."""
    read = [(tab, inspect(tab, checklist.nodes, year=checklist.year)) for tab in book.tabs]
    return max(read, key=lambda one: _worth(one[1]))


def _worth(found: Inspection) -> tuple[bool, int, int]:
    known = sum(row.key is not None for row in found.entries)
    return (not found.refuse, known, len(found.entries))


def _kin(layout: Layout, found: Inspection) -> bool:
    """The same table with a column less: most of what was mapped still has its heading."""
    mapped = {fold(column.heading) for column in layout.columns if column.field}
    now = {fold(column.heading) for column in found.columns}
    return len(mapped & now) * 2 >= len(mapped)


def _unit_column(
    columns: Sequence[Column], checklist: LocalChecklist, asked: int | None
) -> str | None:
    """The heading of this unit's column, where each unit has one."""
    units = [column for column in columns if column.unit is not None]
    if not units:
        return None
    name = fold(checklist.unit_name)
    if asked is not None:
        mine = [column for column in units if column.index == asked]
    else:
        mine = [column for column in units if fold(column.unit or "") in name]
    if len(mine) == 1:
        return mine[0].heading
    names = ", ".join(f"{column.index} ({column.unit})" for column in units)
    raise Refused(f"Mỗi cột là một đơn vị. Hãy chọn cột của đơn vị này: {names}.")


def _require(db: Database, number: int) -> Link:
    found = link(db, number)
    if found is None:
        raise LookupError(number)
    return found


def allowed(found: Found) -> Found:
    """The same, let pass once whatever the guards say."""
    return replace(found, link=replace(found.link, allow_once=True))
