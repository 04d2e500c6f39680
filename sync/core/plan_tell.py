"""Words what a person should know, or decide, about a cell that is not carried."""

from collections.abc import Iterable

from sync.core.plan_ask import Ask, Shown
from sync.core.plan_place import Place


def office_wrote(place: Place, name: str, sheet: str | None) -> Ask:
    """The sheet says something in a column that is the office's own: shown, never taken."""
    if name == "verified":
        said = "ghi “đã xác nhận”" if sheet else "bỏ trống"
        then = "Cấp trên đồng ý thì bấm Xác nhận ở bảng kiểm"
        text = f"Dòng {place.row.row}: trong bảng, cột cấp trên xác nhận {said}. {then}."
    else:
        text = (
            f"Dòng {place.row.row}: trong bảng, cột ý kiến của cấp trên ghi "
            f"“{sheet or 'trống'}”. Ô này chỉ để xem, không được lấy về."
        )
    return Ask("office", f"{place.key} {name}", text)


def they_differ(place: Place, name: str, entries: Iterable[tuple[str, str, str | None]]) -> Ask:
    """A row stands for several entries (key, wording, value) that do not say the same."""
    told = list(entries)
    text = (
        f"Dòng {place.row.row} đứng chung cho {', '.join(key for key, _, _ in told)}. Ở Sổ Việc "
        "các mục đó ghi khác nhau nên chưa ghi sang bảng. Ghi theo mục nào?"
    )
    shown = tuple(Shown(key, place.row.row, words, {name: value}) for key, words, value in told)
    return Ask("several", f"{place.key} {name}", text, rows=shown)
