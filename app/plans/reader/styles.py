"""What Word's styles add to a paragraph: a list it belongs to, a heading level, capitals."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from app.plans.reader.ooxml import W, is_on, value


@dataclass(frozen=True)
class Style:
    """number, depth: the list; heading: 1 to 6, else 0."""

    number: str = ""
    depth: int = 0
    heading: int = 0
    caps: bool = False


def read_styles(root: Element | None) -> dict[str, Style]:
    """Style by id, with what each takes over from the style it is based on."""
    if root is None:
        return {}
    elements = {value(style, "styleId"): style for style in root.iter(W + "style")}
    styles: dict[str, Style] = {}
    for name in elements:
        _resolve(name, elements, styles, 0)
    return styles


def _resolve(
    name: str, elements: dict[str, Element], styles: dict[str, Style], depth: int
) -> Style:
    if name in styles or name not in elements or depth > 12:
        return styles.get(name, Style())
    element = elements[name]
    based = element.find(W + "basedOn")
    parent = Style()
    if based is not None:
        parent = _resolve(value(based, "val"), elements, styles, depth + 1)
    properties = element.find(W + "pPr")
    number, level = list_of(properties)
    styles[name] = Style(
        number=number or parent.number,
        depth=level if level is not None else parent.depth,
        heading=_heading(element) or parent.heading,
        caps=is_on(element.find(W + "rPr"), "caps") or parent.caps,
    )
    return styles[name]


def list_of(properties: Element | None) -> tuple[str, int | None]:
    """The list and depth in a paragraph's properties: ('', None) where they name none."""
    numbered = properties.find(W + "numPr") if properties is not None else None
    if numbered is None:
        return "", None
    number, depth = numbered.find(W + "numId"), numbered.find(W + "ilvl")
    level = value(depth, "val") if depth is not None else ""
    return (
        value(number, "val") if number is not None else "",
        int(level) if level.isdecimal() and len(level) < 3 else (0 if number is not None else None),
    )


def _heading(element: Element) -> int:
    label = element.find(W + "name")
    name = value(label, "val").lower() if label is not None else ""
    if name.startswith("heading ") and name[8:].isdecimal():
        return min(int(name[8:]), 6)
    return 0
