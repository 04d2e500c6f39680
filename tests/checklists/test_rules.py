from dataclasses import dataclass

import pytest

from app.checklists import rules
from sync.core.refusal import Refused


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        ("state", "done", "done"),
        ("state", "Đã hoàn thành", "done"),
        ("state", "đang làm", "doing"),
        ("state", "Không thuộc đối tượng", "dropped"),
        ("state", "Chưa có thông tin", None),
        ("percent", "80%", "80"),
        ("percent", "080", "80"),
        ("percent", "100.0", "100"),
        ("done_on", "2020-11-05", "2020-11-05"),
        ("done_on", "5/11/2020", "2020-11-05"),
        ("due", "5-8-20", "2020-08-05"),
        ("verified", "1", "1"),
        ("verified", "không", None),
        ("result", "  hai   cuộc\r\nmột đợt ", "hai cuộc\nmột đợt"),
        ("note", "Hoa\u0300 gia\u0309i", "Hoà giải"),
        ("result", "   ", None),
        ("result", None, None),
    ],
)
def test_what_people_type_is_kept_in_one_form(field, typed, stored):
    assert rules.parse(field, typed) == stored


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("state", "sắp xong"),
        ("percent", "180"),
        ("percent", "-5"),
        ("percent", "nửa"),
        ("due", "31/11/2020"),
        ("due", "tháng 5"),
        ("verified", "có lẽ"),
        ("note", "x" * 50_001),
    ],
)
def test_what_a_field_cannot_hold_is_refused_in_words(field, typed):
    with pytest.raises(Refused, match="Hãy"):
        rules.parse(field, typed)


@pytest.mark.parametrize(
    ("was", "current", "new", "outcome"),
    [
        (None, None, "done", "set"),
        (None, "done", "done", "same"),
        ("todo", "done", "doing", "clash"),
        ("todo", "todo", "todo", "same"),
        ("todo", "done", "todo", "clash"),
    ],
)
def test_a_value_that_changed_meanwhile_is_told(was, current, new, outcome):
    assert rules.decide(was, current, new) == outcome


@dataclass
class Line:
    state: str | None = None
    result: str | None = None
    continuous: bool = False
    in_rate: bool = True


def test_the_rate_counts_done_beside_continuous_work_with_a_result():
    lines = [
        Line("done"),
        Line("doing", result="3 buổi", continuous=True),
        Line("doing", result="3 buổi"),
        Line(),
        Line("done", in_rate=False),
    ]
    assert rules.progress(lines) == rules.Progress(done=1, total=4, with_result=1, silent=1)


@pytest.mark.parametrize(("reason", "counts"), [(None, False), ("chưa có kinh phí", True)])
def test_dropped_leaves_the_rate_only_where_it_does_not_concern_the_unit(reason, counts):
    found = rules.in_rate(of_plan=True, part=False, retired=False, state="dropped", reason=reason)
    assert found is counts


@pytest.mark.parametrize(
    ("states", "state"),
    [
        (["done", "done"], "done"),
        (["done", "dropped"], "done"),
        (["dropped", "dropped"], "dropped"),
        (["done", None], "doing"),
        (["todo", None], "todo"),
        ([None, None], None),
    ],
)
def test_an_item_of_several_rows_is_done_when_all_are(states, state):
    assert rules.state_of_parts(states) == state


def test_continuous_work_is_never_late():
    assert rules.is_late("2020-03-15", "doing", "2020-03-16", continuous=False)
    assert not rules.is_late("2020-03-15", "doing", "2020-03-16", continuous=True)
    assert not rules.is_late("2020-03-15", "done", "2020-03-16", continuous=False)
    assert not rules.is_late("2020-03-16", None, "2020-03-16", continuous=False)


@pytest.mark.parametrize("evidence", ["javascript:alert(1)", "data:text/html,x", "BC 08", None])
def test_only_web_addresses_become_links(evidence):
    assert not rules.is_link(evidence)
    assert rules.is_link("https://example.org/anh.jpg")
