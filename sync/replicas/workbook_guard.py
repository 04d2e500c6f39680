"""Refuses a file that is no plain .xlsx before a parser opens it."""

import zlib
from contextlib import suppress
from io import BytesIO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from openpyxl.utils import range_boundaries

from sync.core.refusal import Refused

MOST_BYTES = 10 * 1024 * 1024
MOST_PARTS = 2_000
MOST_UNPACKED = 120 * 1024 * 1024
MOST_SHEETS, MOST_XML = 4 * 1024 * 1024, 16 * 1024 * 1024
"""Of XML in all tabs together (100,000 cells: openpyxl takes thirty times that in memory, and
seconds); in any other part."""
MOST_COVERED = 100_000
"""Cells that merges and links may cover together: openpyxl makes each of them."""
_COVERING = ("mergeCell", "hyperlink")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "Hãy mở bằng Excel hay LibreOffice rồi lưu lại dạng .xlsx."
_CHUNK = 64 * 1024


def check(data: bytes, name: str) -> None:
    """Nothing is said of a sound .xlsx; Refused, with what to do, for everything else."""
    if len(data) > MOST_BYTES:
        limit = MOST_BYTES // (1024 * 1024)
        raise Refused(
            f"Tệp {name} lớn hơn {limit} MB. Hãy bỏ bớt hình ảnh rồi gửi lại.", status=413
        )
    reason = _foreign(data, name)
    if reason:
        raise Refused(reason)
    try:
        with ZipFile(BytesIO(data)) as package:
            _check_package(package, name)
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise Refused(f"Tệp {name} bị hỏng. {_SAVE_AS}") from error


def _foreign(data: bytes, name: str) -> str | None:
    """Why these bytes are no .xlsx, whatever the file is called."""
    if data.startswith(b"PK\x03\x04"):
        return None
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return f"Tệp {name} có mật khẩu. Hãy bỏ mật khẩu (Tệp > Thông tin) rồi gửi lại."
        return f"Tệp {name} ở dạng .xls cũ. {_SAVE_AS}"
    if data.startswith(b"%PDF"):
        return f"Tệp {name} là PDF, không phải bảng tính. Hãy xin đơn vị tệp .xlsx."
    head = data[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        return f"Tệp {name} là trang web đổi đuôi. {_SAVE_AS}"
    what = "không phải là .xlsx" if data else "trống"
    return f"Tệp {name} {what}. {_SAVE_AS}"


def _check_package(package: ZipFile, name: str) -> None:
    parts = package.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(f"Tệp {name} có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.")
    strange = {
        "word/document.xml": "là văn bản Word, không phải bảng tính",
        "ppt/presentation.xml": "là PowerPoint, không phải bảng tính",
        "xl/workbook.bin": "ở dạng .xlsb",
        "mimetype": "ở dạng .ods",
    }
    for path, what in strange.items():
        if path in names:
            raise Refused(f"Tệp {name} {what}. {_SAVE_AS}")
    if "xl/workbook.xml" not in {part.lower() for part in names}:
        raise Refused(f"Tệp {name} không phải là .xlsx. {_SAVE_AS}")
    _check_size(parts, name)
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            _check_xml(package, part, name)
        _check_covered(package, part, name)


def _check_size(parts: list[ZipInfo], name: str) -> None:
    written = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
    tabs = [part for part in written if "/worksheets/" in part.filename.lower()]
    too_much = (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > MOST_UNPACKED
        or sum(part.file_size for part in tabs) > MOST_SHEETS
        or any(part.file_size > MOST_XML for part in written)
    )
    if too_much:
        raise Refused(
            f"Tệp {name} khi bung ra lớn bất thường nên không được mở. "
            "Hãy chép riêng trang của bảng sang một tệp mới rồi gửi lại."
        )


class _Rooted(Exception):  # noqa: N818 - ends the look at a part's beginning
    """The root element has begun: what must not be there is not there."""


def _check_xml(package: ZipFile, part: ZipInfo, name: str) -> None:
    """No part may declare a document type: entities can fill the memory or name other files."""
    parser = expat.ParserCreate()

    def doctype(*_told: object) -> None:
        raise Refused(f"Tệp {name} chứa khai báo XML không an toàn. {_SAVE_AS}")

    def rooted(*_told: object) -> None:
        raise _Rooted

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = rooted
    with package.open(part) as stream:
        try:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk)
        except _Rooted:
            return
        except expat.ExpatError as error:
            raise Refused(f"Tệp {name} bị hỏng. {_SAVE_AS}") from error


def _check_covered(package: ZipFile, part: ZipInfo, name: str) -> None:
    """A few letters can merge all cells of a tab, which takes all memory to read.

    Any part may be a tab, whatever it is called; one that is no XML is none.
    """
    parser, covered = expat.ParserCreate(), 0

    def started(tag: str, attributes: dict[str, str]) -> None:
        nonlocal covered
        if tag.rpartition(":")[2] in _COVERING:
            covered += _cells_of(attributes.get("ref", ""))

    parser.StartElementHandler = started
    with package.open(part) as stream, suppress(expat.ExpatError):
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
    if covered > MOST_COVERED:
        raise Refused(
            f"Tệp {name} có ô gộp hoặc liên kết phủ cả trang nên không được mở. "
            "Hãy chép riêng trang của bảng sang một tệp mới rồi gửi lại."
        )


def _cells_of(reference: str) -> int:
    """How many cells `A1:C9` covers; a reference to whole rows or columns covers too many."""
    left, top, right, bottom = range_boundaries(reference)
    if left is None or top is None or right is None or bottom is None:
        return MOST_COVERED + 1
    return (right - left + 1) * (bottom - top + 1)
