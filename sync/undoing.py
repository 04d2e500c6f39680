"""Takes a run back: the values it carried, the rows it added; says what stays, and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from sqlite_utils import Database

from sync import base, journal, questions
from sync.base import Link
from sync.core.plan import same
from sync.core.plan_ask import members
from sync.core.plan_keys import watch
from sync.core.plan_percent import one_cell, percent_of
from sync.core.plan_place import Place
from sync.core.plan_read import Table, TableRow, state_columns
from sync.core.refusal import Refused
from sync.core.writes import CellChange, Group
from sync.journal import Change
from sync.messages import FIELDS
from sync.replicas.local import Edit
from sync.reports import ROW, RunReport, Told, UnitReport
from sync.setting import Cell, Setting, tell

EDITED = "đã có người sửa sau đó"
ALREADY = "đã như trước lượt này"
ROW_GONE = "dòng không còn trong bảng, hoặc đang tạm giữ"
NOT_THERE = "mục không còn trong bảng kiểm"
COLUMN_GONE = "cột không còn trong bảng"
OWN_LINE = "dòng đã thêm vào Sổ Việc được giữ lại"
READ_ONLY = "bảng đang chỉ đọc nên không xóa dòng đã thêm"
FILTERED_ROW = "bộ lọc của bảng đang ẩn dòng này, hãy nhờ đơn vị bỏ lọc rồi hoàn tác lại"
CLEARED = "dòng đã xóa trắng không được viết lại"
NOT_READ = "Chưa hoàn tác gì ở bảng này"
UNLINKED = "Bảng đã gỡ nối nên không hoàn tác được lượt này ở đây."
ONLY_HERE = "Đã trở lại ở Sổ Việc, bảng chưa ghi"


def carried(db: Database, run: int) -> dict[Cell, Change]:
    """What a run changed, cell by cell, from what stood before it to what it left."""
    found: dict[Cell, Change] = {}
    for change in journal.changes(db, run):
        place = (change.link, change.key, change.field)
        first = found.get(place)
        found[place] = replace(change, old=first.old) if first else change
    return found


def take_back(setting: Setting, link: Link, places: Sequence[Place]) -> None:
    """Bring the intranet's side back where neither side was edited since the run undone."""
    undo = setting.undo
    checklist = setting.local.read(link.checklist)
    values = {entry.key: {**entry.values, "text": entry.text} for entry in checklist.entries}
    rows: dict[str, TableRow] = {}
    for place in places:
        for key in members(place.key):
            rows.setdefault(key, place.row)
    added = set(_added(setting, link))
    for at, change in undo.changes.items():
        number, key, _ = at
        if number != link.id or key in added or at in undo.back:
            continue
        why = _why(change, values.get(key), rows.get(key)) or _set(setting, link, change)
        if why:
            undo.stayed[at] = why


def _why(change: Change, entry: Mapping[str, str | None] | None, row: TableRow | None) -> str:
    """Why a value stays as it is; empty where it may be taken back."""
    name = change.field
    if entry is None:
        return NOT_THERE
    if name == "text" and change.old is None:
        return OWN_LINE
    if row is None:
        return ROW_GONE
    if name not in row.values:
        return row.unreadable.get(name, COLUMN_GONE) or EDITED
    local, sheet = entry.get(name), row.values[name]
    if same(local, change.new) and same(sheet, change.new):
        return ""
    return ALREADY if same(local, change.old) and same(sheet, change.old) else EDITED


def _set(setting: Setting, link: Link, change: Change) -> str:
    edit = Edit(change.key, change.field, change.new, change.old)
    try:
        setting.local.apply(link.checklist, [edit], setting.undoing)
    except Refused as error:
        return error.message
    setting.undo.back.add((link.id, change.key, change.field))
    return ""


def _added(setting: Setting, link: Link) -> Iterator[str]:
    """The keys of the rows that the run undone added (or cleared): their values go with them."""
    for number, key, name in setting.undo.changes:
        if number == link.id and name == ROW:
            yield key


def rows_to_clear(
    setting: Setting, link: Link, table: Table, places: Sequence[Place]
) -> list[Group]:
    """The rows that the run undone added and nobody has touched since, each to be emptied."""
    groups = []
    rows = {place.key: place.row for place in places}
    for key in _added(setting, link):
        change = setting.undo.changes[link.id, key, ROW]
        row = rows.get(key)
        if change.new is None:
            why = CLEARED
        elif row is None:
            why = ROW_GONE
        elif link.read_only:
            why = READ_ONLY
        elif row.row in table.tab.filtered:
            why = FILTERED_ROW
        elif not _untouched(setting, table, row, change):
            why = EDITED
        else:
            groups.append(_emptied(table, row, change))
            continue
        setting.undo.stayed[link.id, key, ROW] = why
    return groups


def standing(places: Sequence[Place], clearing: Iterable[Group]) -> list[Place]:
    """The places whose rows are not about to be emptied."""
    emptied = {group.row for group in clearing}
    return [place for place in places if place.row.row not in emptied]


