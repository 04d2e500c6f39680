"""Field masks: parsed, applied to answers, applied to updates."""

from typing import Any

import pytest

from sync.emulator.errors import ApiError
from sync.emulator.fields import merge, parse, project


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", {"a": {}}),
        ("a.b,a/c", {"a": {"b": {}, "c": {}}}),
        ("a(b,c(d)),e", {"a": {"b": {}, "c": {"d": {}}}, "e": {}}),
        ("a.b(c)", {"a": {"b": {"c": {}}}}),
        ("*", {"*": {}}),
        ("a.b,a", {"a": {}}),
        ("a,a.b", {"a": {}}),
        (" a , b ", {"a": {}, "b": {}}),
    ],
)
def test_a_mask_is_a_tree(text: str, tree: dict[str, Any]) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize("text", ["a(", "a)", "a,,b", ",a", "a..b", "a(b", "a-b", "()"])
def test_a_mask_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ApiError):
        parse(text)


def test_an_answer_is_reduced_entry_by_entry() -> None:
    value = {"a": [{"b": 1, "c": 2}, {"c": 3}], "d": 4}
    assert project(value, parse("a.b")) == {"a": [{"b": 1}, {}]}
    assert project(value, parse("*")) == value


def test_an_update_clears_what_it_names_and_does_not_give() -> None:
    old = {"a": {"b": 1, "c": 2}, "d": 3}
    assert merge(old, {}, parse("a.b")) == {"a": {"c": 2}, "d": 3}
    assert merge(old, {"a": {"b": 9}}, parse("a.b,d")) == {"a": {"b": 9, "c": 2}}
    assert merge(old, {"a": {"e": 5}}, parse("a")) == {"a": {"e": 5}, "d": 3}
    assert merge(old, {}, parse("a(b,c)")) == {"d": 3}
    assert merge(old, {"x": {}}, parse("x")) == {**old, "x": {}}, "black is a colour too"
