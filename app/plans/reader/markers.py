"""The signs that open a line of a plan: I., 1., a), -, Điều 3., Bước 1:."""

import re
from dataclasses import dataclass

# A lower rank stands higher in the paper; bullets are put in order by each paper's own habit.
RANKS = {
    "phan": 0, "chuong": 1, "muc": 2, "dieu": 3, "upper": 4, "roman": 5, "heading": 6,
    "number": 10, "decimal": 11, "step": 15, "bracket": 16, "letter": 17, "paren": 18,
    "subletter": 19, "star": 20, "dash": 22, "plus": 24, "bullet": 26, "subbullet": 28,
}  # fmt: skip
BULLETS = frozenset({"star", "dash", "plus", "bullet", "subbullet"})
_ROMAN = r"(?:X{0,3}(?:IX|IV|V?I{0,3}))"
CAPITALS = "A-Z" + "".join(
    chr(c) for c in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)) if chr(c).isupper()
)


@dataclass(frozen=True)
class Marker:
    """text as printed; first: it opens a list (1, I, a); depth: 2 for 1.1, 3 for 1.1.1."""

    text: str
    family: str
    first: bool = False
    depth: int = 1

    @property
    def rank(self) -> int:
        return RANKS[self.family] + (self.depth - 2 if self.family == "decimal" else 0)


_HEADED = rf"(?:\s*[.:–-]\s*|\s+(?=[{CAPITALS}])|$)"
_MUC_END = rf"(?:\s*[.:–-]\s*|\s+(?=[{CAPITALS}]{{2}})|$)"
_NAMED = (
    ("phan", re.compile(rf"((?i:phần)\s+((?i:thứ\s+\w+|[ivx]+)|\d+)){_HEADED}")),
    ("chuong", re.compile(rf"((?i:chương)\s+((?i:thứ\s+\w+|[ivxl]+)|\d+)){_HEADED}")),
    ("muc", re.compile(rf"((?i:mục)\s+((?i:[ivx]+)|\d+|[A-Z](?=[.:]))){_MUC_END}")),
    ("dieu", re.compile(r"(?i)(điều\s+(\d+[a-zđ]?)\s*[.:])\s*")),
    ("step", re.compile(r"(?i)(bước\s+(thứ\s+\w+|\d+)\s*[.:–-])\s*")),
)
_ROMAN_END = rf"(?:\s+|(?<=\.)(?=[{CAPITALS}]{{2}}))"
_NUMBER_END = r"(?:\.-|/\.|\./|\.|/)"
_AHEAD = rf"(?=\s+[{CAPITALS}])"
_SIGNS = (
    ("decimal", re.compile(r"(([IVX]{1,5}(?:\.\d{1,2})+)[.)/:]*)\s+")),
    ("roman", re.compile(rf"((?=[IVX])({_ROMAN})\s*(?:\.-|/\.|\./|\.|\)|/|-|–|:)){_ROMAN_END}")),
    ("upper", re.compile(rf"((?![IVXQ])([A-ZĐ])\s*[.)/-])\s+(?=[{CAPITALS}\"“])")),
    ("decimal", re.compile(rf"((\d{{1,2}}(?:\.\d{{1,2}})+)(?:[.)/:-]+(?=\D)|{_AHEAD}))\s*")),
    ("decimal", re.compile(rf"((\d{{1,2}}\.\s\d{{1,2}})\.){_AHEAD}\s*")),  # typed apart: 2. 2.
    ("number", re.compile(rf"((\d{{1,2}}[a-z]?)\s*{_NUMBER_END})(?:\s+|(?=[{CAPITALS}“\"]))")),
    ("number", re.compile(r"((\d{1,2})\s*[-–])\s+(?=[^\d\s])")),
    ("paren", re.compile(r"(\((\d{1,2}|[a-zđ]|[ivx]+)\))\s*")),
    ("bracket", re.compile(r"((\d{1,2}[a-z]?)\s*\))\s*(?=\S)")),
    ("subletter", re.compile(r"(([a-zđ]\.?\d{1,2})[.)])\s+")),
    ("letter", re.compile(rf"(([a-zđ])\s*[.)])(?:\s+|(?=[{CAPITALS}]))")),
    ("letter", re.compile(r"(([a-zđ])\s*/\.?)\s+")),
    ("letter", re.compile(rf"(([a-zđ]),){_AHEAD}\s*")),
    ("number", re.compile(rf"((\d{{1,2}}),){_AHEAD}\s*")),
    ("roman", re.compile(rf"((?=[IVX])({_ROMAN}),){_AHEAD}\s*")),
    ("star", re.compile(r"(\*{1,2})\s*(?=[^\s*])")),
    ("plus", re.compile(r"(\+)\s*(?=\S)")),
    ("dash", re.compile(r"([-–—‐‑−])\s*(?=[^\s–—-])")),
    ("bullet", re.compile(r"([•●·✓✔➢❖♦■□►☐☑☒❑❏▢◻])\s*(?=\S)")),
    ("bullet", re.compile(r"(\[[ xX]?\])\s+(?=\S)")),
    ("subbullet", re.compile(r"([◦▪○])\s*(?=\S)")),
    ("subbullet", re.compile(rf"(o)\s+(?=[{CAPITALS}])")),
)  # fmt: skip
# '03/CT-TTg', '62 – KL/TW': a wrapped line that begins with a paper's number.
_SYMBOL = re.compile(r"\d+\s*[-–/]\s*[A-ZĐ][A-ZĐa-z]{0,4}\s?[-–/]\s?[A-ZĐ]")
_BOX = re.compile(r"\[[ xX]?\]\s+")  # to tick, typed behind the sign of a point
_FIRSTS = {"letter": "a", "upper": "A", "roman": "I"}
_FIRST = re.compile(r"(?i)1[a-z]?|i|a|thứ nhất|thứ 1|(?:\w+\.)+1|[a-z]\.?1")


def split_marker(text: str) -> tuple[Marker | None, str]:
    """The marker a cleaned line opens with, and the line without it."""
    if _SYMBOL.match(text):
        return None, text
    for family, pattern in (*_NAMED, *_SIGNS):
        match = pattern.match(text)
        if match:
            value = match.group(2) if pattern.groups > 1 else match.group(1)
            depth = value.count(".") + 1 if family == "decimal" else 1
            only = _FIRSTS.get(family)
            first = value == only if only else bool(_FIRST.fullmatch(value))
            rest = text[match.end() :].strip()
            box = _BOX.match(rest)
            rest = rest[box.end() :] if box else rest
            return Marker(match.group(1).strip(), family, first, depth), rest
    return None, text
