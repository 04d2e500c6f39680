"""Reads an .xlsx that comes in: its tabs, the stamp of the export it was made from."""

import re
import warnings
import zlib
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from sync.core.refusal import Refused
from sync.core.tab import Tab
from sync.replicas.workbook_export import VERSION, Stamp
from sync.replicas.workbook_guard import check
from sync.replicas.xlsxfile import BOOKKEEPING, read_xlsx

_BROKEN = (
    *(ValueError, KeyError, TypeError, IndexError, AttributeError, LookupError, OSError, EOFError),
    *(BadZipFile, InvalidFileException, SyntaxError, zlib.error, RecursionError, OverflowError),
    *(NotImplementedError, AssertionError),
)
"""What openpyxl and what it stands on raise for bytes that only look like a workbook."""
_VERSION = r"(SV-[A-Z0-9]+)"
_PRINTED = re.compile(rf"{VERSION}: {_VERSION}")
_TITLE_ROWS = 12
_LAST_STAMPED = 50_000


@dataclass(frozen=True, slots=True)
class Book:
    """A file as it came: `export` is the export it was made from, `stamp` what its hidden sheet
    says of that export (None where another program dropped it)."""

    name: str
    tabs: tuple[Tab, ...]
    export: str | None
    stamp: Stamp | None


def read_book(data: bytes, name: str) -> Book:
    """The file; Refused, with what to do, where it is no .xlsx that can be read."""
    check(data, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's, of parts we do not read
            tabs = tuple(read_xlsx(BytesIO(data)))
            book = load_workbook(BytesIO(data), read_only=True)
            try:
                stamp, said = _stamp(book), _property(book)
            finally:
                book.close()
    except _BROKEN as error:
        raise Refused(
            f"Không đọc được tệp {name}. Hãy mở bằng Excel rồi lưu lại dạng .xlsx."
        ) from error
    if not tabs:
        raise Refused(f"Tệp {name} không có trang nào đang hiện. Hãy cho hiện trang của bảng.")
    export = stamp.id if stamp else said or _printed(tabs)
    return Book(name, tabs, export, stamp)


def _property(book: Workbook) -> str | None:
    found = re.fullmatch(_VERSION, (book.properties.keywords or "").strip())
    return found[1] if found else None


def _printed(tabs: tuple[Tab, ...]) -> str | None:
    """The version as printed above the table: programs that drop all else keep the cells."""
    for tab in tabs:
        for row in tab.rows[:_TITLE_ROWS]:
            for cell in row:
                if found := _PRINTED.search(cell.text):
                    return found[1]
    return None


def _stamp(book: Workbook) -> Stamp | None:
    if BOOKKEEPING not in book.sheetnames:
        return None
    head: dict[str, str] = {}
    texts: dict[str, str] = {}
    values: dict[tuple[str, str], str] = {}
    sheet = book[BOOKKEEPING]
    for line in sheet.iter_rows(min_row=2, max_row=_LAST_STAMPED, max_col=3, values_only=True):
        cells = [str(cell) for cell in line if cell is not None]
        if len(cells) == 2:
            head[cells[0]] = cells[1]
        elif len(cells) == 3 and cells[1] == "text":
            texts[cells[0]] = cells[2]
        elif len(cells) == 3:
            values[cells[0], cells[1]] = cells[2]
    if not {"id", "plan", "unit", "year"} <= head.keys():
        return None
    return Stamp(head["id"], head["plan"], head["unit"], int(head["year"]), values, texts)
