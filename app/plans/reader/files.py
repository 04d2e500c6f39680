"""A document file to a Plan: what it is by its content, whether it may be opened at all."""

from collections.abc import Callable, Sequence
from pathlib import Path

from flask_babel import gettext as _

from app.plans.reader.decode import decode
from app.plans.reader.errors import UnreadableDocument
from app.plans.reader.model import Plan, SourceLine
from app.plans.reader.paper import read_paper

MAX_BYTES = 5 * 1024 * 1024


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
    return read_paper(decode(data).splitlines())


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
