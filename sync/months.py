"""A link that follows a series of tabs: which one is live today, what the earlier ones say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from sync.base import Link
from sync.core.layout import Lost
from sync.core.plan_ask import Ask
from sync.core.plan_layout import stand
from sync.core.plan_link import Entry, LinkPlan, Terms, plan_link
from sync.core.plan_place import Known, Newcomer, Place, Rows
from sync.core.plan_read import Table, read_table
from sync.core.plan_rows import place_rows
from sync.core.refusal import Refused
from sync.core.series import copied_from, joined, live, members, ordinal, together
from sync.core.tab import Tab
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


@dataclass(frozen=True, slots=True)
class Months:
    """The tabs of a link today: the live one, those before it (the newest first), what to ask."""

    tab: Tab | None
    earlier: tuple[Tab, ...] = ()
    asks: tuple[Ask, ...] = ()


def of_today(db: Database, local: LocalReplica, link: Link, snapshot: Snapshot) -> Months:
    """Where the link stands now; a link that follows no series stands on its tab."""
    stem = series_of(db, link.id)
    if stem is None:
        return Months(snapshot.tabs.get(link.sheet_id))
    checklist = local.read(link.checklist)
    tabs = {number: tab for number, tab in snapshot.tabs.items() if number != HIDDEN_ID}
    titles = {number: tab.title for number, tab in tabs.items()}
    found = [tabs[number] for number in members(titles, stem, checklist.year)]
    read = [(tab, _table(link, tab, checklist)) for tab in found]
    tables = [table for _, table in read if table is not None]
    asks = tuple(_asks(titles, stem, [tab.title for tab, table in read if table is None]))
    if not tables:
        return Months(snapshot.tabs.get(link.sheet_id), asks=asks)
    at = live(tables)
    now = tables[at].tab
    if now.sheet_id != link.sheet_id:
        db.conn.execute(
            "UPDATE OR IGNORE sync_link SET sheet_id = ? WHERE id = ?", [now.sheet_id, link.id]
        )
    return Months(now, tuple(table.tab for table in reversed(tables[:at])), asks)


def every_tab(db: Database, local: LocalReplica, link: Link, snapshot: Snapshot) -> list[Tab]:
    """All tabs of a link, the one it was last on first: each may hold keys of ours."""
    stem = series_of(db, link.id)
    titles = {number: tab.title for number, tab in snapshot.tabs.items() if number != HIDDEN_ID}
    found = members(titles, stem, local.read(link.checklist).year) if stem else ()
    order = dict.fromkeys([link.sheet_id, *found])
    return [snapshot.tabs[number] for number in order if number in snapshot.tabs]


def _table(link: Link, tab: Tab, checklist: LocalChecklist) -> Table | None:
    layout = stand(link.layout, tab, own_key=link.own_key_column, nodes=checklist.nodes)
    if isinstance(layout, Lost):
        return None
    return read_table(tab, layout, checklist.nodes, checklist.year, link.unit_column)


def _asks(titles: Mapping[int, str], stem: str, strange: Sequence[str]) -> list[Ask]:
    """A copy nobody renamed, a month laid out in another way: told once, as long as it stands."""
    told = [
        Ask(
            "series",
            title,
            f"Có trang chép “{title}”. Nếu là tháng mới, nhờ đơn vị đặt tên tháng; nếu không thì "
            "để đó, trang này không được đọc.",
        )
        for title in titles.values()
        if (place := copied_from(title)) is not None and place.stem == stem
    ]
    return told + [
        Ask(
            "series",
            title,
            f"Trang “{title}” không còn giống bảng đã nối nên chưa được đọc.",
        )
        for title in strange
    ]


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
