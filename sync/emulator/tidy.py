"""JSON as Google gives it back: no nulls, colours as 32-bit floats, both forms of a colour."""

import struct
from typing import Any

from sync.emulator.shapes import Json

COLOURS = ("red", "green", "blue", "alpha")


def without_nulls(value: Any) -> Any:
    """The value without the fields that are null; null means unset in a protobuf message."""
    if isinstance(value, dict):
        return {key: without_nulls(entry) for key, entry in value.items() if entry is not None}
    if isinstance(value, list):
        return [without_nulls(entry) for entry in value]
    return value


def number(value: float) -> int | float:
    """A number as JSON writes it: whole ones without a point."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def single(value: float) -> int | float:
    """The shortest decimal of the nearest 32-bit float."""
    packed = struct.pack("f", value)
    for digits in range(6, 10):
        short = float(f"{value:.{digits}g}")
        if struct.pack("f", short) == packed:
            break
    return number(short)


def colour(value: Json) -> Json:
    """A Color as Google keeps it: each part in 255 steps (recorded: 0.5 comes back as 127/255)."""
    steps = {name: int(value[name] * 255 + 1e-4) for name in COLOURS if value.get(name)}
    return {name: single(step / 255) for name, step in steps.items() if step}


def both_colours(mask: dict[str, Any]) -> dict[str, Any]:
    """A field mask that names both forms of each colour in it, at every level."""
    result = {name: both_colours(below) for name, below in mask.items()}
    for name in mask:
        plain = name.removesuffix("Style")
        if plain.lower().endswith("color"):
            result |= {plain: {}, plain + "Style": {}}
    return result


def style(message: Json) -> Json:
    """The message with each colour in both forms (``x`` and ``xStyle``), at every level.

    An empty style clears the colour; the newer form wins where both are given.
    """
    result: Json = {}
    for name, value in message.items():
        result[name] = style(value) if isinstance(value, dict) else value
    for name in [key for key in result if key.lower().endswith(("color", "colorstyle"))]:
        plain = name.removesuffix("Style")
        given = message.get(plain + "Style")
        if name != plain and given is not None and "themeColor" in given:
            continue
        rgb = given.get("rgbColor") if given is not None else message.get(plain)
        if plain == "rgbColor" or not isinstance(rgb, dict | None):
            continue
        if rgb is None:
            result.pop(plain, None)
            result.pop(plain + "Style", None)
        else:
            result[plain] = colour(rgb)
            result[plain + "Style"] = {"rgbColor": colour(rgb)}
    return result
