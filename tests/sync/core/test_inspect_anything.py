"""Whatever a tab holds, the inspection answers: a reading that hangs together, or a refusal."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.inspect import inspect, layout_of
from sync.core.inspection import FIELDS, Inspection, inspection_json
from sync.core.layout import Layout, layout_from_json, layout_json
from sync.core.match_text import Corpus
from sync.core.relocate import relocate
from sync.core.tab import Cell, Tab
from tests.sync.core.sheets import PLAN, YEAR, box, day, formula, percent, tab

CORPUS = Corpus(PLAN)
HEADINGS = ["STT", "Nội dung", "Hạn", "Trạng thái", "Đã", "Chưa", "Kết quả", "Mã", "% HT", "Họ tên"]
TEXTS = [
    *(node.text for node in PLAN),
    *("I", "1", "1.1", "A", "-", "x", "✓", "TRUE", "Quý IV", "31/11/2027", "5/6", "TỔNG CỘNG"),
    *("TM. BAN CHẤP HÀNH", "BÍ THƯ", "Ghi chú: thử", "II.1.1", "R.1", "https://a.vn", "²²²²²", ""),
]
cells = st.one_of(
    st.sampled_from([*HEADINGS, *TEXTS]).map(lambda text: Cell(text, text) if text else Cell()),
    st.sampled_from([box(True), box(False), percent(0.5), day("2027-05-01"), formula(3)]),
    st.integers(-5, 60000).map(lambda number: Cell(number, str(number))),
    st.text(max_size=12).map(lambda text: Cell(text, text)),
)
heading = st.lists(st.sampled_from(HEADINGS), min_size=2, max_size=7)
body = st.lists(st.lists(cells, max_size=7), max_size=12)


def answered(found: Inspection) -> None:
    """What must hold of every reading."""
    inspection_json(found)
    if found.refuse:
        assert (found.columns, found.rows) == ((), ())
        return
    keys = {node.key for node in PLAN}
    rows = [row.row for row in found.rows]
    assert rows == sorted(set(rows))
    assert all(column.field is None or column.field in FIELDS for column in found.columns)
    assert sum(column.field == "text" for column in found.columns) == 1
    for row in found.rows:
        assert row.key is None or row.key in keys
        assert not (row.key and row.ambiguous)
        assert row.ambiguous == bool(row.candidates)
        assert row.state in (None, "todo", "doing", "done", "dropped")


@settings(deadline=None)
@given(body, heading, body)
def test_any_rows_around_any_headings_are_answered(
    above: list[list[Cell]], titles: list[str], below: list[list[Cell]]
) -> None:
    found = inspect(tab([*above, titles, *below]), PLAN, year=YEAR, corpus=CORPUS)
    answered(found)


@settings(deadline=None)
@given(heading, body)
def test_the_layout_of_any_reading_is_found_again_in_the_same_tab(
    titles: list[str], below: list[list[Cell]]
) -> None:
    whole = tab([titles, *below])
    found = inspect(whole, PLAN, year=YEAR, corpus=CORPUS)
    if found.refuse is None:
        layout = layout_from_json(layout_json(layout_of(found)))
        again = relocate(layout, whole)
        assert isinstance(again, Layout)
        assert {c.index: c.field for c in again.columns} == {
            c.index: c.field for c in layout.columns
        }


@settings(deadline=None)
@given(body)
def test_cells_without_any_headings_are_answered(rows: list[list[Cell]]) -> None:
    answered(inspect(Tab("t", tuple(map(tuple, rows))), PLAN, year=YEAR, corpus=CORPUS))


def test_digits_that_are_no_numbers_are_text() -> None:
    rows = [["STT", "Nội dung", "Hạn", "Trạng thái"], *[["²²²²²"] * 4] * 3]
    found = inspect(tab(rows), PLAN, year=YEAR, corpus=CORPUS)
    assert all(row.due is None for row in found.rows)
