"""Reads a .csv or .tsv file as a tab: every cell is text, as the file holds it."""

import csv
from io import StringIO
from pathlib import Path

from sync.core.formula import UNKNOWN
from sync.core.tab import Cell, Tab
from sync.core.text import nfc

_BEYOND_VIETNAMESE = "àáâãèéêìíòóôõùúýăđĩũơư"


def read_csv(path: Path) -> Tab:
    """The file as one tab named after it; comma, semicolon or tab between cells.

    A cell that starts with "=" is a formula. Raises ValueError where the bytes are no text,
    csv.Error for a cell above 131,072 characters.
    """
    text = decode(path.read_bytes())
    rows = split(text, "\t" if path.suffix == ".tsv" else likely_delimiter(text[:20_000]))
    return Tab(path.stem, tuple(tuple(_cell(value) for value in row) for row in rows))


def decode(raw: bytes) -> str:
    """UTF-8 (with or without a mark), UTF-16, or what Excel saves on a Vietnamese Windows.

    Raises ValueError for anything else, old fonts too.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    if b"\x00" in raw:
        raise ValueError("Tệp này không phải là văn bản CSV.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = nfc(raw.decode("cp1258", errors="replace"))
        if not _is_vietnamese(text):
            raise ValueError("Tệp CSV này không phải UTF-8; hãy lưu lại dạng CSV UTF-8.") from error
        return text


def _is_vietnamese(text: str) -> bool:
    """Letters beyond ASCII are those of Vietnamese alone: an old font borrows from French."""
    beyond = {char for char in text.lower() if char.isalpha() and not char.isascii()}
    known = {char for char in beyond if char in _BEYOND_VIETNAMESE or "ạ" <= char <= "ỹ"}
    return "\ufffd" not in text and bool(beyond) and known == beyond


def likely_delimiter(text: str) -> str:
    """Comma, semicolon (Excel in Vietnamese) or tab, whichever this text holds most of."""
    return max(",;\t", key=text.count)


def split(text: str, delimiter: str) -> list[list[str]]:
    """Rows of cells; a line ends as on any system. Raises csv.Error for a giant cell."""
    return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))


def _cell(value: str) -> Cell:
    if not value.strip():
        return Cell()
    return Cell(
        value=value, shown=value, formula=UNKNOWN if value.startswith("=") and value != "=" else ""
    )
