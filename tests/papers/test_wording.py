from datetime import date

import pytest

from app.papers import profiles, wording
from app.papers.paper import Letterhead
from tests.papers.sample import paper

DOAN, PARTY = (profiles.by_code(code) for code in ("doan-hd29-2013", "dang-hd05-2026"))


def test_number_and_day_stay_open_for_the_pen():
    head = Letterhead(place="Mẫu Sơn", kind="BC", symbol="ĐTN")
    assert wording.number_line(DOAN, head) == f"Số: {wording.OPEN}-BC/ĐTN"
    assert wording.date_line(head).startswith(f"Mẫu Sơn, ngày{wording.OPEN}tháng")


def test_an_office_that_set_nothing_prints_blank():
    assert wording.number_line(DOAN, Letterhead(kind="DS")) == f"Số: {wording.OPEN}-DS"
    assert wording.date_line(Letterhead()).startswith("ngày")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 2, 3), "ngày 03 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 11, 24), "ngày 24 tháng 11 năm 2026"),
    ],
)
def test_small_days_and_the_first_two_months_bear_a_zero(day, words):
    assert wording.date_words(day) == words


@pytest.mark.parametrize("printed", ["TM. BAN THƯỜNG VỤ", "T/M BAN THƯỜNG VỤ", "TM BAN THƯỜNG VỤ"])
def test_a_printed_authority_is_written_as_the_profile_writes_it(printed):
    signature = wording.signature(printed, "Bí thư", "")
    assert wording.authority_lines(DOAN, signature) == ["TM. BAN THƯỜNG VỤ", "BÍ THƯ"]
    assert wording.authority_lines(PARTY, signature) == ["T/M BAN THƯỜNG VỤ", "BÍ THƯ"]


def test_recipients_of_2018_end_with_commas():
    old = profiles.by_code("dang-hd36-2018")
    assert wording.recipient_lines(old, ("A;", "- B", "Lưu.")) == ["- A,", "- B,", "- Lưu."]


def test_one_annex_bears_no_number_several_do_as_the_norm_counts():
    one = paper(DOAN)
    assert wording.annex_title(one, 0) == "PHỤ LỤC"
