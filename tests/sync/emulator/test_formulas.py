"""The values of formulas, and honest errors where there is none."""

from typing import Any

import pytest

from sync.emulator.book import Book
from sync.emulator.cells import effective, scalar
from sync.emulator.clock import Clock
from sync.emulator.seeding import Tab, seeded


def book(*rows: list[Any]) -> Book:
    tabs = [Tab("T", rows), Tab("Tổ 2", [[7]])]
    made = seeded("b", "b", tabs, "a@example.org", "vi_VN", Clock()).book
    assert made is not None
    return made


def value(formula: str, *rows: list[Any]) -> Any:
    """The value of a formula in E1, above rows of A to D."""
    first = [*rows[0], *[None] * (4 - len(rows[0]))] if rows else [None] * 4
    made = book([*first, formula], *rows[1:])
    return scalar(effective(made, made.sheets[0], 0, 4))


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("=1+2*3", 7),
        ("=(1+2)*3", 9),
        ("=-2^2", 4),
        ("=10%*5", 0.5),
        ("=7/2", 3.5),
        ('="Tổ "&1+1', "Tổ 2"),
        ("=1=1", True),
        ('="a"="A"', True),
        ('="a"<>"b"', True),
        ("=2>=3", False),
        ('=IF(1>2;"x";"y")', "y"),
        ("=IF(FALSE,1)", False),
        ("=ROUND(2.5,0)", 3),
        ("=ROUND(1234.567,1)", 1234.6),
        ("=IFERROR(1/0,0)", 0),
        ("=AND(TRUE,1)", True),
        ('=LEN(TRIM("  a  b "))', 3),
        ("=DATE(2026,3,26)", 46107),
        ("='Tổ 2'!A1*2", 14),
    ],
)
def test_arithmetic_comparison_and_functions(formula: str, result: Any) -> None:
    assert value(formula) == result


ROWS: list[list[Any]] = [["x", 1, True], ["y", 2, False], ["x", None, True], ["", "ba", None]]


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("=SUM(B1:B4)", 3),
        ("=SUM(B:B)", 3),
        ("=COUNT(B1:B4)", 2),
        ("=COUNTA(B1:B4)", 3),
        ("=COUNTBLANK(B1:B4)", 1),
        ("=AVERAGE(B1:B4)", 1.5),
        ("=MIN(B1:B4)", 1),
        ("=MAX(B1:B4)", 2),
        ('=COUNTIF(A1:A4,"x")', 2),
        ('=COUNTIF(A1:A4,"<>x")', 2),
        ('=COUNTIF(B1:B4,">1")', 1),
        ("=COUNTIF(C1:C4,TRUE)", 2),
        ('=COUNTIF(B1:B4,"b*")', 1),
        ('=SUMIF(A1:A4,"x",B1:B4)', 1),
        ('=COUNTIFS(A1:A4,"x",C1:C4,TRUE)', 2),
        ("=COUNTIF(C1:C4;TRUE)/COUNTA(C1:C4)", 2 / 3),
        ("=B9", 0),
        ('=VLOOKUP("y",A1:B4,2,FALSE)', 2),
    ],
)
def test_functions_over_ranges(formula: str, result: Any) -> None:
    assert value(formula, *ROWS) == result


@pytest.mark.parametrize(
    ("formula", "error"),
    [
        ("=1/0", "#DIV/0!"),
        ("=QUERY(A1:B2,1)", "#NAME?"),
        ("=khong_co", "#NAME?"),
        ("=Nowhere!A1", "#REF!"),
        ('=1+"a"', "#VALUE!"),
        ("=E1", "#REF!"),
        ("=1+", "#ERROR!"),
        ("=SUM(", "#ERROR!"),
        ("=AVERAGE(A2:A3)", "#DIV/0!"),
    ],
)
def test_what_cannot_be_computed_is_an_honest_error(formula: str, error: str) -> None:
    assert value(formula) == error


def test_an_error_travels_through_what_uses_it() -> None:
    assert value("=A1+1", ["=1/0"]) == "#DIV/0!"
    assert value("=SUM(A1:B1)", ["=1/0"]) == "#DIV/0!"


def test_a_chain_of_formulas_is_followed() -> None:
    assert value("=C1+1", [1, "=A1+1", "=B1+1"]) == 4


def test_a_named_range_is_known_by_its_name() -> None:
    made = book([1, "=SUM(Ket_qua)"], [2])
    area = {"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 1}
    made.named_ranges = [{"namedRangeId": "1", "name": "ket_qua", "range": area}]
    assert scalar(effective(made, made.sheets[0], 0, 1)) == 3


def test_cells_that_wait_for_each_other_are_an_error() -> None:
    assert value("=A1", ["=B1", "=A1"]) == "#REF!"
