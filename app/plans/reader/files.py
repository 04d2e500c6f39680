"""A document file to a Plan: what it is by its content, whether it may be opened at all."""

from pathlib import Path

from flask_babel import gettext as _

from app.plans.reader.bars import unbarred
from app.plans.reader.decode import decode, refuse_old_fonts
from app.plans.reader.docx import read_docx
from app.plans.reader.errors import UnreadableDocument
from app.plans.reader.markdown import looks_like_markdown, read_markdown
from app.plans.reader.model import Plan, SourceLine
from app.plans.reader.package import Package, locked
from app.plans.reader.paper import read_paper
from app.plans.reader.pdf import read_pdf
from app.plans.reader.word97 import read_word97
from sync.core.text import nfc

MAX_BYTES = 5 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")


def read_file(path: Path, *, max_bytes: int = MAX_BYTES) -> Plan:
    """The plan in a file; its size is looked at before it is opened.

    Raises UnreadableDocument (SecretDocument for a stamped paper) with one Vietnamese sentence.
    """
    try:
        _refuse_size(path.stat().st_size, max_bytes)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(
            _(
                "Không mở được tệp “%(name)s”; hãy kiểm tra lại tên tệp và quyền đọc.",
                name=path.name,
            )
        ) from error
    return read_bytes(data, path.name, max_bytes=max_bytes)


def read_bytes(data: bytes, name: str, *, max_bytes: int = MAX_BYTES) -> Plan:
    """The plan in an uploaded file; the content decides how it is read, not the name's ending."""
    _refuse_size(len(data), max_bytes)
    return read_paper(source_lines(data, name))


def source_lines(data: bytes, name: str) -> list[SourceLine]:
    """The lines of a file of any kind we read; letters of old fonts are refused in all."""
    lines = _lines(data, name)
    refuse_old_fonts(nfc("\n".join(line.text for line in lines)))
    return lines


def _lines(data: bytes, name: str) -> list[SourceLine]:
    if data.startswith(b"PK"):
        return _zipped(data)
    if b"%PDF-" in data[:1024]:
        return read_pdf(data)
    if data.startswith(_OLE):
        return _compound(data)
    if data.startswith(b"{\\rtf"):
        return read_word97(data, suffix=".rtf")
    if data.startswith(_PICTURES) or data[4:8] == b"ftyp":
        raise UnreadableDocument(
            _("Tệp này là ảnh chụp; hãy dùng bản Word (.docx) hoặc PDF có lớp chữ của văn bản.")
        )
    return _text(decode(data).splitlines(), name)


def _text(lines: list[str], name: str) -> list[SourceLine]:
    start = " ".join(lines[:20]).lower().lstrip()
    if start.startswith(("<!doctype html", "<?xml")) or "<html" in start:
        raise UnreadableDocument(
            _("Tệp này là trang web; hãy mở bằng Word, lưu lại thành .docx rồi tải lại.")
        )
    if name.lower().endswith((".md", ".markdown")) or looks_like_markdown(lines):
        return read_markdown(lines)
    return unbarred(lines)


def _compound(data: bytes) -> list[SourceLine]:
    """Word 97, or a newer document locked inside the old container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableDocument(locked())
    return read_word97(data)


def _zipped(data: bytes) -> list[SourceLine]:
    names = Package(data).names
    if "word/document.xml" in names:
        return read_docx(data)
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        raise UnreadableDocument(
            _("Tệp này là bảng tính hoặc bản trình chiếu; hãy chọn tệp văn bản của kế hoạch.")
        )
    raise UnreadableDocument(_("Tệp nén này không phải văn bản Word; hãy chọn tệp .docx."))


def _refuse_size(size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise UnreadableDocument(
            _(
                "Tệp lớn hơn %(limit)s MB; hãy bỏ bớt ảnh hoặc tách văn bản rồi tải lại.",
                limit=f"{max_bytes / 1024 / 1024:g}",
            )
        )
    if size == 0:
        raise UnreadableDocument(_("Tệp rỗng; hãy chọn tệp khác."))
