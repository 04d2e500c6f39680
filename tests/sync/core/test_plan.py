"""The truth table of docs/sync.md is the code's."""

from pathlib import Path

import pytest

from sync.core.plan import Rule, decide

PAGE = Path(__file__).parents[3] / "docs" / "sync.md"
RULES = (
    Rule(),
    Rule(policy="local"),
    Rule(policy="sheet"),
    Rule(read_only=True),
    Rule(office=True),
)
VALUES = {"-": None, "a": "một", "b": "hai", "c": "ba"}


def lines() -> list[list[str]]:
    """The lines below the heading "The truth table", up to the next heading."""
    page = PAGE.read_text(encoding="utf-8").partition("## The truth table")[2].partition("\n## ")[0]
    table = [line for line in page.splitlines() if line[:1] == "|"]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:]]


@pytest.mark.parametrize("line", lines(), ids=lambda line: " ".join(line[:3]))
def test_a_line_of_the_table_is_what_the_code_decides(line: list[str]):
    base, local, sheet = (VALUES[one] for one in line[:3])
    assert [decide(base, local, sheet, rule).value for rule in RULES] == line[3:]


def test_the_table_covers_every_pattern_of_three_values():
    def pattern(one: list[str]) -> tuple[str, ...]:
        names: dict[str, str] = {"-": "-"}
        return tuple(names.setdefault(value, "abc"[len(names) - 1]) for value in one)

    covered = {pattern(line[:3]) for line in lines()}
    every = {
        pattern([base, local, sheet]) for base in VALUES for local in VALUES for sheet in VALUES
    }
    assert covered == every


def test_spacing_and_composition_are_no_change():
    assert decide("Kết quả", "Kết  quả", "Kê\u0301t qua\u0309 ").value == "nothing"
