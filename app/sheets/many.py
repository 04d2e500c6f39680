"""Thirty addresses at once: whose each is, what linking it would mean."""

import re
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlite_utils import Database

from app.sheets import engine, linking, queries
from app.sheets.address import Address, addresses
from app.sheets.guess import guess, whose
from app.sheets.jobs import Made
from app.sheets.queries import Target
from sync.client import GoogleRefused
from sync.core.refusal import Refused
from sync.engine import READS_PER_MINUTE, Engine, Progress
from sync.linking import LinkPreview, Wish
from sync.messages import refused_reading

MOST = 40
"""So many reads fit in one minute of Google's quota: more would make everybody wait."""


@dataclass(frozen=True, slots=True)
class Line:
    """One address of the list and what stood beside it on its line."""

    place: Address
    beside: str

    @property
    def name(self) -> str:
        """How the form calls it: `ID` or `ID.GID`."""
        return name_of(self.place)


def lines(text: str) -> list[Line]:
    """The addresses in a pasted list; Refused where there are none, or too many at once."""
    found: dict[Address, Line] = {}
    for line in text.splitlines():
        for place in addresses(line) if "/" in line or len(line.strip()) > 20 else ():
            found.setdefault(place, Line(place, beside(line)))
    if not found:
        raise Refused(_("Không thấy địa chỉ bảng nào. Hãy dán mỗi địa chỉ trên một dòng."))
    if len(found) > MOST:
        raise Refused(_("Mỗi lần nối tối đa %(most)s bảng. Hãy chia làm nhiều lần.", most=MOST))
    return list(found.values())


def beside(line: str) -> str:
    """What stands beside the address."""
    words = [word for word in line.split() if "/" not in word]
    return " ".join(words)


def name_of(place: Address) -> str:
    return place.spreadsheet_id if place.gid is None else f"{place.spreadsheet_id}.{place.gid}"


def named(name: str) -> Address:
    """The address a form's name means; Refused where it is none."""
    spreadsheet, _dot, gid = name.partition(".")
    if not re.fullmatch(r"[A-Za-z0-9_-]+", spreadsheet):
        raise Refused(_("Địa chỉ bảng không hợp lệ. Hãy dán lại."))
    return Address(spreadsheet, int(gid) if gid.isdecimal() else None)


@dataclass(frozen=True, slots=True)
class Looked:
    """One address looked at: whose it is taken for, the preview, or why there is none.

    `title` is the spreadsheet's; of one that cannot be read, what stood beside its address.
    """

    place: Address
    title: str
    target: Target | None
    told: LinkPreview | None
    refuse: str

    @property
    def name(self) -> str:
        return name_of(self.place)


def look(db: Database, place: Address, told: str, checklist: int | None) -> Looked:
    """Read the spreadsheet; guess whose it is where nobody said, by what was `told` beside the
    address, its titles, what stands at its top, its rows; preview it."""
    targets = queries.targets(db)
    target = next((t for t in targets if t.checklist_id == checklist), None)
    target = target or guess(targets, told)
    title = told
    try:
        with engine.looking(db) as (sync, google):
            book = google.read(place.spreadsheet_id)
            title = book.title
            opened = book.tabs.get(place.gid) if place.gid is not None else None
            names = [opened.title, title] if opened else [title]
            target = target or whose(targets, names, [opened] if opened else book.tabs.values())
            if target is None:
                why = _("Chưa rõ bảng của đơn vị nào. Hãy chọn đơn vị.")
                return Looked(place, title, None, None, why)
            mine = [one for one in targets if one.unit_id == target.unit_id]
            seen = [
                (
                    one,
                    linking.by_month(sync, db, Wish(one.checklist_id, place.spreadsheet_id), place),
                )
                for one in ([target] if checklist else mine)
            ]
            target, best = max(seen, key=lambda pair: _known(pair[1]))
            return Looked(place, title, target, best, best.refuse or "")
    except Refused as refusal:
        return Looked(place, title, target, None, refusal.message)
    except GoogleRefused as error:
        return Looked(place, title, target, None, refused_reading(error))


def _known(told: LinkPreview) -> int:
    """How many rows of the tab are of the plan: that tells which of a unit's plans is meant."""
    return sum(row.key is not None for row in told.inspection.entries) if told.inspection else -1


def link_all(
    db: Database, sync: Engine, pairs: list[tuple[Address, int]], by: str, progress: Progress
) -> Made:
    """Link each pair that its preview allows, then one first round of them all; what could not be
    linked is told with the reason. Refused where none could be."""
    units = {target.checklist_id: target.unit for target in queries.targets(db)}
    stored: dict[int, int] = {}
    left = []
    with engine.looking(db) as (looker, google):
        for done, (place, checklist) in enumerate(pairs):
            progress(done // 2, len(pairs), (2 * len(pairs) - done) * 60 / READS_PER_MINUTE)
            google.seen.clear()  # clearing for the link before may have written to this very file
            try:
                if checklist in stored:
                    raise Refused(
                        _("danh sách có hai bảng cho một bảng kiểm, đã nối bảng đứng trước.")
                    )
                told = linking.by_month(looker, db, Wish(checklist, place.spreadsheet_id), place)
                stored[checklist] = sync.store(told, by=by)
            except Refused as refusal:
                left.append(f"{units.get(checklist, name_of(place))}: {refusal.message}")
    told_left = _("Chưa nối được. %(left)s", left=" · ".join(left)) if left else ""
    if not stored:
        raise Refused(told_left)

    def reading(done: int, total: int, seconds: float) -> None:
        progress(len(pairs) - (total - done + 1) // 2, len(pairs), seconds)

    return Made(sync.first_round([*stored.values()], by=by, progress=reading).run, told_left)
