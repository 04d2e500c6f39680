"""What typed text becomes, and how values are shown, in the spreadsheet's locale."""

import datetime as dt
from typing import Any

import pytest

from sync.emulator.display import general, shown, shown_date
from sync.emulator.entered import Entry, read
from sync.emulator.server import Emulator, Tab
from tests.sync.emulator.conftest import Api

TODAY = dt.date(2026, 3, 26)


def entered(text: str, locale: str = "en_US", number_format: dict[str, Any] | None = None) -> Entry:
    return read(text, locale, number_format or {}, TODAY)


@pytest.mark.parametrize(
    ("text", "locale", "value"),
    [
        ("0042", "en_US", 42),
        ("2,000,000.01", "en_US", 2000000.01),
        ("$100.15", "en_US", 100.15),
        ("12%", "en_US", 0.12),
        ("1e3", "en_US", 1000),
        ("-5", "en_US", -5),
        ("2020-01-01", "en_US", 43831),
        ("12/31/2026", "en_US", 46387),
        ("1-2", "en_US", 46024),
        ("1.000,5", "vi_VN", 1000.5),
        ("1,5", "vi_VN", 1.5),
        ("31/12/2026", "vi_VN", 46387),
        ("1.000.000 ₫", "vi_VN", 1000000),
        ("12:30", "vi_VN", 12.5 / 24),
    ],
)
def test_numbers_and_dates_follow_the_locale(text: str, locale: str, value: float) -> None:
    assert entered(text, locale).value == {"numberValue": value}


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("31/12/2026", "en_US"),
        ("1.000,5", "en_US"),
        ("1,000.5", "vi_VN"),
        ("12/31/2026", "vi_VN"),
        ("II.3", "vi_VN"),
        ("1.2.3", "en_US"),
        ("Đã hoàn thành", "vi_VN"),
        ("-", "vi_VN"),
        ("x", "vi_VN"),
        ("2026-02-30", "en_US"),
    ],
)
def test_text_of_another_locale_stays_text(text: str, locale: str) -> None:
    assert entered(text, locale).value == {"stringValue": text}


def test_an_apostrophe_makes_text_and_goes_away() -> None:
    assert entered("'0123").value == {"stringValue": "0123"}


def test_typing_a_date_brings_a_date_format_unless_there_is_one() -> None:
    assert entered("2020-01-01").number_format == {"type": "DATE", "pattern": "yyyy-mm-dd"}
    assert entered("2020-01-01", number_format={"type": "DATE"}).number_format is None
    assert entered("31/12/2026", "vi_VN").number_format == {"type": "DATE", "pattern": "d/m/yyyy"}
    assert entered("05/03/26", "vi_VN").number_format == {"type": "DATE", "pattern": "dd/mm/yy"}
    assert entered("1-2").number_format == {"type": "DATE", "pattern": "m-d"}


def test_a_cell_formatted_as_text_keeps_what_is_typed() -> None:
    assert entered("007", number_format={"type": "TEXT"}).value == {"stringValue": "007"}


def test_truth_values_and_formulas_are_seen() -> None:
    assert entered("true").value == {"boolValue": True}
    assert entered("=1+1").value == {"formulaValue": "=1+1"}
    assert entered("=").value == {"stringValue": "="}


@pytest.mark.parametrize(
    ("value", "number_format", "locale", "text"),
    [
        (1234.5, {}, "en_US", "1234.5"),
        (1234.5, {}, "vi_VN", "1234,5"),
        (1 / 3, {}, "en_US", "0.3333333333"),
        (1e20, {}, "en_US", "1E+20"),
        (1234.5, {"type": "NUMBER", "pattern": "#,##0.00"}, "vi_VN", "1.234,50"),
        (0.125, {"type": "PERCENT", "pattern": "0.0%"}, "en_US", "12.5%"),
        (100.15, {"type": "CURRENCY", "pattern": '"$"#,##0.00'}, "en_US", "$100.15"),
        (1000, {"type": "CURRENCY"}, "vi_VN", "1.000 ₫"),
        (46024, {"type": "DATE"}, "vi_VN", "02/01/2026"),
        (46024, {"type": "DATE"}, "en_US", "1/2/2026"),
        (
            46024.5,
            {"type": "DATE_TIME", "pattern": "dd/mm/yyyy hh:mm"},
            "vi_VN",
            "02/01/2026 12:00",
        ),
        (46024, {"type": "DATE", "pattern": '"ngày" d "tháng" m'}, "vi_VN", "ngày 2 tháng 1"),
        (7, {"type": "TEXT"}, "vi_VN", "7"),
    ],
)
def test_numbers_are_shown_under_their_format(
    value: float, number_format: dict[str, Any], locale: str, text: str
) -> None:
    assert shown({"numberValue": value}, number_format, locale) == text


def test_minutes_are_told_from_months_by_their_neighbours() -> None:
    assert shown_date(46024.5625, "mm/yyyy h:mm", "en_US") == "01/2026 13:30"
    assert shown_date(0.5, "h:mm am/pm", "en_US") == "12:00 PM"
    assert shown_date(1.5, "[h]:mm", "en_US") == "36:00"


def test_whole_numbers_have_no_decimal_point() -> None:
    assert general(42.0, "en_US") == "42"


def test_user_entered_and_unformatted_reading_meet_in_one_cell(
    api: Api, emulator: Emulator
) -> None:
    emulator.seed("b", "b", [Tab("T")], locale="vi_VN")
    typed = ["31/12/2026", "1.000,5", "TRUE", "=1+2"]
    api.write("b", "A1:D1", [typed], option="USER_ENTERED")
    assert api.read("b", "A1:D1") == [[46387, 1000.5, True, 3]]
    formatted = api.read("b", "A1:D1", valueRenderOption="FORMATTED_VALUE")
    assert formatted == [["31/12/2026", "1.000,50", "TRUE", "3"]]
    assert api.read("b", "A1:D1", valueRenderOption="FORMULA") == [[46387, 1000.5, True, "=1+2"]]
    dates = api.read("b", "A1:B1", dateTimeRenderOption="FORMATTED_STRING")
    assert dates == [["31/12/2026", 1000.5]]


def test_a_raw_number_keeps_the_date_format_of_its_cell(api: Api, emulator: Emulator) -> None:
    emulator.seed("b", "b", [Tab("T", [[dt.date(2026, 1, 2)]])])
    api.write("b", "A1", [[46025]])
    assert api.read("b", "A1", valueRenderOption="FORMATTED_VALUE") == [["03/01/2026"]]


def test_text_that_looks_like_a_date_stays_text_in_another_locale(
    api: Api, emulator: Emulator
) -> None:
    emulator.seed("b", "b", [Tab("T")], locale="en_US")
    api.write("b", "A1", [["31/12/2026"]], option="USER_ENTERED")
    assert api.read("b", "A1") == [["31/12/2026"]]
