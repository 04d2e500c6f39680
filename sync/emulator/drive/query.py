"""The ``q`` of files.list: Drive's search language."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from sync.emulator.clock import stamp
from sync.emulator.errors import ApiError, drive_invalid
from sync.emulator.shapes import Json

TOKEN = re.compile(
    r"""\s*(?:(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?P<sign>!=|<=|>=|=|<|>|[()])"""
    r"""|(?P<word>[\w.]+))""",
    re.DOTALL,
)
Test = Callable[[Json], bool]

FLAGS: dict[str, Test] = {
    "trashed": lambda file: bool(file["trashed"]),
    "starred": lambda file: bool(file["starred"]),
    "sharedWithMe": lambda file: not file["ownedByMe"],
}


def _bad() -> ApiError:
    return drive_invalid("Invalid Value", "q")


@dataclass
class _Reader:
    tokens: list[tuple[str, str]]
    at: int = 0

    def peek(self) -> str:
        return self.tokens[self.at][1].lower() if self.at < len(self.tokens) else ""

    def take(self) -> tuple[str, str]:
        if self.at == len(self.tokens):
            raise _bad()
        self.at += 1
        return self.tokens[self.at - 1]

    def either(self) -> Test:
        tests = [self.all()]
        while self.peek() == "or":
            self.take()
            tests.append(self.all())
        return lambda file: any(test(file) for test in tests)

    def all(self) -> Test:
        tests = [self.term()]
        while self.peek() == "and":
            self.take()
            tests.append(self.term())
        return lambda file: all(test(file) for test in tests)

    def term(self) -> Test:
        if self.peek() == "not":
            self.take()
            inner = self.term()
            return lambda file: not inner(file)
        if self.peek() == "(":
            self.take()
            inner = self.either()
            if self.take()[1] != ")":
                raise _bad()
            return inner
        return self.comparison()

    def comparison(self) -> Test:
        kind, left = self.take()
        operator = self.take()[1].lower()
        right_kind, right = self.take()
        if kind == "text" and operator == "in":
            return lambda file: left in _members(file, right)
        if kind != "word" or (right_kind == "word" and right not in ("true", "false")):
            raise _bad()
        return _compared(left, operator, right)


def _members(file: Json, field: str) -> list[str]:
    role = {"owners": "owner", "writers": "writer", "readers": "reader"}.get(field)
    if field == "parents":
        return list(file.get("parents", []))
    if role is None:
        raise _bad()
    held = [p for p in file.get("permissions", []) if p["role"] == role]
    emails = [permission.get("emailAddress", "") for permission in held]
    return [*emails, "me"] if role == "owner" and file["ownedByMe"] else emails


def _compared(field: str, operator: str, wanted: str) -> Test:
    if field in FLAGS:
        flag = (wanted == "true") == (operator == "=")
        return lambda file: FLAGS[field](file) == flag
    if field in ("modifiedTime", "createdTime", "viewedByMeTime"):
        limit = _moment(wanted)
        return lambda file: _ordered(str(file.get(field, "")), operator, limit)
    if field not in ("name", "mimeType", "fullText", "id"):
        raise _bad()
    if operator == "contains":
        return lambda file: _contains(str(file.get(field, file["name"])), wanted, field)
    return lambda file: _ordered(str(file.get(field, "")), operator, wanted)


def _moment(text: str) -> str:
    """A time as Drive writes it, so that times compare as texts."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise _bad() from None
    return stamp(moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC))


def _ordered(value: str, operator: str, wanted: str) -> bool:
    results = {
        "=": value == wanted, "!=": value != wanted, "<": value < wanted,
        ">": value > wanted, "<=": value <= wanted, ">=": value >= wanted,
    }  # fmt: skip
    if operator not in results:
        raise _bad()
    return results[operator]


def _contains(value: str, wanted: str, field: str) -> bool:
    """``name contains`` matches the beginning of a word; mimeType contains a part."""
    if field == "mimeType":
        return value.startswith(wanted)
    words = re.split(r"\W+", value.casefold())
    folded = wanted.casefold()
    return value.casefold().startswith(folded) or any(word.startswith(folded) for word in words)


def parse(text: str) -> Test:
    """The test of a search text on a File resource. Raises Drive's 400 "Invalid Value"."""
    tokens: list[tuple[str, str]] = []
    position = 0
    while position < len(text.rstrip()):
        match = TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise _bad()
        found = match[match.lastgroup]
        if match.lastgroup == "text":
            found = re.sub(r"\\(.)", r"\1", found[1:-1])
        tokens.append((match.lastgroup, found))
        position = match.end()
    reader = _Reader(tokens)
    test = reader.either()
    if reader.at != len(tokens):
        raise _bad()
    return test
