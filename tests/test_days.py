from datetime import date

import pytest

from app import days
from sync.core.refusal import Refused


@pytest.fixture(autouse=True)
def words(app):
    with app.app_context():
        yield


def test_an_empty_field_is_no_day():
    assert days.day(None) is days.day("  ") is None
    assert days.hour("") == ""


def test_a_day_is_read_as_browsers_send_it():
    assert days.day("2020-02-29") == date(2020, 2, 29)
    assert days.hour("16:00") == "16:00"


@pytest.mark.parametrize(
    "text", ["2020-02-30", "30/02", "0000-01-01", "0026-11-20", "9999-01-01", "hôm nay", "²"]
)
def test_a_day_that_is_none_or_of_another_century_is_refused(text):
    with pytest.raises(Refused, match="Hãy"):
        days.day(text)


@pytest.mark.parametrize("text", ["25:61", "16h", "-1:00", "²"])
def test_an_hour_that_is_none_is_refused(text):
    with pytest.raises(Refused, match="Hãy chọn lại giờ"):
        days.hour(text)


def test_what_has_happened_is_not_to_come():
    today = date(2020, 5, 4)
    assert days.past_day("2020-05-04", today) == today
    with pytest.raises(Refused, match="chưa đến"):
        days.past_day("2020-05-05", today)
