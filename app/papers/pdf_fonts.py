"""Which font a PDF is set in: Times New Roman or a twin that has every Vietnamese letter."""

import io
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

import typst
from pypdf import PdfReader

FAMILIES = ("Times New Roman", "Liberation Serif", "Tinos", "TeX Gyre Termes", "Libertinus Serif")
"""By preference: the norms' own font, then twins of its widths, last the one within typst."""

LETTERS = "".join(map(chr, chain(range(0x1EA0, 0x1EFA), (0x110, 0x111, 0x1A0, 0x1A1, 0x1AF))))
"""Letters of Vietnamese that some fonts lack (Liberation before version 2) or set apart from
their marks (Libertinus in bold italic)."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """`slants` where the bold italic is bold set aslant, as its own lacks letters."""

    family: str
    slants: bool


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts()


@cache
def typeface() -> Typeface:
    """The first of FAMILIES that this machine has with every letter."""
    known = set(fonts().families())
    family = next(name for name in FAMILIES if name in known and is_whole(name, fonts()))
    return Typeface(family, slants=not _sets(family, "*_{}_*", fonts()))


def is_whole(family: str, among: typst.Fonts) -> bool:
    """Whether the family sets every letter upright, bold, italic."""
    return all(_sets(family, style, among) for style in ("{}", "*{}*", "_{}_"))


def _sets(family: str, style: str, among: typst.Fonts) -> bool:
    """Whether the letters come out of a PDF as they went in, from this family alone."""
    source = f'#set page(width: 80cm)\n#set text(font: "{family}")\n{style.format(LETTERS)}'
    made = typst.compile(source.encode(), font_paths=among)
    page: Any = PdfReader(io.BytesIO(made if isinstance(made, bytes) else b"")).pages[0]
    used = [str(font["/BaseFont"]) for font in page["/Resources"]["/Font"].values()]
    alone = all(family.replace(" ", "") in font.replace(" ", "") for font in used)
    return alone and page.extract_text().strip() == LETTERS
