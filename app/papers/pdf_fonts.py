"""Which font a PDF is set in: Times New Roman or a twin that has every Vietnamese letter."""

import io
from functools import cache
from itertools import chain
from typing import Any

import typst
from pypdf import PdfReader

FAMILIES = ("Times New Roman", "Liberation Serif", "Tinos", "TeX Gyre Termes", "Libertinus Serif")
"""By preference: the norms' own font, then twins of its widths, last the one within typst."""

LETTERS = "".join(map(chr, chain(range(0x1EA0, 0x1EFA), (0x110, 0x111, 0x1A0, 0x1B0))))
"""Letters of Vietnamese that old fonts lack (Liberation before version 2 among them)."""


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts()


@cache
def family() -> str:
    """The first of FAMILIES that this machine has with every letter."""
    known = set(fonts().families())
    return next(name for name in FAMILIES if name in known and carries_vietnamese(name, fonts()))


def carries_vietnamese(name: str, among: typst.Fonts) -> bool:
    """Whether typst sets every letter in this family, upright and bold, without a substitute."""
    source = f'#set text(font: "{name}")\n{LETTERS} *{LETTERS}* _{LETTERS}_'
    made = typst.compile(source.encode(), font_paths=among)
    page: Any = PdfReader(io.BytesIO(made if isinstance(made, bytes) else b"")).pages[0]
    used = [str(font["/BaseFont"]) for font in page["/Resources"]["/Font"].values()]
    plain = name.replace(" ", "").casefold()
    return all(plain in font.replace(" ", "").casefold() for font in used)
