"""One plan's year on one A4 page, for readers who will not sign in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from math import ceil

from flask_babel import gettext as _
from sqlite_utils import Database

from app.papers import office
from app.papers.language import vietnamese
from app.papers.paper import Block, Column, Paper, Row, Table, Text
from app.papers.wording import date_words
from app.reports import work_queries as queries
from app.reports.queries import due_days, reports_of_all
from app.reports.rules import PERIODS, Standing, due_of, short, standing
from app.reports.work_queries import Given, Node, Plan, Proposal, Tally

LINES, LETTERS, CELL = 28, 70, 33
"""What one page holds beneath its title: lines of the table, of names and of proposals, letters
of names in a line, letters of a group in a line of the table. The consolidated report names all."""


@dataclass(slots=True)
class GroupLine:
    """How many units stand where with a group of tasks."""

    key: str
    text: str
    units: int = 0
    with_results: int = 0
    done: int = 0
    verified: int = 0
    silent: int = 0


@dataclass(slots=True)
class UnitSum:
    """What a unit says of items of the plan; counts of items."""

    total: int = 0
    done: int = 0
    verified: int = 0
    silent: int = 0
    with_result: int = 0
    late: int = 0

    def add(self, tally: Tally) -> None:
        self.total += tally.total
        self.done += tally.done
        self.verified += tally.verified
        self.silent += tally.silent
        self.with_result += tally.with_result
        self.late += tally.late


@dataclass(frozen=True, slots=True)
class Summary:
    """What the page says; `late` are (unit, number of items), `owing` are (period, units whose
    report is overdue)."""

    units: int
    groups: list[GroupLine]
    late: list[tuple[str, int]]
    owing: list[tuple[str, list[str]]]
    silent: list[str]
    proposals: list[Proposal]
    by_unit: dict[int, UnitSum]

    @property
    def group_letters(self) -> int:
        """Of a group's text beside its key: one to three lines, so that names find room below."""
        return CELL * min(3, max(1, 18 // max(len(self.groups), 1))) - 6

    @property
    def rows(self) -> int:
        """Lines that the table takes; a row is higher than its lines."""
        texts = (min(len(line.text), self.group_letters) for line in self.groups)
        return round(sum(0.6 + 1.1 * ceil((length + 6) / CELL) for length in texts))

    @property
    def proposals_shown(self) -> int:
        """As many as one page holds beside its table; each takes two lines."""
        return min(6, len(self.proposals), max(2, 10 - self.rows))

    @property
    def letters(self) -> int:
        """What the table and the proposals leave to each list of names."""
        lists = bool(self.late) + bool(self.silent) + len(self.owing)
        lines = max(4, LINES - self.rows - 2 * self.proposals_shown)
        return LETTERS * lines // max(lists, 1)

    def late_words(self, letters: int | None = None) -> str:
        """Who is late, in about so many letters; everyone for None."""
        return _listed([f"{unit} ({count})" for unit, count in self.late], letters)

    def owing_words(self, letters: int | None = None) -> list[tuple[str, str]]:
        """(what is owed, by whom) for each period, likewise."""
        words = {
            "half": _("Báo cáo 6 tháng quá hạn, chưa nộp"),
            "year": _("Báo cáo năm quá hạn, chưa nộp"),
        }
        return [(words[period], _listed(units, letters)) for period, units in self.owing]

    def silent_words(self, letters: int | None = None) -> str:
        """Who has said nothing, likewise."""
        return _listed(self.silent, letters)


def _listed(names: Sequence[str], letters: int | None) -> str:
    ends = accumulate(len(name) + 2 for name in names)
    most = sum(letters is None or end <= letters for end in ends) or 1
    shown = ", ".join(names[:most])
    rest = len(names) - most
    if rest > 0:
        shown += _(" và %(count)s đơn vị khác", count=rest)
    return shown


def summary(db: Database, plan: Plan, year: int, now: str) -> Summary:
    """`now` is the local minute (`2020-11-20T16:05`)."""
    units = queries.units(db, plan.id, year)
    names = {unit.id: unit.name for unit in units}
    tallies = queries.tallies(db, plan.id, year, now[:10])
    sums = {unit: UnitSum() for unit in names}
    for tally in tallies:
        sums[tally.unit_id].add(tally)
    return Summary(
        units=len(names),
        groups=groups(queries.nodes(db, plan.id), tallies),
        late=[(names[unit], each.late) for unit, each in sums.items() if each.late],
        owing=_owing(db, units, year, now),
        silent=[names[unit] for unit, each in sums.items() if each.total == each.silent > 0],
        proposals=_once(queries.proposals(db, plan.id, year)),
        by_unit=sums,
    )


def _owing(
    db: Database, units: Sequence[Given], year: int, now: str
) -> list[tuple[str, list[str]]]:
    due, came = due_days(db, year), reports_of_all(db, year)

    def stands(unit: Given, period: str) -> Standing:
        received, state = came.get((unit.id, period), (None, None))
        return standing(received, state, due_of(due.get(period), unit.ended), now)

    owing = [
        (period, [unit.name for unit in units if stands(unit, period) == "overdue"])
        for period in PERIODS
    ]
    return [(period, named) for period, named in owing if named]


def _once(proposals: Sequence[Proposal]) -> list[Proposal]:
    """A unit that asks for one thing at several items asks for it once."""
    return list({(each.unit, each.text): each for each in proposals}.values())


@dataclass(slots=True)
class _Group:
    node: Node
    by_unit: dict[int, UnitSum] = field(default_factory=lambda: defaultdict(UnitSum))


def groups(nodes: Sequence[Node], tallies: Sequence[Tally]) -> list[GroupLine]:
    """A unit is done with a group when all its items are, silent when it says nothing of any."""
    by_id = {node.id: node for node in nodes}
    above = {node.id: group_of(node, by_id) for node in nodes}
    found: dict[int, _Group] = {}
    for tally in tallies:
        node = above.get(tally.parent_id or 0)
        if node is not None:
            found.setdefault(node.id, _Group(node)).by_unit[tally.unit_id].add(tally)
    return [_line(found[node.id]) for node in nodes if node.id in found]


def group_of(node: Node, by_id: Mapping[int, Node]) -> Node:
    """The nearest group at or above a node; its section where it stands in none."""
    path = [node]
    while path[-1].parent_id in by_id:
        path.append(by_id[path[-1].parent_id or 0])
    return next((each for each in path if each.role == "group"), path[-1])


def _line(group: _Group) -> GroupLine:
    sums = group.by_unit.values()
    return GroupLine(
        key=group.node.key,
        text=group.node.text.rstrip(" :.;"),
        units=len(sums),
        with_results=sum(each.with_result > 0 for each in sums),
        done=sum(each.done == each.total for each in sums),
        verified=sum(each.verified == each.total for each in sums),
        silent=sum(each.silent == each.total for each in sums),
    )


COLUMNS = (
    Column("Nhóm nhiệm vụ", 40),
    Column("Đơn vị", 11, centred=True),
    Column("Có kết quả", 11, centred=True),
    Column("Báo đã xong", 12, centred=True),
    Column("Cấp trên xác nhận", 13, centred=True),
    Column("Chưa có thông tin", 13, centred=True),
)


def figures(summary: Summary, size: float = 12, letters: int = 110) -> Table:
    """The table of groups; a group's text in so many letters."""
    rows = tuple(
        Row(
            (
                f"{line.key}. {short(line.text, letters)}",
                *(
                    str(count)
                    for count in (
                        line.units,
                        line.with_results,
                        line.done,
                        line.verified,
                        line.silent,
                    )
                ),
            )
        )
        for line in summary.groups
    )
    return Table(COLUMNS, rows, size)


def _small(text: str) -> Text:
    return Text(text, compact=True)


@vietnamese
def paper(db: Database, plan: Plan, year: int, now: str, profile: str | None = None) -> Paper:
    """The page as a paper; it fits one A4 side. `now` is the local minute."""
    today = date.fromisoformat(now[:10])
    form = office.form(db, "BC", today, profile)
    found = summary(db, plan, year, now)
    blocks: list[Block] = [figures(found, 11, found.group_letters)]
    if found.late:
        blocks.append(
            _small(_("Có nội dung quá hạn: %(names)s.", names=found.late_words(found.letters)))
        )
    blocks += [_small(f"{words}: {names}.") for words, names in found.owing_words(found.letters)]
    if found.silent:
        blocks.append(
            _small(_("Chưa có thông tin: %(names)s.", names=found.silent_words(found.letters)))
        )
    if found.proposals:
        blocks.append(_small(_("Kiến nghị của đơn vị:")))
    shown = found.proposals[: found.proposals_shown]
    blocks += [_small(f"- {each.unit}: {short(each.text, 150)}") for each in shown]
    rest = len(found.proposals) - len(shown)
    if rest:
        blocks.append(_small(_("và %(count)s kiến nghị khác.", count=rest)))
    return Paper(
        profile=form.profile,
        letterhead=form.letterhead,
        kind="TÌNH HÌNH THỰC HIỆN KẾ HOẠCH",
        subject=short(plan.title, 180),
        note=_("(Năm %(year)s, tính đến %(day)s)", year=year, day=date_words(today)),
        blocks=tuple(blocks),
    )
