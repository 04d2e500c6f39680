"""Months as tabs: which tabs are one series, which of them is live, what they say together."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from sync.core.plan_place import Newcomer, Place, Rows
from sync.core.plan_read import Table, TableRow, norm
from sync.core.plan_steps import LinkPlan
from sync.core.text import fold

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WORDS = {
    "mot": 1, "gieng": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9, "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
_TITLE = re.compile(
    # A number in words only after the whole word: "Tuấn Ba" is a person, "Thai" no month.
    r"(?:(?P<named>thang|quy)\s+(?P<word>" + "|".join(sorted(_WORDS, reverse=True)) + ")|"
    r"(?P<stem>thang|th|t|quy|q|tuan|dot|ky|month|week)\s*[.\-_]?\s*"
    r"(?P<number>\d{1,2}|iv|i{1,3}))(?:\s*[-/._ ]\s*(?:nam\s*)?(?P<year>\d{4}|\d{2}))?"
    r"(?P<more>\b.*)?"
)
_COPY = re.compile(
    r"(?:ban sao cua|copy of)\s+(?P<of>.+)|(?P<title>.+?)\s*\((?:\d+|ban sao|copy)\)"
)
_STEMS = {"th": "thang", "t": "thang", "month": "thang", "q": "quy", "week": "tuan"}


@dataclass(frozen=True, slots=True)
class Ordinal:
    """What a tab's title says: `Tháng 3/2026` is (thang, 2026, 3); `year` None where it is bare."""

    stem: str
    number: int
    year: int | None = None


def ordinal(title: str) -> Ordinal | None:
    """The place of a tab in its series; None where the title names none."""
    found = _TITLE.fullmatch(fold(title))
    return None if found is None or found["more"] else _place(found)


def beginning(title: str) -> str:
    """What of a title names its place, where it says more after it: `Tháng 2 (chính thức)`."""
    found = _TITLE.fullmatch(fold(title))
    more = found["more"] if found is not None else None
    return fold(title).removesuffix(more) if more else ""


def _place(found: re.Match[str]) -> Ordinal:
    said = found["number"]
    number = _WORDS[found["word"]] if said is None else _ROMAN.get(said) or int(said)
    year = int(found["year"]) if found["year"] else None
    stem = found["named"] or _STEMS.get(found["stem"], found["stem"])
    return Ordinal(stem, number, year + 2000 if year is not None and year < 100 else year)


def copied_from(title: str) -> Ordinal | None:
    """The tab of a series of which this one is a copy nobody renamed: `Bản sao của Tháng 2`."""
    found = _COPY.fullmatch(fold(title))
    return ordinal(found["of"] or found["title"]) if found else None


def members(titles: Mapping[int, str], stem: str, year: int) -> list[int]:
    """The ids of the tabs of this series and year, the oldest first; none of another year."""
    places = {
        tab: found
        for tab, title in titles.items()
        if (found := ordinal(title)) and found.stem == stem and found.year in (None, year)
    }
    return sorted(places, key=lambda tab: places[tab].number)


def says(table: Table) -> bool:
    """Whether anybody has reported anything in this tab."""
    return any(
        value is not None
        for row in table.rows
        for name, value in row.values.items()
        if name != "text"
    )


def live(tables: Sequence[Table]) -> int:
    """The place of the live tab among its series (the oldest first): the newest that says
    something, else the first. Twelve tabs made in January are empty until their month comes."""
    told = [place for place, table in enumerate(tables) if says(table)]
    return told[-1] if told else 0


@dataclass(frozen=True, slots=True)
class Together:
    """The live tab's rows filled up from earlier tabs; by the place of its tab, `resting` are the
    rows that stand in earlier tabs only, `newcomers` those of them nobody knew."""

    rows: Rows
    resting: tuple[tuple[Place, ...], ...] = ()
    newcomers: tuple[tuple[Newcomer, ...], ...] = ()


def together(newest: Rows, earlier: Sequence[Rows]) -> Together:
    """What all tabs say; `earlier` are ordered the newest first.

    An empty cell says nothing: what an earlier month said stands until a later one says otherwise.
    """
    told: dict[str, TableRow] = {_name(one): one.row for one in _all(newest)}
    first: dict[str, int] = {}
    for at, rows in enumerate(earlier):
        for one in _all(rows):
            name = _name(one)
            if name not in told:
                told[name], first[name] = one.row, at
            elif told[name] is not one.row:
                told[name] = _over(told[name], one.row)
    rest = [[one for one in _all(rows) if first.get(_name(one)) == at]
            for at, rows in enumerate(earlier)]  # fmt: skip
    filled = replace(
        newest,
        placed=tuple(replace(one, row=told[_name(one)]) for one in newest.placed),
        newcomers=tuple(replace(one, row=told[_name(one)]) for one in newest.newcomers),
        gone=tuple(key for key in newest.gone if key not in first),
        asks=tuple(a for a in newest.asks if a.kind != "gone" or a.about not in first),
    )
    return Together(
        filled,
        tuple(
            tuple(Place(one.key, told[_name(one)]) for one in some if isinstance(one, Place))
            for some in rest
        ),
        tuple(
            tuple(replace(one, row=told[_name(one)]) for one in some if isinstance(one, Newcomer))
            for some in rest
        ),
    )


def _all(rows: Rows) -> tuple[Place | Newcomer, ...]:
    return (*rows.placed, *rows.newcomers)


def _name(one: Place | Newcomer) -> str:
    """What makes the rows of two tabs the same work: the entry, else the wording."""
    if isinstance(one, Place) or one.kind == "item":
        return one.key or ""
    return f"{one.kind} {one.key} {norm(one.row.text)}"


def _over(row: TableRow, earlier: TableRow) -> TableRow:
    """The row with its empty values as the earlier month told them."""
    values = dict(row.values)
    for name, said in earlier.values.items():
        if said is not None and values.get(name) is None and name not in row.unreadable:
            values[name] = said
    return replace(row, values=values)


def joined(plans: Iterable[LinkPlan]) -> LinkPlan:
    """The plans of one link's tabs as one."""
    every = list(plans)
    return LinkPlan(
        *(
            tuple(one for plan in every for one in getattr(plan, part.name))
            for part in fields(LinkPlan)
        )
    )
