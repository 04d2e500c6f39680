"""Markdown as lines: its signs are taken off, its headings and tables kept."""

import itertools
import re

from app.plans.reader.model import SourceLine

_HEADING = re.compile(r"(#{1,6})\s+")
_ROW = re.compile(r"\s*\|(.*)\|\s*")
_DIVIDER = re.compile(r"\s*\|?(\s*:?-{3,}:?\s*\|)+\s*(:?-{3,}:?)?\s*")
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_SLANTED = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])([^*_\n]+?)(?<=\S)\1(?![\w*_])")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_BOX = re.compile(r"(\s*(?:[-*+]|\d{1,2}[.)])\s+)\[[ xX]?\]\s+")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|~>-])")


def read_markdown(lines: list[str]) -> list[SourceLine]:
    """One SourceLine for each line, so that line numbers stay."""
    source = []
    table = 0
    inside = False
    for line in lines:
        row = _ROW.fullmatch(line)
        table += bool(row) and not inside
        inside = bool(row)
        if row and _DIVIDER.fullmatch(line):
            source.append(SourceLine("---"))
        elif row:
            cells = [_bare(cell) for cell in re.split(r"(?<!\\)\|", row[1])]
            source.append(SourceLine("\t".join(cells), table=table))
        else:
            heading = _HEADING.match(line)
            text = line[heading.end() :].rstrip("# ") if heading else re.sub(r"^(>\s?)+", "", line)
            text = _BOX.sub(r"\1", text)
            source.append(SourceLine(_bare(text), len(heading[1]) if heading else 0))
    return source


def looks_like_markdown(lines: list[str]) -> bool:
    """Headings with #, bold with **, boxes to tick: no paper for print has them."""
    signs = (_HEADING.match(line) or line.startswith("**") or _BOX.match(line) for line in lines)
    return sum(map(bool, itertools.islice(signs, 200))) > 2


def _bare(text: str) -> str:
    text = re.sub(r"(?i)<br\s*/?>", " ", text)
    text = _LINK.sub(r"\1", text)
    text = _SLANTED.sub(r"\2", _EMPHASIS.sub(r"\2", text))
    return _ESCAPED.sub(r"\1", text).rstrip()
