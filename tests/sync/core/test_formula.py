"""One formula has one form wherever it stands; another has another."""

import pytest

from sync.core.formula import UNKNOWN, form, same_form


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("=C4*2", "=D17*2"),
        ("=C4*2", "=#REF!*2"),
        ("=SUM($C$4:C9)", "=SUM($E$4:E12)"),
        ("=SUM(C4:C)", "=SUM(AA10:AA)"),
        ("=VLOOKUP(B4;'Tháng 1'!A:C;2;0)", "=VLOOKUP(C5;'Tháng 1'!B:D;2;0)"),
        ("=COUNTA(3:5)", "=COUNTA(4:6)"),
        ("=SUM(C:C9)", "=SUM(D:D12)"),
    ],
)
def test_a_formula_that_was_moved_has_the_same_form(here: str, there: str) -> None:
    assert form(here) == form(there)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('="A1"', '="A2"'),
        ('="nói ""B2"""', '="nói ""B3"""'),
        ("=C4*2", "=C4*3"),
        ("='T1'!C4", "='T2'!C4"),
        ("=LOG10(C4)", "=LN(C4)"),
        ("=thang_1*2", "=thang_2*2"),
        ("=C4", ""),
    ],
)
def test_another_formula_has_another(one: str, other: str) -> None:
    assert not same_form(form(one), form(other))


def test_a_formula_whose_text_is_not_known_may_be_any_but_none() -> None:
    assert same_form(UNKNOWN, form("=C4*2"))
    assert same_form(form("=C4*2"), UNKNOWN)
    assert not same_form(UNKNOWN, "")
