"""Field masks: which fields an answer shows, which fields an update touches."""

import re
from functools import lru_cache
from typing import Any

from sync.emulator.errors import ApiError, invalid
from sync.emulator.shapes import Json

Mask = dict[str, Any]
"""A tree of names; an empty tree under a name (or ``*``) means everything below it."""

TOKEN = re.compile(r"[\w*]+|[./,()]")


def _bad(text: str) -> ApiError:
    return invalid(f"Request contains an invalid argument. Invalid field selection {text}")


@lru_cache(maxsize=512)
def parse(text: str) -> Mask:
    """``a.b,c(d,e/f)`` as a tree; both ``.`` and ``/`` go down one level.

    >>> parse("sheets(data/rowData,properties.title)")
    {'sheets': {'data': {'rowData': {}}, 'properties': {'title': {}}}}
    """
    tokens = TOKEN.findall(text.replace(" ", ""))
    if "".join(tokens) != text.replace(" ", ""):
        raise _bad(text)
    mask: Mask = {}
    position = _read_list(tokens, 0, mask, text)
    if position != len(tokens):
        raise _bad(text)
    return mask


def _read_list(tokens: list[str], position: int, mask: Mask, text: str) -> int:
    while True:
        position = _read_path(tokens, position, mask, text)
        if position == len(tokens) or tokens[position] == ")":
            return position
        if tokens[position] != ",":
            raise _bad(text)
        position += 1


def _read_path(tokens: list[str], position: int, mask: Mask, text: str) -> int:
    while True:
        if position == len(tokens) or tokens[position] in "./,()":
            raise _bad(text)
        known = tokens[position] in mask
        below = mask.setdefault(tokens[position], {})
        if known and not below:
            below = {}  # everything under this name is asked for already
        position += 1
        following = tokens[position] if position < len(tokens) else ""
        if following and following in "./":
            mask, position = below, position + 1
        elif following == "(":
            position = _read_list(tokens, position + 1, below, text)
            if position == len(tokens):
                raise _bad(text)
            return position + 1
        else:
            if known:
                below.clear()
            return position


def below(mask: Mask | None, name: str) -> Mask | None:
    """What the mask asks for under a name: None for nothing, an empty tree for everything."""
    if mask is None:
        return None
    if not mask or "*" in mask:
        return {}
    found: Mask | None = mask.get(name)
    return found


def project(value: Any, mask: Mask) -> Any:
    """The value reduced to the fields of the mask; lists are reduced entry by entry."""
    if not mask or "*" in mask:
        return value
    if isinstance(value, list):
        return [project(entry, mask) for entry in value]
    if not isinstance(value, dict):
        return value
    return {name: project(value[name], sub) for name, sub in mask.items() if name in value}


def merge(old: Json, new: Json, mask: Mask) -> Json:
    """``old`` with the masked fields taken from ``new``: what ``new`` leaves out is cleared."""
    if not mask or "*" in mask:
        return dict(new)
    result = dict(old)
    for name, sub in mask.items():
        given = new.get(name)
        if sub and isinstance(given if given is not None else old.get(name), dict):
            result[name] = merge(old.get(name) or {}, given or {}, sub)
            if not result[name]:
                del result[name]
        elif given is None:
            result.pop(name, None)
        else:
            result[name] = given
    return result
