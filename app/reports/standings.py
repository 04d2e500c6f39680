"""How each unit stands with what a year asks of it."""

from collections.abc import Mapping

from flask_babel import gettext as _

from app.reports.queries import YearRow
from app.reports.rules import Standing, due_of, moment_words, standing


def words() -> dict[Standing, str]:
    """Standings in plain words."""
    return {
        "none": _("Chưa có"),
        "waiting": _("Chưa đến hạn"),
        "overdue": _("Quá hạn"),
        "received": _("Đã nhận"),
        "on_time": _("Đúng hạn"),
        "late": _("Nộp muộn"),
        "returned": _("Trả lại"),
    }


TONES: dict[Standing, str] = {
    "none": "plain",
    "waiting": "plain",
    "overdue": "warn",
    "received": "ok",
    "on_time": "ok",
    "late": "warn",
    "returned": "warn",
}


def of(row: YearRow, due: Mapping[str, str], now: str) -> tuple[Standing, Standing]:
    """(half-year report, yearly report) of a unit."""
    return (
        standing(row.half_received, row.half_state, due_of(due.get("half"), row.ended), now),
        standing(row.year_received, row.year_state, due_of(due.get("year"), row.ended), now),
    )


def lacks(row: YearRow, due: Mapping[str, str], now: str) -> bool:
    """Without a plan of its own, late with a report, or silent about every item.

    Nobody answers for a unit that has ended.
    """
    if row.ended is not None and row.ended < now[:10]:
        return False
    behind = {"overdue", "late", "returned"}
    silent = row.total > 0 and row.silent == row.total
    return row.own_plan is None or silent or bool(behind.intersection(of(row, due, now)))


def asked(row: YearRow, due: Mapping[str, str], now: str) -> list[str]:
    """The papers a unit still owes, in words with their due day."""
    half, whole = of(row, due, now)
    owed = {
        "half": (half, _("báo cáo 6 tháng")),
        "year": (whole, _("báo cáo năm")),
    }
    papers = [] if row.own_plan is not None else [_("kế hoạch riêng của đơn vị")]
    for period, (stands, name) in owed.items():
        if stands == "overdue":
            papers.append(_("%(name)s (hạn %(due)s)", name=name, due=moment_words(due[period])))
        elif stands == "returned":
            papers.append(_("%(name)s (đã trả lại để bổ sung)", name=name))
    return papers
