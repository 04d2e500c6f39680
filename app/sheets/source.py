"""Opens what `sheet inspect` and the wizard look at: a file, or a spreadsheet at Google."""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

from flask_babel import gettext as _

from sync.client import GoogleRefused, SyncHTTPClient
from sync.core.inspection import Inspection
from sync.core.refusal import Refused
from sync.core.tab import Tab
from sync.messages import refused_reading
from sync.replicas.csvfile import read_csv
from sync.replicas.google import Google
from sync.replicas.google_read import Snapshot
from sync.replicas.workbook_read import read_book
from sync.replicas.xlsxfile import BOOKKEEPING

Inspect = Callable[[Tab], Inspection]


def file_tabs(path: Path) -> list[Tab]:
    """The tabs of a .csv, .tsv or .xlsx; Refused with what to do for any other file."""
    try:
        if path.suffix.lower() in (".csv", ".tsv"):
            return [read_csv(path)]
        if path.suffix.lower() in (".xlsx", ".xlsm"):
            return list(read_book(path.read_bytes(), path.name).tabs)
    except OSError as error:
        raise Refused(
            _("Không mở được tệp %(file)s. Hãy kiểm tra lại tên tệp.", file=path.name)
        ) from error
    except (ValueError, csv.Error) as error:
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
        raise Refused(refused_reading(error)) from error


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
        raise Refused(_("Không có trang tính nào trong tệp này. Hãy chọn tệp khác."))
    opened = next((one for one in read if one[0].sheet_id == gid and not one[1].refuse), None)
    return opened or max(read, key=lambda one: _worth(one[1]))


def _worth(found: Inspection) -> tuple[bool, int, int]:
    known = sum(row.key is not None for row in found.entries)
    return (not found.refuse, known, len(found.entries))
