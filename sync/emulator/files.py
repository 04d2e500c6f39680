"""The files of the local Drive, kept in memory and on disk."""

import datetime as dt
import json
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from sync.emulator.book import Book, Line, Sheet
from sync.emulator.clock import Clock, stamp
from sync.emulator.options import Options
from sync.emulator.shapes import Json

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
MOST_STAMPS = 100


@dataclass(frozen=True)
class Stamp:
    """What Drive may tell of one change: when it was (RFC 3339), its version, its change id."""

    time: str
    version: int
    change: int


@dataclass
class File:
    """One file. A published file is never changed: a writer edits a copy.

    ``book`` is set for a Google spreadsheet, ``content`` for any other file; ``extra`` holds the
    plain Drive fields (parents, description …); ``removed`` marks a deleted file, kept for
    changes.list. ``created`` is RFC 3339.
    """

    id: str
    name: str
    mime_type: str
    created: str
    owner: str
    book: Book | None = None
    content: bytes = b""
    permissions: list[Json] = field(default_factory=list)
    comments: list[Json] = field(default_factory=list)
    extra: Json = field(default_factory=dict)
    trashed: bool = False
    removed: bool = False
    stamps: list[Stamp] = field(default_factory=list)

    def copy(self) -> "File":
        return replace(
            self,
            book=self.book.copy() if self.book else None,
            permissions=list(self.permissions),
            comments=list(self.comments),
            extra=dict(self.extra),
            stamps=list(self.stamps),
        )

    def seen(self, before: str) -> Stamp:
        """The latest stamp not later than that moment; the first one at least."""
        old = [entry for entry in self.stamps if entry.time <= before]
        return old[-1] if old else self.stamps[0]


def new_id() -> str:
    """A file id as Google makes them: 44 characters."""
    return "1" + secrets.token_urlsafe(40)[:43]


class Store:
    """All files. Readers take a published file as it is; writers work one after another.

    With a path every change is committed to SQLite before it is published, so that a kill at any
    moment loses nothing that was answered.
    """

    def __init__(self, options: Options, clock: Clock, path: Path | None = None) -> None:
        self.options = options
        self.clock = clock
        self.files: dict[str, File] = {}
        self.lock = threading.RLock()
        self.change = 0
        self.last_delete = 0
        self.last_search = 0
        self.database = None if path is None else _opened(path)
        if self.database is not None:
            for (text,) in self.database.execute("SELECT body FROM file"):
                file = _decoded(json.loads(text))
                self.files[file.id] = file
            stamps = [entry for file in self.files.values() for entry in file.stamps]
            self.change = max((entry.change for entry in stamps), default=0)

    def get(self, file_id: str) -> File | None:
        """The file as published now; None when there is none (any more)."""
        file = self.files.get(file_id)
        return None if file is None or file.removed else file

    @contextmanager
    def editing(self, file_id: str) -> Iterator[File]:
        """A copy of the file to change; published when the block ends, dropped when it raises.

        Raises KeyError when there is no such file.
        """
        with self.lock:
            draft = self.files[file_id].copy()
            yield draft
            self.publish(draft)

    def publish(self, file: File) -> None:
        """Stamp the file, commit it, then show it to readers."""
        with self.lock:
            self.change += 1
            if not self.options.drive_drops or not file.stamps:
                version = file.stamps[-1].version + 1 if file.stamps else 1
                now = stamp(self.clock.now())
                file.stamps = [*file.stamps[-MOST_STAMPS:], Stamp(now, version, self.change)]
            if self.database is not None:
                body = json.dumps(_encoded(file), ensure_ascii=False)
                self.database.execute(
                    "INSERT INTO file (id, body) VALUES (?, ?) "
                    "ON CONFLICT (id) DO UPDATE SET body = excluded.body",
                    (file.id, body),
                )
                self.database.commit()
            self.files[file.id] = file

    def searchable(self) -> list[File]:
        """The files a search goes through.

        The option ``search_lags_after_delete`` stands in for Drive's lagging index: a spreadsheet
        without any content, made before the latest deletion, is found by the second search only.
        The recording of ``list_spreadsheet_files`` needs it: the account it was made with did not
        list the empty files that earlier recordings had left behind.
        """
        lagging = self.options.search_lags_after_delete
        since, self.last_search = self.last_search, self.change
        found = []
        for file in list(self.files.values()):
            late = since < file.stamps[0].change < self.last_delete and _blank(file)
            if not file.removed and not (lagging and late):
                found.append(file)
        return found

    def clear(self) -> None:
        """Forget every file."""
        with self.lock:
            if self.database is not None:
                self.database.execute("DELETE FROM file")
                self.database.commit()
            self.files = {}

    def close(self) -> None:
        """Let go of the file on disk."""
        with self.lock:
            if self.database is not None:
                self.database.close()
                self.database = None


