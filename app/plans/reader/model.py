"""What the reader sees in a paper, as plain frozen values."""

import datetime
from dataclasses import dataclass, field
from typing import Literal

Role = Literal["section", "group", "item"]
Kind = Literal["aims", "content", "implementation"]
Place = Literal[
    "blank", "mark", "head", "title", "addressee", "preamble", "body", "closing", "foot", "unplaced"
]


@dataclass(frozen=True)
class SourceLine:
    """One paragraph or table row as a source gives it; cells of a row are joined by tabs.

    heading: 1 to 6 where the source itself says so (Word style, Markdown), else 0.
    table: the running number of the table the row belongs to, else 0.
    note: a footnote, which stands in no part of the paper.
    """

    text: str
    heading: int = 0
    table: int = 0
    note: bool = False


@dataclass(frozen=True)
class Line:
    """A line of the paper: its number counts from 1, its place says what it was read as."""

    number: int
    text: str
    place: Place


@dataclass(frozen=True)
class Deadline:
    """A time the text sets: its own words, and the day they name where they name one."""

    text: str
    due: datetime.date | None = None
    continuous: bool = False
    hour: str | None = None


@dataclass(frozen=True)
class Node:
    """A section, group or item; text is without its marker, line is where it starts.

    rows: the rows of a table that stands beneath it and is no list of tasks.
    partner, leader: who supports and who leads, where a table of tasks names them.
    """

    role: Role
    marker: str
    key: str
    text: str
    line: int
    children: tuple["Node", ...] = ()
    kind: Kind | None = None
    deadline: Deadline | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    leader: str | None = None
    partner: str | None = None


@dataclass(frozen=True)
class Basis:
    """A document the paper rests on, as far as it is named."""

    doc_type: str
    number: str | None
    symbol: str | None
    date: datetime.date | None
    issuer: str | None
    text: str


@dataclass(frozen=True)
class Recipient:
    """One printed line of "Nơi nhận"."""

    text: str
    name: str
    purpose: str | None
    is_archive: bool


@dataclass(frozen=True)
class Signer:
    """One signature: in whose name, in which posts, by whom."""

    authority: str | None
    titles: tuple[str, ...]
    name: str | None


@dataclass(frozen=True)
class Notice:
    """A doubt about one line, for the review page."""

    line: int
    message: str


@dataclass(frozen=True)
class Plan:
    """A paper as read; every line of it stands in `lines` with its place."""

    doc_type: str | None = None
    title: str | None = None
    issuing_parent: str | None = None
    issuing_body: str | None = None
    motto: str | None = None
    place: str | None = None
    number: str | None = None
    symbol: str | None = None
    date: datetime.date | None = None
    addressees: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()
    lead: str | None = None
    closing: str | None = None
    sections: tuple[Node, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    signers: tuple[Signer, ...] = ()
    warnings: tuple[Notice, ...] = ()
    unplaced: tuple[Line, ...] = ()
    lines: tuple[Line, ...] = field(default=(), repr=False)
