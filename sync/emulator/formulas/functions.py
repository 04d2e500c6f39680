"""The usual few functions of Google Sheets on plain Python values."""

import datetime as dt
import decimal
import re
from collections.abc import Callable, Iterator
from typing import Any

Scalar = float | str | bool | None
"""A number, a text, a truth value, or None for an empty cell."""


class FormulaError(Exception):
    """A formula ends in an error value; ``kind`` is Google's ErrorValue type."""

    def __init__(self, kind: str, message: str = "") -> None:
        super().__init__(message)
        self.kind = kind


class Matrix(list[list[Scalar | FormulaError]]):
    """The values of a range, row by row."""


Value = Scalar | Matrix | FormulaError


def scalar(value: Value) -> Scalar:
    """One value; a range gives its first cell, an error is raised."""
    if isinstance(value, Matrix):
        value = value[0][0] if value and value[0] else None
    if isinstance(value, FormulaError):
        raise value
    return value


def number(value: Value) -> float:
    """The value as a number; an empty cell is 0, a text that is no number is #VALUE!."""
    single = scalar(value)
    if single is None or single == "":
        return 0.0
    if isinstance(single, str):
        try:
            return float(single)
        except ValueError:
            raise FormulaError("VALUE") from None
    return float(single)


def text(value: Value) -> str:
    """The value as text, as ``&`` joins it."""
    single = scalar(value)
    if single is None:
        return ""
    if isinstance(single, bool):
        return "TRUE" if single else "FALSE"
    if isinstance(single, float):
        return str(int(single)) if single.is_integer() else f"{single:.15g}"
    return str(single)


def truth(value: Value) -> bool:
    """The value as a condition."""
    single = scalar(value)
    if isinstance(single, str) and single.upper() in ("TRUE", "FALSE"):
        return single.upper() == "TRUE"
    return bool(number(single))


def flat(values: tuple[Value, ...]) -> Iterator[Scalar]:
    """All cells of all arguments. Raises the first error among them."""
    for value in values:
        cells = [cell for row in value for cell in row] if isinstance(value, Matrix) else [value]
        for cell in cells:
            if isinstance(cell, FormulaError):
                raise cell
            yield cell


def numbers(values: tuple[Value, ...]) -> list[float]:
    """The numbers among the arguments; texts, truth values and blanks in ranges do not count."""
    found: list[float] = []
    for value in values:
        if isinstance(value, Matrix):
            found += [
                cell
                for cell in flat((value,))
                if isinstance(cell, float | int) and not isinstance(cell, bool)
            ]
        else:
            found.append(number(value))
    return found


def key(value: Scalar) -> tuple[int, float | str]:
    """The place of a value in order: numbers, then texts, then truth values."""
    if isinstance(value, bool):
        return 2, float(value)
    if isinstance(value, str):
        return 1, value.casefold()
    return 0, float(value or 0)


def compare(left: Value, right: Value) -> int:
    """-1, 0 or 1; an empty cell equals 0, an empty text and FALSE."""
    one, two = scalar(left), scalar(right)
    blank: dict[type, Scalar] = {str: "", bool: False}
    if one is None:
        one = blank.get(type(two), 0.0)
    if two is None:
        two = blank.get(type(one), 0.0)
    first, second = key(one), key(two)
    return (first > second) - (first < second)


CRITERION = re.compile(r"(<=|>=|<>|<|>|=)?(.*)\Z", re.DOTALL)


def criterion(value: Value) -> Callable[[Scalar], bool]:
    """The test of COUNTIF and SUMIF: ``">5"``, ``"x*"``, a number or a text."""
    wanted = scalar(value)
    match = CRITERION.match(text(wanted))
    sign, rest = (match[1] or "=", match[2]) if match else ("=", "")
    try:
        limit: Scalar = float(rest)
    except ValueError:
        limit = {"TRUE": True, "FALSE": False}.get(rest.upper(), rest)
    if isinstance(limit, str) and sign in ("=", "<>"):
        pattern = _wildcards(limit)
        return lambda cell: (pattern.match(text(cell)) is not None) == (sign == "=")
    return lambda cell: cell is not None and _holds(cell, sign, limit)


def _wildcards(pattern: str) -> re.Pattern[str]:
    out = re.sub(
        r"~([*?~])|([*?])|(.)",
        lambda m: re.escape(m[1] or m[3] or "") or {"*": ".*", "?": "."}[m[2]],
        pattern,
        flags=re.DOTALL,
    )
    return re.compile(out + r"\Z", re.IGNORECASE | re.DOTALL)


