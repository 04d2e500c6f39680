"""Which function answers which request."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sync.emulator.messages import Response


@dataclass(frozen=True)
class Route:
    """A method and a path's pattern; ``quota`` is "reads", "writes" or empty (not counted).

    ``function`` takes the call and the percent-decoded groups of the pattern.
    """

    method: str
    path: str
    function: Callable[..., Response]
    quota: str = ""
    pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", re.compile(self.path + r"\Z"))


def find(routes: list[Route], method: str, path: str) -> tuple[Route, tuple[Any, ...]] | None:
    """The first route that fits, and the groups of its pattern."""
    for route in routes:
        match = route.pattern.match(path) if route.method == method else None
        if match:
            return route, match.groups()
    return None
