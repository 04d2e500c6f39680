"""The cells of a .csv or .xlsx list as text."""

import csv
from collections.abc import Sequence
from io import StringIO

from flask_babel import gettext as _

from sync.core.refusal import Refused
from sync.core.tab import Tab
from sync.core.text import nfc
from sync.replicas import csvfile
from sync.replicas.workbook_guard import MOST_BYTES
from sync.replicas.workbook_read import read_book

MOST_ROWS = 5000
NOT_COMPUTED = "#N/A"
"""Stands for a formula that the program that saved the file has not worked out."""


def rows(name: str, data: bytes) -> list[list[str]]:
    """Rows of cells; a workbook is known by its content, a text by its name's ending."""
    ending = name.lower().rpartition(".")[2]
    if data.startswith(b"PK") or ending in ("xlsx", "xlsm"):
        found = _of_tab(read_book(data, name).tabs[0])
    elif ending in ("csv", "tsv", "txt"):
        found = parse(_decoded(data))
    else:
        raise Refused(_("Chỉ đọc được tệp .csv hoặc .xlsx. Hãy lưu danh sách thành một trong hai."))
    if len(found) > MOST_ROWS:
        raise Refused(_("Danh sách dài hơn 5000 dòng. Hãy tách thành nhiều tệp."))
    return found


def _decoded(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise Refused(_("Tệp lớn hơn 10 MB. Hãy tách danh sách thành nhiều tệp."), status=413)
    try:
        return nfc(csvfile.decode(data))
    except ValueError as error:
        raise Refused(
            _("Không đọc được chữ trong tệp. Hãy mở bằng Excel rồi lưu lại dạng CSV UTF-8.")
        ) from error


def parse(text: str, delimiter: str | None = None) -> list[list[str]]:
    """CSV; without `delimiter` it is the one that the first line holds most of."""
    first = text.lstrip("\r\n").splitlines()[:1]
    try:
        return csvfile.split(text, delimiter or csvfile.likely_delimiter("".join(first)))
    except csv.Error as error:
        raise Refused(
            _("Trong tệp có ô dài quá 130.000 ký tự, thường do thiếu dấu ngoặc kép. Hãy sửa lại.")
        ) from error


def write(table: Sequence[Sequence[str]]) -> str:
    """The same rows as one CSV text, with commas."""
    out = StringIO()
    csv.writer(out).writerows(table)
    return out.getvalue()


def _of_tab(tab: Tab) -> list[list[str]]:
    """What a person reads; a cell merged over several rows counts for each of them."""
    table = [
        [NOT_COMPUTED if cell.formula and cell.empty else nfc(cell.text) for cell in row]
        for row in tab.rows
    ]
    for merge in tab.merges:
        if merge.first_column == merge.last_column:
            at = merge.first_column - 1
            for row in table[merge.first_row : merge.last_row]:
                row[at] = table[merge.first_row - 1][at]
    return table
