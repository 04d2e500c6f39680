"""Names of WordprocessingML, read the same from either of its two namespaces."""

from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def value(element: Element, name: str) -> str:
    """An attribute's value, '' where it is absent."""
    return element.get(W + name) or ""


def is_on(parent: Element | None, name: str) -> bool:
    """Whether a switch such as <w:caps/> is set: present and not 'false'."""
    switch = parent.find(W + name) if parent is not None else None
    return switch is not None and value(switch, "val") not in ("0", "false", "off")


def transitional(root: Element) -> Element:
    """The same tree with strict names made the usual ones."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.startswith(_STRICT):
            element.tag = W + element.tag[len(_STRICT) :]
            for name in [n for n in element.attrib if n.startswith(_STRICT)]:
                element.set(W + name[len(_STRICT) :], element.attrib.pop(name))
    return root
