"""Reads a .csv or .tsv file as a tab: every cell is text, as the file holds it."""

import csv
from pathlib import Path

from sync.core.tab import Cell, Tab


def read_csv(path: Path) -> Tab:
    """The file as one tab named after it.

    UTF-8 (with or without a BOM) or UTF-16; comma, semicolon or tab between cells. A cell that
    starts with "=" is a formula. Raises ValueError where the bytes are no text.
    """
    text = _decode(path.read_bytes())
    rows = csv.reader(text.splitlines(keepends=True), delimiter=_delimiter(path, text))
    return Tab(path.stem, tuple(tuple(_cell(value) for value in row) for row in rows))


def _decode(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    if b"\x00" in raw:
        raise ValueError("Tệp này không phải là văn bản CSV.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError("Tệp CSV này không phải UTF-8; hãy lưu lại dạng CSV UTF-8.") from error


def _delimiter(path: Path, text: str) -> str:
    if path.suffix == ".tsv":
        return "\t"
    head = text[:20_000]
    return max(",;\t", key=head.count)


def _cell(value: str) -> Cell:
    if not value.strip():
        return Cell()
    return Cell(value=value, shown=value, formula=value.startswith("=") and len(value) > 1)
