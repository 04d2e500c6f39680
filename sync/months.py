"""A link that follows a series of tabs: which one is live today, what the earlier ones say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sqlite_utils import Database

from sync import base
from sync.base import Link
from sync.core.plan_ask import Ask
from sync.core.plan_ask import members as entries_of
from sync.core.plan_layout import stand
from sync.core.plan_link import Entry, Terms, plan_link
from sync.core.plan_place import Known, Newcomer, Place, Rows
from sync.core.plan_read import Table, read_table
from sync.core.plan_rows import place_rows
from sync.core.plan_steps import LinkPlan
from sync.core.refusal import Refused
from sync.core.relocate import Lost
from sync.core.series import beginning, copied_from, joined, live, members, ordinal, together
from sync.core.tab import Tab
from sync.messages import ONLY_EARLIER
from sync.replicas.google_batch import HIDDEN_ID
from sync.replicas.google_read import Snapshot
from sync.replicas.local import LocalChecklist, LocalReplica


def series_of(db: Database, link: int) -> str | None:
    """The series a link follows (`thang`), None where it stays on its tab."""
    row = db.conn.execute("SELECT series FROM sync_link WHERE id = ?", [link]).fetchone()
    return row[0] if row else None


def follow(db: Database, link: Link) -> str:
    """From the next round on the link follows the series its tab belongs to; gives its stem.

    Raises Refused where the tab's title names no month, quarter or week.
    """
    place = ordinal(link.title)
    if place is None:
        raise Refused(
            f"Tên trang “{link.title}” không phải là tháng, quý hay tuần. Hãy nối trang “Tháng …”."
        )
    db.conn.execute("UPDATE sync_link SET series = ? WHERE id = ?", [place.stem, link.id])
    return place.stem


def stay(db: Database, link: int) -> None:
    """The link stays on the tab it reads now."""
    db.conn.execute("UPDATE sync_link SET series = NULL WHERE id = ?", [link])


Left = Literal["", "before", "after"]


@dataclass(frozen=True, slots=True)
class Months:
    """The tabs of a link today: the live one, those before it (the newest first), what to ask.

    `called` is the name that tells its place in the series. `left` says where the link was before,
    where that tab is gone: before the live one, or after it. `why` says
    what a person must decide before there is a live one.
    """

    tab: Tab | None
    earlier: tuple[Tab, ...] = ()
    asks: tuple[Ask, ...] = ()
    called: str = ""
    left: Left = ""
    why: str = ""


def of_today(db: Database, local: LocalReplica, link: Link, snapshot: Snapshot) -> Months:
    """Where the link stands now; a link that follows no series stands on its tab.

    It goes on to a later tab; never back to an earlier one because its own was renamed, cannot be
    read or is gone.
    """
    stem = series_of(db, link.id)
    own = snapshot.tabs.get(link.sheet_id)
    if stem is None:
        return Months(own)
    checklist = local.read(link.checklist)
    titles = _titles(snapshot)
    called = _as_called(titles, link, stem, checklist.year)
    found = [snapshot.tabs[number] for number in members(called, stem, checklist.year)]
    read = [(tab, _table(link, tab, checklist)) for tab in found]
    strange = [tab for tab, table in read if table is None]
    others = [tab for number, tab in snapshot.tabs.items() if number in called and tab not in found]
    begun = [tab for tab in others if members({0: beginning(tab.title)}, stem, checklist.year)]
    odd = [tab.title for tab in begun if _table(link, tab, checklist) is not None]
    asks = tuple(_asks((titles, called), stem, strange, odd))
    tables = [table for _, table in read if table is not None]
    if not tables or own in strange:
        return Months(own, asks=asks, called=link.title)
    at = live(tables)
    left: Left = ""
    if own is None:
        later = [n for n, table in enumerate(tables) if _later(table.tab.title, link.title)]
        if not later and not link.allow_once:
            return Months(None, asks=asks, why=ONLY_EARLIER.format(title=link.title))
        at, left = max([at, *later[:1]]), "before" if later else "after"
    now = tables[at].tab
    if now.sheet_id != link.sheet_id:
        db.conn.execute(
            "UPDATE OR IGNORE sync_link SET sheet_id = ? WHERE id = ?", [now.sheet_id, link.id]
        )
    earlier = tuple(table.tab for table in reversed(tables[:at]))
    return Months(now, earlier, asks, called[now.sheet_id], left)


def _titles(snapshot: Snapshot) -> dict[int, str]:
    return {number: tab.title for number, tab in snapshot.tabs.items() if number != HIDDEN_ID}


def _as_called(titles: Mapping[int, str], link: Link, stem: str, year: int) -> dict[int, str]:
    """The tabs' titles; the link's own tab keeps the last that named its place, and is before
    another of that name."""
    own = {link.sheet_id: titles[link.sheet_id]} if link.sheet_id in titles else {}
    if not members(own, stem, year):
        own = dict.fromkeys(own, link.title)
    return {**own, **{number: one for number, one in titles.items() if number not in own}}


def _later(title: str, than: str) -> bool:
    one, other = ordinal(title), ordinal(than)
    return one is not None and other is not None and one.number >= other.number


def every_tab(db: Database, local: LocalReplica, link: Link, snapshot: Snapshot) -> list[Tab]:
    """All tabs of a link, the one it was last on first: each may hold keys of ours."""
    stem = series_of(db, link.id)
    year = local.read(link.checklist).year
    found = members(_titles(snapshot), stem, year) if stem else ()
    order = dict.fromkeys([link.sheet_id, *found])
    return [snapshot.tabs[number] for number in order if number in snapshot.tabs]


def _table(link: Link, tab: Tab, checklist: LocalChecklist) -> Table | None:
    layout = stand(link.layout, tab, own_key=link.own_key_column, nodes=checklist.nodes)
    if isinstance(layout, Lost):
        return None
    return read_table(tab, layout, checklist.nodes, checklist.year, link.unit_column)


def _asks(
    names: tuple[Mapping[int, str], Mapping[int, str]],
    stem: str,
    strange: Sequence[Tab],
    odd: Sequence[str],
) -> Iterator[Ask]:
    """A copy nobody renamed, a month laid out in another way, one whose name says more or nothing
    of its place: told once, as long as it stands. `names` are the tabs' titles, and as called."""
    titles, called = names
    for number, title in called.items():
        copied = copied_from(title)
        if copied is not None and copied.stem == stem:
            told = (
                f"Có trang chép “{title}”. Nếu là tháng mới, nhờ đơn vị đặt tên tháng; nếu không "
                "thì để đó, trang này không được đọc."
            )
        elif title in odd:
            told = (
                f"Trang “{title}” chưa được đọc vì tên còn thêm chữ. Nếu là tháng mới, nhờ đơn vị "
                "đặt tên chỉ có tháng; nếu không thì để đó."
            )
        elif title != titles[number]:
            told = (
                f"Trang “{title}” nay tên là “{titles[number]}”. Sổ Việc vẫn đọc, ghi ở trang này; "
                "nhờ đơn vị đặt lại tên tháng để tháng sau nối đúng."
            )
        else:
            continue
        yield Ask("series", titles[number], told)
    for tab in strange:
        told = f"Trang “{tab.title}” không còn giống bảng đã nối nên chưa được đọc."
        yield Ask("series", tab.title, told)


