"""Every dialect reads what it writes, and writes nothing where the cell says it already."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.dialect import (
    CellWrite,
    Dialect,
    Unreadable,
    Value,
    learn,
    read,
    read_state,
    write,
    write_state,
)
from sync.core.dialect_date import find_day, pattern_of, settle
from sync.core.dialect_kinds import dialect_from_json, dialect_json
from sync.core.dialect_state import state_of, state_text
from sync.core.tab import PROTECTED, Cell, Scalar
from sync.core.text import clean
from tests.sync.core.sheets import YEAR, box, cell, day, formula, percent

unhurried = settings(deadline=None)
STATES = (None, "todo", "doing", "done", "dropped")
COLUMNS: dict[str, list[Cell]] = {
    "x": [cell("x"), cell("x"), cell("X"), cell("")],
    "v": [cell("v"), cell("chưa")],
    "check mark": [cell("✓"), cell("")],
    "words TRUE": [cell(True), cell(False)],
    "text TRUE": [cell("TRUE"), cell("FALSE")],
    "numbers": [cell(1), cell(0), cell(1)],
    "text 1": [cell("1"), cell("0")],
    "words": [cell("Đã hoàn thành"), cell("Đang thực hiện"), cell("Chưa thực hiện"), cell("Hủy")],
    "short words": [cell("HT"), cell("Đang TH"), cell("Chưa TH")],
    "emoji": [cell("✅"), cell("⏳"), cell("⬜")],
    "checkbox": [box(True), box(False)],
    "own checkbox": [box(True, "Có", "Không"), box(False, "Có", "Không")],
    "list": [Cell("Xong", "Xong", choices=("Xong", "Đang làm", "Chưa", "Hủy bỏ"))],
    "empty": [],
}


def written(target: Cell, what: CellWrite, *, as_date: bool = False) -> Cell:
    """The cell as it stands after the write."""
    shown = "" if what.value is None else str(what.value)
    dated = as_date and not isinstance(what.value, str)
    pattern = what.pattern or target.pattern
    return Cell(what.value, shown, "", pattern, dated, target.checkbox, target.choices)


@pytest.mark.parametrize("name", COLUMNS)
@unhurried
@given(state=st.sampled_from(STATES), place=st.integers(0, 3))
def test_a_state_written_in_any_dialect_reads_the_same(
    name: str, state: str | None, place: int
) -> None:
    cells = COLUMNS[name]
    dialect = learn("state", cells)
    target = cells[place % len(cells)] if cells else Cell()
    told = write("state", state, dialect, target, year=YEAR)
    if isinstance(told, CellWrite):
        again = written(target, told)
        assert read("state", again, dialect, YEAR) == Value(state)
        assert write("state", state, dialect, again, year=YEAR) is None
    elif told is None:
        assert read("state", target, dialect, YEAR) == Value(state)
    else:
        assert target.checkbox or target.choices or dialect.form == "flag"


@pytest.mark.parametrize(
    ("name", "state", "word"),
    [
        ("x", "done", "x"),
        ("x", "doing", "đang"),
        ("v", "todo", "chưa"),
        ("check mark", "done", "✓"),
        ("words TRUE", "done", True),
        ("text TRUE", "todo", "FALSE"),
        ("numbers", "done", 1),
        ("text 1", "todo", "0"),
        ("words", "doing", "Đang thực hiện"),
        ("short words", "done", "HT"),
        ("emoji", "doing", "⏳"),
        ("own checkbox", "done", "Có"),
        ("list", "dropped", "Hủy bỏ"),
        ("empty", "done", "Đã xong"),
    ],
)
def test_the_sheet_s_own_word_is_spoken_back(name: str, state: str, word: Scalar) -> None:
    target = COLUMNS[name][-1] if name in ("own checkbox", "list") else Cell()
    if name == "own checkbox":
        target = box(False, "Có", "Không")
    told = write("state", state, learn("state", COLUMNS[name]), target, year=YEAR)
    assert told == CellWrite(word)


def test_an_empty_column_headed_done_is_ticked_with_x() -> None:
    assert learn("state", [], heading="Xong?").form == "tick"


@pytest.mark.parametrize(
    ("said", "state"),
    [
        *((word, "done") for word in ("x", "X", "v", "✓", "✔", "✅", "TRUE", "1", "HT", "Rồi")),
        *((word, "done") for word in ("Đã xong", "Hoàn thành (quá hạn)", "🟢 Hoàn thành", "Đạt")),
        *((word, "todo") for word in ("FALSE", "0", "☐", "⬜", "chưa", "Chưa TH", "không", "❌")),
        *((word, "doing") for word in ("đang", "Đang TH", "⏳", "50%", "Hoàn thành 70%", "ĐTH")),
        *((word, "dropped") for word in ("Hủy", "đã hủy", "KHÔNG TH", "Không tổ chức")),
        *((word, None) for word in ("2", "3/4 quý", "Quá hạn", "02 mô hình", "abc", "Hoãn")),
        *((word, None) for word in ("không nộp", "Chậm tiến độ", "")),
    ],
)
def test_words_of_the_field_say_their_state(said: str, state: str | None) -> None:
    assert state_of(state_text(said)) == state


def test_a_dash_says_nothing_and_a_count_cannot_be_read() -> None:
    dialect = learn("state", COLUMNS["x"])
    assert read("state", cell("-"), dialect, YEAR) == Value(None)
    assert isinstance(read("state", cell("2"), dialect, YEAR), Unreadable)
    assert isinstance(write("state", "done", dialect, cell("2"), year=YEAR), Unreadable)


def columns(*marks: str) -> list[tuple[int, Dialect, Cell]]:
    names = ("todo", "doing", "done")
    return [
        (number, learn("state", [cell("x")], state_value=name), cell(mark))
        for number, (name, mark) in enumerate(zip(names, marks, strict=True), 6)
    ]


def test_where_each_state_has_a_column_the_tick_moves() -> None:
    assert write_state("done", columns("", "x", ""), year=YEAR) == [
        (7, CellWrite(None)),
        (8, CellWrite("x")),
    ]
    assert write_state("doing", columns("", "x", ""), year=YEAR) == []
    assert write_state(None, columns("", "x", ""), year=YEAR) == [(7, CellWrite(None))]


def test_two_ticks_in_one_row_are_left_alone() -> None:
    told = write_state("done", columns("x", "x", ""), year=YEAR)
    assert isinstance(told, Unreadable)
    assert "nhiều cột" in told.reason


def test_a_state_without_a_column_is_not_written() -> None:
    assert isinstance(write_state("dropped", columns("x", "", ""), year=YEAR), Unreadable)


@unhurried
@given(st.sampled_from(STATES), st.sampled_from(["x", ""]), st.sampled_from(["x", ""]))
def test_states_in_columns_read_what_was_written(state: str | None, one: str, two: str) -> None:
    cells = columns(one, "" if one else two, "")
    told = write_state(state, cells, year=YEAR)
    if isinstance(told, Unreadable):
        assert state == "dropped"
        return
    after = dict(told)
    again = [
        (dialect, written(old, after[number]) if number in after else old)
        for number, dialect, old in cells
    ]
    assert read_state(again, YEAR) == Value(state)


DATES: dict[str, list[Cell]] = {
    "serials": [day("2027-03-01"), day("2027-12-31")],
    "plain serials": [cell(46000), cell(46100)],
    "dd/mm/yyyy": [cell("01/02/2027"), cell("15/12/2027")],
    "d/m/yyyy": [cell("1/2/2027"), cell("15/12/2027")],
    "d-m-yy": [cell("5-8-27"), cell("30-6-27")],
    "d.m.yyyy": [cell("5.8.2027")],
    "d/m": [cell("15/3"), cell("2/9")],
    "iso": [cell("2027-02-01")],
    "words": [cell("Quý IV"), cell("Thường xuyên")],
    "empty": [],
}


@pytest.mark.parametrize("name", DATES)
@unhurried
@given(when=st.dates(date(2001, 1, 1), date(2098, 12, 31)), place=st.integers(0, 1))
def test_a_day_written_in_any_dialect_reads_the_same(name: str, when: date, place: int) -> None:
    cells = DATES[name]
    dialect = learn("due", cells)
    for target in (Cell(), cells[place % len(cells)] if cells else Cell()):
        told = write("due", when.isoformat(), dialect, target, year=YEAR)
        after = target
        if told is not None:
            assert isinstance(told, CellWrite)
            after = written(target, told, as_date=True)
        said = read("due", after, dialect, YEAR)
        assert isinstance(said, Value)
        assert said.value == when.isoformat()
        assert write("due", when.isoformat(), dialect, after, year=YEAR) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("serials", CellWrite(46452, "dd/mm/yyyy")),
        ("dd/mm/yyyy", CellWrite("06/03/2027")),
        ("d/m/yyyy", CellWrite("6/3/2027")),
        ("d-m-yy", CellWrite("6-3-27")),
        ("d.m.yyyy", CellWrite("6.3.2027")),
        ("d/m", CellWrite("6/3")),
        ("iso", CellWrite("2027-03-06")),
        ("empty", CellWrite("06/03/2027")),
    ],
)
def test_days_are_written_as_the_column_s_own_cells_hold_them(name: str, value: CellWrite) -> None:
    assert write("due", "2027-03-06", learn("due", DATES[name]), Cell(), year=YEAR) == value


def test_a_cell_formatted_as_a_date_keeps_its_format() -> None:
    told = write("due", "2027-03-06", learn("due", DATES["d/m"]), day("2027-01-01"), year=YEAR)
    assert told == CellWrite(46452)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("30/06/2027", "2027-06-30"),
        ("trước ngày 15/12", "2027-12-15"),
        ("đến hết 30-6-27", "2027-06-30"),
        ("16h00 ngày 5/9", "2027-09-05"),
        ("Sáng 10/9", "2027-09-10"),
        ("thứ 7 (24/01)", "2027-01-24"),
        ("ngày 20 tháng 11 năm 2028", "2028-11-20"),
        ("Quý IV (trước 15/12)", "2027-12-15"),
        ("15 Dec 2027", "2027-12-15"),
        ("Thứ tư 20/11", "2027-11-20"),
        *((text, None) for text in ("15/01 - 24/01", "6/3 - 15/3", "06/6-18/8", "sau 24/1")),
        *((text, None) for text in ("31/11/2027", "20/01/201", "Quý IV/2027", "Tháng 4, 5/2027")),
        *((text, None) for text in ("Tháng 7-12", "T7-12", "Quý 3-4", "Tuần 1-2")),
        ("Thứ 7, 24-1", "2027-01-24"),
        *((text, None) for text in ("10/2027", "từ 15/12", "Tuần 26", "Thường xuyên", "(229)")),
        *((text, None) for text in ("15/6 và 15/12", "50%", "3/4 quý 1/5", "")),
    ],
)
def test_one_day_is_found_in_a_sentence_and_nothing_is_made_up(text: str, iso: str | None) -> None:
    assert find_day(text, YEAR) == iso


def test_a_due_cell_in_words_keeps_its_words() -> None:
    said = read("due", cell("Quý IV"), learn("due", []), YEAR)
    assert said == Value(None, "Quý IV")


def test_widths_a_cell_leaves_open_are_settled_by_the_others() -> None:
    assert pattern_of("15/12/2027") == "D/M/yyyy"
    assert settle("D/M/yyyy", ("d/m/yyyy",)) == "d/m/yyyy"
    assert settle("D/M/yyyy", ("dd/mm/yyyy",)) == "dd/mm/yyyy"


PERCENTS = {
    "fractions": [percent(0.4)],
    "bare fractions": [cell(0.5), cell(1)],
    "whole": [cell(40), cell(100)],
    "text": [cell("70%"), cell("100%")],
    "spaced text": [cell("70 %")],
    "text fractions": [cell("0.5"), cell("1")],
    "empty": [],
}


@pytest.mark.parametrize("name", PERCENTS)
@unhurried
@given(value=st.integers(0, 100))
def test_a_percent_written_in_any_dialect_reads_the_same(name: str, value: int) -> None:
    dialect = learn("percent", PERCENTS[name])
    told = write("percent", str(value), dialect, Cell(), year=YEAR)
    assert isinstance(told, CellWrite)
    after = written(Cell(), told)
    assert read("percent", after, dialect, YEAR) == Value(str(value))
    assert write("percent", str(value), dialect, after, year=YEAR) is None


def test_a_percent_out_of_bounds_or_in_words_is_left_alone() -> None:
    dialect = learn("percent", PERCENTS["whole"])
    for bad in ("xong", "120%", "-5"):
        assert isinstance(read("percent", cell(bad), dialect, YEAR), Unreadable)
        assert isinstance(write("percent", "50", dialect, cell(bad), year=YEAR), Unreadable)


@unhurried
@given(st.text(max_size=60))
def test_plain_text_reads_what_was_written(text: str) -> None:
    wanted = clean(text) or None
    dialect = learn("note", [])
    told = write("note", wanted, dialect, Cell(), year=YEAR)
    after = written(Cell(), told) if isinstance(told, CellWrite) else Cell()
    assert read("note", after, dialect, YEAR) == Value(wanted)
    assert write("note", wanted, dialect, after, year=YEAR) is None


def test_a_link_behind_a_word_is_read_as_its_address() -> None:
    target = Cell("Xem ảnh", "Xem ảnh", link="https://a.vn/1")
    dialect = learn("evidence", [target])
    assert read("evidence", target, dialect, YEAR) == Value("https://a.vn/1", "Xem ảnh")
    assert write("evidence", "https://a.vn/1", dialect, target, year=YEAR) is None
    assert write("evidence", "https://b.vn", dialect, target, year=YEAR) == CellWrite(
        "https://b.vn"
    )


@pytest.mark.parametrize("target", [formula("x"), Cell("x", "x", locked=PROTECTED)])
def test_formulas_and_protected_cells_are_never_written(target: Cell) -> None:
    dialect = learn("note", [])
    assert isinstance(write("note", "mới", dialect, target, year=YEAR), Unreadable)


def test_a_checkbox_cannot_say_under_way() -> None:
    dialect = learn("state", COLUMNS["checkbox"])
    assert isinstance(write("state", "doing", dialect, box(False), year=YEAR), Unreadable)


def test_a_word_the_list_does_not_offer_is_not_written() -> None:
    target = Cell("Xong", "Xong", choices=("Xong", "Chưa"))
    dialect = learn("state", [target])
    assert isinstance(write("state", "doing", dialect, target, year=YEAR), Unreadable)


@pytest.mark.parametrize("name", COLUMNS)
def test_a_dialect_survives_json(name: str) -> None:
    dialect = learn("state", COLUMNS[name])
    assert dialect_from_json(dialect_json(dialect)) == dialect


@pytest.mark.parametrize(
    ("said", "done", "todo"), [(1, 1, 0), (1.0, 1, 0), (0, 1, 0), (True, True, False)]
)
def test_a_column_of_numbers_gets_numbers_never_their_text(said, done, todo):
    dialect = learn("state", [Cell(value=said, shown=str(said))] * 3)
    for state, wanted in (("done", done), ("todo", todo)):
        told = write("state", state, dialect, Cell(), year=2026)
        assert told is not None
        assert told.value == wanted
        assert not isinstance(told.value, str)
