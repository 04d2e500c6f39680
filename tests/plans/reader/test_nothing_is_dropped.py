"""Every line of a paper has one place, and what was read holds all its words in order."""

import re
import textwrap
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.plans.reader import Node, Plan, UnreadableDocument, read_lines
from sync.core.text import nfc
from tests.plans.reader import kinds, papers

ALL = {**papers.ALL, **kinds.ALL}
LINES = sorted({line for paper in ALL.values() for line in paper.splitlines()})
ODD = [
    "-",
    "+",
    "*",
    "I.",
    "1.",
    "a)",
    "\t",
    "   ",
    "12",
    "....",
    "(1)",
    "Điều",
    "Phụ lục",
    "|",
    "Nơi nhận",
]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", nfc(text))


def words(nodes: tuple[Node, ...]) -> Iterator[str]:
    for node in nodes:
        rows = [squeezed("".join(row)) for row in node.rows]
        if not (rows and squeezed(node.text.split(": ")[0]) in rows[-1]):  # no row of a table
            yield squeezed(node.marker + node.text)
        yield from rows
        yield from words(node.children)


def check(plan: Plan, source: list[str]) -> None:
    assert [line.number for line in plan.lines] == list(range(1, len(source) + 1))
    for line in plan.lines:
        assert (line.place == "blank") == (not squeezed(line.text))
    assert {notice.line for notice in plan.warnings} >= {line.number for line in plan.unplaced}
    flat, at = "".join(words(plan.sections)), 0
    for line in plan.lines:
        if line.place == "body":
            found = flat.find(squeezed(line.text), at)
            assert found >= 0, line
            at = found + len(squeezed(line.text))
    closing = squeezed(plan.closing or "")
    assert all(squeezed(n.text) in closing for n in plan.lines if n.place == "closing")


@pytest.mark.parametrize("name", ALL)
def test_each_paper_is_whole(name):
    source = ALL[name].splitlines()
    check(read_lines(source), source)


@pytest.mark.parametrize("mark", ["*", "- 2 -", "-----"])
def test_a_rule_or_a_page_number_does_not_part_a_table(mark):
    source = ALL["TABLE"].splitlines()
    rows = [at for at, line in enumerate(source) if line.count("\t") > 2]
    source.insert(rows[1] + 1, mark)
    check(read_lines(source), source)


@given(st.lists(st.sampled_from(LINES + ODD), max_size=60))
@settings(max_examples=60, deadline=None)
def test_lines_in_any_order_are_all_placed(source):
    try:
        plan = read_lines(source)
    except UnreadableDocument:
        return
    check(plan, source)


@st.composite
def mutated(draw: st.DrawFn) -> list[str]:
    """A paper with lines lost, doubled, moved, indented, wrapped, decomposed."""
    source = list(ALL[draw(st.sampled_from(sorted(ALL)))].splitlines())
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(source) - 1))
        what = draw(
            st.sampled_from(["drop", "double", "move", "indent", "wrap", "nfd", "odd", "blank"])
        )
        line = source[at]
        if what == "drop" and len(source) > 2:
            del source[at]
        elif what == "move":
            source.insert(draw(st.integers(0, len(source) - 1)), source.pop(at))
        elif what == "wrap":
            source[at : at + 1] = textwrap.wrap(line, 40) or [""]
        else:
            new = {"double": line, "odd": draw(st.sampled_from(ODD))}.get(what, "")
            source.insert(at, new)
            source[at + 1] = {
                "indent": f"        {line}",
                "nfd": unicodedata.normalize("NFD", line),
            }.get(what, line)
    return source


@given(mutated())
@settings(max_examples=60, deadline=None)
def test_a_mutated_paper_is_whole(source):
    try:
        plan = read_lines(source)
    except UnreadableDocument:
        return
    check(plan, source)
