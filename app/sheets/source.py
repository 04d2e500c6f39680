"""Opens what `sheet inspect` and the wizard look at: a file, or a spreadsheet at Google."""

from collections.abc import Callable, Iterable
from pathlib import Path
from zipfile import BadZipFile

from flask_babel import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from app.uploads import check_zip
from sync.client import GoogleRefused, SyncHTTPClient
from sync.core.inspection import Inspection
from sync.core.refusal import Refused
from sync.core.tab import Tab
from sync.replicas.csvfile import read_csv
from sync.replicas.google import Google
from sync.replicas.google_read import Snapshot
from sync.replicas.xlsxfile import BOOKKEEPING, read_xlsx

Inspect = Callable[[Tab], Inspection]


def file_tabs(path: Path) -> list[Tab]:
    """The tabs of a .csv, .tsv or .xlsx; Refused with what to do for any other file."""
    try:
        if path.suffix.lower() in (".csv", ".tsv"):
            return [read_csv(path)]
        if path.suffix.lower() in (".xlsx", ".xlsm"):
            check_zip(path.read_bytes())
            return read_xlsx(path)
    except OSError as error:
        raise Refused(_("Không mở được tệp %(name)s.", name=path.name)) from error
    except (ValueError, KeyError, TypeError, IndexError, BadZipFile, InvalidFileException) as error:
        raise Refused(
            _("Không đọc được tệp %(name)s. Hãy mở rồi lưu lại dạng .xlsx.", name=path.name)
        ) from error
    raise Refused(
        _("Chỉ đọc được tệp .csv và .xlsx. Hãy lưu %(name)s sang dạng .xlsx.", name=path.name)
    )


def read_spreadsheet(client: SyncHTTPClient, spreadsheet_id: str) -> Snapshot:
    """The spreadsheet now; Refused, worded for staff, where Google does not give it."""
    try:
        return Google(client).read(spreadsheet_id)
    except GoogleRefused as error:
        raise Refused(why_refused(error)) from error


def why_refused(error: GoogleRefused) -> str:
    """What a refusal of Google's means and what to do next."""
    if error.kind == "invalid" and "not supported for this document" in error.detail:
        excel: str = _(
            "Đây là tệp Excel để trên Drive. Nhờ đơn vị mở ra rồi chọn Tệp > Lưu dưới dạng "
            "Google Trang tính."
        )
        return excel
    known: dict[str, str] = {
        "missing": _("Không có bảng tính này. Hãy kiểm tra lại liên kết."),
        "forbidden": _(
            "Bảng tính chưa được chia sẻ cho tài khoản của cơ quan. Nhờ đơn vị chia sẻ."
        ),
        "key": _("Google không nhận khóa của cơ quan. Hãy chạy: flask google check"),
        "rate": _("Google đang giới hạn số lượt. Hãy thử lại sau một phút."),
        "down": _("Không kết nối được với Google. Hãy kiểm tra mạng rồi thử lại."),
        "storage": _("Tài khoản dịch vụ không tạo được tệp. Hãy tự tạo bảng rồi chia sẻ cho nó."),
    }
    return known.get(error.kind) or str(_("Google từ chối: %(why)s", why=error.detail))


def visible(snapshot: Snapshot) -> list[Tab]:
    return [
        tab
        for sheet_id, tab in snapshot.tabs.items()
        if sheet_id not in snapshot.hidden and tab.title != BOOKKEEPING
    ]


def best(tabs: Iterable[Tab], inspect: Inspect, gid: int | None = None) -> tuple[Tab, Inspection]:
    """The tab that holds the checklist, with its reading: the one the link opens where it is a
    checklist, else the one with the most rows known; Refused where there is no tab at all."""
    read = [(tab, inspect(tab)) for tab in tabs]
    if not read:
        raise Refused(_("Không có trang tính nào trong tệp này."))
    opened = next((one for one in read if one[0].sheet_id == gid and not one[1].refuse), None)
    return opened or max(read, key=lambda one: _worth(one[1]))


def _worth(found: Inspection) -> tuple[bool, int, int]:
    known = sum(row.key is not None for row in found.entries)
    return (not found.refuse, known, len(found.entries))
