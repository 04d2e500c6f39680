"""Knows the rows of a linked table again: by the key they carry, then by their text."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from sync.core.layout import Layout
from sync.core.layout_grid import Grid
from sync.core.match import RowRef
from sync.core.tab import PlanNode, Tab
from sync.core.text import clean, new_tone

_SAME_ROW = 55.0  # rapidfuzz ratio below which a keyed row's text is another text altogether
_NEARLY = 85.0  # ratio from which a row without a key may be a known row whose text was edited
_NUMBERING = re.compile(r"^(?:[-+•*–]|\(?(?:\d+(?:\.\d+)*|[a-zđ]|[ivxlc]+)[.)/:])\s*")


@dataclass(frozen=True, slots=True)
class Known:
    """One row of a linked table. `how` is key, text, new, held or continues.

    `key` is the whole key (`III.2.1/1`, `R.2`), None for new, held and continuing rows. A held row
    is left alone on both sides; `reason` says why (Vietnamese), `candidates` which keys it may be.
    """

    row: int
    how: str
    key: str | None = None
    reason: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognition:
    """All rows of a table known again; `gone` are keys no row carries any more.

    `lost`: the key column is empty and could not be rebuilt, so every row is held. `rekey` maps
    rows to the key their key cell should hold but does not.
    """

    rows: tuple[Known, ...]
    gone: tuple[str, ...] = ()
    lost: bool = False
    rekey: Mapping[int, str] = field(default_factory=dict)


def comparable(text: str) -> str:
    """A text without differences of spacing, case, numbering, tone place and normal form."""
    words = " ".join(new_tone(clean(text)).casefold().split())
    return _NUMBERING.sub("", words).strip(" .;:")


def match_known(rows: Sequence[RowRef], known: Mapping[str, str]) -> Recognition:
    """Each row's key; `known` maps every key of the link to the row text last agreed.

    Two rows with one key, or a key whose text is now another one, are held. Where rows merely
    swapped texts (a sort that did not span the key column), the text decides and `rekey` tells
    what to write. A key column that is empty is rebuilt where every text is found just once.
    """
    heads = [row for row in rows if row.continues is None]
    spelling = {key.casefold(): key for key in known}
    keys = {row.row: spelling.get(row.key_cell.strip().casefold()) for row in heads}
    texts = {key: comparable(text) for key, text in known.items()}
    said = {row.row: comparable(row.text) for row in heads}
    if known and heads and not any(keys.values()):
        return _rebuilt(rows, texts, said)
    found = _swapped(keys, texts, said)
    counts = Counter(key for key in keys.values() if key)
    for row in heads:
        key = keys[row.row]
        if key and row.row not in found:
            found[row.row] = _keyed(row.row, key, counts[key], texts, said)
    for row in heads:
        if row.row not in found:
            found[row.row] = _by_text(row.row, texts, said, found)
    return _recognition(rows, found, keys, known)


def _swapped(
    keys: Mapping[int, str | None], texts: Mapping[str, str], said: Mapping[int, str]
) -> dict[int, Known]:
    """Rows whose keys and texts are the same set in another order: the text decides."""
    off = {row: key for row, key in keys.items() if key and texts[key] != said[row]}
    wanted = Counter(texts[key] for key in off.values())
    present = Counter(said[row] for row in off)
    if len(off) < 2 or wanted != present or max(wanted.values()) > 1:
        return {}
    if len(set(off.values())) != len(off):
        return {}
    owner = {texts[key]: key for key in off.values()}
    return {row: Known(row, "text", owner[said[row]]) for row in off}


def _keyed(
    row: int, key: str, times: int, texts: Mapping[str, str], said: Mapping[int, str]
) -> Known:
    if times > 1:
        return Known(row, "held", None, f"Mã {key} đứng ở {times} dòng", (key,))
    if texts[key] == said[row] or _close(texts[key], said[row]):
        return Known(row, "key", key)
    other = next((k for k, text in texts.items() if text == said[row] and text), None)
    reason = f"Nội dung dòng này không còn là nội dung của mã {key}"
    return Known(row, "held", None, reason, (key, other) if other else (key,))


def _close(one: str, other: str) -> bool:
    return max(fuzz.ratio(one, other), fuzz.token_set_ratio(one, other) - 20) >= _SAME_ROW


def _by_text(
    row: int, texts: Mapping[str, str], said: Mapping[int, str], found: Mapping[int, Known]
) -> Known:
    """A row without a key: a known row whose key was wiped, or a new one."""
    taken = {one.key for one in found.values()} | {k for o in found.values() for k in o.candidates}
    free = {key: text for key, text in texts.items() if key not in taken}
    same = [key for key, text in free.items() if text and text == said[row]]
    alone = sum(text == said[row] for text in said.values()) == 1
    if len(same) == 1 and alone:
        return Known(row, "text", same[0])
    near = tuple(key for key, text in free.items() if fuzz.ratio(text, said[row]) >= _NEARLY)
    if same or near:
        reason = "Dòng này mất mã và giống nội dung của một mục đã nối"
        return Known(row, "held", None, reason, tuple(same) or near)
    return Known(row, "new")


def _rebuilt(
    rows: Sequence[RowRef], texts: Mapping[str, str], said: Mapping[int, str]
) -> Recognition:
    """No row carries a key: rebuilt where every known text is there once, else all are held."""
    place: dict[str, list[int]] = {}
    for row, text in said.items():
        place.setdefault(text, []).append(row)
    unique = len(set(texts.values())) == len(texts)
    whole = unique and all(text and len(place.get(text, [])) == 1 for text in texts.values())
    if not whole:
        reason = "Cột mã trống và không thể dựng lại theo nội dung"
        held = (_tail(row) or Known(row.row, "held", None, reason) for row in rows)
        return Recognition(tuple(held), lost=True)
    owner = {place[text][0]: key for key, text in texts.items()}
    known = tuple(
        _tail(row)
        or (Known(row.row, "text", owner[row.row]) if row.row in owner else Known(row.row, "new"))
        for row in rows
    )
    return Recognition(known, rekey=owner)


def _tail(row: RowRef) -> Known | None:
    return Known(row.row, "continues") if row.continues is not None else None


def _recognition(
    rows: Sequence[RowRef],
    found: Mapping[int, Known],
    keys: Mapping[int, str | None],
    known: Mapping[str, str],
) -> Recognition:
    told = tuple(_tail(row) or found[row.row] for row in rows)
    present = {one.key for one in told} | {key for one in told for key in one.candidates}
    gone = tuple(key for key in known if key not in present)
    rekey = {one.row: one.key for one in told if one.key and keys.get(one.row) != one.key}
    return Recognition(told, gone, rekey=rekey)


def key_column(tab: Tab, layout: Layout, nodes: Sequence[PlanNode]) -> int:
    """The column (from 1) our keys stand in or would be put in.

    The unit's own code column only where its filled cells hold this plan's keys; otherwise the
    first column right of the table that is empty in the whole tab.
    """
    known = layout.index("key")
    if known is not None:
        return known
    grid = Grid(tab)
    ours = {node.key.casefold() for node in nodes}
    for column in layout.columns:
        if column.field is None and _holds_keys(grid, column.index, layout.first_row, ours):
            return column.index
    column_index = max(column.index for column in layout.columns) + 1
    while column_index <= grid.width and grid.column_counts[column_index]:
        column_index += 1
    return column_index


def _holds_keys(grid: Grid, column: int, first: int, ours: set[str]) -> bool:
    texts = [grid.text(row, column).casefold() for row in range(first, grid.height + 1)]
    filled = [text for text in texts if text]
    hits = sum(text.split("/")[0] in ours or bool(re.fullmatch(r"r\.\d+", text)) for text in filled)
    return bool(filled) and hits * 10 >= len(filled) * 7