def _holds(cell: Scalar, sign: str, limit: Scalar) -> bool:
    if key(cell)[0] != key(limit)[0]:
        return sign == "<>"
    order = compare(cell, limit)
    return {
        "=": order == 0, "<>": order != 0, "<": order < 0,
        ">": order > 0, "<=": order <= 0, ">=": order >= 0,
    }[sign]  # fmt: skip


def count_if(values: tuple[Value, ...]) -> float:
    test = criterion(values[1])
    return float(sum(1 for cell in flat(values[:1]) if test(cell)))


def sum_if(values: tuple[Value, ...]) -> float:
    test = criterion(values[1])
    cells = list(flat(values[:1]))
    summed = list(flat(values[2:3])) if len(values) > 2 else cells
    return sum(
        float(amount)
        for cell, amount in zip(cells, summed, strict=False)
        if test(cell) and isinstance(amount, float | int) and not isinstance(amount, bool)
    )


def count_ifs(values: tuple[Value, ...]) -> float:
    columns = [list(flat(values[i : i + 1])) for i in range(0, len(values), 2)]
    tests = [criterion(values[i]) for i in range(1, len(values), 2)]
    lines = zip(*columns, strict=False)
    return float(sum(all(t(cell) for t, cell in zip(tests, line, strict=False)) for line in lines))


def rounded(values: tuple[Value, ...], mode: str = decimal.ROUND_HALF_UP) -> float:
    """ROUND and its kin: half away from zero."""
    places = int(number(values[1])) if len(values) > 1 else 0
    exact = decimal.Decimal(repr(number(values[0])))
    return float(exact.quantize(decimal.Decimal(1).scaleb(-places), rounding=mode))


def average(values: tuple[Value, ...]) -> float:
    found = numbers(values)
    if not found:
        raise FormulaError("DIVIDE_BY_ZERO")
    return sum(found) / len(found)


def date(values: tuple[Value, ...]) -> float:
    year, month, day = (int(number(value)) for value in values)
    month -= 1
    first = dt.date(year + month // 12, month % 12 + 1, 1)
    return float((first - dt.date(1899, 12, 30)).days + day - 1)


FUNCTIONS: dict[str, Callable[[tuple[Value, ...]], Any]] = {
    "SUM": lambda v: float(sum(numbers(v))),
    "AVERAGE": average,
    "COUNT": lambda v: float(len([n for n in flat(v) if isinstance(n, float) and n is not True])),
    "COUNTA": lambda v: float(sum(1 for cell in flat(v) if cell is not None)),
    "COUNTBLANK": lambda v: float(sum(1 for cell in flat(v) if cell is None or cell == "")),
    "COUNTIF": count_if,
    "COUNTIFS": count_ifs,
    "SUMIF": sum_if,
    "MIN": lambda v: min(numbers(v), default=0.0),
    "MAX": lambda v: max(numbers(v), default=0.0),
    "ROUND": rounded,
    "ROUNDUP": lambda v: rounded(v, decimal.ROUND_UP),
    "ROUNDDOWN": lambda v: rounded(v, decimal.ROUND_DOWN),
    "ABS": lambda v: abs(number(v[0])),
    "AND": lambda v: all(truth(cell) for cell in flat(v) if cell is not None),
    "OR": lambda v: any(truth(cell) for cell in flat(v) if cell is not None),
    "NOT": lambda v: not truth(v[0]),
    "CONCATENATE": lambda v: "".join(text(cell) for cell in flat(v)),
    "CONCAT": lambda v: "".join(text(cell) for cell in flat(v)),
    "TRIM": lambda v: " ".join(text(v[0]).split()),
    "UPPER": lambda v: text(v[0]).upper(),
    "LOWER": lambda v: text(v[0]).lower(),
    "LEN": lambda v: float(len(text(v[0]))),
    "LEFT": lambda v: text(v[0])[: int(number(v[1])) if len(v) > 1 else 1],
    "RIGHT": lambda v: text(v[0])[-(int(number(v[1])) if len(v) > 1 else 1) :],
    "ISBLANK": lambda v: scalar(v[0]) is None,
    "DATE": date,
    "TRUE": lambda _: True,
    "FALSE": lambda _: False,
    "HYPERLINK": lambda v: scalar(v[1]) if len(v) > 1 else scalar(v[0]),
}
