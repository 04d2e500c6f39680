"""Copies of the database: made while serving, checked, kept, put back."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from flask_babel import gettext as _
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from app import integrity
from app.config import Config
from app.db import is_newer, local_path, migrate, not_ours, open_connection, write_tx
from migrations.migrations import migrations
from sync.core.refusal import Refused

KEPT = 8
_STAMP = "%Y-%m-%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy of the weekly job; `at` is UTC."""

    path: Path
    at: datetime


def directory(config: Config) -> Path:
    """BACKUP_DIR, or `backups` beside the database."""
    return config.backup_dir or local_path(config.database).parent / "backups"


def kept(config: Config) -> list[Backup]:
    """The weekly job's copies, newest first."""
    found = []
    for path in directory(config).glob("soviec-*.db"):
        try:
            at = datetime.strptime(path.stem.removeprefix("soviec-"), "%Y-%m-%dT%H%M%S%z")
        except ValueError:
            continue  # a person's own file
        found.append(Backup(path, at))
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def make(config: Config) -> Backup:
    """A checked copy with today's name; the newest KEPT of them stay."""
    at = datetime.now(UTC).replace(microsecond=0)
    path = directory(config) / f"soviec-{at.strftime(_STAMP)}.db"
    copy(config.database, path)
    for old in kept(config)[KEPT:]:
        old.path.unlink()
    return Backup(path, at)


def copy(source: Path, target: Path) -> None:
    """A consistent copy, also while others write; checked before it gets its name.

    Refused where `target` exists, or where the copy turns out damaged.
    """
    if target.exists():
        raise Refused(_("Tệp %(path)s đã có. Hãy chọn tên khác.", path=str(target)))
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    db = open_connection(source)
    try:
        db.conn.execute("VACUUM INTO ?", [str(part)])
    finally:
        db.close()
    faults = integrity.faults_of_file(part)
    if faults:
        part.unlink()
        raise Refused(
            _(
                "Bản sao bị lỗi nên đã bỏ: %(fault)s. Hãy chạy: .venv/bin/flask db check",
                fault=faults[0],
            )
        )
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(target)


@contextmanager
def not_served(database: Path, *, patience: float = 0) -> Iterator[None]:
    """Holds the database for one server, or one restoring command; Refused where it is taken.

    `patience`: seconds to wait for a server that is just stopping.
    """
    path = local_path(database)
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path.with_name(path.name + ".lock"), timeout=patience)
    try:
        lock.acquire()
    except Timeout as error:
        raise Refused(
            _("Sổ Việc đang chạy với cơ sở dữ liệu này. Hãy dừng máy chủ rồi làm lại.")
        ) from error
    try:
        yield
    finally:
        lock.release()


def restore(config: Config, source: Path) -> Path | None:
    """Put a copy back; gives where the database as it was is kept, None where there was none.

    Everybody has to sign in again: a copy brings back sessions that were ended since.
    """
    check_source(source)
    with not_served(config.database):
        aside = _set_aside(config)
        database = open_connection(config.database, create=True)
        copied = sqlite3.connect(source.resolve().as_uri() + "?mode=ro", uri=True)
        try:
            copied.backup(database.conn)
        finally:
            copied.close()
            database.close()
        migrate(config.database)
        _end_sessions(config.database)
    return aside


def _end_sessions(path: Path) -> None:
    db = open_connection(path)
    with write_tx(db):
        db.conn.execute("DELETE FROM session")
    db.close()


def check_source(source: Path) -> None:
    """Refused unless it is an undamaged copy of this program's, or an older one's, database."""
    if not source.is_file():
        raise Refused(_("Không có tệp %(path)s. Hãy kiểm tra lại đường dẫn.", path=str(source)))
    faults = integrity.faults_of_file(source)
    if faults:
        raise Refused(_("Bản sao bị hỏng: %(fault)s. Hãy dùng bản sao khác.", fault=faults[0]))
    connection = sqlite3.connect(source.resolve().as_uri() + "?mode=ro", uri=True)
    try:
        ours, newer = migrations.applied(Database(connection)), is_newer(Database(connection))
    finally:
        connection.close()
    if not ours:
        raise not_ours(source)
    if newer:
        raise Refused(_("Bản sao này của phiên bản mới hơn. Hãy cập nhật Sổ Việc trước."))


def _set_aside(config: Config) -> Path | None:
    """Keep the database that is about to be replaced, damaged or not."""
    database = local_path(config.database)
    if not database.exists():
        return None
    stamp = datetime.now(UTC).strftime(_STAMP)
    aside = directory(config) / f"truoc-khoi-phuc-{stamp}.db"
    try:
        copy(database, aside)
    except (Refused, sqlite3.DatabaseError):
        aside.parent.mkdir(parents=True, exist_ok=True)
        for ending in ("", "-wal", "-shm"):
            part = database.with_name(database.name + ending)
            if part.exists():
                part.replace(aside.with_name(aside.name + ending))
    return aside
