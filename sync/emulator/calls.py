"""One request on its way through the server: who asks, for which file, under which mask."""

import datetime as dt
from dataclasses import dataclass

from sync.emulator import addresses
from sync.emulator.access import Accounts, User
from sync.emulator.areas import Area
from sync.emulator.book import Book
from sync.emulator.errors import ApiError, invalid, not_a_sheet
from sync.emulator.fields import Mask, parse, project
from sync.emulator.files import File, Store
from sync.emulator.messages import Request
from sync.emulator.options import Options
from sync.emulator.protection import Editor
from sync.emulator.shapes import Json
from sync.emulator.tidy import without_nulls


@dataclass
class Call:
    """What a handler needs; the errors its methods raise are Google's."""

    request: Request
    user: User
    store: Store
    accounts: Accounts
    origin: str

    @property
    def options(self) -> Options:
        return self.store.options

    def now(self) -> dt.datetime:
        return self.store.clock.now()

    def mask(self) -> Mask | None:
        """The ``fields`` parameter; None without one."""
        text = self.request.one("fields") or self.request.one("$fields")
        return parse(text) if text else None

    def projected(self, value: Json) -> Json:
        """The answer reduced to the ``fields`` parameter."""
        found: Json = project(value, self.mask() or {})
        return found

    def readable(self, file_id: str) -> File:
        """The spreadsheet's file, if the caller may read it."""
        return self._sheet(file_id, 1)

    def writable(self, file_id: str) -> File:
        """The spreadsheet's file, if the caller may edit it."""
        return self._sheet(file_id, 2)

    def drive_file(self, file_id: str, need: int) -> File:
        """The file for a Drive method that needs rank 1 (read), 2 (write) or 3 (own)."""
        found = self.store.get(file_id)
        return self.accounts.drive_file(self.user, found, file_id, need)

    def _sheet(self, file_id: str, need: int) -> File:
        found = self.store.get(file_id)
        file = self.accounts.sheets_file(self.user, found, file_id, need)
        self.book(file)
        return file

    def book(self, file: File) -> Book:
        """The spreadsheet in a file; 400 FAILED_PRECONDITION for any other kind of file."""
        if file.book is None:
            raise not_a_sheet()
        return file.book

    def editor(self, file: File) -> Editor:
        return self.accounts.editor(self.user, file)

    def filtered(self, book: Book, data_filter: Json) -> list[Area]:
        """The areas of a DataFilter; the option ``lookup_no_match`` may make none an error."""
        areas = addresses.filtered(book, without_nulls(data_filter))
        if not areas and self.options.lookup_no_match == "400":
            raise invalid("No data matched the data filter.")
        return areas

    def refuse_creation(self) -> None:
        """Service accounts own no storage any more (sheets-api.md 4.7)."""
        robot = self.user.email.endswith(".gserviceaccount.com")
        if robot and not self.options.service_accounts_create:
            raise ApiError(
                403,
                "PERMISSION_DENIED",
                "The user's Drive storage quota has been exceeded.",
                reason="storageQuotaExceeded",
                domain="usageLimits",
            )
