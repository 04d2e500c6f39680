"""Stops a round that would take back too much: an emptied tab, a lost column, a new year."""

from collections.abc import Mapping, Sequence

from sync.core.plan_ask import members
from sync.core.plan_place import Known, Place

LEAST = 3
"""Fewer than this never stop a round: a unit may clear two ticks."""


def too_many(gone: int, of: int) -> bool:
    """More than a third, and at least three."""
    return gone >= LEAST and gone * 3 > of


def guard(
    known: Mapping[str, Known],
    places: Sequence[Place],
    held: int,
    agreed: Mapping[tuple[str, str], str],
) -> str | None:
    """Why the round must stop (Vietnamese), or None.

    `known` are the rows once seen, `agreed` the values both sides last shared; `held` counts rows
    that are there but in question.
    """
    rows = {place.key for place in places}
    live = [key for key, was in known.items() if was.keyed]
    gone = sum(key not in rows for key in live) - held
    if too_many(gone, len(live)):
        return (
            f"{gone} trong {len(live)} dòng đã nối không còn trong bảng. Chưa bên nào bị sửa. "
            "Hãy hỏi đơn vị: nếu xóa thật thì bấm Cho qua; nếu nhầm thì mở lại lịch sử phiên bản."
        )
    there = {key: place for place in places for key in members(place.key)}
    for name, what in (("state", "việc đã xong"), ("result", "kết quả")):
        said = [key for (key, field), v in agreed.items() if field == name and _counts(name, v)]
        # A row that stands for several items is one tick of the unit's.
        every = {there[key].key if key in there else key for key in said}
        back = len({there[k].key for k in said if k in there and _taken_back(there[k], name)})
        if too_many(back, len(every)):
            return (
                f"Bảng của đơn vị bỏ {back} trong {len(every)} {what}. Đơn vị bắt đầu năm mới? "
                "Chưa bên nào bị sửa. Nếu đúng ý đơn vị thì bấm Cho qua; nếu là năm mới thì nối "
                "bảng cho năm mới."
            )
    return None


def _counts(name: str, value: str) -> bool:
    return value == "done" if name == "state" else bool(value)


def _taken_back(place: Place, name: str) -> bool:
    row = place.row
    if name in row.unreadable or name not in row.values:
        return False
    return row.values[name] != "done" if name == "state" else not row.values[name]
