import pytest

from app.reports import rules
from app.reports.rules import LateItem
from sync.core.refusal import Refused


@pytest.mark.parametrize(
    ("received", "due", "kept"),
    [
        ("2020-11-20", "2020-11-20", True),
        ("2020-11-21", "2020-11-20", False),
        ("2020-11-20T16:00", "2020-11-20T16:00", True),
        ("2020-11-20T16:01", "2020-11-20T16:00", False),
        ("2020-11-20T23:59", "2020-11-20", True),
        ("2020-11-20", "2020-11-20T16:00", True),  # the hour is not known
        ("2020-11-19", "2020-11-20T16:00", True),
    ],
)
def test_a_report_is_on_time_until_its_day_or_hour_ends(received, due, kept):
    assert rules.on_time(received, due) is kept


@pytest.mark.parametrize(
    ("received", "state", "due", "stands"),
    [
        (None, None, None, "none"),
        (None, None, "2020-11-20T16:00", "waiting"),
        (None, None, "2020-11-20T15:00", "overdue"),
        (None, None, "2020-11-20", "waiting"),
        ("2020-11-19", "received", None, "received"),
        ("2020-11-19", "accepted", "2020-11-20", "on_time"),
        ("2020-11-20T15:30", "received", "2020-11-20T15:00", "late"),
        ("2020-11-19", "returned", "2020-11-20", "returned"),
    ],
)
def test_how_a_report_stands_at_four_in_the_afternoon(received, state, due, stands):
    assert rules.standing(received, state, due, "2020-11-20T16:00") == stands


def test_a_due_day_may_carry_an_hour():
    assert rules.due_value("2020-11-20", "16:00") == "2020-11-20T16:00"
    assert rules.due_value("2020-11-20", "") == "2020-11-20"
    assert rules.due_value("", "") is None


def test_a_day_that_is_none_is_refused(app):
    with app.app_context(), pytest.raises(Refused):
        rules.due_value("2020-02-31", "")


def test_a_units_reminder_names_its_own_things_alone(app):
    items = [LateItem(1, "Đoàn xã A", "II.1.1", "Sinh hoạt " * 30, "2020-10-15")]
    with app.app_context():
        text = rules.reminder("Đoàn xã A", items, ["báo cáo năm"], "https://sheets.example/1")
    assert "Đoàn xã A" in text
    assert "- II.1.1 Sinh hoạt" in text
    assert "(15/10/2020)" in text
    assert "…" in text
    assert "https://sheets.example/1" in text


def test_what_was_written_is_told_in_one_line(app):
    with app.app_context():
        text = rules.written([("II.1.1", "kết quả"), ("II.1.2", "trạng thái")])
    assert text == "Đã ghi 2 ô vào bảng của đơn vị: II.1.1 (kết quả); II.1.2 (trạng thái)."
