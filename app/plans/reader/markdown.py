"""Markdown as lines: its signs are taken off, its headings and tables kept."""

import html
import itertools
import re
from collections.abc import Sequence

from app.plans.reader.frames import is_frame
from app.plans.reader.model import SourceLine

_HEADING = re.compile(r"(#{1,6})\s+")
_ROW = re.compile(r"\s*\|(.*)\|\s*")
_DIVIDER = re.compile(r"\s*\|?(\s*:?-{2,}:?\s*\|)+\s*(:?-{2,}:?)?\s*")
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_SLANTED = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_)\]])([^*_\n]+?)(?<=\S)\1(?![\w*_])")
# Bold or slanted words that go on over lines of one paragraph: no blank line, list item, heading
# or cell begins between the signs, and the first stands before a word, maybe in brackets or quotes.
_SPREAD = re.compile(
    r"""(?<![\\\w*_])(\*{1,3}|__?)(?=["'“‘«(\[]*[^\W_])([^*_|\n]+"""
    r"(?:\n(?![^\S\n]*(?:[-–+•#\n]|\d{1,2}[.)]\s))[^*_|\n]+)+?)(?<=[^\s\\])\1(?![\w*_])"
)
_LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")
_TAG = re.compile(r"(?i)</?(?:center|div|p|span|font|u|b|i|em|strong|sub|sup)(?:\s[^>]*)?>")
_BREAK = re.compile(r"(?i)<br\s*/?>")
_ASIDE = 0xE000  # private code points
_BACK = {_ASIDE + code: chr(code) for code in range(128)}
_CUT = "\v"  # where a cell breaks into lines
_GAP = " " * 4  # what parts columns in a text
_BOX = re.compile(r"(\s*(?:[-*+]|\d{1,2}[.)])\s+)\[[ xX]?\]\s+")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def read_markdown(lines: list[str]) -> list[SourceLine]:
    """A SourceLine for each line; in a letterhead or a foot also where a cell breaks."""
    source: list[SourceLine] = []
    table = 0
    lines = _SPREAD.sub(_each_line, "\n".join(lines)).split("\n")
    for is_row, group in itertools.groupby(lines, key=lambda line: bool(_ROW.fullmatch(line))):
        if is_row:
            table += 1
            source += _table(list(group), table)
        else:
            source += map(_line, group)
    return source


def _each_line(match: re.Match[str]) -> str:
    """The sign set round each of the lines it spreads over."""
    sign, words = match.groups()
    return "\n".join(sign + line.strip().rstrip("\\ ") + sign for line in words.split("\n"))


def _line(line: str) -> SourceLine:
    heading = _HEADING.match(line)
    text = line[heading.end() :].rstrip("# ") if heading else re.sub(r"^(>\s?)+", "", line)
    return SourceLine(_bare(_BOX.sub(r"\1", text)), len(heading[1]) if heading else 0)


def _table(lines: list[str], table: int) -> list[SourceLine]:
    rows = [None if _DIVIDER.fullmatch(line) else _cells(line) for line in lines]
    told = [row for row in rows if row is not None]
    framed = is_frame(told)
    source: list[SourceLine] = []
    for row in rows:
        if row is None:
            source.append(SourceLine("---"))
        elif framed:
            source += _beside(row, told)
        else:
            source.append(SourceLine("\t".join(map(" ".join, row)), table=table))
    return source


def _cells(line: str) -> list[list[str]]:
    """Of each cell of a row the lines it is broken into."""
    return [
        [part.strip() for part in _bare(_BREAK.sub(_CUT, cell)).split(_CUT)]
        for cell in re.split(r"(?<!\\)\|", line.strip()[1:-1])
    ]


def _beside(
    row: Sequence[Sequence[str]], rows: Sequence[Sequence[Sequence[str]]]
) -> list[SourceLine]:
    """The cells of a row side by side, each as wide as the longest line of its column."""
    wide = [
        max(len(line) for other in rows for cell in other[at : at + 1] for line in cell)
        for at in range(len(row))
    ]
    return [
        SourceLine(_GAP.join(line.ljust(width) for line, width in zip(lines, wide, strict=True)))
        for lines in itertools.zip_longest(*row, fillvalue="")
    ]


def looks_like_markdown(lines: list[str]) -> bool:
    """Headings with #, bold with **, boxes to tick: no paper for print has them."""
    signs = (_HEADING.match(line) or line.startswith("**") or _BOX.match(line) for line in lines)
    return sum(map(bool, itertools.islice(signs, 200))) > 2


def _bare(text: str) -> str:
    """The words without signs, tags and escapes; an escaped sign is put aside meanwhile."""
    text = _ESCAPED.sub(lambda sign: chr(_ASIDE + ord(sign[1])), text.rstrip("\\"))
    text = html.unescape(_TAG.sub("", _BREAK.sub(" ", text)))
    text = _LINK.sub(r"\1", text)
    text = _SLANTED.sub(r"\2", _EMPHASIS.sub(r"\2", text))
    return text.translate(_BACK).rstrip()
