"""Months as tabs: what a title says, which tab is live."""

import pytest

from sync.core.plan_ask import Ask
from sync.core.plan_place import Newcomer, Place, Rows
from sync.core.plan_read import TableRow
from sync.core.series import Ordinal, beginning, copied_from, live, members, ordinal, together


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("Tháng 1", Ordinal("thang", 1)),
        ("THÁNG 03/2026", Ordinal("thang", 3, 2026)),
        ("Tháng 12 năm 2025", Ordinal("thang", 12, 2025)),
        ("T5", Ordinal("thang", 5)),
        ("T.6-26", Ordinal("thang", 6, 2026)),
        ("Quý II", Ordinal("quy", 2)),
        ("Quý 4", Ordinal("quy", 4)),
        ("Tuần 27", Ordinal("tuan", 27)),
        ("Tiến độ", None),
        ("Tháng hai", Ordinal("thang", 2)),
        ("Tháng mười một", Ordinal("thang", 11)),
        ("Tháng năm năm 2026", Ordinal("thang", 5, 2026)),
        ("Quý ba", Ordinal("quy", 3)),
        ("Tuấn Ba", None),
        ("Tháng", None),
        ("Tổng hợp tháng 3", None),
    ],
)
def test_a_title_names_its_place_in_a_series(title, place):
    assert ordinal(title) == place


@pytest.mark.parametrize("title", ["Bản sao của Tháng 2", "Copy of Tháng 2", "Tháng 2 (2)"])
def test_a_copy_nobody_renamed_is_told_apart(title):
    assert ordinal(title) is None
    assert copied_from(title) == Ordinal("thang", 2)


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("Tháng 2 (chính thức)", Ordinal("thang", 2)),
        ("Tháng 12/2025 cũ", Ordinal("thang", 12, 2025)),
        ("Tháng 2", None),
        ("Tháng 2b", None),
        ("Danh bạ", None),
    ],
)
def test_a_title_that_says_more_than_its_place_is_told(title, place):
    assert ordinal(beginning(title)) == place


def test_another_years_tabs_are_none_of_the_series():
    titles = {1: "Tháng 12/2025", 2: "Tháng 2", 3: "Tháng 1/2026", 4: "Danh bạ", 5: "Quý I"}
    assert members(titles, "thang", 2026) == [3, 2]


def row(number, text="Trồng cây", unreadable=(), **values):
    said = {"state": None, "result": None, "text": text, **values}
    return TableRow(
        number, "entry", text, "", values=said, unreadable=dict.fromkeys(unreadable, "?")
    )


class Told:
    def __init__(self, *rows):
        self.rows = rows


def test_the_newest_tab_that_says_anything_is_live():
    empty, said = Told(row(3)), Told(row(3, state="done"))
    assert live([said, said, empty]) == 1
    assert live([empty, empty]) == 0


def test_an_empty_cell_never_clears_what_an_earlier_month_said():
    newest = Rows(placed=(Place("II.1", row(4, result="200 cây")),))
    before = Rows(placed=(Place("II.1", row(9, state="done", result="100 cây")),))
    first = Rows(placed=(Place("II.1", row(5, state="doing")),))
    (place,) = together(newest, [before, first]).rows.placed
    assert place.row.row == 4
    assert (place.row.values["state"], place.row.values["result"]) == ("done", "200 cây")


def test_a_cell_nobody_can_read_is_not_filled_up():
    newest = Rows(placed=(Place("II.1", row(4, unreadable=["state"])),))
    before = Rows(placed=(Place("II.1", row(9, state="done")),))
    (place,) = together(newest, [before]).rows.placed
    assert place.row.values["state"] is None


def test_a_row_of_an_earlier_month_alone_rests_there():
    newest = Rows(gone=("II.1", "II.2"), asks=(Ask("gone", "II.1", ""), Ask("gone", "II.2", "")))
    before = Rows(placed=(Place("II.1", row(9, state="done"), write_key=True),))
    first = Rows(placed=(Place("II.1", row(7, result="5 cây")),))
    all_ = together(newest, [before, first])
    (resting,) = all_.resting[0]
    assert (resting.key, resting.row.row, resting.write_key) == ("II.1", 9, False)
    assert resting.row.values["result"] == "5 cây"
    assert all_.resting[1] == ()
    assert all_.rows.gone == ("II.2",)
    assert [ask.about for ask in all_.rows.asks] == ["II.2"]


def test_the_same_new_work_in_two_months_is_one():
    one = Newcomer(row(4, "Mở lớp bơi"), "own")
    two = Newcomer(row(8, "mở  lớp bơi", result="2 lớp"), "own")
    all_ = together(Rows(newcomers=(one,)), [Rows(newcomers=(two,))])
    assert all_.newcomers == ((),)
    assert all_.rows.newcomers[0].row.values["result"] == "2 lớp"
