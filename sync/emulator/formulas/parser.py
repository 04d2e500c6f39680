"""A formula's text as a tree."""

from dataclasses import dataclass
from functools import lru_cache

from openpyxl.formula.tokenizer import Token

from sync.emulator import references
from sync.emulator.references import Reference

BINDING = {
    "=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1,
    "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 6,
}  # fmt: skip
PREFIX_BINDING = 7


@dataclass(frozen=True)
class Literal:
    """A number, a text, a truth value, or an error such as ``#REF!`` (then ``error``)."""

    value: float | str | bool
    error: bool = False


@dataclass(frozen=True)
class Cells:
    """A reference to cells."""

    reference: Reference


@dataclass(frozen=True)
class Name:
    """A named range, or a name nobody knows."""

    text: str


@dataclass(frozen=True)
class Call:
    """A function or an operator on its arguments."""

    name: str
    arguments: "tuple[Node, ...]"


Node = Literal | Cells | Name | Call


class UnreadableError(Exception):
    """The formula is not well formed."""


@lru_cache(maxsize=4096)
def parse(formula: str) -> Node:
    """The tree of a formula that starts with ``=``. Raises UnreadableError."""
    reader = _Reader([t for t in references.tokens(formula) if t.type != Token.WSPACE])
    tree = reader.expression(0)
    if reader.peek() is not None:
        raise UnreadableError(formula)
    return tree


class _Reader:
    """Precedence climbing over the tokens of one formula."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self) -> Token:
        token = self.peek()
        if token is None:
            raise UnreadableError
        self.at += 1
        return token

    def expression(self, binding: int) -> Node:
        left = self.operand()
        while (token := self.peek()) is not None:
            if token.type == Token.OP_POST:
                self.take()
                left = Call("%", (left,))
            elif token.type == Token.OP_IN and BINDING.get(token.value, 0) > binding:
                self.take()
                left = Call(token.value, (left, self.expression(BINDING[token.value])))
            else:
                break
        return left

    def operand(self) -> Node:
        token = self.take()
        if token.type == Token.OP_PRE:
            return Call("u" + token.value, (self.expression(PREFIX_BINDING),))
        if token.type == Token.OPERAND:
            return _operand(token)
        if token.type == Token.PAREN and token.subtype == Token.OPEN:
            inner = self.expression(0)
            self.close(Token.PAREN)
            return inner
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            return Call(token.value[:-1].upper(), self.arguments())
        raise UnreadableError(token.value)

    def arguments(self) -> tuple[Node, ...]:
        found: list[Node] = []
        token = self.peek()
        if token is not None and token.type == Token.FUNC and token.subtype == Token.CLOSE:
            self.take()
            return ()
        while True:
            token = self.peek()
            if token is not None and token.type == Token.SEP:
                found.append(Literal(""))
            else:
                found.append(self.expression(0))
            token = self.take()
            if token.type == Token.FUNC and token.subtype == Token.CLOSE:
                return tuple(found)
            if token.type != Token.SEP:
                raise UnreadableError(token.value)

    def close(self, kind: str) -> None:
        token = self.take()
        if token.type != kind or token.subtype != Token.CLOSE:
            raise UnreadableError(token.value)


def _operand(token: Token) -> Node:
    text = token.value
    if token.subtype == Token.NUMBER:
        return Literal(float(text))
    if token.subtype == Token.TEXT:
        return Literal(text[1:-1].replace('""', '"'))
    if token.subtype == Token.LOGICAL:
        return Literal(text.upper() == "TRUE")
    if token.subtype == Token.ERROR:
        return Literal(text, error=True)
    reference = references.parse(text)
    return Cells(reference) if reference is not None else Name(text)
