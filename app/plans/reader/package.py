"""The parts of a zipped document, opened only within bounds and without XML tricks."""

import io
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from flask_babel import gettext as _

from app.plans.reader.errors import UnreadableDocument

MAX_ENTRIES = 2000
MAX_PART = 40 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 150
_SMALL = 1024 * 1024
_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError)


class Package:
    """An OOXML file in memory.

    Raises UnreadableDocument for a broken archive, one that unpacks out of proportion, a part
    with a DOCTYPE or entities.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except _DAMAGE as error:
            raise broken() from error
        self.names = frozenset(info.filename for info in infos)
        if any(info.flag_bits & 1 for info in infos):
            raise UnreadableDocument(locked())
        if len(infos) > MAX_ENTRIES or sum(i.file_size for i in infos) > MAX_UNPACKED:
            raise _bomb()
        if any(i.file_size > _SMALL and i.file_size > MAX_RATIO * i.compress_size for i in infos):
            raise _bomb()

    def xml(self, name: str) -> Element | None:
        """The root of a part, None where the package has none of that name."""
        if name not in self.names:
            return None
        try:
            with self._zip.open(name) as part:
                data = part.read(MAX_PART + 1)
        except _DAMAGE as error:
            raise broken() from error
        if len(data) > MAX_PART:
            raise _bomb()
        try:
            root: Element = fromstring(data, forbid_dtd=True)
        except DefusedXmlException as error:
            raise UnreadableDocument(
                _("Tệp chứa khai báo XML không an toàn; hãy mở bằng Word rồi lưu lại thành .docx.")
            ) from error
        except (ParseError, ValueError, LookupError) as error:
            raise broken() from error
        return root


def broken() -> UnreadableDocument:
    return UnreadableDocument(
        _("Tệp bị hỏng hoặc tải chưa hết; hãy mở bằng Word, lưu lại thành .docx rồi tải lại.")
    )


def locked() -> str:
    message: str = _("Tệp có mật khẩu; hãy bỏ mật khẩu rồi tải lại.")
    return message


def _bomb() -> UnreadableDocument:
    return UnreadableDocument(
        _("Tệp nén bất thường, giải nén ra quá lớn; hãy lưu lại văn bản thành một tệp .docx mới.")
    )
