"""The cells of a .csv or .xlsx list as text."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

from flask_babel import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from app.uploads import check_zip
from sync.core.refusal import Refused
from sync.core.text import nfc

MOST_ROWS = 5000


def rows(name: str, data: bytes) -> list[list[str]]:
    """Rows of cells, the heading first; `name` tells the format by its ending."""
    if name.lower().endswith(".xlsx"):
        found = _xlsx(data)
    elif name.lower().endswith((".csv", ".txt")):
        found = parse(_decoded(data))
    else:
        raise Refused(_("Chỉ đọc được tệp .csv hoặc .xlsx. Hãy lưu danh sách thành một trong hai."))
    if len(found) > MOST_ROWS:
        raise Refused(_("Danh sách dài hơn 5000 dòng. Hãy tách thành nhiều tệp."))
    return found


def parse(text: str) -> list[list[str]]:
    """CSV with commas, semicolons (Excel in Vietnamese) or tabs, whichever heads most columns."""
    heading = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=heading.count)
    return list(csv.reader(StringIO(nfc(text)), delimiter=delimiter))


def write(table: Sequence[Sequence[str]]) -> str:
    """The same rows as one CSV text."""
    out = StringIO()
    csv.writer(out).writerows(table)
    return out.getvalue()


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(_("Không đọc được chữ trong tệp. Hãy lưu lại với bảng mã UTF-8."))


def _xlsx(data: bytes) -> list[list[str]]:
    check_zip(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        found = book.worksheets[0].iter_rows(values_only=True, max_row=MOST_ROWS + 2)
        table = [[_text(cell) for cell in row] for row in found]
    except (InvalidFileException, KeyError, ValueError, IndexError) as error:
        raise Refused(_("Không mở được tệp Excel. Hãy lưu lại thành .xlsx rồi thử.")) from error
    book.close()
    return table


def _text(cell: object) -> str:
    """A code typed as the number 12 is the text 12."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