def _blank(file: File) -> bool:
    return file.book is not None and not any(sheet.rows for sheet in file.book.sheets)


def _opened(path: Path) -> sqlite3.Connection:
    """The data file, for this process alone.

    Raises sqlite3.OperationalError ("database is locked") while another server holds it.
    """
    database = sqlite3.connect(path, check_same_thread=False, timeout=1)
    database.execute("PRAGMA locking_mode = EXCLUSIVE")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("CREATE TABLE IF NOT EXISTS file (id TEXT PRIMARY KEY, body TEXT NOT NULL)")
    database.commit()
    return database


def _encoded(file: File) -> Json:
    body = {**vars(file), "content": file.content.hex()}
    body["stamps"] = [[entry.time, entry.version, entry.change] for entry in file.stamps]
    if file.book is not None:
        body["book"] = _encoded_book(file.book)
    return body


def _encoded_book(book: Book) -> Json:
    return {
        "properties": book.properties,
        "named_ranges": book.named_ranges,
        "metadata": book.metadata,
        "sheets": [
            {
                "properties": sheet.properties,
                "parts": sheet.parts,
                "metadata": sheet.metadata,
                "lines": {
                    name: [[line.properties, line.metadata, line.cells] for line in lines]
                    for name, lines in sheet.lines.items()
                },
            }
            for sheet in book.sheets
        ],
    }


def _decoded(body: Json) -> File:
    book = body.pop("book")
    content = bytes.fromhex(body.pop("content"))
    stamps = [Stamp(*entry) for entry in body.pop("stamps")]
    return File(**body, content=content, stamps=stamps, book=_decoded_book(book) if book else None)


def _decoded_book(body: Json) -> Book:
    sheets = []
    for entry in body.pop("sheets"):
        lines = {
            name: [
                Line(properties, metadata, {int(c): cell for c, cell in cells.items()})
                for properties, metadata, cells in held
            ]
            for name, held in entry.pop("lines").items()
        }
        sheets.append(Sheet(lines=lines, **entry))
    return Book(sheets=sheets, **body)


ANYONE: Json = {"id": "anyoneWithLink", "type": "anyone"}


def owner_of(email: str) -> Json:
    """The permission of a file's owner."""
    return {"id": "owner", "type": "user", "role": "owner", "emailAddress": email}


def new_spreadsheet(name: str, owner: str, options: Options, now: dt.datetime) -> File:
    """An empty spreadsheet with one sheet of 1000 × 26, as files.create makes it."""
    grid = {"rowCount": 1000, "columnCount": 26}
    first = {"sheetId": 0, "title": "Sheet1", "sheetType": "GRID", "gridProperties": grid}
    properties = {"title": name, "locale": options.locale, "timeZone": options.time_zone}
    book = Book(properties, [Sheet(first)])
    permissions = [owner_of(owner)]
    return File(new_id(), name, SPREADSHEET, stamp(now), owner, book, permissions=permissions)
