"""The numbers Word shows before paragraphs, which live apart from their text."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from app.plans.reader.markers import split_marker
from app.plans.reader.ooxml import W, value
from app.plans.reader.symbols import readable

_SIGNS = {"−": "-", "\u2012": "-", "o": "+"}
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass
class _Level:
    form: str = "decimal"
    text: str = "%1."
    start: int = 1
    legal: bool = False


@dataclass
class Numbering:
    """Lists of a document: for each the levels, and how far each was counted."""

    lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def label(self, number: str, depth: int) -> str:
        """The sign before the next paragraph of this list at this depth: 'II.', '1.2.', '-'."""
        if number not in self.lists:
            return ""
        abstract, levels, restarts = self.lists[number]
        level = levels.get(depth)
        if level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return _bullet(level.text)
        counts = self.counts.setdefault(abstract, {})
        if number not in self.begun:
            self.begun.add(number)
            counts.update({d: start - 1 for d, start in restarts.items()})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        return _fill(level, levels, counts)


def _bullet(text: str) -> str:
    sign = readable(text)
    known = sign.isascii() or split_marker(f"{sign} A")[0] is not None
    return _SIGNS.get(sign) or (sign if known else "•")


def _fill(level: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    text = level.text
    for depth in range(9):
        sign = f"%{depth + 1}"
        if sign in text:
            other = levels.get(depth, level)
            count = counts.get(depth, other.start)
            text = text.replace(sign, _spell(count, "decimal" if level.legal else other.form))
    return text.strip()


def _spell(count: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        roman, rest = "", count
        for worth, sign in _ROMAN:
            while rest >= worth:
                roman, rest = roman + sign, rest - worth
        return roman.upper() if form == "upperRoman" else roman
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    return f"{count:02d}" if form == "decimalZero" else str(count)


def read_numbering(root: Element | None) -> Numbering:
    """The lists of word/numbering.xml; empty where there is none."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstracts = {value(a, "abstractNumId"): _levels(a) for a in root.iter(W + "abstractNum")}
    for num in root.iter(W + "num"):
        link = num.find(W + "abstractNumId")
        abstract = value(link, "val") if link is not None else ""
        levels = dict(abstracts.get(abstract, {}))
        restarts = {}
        for override in num.iter(W + "lvlOverride"):
            depth = _number(value(override, "ilvl"), 0)
            for inner in override.iter(W + "lvl"):
                levels[depth] = _level(inner)
            start = override.find(W + "startOverride")
            if start is not None:
                restarts[depth] = _number(value(start, "val"), 1)
        numbering.lists[value(num, "numId")] = (abstract, levels, restarts)
    return numbering


def _levels(abstract: Element) -> dict[int, _Level]:
    return {_number(value(lvl, "ilvl"), 0): _level(lvl) for lvl in abstract.iter(W + "lvl")}


def _level(element: Element) -> _Level:
    level = _Level()
    for child in element:
        if child.tag == W + "numFmt":
            level.form = value(child, "val")
        elif child.tag == W + "lvlText":
            level.text = value(child, "val")
        elif child.tag == W + "start":
            level.start = _number(value(child, "val"), 1)
        elif child.tag == W + "isLgl":
            level.legal = True
    return level


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else default
