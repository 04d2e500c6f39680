"""What an official paper holds, apart from how it is printed."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from app.papers.profiles import Profile


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues the paper; empty texts print blank.

    `kind` is the type's short form in the number (`BC`), `symbol` the issuer's (`ĐTN`). A number
    or day that is None stays open for the pen.
    """

    superior: str = ""
    issuer: str = ""
    place: str = ""
    kind: str = ""
    symbol: str = ""
    number: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading of the body: `I. KẾT QUẢ`."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of the body; a `compact` one is set small, for a paper that must fit a page."""

    text: str
    italic: bool = False
    compact: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column; widths are shares of the line."""

    title: str
    width: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row; a `section` is bold."""

    cells: tuple[str, ...]
    section: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose heading is repeated on every page; `size` in points."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    size: float = 12


Block = Heading | Text | Table


@dataclass(frozen=True, slots=True)
class Annex:
    """A part of its own pages: `subject` below "PHỤ LỤC", then the paper it belongs to."""

    subject: str
    blocks: tuple[Block, ...]
    landscape: bool = True


Authority = Literal["TM", "KT", "TL", "TUQ", "Q", ""]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: `TM` + `BAN THƯỜNG VỤ`, the post, the name where it is known."""

    authority: Authority = ""
    body: str = ""
    post: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: its opening, body, end, annexes; `recipients` are the lines as printed.

    `kind` is the type in capitals (`BÁO CÁO`), `subject` what about, `note` an italic line below
    them, `address` whom it is for ("Kính gửi"); there is at least one block.
    """

    profile: Profile
    letterhead: Letterhead
    kind: str
    subject: str
    blocks: tuple[Block, ...]
    note: str = ""
    address: str = ""
    signature: Signature = Signature()
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = field(default=())
    landscape: bool = False
