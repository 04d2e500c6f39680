"""The values a dialect speaks in: what a cell says, what is written into it, why it cannot be."""

from dataclasses import dataclass
from typing import Any

from sync.core.tab import Scalar


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one column writes its field.

    `form` is one of: for states `tick words checkbox flag column percent`, for dates `serial
    date-text`, for percents `fraction whole percent-text fraction-text`, else `text link`.
    `words` pairs each
    canonical state with the column's own word; `pattern` is a number format (`serial`,
    `fraction`) or a date pattern such as `dd/mm/yyyy` or `d-m-yy` (`date-text`). `state_value` is
    the state a `column` form means. `choices` are the words a list validation allows.
    """

    field: str
    form: str
    words: tuple[tuple[str, Scalar], ...] = ()
    pattern: str = ""
    state_value: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell says: canonical text or None (nothing said).

    States are todo, doing, done, dropped; percents "0".."100"; dates ISO. `shown` is the cell's
    own text where it says more than the value (a due cell "Quý IV"); `done_on` a date that
    stands in a state cell ("✅ 14/01").
    """

    value: str | None
    shown: str | None = None
    done_on: str | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that says something we do not understand or may not write; it is left alone."""

    reason: str


@dataclass(frozen=True, slots=True)
class CellWrite:
    """What to put into a cell; `pattern` is a number format to set, None to keep the cell's."""

    value: Scalar
    pattern: str | None = None


def dialect_json(dialect: Dialect) -> dict[str, Any]:
    """A dialect as plain JSON values; `dialect_from_json` reads it back."""
    return {
        "field": dialect.field,
        "form": dialect.form,
        "words": [[state, word] for state, word in dialect.words],
        "pattern": dialect.pattern,
        "state_value": dialect.state_value,
        "choices": list(dialect.choices),
    }


def dialect_from_json(data: dict[str, Any]) -> Dialect:
    return Dialect(
        field=data["field"],
        form=data["form"],
        words=tuple((state, word) for state, word in data["words"]),
        pattern=data["pattern"],
        state_value=data["state_value"],
        choices=tuple(data["choices"]),
    )
