"""Rows and the entries they carry, as placing hands them on."""

from dataclasses import dataclass

from sync.core.plan_ask import Ask
from sync.core.plan_read import TableRow


@dataclass(frozen=True, slots=True)
class Known:
    """A row seen before: its wording then, whether its key was seen in the sheet."""

    text: str
    keyed: bool
    own: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """The key of an entry and the row that carries it; `write_key` where the row does not show it.

    A row that stands for several items has the key of all of them (`members`).
    """

    key: str
    row: TableRow
    write_key: bool = False


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A row that no entry has yet: `kind` is item, items, part or own; `key` the plan item's."""

    row: TableRow
    kind: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """The outcome: rows placed, rows that are new, entries whose row is gone, questions.

    `stale` are rows without a text whose key now belongs to another row; `copies` show the key of
    a row that is the right one; `held` are the keys in question.
    """

    placed: tuple[Place, ...] = ()
    newcomers: tuple[Newcomer, ...] = ()
    gone: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    stale: tuple[TableRow, ...] = ()
    copies: tuple[TableRow, ...] = ()
    held: frozenset[str] = frozenset()
