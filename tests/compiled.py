"""What every app of the tests compiles alike, compiled once for all of them.

Making an app and its first page are mostly that: a builder for each of its addresses, a module for
each of its templates.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


class Memory(BytecodeCache):
    """Compiled templates; Jinja looks by each one's source whether it is still that."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


@contextmanager
def compiled_once() -> Iterator[None]:
    """While it lasts, apps take from each other what they compile."""
    compiled, builders = Rule._compile_builder, dict[object, Builder]()

    def compile_once(rule: Rule, append_unknown: bool = True) -> Builder:
        at = (rule.rule, append_unknown, tuple(rule._trace), repr(rule.defaults))
        if at not in builders:
            builders[at] = compiled(rule, append_unknown)
        return builders[at]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", compile_once)
        patch.setitem(Flask.jinja_options, "bytecode_cache", Memory())
        yield