def forget_what_left(db: Database, link: Link, months: Months, rows: Rows) -> None:
    """Where the live tab's forerunner is gone nothing is agreed with what it does not say itself.

    An empty cell there, or what an earlier month said, is no edit of the unit's: as at a first
    link neither side is overwritten. So is all that an older tab says, where that is gone back to.
    """
    if not months.left:
        return
    said = {
        (key, name)
        for place in rows.placed
        for key in entries_of(place.key)
        for name, value in place.row.values.items()
        if value is not None and months.left == "before"
    }
    for key, name in base.agreed(db, link.id).keys() - said:
        base.agree(db, link.id, key, name, None)


@dataclass(frozen=True, slots=True)
class Past:
    """The live tab's rows with what earlier tabs add; `tabs` are the earlier tables with the rows
    that stand in them only."""

    rows: Rows
    tabs: tuple[tuple[Table, tuple[Place, ...], tuple[Newcomer, ...]], ...] = ()

    @property
    def places(self) -> list[Place]:
        """Every row that carries an entry, wherever it stands."""
        return [*self.rows.placed, *(place for _, places, _ in self.tabs for place in places)]


def look_back(
    months: Months,
    rows: Rows,
    link: Link,
    checklist: LocalChecklist,
    told: tuple[Mapping[str, Known], Mapping[str, str]],
) -> Past:
    """Fill the live tab's rows up from earlier tabs; `told` are the rows known and the answers."""
    if not months.earlier:
        return Past(_with(rows, months.asks))
    tables = [t for tab in months.earlier if (t := _table(link, tab, checklist)) is not None]
    ours = link.own_key_column
    earlier = [place_rows(t.rows, told[0], checklist.nodes, told[1], ours=ours) for t in tables]
    all_ = together(rows, earlier)
    tabs = tuple(zip(tables, all_.resting, all_.newcomers, strict=True))
    return Past(_with(all_.rows, months.asks), tabs)


def _with(rows: Rows, asks: tuple[Ask, ...]) -> Rows:
    return replace(rows, asks=(*rows.asks, *asks))


def plan_tabs(
    newest: LinkPlan,
    rest: Sequence[tuple[Table, Sequence[Place]]],
    entries: Mapping[str, Entry],
    agreed: Mapping[tuple[str, str], str],
    terms: Terms,
) -> LinkPlan:
    """The plan of all tabs: earlier ones are read, never written."""
    reading = Terms(terms.link, terms.year, True, terms.policy, keys=False)
    older = [plan_link(table, (places, ()), entries, agreed, reading) for table, places in rest]
    return joined([newest, *older])