def _untouched(setting: Setting, table: Table, row: TableRow, added: Change) -> bool:
    """Whether the row says what we wrote into it, and nothing else."""
    if row.key_cell != added.key or not same(row.text, added.new) or row.unreadable:
        return False
    mapped = {column.index for column in table.layout.columns if column.field}
    beside = set(_filled(table, row)) - mapped - {table.key_column, table.text_column}
    number = table.layout.index("number")
    if beside or (number and not table.tab.cell(row.row, number).empty):
        return False
    changes = setting.undo.changes
    ours = {n: c.new for (_, key, n), c in changes.items() if key == added.key and n != ROW}
    said = {name: value for name, value in row.values.items() if value and name != "text"}
    if one_cell(table.states):
        # The cell said one of the two when it was written; the other is read out of it.
        ours.setdefault("percent", percent_of(ours.get("state")))
        said.pop("state", None)
    return all(same(ours.get(name), value) for name, value in said.items())


def _filled(table: Table, row: TableRow) -> Iterator[int]:
    line = table.tab.rows[row.row - 1]
    return (column for column, cell in enumerate(line, 1) if not cell.empty and not cell.unticked)


def _emptied(table: Table, row: TableRow, added: Change) -> Group:
    tab = table.tab
    filled = sorted(_filled(table, row))
    # Everything beside must still be empty at that moment: a word typed meanwhile keeps the row.
    whole = range(table.span[0], max(table.span[1], table.key_column) + 1)
    return Group(
        link=added.link,
        kind="clear",
        key=added.key,
        field=ROW,
        value=added.new,
        sheet_id=tab.sheet_id,
        row=row.row,
        cells=tuple(CellChange(c, tab.cell(row.row, c).value, None) for c in filled),
        watch=watch(table, row.row, {*whole, *filled}),
        span=table.span,
        key_column=table.key_column,
    )


def cleared(db: Database, group: Group, run: int, report: UnitReport | None) -> None:
    """A row is empty now: nothing is agreed with it any more, nobody is asked where it is, and it
    is not added again."""
    change = Change(group.link, group.key, ROW, group.value, None, "out")
    journal.add_change(db, run, change)
    if report is not None:
        report.changes.append(Told(group.key, ROW, group.value, None, "out"))
    for key, name in base.agreed(db, group.link):
        if key == group.key:
            base.agree(db, group.link, key, name, None)
    one = journal.run(db, run)
    if one is not None:
        questions.answer(db, group.link, f"gone:{group.key}", "keep", one.by, one.started_at)


def say(setting: Setting, report: RunReport, unlinked: Iterable[UnitReport]) -> None:
    """Tell what came back on one side only, what stayed, and why."""
    for unit in report.units:
        _say(setting, unit)
    for unit in unlinked:
        unit.outcome, unit.message = "held", UNLINKED
        report.units.append(unit)


def _say(setting: Setting, unit: UnitReport) -> None:
    undo = setting.undo
    told = {(change.key, change.field, change.new) for change in unit.changes}
    rows = {at[1] for at in undo.changes if at[0] == unit.link and at[2] == ROW}
    here: list[tuple[str, str]] = []
    stayed: list[tuple[str, str]] = []
    unread = False
    for at, change in undo.changes.items():
        number, key, name = at
        if number != unit.link or (key, name, change.old) in told or (key in rows and name != ROW):
            continue
        if at in undo.back:
            back = Change(number, key, name, change.new, change.old, "in")
            tell(setting, unit, back)
            here.append((key, name))
        elif at in undo.stayed:
            stayed.append((undo.stayed[at], _name(key, name)))
        else:
            unread = True
    parts = [unit.message] if unit.message else []
    here = _unwritten(setting, unit, here)
    if here:
        parts.append(f"{ONLY_HERE}: {', '.join(_name(*at) for at in here)}")
        unit.outcome = "synced" if unit.outcome == "unchanged" else unit.outcome
    for why, names in groupby(sorted(stayed), key=lambda one: one[0]):
        parts.append(f"Giữ nguyên {', '.join(name for _, name in names)}: {why}")
    if unread:
        parts.append(NOT_READ)
    unit.message = "; ".join(part.rstrip(".") for part in parts)


def _unwritten(
    setting: Setting, unit: UnitReport, cells: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Those cells that were not written; a cell may say the state and the percent at once."""
    link = base.link(setting.db, unit.link)
    if link is None or not one_cell(state_columns(link.layout, link.unit_column)):
        return list(cells)
    both = ("state", "percent")
    out = {one.key for one in unit.changes if one.direction == "out" and one.field in both}
    return [(key, name) for key, name in cells if name not in both or key not in out]


def _name(key: str, field: str) -> str:
    return f"dòng {key}" if field == ROW else f"{key} ({FIELDS.get(field, field)})"
